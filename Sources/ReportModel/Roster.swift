/// 应报名录：who owes what in a period of a programme.
///
/// Everything that asks “was this unit asked?” asks here: the form, the checks, the coverage of a total and the list
/// of missing units therefore cannot disagree.
package struct Roster: Sendable {
  package let catalogue: Catalogue
  package let programme: ProgrammeID
  package let period: Period

  package init(_ catalogue: Catalogue, programme: ProgrammeID, period: Period) {
    self.catalogue = catalogue
    self.programme = programme
    self.period = period
  }

  private var units: UnitRegister { catalogue.units }

  /// The plan that an area works to, or that a department helps to carry out; `nil` where there is none.
  package func plan(of code: OrgUnitCode) -> Plan? { catalogue.plan(of: code, in: programme) }

  /// The same of an area right below one that works to `plan`, for those who go down the tree.
  package func plan(of code: OrgUnitCode, below plan: Plan) -> Plan {
    catalogue.ownPlan(of: code, in: programme) ?? plan
  }

  /// 本级应报部门：departments of the plan's own unit that the matrix names. An area that adopted a superior's
  /// plan has none: its own level is filed as a whole.
  package func departments(of area: OrgUnitCode) -> [OrgUnitCode] {
    let departments = units.departments(of: area, in: period)
    if departments.isEmpty { return [] }
    guard let plan = catalogue.ownPlan(of: area, in: programme) else { return [] }
    let named = Set(plan.matrix.namedUnits + plan.indicators.flatMap(\.dataOwners))
    return departments.map(\.code).filter(named.contains)
  }

  /// Whether the unit takes part at all.
  package func isDue(_ code: OrgUnitCode) -> Bool {
    guard let unit = units[code], units.exists(code, in: period) else { return false }
    switch unit.level {
    case .collective: return false
    case .department: return unit.reportsTo.map { departments(of: $0).contains(code) } ?? false
    default: return plan(of: code) != nil
    }
  }

  /// 免报: an officer excused the unit for this period. It may report all the same, and owes nothing.
  package func isExempt(_ code: OrgUnitCode) -> Bool {
    catalogue.decisions.exemptions.contains(Decisions.Duty(unit: code, period: period))
  }

  /// 汇总单位：an area with areas below, or with a plan and departments of its own.
  package func isCompiling(_ area: OrgUnitCode) -> Bool {
    if units.areas(below: area, in: period).isEmpty { return !departments(of: area).isEmpty }
    return plan(of: area) != nil
  }

  /// Compiling units from `root` down, subordinates before their superiors.
  package func compilingUnits(under root: OrgUnitCode) -> [OrgUnitCode] {
    units.areas(below: root, in: period).flatMap { compilingUnits(under: $0.code) }
      + (isCompiling(root) ? [root] : [])
  }

  /// Whether a unit's own level is asked for an indicator of its plan, disregarding the calendar.
  package func ownLevelCovers(_ indicator: IndicatorDefinition, of area: OrgUnitCode, plan: Plan) -> Bool {
    ownLevelCovers(indicator, of: area, planOf: plan.unit)
  }

  /// - Parameter owner: the unit whose plan it is.
  package func ownLevelCovers(
    _ indicator: IndicatorDefinition, of area: OrgUnitCode, planOf owner: OrgUnitCode
  ) -> Bool {
    if owner == area { return indicator.reportedBy.includesDepartments || indicator.basis != .sum }
    return indicator.reportedBy.includesAreas && indicator.basis != .own
  }

  /// 供数部门：the departments whose figures make up the own level's; with `owner` only the first counts.
  package func suppliers(of indicator: IndicatorDefinition, in plan: Plan) -> [OrgUnitCode] {
    suppliers(of: indicator, among: departments(of: plan.unit))
  }

  /// The same, where the departments of the plan's unit are at hand.
  package func suppliers(of indicator: IndicatorDefinition, among departments: [OrgUnitCode]) -> [OrgUnitCode]
  {
    guard indicator.reportedBy.includesDepartments || indicator.basis != .sum else { return [] }
    switch indicator.withinUnit {
    case .owner: return indicator.dataOwners.prefix(1).filter(departments.contains)
    case .sum:
      return indicator.dataOwners.isEmpty ? departments : indicator.dataOwners.filter(departments.contains)
    }
  }

  /// Whether a reporting unit may state a figure at all; departments may state what they do not own, as a note.
  package func mayReport(_ indicator: IndicatorDefinition, _ code: OrgUnitCode, plan: Plan) -> Bool {
    isDue(code) && isAnswerable(indicator, by: code, plan: plan)
  }

  private func isAnswerable(_ indicator: IndicatorDefinition, by code: OrgUnitCode, plan: Plan) -> Bool {
    isAnswerable(indicator, by: units[code], code, plan: plan)
  }

  private func isAnswerable(
    _ indicator: IndicatorDefinition, by unit: OrgUnit?, _ code: OrgUnitCode, plan: Plan
  ) -> Bool {
    if let unit, unit.level == .department {
      return unit.reportsTo == plan.unit
        && (indicator.reportedBy.includesDepartments || indicator.basis != .sum)
    }
    return ownLevelCovers(indicator, of: code, plan: plan)
  }

  /// `mayReport` and `owes` for every indicator of the plan at once: what they look up once per unit is not looked
  /// up once per figure.
  package func duty(of code: OrgUnitCode, plan: Plan) -> ReportingDuty {
    guard isDue(code) else {
      let none = plan.indicators.map { _ in false }
      return ReportingDuty(mayReport: none, owes: none)
    }
    let unit = units[code]
    let isDepartment = unit?.level == .department
    let departments = isDepartment ? departments(of: plan.unit) : []
    let mayReport = plan.sharedDefinitions.map { isAnswerable($0.definition, by: unit, code, plan: plan) }
    let isExempt = isExempt(code)
    let owes = zip(plan.sharedDefinitions, mayReport).map { indicator, may in
      may && !isExempt && indicator.definition.isAsked(in: period)
        && (!isDepartment || suppliers(of: indicator.definition, among: departments).contains(code))
    }
    return ReportingDuty(mayReport: mayReport, owes: owes)
  }

  /// What a reporting unit's own report owes in this period.
  package func owes(_ indicator: IndicatorDefinition, _ code: OrgUnitCode, plan: Plan) -> Bool {
    guard indicator.isAsked(in: period), !isExempt(code), mayReport(indicator, code, plan: plan) else {
      return false
    }
    guard units[code]?.level == .department else { return true }
    return suppliers(of: indicator, in: plan).contains(code)
  }

  /// The plan that a unit's own report is about.
  package func planForReport(of code: OrgUnitCode) -> Plan? {
    guard let unit = units[code] else { return nil }
    guard unit.level == .department else { return plan(of: code) }
    guard let area = unit.reportsTo, let plan = plan(of: area), plan.unit == area else { return nil }
    return plan
  }

  /// Entries that feed an indicator of the superior's plan, parts of a mapped whole left out.
  ///
  /// A part is left out where a whole above it maps to the same indicator, whether or not the whole was typed:
  /// 10万 and its 8.5万 are never added.
  package func feeders(of target: IndicatorID, from plan: Plan, to superior: Plan) -> [CrosswalkEntry] {
    guard let crosswalk = plan.crosswalk, crosswalk.to == superior.id else { return [] }
    let entries = crosswalk.entries.filter { $0.to == target && $0.relation.addsUp }
    let mapped = Set(entries.map(\.indicator))
    return entries.filter { entry in !plan.wholes(of: entry.indicator).contains(where: mapped.contains) }
  }

  /// 应报叶：the own levels that were asked for an indicator of the unit's plan, from the unit down.
  package func expectedLeaves(of indicator: IndicatorDefinition, at area: OrgUnitCode) -> Set<OrgUnitCode> {
    guard let plan = plan(of: area) else { return [] }
    var leaves: Set<OrgUnitCode> = []
    if indicator.isAsked(in: period), ownLevelCovers(indicator, of: area, plan: plan) { leaves.insert(area) }
    guard indicator.basis == .sum else { return leaves }
    return leaves.union(subordinateLeaves(of: indicator, at: area))
  }

  /// 下级应报叶: the same, without the own level and whatever the basis is (for reconciling `line` figures).
  package func subordinateLeaves(of indicator: IndicatorDefinition, at area: OrgUnitCode) -> Set<OrgUnitCode>
  {
    guard let plan = plan(of: area) else { return [] }
    var leaves: Set<OrgUnitCode> = []
    for child in units.areas(below: area, in: period) {
      guard let childPlan = self.plan(of: child.code) else { continue }
      if childPlan.id == plan.id {
        leaves.formUnion(expectedLeaves(of: indicator, at: child.code))
      } else {
        for entry in feeders(of: indicator.id, from: childPlan, to: plan) {
          guard let source = childPlan.indicator(entry.indicator) else { continue }
          leaves.formUnion(expectedLeaves(of: source, at: child.code))
        }
      }
    }
    return leaves
  }

  /// Every unit that owes a report of its own in the unit's subtree: own levels and, where the area has a plan of
  /// its own, its departments.
  package func dueUnits(under root: OrgUnitCode) -> [OrgUnitCode] {
    guard plan(of: root) != nil else { return [] }
    return [root] + departments(of: root)
      + units.areas(below: root, in: period).flatMap { dueUnits(under: $0.code) }
  }
}

/// 填报清单：what one unit's own report may state and what it owes, in the order of the plan's indicators.
package struct ReportingDuty: Sendable, Hashable {
  package let mayReport: [Bool]
  package let owes: [Bool]
  package init(mayReport: [Bool], owes: [Bool]) {
    self.mayReport = mayReport
    self.owes = owes
  }
}
