/// 报送时限：the instant by which units of a level report for a period.
package struct Deadline: Sendable, Hashable {
  package let level: OrgLevel
  package let period: Period
  /// The instant that counts, in seconds since 1970: what comes after it is late.
  package let instant: Int64
  /// 原定时限: the instant as it was set, where it fell on a day off and was moved to a working day.
  package let shiftedFrom: Int64?
  package let afterClosing: AfterClosing

  package init(
    level: OrgLevel, period: Period, instant: Int64, shiftedFrom: Int64? = nil,
    afterClosing: AfterClosing = .hold
  ) {
    self.level = level
    self.period = period
    self.instant = instant
    self.shiftedFrom = shiftedFrom
    self.afterClosing = afterClosing
  }

  /// 关闭以后：what becomes of a unit's first report that comes when the period is closed already.
  package enum AfterClosing: String, Sendable, CaseIterable {
    /// 暂存, until an officer decides.
    case hold
    /// 照收, marked late.
    case accept
  }
}
