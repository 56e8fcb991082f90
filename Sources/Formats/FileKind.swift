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
  /// Such a workbook with its sheets in a binary form.
  case xlsb
  /// A spreadsheet of LibreOffice and its relatives.
  case ods
  /// A workbook of old Excel or WPS (also the container of old Word files).
  case oldOffice
  /// A workbook or document that opens with a password; it is the container of old files, with one encrypted part.
  case encryptedOffice
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
      self = Self.archive(bytes)
    } else if starts([0xD0, 0xCF, 0x11, 0xE0]) {
      self = Self.holdsWide("EncryptedPackage", bytes) ? .encryptedOffice : .oldOffice
    } else if starts(Array("%PDF-".utf8)) {
      self = .pdf
    } else if Self.looksLikeXML(bytes) {
      self = .xml
    } else {
      self = .text
    }
  }

  private static func archive(_ bytes: [UInt8]) -> FileKind {
    if holds("xl/workbook.bin", bytes) { return .xlsb }
    if holds("xl/", bytes) { return .xlsx }
    if holds("word/", bytes) { return .docx }
    // Its first part says what it is, uncompressed and behind a header and a name of 38 bytes together.
    let isSpreadsheet = bytes.dropFirst(38).starts(
      with: "application/vnd.oasis.opendocument.spreadsheet".utf8)
    return isSpreadsheet ? .ods : .zip
  }

  /// Whether a name of the container's directory stands in the file, in two bytes a character.
  private static func holdsWide(_ name: String, _ bytes: [UInt8]) -> Bool {
    var sign: [UInt8] = []
    for byte in name.utf8 { sign += [byte, 0] }
    var position = 0
    // Directory entries begin at multiples of 128.
    while position + sign.count <= bytes.count {
      if bytes[position...].starts(with: sign) { return true }
      position += 128
    }
    return false
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
