import Glibc

/// 系统调用：the one place where the C library is called.
///
/// Every call that the system may interrupt is made again; every other failure becomes a `SpoolFault` with
/// the step, the path and the system's own text.
enum Posix {
  // MARK: Files

  /// 打开的文件：a descriptor, closed once.
  struct File: ~Copyable {
    let path: SpoolPath
    private let descriptor: Int32

    fileprivate init(path: SpoolPath, descriptor: Int32) {
      self.path = path
      self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func stamp() throws(SpoolFault) -> FileStamp {
      var status = Glibc.stat()
      try check("look at", path) { fstat(descriptor, &status) }
      return FileStamp(status)
    }

    /// How many bytes were read; none at the end.
    func read(into block: inout [UInt8]) throws(SpoolFault) -> Int {
      let room = block.count
      let count = try check("read", path) {
        block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, room) }
      }
      return count
    }

    /// The bytes of a range, or as many of them as there are.
    func read(_ range: Range<Int>) throws(SpoolFault) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: range.count)
      var position = 0
      while position < bytes.count {
        let room = bytes.count - position
        let count = try check("read", path) {
          bytes.withUnsafeMutableBytes { raw in
            raw.baseAddress.map {
              Glibc.pread(descriptor, $0 + position, room, off_t(range.lowerBound + position))
            } ?? 0
          }
        }
        if count == 0 { break }
        position += count
      }
      bytes.removeLast(bytes.count - position)
      return bytes
    }

    func write(_ bytes: [UInt8]) throws(SpoolFault) {
      var position = 0
      while position < bytes.count {
        position += try check("write", path) {
          bytes.withUnsafeBytes { raw in
            raw.baseAddress.map { Glibc.write(descriptor, $0 + position, raw.count - position) } ?? 0
          }
        }
      }
    }

    /// Not made again by any caller: after a failure the system may hold the data for written.
    func sync() throws(SpoolFault) {
      try check("bring to disk", path) { fsync(descriptor) }
    }

    func replace(with bytes: [UInt8]) throws(SpoolFault) { try append(bytes, after: 0) }

    /// Cuts the file to a length and writes from there on.
    func append(_ bytes: [UInt8], after length: Int) throws(SpoolFault) {
      try check("cut", path) { ftruncate(descriptor, off_t(length)) }
      try skip(to: length)
      try write(bytes)
    }

    func skip(to position: Int) throws(SpoolFault) {
      try check("go to a place in", path) { Int(lseek(descriptor, off_t(position), SEEK_SET)) }
    }

    /// Whether the lock was free and is now ours.
    func tryLock() throws(SpoolFault) -> Bool {
      do {
        try check("lock", path) { flock(descriptor, LOCK_EX | LOCK_NB) }
        return true
      } catch {
        if case .failed(_, _, EWOULDBLOCK, _) = error { return false }
        throw error
      }
    }

    fileprivate func syncFileSystem() throws(SpoolFault) {
      try check("bring to disk the file system of", path) { Posix.syncFileSystem(of: descriptor) }
    }
  }

  /// Opens to read. Without following links, and without waiting for the other end of a pipe.
  static func open(_ path: SpoolPath, followingLinks: Bool) throws(SpoolFault) -> File {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW)
    do {
      return File(path: path, descriptor: try check("open", path) { Glibc.open($0, flags) })
    } catch {
      // A link gives ELOOP here and a socket ENXIO: both are said to be what they are.
      if !followingLinks, let stamp = try? stamp(of: path), stamp.kind != .file, stamp.kind != .folder {
        throw .notAFile(path: path, kind: stamp.kind)
      }
      throw error
    }
  }

  /// Makes a file that is not there yet.
  static func create(_ path: SpoolPath) throws(SpoolFault) -> File {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    return File(path: path, descriptor: try check("make", path) { Glibc.open($0, flags, 0o644) })
  }

  /// Makes a file in the place of one that a run that was cut may have left.
  static func createAnew(_ path: SpoolPath) throws(SpoolFault) -> File {
    do {
      return try create(path)
    } catch {
      guard error.isTaken else { throw error }
      try remove(path)
      return try create(path)
    }
  }

  static func openOrCreate(_ path: SpoolPath) throws(SpoolFault) -> File {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    return File(path: path, descriptor: try check("open", path) { Glibc.open($0, flags, 0o644) })
  }

  /// The state of what a path names, links not followed.
  static func stamp(of path: SpoolPath) throws(SpoolFault) -> FileStamp {
    var status = Glibc.stat()
    try check("look at", path) { lstat($0, &status) }
    return FileStamp(status)
  }

  /// The state of what a path leads to.
  static func stamp(ofTarget path: SpoolPath) throws(SpoolFault) -> FileStamp {
    var status = Glibc.stat()
    try check("look at", path) { fstatat(AT_FDCWD, $0, &status, 0) }
    return FileStamp(status)
  }

  /// Whether the target was free and the file has its name now.
  static func renameIfFree(_ source: SpoolPath, to target: SpoolPath) throws(SpoolFault) -> Bool {
    do {
      try check("rename", source) { from in
        target.withCString { to in
          renameWithoutReplacing(from, to)
        }
      }
      return true
    } catch {
      if case .failed(_, _, EEXIST, _) = error { return false }
      throw error
    }
  }

  /// Renames over whatever has the name.
  static func rename(_ source: SpoolPath, to target: SpoolPath) throws(SpoolFault) {
    try check("rename", source) { from in
      target.withCString { to in Glibc.rename(from, to) }
    }
  }

  static func remove(_ path: SpoolPath) throws(SpoolFault) {
    try check("remove", path) { unlink($0) }
  }

  // MARK: Folders

  static func removeFolder(_ path: SpoolPath) throws(SpoolFault) {
    try check("remove", path) { rmdir($0) }
  }

  static func names(in folder: SpoolPath) throws(SpoolFault) -> [[UInt8]] {
    guard let stream = folder.withCString({ opendir($0) }) else {
      throw fault("list", folder, errno)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw fault("list", folder, errno) }
        return names
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in Array(raw.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
  }

  /// Makes one folder; one that is there already is as good.
  static func makeFolder(_ path: SpoolPath) throws(SpoolFault) {
    do {
      try check("make", path) { mkdir($0, 0o755) }
    } catch {
      guard case .failed(_, _, EEXIST, _) = error, try stamp(ofTarget: path).kind == .folder else {
        throw error
      }
    }
  }

  static func syncFolder(_ path: SpoolPath) throws(SpoolFault) {
    try open(path, followingLinks: true).sync()
  }

  static func syncFileSystem(_ path: SpoolPath) throws(SpoolFault) {
    try open(path, followingLinks: true).syncFileSystem()
  }

  // MARK: Waiting

  /// 唤醒源：what may end a wait before its time: a signal to stop, or a change in a watched folder.
  struct Wakeups: ~Copyable {
    private let signals: Int32
    /// Negative where the system gives no notices of changes; then only time passes.
    private let changes: Int32

    /// The signals stay blocked, also in the threads that are started later: they are read here and nowhere else.
    init() throws(SpoolFault) {
      var wanted = sigset_t()
      sigemptyset(&wanted)
      for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&wanted, signal) }
      guard let signalFD, pthread_sigmask(SIG_BLOCK, &wanted, nil) == 0 else {
        throw fault("wait for signals in", SpoolPath("."), ENOSYS)
      }
      signals = try check("wait for signals in", SpoolPath(".")) { signalFD(-1, &wanted, O_CLOEXEC) }
      changes = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    }

    deinit {
      close(signals)
      if changes >= 0 { close(changes) }
    }

    /// The watch's number; `nil` where the system refuses. Asking again for a folder that is watched gives the
    /// same number.
    func watch(_ folder: SpoolPath) -> Int32? {
      guard changes >= 0 else { return nil }
      // What is written to a file is of no interest before it is closed, and what leaves the folder never is.
      let wanted = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
      let number = folder.withCString { inotify_add_watch(changes, $0, UInt32(wanted)) }
      return number >= 0 ? number : nil
    }

    func unwatch(_ number: Int32) {
      // The watch of a folder that was removed is gone already.
      _ = inotify_rm_watch(changes, number)
    }

    /// Waits at most so long. A signal is left for the next call to find, notices of changes are used up.
    func wait(_ duration: Duration, heedingChanges: Bool) -> (isStopped: Bool, isChanged: Bool) {
      let clock = ContinuousClock()
      let end = clock.now.advanced(by: duration)
      while true {
        let (seconds, attoseconds) = max(clock.now.duration(to: end), .zero).components
        // Rounded up, so that the time is over when the wait is.
        let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        // A negative descriptor is passed over.
        var sources = [
          pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
          pollfd(fd: heedingChanges ? changes : -1, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&sources, nfds_t(sources.count), Int32(clamping: milliseconds))
        if count < 0 {
          // Interrupted, or for the moment no memory: waited on, without keeping the processor busy.
          pause(.milliseconds(10))
          continue
        }
        let isChanged = sources[1].revents != 0
        if isChanged { drop(changes) }
        if count > 0 || clock.now >= end { return (sources[0].revents != 0, isChanged) }
      }
    }

    /// Reads away what is there; that the queue overflowed is a notice like any other.
    private func drop(_ descriptor: Int32) {
      var block = [UInt8](repeating: 0, count: 64 << 10)
      while Glibc.read(descriptor, &block, block.count) > 0 {}
    }
  }

  // MARK: Calls that Swift's view of the C library leaves out

  private typealias RenameAt2 =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  private typealias SyncFS = @convention(c) (Int32) -> Int32
  private typealias SignalFD = @convention(c) (Int32, UnsafePointer<sigset_t>, Int32) -> Int32

  private static let signalFD = dlsym(nil, "signalfd").map { unsafeBitCast($0, to: SignalFD.self) }

  private static let renameAt2 = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: RenameAt2.self) }
  private static let syncFS = dlsym(nil, "syncfs").map { unsafeBitCast($0, to: SyncFS.self) }

  /// In one step where the file system can do that; else a second name is made, which never replaces
  /// either, and the first one goes.
  private static func renameWithoutReplacing(
    _ source: UnsafePointer<CChar>, _ target: UnsafePointer<CChar>
  ) -> Int32 {
    // RENAME_NOREPLACE of linux/fs.h.
    let noReplace: UInt32 = 1
    if let renameAt2 {
      let result = renameAt2(AT_FDCWD, source, AT_FDCWD, target, noReplace)
      if result == 0 || (errno != EINVAL && errno != ENOSYS) { return result }
    }
    return link(source, target) == 0 ? unlink(source) : -1
  }

  private static func syncFileSystem(of descriptor: Int32) -> Int32 {
    if let syncFS { return syncFS(descriptor) }
    sync()
    return 0
  }

  // MARK: Time and process

  static func now() -> FileTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return FileTime(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }

  static func text(_ time: FileTime) -> String {
    var seconds = time_t(time.seconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ number: Int32, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(parts.tm_year + 1900, 4) + "-" + padded(parts.tm_mon + 1, 2) + "-"
      + padded(parts.tm_mday, 2) + "T" + padded(parts.tm_hour, 2) + ":" + padded(parts.tm_min, 2) + ":"
      + padded(parts.tm_sec, 2) + "Z"
  }

  static func pause(_ duration: Duration) {
    let (seconds, attoseconds) = max(duration, .zero).components
    var wanted = timespec(tv_sec: time_t(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    var left = timespec()
    while clock_nanosleep(CLOCK_MONOTONIC, 0, &wanted, &left) == EINTR { wanted = left }
  }

  static var processNumber: Int { Int(getpid()) }

  // MARK: Failures

  /// Failures that pass by themselves: another's lock, a full disk that is emptied, a share that comes back.
  static func isPassing(_ number: Int32) -> Bool {
    [
      EAGAIN, EBUSY, EINTR, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, ESTALE, ETIMEDOUT, ETXTBSY,
      ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ECONNRESET, ENOTCONN,
    ].contains(number)
  }

  static func isMissing(_ number: Int32) -> Bool { number == ENOENT }
  static func isTaken(_ number: Int32) -> Bool { number == EEXIST }

  private static func fault(_ step: String, _ path: SpoolPath, _ number: Int32) -> SpoolFault {
    .failed(step: step, path: path, number: number, text: String(cString: strerror(number)))
  }

  /// Makes a call that answers with a negative number on failure, again as long as it is interrupted.
  @discardableResult
  private static func check<Count: SignedInteger>(
    _ step: String, _ path: SpoolPath, _ call: (UnsafePointer<CChar>) -> Count
  ) throws(SpoolFault) -> Count {
    while true {
      let (count, number) = path.withCString { (call($0), errno) }
      if count >= 0 { return count }
      if number != EINTR { throw fault(step, path, number) }
    }
  }

  @discardableResult
  private static func check<Count: SignedInteger>(
    _ step: String, _ path: SpoolPath, _ call: () -> Count
  ) throws(SpoolFault) -> Count {
    while true {
      let count = call()
      let number = errno
      if count >= 0 { return count }
      if number != EINTR { throw fault(step, path, number) }
    }
  }
}

extension SpoolPath {
  fileprivate func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // The array holds at least its closing zero.
      guard let base = buffer.baseAddress else {
        preconditionFailure("an array with an element has an address")
      }
      return body(base)
    }
  }
}

extension FileStamp {
  fileprivate init(_ status: stat) {
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      case S_IFCHR, S_IFBLK: .device
      default: .other
      }
    self.init(
      kind: kind, byteCount: Int(status.st_size),
      modified: FileTime(seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int32(status.st_mtim.tv_nsec)),
      changed: FileTime(seconds: Int64(status.st_ctim.tv_sec), nanoseconds: Int32(status.st_ctim.tv_nsec)),
      inode: UInt64(status.st_ino), device: UInt64(status.st_dev))
  }
}
