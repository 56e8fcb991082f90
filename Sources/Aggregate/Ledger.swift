import ReportModel

/// 历史结转：what the fold over the quarters remembers from one to the next.
struct Ledger {
  /// Where every department and every own level stands in its own plan.
  var standing: [OrgUnitCode: [IndicatorID: FigureState]] = [:]
  /// Figures of an own level that the area last filed for itself, or that a roll-up stated for it, rather than its
  /// departments.
  var statedWhole: [OrgUnitCode: Set<IndicatorID>] = [:]
  /// What an area with a plan of its own last counted, in the terms of that plan.
  var counted: [OrgUnitCode: [IndicatorID: Contribution]] = [:]
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
