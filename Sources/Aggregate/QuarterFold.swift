import Findings
import ReportModel

/// 逐季汇总：folds the reporting tree for one period, on top of what the earlier periods left in the ledger.
struct QuarterFold {
  let catalogue: Catalogue
  let roster: Roster
  let index: SubmissionIndex
  let period: Period
  let root: OrgUnitCode
  let ruleCatalogue: String
  let revisions: [OrgUnitCode: Int]
  var ledger: Ledger

  /// In the order in which they were compiled: subordinates first.
  private(set) var rollUps: [CompiledRollUp] = []
  private(set) var base: [BaseRow] = []

  init(
    catalogue: Catalogue, programme: ProgrammeID, index: SubmissionIndex, period: Period, root: OrgUnitCode,
    ruleCatalogue: String, revisions: [OrgUnitCode: Int], ledger: Ledger
  ) {
    self.catalogue = catalogue
    roster = Roster(catalogue, programme: programme, period: period)
    self.index = index
    self.period = period
    self.root = root
    self.ruleCatalogue = ruleCatalogue
    self.revisions = revisions
    self.ledger = ledger
  }

  /// Everything that goes up from a unit.
  private struct Subtree {
    var plan: Plan
    var figures: [IndicatorID: Contribution] = [:]
    var sources: [SubmissionSource] = []
    var missingUnits: [OrgUnitCode] = []
    var paragraphs: [SourceParagraph] = []
    var statusCounts: [TaskID: [TaskStatus: Int]] = [:]
    /// Whether anything at all came from the subtree in this period.
    var hasReports = false
    var hasQuestions = false
    var isLate = false
    /// Whether it came as one roll-up.
    var isRollUp = false
    /// Reports that count nowhere because a roll-up stands for them.
    var leavesBeside: [OrgUnitCode] = []
    /// What was noticed in areas that compile nothing themselves; their superior's roll-up says it.
    var findings: [Finding] = []
  }

  mutating func run() { _ = subtree(root) }

  private mutating func subtree(_ unit: OrgUnitCode) -> Subtree? {
    guard let plan = roster.plan(of: unit) else { return nil }
    let subtree =
      if unit != root, let received = index.rollUp(unit, plan, period) {
        self.received(received, unit: unit, plan: plan)
      } else {
        compiled(unit, plan: plan)
      }
    if unit != root, plan.unit == unit { ledger.counted[unit] = subtree.figures }
    return subtree
  }

  // MARK: A roll-up from below

  private mutating func received(_ rollUp: ReviewedSubmission, unit: OrgUnitCode, plan: Plan) -> Subtree {
    var subtree = Subtree(plan: plan)
    subtree.isRollUp = true
    subtree.hasReports = true
    subtree.isLate = rollUp.isLate
    subtree.hasQuestions = rollUp.outcome == .questions
    subtree.sources = [rollUp.source]
    subtree.missingUnits = rollUp.basis?.missingUnits ?? []
    subtree.paragraphs = rollUp.paragraphs
    for (task, counts) in rollUp.basis?.statusCounts ?? [:] {
      for count in counts {
        subtree.statusCounts[task, default: [:]][count.status, default: 0] += count.units
      }
    }
    // What the subtree counted last, in the terms of the plan that the roll-up is written in.
    let last = (plan.unit == unit ? ledger.counted[unit] : ledger.contributed[unit]) ?? [:]
    let stated = rollUp.figures
    for indicator in plan.indicators {
      var figure: Contribution
      if let observation = stated[indicator.id] {
        figure = Contribution(received: observation, period: period)
        remember(observation, of: unit, indicator: indicator, plan: plan)
        // Whether a stock is carried the sender has decided, who knows its leaves' plans.
        figure.fill(from: last[indicator.id], indicator: indicator, leafCarries: false, isOlder: false)
      } else {
        // A figure that the roll-up does not have is missing from everybody who was asked.
        let asked = roster.expectedLeaves(of: indicator, at: unit)
        figure = Contribution(
          values: .none, status: .missing, coverage: FigureCoverage(expected: asked, missing: asked),
          isIncomplete: false, estimated: nil, period: period, isStatedByRollUp: true)
        figure.fill(
          from: last[indicator.id], indicator: indicator, leafCarries: indicator.carry, isOlder: false)
      }
      subtree.figures[indicator.id] = figure
    }
    subtree.leavesBeside = reportsBelow(unit, plan: plan)
    return subtree
  }

  /// The parts of a roll-up are what its units last contributed, should one of them come alone next time.
  private mutating func remember(
    _ observation: Observation, of unit: OrgUnitCode, indicator: IndicatorDefinition, plan: Plan
  ) {
    guard let rolled = observation.rolled else { return }
    for var part in rolled.parts + (rolled.reconciliation?.parts ?? []) {
      part.unit = catalogue.units.current(part.unit)
      if part.unit == unit {
        ledger.statedWhole[unit, default: []].insert(indicator.id)
        setStanding(of: unit, to: part, in: rolled, indicator: indicator)
        if let only = roster.soleSupplier(of: indicator, in: plan, of: unit) {
          ledger.standing[only, default: [:]][indicator.id] = ledger.standing[unit]?[indicator.id]
        }
      } else {
        ledger.contributed[part.unit, default: [:]][indicator.id] = Contribution(part: part, period: period)
        // An area without areas of its own that works to this very plan is all own level.
        let isOwnLevel =
          part.scope == .own && roster.plan(of: part.unit)?.id == plan.id
        if isOwnLevel { setStanding(of: part.unit, to: part, in: rolled, indicator: indicator) }
      }
    }
  }

  /// A part does not say whether its own cumulatives are whole; where the total is partial, they may not be.
  private mutating func setStanding(
    of unit: OrgUnitCode, to part: FigurePart, in rolled: RolledDetail, indicator: IndicatorDefinition
  ) {
    let isKnown = part.status != .missing
    let mayLackSomething = !isKnown || rolled.completeness == .partial
    ledger.standing[unit, default: [:]][indicator.id] = FigureState(
      period: period, status: part.status, values: part.values, yearIsIncomplete: mayLackSomething,
      planIsIncomplete: mayLackSomething,
      lastReported: isKnown ? period : ledger.standing[unit]?[indicator.id]?.lastReported,
      isCarried: part.isCarried, isEstimated: part.estimated != nil)
  }

  /// Units in the subtree that sent reports of their own, the unit's own level and departments included.
  private func reportsBelow(_ unit: OrgUnitCode, plan: Plan) -> [OrgUnitCode] {
    var units: [OrgUnitCode] = []
    if index.own(unit, plan, period) != nil { units.append(unit) }
    units += roster.departments(of: unit).filter { index.own($0, plan, period) != nil }
    for child in catalogue.units.areas(below: unit, in: period) {
      guard let childPlan = roster.plan(of: child.code) else { continue }
      if index.rollUp(child.code, childPlan, period) != nil { units.append(child.code) }
      units += reportsBelow(child.code, plan: childPlan)
    }
    return units
  }

  // MARK: Compiling

  private mutating func compiled(_ unit: OrgUnitCode, plan: Plan) -> Subtree {
    var result = Subtree(plan: plan)
    var findings: [Finding] = []
    var due: [DueUnit] = []
    var side: [SideFigure] = []

    let level = ownLevel(of: unit, plan: plan)
    findings += level.findings
    add(level, of: unit, plan: plan, to: &result, due: &due)

    var children: [(code: OrgUnitCode, scope: ReportScope, figures: [IndicatorID: Contribution])] = []
    for child in catalogue.units.areas(below: unit, in: period) {
      guard let below = subtree(child.code) else { continue }
      var mapped = map(below.figures, of: child.code, from: below.plan, to: plan)
      findings += below.findings + mapped.findings
      side += mapped.side
      if !below.leavesBeside.isEmpty {
        findings.append(
          Finding(
            rollUpBesideLeaves, at: Place(unit: child.code),
            [
              "unit": child.name,
              "leaves": below.leavesBeside.map { catalogue.units.name(of: $0) }.joined(separator: "、"),
            ]))
      }
      let last = ledger.contributed[child.code] ?? [:]
      if !below.isRollUp {
        // The leaves' own histories say what stays of them, unless a roll-up spoke for them since.
        for indicator in plan.indicators {
          guard var figure = mapped.figures[indicator.id], let stated = last[indicator.id],
            stated.isStatedByRollUp
          else { continue }
          figure.fill(
            from: stated, indicator: indicator, leafCarries: mapped.carries.contains(indicator.id),
            isOlder: true)
          mapped.figures[indicator.id] = figure
        }
      }
      ledger.contributed[child.code] = last.merging(mapped.figures) { _, new in new }

      let isCompiling = below.isRollUp || roster.isCompiling(child.code)
      children.append((child.code, isCompiling ? .rollup : .own, mapped.figures))
      result.sources += below.sources
      result.missingUnits += below.missingUnits
      result.paragraphs += below.paragraphs
      result.hasReports = result.hasReports || below.hasReports
      if below.plan.id == plan.id {
        for (task, counts) in below.statusCounts {
          result.statusCounts[task, default: [:]].merge(counts, uniquingKeysWith: +)
        }
      }
      due.append(
        DueUnit(
          unit: child.code, state: below.hasReports ? (below.isLate ? .late : .received) : .missing,
          scope: isCompiling ? .rollup : .own, isDepartment: false, hasQuestions: below.hasQuestions))
    }

    var observations: [Observation] = []
    for indicator in plan.indicators {
      let own = level.states[indicator.id].map { state in
        var own = Contribution(state, of: unit, isAsked: indicator.isAsked(in: period))
        own.estimated = level.estimates[indicator.id]
        return own
      }
      let below = children.compactMap { child in
        child.figures[indicator.id].map { (unit: child.code, scope: child.scope, figure: $0) }
      }
      let (figure, observation, problems) = total(indicator, own: own, below: below, unit: unit, plan: plan)
      findings += problems
      guard let figure, let observation else { continue }
      result.figures[indicator.id] = figure
      observations.append(observation)
    }
    addBaseRows(level, unit: unit, plan: plan)

    guard roster.isCompiling(unit) else {
      result.findings = findings
      return result
    }
    var rollUp = RollUp(
      unit: unit, plan: plan.id, period: period, revision: revisions[unit] ?? 1, observations: observations,
      basis: basis(of: result, plan: plan), paragraphs: result.paragraphs, due: due, sideFigures: side)
    rollUp.progress = judge(observations, of: unit, plan: plan)
    rollUps.append(CompiledRollUp(rollUp: rollUp, findings: findings.sorted(by: Finding.inFileOrder)))
    return result
  }

  private func add(
    _ level: OwnLevel, of unit: OrgUnitCode, plan: Plan, to result: inout Subtree, due: inout [DueUnit]
  ) {
    result.sources = level.sources.map(\.source)
    result.paragraphs = level.sources.flatMap(\.paragraphs)
    result.hasReports = !level.sources.isEmpty
    result.isLate = level.sources.contains(where: \.isLate)
    result.hasQuestions = level.sources.contains { $0.outcome == .questions }
    for submission in level.sources {
      for (task, status) in submission.statuses {
        result.statusCounts[task, default: [:]][status, default: 0] += 1
      }
    }

    let filed = level.sources.first { $0.identity.unit == unit }
    let filedWhole = filed?.statesFigures ?? false
    let departments = roster.departments(of: unit)
    let ownIsAsked = plan.indicators.contains {
      $0.asked != .whenPublished && roster.ownLevelCovers($0, of: unit, plan: plan)
    }
    // Where there are departments, a report with words only is the officer's summary and not the own level.
    let isIn =
      filedWhole || level.sources.contains { $0.identity.unit != unit }
      || (filed != nil && (!ownIsAsked || departments.isEmpty))
    due.append(
      DueUnit(
        unit: unit,
        state: isIn ? (result.isLate ? .late : .received) : ownIsAsked ? .missing : .notNeeded, scope: .own,
        isDepartment: false, hasQuestions: result.hasQuestions))
    if !isIn, ownIsAsked, departments.isEmpty { result.missingUnits.append(unit) }
    for department in departments {
      let submission = index.own(department, plan, period)
      let state: DueUnit.State =
        submission.map { $0.isLate ? .late : .received } ?? (filedWhole ? .notNeeded : .missing)
      due.append(
        DueUnit(
          unit: department, state: state, scope: .own, isDepartment: true,
          hasQuestions: submission?.outcome == .questions))
      if state == .missing { result.missingUnits.append(department) }
    }
  }

  /// One figure of a unit: its own level and its subordinates' contributions, by the indicator's basis.
  private func total(
    _ indicator: IndicatorDefinition, own: Contribution?,
    below: [(unit: OrgUnitCode, scope: ReportScope, figure: Contribution)], unit: OrgUnitCode, plan: Plan
  ) -> (Contribution?, Observation?, [Finding]) {
    var findings: [Finding] = []
    let ownParts = own.map { $0.isVoid ? [] : [$0] } ?? []
    var parts = ownParts.map { $0.part(of: unit, scope: .own) }
    var reconciliation: Reconciliation?
    let figure: Contribution
    let place = Place(task: indicator.task.rawValue, indicator: indicator.id.rawValue)
    switch indicator.basis {
    case .sum:
      let counted = below.filter { !$0.figure.isVoid }
      let (total, hasOverflowed) = fold(
        ownParts + counted.map(\.figure), by: indicator.unitFunction, in: period)
      figure = total
      parts += counted.map { $0.figure.part(of: $0.unit, scope: $0.scope) }
      if hasOverflowed { findings.append(Finding(totalOutOfRange, at: place, ["indicator": indicator.name])) }
    case .own, .line:
      // The owner alone stands for the figure; `own` never has anything below.
      figure =
        fold(ownParts, by: indicator.unitFunction == .none ? .sum : indicator.unitFunction, in: period).0
      let counted = indicator.basis == .line ? below.filter { !$0.figure.isVoid } : []
      if !counted.isEmpty {
        let (sum, _) = fold(counted.map(\.figure), by: indicator.unitFunction, in: period)
        reconciliation = Reconciliation(
          values: sum.values, coverage: sum.coverage,
          parts: counted.map { $0.figure.part(of: $0.unit, scope: $0.scope) })
        findings += differences(indicator, owner: figure, subordinates: sum, at: place)
      }
    }
    guard !figure.isVoid || reconciliation != nil else { return (nil, nil, findings) }
    let rolled = RolledDetail(
      completeness: completeness(of: figure.coverage, isIncomplete: figure.isIncomplete),
      coverage: figure.coverage,
      parts: parts, estimated: figure.estimated, reconciliation: reconciliation)
    let observation = Observation(
      task: indicator.task, indicator: indicator.id, values: figure.values, status: figure.status,
      isProvisional: rolled.completeness == .provisional, rolled: rolled)
    return (figure, observation, findings)
  }

  /// Where a `line` figure and its subordinates' sum part, in one finding for the figure.
  ///
  /// While a subordinate is missing the difference may be its: then it is only noted, with who is missing.
  private func differences(
    _ indicator: IndicatorDefinition, owner: Contribution, subordinates: Contribution, at place: Place
  ) -> [Finding] {
    guard owner.status == .reported, !owner.isIncomplete, subordinates.status == .reported else { return [] }
    let differences = FigureItem.allCases.compactMap { item -> String? in
      guard item != .adjustment, let total = owner.values[item], let sum = subordinates.values[item],
        total != sum
      else { return nil }
      let difference = total.subtracting(sum)?.description ?? "—"
      return "\(item.chinese) \(total) / \(sum)（\(difference)）"
    }
    guard !differences.isEmpty else { return [] }
    let missing = subordinates.coverage.missing.sorted().map { catalogue.units.name(of: $0) }
    var facts = ["indicator": indicator.name, "differences": differences.joined(separator: "；")]
    guard !missing.isEmpty || subordinates.isIncomplete else {
      return [Finding(lineDoesNotReconcile, at: place, facts)]
    }
    facts["missing"] = missing.isEmpty ? "—" : missing.joined(separator: "、")
    return [Finding(lineNotYetReconciled, at: place, facts)]
  }

  private func basis(of subtree: Subtree, plan: Plan) -> RollUpBasis {
    var plans: [PlanID: String] = [:]
    for used in Set([plan.id] + subtree.sources.map(\.plan)) { plans[used] = catalogue.digests.plans[used] }
    return RollUpBasis(
      sources: subtree.sources.sorted { ($0.unit, $0.plan, $0.scope) < ($1.unit, $1.plan, $1.scope) },
      missingUnits: subtree.missingUnits.sorted(),
      digests: CatalogueDigests(units: catalogue.digests.units, plans: plans), ruleCatalogue: ruleCatalogue,
      statusCounts: subtree.statusCounts.mapValues { counts in
        TaskStatus.allCases.compactMap { status in
          counts[status].map { StatusCount(status: status, units: $0) }
        }
      })
  }

  private mutating func addBaseRows(_ level: OwnLevel, unit: OrgUnitCode, plan: Plan) {
    for indicator in plan.indicators {
      guard let state = level.states[indicator.id] else { continue }
      let figure = Contribution(state, of: unit, isAsked: indicator.isAsked(in: period))
      guard !figure.isVoid else { continue }
      base.append(
        BaseRow(
          unit: unit, plan: plan.id, period: period, task: indicator.task, indicator: indicator.id,
          status: state.status, values: state.values, isCarried: figure.isCarried,
          estimated: level.estimates[indicator.id], isProvisional: !figure.coverage.provisional.isEmpty,
          isIncomplete: figure.isIncomplete))
    }
  }

  // MARK: Targets

  /// Targets are the plan's own unit's; a unit below has a light only where it was given an allocation.
  private mutating func judge(_ observations: [Observation], of unit: OrgUnitCode, plan: Plan)
    -> [TargetProgress]
  {
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
      let key = Ledger.TargetKey(
        unit: unit, target: progress[position].target, holder: progress[position].unit)
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
