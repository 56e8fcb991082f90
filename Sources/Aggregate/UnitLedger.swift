import ReportModel

/// 历史结转：what one area remembers from one quarter to the next, its departments included.
struct UnitLedger: Hashable {
  /// Where its own level stands in its plan.
  var standing: [IndicatorID: FigureState] = [:]
  var departments: [OrgUnitCode: [IndicatorID: FigureState]] = [:]
  /// Figures of the own level that the area last filed for itself, or that a roll-up stated for it, rather than its
  /// departments.
  var statedWhole: Set<IndicatorID> = []
  /// What an area with a plan of its own last counted, in the terms of that plan.
  var counted: [IndicatorID: Contribution] = [:]
  /// What it last contributed to the unit above it, in the terms of that unit's plan.
  var contributed: [IndicatorID: Contribution] = [:]
  /// The last period in which a target was behind.
  var behind: [TargetKey: Period] = [:]

  struct TargetKey: Hashable, Comparable {
    var target: IndicatorID
    var holder: OrgUnitCode
    static func < (left: TargetKey, right: TargetKey) -> Bool {
      (left.target, left.holder) < (right.target, right.holder)
    }
  }

  var isEmpty: Bool { self == UnitLedger() }
}
