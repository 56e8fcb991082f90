import Crypto

/// 分段成文：a file that is written some bytes at a time beside its place, as `x.part`, with its digest made on the way.
///
/// It takes its place with others at one moment (`publish`), so that a failure on the way leaves all of them as they were; what
/// is given up unfinished goes.
package struct StagedWriting: ~Copyable {
  private let file: Posix.File
  private let path: SpoolPath
  private let part: SpoolPath
  private var hash = SHA256()
  private var byteCount = 0

  private let isDigested: Bool
  private var isFinished = false

  /// - Parameter isDigested: without, the file has an empty digest, which takes a third of the time.
  /// - Throws: `failed`.
  package init(_ path: SpoolPath, isDigested: Bool = true) throws(SpoolFault) {
    self.isDigested = isDigested
    self.path = path
    part = path.folder.appending(SpoolName(path.name.bytes + Array(".part".utf8)))
    file = try Posix.createAnew(part)
  }

  /// - Throws: `failed`.
  package mutating func append(_ bytes: [UInt8]) throws(SpoolFault) {
    try file.write(bytes)
    if isDigested { bytes.withUnsafeBytes { hash.update(bufferPointer: $0) } }
    byteCount += bytes.count
  }

  deinit { if !isFinished { try? removeFile(part) } }

  package consuming func finish() -> StagedFile {
    isFinished = true
    return StagedFile(
      path: path, part: part, digest: isDigested ? hexadecimal(hash.finalize()) : "", byteCount: byteCount)
  }
}

/// 只取摘要：the digest of bytes that come some at a time and are not kept.
package struct DigestWriting: ~Copyable {
  private var hash = SHA256()
  package init() {}
  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }
  package consuming func finish() -> String { hexadecimal(hash.finalize()) }
}

/// 待发布文件：a file that is written and not yet in its place.
package struct StagedFile: Sendable {
  package let path: SpoolPath
  let part: SpoolPath
  /// SHA-256, hexadecimal; empty where nobody asked for it.
  package let digest: String
  package let byteCount: Int

  /// A whole file at once, without a digest.
  package init(_ bytes: [UInt8], at path: SpoolPath) throws(SpoolFault) {
    var writing = try StagedWriting(path, isDigested: false)
    try writing.append(bytes)
    self = writing.finish()
  }

  fileprivate init(path: SpoolPath, part: SpoolPath, digest: String, byteCount: Int) {
    self.path = path
    self.part = part
    self.digest = digest
    self.byteCount = byteCount
  }

  /// Throws away what was written.
  package func discard() { try? removeFile(part) }

  /// What was written, as far as it is not in its place yet.
  package func bytes(_ range: Range<Int>) throws(SpoolFault) -> [UInt8] {
    try Posix.open(part, followingLinks: false).read(range)
  }
}

/// Part of a file that lies in its place.
///
/// - Throws: `failed`.
package func bytesOfFile(_ path: SpoolPath, _ range: Range<Int>) throws(SpoolFault) -> [UInt8] {
  try Posix.open(path, followingLinks: false).read(range)
}

/// 一起就位：puts files of one folder into their places, once all of them are on the disk.
///
/// - Throws: `failed`; some may then be in their places already, each of them whole.
package func publish(_ files: [StagedFile], in folder: SpoolPath) throws(SpoolFault) {
  if files.isEmpty { return }
  try syncFileSystem(of: folder)
  for file in files { try Posix.rename(file.part, to: file.path) }
  try syncFolder(folder)
}
