/// 整体写入：a file that is there whole or not at all, whatever is cut: written as `x.part`, brought to the
/// disk, renamed, and the folder brought to the disk.
///
/// A file of the name is replaced. Where bringing to the disk fails, the part is removed and nothing is
/// tried again on it, because the system may have dropped what it could not write.
///
/// - Parameter isDurable: without, neither file nor folder is brought to the disk here; the caller does so for
///   many at once (`syncFileSystem`) before it tells anybody that they are there. A file that has these bytes already is
///   then left alone: put in its place, the new one might be lost where the old one was on the disk.
/// - Throws: `failed`.
package func writeAtomically(
  _ bytes: [UInt8], to path: SpoolPath, isDurable: Bool = true
) throws(SpoolFault) {
  let part = path.folder.appending(SpoolName(path.name.bytes + Array(".part".utf8)))
  if !isDurable, let stamp = try? fileStamp(path), stamp.kind == .file, stamp.byteCount == bytes.count,
    let present = try? readBounded(path, limitBytes: bytes.count), present == bytes
  {
    return try removeFile(part)
  }
  do {
    let file = try Posix.createAnew(part)
    try file.write(bytes)
    if isDurable { try file.sync() }
    try Posix.rename(part, to: path)
  } catch {
    try? Posix.remove(part)
    throw error
  }
  if isDurable { try Posix.syncFolder(path.folder) }
}

/// 建文件夹：makes a folder and those above it where they are missing. Their names are on the disk when this returns, for what
/// is written into them is brought there without looking further up.
///
/// - Throws: `failed`, also where something other than a folder has the name.
package func createFolders(_ path: SpoolPath) throws(SpoolFault) {
  if let stamp = try? Posix.stamp(ofTarget: path), stamp.kind == .folder { return }
  if path.folder != path, path.folder.bytes != path.bytes { try createFolders(path.folder) }
  try Posix.makeFolder(path)
  try Posix.syncFolder(path.folder)
}

/// 落盘：brings everything that was written to the file system of a path to the disk, for a whole batch.
///
/// - Throws: `failed`; then nothing that was written since the last success counts as there.
package func syncFileSystem(of path: SpoolPath) throws(SpoolFault) {
  try Posix.syncFileSystem(path)
}
