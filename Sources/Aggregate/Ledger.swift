import ReportModel

/// 历史结转：what the fold over the quarters remembers from one to the next.
struct Ledger {
  /// Where every department and every own level stands in its own plan.
  var standing: [OrgUnitCode: [IndicatorID: FigureState]] = [:]
  /// What an area last contributed to the unit above it, in the terms of that unit's plan.
  var contributed: [OrgUnitCode: [IndicatorID: Contribution]] = [:]
  /// The last period in which a target was behind.
  var behind: [TargetKey: Period] = [:]

  struct TargetKey: Hashable {
    var unit: OrgUnitCode
    var target: IndicatorID
    var holder: OrgUnitCode
  }
}
