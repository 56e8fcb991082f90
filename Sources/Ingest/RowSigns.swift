import Formats
import ReportModel

/// 行的识别：by what signs a row that holds no figures is known.
enum RowSigns {
  /// Where a header stands in one cell because its headings are parted by something else than the usual signs.
  static func wrongDelimiter(in table: CellTable) -> (SourcePosition, String)? {
    for index in 0..<min(table.rowCount, FormReader.headerSearchRows) {
      guard let cell = table[index].first(where: \.holdsText), cell.bytes.count < 4096 else { continue }
      for delimiter: Character in ["，", "、", "；", "|", "｜", " ", "\u{3000}"] {
        let headings = cell.text.split(separator: delimiter)
        if headings.count > 3, headings.count(where: { HeadingVocabulary.role(of: $0) != nil }) > 3 {
          let name = delimiter == " " || delimiter == "\u{3000}" ? "空格" : String(delimiter)
          return (cell.place, name)
        }
      }
    }
    return nil
  }

  /// A remark or a cover item where a row begins.
  static func isFooter(_ lead: TableCell) -> Bool {
    if CodeSpelling.isNormal(lead) { return false }
    let text = Folding.trim(lead.text)
    if CoverVocabulary.key(of: text) != nil || !CoverBlock.pairs(in: text).isEmpty { return true }
    return ["注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表说明", "填报说明", "填报要求"].contains {
      text.hasPrefix($0)
    }
  }

  static func isLikeCode(_ cell: TableCell?) -> Bool {
    guard let cell else { return false }
    return CodeSpelling.isNormal(CodeSpelling.normal(cell.text).utf8)
  }

  /// Whether a cell ends in 计, as every word for a total does: a glance before a text is made.
  static func holdsTotalSign(_ bytes: Span<UInt8>) -> Bool {
    var end = bytes.count
    func ends(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
      end >= 3 && bytes[end - 3] == first && bytes[end - 2] == second && bytes[end - 1] == third
    }
    while end > 0, bytes[end - 1] <= 0x20 || bytes[end - 1] == UInt8(ascii: ":") { end -= 1 }
    // A full-width colon or space.
    while ends(0xEF, 0xBC, 0x9A) || ends(0xE3, 0x80, 0x80) { end -= 3 }
    return ends(0xE8, 0xAE, 0xA1)
  }
}
