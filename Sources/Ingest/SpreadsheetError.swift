import Findings

/// 电子表格错误值: what each of the signs means that a spreadsheet shows instead of a number.
///
/// Why: `#REF!` and `########` look alike to a clerk and are mended in quite different ways.
enum SpreadsheetError {
  private struct Meaning {
    let signs: [String]
    let cause: String, cure: String, causeEN: String, cureEN: String
  }

  private static let meanings = [
    Meaning(
      signs: ["#REF!"], cause: "公式引用的单元格已被删除", cure: "回到原表改正公式",
      causeEN: "the cells of its formula have been deleted", cureEN: "Mend the formula"),
    Meaning(
      signs: ["#DIV/0!"], cause: "公式里除数是零或空白", cure: "回到原表补上除数或改正公式",
      causeEN: "its formula divides by zero or by a blank", cureEN: "Fill in the divisor or mend the formula"),
    Meaning(
      signs: ["#N/A", "#GETTING_DATA"], cause: "公式没有查到对应的数", cure: "回到原表查清楚对应的数",
      causeEN: "its formula has looked something up and not found it", cureEN: "Find what it looks for"),
    Meaning(
      signs: ["#VALUE!"], cause: "公式引用的格里有文字", cure: "回到原表把文字改成数",
      causeEN: "its formula calculates with a text", cureEN: "Make the text a number"),
    Meaning(
      signs: ["#NAME?"], cause: "公式里的函数名或名称写错了", cure: "回到原表改正公式",
      causeEN: "its formula has an unknown name", cureEN: "Mend the formula"),
  ]

  private static let tooNarrow = Meaning(
    signs: [], cause: "列宽不够，数字显示不下", cure: "回到原表把这一列拉宽",
    causeEN: "the column is too narrow for the number", cureEN: "Widen the column")

  private static let other = Meaning(
    signs: [], cause: "公式出错", cure: "回到原表改正公式", causeEN: "its formula is broken",
    cureEN: "Mend the formula")

  static func facts(_ text: String) -> Facts {
    let sign = text.uppercased()
    let meaning =
      text.allSatisfy { $0 == "#" }
      ? tooNarrow : meanings.first { $0.signs.contains { sign.hasPrefix($0) } } ?? other
    return [
      "cause": meaning.cause, "cure": meaning.cure, "causeEN": meaning.causeEN, "cureEN": meaning.cureEN,
    ]
  }
}
