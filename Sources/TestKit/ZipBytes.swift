import Formats

/// 压缩包字节：a zip archive made field by field, so that a test can make every field lie.
package struct ZipBytes {
  package struct Entry {
    package var name: [UInt8]
    package var data: [UInt8]
    /// Method 8 instead of 0.
    package var isDeflated = false
    package var flags = 0
    package var method: Int?
    package var crc: Int?
    package var compressedSize: Int?
    package var expandedSize: Int?
    /// What the entry's own header says, where the directory says something else.
    package var localName: [UInt8]?
    package var localCompressedSize: Int?
    /// The directory points to the header of an earlier entry.
    package var offset: Int?
    package var externalAttributes = 0

    package init(_ name: String, _ data: [UInt8], isDeflated: Bool = false) {
      self.name = Array(name.utf8)
      self.data = data
      self.isDeflated = isDeflated
    }
  }

  package var entries: [Entry]
  /// The number of entries that the last record states.
  package var count: Int?
  package var comment: [UInt8] = []
  package var hasZip64Locator = false

  package init(_ entries: [Entry]) { self.entries = entries }

  package subscript(name: String) -> Entry {
    get { entries.first { $0.name == Array(name.utf8) } ?? Entry(name, []) }
    set {
      if let index = entries.firstIndex(where: { $0.name == Array(name.utf8) }) {
        entries[index] = newValue
      } else {
        entries.append(newValue)
      }
    }
  }

  package func bytes() -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = file.count
      // A gzip member is a header of ten bytes, the deflated data, and checksum and length in eight bytes.
      let member = entry.isDeflated ? (try? gzip(entry.data)) ?? [] : []
      let stored = entry.isDeflated ? Array(member.dropFirst(10).dropLast(8)) : entry.data
      let crc = entry.crc ?? Int(Self.crc(entry.data))
      let method = entry.method ?? (entry.isDeflated ? 8 : 0)
      let compressed = entry.compressedSize ?? stored.count
      let expanded = entry.expandedSize ?? entry.data.count
      let localName = entry.localName ?? entry.name
      file += Self.int32(0x0403_4B50) + Self.int16(20) + Self.int16(entry.flags) + Self.int16(method)
      file += Self.int32(0) + Self.int32(crc) + Self.int32(entry.localCompressedSize ?? compressed)
      file += Self.int32(expanded) + Self.int16(localName.count) + Self.int16(0) + localName + stored
      directory += Self.int32(0x0201_4B50) + Self.int16(20) + Self.int16(20) + Self.int16(entry.flags)
      directory += Self.int16(method) + Self.int32(0) + Self.int32(crc) + Self.int32(compressed)
      directory += Self.int32(expanded) + Self.int16(entry.name.count) + Self.int16(0) + Self.int16(0)
      directory += Self.int16(0) + Self.int16(0) + Self.int32(entry.externalAttributes)
      directory += Self.int32(entry.offset ?? offset) + entry.name
    }
    let start = file.count
    file += directory
    let size = directory.count
    if hasZip64Locator {
      file += Self.int32(0x0706_4B50) + [UInt8](repeating: 0, count: 16)
    }
    let entryCount = count ?? entries.count
    file += Self.int32(0x0605_4B50) + Self.int16(0) + Self.int16(0) + Self.int16(entryCount)
    file += Self.int16(entryCount) + Self.int32(size) + Self.int32(start)
    return file + Self.int16(comment.count) + comment
  }

  private static func int16(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
  private static func int32(_ value: Int) -> [UInt8] { int16(value) + int16(value >> 16) }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
