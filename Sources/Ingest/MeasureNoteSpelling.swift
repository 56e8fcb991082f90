import Formats
import ReportModel

/// 计量单位的注明方式：measure units in headings and in lines above a table.
///
/// Why: a table of 元 under headings of 万元 is wrong by ten thousand, and nothing in its cells shows it.
enum MeasureNoteSpelling {
  private static let separators: Set<Character> = ["、", ",", "，", "/", ";", "；", "或", "和"]
  private static let brackets: [Character: Character] = ["(": ")", "[": "]", "【": "】", "〔": "〕"]
  private static let lineWords = ["计量单位", "金额单位", "经费单位", "资金单位", "货币单位", "数量单位", "度量单位", "计算单位", "单位"]

  /// A measure unit that clerks write, with or without 万, 千 or 亿; 万 alone too.
  static func isMeasure(_ word: some StringProtocol) -> Bool {
    var rest = Substring(word)
    if let multiplier = CellVocabulary.multipliers.first(where: { rest.hasPrefix($0.word) }) {
      rest = rest.dropFirst(multiplier.word.count)
      if rest.isEmpty { return true }
    }
    return MeasureWords.group[String(rest)] != nil
  }

  /// The measure units in a list of nothing else.
  private static func measures(in list: some StringProtocol) -> [String] {
    let words = list.split { separators.contains($0) || $0 == " " }.map {
      $0.hasPrefix("人民币") ? String($0.dropFirst(3)) : String($0)
    }
    return words.allSatisfy(isMeasure) ? words : []
  }

  // MARK: Headings

  /// `本期数（元）`, `本期数（单位：万元）`, `本年累计/元`, `本期数万元`: the heading's own words and its measure units.
  static func split(_ heading: some StringProtocol) -> (heading: String, measures: [String])? {
    // A narrative is no heading.
    if heading.utf8.count > 90 { return nil }
    let compact = Folding.compact(heading)
    for (index, character) in zip(compact.indices, compact) {
      if index == compact.startIndex { continue }
      if let close = brackets[character] {
        let inside = compact[compact.index(after: index)...].prefix { $0 != close }
        let found = line(in: inside) ?? measures(in: inside)
        if !found.isEmpty { return (String(compact[..<index]), found) }
      } else if character == "/" {
        let found = measures(in: compact[compact.index(after: index)...])
        if !found.isEmpty { return (String(compact[..<index]), found) }
      }
    }
    for count in stride(from: min(4, compact.count - 2), to: 0, by: -1) {
      let measure = compact.suffix(count)
      let words = String(compact.dropLast(count))
      // Bare words could be anything; only behind the form's own heading they are a measure unit.
      if MeasureWords.group[String(measure)] != nil || count > 1 && isMeasure(measure),
        HeadingVocabulary.table.contains(where: { $0.headings.first == words })
      {
        return (words, [String(measure)])
      }
    }
    return nil
  }

  // MARK: Lines

  /// What `单位：万元` in a text says; `nil` where there is no such thing in it. 报送单位：… is none.
  static func line(in text: some StringProtocol) -> [String]? {
    // A colon, or the first byte of a wide one.
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == 0xEF }) else { return nil }
    let folded = Folding.fold(text)
    guard folded.contains(":"), folded.contains("单位") else { return nil }
    for word in lineWords {
      guard let range = folded.firstRange(of: word) else { continue }
      let before = folded[..<range.lowerBound].last
      guard before.map({ !$0.isLetter }) ?? true else { continue }
      let rest = folded[range.upperBound...].drop { $0 == " " }
      guard rest.first == ":" else { continue }
      let list = rest.dropFirst().prefix { !")]】〕。".contains($0) }
      let found = measures(in: list)
      if !found.isEmpty { return found }
    }
    return nil
  }

  /// 单位 alone in a cell, the measure units in the next.
  static func isLineWord(_ text: some StringProtocol) -> Bool {
    var word = Folding.compact(text)
    while word.last == ":" || word.first == "(" {
      word = word.last == ":" ? String(word.dropLast()) : String(word.dropFirst())
    }
    return lineWords.contains(word)
  }

  /// The measure units of a cell that holds nothing else.
  static func alone(_ text: some StringProtocol) -> [String] {
    var list = Substring(Folding.fold(text))
    if list.hasSuffix(")") { list = list.dropLast() }
    return measures(in: list)
  }

  /// Whether a cell is `单位：万元`, in brackets or not, and nothing more.
  static func isWholeCell(_ text: some StringProtocol) -> Bool {
    var rest = Substring(Folding.compact(text))
    if rest.first == "(", rest.last == ")" { rest = rest.dropFirst().dropLast() }
    return line(in: rest) != nil && lineWords.contains { rest.hasPrefix($0) }
  }

  /// Whether a row holds nothing but that.
  static func isLine(_ row: TableRow) -> Bool {
    let cells = row.filter(\.holdsText)
    guard let first = cells.first, first.bytes.count < 256 else { return false }
    if cells.count == 1 { return isWholeCell(first.text) }
    return cells.count == 2 && isLineWord(first.text) && !alone(cells[1].text).isEmpty
  }
}
