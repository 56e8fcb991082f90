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
package struct CSVWriter: Sendable {
  package enum LineEnd: String, Hashable, Sendable {
    case lf = "\n"
    case crlf = "\r\n"
  }

  private let lineEnd: LineEnd
  private var bytes: [UInt8] = []

  /// - Parameter hasBOM: with the mark, Excel takes the file for UTF-8 without being asked.
  package init(lineEnd: LineEnd = .lf, hasBOM: Bool = false) {
    self.lineEnd = lineEnd
    if hasBOM { bytes = byteOrderMark }
  }

  package mutating func row(_ cells: [CSVOutputCell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .text(let text): appendQuoted(csvNeutralised(text))
      case .number(let number): appendQuoted(number)
      case .empty: break
      }
    }
    bytes.append(contentsOf: lineEnd.rawValue.utf8)
  }

  package mutating func row(_ texts: String...) {
    row(texts.map { .text($0) })
  }

  package consuming func finish() -> [UInt8] { bytes }

  private mutating func appendQuoted(_ text: String) {
    let utf8 = text.utf8
    let needsQuotes = utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    guard needsQuotes || utf8.first == 0x20 || utf8.last == 0x20 else {
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

/// 防公式：a text with an apostrophe in front where a spreadsheet would take it for a formula.
///
/// Looked at is the first character, behind any spaces: `= + - @`, tab, CR, LF, their full-width forms.
/// NUL is left out wherever it stands; a text that began with one is guarded as well.
package func csvNeutralised(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let first = scalars.first(where: { $0 != " " && $0 != "\u{3000}" && $0 != "\u{FEFF}" }) else {
    return text
  }
  let needsGuard: Bool
  switch first {
  case "=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠": needsGuard = true
  default: needsGuard = false
  }
  guard needsGuard || scalars.contains("\0") else { return text }
  var guarded = needsGuard ? "'" : ""
  guarded.unicodeScalars.append(contentsOf: scalars.filter { $0 != "\0" })
  return guarded
}
