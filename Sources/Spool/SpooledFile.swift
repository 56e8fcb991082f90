import Crypto

/// 收到的文件：the bytes of a file with what identifies them.
package struct SpooledFile: Sendable {
  package let path: SpoolPath
  package let bytes: [UInt8]
  /// SHA-256 of the bytes, 64 hexadecimal digits in lower case.
  package let digest: String
  package let stamp: FileStamp

  package var name: SpoolName { path.name }
  /// When the file arrived in its folder.
  package var arrival: FileTime { stamp.changed }
}

/// 读取文件：reads a dropped file whole, hashing while it reads, and looks again whether it stayed the same.
///
/// A link is not followed, and a pipe does not keep us waiting: it is opened without blocking and looked at
/// through its descriptor before a byte is read.
///
/// - Throws: `notAFile`, `tooLarge`, `changed` (start over when it has settled), `failed`.
package func readFile(_ path: SpoolPath, limitBytes: Int) throws(SpoolFault) -> SpooledFile {
  try readFile(path, limitBytes: limitBytes, afterReading: {})
}

/// - Parameter afterReading: runs between the reading and the second look, for tests.
func readFile(
  _ path: SpoolPath, limitBytes: Int, afterReading: () -> Void
) throws(SpoolFault) -> SpooledFile {
  let file = try Posix.open(path, followingLinks: false)
  let before = try file.stamp()
  guard before.kind == .file else { throw .notAFile(path: path, kind: before.kind) }
  guard before.byteCount <= limitBytes else { throw .tooLarge(path: path, limitBytes: limitBytes) }
  var hash = SHA256()
  let bytes = try readAll(file, expected: before.byteCount, limitBytes: limitBytes) {
    hash.update(bufferPointer: $0)
  }
  afterReading()
  let after = try file.stamp()
  let named = try? Posix.stamp(of: path)
  guard before == after, before == named, bytes.count == before.byteCount else {
    throw .changed(path: path)
  }
  return SpooledFile(path: path, bytes: bytes, digest: hexadecimal(hash.finalize()), stamp: before)
}

/// 限量读取：reads a file of our own, a schema or a plan, within a bound; links are followed.
///
/// - Throws: `notAFile`, `tooLarge`, `failed`.
package func readBounded(_ path: SpoolPath, limitBytes: Int = 64 << 20) throws(SpoolFault) -> [UInt8] {
  let file = try Posix.open(path, followingLinks: true)
  let stamp = try file.stamp()
  guard stamp.kind == .file else { throw .notAFile(path: path, kind: stamp.kind) }
  return try readAll(file, expected: stamp.byteCount, limitBytes: limitBytes) { _ in }
}

/// 摘要：SHA-256 of bytes, 64 hexadecimal digits in lower case.
package func digest(of bytes: [UInt8]) -> String {
  var hash = SHA256()
  bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  return hexadecimal(hash.finalize())
}

/// 文件摘要：the digest of a file of any size; memory stays flat.
///
/// - Throws: `notAFile`, `failed`.
package func digestOfFile(_ path: SpoolPath) throws(SpoolFault) -> String {
  let file = try Posix.open(path, followingLinks: true)
  let kind = try file.stamp().kind
  guard kind == .file else { throw .notAFile(path: path, kind: kind) }
  var hash = SHA256()
  var block = [UInt8](repeating: 0, count: 256 << 10)
  while true {
    let count = try file.read(into: &block)
    if count == 0 { return hexadecimal(hash.finalize()) }
    block.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }
}

private func readAll(
  _ file: borrowing Posix.File, expected: Int, limitBytes: Int, _ each: (UnsafeRawBufferPointer) -> Void
) throws(SpoolFault) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(min(expected, limitBytes))
  var block = [UInt8](repeating: 0, count: 256 << 10)
  while true {
    let count = try file.read(into: &block)
    if count == 0 { return bytes }
    if bytes.count + count > limitBytes { throw .tooLarge(path: file.path, limitBytes: limitBytes) }
    block.withUnsafeBytes { each(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    bytes.append(contentsOf: block[..<count])
  }
}

func hexadecimal(_ digest: SHA256.Digest) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in digest { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
  return String(decoding: text, as: UTF8.self)
}
