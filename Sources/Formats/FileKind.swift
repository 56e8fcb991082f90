/// 文件类型：what a file is by its first bytes, whatever its name says.
///
/// Why: a spreadsheet or PDF that was renamed `.csv` is named to its sender as what it is.
package enum FileKind: String, Hashable, Sendable, CaseIterable {
  case empty
  case gzip
  /// A zip archive that is neither a workbook nor a text document.
  case zip
  /// A text document of today's Word or WPS.
  case docx
  /// A workbook of today's Excel or WPS, which is a zip archive with known parts.
  case xlsx
  /// A workbook of old Excel or WPS (also the container of old Word files).
  case oldOffice
  case pdf
  case xml
  /// Anything else: text as far as the first bytes tell, CSV among it.
  case text

  /// Looks at the first bytes; the whole file may be given.
  package init(of bytes: [UInt8]) {
    func starts(_ sign: [UInt8]) -> Bool { bytes.starts(with: sign) }
    if bytes.isEmpty {
      self = .empty
    } else if isGzip(bytes) {
      self = .gzip
    } else if starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]) {
      self = Self.holds("xl/", bytes) ? .xlsx : Self.holds("word/", bytes) ? .docx : .zip
    } else if starts([0xD0, 0xCF, 0x11, 0xE0]) {
      self = .oldOffice
    } else if starts(Array("%PDF-".utf8)) {
      self = .pdf
    } else if Self.looksLikeXML(bytes) {
      self = .xml
    } else {
      self = .text
    }
  }

  /// Whether parts of the archive have names that begin so, as a workbook's with `xl/`; names stand uncompressed in it.
  private static func holds(_ prefix: String, _ bytes: [UInt8]) -> Bool {
    let localHeader: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    let directoryHeader: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
    let folder = Array(prefix.utf8)
    var position = 0
    while let hit = bytes[position...].firstIndex(of: 0x50), hit + 4 <= bytes.count {
      let rest = bytes[hit...]
      let nameOffset = rest.starts(with: localHeader) ? 30 : rest.starts(with: directoryHeader) ? 46 : 0
      if nameOffset > 0, rest.dropFirst(nameOffset).starts(with: folder) { return true }
      position = hit + 1
    }
    return false
  }

  /// A `<` after nothing but a byte order mark and white space, in one byte or two a character.
  private static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    for mark in [byteOrderMark, [0xFF, 0xFE], [0xFE, 0xFF]] where rest.starts(with: mark) {
      rest = rest.dropFirst(mark.count)
    }
    rest = rest.drop(while: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0 })
    return rest.first == UInt8(ascii: "<")
  }
}
