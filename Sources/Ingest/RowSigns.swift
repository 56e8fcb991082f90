import Formats
import ReportModel

/// 行的识别：by what signs a row that holds no figures is known.
enum RowSigns {
  /// Where a header stands in one cell because its headings are parted by something else than the usual signs.
  static func wrongDelimiter(in table: CSVTable) -> (SourcePosition, String)? {
    for index in 0..<min(table.rowCount, CSVReportReader.headerSearchRows) {
      guard let cell = table[index].first(where: \.holdsText), cell.bytes.count < 4096 else { continue }
      for delimiter: Character in ["，", "、", "；", "|", "｜", " ", "\u{3000}"] {
        let headings = cell.text.split(separator: delimiter)
        if headings.count > 3, headings.count(where: { HeadingVocabulary.role(of: $0) != nil }) > 3 {
          let name = delimiter == " " || delimiter == "\u{3000}" ? "空格" : String(delimiter)
          return (SourcePosition(line: cell.row, column: cell.column), name)
        }
      }
    }
    return nil
  }

  /// A remark or a cover item where a row begins.
  static func isFooter(_ lead: CSVCell) -> Bool {
    if CodeSpelling.isNormal(lead.bytes) { return false }
    let text = Folding.trim(lead.text)
    if CoverVocabulary.key(of: text) != nil || !CoverBlock.pairs(in: text).isEmpty { return true }
    return ["注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表说明", "填报说明", "填报要求"].contains {
      text.hasPrefix($0)
    }
  }

  static func isLikeCode(_ cell: CSVCell?) -> Bool {
    guard let cell else { return false }
    return CodeSpelling.isNormal(CodeSpelling.normal(cell.text).utf8)
  }

  /// Whether a cell ends in 计, as every word for a total does: a glance before a text is made.
  static func holdsTotalSign(_ bytes: ArraySlice<UInt8>) -> Bool {
    var end = bytes
    while let last = end.last, last <= 0x20 || last == UInt8(ascii: ":") { end.removeLast() }
    // A full-width colon or space.
    while end.count >= 3,
      end.suffix(3).elementsEqual([0xEF, 0xBC, 0x9A]) || end.suffix(3).elementsEqual([0xE3, 0x80, 0x80])
    {
      end.removeLast(3)
    }
    return end.last == 0xA1 && end.suffix(3).elementsEqual([0xE8, 0xAE, 0xA1])
  }
}
