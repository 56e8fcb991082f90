/// 追加写入：adds bytes at the end of a file, piece by piece, and brings them to the disk before returning; makes the file where
/// there is none.
///
/// - Parameters:
///   - length: how much of the file is to stay; what an earlier, cut append left behind it goes.
///   - next: the next piece; `nil` after the last one.
///   - failure: what a fault here is to the caller.
/// - Throws: what `next` throws, and `failed`; then the bytes are taken away again as far as that can be done, and have to be
///   written anew.
package func appendDurably<Failure: Error>(
  to path: SpoolPath, after length: Int, failure: (SpoolFault) -> Failure,
  _ next: () throws(Failure) -> [UInt8]?
) throws(Failure) {
  func files<Result: ~Copyable>(_ work: () throws(SpoolFault) -> Result) throws(Failure) -> Result {
    do throws(SpoolFault) { return try work() } catch { throw failure(error) }
  }
  let isNew = !fileExists(path)
  let file = try files { () throws(SpoolFault) in try Posix.openOrCreate(path) }
  do throws(Failure) {
    var end = length
    while let bytes = try next() {
      try files { () throws(SpoolFault) in try file.append(bytes, after: end) }
      end += bytes.count
    }
    try files { () throws(SpoolFault) in try file.sync() }
  } catch {
    // What did not reach the disk must not be found there by the next start, which would take it for written.
    try? file.append([], after: length)
    throw error
  }
  if isNew { try files { () throws(SpoolFault) in try Posix.syncFolder(path.folder) } }
}

/// 文件末尾：the last bytes of a file, at most so many, with the length of the whole; `nil` where there is no file.
///
/// - Throws: `notAFile`, `failed`.
package func readEnd(
  of path: SpoolPath, limitBytes: Int
) throws(SpoolFault) -> (bytes: [UInt8], length: Int)? {
  guard fileExists(path) else { return nil }
  let file = try Posix.open(path, followingLinks: true)
  let stamp = try file.stamp()
  guard stamp.kind == .file else { throw .notAFile(path: path, kind: stamp.kind) }
  try file.skip(to: max(0, stamp.byteCount - limitBytes))
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let count = try file.read(into: &block)
    if count == 0 { return (bytes, stamp.byteCount) }
    bytes.append(contentsOf: block[..<count])
  }
}
