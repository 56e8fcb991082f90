import ReportModel

/// 历史数列：where every figure of one reporting unit stands at the end of `through`.
///
/// `submissions` are the unit's own-level reports for one plan, one for each period (of two the higher revision
/// counts), in any order; those after `through` and those that do not count are left aside. Silent quarters are
/// walked through as well, because silence changes what the next report starts from.
package func history(
  of submissions: [ReviewedSubmission], through: Period, plan: Plan
) -> [IndicatorID: FigureState] {
  let byPeriod = reports(of: submissions, through: through)
  guard let first = byPeriod.keys.min() else { return [:] }
  var states: [IndicatorID: FigureState] = [:]
  var period = first
  while period <= through {
    let observations = byPeriod[period].map { report in
      Dictionary(report.observations.map { ($0.indicator, $0) }, uniquingKeysWith: { first, _ in first })
    }
    for indicator in plan.indicators {
      let observation = observations?[indicator.id]
      // Before its first appearance a figure has no history; silence would only say the same at more cost.
      if observation == nil, states[indicator.id] == nil { continue }
      states[indicator.id] = .after(
        states[indicator.id], observation, of: indicator, in: period, plan: plan)
    }
    period = period.next
  }
  return states
}

/// 往季本期数：what the flows amounted to in the last up to eight reported quarters, newest first, typed or derived.
package func recentQuarters(
  of submissions: [ReviewedSubmission], before period: Period, plan: Plan
) -> [IndicatorID: [Amount]] {
  let byPeriod = reports(of: submissions, through: period.previous)
  guard let first = byPeriod.keys.min() else { return [:] }
  var states: [IndicatorID: FigureState] = [:]
  var quarters: [IndicatorID: [Amount]] = [:]
  var current = first
  while current < period {
    let observations = byPeriod[current].map { report in
      Dictionary(report.observations.map { ($0.indicator, $0) }, uniquingKeysWith: { first, _ in first })
    }
    for indicator in plan.indicators where indicator.isFlow {
      let observation = observations?[indicator.id]
      if observation == nil, states[indicator.id] == nil { continue }
      let state = FigureState.after(
        states[indicator.id], observation, of: indicator, in: current, plan: plan)
      states[indicator.id] = state
      if state.status == .reported, let quarter = state.values.inPeriod {
        quarters[indicator.id, default: []].append(quarter)
      }
    }
    current = current.next
  }
  return quarters.mapValues { Array($0.suffix(8).reversed()) }
}

private func reports(
  of submissions: [ReviewedSubmission], through: Period
) -> [Period: ReviewedSubmission] {
  Dictionary(
    submissions.filter {
      $0.identity.scope == .own && $0.outcome.counts && $0.identity.period <= through
    }.map { ($0.identity.period, $0) },
    uniquingKeysWith: { $0.revision >= $1.revision ? $0 : $1 })
}
