import CLibZip
import Glibc

/// 压缩包：a zip archive in memory, read by libzip and closed once.
struct ZipArchive: ~Copyable {
  private let archive: OpaquePointer
  let entries: [ZipDirectory.Entry]
  private let limits: ZipLimits
  /// Places of the entries by their names in small letters, as the programs that write workbooks compare them.
  private let places: [String: Int]
  private var expandedBytes = 0

  /// - Returns: `nil` and the problem in `problem` where the archive is not to be read.
  /// - Throws: `libraryFailed` where libzip cannot start.
  static func open(
    _ bytes: [UInt8], limits: ZipLimits, problem: inout FormatProblem?
  ) throws(FormatFault) -> ZipArchive? {
    let entries: [ZipDirectory.Entry]
    switch ZipDirectory.read(bytes, limits: limits) {
    case .failure(let found):
      problem = found
      return nil
    case .success(let directory): entries = directory.entries
    }
    if let encrypted = entries.first(where: \.isEncrypted) {
      problem = FormatProblem(.zipEncrypted, detail: String(decoding: encrypted.name, as: UTF8.self))
      return nil
    }
    // libzip keeps the address for as long as the archive is open, and frees the copy itself.
    guard let copy = malloc(max(1, bytes.count)) else { throw .libraryFailed("libzip") }
    bytes.withUnsafeBytes { raw in
      if let base = raw.baseAddress { memcpy(copy, base, raw.count) }
    }
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
      free(copy)
      throw .libraryFailed("libzip")
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      if zip_error_code_zip(&error) == ZIP_ER_MEMORY { throw .libraryFailed("libzip") }
      problem = FormatProblem(.zipBroken)
      return nil
    }
    let opened = ZipArchive(archive: archive, entries: entries, limits: limits)
    // The same directory, entry by entry, or the archive shows different things to different readers.
    guard zip_get_num_entries(archive, 0) == entries.count, opened.agrees() else {
      problem = FormatProblem(.zipBroken)
      return nil
    }
    return opened
  }

  private init(archive: OpaquePointer, entries: [ZipDirectory.Entry], limits: ZipLimits) {
    self.archive = archive
    self.entries = entries
    self.limits = limits
    places = Dictionary(
      entries.enumerated().map { (String(decoding: $1.name, as: UTF8.self).lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  deinit { zip_discard(archive) }

  private func agrees() -> Bool {
    entries.indices.allSatisfy { index in
      var stat = zip_stat_t()
      guard zip_stat_index(archive, UInt64(index), 0, &stat) == 0, stat.size == entries[index].expandedBytes,
        stat.comp_size == entries[index].compressedBytes,
        let name = zip_get_name(archive, UInt64(index), ZIP_FL_ENC_RAW)
      else { return false }
      return strlen(name) == entries[index].name.count
        && entries[index].name.withUnsafeBytes { bytes in
          bytes.baseAddress.map { memcmp($0, name, bytes.count) == 0 } ?? bytes.isEmpty
        }
    }
  }

  func place(of name: String) -> Int? { places[name.lowercased()] }

  func name(at place: Int) -> String { String(decoding: entries[place].name, as: UTF8.self) }

  /// Takes an entry out, piece by piece, within the bounds of the whole archive; `take` says whether it wants more.
  ///
  /// - Returns: `zipTooLarge`, `zipRatio` or `zipBroken`, or nothing.
  mutating func read(_ place: Int, _ take: (UnsafeRawBufferPointer) -> Bool) -> FormatProblem? {
    let entry = entries[place]
    func problem(_ kind: FormatProblem.Kind, limit: Int? = nil) -> FormatProblem {
      FormatProblem(kind, limit: limit, detail: name(at: place))
    }
    guard let file = zip_fopen_index(archive, UInt64(place), 0) else { return problem(.zipBroken) }
    defer { zip_fclose(file) }
    var own = 0
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { room.deallocate() }
    while true {
      let count = Int(zip_fread(file, room.baseAddress, UInt64(room.count)))
      if count < 0 { return problem(.zipBroken) }
      if count == 0 { break }
      own += count
      expandedBytes += count
      if expandedBytes > limits.expandedBytes { return problem(.zipTooLarge, limit: limits.expandedBytes) }
      if own > limits.ratioFloorBytes, own / limits.ratio > entry.compressedBytes {
        return problem(.zipRatio, limit: limits.ratio)
      }
      if own > entry.expandedBytes { return problem(.zipBroken) }
      if !take(UnsafeRawBufferPointer(rebasing: room[..<count])) { return nil }
    }
    return own == entry.expandedBytes ? nil : problem(.zipBroken)
  }

  /// A small entry as a whole.
  mutating func bytes(of place: Int, limit: Int) -> Result<[UInt8], FormatProblem> {
    if entries[place].expandedBytes > limit {
      return .failure(FormatProblem(.zipTooLarge, limit: limit, detail: name(at: place)))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries[place].expandedBytes)
    if let problem = read(
      place,
      {
        bytes.append(contentsOf: $0)
        return true
      })
    {
      return .failure(problem)
    }
    return .success(bytes)
  }
}
