import Findings

/// 工作日：which days are worked: Monday to Friday, but for what the holidays say otherwise.
struct WorkingDays {
  /// 放假 · 调休上班.
  enum Kind: String, CaseIterable { case holiday, workday }

  /// 顺延方式：what becomes of a deadline on a day off.
  enum Shift: String, CaseIterable { case none, next, previous }

  /// By days since 1970-01-01.
  private var exceptions: [Int: Kind] = [:]
  private var years: Set<Int> = []

  /// Whether the day had no entry yet.
  mutating func add(_ day: Instant, _ kind: Kind) -> Bool {
    guard exceptions[day.dayNumber] == nil else { return false }
    exceptions[day.dayNumber] = kind
    years.insert(day.year)
    return true
  }

  func isWorked(_ day: Int) -> Bool {
    switch exceptions[day] {
    case .holiday: false
    case .workday: true
    case nil: Instant(dayNumber: day).weekday <= 5
    }
  }

  /// 顺延结果.
  struct Shifted: Hashable {
    var instant: Instant
    /// The first year that had to be looked at and of which nothing is known.
    var unknownYear: Int?
  }

  /// Moves an instant to the nearest working day in a direction, at the same time of day. Midnight belongs to the day
  /// that it ends.
  func shift(_ instant: Instant, _ shift: Shift) -> Shifted {
    guard shift != .none else { return Shifted(instant: instant, unknownYear: nil) }
    let first = Instant(seconds: instant.seconds - 1).dayNumber
    var day = first
    var unknownYear = unknownYear(day)
    // Days off are finitely many beside the weekends, so this ends.
    while !isWorked(day) {
      day += shift == .next ? 1 : -1
      unknownYear = unknownYear ?? self.unknownYear(day)
    }
    return Shifted(
      instant: Instant(seconds: instant.seconds + Int64(day - first) * 86400), unknownYear: unknownYear)
  }

  private func unknownYear(_ day: Int) -> Int? {
    let year = Instant(dayNumber: day).year
    return years.contains(year) ? nil : year
  }
}
