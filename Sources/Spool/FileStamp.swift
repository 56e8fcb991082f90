/// 文件状态戳：what tells one state of a file from another without reading it.
package struct FileStamp: Hashable, Sendable {
  /// 文件类别：what a directory entry is.
  package enum Kind: String, Hashable, Sendable {
    case file
    case folder
    case link = "symbolic link"
    case pipe
    case socket
    case device
    case other = "special file"
  }

  package var kind: Kind
  package var byteCount: Int
  package var modified: FileTime
  /// When the entry was last changed in any way; nobody can set it back, so it serves as arrival.
  package var changed: FileTime
  package var inode: UInt64
  package var device: UInt64

  package init(
    kind: Kind, byteCount: Int, modified: FileTime, changed: FileTime, inode: UInt64, device: UInt64
  ) {
    self.kind = kind
    self.byteCount = byteCount
    self.modified = modified
    self.changed = changed
    self.inode = inode
    self.device = device
  }
}

/// 时刻：a moment as the file system keeps it, in seconds and nanoseconds since 1970 UTC.
package struct FileTime: Hashable, Sendable, Comparable {
  package var seconds: Int64
  package var nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The present by the system's clock.
  package static var now: FileTime { Posix.now() }

  package static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  package static func - (left: FileTime, right: FileTime) -> Duration {
    .seconds(left.seconds - right.seconds) + .nanoseconds(Int64(left.nanoseconds - right.nanoseconds))
  }

  /// As `2024-10-08T09:30:00Z`.
  package var text: String { Posix.text(self) }
}
