/// 目录：everything an office declares under `Schemas/`: units, measure units, plans, allocations, calendar.
package struct Catalogue: Sendable {
  package var units: UnitRegister
  package var measures: MeasureTable
  package var plans: [Plan]
  package var allocations: [TargetAllocation]
  package var deadlines: [Deadline]
  /// SHA-256 of what was read, which roll-ups name as their basis.
  package var digests: CatalogueDigests
  /// What officers decided beside it; empty where no office is asked.
  package var decisions = Decisions()

  package init(
    units: UnitRegister, measures: MeasureTable, plans: [Plan], allocations: [TargetAllocation] = [],
    deadlines: [Deadline] = [], digests: CatalogueDigests = CatalogueDigests()
  ) {
    self.units = units
    self.measures = measures
    self.plans = plans.sorted { $0.id < $1.id }
    self.allocations = allocations
    self.deadlines = deadlines
    self.digests = digests
  }

  package func plan(_ id: PlanID) -> Plan? { plans.first { $0.id == id } }

  package var programmes: [ProgrammeID] { Array(Set(plans.map(\.programme))).sorted() }

  /// The plan that a unit works to in a programme: its own, else its nearest superior's.
  package func plan(of unit: OrgUnitCode, in programme: ProgrammeID) -> Plan? {
    var next = units[unit]
    // As many steps as there are units: a cycle, which `plan check` reports, ends too.
    for _ in 0...units.units.count {
      guard let unit = next else { return nil }
      if let own = ownPlan(of: unit.code, in: programme) { return own }
      next = unit.reportsTo.flatMap { units[$0] }
    }
    return nil
  }

  /// The plan that a unit made for itself.
  package func ownPlan(of unit: OrgUnitCode, in programme: ProgrammeID) -> Plan? {
    plans.first { $0.unit == unit && $0.programme == programme }
  }

  /// The deadline of a unit's level in a period.
  package func deadline(for unit: OrgUnitCode, in period: Period) -> Deadline? {
    guard let level = units[unit]?.level else { return nil }
    return deadlines.first { $0.level == level && $0.period == period }
  }

  /// 应报时限: the instant, in seconds since 1970, after which a report is late: an extension, else the calendar's deadline.
  package func dueInstant(for unit: OrgUnitCode, in period: Period) -> Int64? {
    decisions.extensions[Decisions.Duty(unit: unit, period: period)]
      ?? deadline(for: unit, in: period)?.instant
  }
}

/// 依据：which catalogue a result was computed with.
package struct CatalogueDigests: Sendable, Hashable {
  package var units: String
  package var plans: [PlanID: String]
  package init(units: String = "", plans: [PlanID: String] = [:]) {
    self.units = units
    self.plans = plans
  }
}
