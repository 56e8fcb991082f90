/// 压缩包目录：the central directory of a zip archive, looked through before anything is taken out.
///
/// Why by hand beside libzip: two entries that share their bytes, a header that says something else than the directory, and
/// whatever stands behind the end are all allowed to libzip, and are how archives are made that expand without end or that
/// show one thing to one program and another thing to the next.
struct ZipDirectory {
  struct Entry: Hashable {
    var name: [UInt8]
    var compressedBytes: Int
    var expandedBytes: Int
    var isEncrypted: Bool
    /// From its local header to the end of its data.
    var range: Range<Int>
  }

  let entries: [Entry]

  private static let endSign = 0x0605_4B50
  private static let entrySign = 0x0201_4B50
  private static let localSign = 0x0403_4B50
  private static let zip64Sign = 0x0706_4B50

  static func read(_ bytes: [UInt8], limits: ZipLimits) -> Result<ZipDirectory, FormatProblem> {
    func refuse(_ kind: FormatProblem.Kind, _ name: [UInt8] = [], limit: Int? = nil)
      -> Result<ZipDirectory, FormatProblem>
    {
      .failure(FormatProblem(kind, limit: limit, detail: String(decoding: name, as: UTF8.self)))
    }
    let read = LittleEndian(bytes)
    guard let end = endRecord(read) else { return refuse(.zipBroken) }
    // In a file of this size nobody needs it, and its fields can say something else than the old ones.
    if end >= 20, read.int32(end - 20) == zip64Sign { return refuse(.zipTooLarge, limit: 4 << 30) }
    let count = read.int16(end + 10)
    let size = read.int32(end + 12)
    let start = read.int32(end + 16)
    guard read.int16(end + 4) == 0, read.int16(end + 6) == 0, read.int16(end + 8) == count,
      start + size == end
    else { return refuse(.zipBroken) }
    guard count <= limits.entryCount else { return refuse(.zipTooManyEntries, limit: limits.entryCount) }

    var entries: [Entry] = []
    var names: Set<[UInt8]> = []
    var position = start
    for _ in 0..<count {
      guard position + 46 <= end, read.int32(position) == entrySign else { return refuse(.zipBroken) }
      let flags = read.int16(position + 8)
      let method = read.int16(position + 10)
      let compressed = read.int32(position + 20)
      let expanded = read.int32(position + 24)
      let nameCount = read.int16(position + 28)
      let next = position + 46 + nameCount + read.int16(position + 30) + read.int16(position + 32)
      let local = read.int32(position + 42)
      guard next <= end, read.int16(position + 34) == 0 else { return refuse(.zipBroken) }
      let name = Array(bytes[(position + 46)..<(position + 46 + nameCount)])
      if let problem = offence(in: name) { return .failure(problem) }
      guard names.insert(name.map(lowercased)).inserted else { return refuse(.zipUnsafeName, name) }
      guard compressed != 0xFFFF_FFFF, expanded != 0xFFFF_FFFF, local != 0xFFFF_FFFF else {
        return refuse(.zipTooLarge, name, limit: 4 << 30)
      }
      // Bit 0 is encryption, bit 13 a directory that hides itself.
      let isEncrypted = flags & 0x2001 != 0
      guard isEncrypted || method == 0 || method == 8 else { return refuse(.zipBroken, name) }
      guard let range = localRange(read, at: local, flags, method, compressed, name, before: start) else {
        return refuse(.zipBroken, name)
      }
      entries.append(
        Entry(
          name: name, compressedBytes: compressed, expandedBytes: expanded, isEncrypted: isEncrypted,
          range: range))
      position = next
    }
    guard position == end else { return refuse(.zipBroken) }
    let ordered = entries.sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (first, second) in zip(ordered, ordered.dropFirst())
    where first.range.upperBound > second.range.lowerBound {
      return refuse(.zipOverlap, second.name)
    }
    return .success(ZipDirectory(entries: entries))
  }

  /// The record at the very end: its comment, if any, reaches the last byte.
  private static func endRecord(_ read: LittleEndian) -> Int? {
    var position = read.count - 22
    while position >= max(0, read.count - 22 - 0xFFFF) {
      if read.int32(position) == endSign, position + 22 + read.int16(position + 20) == read.count {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// The bytes of an entry, where its own header says the same as the directory.
  private static func localRange(
    _ read: LittleEndian, at local: Int, _ flags: Int, _ method: Int, _ compressed: Int, _ name: [UInt8],
    before end: Int
  ) -> Range<Int>? {
    guard local + 30 <= end, read.int32(local) == localSign, read.int16(local + 8) == method,
      read.int16(local + 6) & 1 == flags & 1, read.int16(local + 26) == name.count
    else { return nil }
    let data = local + 30 + name.count + read.int16(local + 28)
    guard data + compressed <= end, read.holds(name, at: local + 30) else { return nil }
    let stated = read.int32(local + 18)
    // With bit 3 the sizes stand behind the data; 0xFFFFFFFF points to a further field that says the same.
    guard stated == compressed || flags & 8 != 0 && stated == 0 || stated == 0xFFFF_FFFF else { return nil }
    return local..<(data + compressed)
  }

  /// Names that could mean another place than one within the archive, or that cannot be told at all.
  private static func offence(in name: [UInt8]) -> FormatProblem? {
    let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isSafe =
      !name.isEmpty && name.count <= 512 && firstInvalidUTF8(in: name) == nil
      && name.first != UInt8(ascii: "/") && !name.contains(UInt8(ascii: "\\"))
      && !name.contains(UInt8(ascii: ":"))
      && !name.contains { $0 < 0x20 } && !parts.contains { $0.elementsEqual("..".utf8) }
    return isSafe ? nil : FormatProblem(.zipUnsafeName, detail: String(decoding: name, as: UTF8.self))
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

/// 小端整数：numbers of two and four bytes; 0 beyond the end.
private struct LittleEndian {
  private let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func int16(_ position: Int) -> Int {
    guard position >= 0, position + 2 <= bytes.count else { return 0 }
    return Int(bytes[position]) | Int(bytes[position + 1]) << 8
  }

  func int32(_ position: Int) -> Int { int16(position) | int16(position + 2) << 16 }

  func holds(_ sign: [UInt8], at position: Int) -> Bool {
    position + sign.count <= bytes.count && bytes[position...].starts(with: sign)
  }
}
