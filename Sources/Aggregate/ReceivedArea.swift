import Findings
import ReportModel

/// 收到的汇总：an area whose own roll-up came from below and stands for everything in it.
extension AreaFold {
  /// - Parameter below: what the areas in it remember from the period before.
  mutating func received(
    _ rollUp: ReviewedSubmission, below: [OrgUnitCode: UnitLedger]
  ) -> Workings {
    var content = Workings.Content()
    content.isRollUp = true
    content.below = below
    content.account.hasReports = true
    content.account.isLate = rollUp.isLate
    content.account.hasQuestions = rollUp.outcome == .questions
    content.account.sources = [rollUp.source]
    content.account.missingUnits = rollUp.basis?.missingUnits ?? []
    content.account.words = [WordsSource(rollUp, among: versions)]
    for (task, counts) in rollUp.basis?.statusCounts ?? [:] {
      for count in counts {
        content.account.statusCounts[task, default: [:]][count.status, default: 0] += count.units
      }
    }
    // What the subtree counted last, in the terms of the plan that the roll-up is written in.
    let last = plan.unit == unit ? ledger.counted : ledger.contributed
    let stated = rollUp.figures
    let exempt = area.exempt + tree.areas(below: area).flatMap(\.exempt)
    for indicator in plan.indicators {
      let observation = stated[indicator.id]
      if let observation { remember(observation, indicator: indicator, below: &content.below) }
      content.cells[indicator.id] = cell(
        indicator, stating: observation, last: last[indicator.id], exempt: exempt)
    }
    content.below = content.below.filter { !$0.value.isEmpty }
    handUp(&content)
    let leaves = reportsBeside(area)
    if !leaves.isEmpty {
      content.findings.append(
        Finding(
          rollUpBesideLeaves, at: Place(unit: unit),
          ["unit": units.name(of: unit), "leaves": leaves.map { units.name(of: $0) }.joined(separator: "、")]))
    }
    return Workings(content: content)
  }

  private mutating func cell(
    _ indicator: IndicatorDefinition, stating observation: Observation?, last: Contribution?,
    exempt: [OrgUnitCode]
  ) -> FigureCell {
    let inputs = keepsWorkings ? Self.inputs(observation, last, exempt) : Fingerprint()
    if let cell = unchanged(indicator, inputs) { return cell }
    computed.append(indicator.id)
    var figure: Contribution
    if let observation {
      figure = Contribution(received: observation, period: period)
      // Whether a stock is carried the sender has decided, who knows its leaves' plans.
      figure.fill(from: last, indicator: indicator, leafCarries: false, isOlder: false)
    } else {
      // A figure that the roll-up does not have is missing from everybody who was asked.
      let asked = roster.expectedLeaves(of: indicator, at: unit)
      figure = Contribution(
        values: .none, status: .missing, coverage: FigureCoverage(expected: asked, missing: asked),
        isIncomplete: false, estimated: nil, period: period, isStatedByRollUp: true)
      figure.fill(from: last, indicator: indicator, leafCarries: indicator.carry, isOlder: false)
    }
    return FigureCell(inputs: inputs, figure: figure)
  }

  private static func inputs(
    _ observation: Observation?, _ last: Contribution?, _ exempt: [OrgUnitCode]
  ) -> Fingerprint {
    var packer = Packer.plain
    packer.add(exempt)
    packer.add(observation?.status)
    packer.add(observation?.values)
    packer.add(observation?.rolled)
    packer.add(last)
    return packer.fingerprint
  }

  /// The parts of a roll-up are what its units last contributed, should one of them come alone next time.
  private mutating func remember(
    _ observation: Observation, indicator: IndicatorDefinition, below: inout [OrgUnitCode: UnitLedger]
  ) {
    guard let rolled = observation.rolled else { return }
    for var part in rolled.parts + (rolled.reconciliation?.parts ?? []) {
      part.unit = units.current(part.unit)
      if part.unit == unit {
        ledger.statedWhole.insert(indicator.id)
        let state = standing(part, in: rolled, after: ledger.standing[indicator.id])
        ledger.standing[indicator.id] = state
        if let only = soleSupplier(of: indicator) {
          ledger.departments[only, default: [:]][indicator.id] = state
        }
      } else if var theirs = below[part.unit] {
        theirs.contributed[indicator.id] = Contribution(part: part, period: period)
        // An area without areas of its own that works to this very plan is all own level.
        if part.scope == .own, roster.plan(of: part.unit)?.id == plan.id {
          theirs.standing[indicator.id] = standing(part, in: rolled, after: theirs.standing[indicator.id])
        }
        below[part.unit] = theirs
      }
    }
  }

  /// A part does not say whether its own cumulatives are whole; where the total is partial, they may not be.
  private func standing(_ part: FigurePart, in rolled: RolledDetail, after last: FigureState?) -> FigureState
  {
    let isKnown = part.status != .missing
    let mayLackSomething = !isKnown || rolled.completeness == .partial
    return FigureState(
      period: period, status: part.status, values: part.values, yearIsIncomplete: mayLackSomething,
      planIsIncomplete: mayLackSomething, lastReported: isKnown ? period : last?.lastReported,
      isCarried: part.isCarried, isEstimated: part.estimated != nil)
  }

  /// Units in the subtree that sent reports of their own, the area's own level and departments included.
  private func reportsBeside(_ area: PeriodTree.Area) -> [OrgUnitCode] {
    func hasReport(_ unit: OrgUnitCode, _ plan: Plan, _ scope: ReportScope) -> Bool {
      !versions.numbers(SubmissionIdentity(unit: unit, plan: plan.id, period: period, scope: scope)).isEmpty
    }
    var found: [OrgUnitCode] = []
    if hasReport(area.unit, area.plan, .own) { found.append(area.unit) }
    found += area.departments.filter { hasReport($0, area.plan, .own) }
    for child in area.children.map({ tree.areas[$0] }) {
      if hasReport(child.unit, child.plan, .rollup) { found.append(child.unit) }
      found += reportsBeside(child)
    }
    return found
  }
}
