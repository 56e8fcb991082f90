/// 未落盘：what a power cut could take back, read off the calls alone.
///
/// Stricter than any one file system: an entry is safe when its folder, bytes when their file was brought to the disk,
/// or the whole file system. SQLite's files are its own affair, and so is the lock's.
struct Unwritten {
  private(set) var entries: Set<String> = []
  private(set) var bytes: Set<String> = []

  var all: Set<String> { entries.union(bytes) }

  mutating func follow(_ call: DiskCall) {
    if call.isRegister || call.path.hasSuffix("/.lock") { return }
    switch call.kind {
    case "create":
      entries.insert(call.path)
      bytes.insert(call.path)
    case "write", "truncate": bytes.insert(call.path)
    case "mkdir", "rmdir": entries.insert(call.path)
    case "unlink":
      entries.insert(call.path)
      bytes.remove(call.path)
    case "rename", "link":
      entries.formUnion([call.path, call.target ?? call.path])
      if let target = call.target, bytes.contains(call.path) {
        bytes.insert(target)
        if call.kind == "rename" { bytes.remove(call.path) }
      }
    case "fsync", "fdatasync":
      bytes.remove(call.path)
      entries = entries.filter { Self.folder(of: $0) != call.path }
    default:
      // The whole file system.
      entries = []
      bytes = []
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
