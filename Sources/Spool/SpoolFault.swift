/// 收发故障：the file system or another process kept a step from being done.
package enum SpoolFault: Error, Hashable, Sendable {
  /// A call to the system failed.
  case failed(step: String, path: SpoolPath, number: Int32, text: String)
  /// What is there is a link, a pipe, a device or a folder and not a file.
  case notAFile(path: SpoolPath, kind: FileStamp.Kind)
  /// The file is larger than allowed.
  case tooLarge(path: SpoolPath, limitBytes: Int)
  /// The file changed while it was read.
  case changed(path: SpoolPath)
  /// Another process holds the workspace and did not let go in time.
  case locked(path: SpoolPath, holder: WorkspaceLock.Holder?)

  package var path: SpoolPath {
    switch self {
    case .failed(_, let path, _, _), .notAFile(let path, _), .tooLarge(let path, _), .changed(let path),
      .locked(let path, _):
      path
    }
  }

  /// Whether the same step may succeed later without anybody's doing.
  package var isRetryWorthwhile: Bool {
    switch self {
    case .failed(_, _, let number, _): Posix.isPassing(number)
    case .notAFile, .tooLarge: false
    case .changed, .locked: true
    }
  }

  /// Whether the cause is that the path names nothing.
  package var isMissing: Bool {
    if case .failed(_, _, let number, _) = self { Posix.isMissing(number) } else { false }
  }

  /// Whether the cause is that something has the name already.
  var isTaken: Bool {
    if case .failed(_, _, let number, _) = self { Posix.isTaken(number) } else { false }
  }
}

extension SpoolFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .failed(let step, let path, _, let text): "\(step) \(path.display): \(text)"
    case .notAFile(let path, let kind): "\(path.display): not a file but a \(kind.rawValue)"
    case .tooLarge(let path, let limit): "\(path.display): larger than \(limit) bytes"
    case .changed(let path): "\(path.display): changed while it was read"
    case .locked(let path, let holder?):
      "\(path.display): held by process \(holder.process) since \(holder.since)"
    case .locked(let path, nil): "\(path.display): held by another process"
    }
  }
}
