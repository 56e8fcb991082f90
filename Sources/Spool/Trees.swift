import Crypto
import Foundation

extension SpoolPath {
  /// 临时目录: a path of its own in the system's folder for scratch files; nothing is made.
  package static func scratch(_ name: String) -> SpoolPath {
    SpoolPath(FileManager.default.temporaryDirectory.path).appending("\(name)-\(UUID().uuidString)")
  }
}

/// 目录树里的文件：a file below a folder.
package struct TreeFile: Hashable, Sendable {
  package let path: SpoolPath
  /// The names of the folders on the way, and its own.
  package let names: [SpoolName]
  package let stamp: FileStamp

  /// Relative to where the listing began, for people.
  package var display: String { names.map(\.display).joined(separator: "/") }
}

/// 列目录树：every entry below a folder that is not a folder itself, in the order of the names' bytes; links are not followed.
///
/// What goes while the listing runs is left out; a folder that is not there has nothing in it.
///
/// - Throws: `failed`.
package func listTree(_ folder: SpoolPath) throws(SpoolFault) -> [TreeFile] {
  var found: [TreeFile] = []
  try list(folder, below: [], into: &found)
  return found
}

private func list(
  _ folder: SpoolPath, below names: [SpoolName], into found: inout [TreeFile]
) throws(SpoolFault) {
  let entries: [SpoolName]
  do { entries = try listFolder(folder) } catch {
    if error.isMissing { return }
    throw error
  }
  for name in entries {
    let path = folder.appending(name)
    let stamp: FileStamp
    do { stamp = try Posix.stamp(of: path) } catch {
      if error.isMissing { continue }
      throw error
    }
    if stamp.kind == .folder {
      try list(path, below: names + [name], into: &found)
    } else {
      found.append(TreeFile(path: path, names: names + [name], stamp: stamp))
    }
  }
}

/// 复制文件：copies a file of any size and tells the digest of what was copied; memory stays flat.
///
/// The copy is not brought to the disk here. A copy that was cut is no copy: it has the ending `.part`.
///
/// - Throws: `notAFile`, `failed`, which `isMissing` where there is no source.
@discardableResult
package func copyFile(_ source: SpoolPath, to target: SpoolPath) throws(SpoolFault) -> String {
  let file = try Posix.open(source, followingLinks: true)
  let kind = try file.stamp().kind
  guard kind == .file else { throw .notAFile(path: source, kind: kind) }
  try createFolders(target.folder)
  let part = target.folder.appending(SpoolName(target.name.bytes + Array(".part".utf8)))
  try removeFile(part)
  do throws(SpoolFault) {
    let copy = try Posix.create(part)
    var hash = SHA256()
    var block = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = try file.read(into: &block)
      if count == 0 { break }
      let bytes = Array(block[..<count])
      bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
      try copy.write(bytes)
    }
    try Posix.rename(part, to: target)
    return hexadecimal(hash.finalize())
  } catch {
    try? Posix.remove(part)
    throw error
  }
}

/// 改名：gives a file or a folder another name, over whatever file or empty folder has it.
///
/// - Parameter isDurable: whether the folder above is brought to the disk before returning.
/// - Throws: `failed`.
package func renameOver(
  _ source: SpoolPath, to target: SpoolPath, isDurable: Bool = true
) throws(SpoolFault) {
  try Posix.rename(source, to: target)
  if isDurable { try syncFolders(source.folder, target.folder) }
}

/// 删除目录树：removes a folder with everything in it; links are removed, not followed.
///
/// - Throws: `failed`.
package func removeTree(_ folder: SpoolPath) throws(SpoolFault) {
  guard let stamp = try? Posix.stamp(of: folder) else { return }
  guard stamp.kind == .folder else { return try removeFile(folder) }
  for name in try listFolder(folder) { try removeTree(folder.appending(name)) }
  try Posix.removeFolder(folder)
}
