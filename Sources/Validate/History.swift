import ReportModel

/// 单位历史：what the checks of a unit's next report need to know of its earlier ones.
package struct UnitHistory: Sendable, Hashable {
  /// Where every figure stands at the end of the last period walked through.
  package var states: [IndicatorID: FigureState]
  /// 往季本期数：of the flows, typed or derived, in the last up to eight reported quarters, newest first.
  package var recentQuarters: [IndicatorID: [Amount]]
  package init(states: [IndicatorID: FigureState] = [:], recentQuarters: [IndicatorID: [Amount]] = [:]) {
    self.states = states
    self.recentQuarters = recentQuarters
  }
}

/// Walks through the reports of one reporting unit, quarter by quarter, to the end of `through`.
///
/// `submissions` are the unit's own-level reports for one plan, one for each period (of two the higher revision
/// counts), in any order; those after `through` and those that do not count are left aside. Silent quarters are
/// walked through as well, because silence changes what the next report starts from. A figure that never appeared has
/// no state.
package func unitHistory(
  of submissions: [ReviewedSubmission], through: Period, plan: Plan
) -> UnitHistory {
  let reports = Dictionary(
    submissions.filter {
      $0.identity.scope == .own && $0.outcome.counts && $0.identity.period <= through
    }.map { ($0.identity.period, $0) },
    uniquingKeysWith: { $0.revision >= $1.revision ? $0 : $1 })
  guard var period = reports.keys.min() else { return UnitHistory() }

  var states = [FigureState?](repeating: nil, count: plan.indicators.count)
  var quarters = [[Amount]](repeating: [], count: plan.indicators.count)
  while period <= through {
    var observations = [Observation?](repeating: nil, count: plan.indicators.count)
    for observation in reports[period]?.observations ?? [] {
      if let position = plan.position(of: observation.indicator) { observations[position] = observation }
    }
    for (position, indicator) in plan.indicators.enumerated() {
      if observations[position] == nil, states[position] == nil { continue }
      let state = FigureState.after(
        states[position], observations[position], of: indicator, in: period, planFrom: plan.firstPeriod)
      if indicator.isFlow, state.status == .reported, let quarter = state.values.inPeriod {
        quarters[position].append(quarter)
      }
      states[position] = state
    }
    period = period.next
  }

  var history = UnitHistory()
  for (position, indicator) in plan.indicators.enumerated() {
    history.states[indicator.id] = states[position]
    if !quarters[position].isEmpty {
      history.recentQuarters[indicator.id] = quarters[position].suffix(8).reversed()
    }
  }
  return history
}

/// 历史数列：`unitHistory`'s states alone.
package func history(
  of submissions: [ReviewedSubmission], through: Period, plan: Plan
) -> [IndicatorID: FigureState] {
  unitHistory(of: submissions, through: through, plan: plan).states
}

/// 往季本期数：`unitHistory`'s quarters alone.
package func recentQuarters(
  of submissions: [ReviewedSubmission], before period: Period, plan: Plan
) -> [IndicatorID: [Amount]] {
  unitHistory(of: submissions, through: period.previous, plan: plan).recentQuarters
}
