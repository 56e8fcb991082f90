/// 静置判断：whether an entry has lain untouched long enough to be taken for finished.
///
/// By the time of its last change, which costs no wait. A change in the future (the clock was set back) is
/// not settled; `settle` finds out by looking twice.
package func isSettled(
  _ entry: SpoolEntry, now: FileTime = .now, quiet: Duration = .seconds(2)
) -> Bool {
  now - entry.stamp.changed >= quiet
}

/// 静置结果：entries that may be read, and those that may still be being written.
package struct SettledEntries: Hashable, Sendable {
  package var settled: [SpoolEntry]
  /// Neither accepted nor refused: the next scan looks again.
  package var unsettled: [SpoolEntry]
}

/// 等待静置：sorts entries into those that lie still and those that do not, waiting at most once.
///
/// What has lain quiet is settled at once. If anything else is there, one pause on the monotonic clock is
/// made for all, and what looks the same after it is settled too. What vanished meanwhile is left out.
///
/// - Parameter pause: for tests.
/// - Throws: `failed` where an entry cannot be looked at.
package func settle(
  _ entries: [SpoolEntry], now: FileTime = .now, quiet: Duration = .seconds(2),
  pause: (Duration) -> Void = pauseMonotonic
) throws(SpoolFault) -> SettledEntries {
  let needsPause = entries.contains { !isSettled($0, now: now, quiet: quiet) }
  if needsPause { pause(quiet) }
  var result = SettledEntries(settled: [], unsettled: [])
  for entry in entries {
    if isSettled(entry, now: now, quiet: quiet) {
      result.settled.append(entry)
      continue
    }
    do {
      let second = SpoolEntry(path: entry.path, stamp: try Posix.stamp(of: entry.path))
      if second.stamp == entry.stamp {
        result.settled.append(entry)
      } else {
        result.unsettled.append(second)
      }
    } catch {
      if !error.isMissing { throw error }
    }
  }
  return result
}

/// 等待：keeps the thread still for a time that setting the clock does not change.
package func pauseMonotonic(_ duration: Duration) {
  Posix.pause(duration)
}
