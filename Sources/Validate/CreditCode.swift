/// 统一社会信用代码：the check of GB 32100—2015.
package enum CreditCode {
  package struct Fault: Sendable, Hashable {
    package let chinese: String
    package let english: String
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// What is wrong with a code; `nil` for a good one.
  package static func fault(in text: String) -> Fault? {
    let code = Array(text.uppercased().utf8)
    if text.contains("+") || text.contains("."), text.uppercased().contains("E") {
      return Fault(
        chinese: "被表格软件改成了科学记数法", english: "was turned into scientific notation by the spreadsheet")
    }
    guard code.count == 18 else {
      return Fault(
        chinese: "应为 18 位，现为 \(text.count) 位", english: "has \(text.count) characters instead of 18")
    }
    let values = code.compactMap { alphabet.firstIndex(of: $0) }
    guard values.count == 18 else {
      return Fault(
        chinese: "含有不允许的字符（不用 I、O、S、V、Z）",
        english: "has characters that do not occur (I, O, S, V, Z are not used)")
    }
    var weight = 1
    var sum = 0
    for value in values.prefix(17) {
      sum += value * weight
      weight = weight * 3 % 31
    }
    guard (31 - sum % 31) % 31 != values[17] else { return nil }
    if code.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      values.suffix(3) == [0, 0, 0]
    {
      return Fault(
        chinese: "末三位是 000，是表格软件只保留十五位数字造成的",
        english: "ends in 000, because the spreadsheet kept fifteen digits only")
    }
    return Fault(chinese: "校验位不符", english: "has a check digit that does not fit")
  }
}
