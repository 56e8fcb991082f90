/// 守候：waits until something stirs in a set of folders, until the process is asked to stop, or for a time.
///
/// That something stirs is a hint and no more: the system may tell of nothing (a network share, too many watches), of
/// too much, or late. Whoever waits here looks into the folders afterwards, and also when the time is over.
package struct FolderWatch: ~Copyable {
  /// 醒来的原因.
  package enum Wakeup: Hashable, Sendable {
    /// SIGTERM, SIGINT or SIGHUP came; every later wait ends at once for the same reason.
    case stop
    case stir
    case time
  }

  private let wakeups: Posix.Wakeups
  private var numbers: Set<Int32> = []

  /// From here on the signals that ask to stop are only found by `wait`. To be made before other threads are.
  ///
  /// - Throws: `failed` where the system gives no way to wait for signals.
  package init() throws(SpoolFault) {
    wakeups = try Posix.Wakeups()
  }

  /// Watches these folders and no others. Called before every look: a folder that came back under its name, or that a
  /// share was mounted over, is another folder to the system.
  package mutating func renew(_ folders: [SpoolPath]) {
    let current = Set(folders.compactMap { wakeups.watch($0) })
    for number in numbers.subtracting(current) { wakeups.unwatch(number) }
    numbers = current
  }

  /// Waits on the monotonic clock, at most so long.
  package func wait(_ duration: Duration, heedingStirs: Bool = true) -> Wakeup {
    let (isStopped, isChanged) = wakeups.wait(duration, heedingChanges: heedingStirs)
    return isStopped ? .stop : isChanged ? .stir : .time
  }
}
