/// CSV单元格：what a cell to be written holds, which decides how it is guarded.
package enum CSVOutputCell: Hashable, Sendable {
  /// 文本：made harmless for spreadsheets.
  case text(String)
  /// 数值：written as it is; a minus sign at the front stays one.
  case number(String)
  case empty
}

/// CSV书写：RFC 4180 with cells that a spreadsheet cannot run.
///
/// Why guarded: a text that begins with `=` is a formula to Excel and WPS, and can fetch or send data from the
/// machine of the officer who opens the file. Such a text gets an apostrophe in front, and NUL is left out.
///
/// A row is given whole, or cell by cell and then ended; what begins many rows can be made once, with `cells`.
package struct CSVWriter: Sendable {
  package enum LineEnd: String, Hashable, Sendable {
    case lf = "\n"
    case crlf = "\r\n"
  }

  private let lineEnd: LineEnd
  private var bytes: [UInt8] = []
  private var isInRow = false

  /// - Parameter hasBOM: with the mark, Excel takes the file for UTF-8 without being asked.
  package init(lineEnd: LineEnd = .lf, hasBOM: Bool = false) {
    self.lineEnd = lineEnd
    if hasBOM { bytes = byteOrderMark }
  }

  package mutating func row(_ cells: [CSVOutputCell]) {
    for cell in cells { self.cell(cell) }
    endRow()
  }

  package mutating func row(_ texts: String...) {
    row(texts.map { .text($0) })
  }

  package consuming func finish() -> [UInt8] { bytes }

  /// What was written so far, or since it was last taken out; the writer goes on behind it.
  package var written: [UInt8] { bytes }

  /// Forgets what was written so far, and keeps the room for more.
  package mutating func removeWritten() { bytes.removeAll(keepingCapacity: true) }

  package mutating func reserveCapacity(_ byteCount: Int) { bytes.reserveCapacity(byteCount) }

  // MARK: Cell by cell

  package mutating func cell(_ cell: CSVOutputCell) {
    switch cell {
    case .text(let text): self.cell(text: text)
    case .number(var number):
      beginCell()
      number.withUTF8 { appendQuoted($0) }
    case .empty: beginCell()
    }
  }

  package mutating func cell(text: String) {
    beginCell()
    // Most texts are neither a formula nor a way out of the cell.
    if appendUnguarded(text) { return }
    var harmless = csvNeutralised(text)
    harmless.withUTF8 { appendQuoted($0) }
  }

  package mutating func cell(number: Int) {
    beginCell()
    bytes.appendDigits(of: number)
  }

  /// - Parameter append: adds what the cell holds, which has to be a number, or another thing that needs no quotes and
  ///   no guard.
  package mutating func cell(appending append: (inout [UInt8]) -> Void) {
    beginCell()
    append(&bytes)
  }

  /// Cells as another writer made them.
  package mutating func cells(_ cells: [UInt8]) {
    beginCell()
    bytes.append(contentsOf: cells)
  }

  package mutating func emptyCells(_ count: Int) {
    for _ in 0..<count { beginCell() }
  }

  package mutating func endRow() {
    if lineEnd == .crlf { bytes.append(0x0D) }
    bytes.append(0x0A)
    isInRow = false
  }

  private mutating func beginCell() {
    if isInRow { bytes.append(UInt8(ascii: ",")) }
    isInRow = true
  }

  /// Appends a text that needs no guard, and says whether that was so.
  private mutating func appendUnguarded(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      if isTakenForFormula(utf8) || utf8.contains(0) { return false }
      appendQuoted(utf8)
      return true
    }
  }

  private mutating func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>) {
    var needsQuotes = utf8.first == 0x20 || utf8.last == 0x20
    for byte in utf8 where byte <= UInt8(ascii: ",") {
      needsQuotes =
        needsQuotes || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    guard needsQuotes else {
      bytes.append(contentsOf: utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// 单元格：encoded once, to be written into many rows with `CSVWriter.cells`.
package func csvCells(_ cells: [CSVOutputCell]) -> [UInt8] {
  var writer = CSVWriter()
  for cell in cells { writer.cell(cell) }
  return writer.finish()
}

/// 防公式：a text with an apostrophe in front where a spreadsheet would take it for a formula.
///
/// Looked at is the first character, behind any spaces: `= + - @`, tab, CR, LF, their full-width forms.
/// NUL is left out wherever it stands; a text that began with one is guarded as well.
package func csvNeutralised(_ text: String) -> String {
  var utf8 = text
  let needsGuard = utf8.withUTF8(isTakenForFormula)
  guard needsGuard || text.utf8.contains(0) else { return text }
  return (needsGuard ? "'" : "") + String(decoding: text.utf8.filter { $0 != 0 }, as: UTF8.self)
}

private func isTakenForFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  var position = 0
  while position < text.count {
    let byte = text[position]
    switch byte {
    case UInt8(ascii: " "): position += 1
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D, 0x0A, 0x00:
      return true
    case 0xE3, 0xEF:
      guard position + 2 < text.count else { return false }
      switch (byte, text[position + 1], text[position + 2]) {
      // A wide space and a byte order mark are looked past.
      case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): position += 3
      // ＝ ＋ － ＠
      case (0xEF, 0xBC, 0x9D), (0xEF, 0xBC, 0x8B), (0xEF, 0xBC, 0x8D), (0xEF, 0xBC, 0xA0): return true
      default: return false
      }
    default: return false
    }
  }
  return false
}
