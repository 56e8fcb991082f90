/// 待收条目：one entry of a folder that is to be looked at.
package struct SpoolEntry: Hashable, Sendable {
  package let path: SpoolPath
  package let stamp: FileStamp

  package init(path: SpoolPath, stamp: FileStamp) {
    self.path = path
    self.stamp = stamp
  }

  package var name: SpoolName { path.name }
  /// Whether it can be read; a link, a pipe and the like are reported to their sender and not touched.
  package var isFile: Bool { stamp.kind == .file }
  /// When it arrived here.
  package var arrival: FileTime { stamp.changed }
}

/// 扫描：the entries of a folder that may be reports, in the order of their names' bytes.
///
/// Left out without a word: folders, hidden files, and what editors, copies in progress and desktops leave
/// behind (`~$*`, `*.part`, `*.tmp`, `*.crdownload`, `*.envelope`, `Thumbs.db`, `desktop.ini`), and the folder's own `README.md`.
///
/// - Throws: `failed` where the folder cannot be listed.
package func scanFolder(_ folder: SpoolPath) throws(SpoolFault) -> [SpoolEntry] {
  var entries: [SpoolEntry] = []
  for name in try listFolder(folder) where !isIgnored(name) {
    let path = folder.appending(name)
    do {
      let stamp = try Posix.stamp(of: path)
      if stamp.kind != .folder { entries.append(SpoolEntry(path: path, stamp: stamp)) }
    } catch {
      // Gone since it was listed.
      if !error.isMissing { throw error }
    }
  }
  return entries
}

/// 信封的后缀: what a sender's envelope adds to the name of the file that it belongs to.
package let envelopeEnding = ".envelope"

/// 不收的文件名：whether a name is one of those that scanning leaves out.
package func isIgnored(_ name: SpoolName) -> Bool {
  name.hasPrefix(".") || name.hasPrefix("~$")
    || [".part", ".tmp", ".crdownload", envelopeEnding].contains { name.hasSuffix($0) }
    || ["Thumbs.db", "desktop.ini", "README.md"].contains { name == SpoolName($0) }
}

/// 列目录：the names in a folder, all of them, in the order of their bytes.
///
/// - Throws: `failed` where the folder cannot be listed.
package func listFolder(_ folder: SpoolPath) throws(SpoolFault) -> [SpoolName] {
  try Posix.names(in: folder).map { SpoolName($0) }.sorted()
}

/// 是否存在：whether a path names anything, a link that leads nowhere included.
package func fileExists(_ path: SpoolPath) -> Bool {
  (try? Posix.stamp(of: path)) != nil
}

/// 状态戳：the present state of what a path names, links not followed.
///
/// - Throws: `failed`, which `isMissing` where nothing is there.
package func fileStamp(_ path: SpoolPath) throws(SpoolFault) -> FileStamp {
  try Posix.stamp(of: path)
}
