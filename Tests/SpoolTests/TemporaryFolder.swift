import Glibc
import Testing

@testable import Spool

/// A folder that is removed with all that is in it.
final class TemporaryFolder {
  let path: SpoolPath

  init() throws {
    var template = Array("/tmp/spool-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
    path = SpoolPath(String(cString: try #require(made)))
  }

  deinit {
    Self.removeAll(path)
  }

  func put(_ text: String, at name: String) throws -> SpoolPath {
    let target = path.appending(name)
    try createFolders(target.folder)
    try writeAtomically(Array(text.utf8), to: target, isDurable: false)
    return target
  }

  func text(_ name: String) throws -> String {
    String(decoding: try readBounded(path.appending(name)), as: UTF8.self)
  }

  private static func removeAll(_ path: SpoolPath) {
    if (try? fileStamp(path))?.kind == .folder {
      for name in (try? listFolder(path)) ?? [] { removeAll(path.appending(name)) }
      rmdir(String(decoding: path.bytes, as: UTF8.self))
    } else {
      try? removeFile(path)
    }
  }
}

extension SpoolPath {
  /// For calls of the C library in tests, whose paths are UTF-8.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
