import Findings
import ReportModel

/// 本级：the own level of an area in one period, filed for the area as a whole or composed from its departments.
struct OwnLevel {
  var states: [IndicatorID: FigureState] = [:]
  /// The carried share of stocks that several departments make up.
  var estimates: [IndicatorID: Amount] = [:]
  var sources: [ReviewedSubmission] = []
  var findings: [Finding] = []
}

extension QuarterFold {
  /// Composes the own level of `area` and moves its ledger, and its departments', on to this period.
  ///
  /// A filed own level wins whole over the departments' compiled one; what differs is a finding. With `owner` the
  /// first owner's figure counts and the others' are notes; with `sum` the departments' figures are distinct.
  mutating func ownLevel(of area: OrgUnitCode, plan: Plan) -> OwnLevel {
    var level = OwnLevel()
    let report = index.own(area, plan, period)
    let filed = report.flatMap { $0.statesFigures ? $0 : nil }
    if let report { level.sources.append(report) }
    let stated = filed?.figures ?? [:]
    let departments = roster.departments(of: area)
    for department in departments {
      let submission = index.own(department, plan, period)
      if let submission, filed == nil { level.sources.append(submission) }
      advance(department, with: submission, plan: plan)
    }
    let last = ledger.standing[area] ?? [:]
    for indicator in plan.indicators where roster.ownLevelCovers(indicator, of: area, plan: plan) {
      let previous = last[indicator.id]
      let compiled = departments.isEmpty ? nil : compose(indicator, of: departments, in: plan)
      let isStatedWhole = ledger.statedWhole[area]?.contains(indicator.id) == true
      if filed != nil {
        let state = FigureState.after(
          previous, stated[indicator.id], of: indicator, in: period, plan: plan)
        level.states[indicator.id] = state
        if state.isEstimated { level.estimates[indicator.id] = state.values.atEnd }
        ledger.statedWhole[area, default: []].insert(indicator.id)
        if let compiled, compiled.state.status == .reported {
          level.findings += differences(indicator, filed: state.values, compiled: compiled.state.values)
        }
        if let only = roster.soleSupplier(of: indicator, in: plan, of: area),
          index.own(only, plan, period)?.figures[indicator.id] == nil
        {
          // Its figure is the own level's: what was filed while it was silent is where it goes on from.
          ledger.standing[only, default: [:]][indicator.id] = state
        }
      } else if let compiled, compiled.state.status == .notApplicable, isStatedWhole {
        // 不适用 keeps the cumulatives that were filed for the area as a whole.
        level.states[indicator.id] = FigureState.after(
          previous,
          Observation(
            task: indicator.task, indicator: indicator.id, values: .none, status: .notApplicable),
          of: indicator, in: period, plan: plan)
      } else if let compiled, compiled.state.status != .missing || !isStatedWhole {
        level.states[indicator.id] = compiled.state
        level.estimates[indicator.id] = compiled.estimated
        ledger.statedWhole[area]?.remove(indicator.id)
      } else {
        // Nobody reports it now: it stands where it was last stated for the area as a whole.
        let state = FigureState.after(previous, nil, of: indicator, in: period, plan: plan)
        level.states[indicator.id] = state
        if state.isEstimated { level.estimates[indicator.id] = state.values.atEnd }
      }
    }
    for indicator in plan.indicators where level.states[indicator.id]?.hasOverflowed == true {
      level.findings.append(
        Finding(
          totalOutOfRange,
          at: Place(unit: area, task: indicator.task.rawValue, indicator: indicator.id.rawValue),
          ["indicator": indicator.name]))
    }
    ledger.standing[area] = level.states
    return level
  }

  private mutating func advance(_ department: OrgUnitCode, with submission: ReviewedSubmission?, plan: Plan) {
    let last = ledger.standing[department] ?? [:]
    let stated = submission?.figures ?? [:]
    var now: [IndicatorID: FigureState] = [:]
    for indicator in plan.indicators {
      let observation = stated[indicator.id]
      let previous = last[indicator.id]
      guard observation != nil || previous != nil else { continue }
      now[indicator.id] = FigureState.after(previous, observation, of: indicator, in: period, plan: plan)
    }
    ledger.standing[department] = now
  }

  /// The departments' figures as the own level's; the ledger must already stand at this period.
  private func compose(_ indicator: IndicatorDefinition, of departments: [OrgUnitCode], in plan: Plan) -> (
    state: FigureState, estimated: Amount?
  )? {
    let suppliers = roster.suppliers(of: indicator, among: departments)
    guard !suppliers.isEmpty else { return nil }
    let states = suppliers.map { supplier in
      ledger.standing[supplier]?[indicator.id]
        ?? FigureState.after(nil, nil, of: indicator, in: period, plan: plan)
    }
    if states.count == 1, let only = states.first {
      return (only, only.isEstimated ? only.values.atEnd : nil)
    }

    let reported = states.filter { $0.status == .reported }
    let status: ObservationStatus =
      !reported.isEmpty ? .reported : states.contains { $0.status == .missing } ? .missing : .notApplicable
    let values = fold(states.map(\.values), by: indicator.isRatio ? .ratioOfSums : .sum)
    // A silent department makes the own level partial, although the own level itself has reported.
    let isAsked = indicator.isAsked(in: period)
    let isIncomplete =
      values == nil
      || states.contains { state in
        state.status == .missing && !isAsked ? state.cumulativesAreIncomplete : state.isIncomplete
      }
    let estimates = states.filter(\.isEstimated).compactMap(\.values.atEnd)
    var state = FigureState(
      period: period, status: status, values: values ?? .none, yearIsIncomplete: isIncomplete,
      planIsIncomplete: isIncomplete, lastReported: states.compactMap(\.lastReported).max(),
      isCarried: status == .missing && states.contains(where: \.isCarried),
      isProvisional: reported.contains(where: \.isProvisional), hasOverflowed: values == nil)
    state.settle(asMadeUpOf: states)
    return (state, estimates.isEmpty ? nil : Amount.sum(estimates))
  }

  private func differences(
    _ indicator: IndicatorDefinition, filed: FigureValues, compiled: FigureValues
  ) -> [Finding] {
    FigureItem.allCases.compactMap { item -> Finding? in
      guard let compiledValue = compiled[item], filed[item] != compiledValue else { return nil }
      return Finding(
        filedDiffersFromCompiled, at: Place(task: indicator.task.rawValue, indicator: indicator.id.rawValue),
        [
          "indicator": indicator.name, "item": item.chinese, "filed": filed[item]?.description ?? "未报",
          "compiled": compiledValue.description,
        ])
    }
  }
}

extension Roster {
  /// The one department whose figure is the own level's; `nil` where there is none or where several make it up.
  func soleSupplier(
    of indicator: IndicatorDefinition, in plan: Plan, of area: OrgUnitCode
  ) -> OrgUnitCode? {
    guard plan.unit == area else { return nil }
    let suppliers = suppliers(of: indicator, in: plan)
    return suppliers.count == 1 ? suppliers.first : nil
  }
}
