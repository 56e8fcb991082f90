import ReportModel

/// 目标进度：every target of the area's plan against the figures that were worked out.
extension AreaFold {
  /// Targets are the plan's own unit's; a unit below has a light only where it was given an allocation.
  mutating func judge(_ observations: [Observation]) -> [TargetProgress] {
    guard plan.unit == unit else { return [] }
    let judgement = TargetJudgement(plan: plan, period: period, measures: catalogue.measures)
    var progress: [TargetProgress] = []
    for target in plan.targets {
      guard let indicator = plan.indicator(target.indicator) else { continue }
      let observation = observations.first { $0.indicator == indicator.id }
      progress.append(judgement.judge(target, indicator, values: observation?.values ?? .none, unit: unit))
      let parts = (observation?.rolled?.parts ?? []) + (observation?.rolled?.reconciliation?.parts ?? [])
      let allocations = catalogue.allocations.filter { $0.plan == plan.id && $0.target == target.id }
      for allocation in allocations.sorted(by: { $0.unit < $1.unit }) {
        let part = parts.first { $0.unit == allocation.unit }
        progress.append(
          judgement.judge(
            target, indicator, values: part?.values ?? .none, unit: allocation.unit, goal: allocation.value))
      }
    }
    for position in progress.indices {
      let key = UnitLedger.TargetKey(target: progress[position].target, holder: progress[position].unit)
      let isAnnual = plan.targets.first { $0.id == key.target }?.cadence == .annual
      if isAnnual, period.isFirstOfYear { ledger.behind[key] = nil }
      progress[position].wasBehind = ledger.behind[key]
      if progress[position].light == .yellow || progress[position].light == .red {
        ledger.behind[key] = period
      }
    }
    return progress
  }
}
