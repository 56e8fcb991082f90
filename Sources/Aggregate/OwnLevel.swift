import Findings
import ReportModel

/// 本级报送：what came for the own level of an area in one period, filed for the area as a whole or by its departments.
struct OwnLevel {
  /// The area's own report.
  var report: ReviewedSubmission?
  /// The same where it states figures: it wins whole over the departments' compiled ones.
  var filed: ReviewedSubmission?
  var stated: [IndicatorID: Observation]
  /// The departments'.
  var reports: [OrgUnitCode: ReviewedSubmission] = [:]
  var figures: [OrgUnitCode: [IndicatorID: Observation]] = [:]
  /// What counts, in the order of the departments.
  var sources: [ReviewedSubmission] = []
  /// Whose words they are.
  var words: [WordsSource] = []

  init(
    _ area: PeriodTree.Area, reports submissions: SubmissionIndex, versions: VersionsInForce, period: Period
  ) {
    report = submissions.own(area.unit, area.plan, period)
    filed = report.flatMap { $0.statesFigures ? $0 : nil }
    stated = filed?.figures ?? [:]
    if let report { sources.append(report) }
    for department in area.departments {
      guard let submission = submissions.own(department, area.plan, period) else { continue }
      reports[department] = submission
      figures[department] = submission.figures
      if filed == nil { sources.append(submission) }
    }
    words = sources.map { WordsSource($0, among: versions) }
  }
}

extension AreaFold {
  /// Composes one figure of the own level and moves the ledger on with it, the departments' included.
  ///
  /// A filed own level wins whole over the departments' compiled one; what differs is a finding. With `owner` the
  /// first owner's figure counts and the others' are notes; with `sum` the departments' figures are distinct.
  mutating func compose(
    _ indicator: IndicatorDefinition, level: OwnLevel, before: UnitLedger, into cell: inout FigureCell
  ) {
    for department in area.departments {
      let observation =
        level.figures[department]?[indicator.id]
        ?? (isExcused(department, from: indicator, level) ? indicator.notApplicable : nil)
      let previous = before.departments[department]?[indicator.id]
      guard observation != nil || previous != nil else { continue }
      let state = FigureState.after(
        previous, observation, of: indicator, in: period, planFrom: plan.firstPeriod)
      ledger.departments[department]?[indicator.id] = state
    }
    guard roster.ownLevelCovers(indicator, of: unit, planOf: plan.unit) else { return }
    let previous = before.standing[indicator.id]
    let compiled = area.departments.isEmpty ? nil : compose(indicator)
    let isStatedWhole = ledger.statedWhole.contains(indicator.id)
    if level.filed != nil {
      let state = FigureState.after(
        previous, level.stated[indicator.id], of: indicator, in: period, planFrom: plan.firstPeriod)
      ledger.standing[indicator.id] = state
      if state.isEstimated { cell.estimated = state.values.atEnd }
      ledger.statedWhole.insert(indicator.id)
      if let compiled, compiled.state.status == .reported {
        cell.levelFindings = differences(indicator, filed: state.values, compiled: compiled.state.values)
      }
      if let only = soleSupplier(of: indicator),
        level.figures[only]?[indicator.id] == nil
      {
        // Its figure is the own level's: what was filed while it was silent is where it goes on from.
        ledger.departments[only, default: [:]][indicator.id] = state
      }
    } else if compiled.map({ $0.state.status == .notApplicable && isStatedWhole })
      ?? isExcused(unit, from: indicator, level)
    {
      // 不适用 keeps the cumulatives that were filed for the area as a whole; 免报 is the officer's 不适用.
      ledger.standing[indicator.id] = FigureState.after(
        previous, indicator.notApplicable, of: indicator, in: period, planFrom: plan.firstPeriod)
    } else if let compiled, compiled.state.status != .missing || !isStatedWhole {
      ledger.standing[indicator.id] = compiled.state
      cell.estimated = compiled.estimated
      ledger.statedWhole.remove(indicator.id)
    } else {
      // Nobody reports it now: it stands where it was last stated for the area as a whole.
      let state = FigureState.after(previous, nil, of: indicator, in: period, planFrom: plan.firstPeriod)
      ledger.standing[indicator.id] = state
      if state.isEstimated { cell.estimated = state.values.atEnd }
    }
  }

  /// 免报: an officer excused the unit, and it sent nothing.
  func isExcused(_ code: OrgUnitCode, from indicator: IndicatorDefinition, _ level: OwnLevel) -> Bool {
    guard area.exempt.contains(code), indicator.isAsked(in: period) else { return false }
    return code == unit ? level.filed == nil : level.reports[code] == nil
  }

  /// The departments' figures as the own level's; the ledger must already stand at this period.
  private func compose(_ indicator: IndicatorDefinition) -> (state: FigureState, estimated: Amount?)? {
    let suppliers = roster.suppliers(of: indicator, among: area.departments)
    guard !suppliers.isEmpty else { return nil }
    let states = suppliers.map { supplier in
      ledger.departments[supplier]?[indicator.id]
        ?? FigureState.after(nil, nil, of: indicator, in: period, planFrom: plan.firstPeriod)
    }
    if states.count == 1, let only = states.first {
      return (only, only.isEstimated ? only.values.atEnd : nil)
    }

    let reported = states.filter { $0.status == .reported }
    let status: ObservationStatus =
      !reported.isEmpty ? .reported : states.contains { $0.status == .missing } ? .missing : .notApplicable
    let values = FigureValues.folded(states.map(\.values), by: indicator.isRatio ? .ratioOfSums : .sum)
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
          "indicator": indicator.name, "item": item.chinese, "itemEN": item.rawValue,
          "filed": filed[item]?.description ?? "未报", "filedEN": filed[item]?.description ?? "nothing",
          "compiled": compiledValue.description,
        ])
    }
  }

  /// The one department whose figure is the own level's; `nil` where there is none or where several make it up.
  func soleSupplier(of indicator: IndicatorDefinition) -> OrgUnitCode? {
    guard plan.unit == unit else { return nil }
    let suppliers = roster.suppliers(of: indicator, among: area.departments)
    return suppliers.count == 1 ? suppliers.first : nil
  }
}

extension IndicatorDefinition {
  /// What whoever it does not concern states.
  fileprivate var notApplicable: Observation {
    Observation(task: task, indicator: id, values: .none, status: .notApplicable)
  }
}
