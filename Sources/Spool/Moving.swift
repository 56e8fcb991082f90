/// 移动文件：gives a file another name or folder, which is how it changes its state; never over another file.
///
/// If the name is taken by the same bytes, one of the two is kept and the source goes. If it is taken by
/// others, the file gets a number: `a-2.xml`.
///
/// May run twice: with a digest given, a source that is gone and a target with that digest is what the first
/// run left, and counts as done.
///
/// - Parameter isDurable: whether both folders are brought to the disk before returning; without, the caller
///   does so for many files at once (`syncFileSystem`).
/// - Returns: where the file is now.
/// - Throws: `failed`, which `isMissing` where there is no source.
@discardableResult
package func moveFile(
  _ source: SpoolPath, to target: SpoolPath, digest expected: String? = nil, isDurable: Bool = true
) throws(SpoolFault) -> SpoolPath {
  for number in 1... {
    let candidate = numbered(target, number)
    if try isSamePlace(source, candidate) { return candidate }
    do {
      if try Posix.renameIfFree(source, to: candidate) {
        if isDurable { try syncFolders(source.folder, candidate.folder) }
        return candidate
      }
    } catch {
      guard error.isMissing, let expected, let earlier = try earlierResult(of: target, expected) else {
        throw error
      }
      return earlier
    }
    if try Posix.stamp(of: candidate).kind == .file,
      try digestOfFile(candidate) == digestOfFile(source)
    {
      try Posix.remove(source)
      if isDurable { try syncFolders(source.folder, candidate.folder) }
      return candidate
    }
  }
  preconditionFailure("numbers do not end")
}

private func numbered(_ path: SpoolPath, _ number: Int) -> SpoolPath {
  number == 1 ? path : path.folder.appending(path.name.numbered(number))
}

/// Whether two paths spell one entry: equal names in one folder. Two names of one file are two entries.
private func isSamePlace(_ first: SpoolPath, _ second: SpoolPath) throws(SpoolFault) -> Bool {
  guard first.name == second.name else { return false }
  let folders = (try Posix.stamp(ofTarget: first.folder), try Posix.stamp(ofTarget: second.folder))
  return folders.0.inode == folders.1.inode && folders.0.device == folders.1.device
    && fileExists(first)
}

/// Where an earlier run left the bytes of a digest: under the name or one of its numbers.
private func earlierResult(of target: SpoolPath, _ expected: String) throws(SpoolFault) -> SpoolPath? {
  for number in 1... {
    let candidate = numbered(target, number)
    guard let stamp = try? Posix.stamp(of: candidate) else { return nil }
    if stamp.kind == .file, try digestOfFile(candidate) == expected { return candidate }
  }
  return nil
}

/// 删除文件：removes a file; that it is gone already is no fault.
///
/// - Throws: `failed`.
package func removeFile(_ path: SpoolPath) throws(SpoolFault) {
  do {
    try Posix.remove(path)
  } catch {
    if !error.isMissing { throw error }
  }
}

/// 落盘：brings the names in a folder to the disk.
///
/// - Throws: `failed`.
package func syncFolder(_ folder: SpoolPath) throws(SpoolFault) { try Posix.syncFolder(folder) }

func syncFolders(_ first: SpoolPath, _ second: SpoolPath) throws(SpoolFault) {
  try Posix.syncFolder(first)
  if first != second { try Posix.syncFolder(second) }
}
