import Findings
import ReportModel

/// 本单位汇总：an area that is worked out from its own level and what the areas below came to.
extension AreaFold {
  mutating func compiled(_ children: [Child]) -> Workings {
    var content = Workings.Content()
    var output = Workings.Compiled()
    let level = OwnLevel(area, reports: reports, versions: versions, period: period)
    content.account = Account(level)
    output.due = dueOwnLevel(level, &content.account)

    var findingsBelow: [Finding] = []
    for child in children {
      findingsBelow += child.content.findings
      output.side += child.content.side
      let below = child.content.account
      content.account.sources += below.sources
      content.account.missingUnits += below.missingUnits
      content.account.words += below.words
      content.account.hasReports = content.account.hasReports || below.hasReports
      if child.area.plan.id == plan.id {
        for (task, counts) in below.statusCounts {
          content.account.statusCounts[task, default: [:]].merge(counts, uniquingKeysWith: +)
        }
      }
      output.due.append(
        DueUnit(
          unit: child.area.unit,
          state: below.hasReports
            ? (below.isLate ? .late : .received)
            : child.scope == .own && roster.isExempt(child.area.unit) ? .notNeeded : .missing,
          scope: child.scope, isDepartment: false, hasQuestions: below.hasQuestions))
    }

    let before = ledger
    ledger.standing = Dictionary(minimumCapacity: plan.indicators.count)
    content.cells.reserveCapacity(plan.indicators.count)
    for department in area.departments { ledger.departments[department] = [:] }
    let observationsBefore = Dictionary(
      (earlier?.output.compiled?.observations ?? []).map { ($0.indicator, $0) }, uniquingKeysWith: { $1 })
    var base: [BaseRow] = []
    base.reserveCapacity(plan.indicators.count)
    var packer = Packer.plain
    // Pointed at, because a copy of a definition costs more than a county's figure.
    for shared in plan.sharedDefinitions {
      let (cell, observation) = figure(
        shared.definition, level: level, before: before, children: children, observationsBefore, &packer)
      content.cells[shared.definition.id] = cell
      if let observation { output.observations.append(observation) }
      if let row = baseRow(shared.definition, cell) { base.append(row) }
    }

    var findings = plan.indicators.flatMap { content.cells[$0.id]?.levelFindings ?? [] }
    for indicator in plan.indicators where ledger.standing[indicator.id]?.hasOverflowed == true {
      findings.append(
        Finding(
          totalOutOfRange,
          at: Place(unit: unit, task: indicator.task.rawValue, indicator: indicator.id.rawValue),
          ["indicator": indicator.name]))
    }
    findings += findingsBelow
    findings += plan.indicators.flatMap { content.cells[$0.id]?.totalFindings ?? [] }
    if area.isCompiling {
      output.progress = judge(output.observations)
      findings += brokenFormulas(output.observations) + averagedSurveys(output.observations, output.side)
      output.findings = findings.sorted(by: Finding.inFileOrder)
    } else {
      // An area that compiles nothing has no roll-up to say it in; its superior's does.
      content.findings = findings
    }
    handUp(&content)
    return Workings(
      content: content, output: Workings.Output(compiled: area.isCompiling ? output : nil, base: base))
  }

  // MARK: One figure

  /// As it was, or worked out again.
  private mutating func figure(
    _ indicator: IndicatorDefinition, level: OwnLevel, before: UnitLedger, children: [Child],
    _ observationsBefore: [IndicatorID: Observation], _ packer: inout Packer
  ) -> (FigureCell, Observation?) {
    var below: [(unit: OrgUnitCode, scope: ReportScope, figure: Contribution)] = []
    for position in children.indices {
      guard let figure = children[position].content.upward[indicator.id] else { continue }
      below.append((children[position].area.unit, children[position].scope, figure))
    }
    let inputs =
      keepsWorkings
      ? inputs(indicator, level: level, before: before, below: below, &packer) : Fingerprint()
    if let unchanged = unchanged(indicator, inputs), let earlier {
      takeOver(indicator.id, from: earlier.content.ledger)
      return (unchanged, observationsBefore[indicator.id])
    }
    computed.append(indicator.id)
    return compute(indicator, inputs, level: level, before: before, below: below)
  }

  /// Of everything that goes into one figure. Line numbers, words and dates are not part of it.
  private func inputs(
    _ indicator: IndicatorDefinition, level: OwnLevel, before: UnitLedger,
    below: [(unit: OrgUnitCode, scope: ReportScope, figure: Contribution)], _ packer: inout Packer
  ) -> Fingerprint {
    packer.begin()
    func add(_ observation: Observation?) {
      packer.add(observation?.status)
      packer.add(observation?.values)
      packer.add(observation?.isProvisional ?? false)
    }
    packer.add(area.exempt.filter { isExcused($0, from: indicator, level) })
    packer.add(level.filed != nil)
    add(level.stated[indicator.id])
    packer.add(before.standing[indicator.id])
    packer.add(before.statedWhole.contains(indicator.id))
    for department in area.departments {
      add(level.figures[department]?[indicator.id])
      packer.add(before.departments[department]?[indicator.id])
    }
    for child in below {
      packer.add(child.unit)
      packer.add(child.scope)
      packer.add(child.figure)
    }
    return packer.fingerprint
  }

  /// Moves the ledger on with a figure that came to the same as before.
  private mutating func takeOver(_ indicator: IndicatorID, from earlier: UnitLedger) {
    ledger.standing[indicator] = earlier.standing[indicator]
    for department in area.departments {
      ledger.departments[department]?[indicator] = earlier.departments[department]?[indicator]
    }
    if earlier.statedWhole.contains(indicator) {
      ledger.statedWhole.insert(indicator)
    } else {
      ledger.statedWhole.remove(indicator)
    }
  }

  private mutating func compute(
    _ indicator: IndicatorDefinition, _ inputs: Fingerprint, level: OwnLevel, before: UnitLedger,
    below: [(unit: OrgUnitCode, scope: ReportScope, figure: Contribution)]
  ) -> (FigureCell, Observation?) {
    var cell = FigureCell(inputs: inputs)
    compose(indicator, level: level, before: before, into: &cell)
    let own = ledger.standing[indicator.id].map { state in
      var own = Contribution(state, of: leaves, isAsked: indicator.isAsked(in: period))
      own.estimated = cell.estimated
      return own
    }
    let (figure, observation, findings) = total(indicator, own: own, below: below)
    cell.figure = figure
    cell.totalFindings = findings
    return (cell, observation)
  }

  /// One figure of a unit: its own level and its subordinates' contributions, by the indicator's basis.
  private mutating func total(
    _ indicator: IndicatorDefinition, own: Contribution?,
    below: [(unit: OrgUnitCode, scope: ReportScope, figure: Contribution)]
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
        ownParts + counted.map(\.figure), by: indicator.unitFunction, in: period, &ownUnion)
      figure = total
      parts += counted.map { $0.figure.part(of: $0.unit, scope: $0.scope) }
      if hasOverflowed { findings.append(Finding(totalOutOfRange, at: place, ["indicator": indicator.name])) }
    case .own, .line:
      // The owner alone stands for the figure; `own` never has anything below.
      figure =
        fold(
          ownParts, by: indicator.unitFunction == .none ? .sum : indicator.unitFunction, in: period, &ownUnion
        ).0
      let counted = indicator.basis == .line ? below.filter { !$0.figure.isVoid } : []
      if !counted.isEmpty {
        let (sum, _) = fold(counted.map(\.figure), by: indicator.unitFunction, in: period, &belowUnion)
        reconciliation = Reconciliation(
          values: sum.values, coverage: sum.coverage,
          parts: counted.map { $0.figure.part(of: $0.unit, scope: $0.scope) })
        findings += differences(indicator, owner: figure, subordinates: sum, at: place)
      }
    }
    guard !figure.isVoid || reconciliation != nil else { return (nil, nil, findings) }
    // Of an area that compiles nothing nobody sees more than the figure.
    guard area.isCompiling else { return (figure, nil, findings) }
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
    let differences = FigureItem.allCases.compactMap { item -> (zh: String, en: String)? in
      guard item != .adjustment, let total = owner.values[item], let sum = subordinates.values[item],
        total != sum
      else { return nil }
      let difference = total.subtracting(sum)?.description ?? "—"
      return (
        "\(item.chinese) \(total) / \(sum)（\(difference)）",
        "\(item.rawValue) \(total) / \(sum) (\(difference))"
      )
    }
    guard !differences.isEmpty else { return [] }
    let missing = subordinates.coverage.missing.sorted().map { units.name(of: $0) }
    var facts = [
      "indicator": indicator.name, "differences": differences.map(\.zh).joined(separator: "；"),
      "differencesEN": differences.map(\.en).joined(separator: "; "),
    ]
    guard !missing.isEmpty || subordinates.isIncomplete else {
      return [Finding(lineDoesNotReconcile, at: place, facts)]
    }
    facts["missing"] = missing.isEmpty ? "—" : missing.joined(separator: "、")
    return [Finding(lineNotYetReconciled, at: place, facts)]
  }

  private func baseRow(_ indicator: IndicatorDefinition, _ cell: FigureCell) -> BaseRow? {
    guard let state = ledger.standing[indicator.id] else { return nil }
    let figure = Contribution(state, of: leaves, isAsked: indicator.isAsked(in: period))
    guard !figure.isVoid else { return nil }
    return BaseRow(
      unit: unit, plan: plan.id, period: period, task: indicator.task, indicator: indicator.id,
      status: state.status, values: state.values, isCarried: figure.isCarried, estimated: cell.estimated,
      isProvisional: !figure.coverage.provisional.isEmpty, isIncomplete: figure.isIncomplete)
  }

  // MARK: The own level's reports

  /// Who was due in the area itself, and who of them is missing.
  private func dueOwnLevel(_ level: OwnLevel, _ account: inout Account) -> [DueUnit] {
    var due: [DueUnit] = []
    let filedWhole = level.filed != nil
    let ownIsAsked = plan.indicators.contains {
      $0.asked != .whenPublished && roster.ownLevelCovers($0, of: unit, plan: plan)
    }
    let isOwed = ownIsAsked && !area.exempt.contains(unit)
    // Where there are departments, a report with words only is the officer's summary and not the own level.
    let isIn =
      filedWhole || level.sources.contains { $0.identity.unit != unit }
      || (level.report != nil && (!ownIsAsked || area.departments.isEmpty))
    due.append(
      DueUnit(
        unit: unit,
        state: isIn ? (account.isLate ? .late : .received) : isOwed ? .missing : .notNeeded, scope: .own,
        isDepartment: false, hasQuestions: account.hasQuestions))
    if !isIn, isOwed, area.departments.isEmpty { account.missingUnits.append(unit) }
    for department in area.departments {
      let submission = level.reports[department]
      let state: DueUnit.State =
        submission.map { $0.isLate ? .late : .received }
        ?? (filedWhole || area.exempt.contains(department) ? .notNeeded : .missing)
      due.append(
        DueUnit(
          unit: department, state: state, scope: .own, isDepartment: true,
          hasQuestions: submission?.outcome == .questions))
      if state == .missing { account.missingUnits.append(department) }
    }
    return due
  }
}

extension Account {
  init(_ level: OwnLevel) {
    sources = level.sources.map(\.source)
    words = level.words
    hasReports = !level.sources.isEmpty
    isLate = level.sources.contains(where: \.isLate)
    hasQuestions = level.sources.contains { $0.outcome == .questions }
    for submission in level.sources {
      for (task, status) in submission.statuses {
        statusCounts[task, default: [:]][status, default: 0] += 1
      }
    }
  }
}
