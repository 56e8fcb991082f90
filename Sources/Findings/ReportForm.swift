import ReportModel

/// 填报表样：the form that one unit fills in for a period: what it is asked and nothing else, with everything that the
/// office knows already beside it.
///
/// A value, so that the table, the XML and whatever form comes later say the same. What is known from earlier quarters
/// is shown and never filled in as this quarter's: a figure that nobody typed stays missing.
package struct ReportForm: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var unitName: String
  package var plan: PlanID
  package var planTitle: String
  package var period: Period
  /// 应报时限; `nil` where the calendar has none.
  package var due: Instant?
  /// 上次封面: names and telephone of the unit's last report; never its date nor its credit code.
  package var cover: Cover
  /// 汇总单位的本级: the report may carry the officer's own summary.
  package var takesSummary: Bool
  /// 由部门组成: the departments' reports make up the own level, and figures typed here would take their place.
  package var isMadeOfDepartments: Bool
  /// In the order of the plan.
  package var tasks: [Task]

  /// 分工项, with what the unit said about it last.
  package struct Task: Sendable, Hashable {
    package var id: TaskID
    package var title: String
    package var figures: [Figure]
    package var lastStatus: TaskStatus?
    package var lastNext: String?

    /// 完成状态 as filled in beforehand: what is completed or goes on for ever stays so until somebody says otherwise; whether
    /// work has begun only the unit knows.
    package var status: TaskStatus? {
      switch lastStatus {
      case .completed, .recurring: lastStatus
      case .notStarted, .inProgress, nil: nil
      }
    }
  }

  /// 指标: one row of the form.
  package struct Figure: Sendable, Hashable {
    package var definition: IndicatorDefinition
    /// 应填栏: what the unit types; the rest follows or does not apply.
    package var asked: [FigureItem]
    package var known: Known
    /// What the unit, or the plan as a whole, is to reach; several in the plan's order.
    package var goals: [Goal]
  }

  /// 已知数: where the figure stood before this period.
  package struct Known: Sendable, Hashable {
    /// Of the same year only; the first quarter starts again.
    package var yearToDate: Amount?
    package var planToDate: Amount?
    package var atEnd: Amount?
    package var denominator: Amount?
    /// The last period with a figure or a declared 不适用.
    package var since: Period?
    /// 断报: periods that owed the figure have passed since.
    package var hasGap: Bool
    package static let nothing = Known(hasGap: false)
  }

  /// 目标: an allocation to the unit, or the plan's own.
  package struct Goal: Sendable, Hashable {
    package var target: TargetDefinition
    /// 分解到本单位.
    package var allocated: Amount?
  }

  package var figures: [Figure] { tasks.flatMap(\.figures) }
}

extension ReportForm {
  /// 编制表样.
  ///
  /// - Parameters:
  ///   - earlier: the unit's own reports of earlier periods, in any order; none for an office without a register.
  ///   - history: where every figure of theirs stands at the end of the period before.
  package init(
    for unit: OrgUnitCode, plan: Plan, roster: Roster, earlier: [ReviewedSubmission] = [],
    history: [IndicatorID: FigureState] = [:]
  ) {
    let catalogue = roster.catalogue
    let period = roster.period
    let reports = earlier.filter { $0.identity.period < period }
      .sorted { $0.identity.period > $1.identity.period }
    let duty = roster.duty(of: unit, plan: plan)
    let departments = roster.departments(of: plan.unit)
    let isDepartment = catalogue.units[unit]?.level == .department

    self.unit = unit
    unitName = catalogue.units.name(of: unit)
    self.plan = plan.id
    planTitle = plan.title
    self.period = period
    due = catalogue.dueInstant(for: unit, in: period).map(Instant.init)
    cover = reports.first?.cover ?? Cover()
    cover.filledOn = nil
    cover.blankMeansZero = false
    // Eighteen digits do not survive a spreadsheet, and nobody asks for them.
    cover.creditCode = nil
    takesSummary = roster.isCompiling(unit)
    isMadeOfDepartments = unit == plan.unit && !departments.isEmpty

    var figures: [TaskID: [Figure]] = [:]
    for (position, indicator) in plan.indicators.enumerated() {
      // What is published now and then is not owed; whoever publishes it needs a row to say so in.
      let isPublished =
        indicator.asked == .whenPublished && duty.mayReport[position] && !roster.isExempt(unit)
        && (!isDepartment || roster.suppliers(of: indicator, among: departments).contains(unit))
      guard duty.owes[position] || isPublished else { continue }
      let known = Known(of: indicator, in: period, plan: plan, reports: reports, state: history[indicator.id])
      figures[indicator.task, default: []].append(
        Figure(
          definition: indicator,
          asked: Self.asked(indicator, in: period, plan: plan, state: history[indicator.id]), known: known,
          goals: Self.goals(of: indicator, for: unit, plan: plan, catalogue: catalogue)))
    }

    tasks = plan.matrix.tasks.compactMap { task in
      let rows = figures[task.id] ?? []
      let isNamed = task.units.contains { $0.role != .support && $0.units.contains(unit) }
      guard !rows.isEmpty || (isNamed && !roster.isExempt(unit)) else { return nil }
      return Task(
        id: task.id, title: task.title, figures: rows,
        lastStatus: reports.lazy.compactMap { $0.statuses[task.id] }.first,
        lastNext: reports.first?.paragraphs.first { $0.task == task.id && $0.kind == .next }?.text)
    }
  }

  /// The columns to be typed in. A cumulative is asked only where the office cannot work it out.
  private static func asked(
    _ indicator: IndicatorDefinition, in period: Period, plan: Plan, state: FigureState?
  ) -> [FigureItem] {
    if indicator.isRatio { return [.numerator, .denominator] }
    guard indicator.isFlow else { return [.atEnd] }
    let opening = FigureState.opening(
      after: state, in: period, planFrom: plan.firstPeriod, asked: indicator.asked)
    var items: [FigureItem] = [.inPeriod]
    if !opening.yearIsExact { items.append(.yearToDate) }
    // A year that closes a gap closes the plan's as well.
    let planIsWhole = opening.planIsExact || (opening.hasGap && state?.knownPlanIsIncomplete == false)
    if !planIsWhole { items.append(.planToDate) }
    return items
  }

  private static func goals(
    of indicator: IndicatorDefinition, for unit: OrgUnitCode, plan: Plan, catalogue: Catalogue
  ) -> [Goal] {
    let targets = plan.targets.filter { $0.indicator == indicator.id }
    let allocated = targets.compactMap { target in
      catalogue.allocations.first { $0.plan == plan.id && $0.target == target.id && $0.unit == unit }
        .map { Goal(target: target, allocated: $0.value) }
    }
    if !allocated.isEmpty { return allocated }
    // The plan's own number says nothing about one county's share, nor about one of many departments'.
    guard unit == plan.unit || indicator.dataOwners.first == unit else { return [] }
    return targets.map { Goal(target: $0, allocated: nil) }
  }
}

extension ReportForm.Known {
  fileprivate init(
    of indicator: IndicatorDefinition, in period: Period, plan: Plan, reports: [ReviewedSubmission],
    state: FigureState?
  ) {
    self = .nothing
    since = state?.lastReported
    hasGap =
      FigureState.opening(after: state, in: period, planFrom: plan.firstPeriod, asked: indicator.asked).hasGap
    if indicator.isFlow {
      yearToDate = state?.period.year == period.year ? state?.values.yearToDate : nil
      planToDate = state?.values.planToDate
      return
    }
    for report in reports {
      guard
        let observation = report.observations.first(where: {
          $0.indicator == indicator.id && $0.status == .reported
        })
      else { continue }
      atEnd = observation.values.atEnd
      denominator = observation.values.denominator
      since = report.identity.period
      return
    }
  }
}

/// 表样格式.
package enum FormFormat: String, Sendable, CaseIterable { case csv, xml, xlsx }
