/// 到件：what lies in the folders that are watched, over many looks, and what of it can be taken now.
///
/// Everything that lies still is taken together. While something else is still coming in, it is waited for, so that
/// what is dropped together is examined together, but not for ever: a file that grows for minutes keeps no other back.
package struct Arrivals {
  private struct Record {
    var stamp: FileStamp
    /// When the entry has lain quiet for long enough, unless it changes again.
    var settles: ContinuousClock.Instant
    /// When something under this name was first seen to be coming in.
    var appeared: ContinuousClock.Instant
    /// It was looked at already and left where it is: of no interest until it changes, or until `again`.
    var isLeft = false
    var again: ContinuousClock.Instant?
  }

  /// How long a file lies untouched before it counts as whole.
  package var quiet: Duration
  private var records: [SpoolPath: Record] = [:]
  private var latest: ContinuousClock.Instant

  package init(quiet: Duration, now: ContinuousClock.Instant = .now) {
    self.quiet = quiet
    latest = now
  }

  /// How long what lies still waits for what does not.
  private var patience: Duration { quiet * 5 }

  /// Takes note of everything that lies there at a moment.
  package mutating func note(
    _ entries: [SpoolEntry], at now: ContinuousClock.Instant = .now, clock: FileTime = .now
  ) {
    latest = now
    var present: [SpoolPath: Record] = [:]
    for entry in entries {
      let earlier = records[entry.path]
      if var known = earlier, known.stamp == entry.stamp {
        if let again = known.again, again <= now { (known.isLeft, known.again) = (false, nil) }
        present[entry.path] = known
        continue
      }
      // A change that lies in the future tells that the clock was set back: then only looking twice helps.
      let age = max(clock - entry.stamp.changed, .zero)
      present[entry.path] = Record(
        stamp: entry.stamp, settles: now.advanced(by: max(quiet - age, .zero)),
        appeared: earlier.flatMap { $0.isLeft ? nil : $0.appeared } ?? now)
    }
    records = present
  }

  /// What is to be taken now, in the order of paths; empty while it is better to wait.
  package var ready: [SpoolEntry] {
    let open = records.filter { !$0.value.isLeft }
    let settled = open.filter { $0.value.settles <= latest }
    let isWorthWaiting = open.values.contains {
      $0.settles > latest && $0.appeared.duration(to: latest) < patience
    }
    let isPatient = settled.values.allSatisfy { $0.settles.duration(to: latest) < patience }
    if isWorthWaiting, isPatient { return [] }
    return settled.map { SpoolEntry(path: $0.key, stamp: $0.value.stamp) }
      .sorted { $0.path.bytes.lexicographicallyPrecedes($1.path.bytes) }
  }

  /// After how long another look is worth while, if nothing stirs; `nil` while nothing is there.
  package var nextLook: Duration? {
    records.values.compactMap { record -> Duration? in
      let next =
        record.isLeft
        ? record.again
        : record.settles > latest ? record.settles : record.settles.advanced(by: patience)
      return next.map { max(latest.duration(to: $0), .zero) }
    }.min()
  }

  /// What was looked at and may still lie there is not ready again before it has changed or, with a time, before then.
  package mutating func leave(_ entries: [SpoolEntry], for duration: Duration? = nil) {
    for entry in entries where records[entry.path]?.stamp == entry.stamp {
      records[entry.path]?.isLeft = true
      records[entry.path]?.again = duration.map { latest.advanced(by: $0) }
    }
  }

  /// Whatever lies there is to be looked at again, because what it is judged by has changed.
  package mutating func reconsider() {
    for path in records.keys {
      records[path]?.isLeft = false
      records[path]?.again = nil
    }
  }
}
