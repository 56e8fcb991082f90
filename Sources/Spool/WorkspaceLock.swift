/// 工作区锁：one process at a time changes a workspace; the lock goes with this value or with the process.
///
/// Why a lock of the system on a file, and not the file's being there: it cannot be left behind by a crash.
/// The text in the file tells the others who holds it since when.
package struct WorkspaceLock: ~Copyable {
  /// 持有者：the process that holds the lock.
  package struct Holder: Hashable, Sendable {
    package var process: Int
    /// As `2024-10-08T09:30:00Z`.
    package var since: String
  }

  private let file: Posix.File

  /// Takes the lock, waiting for another holder up to the timeout, measured on the monotonic clock.
  ///
  /// - Throws: `locked` with the holder when the time is over; `failed`.
  package init(
    _ path: SpoolPath, timeout: Duration, now: FileTime = .now, pause: (Duration) -> Void = pauseMonotonic
  ) throws(SpoolFault) {
    let file = try Posix.openOrCreate(path)
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: timeout)
    while try !file.tryLock() {
      guard clock.now < deadline else {
        throw .locked(path: path, holder: Self.holder(of: path))
      }
      pause(min(.milliseconds(50), clock.now.duration(to: deadline)))
    }
    try file.replace(with: Array("\(Posix.processNumber) \(now.text)\n".utf8))
    self.file = file
  }

  deinit {
    // The descriptor closes with the file, which is what lets go of the lock.
    try? file.replace(with: [])
  }

  /// Who holds a lock, as far as its file tells.
  package static func holder(of path: SpoolPath) -> Holder? {
    guard let bytes = try? readBounded(path, limitBytes: 4096) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard parts.count == 2, let process = Int(parts[0]) else { return nil }
    return Holder(process: process, since: String(parts[1]))
  }
}
