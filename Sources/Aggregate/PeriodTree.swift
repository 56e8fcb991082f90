import ReportModel

/// 当期报送树：the areas of one quarter, subordinates before their superiors.
struct PeriodTree {
  /// 共用方案：a plan as every area that works to it points at it.
  final class SharedPlan: Sendable {
    let plan: Plan
    init(_ plan: Plan) { self.plan = plan }
  }

  struct Area {
    let unit: OrgUnitCode
    let sharedPlan: SharedPlan
    // Lent, not copied.
    var plan: Plan { _read { yield sharedPlan.plan } }
    /// 本级应报部门.
    let departments: [OrgUnitCode]
    /// Positions in `areas`.
    let children: [Int]
    /// The first position of the area's subtree, which ends with the area itself.
    let first: Int
    let isCompiling: Bool
    /// Its roll-up came from below and stands for all of it.
    let isReceived: Bool
    /// The area whose received roll-up stands for this one, so that nothing is worked out for it.
    let insideOf: OrgUnitCode?
    /// The plan that its contribution is put into; `nil` at the top.
    let superiorPlan: SharedPlan?
    /// 免报单位: the area itself and those of its departments that owe nothing in this quarter.
    let exempt: [OrgUnitCode]
    /// The reports that it is worked out from, its own and its departments', and the versions of them in force.
    let reports: [SubmissionIdentity]
    let versions: [Int64]
    /// 来历：of every version and every earlier quarter that the area's workings are made from.
    let madeFrom: Fingerprint
  }

  private(set) var areas: [Area] = []

  init() {}

  /// - Parameter ledgerOrigins: what each area's ledger after the period before was made from.
  init(
    roster: Roster, root: OrgUnitCode, versions: VersionsInForce, ledgerOrigins: [OrgUnitCode: Fingerprint]
  ) {
    var builder = Builder(roster: roster, root: root, versions: versions, ledgerOrigins: ledgerOrigins)
    _ = builder.add(root, insideOf: nil, superiorPlan: nil)
    areas = builder.areas
  }

  private struct Builder {
    let roster: Roster
    let root: OrgUnitCode
    let versions: VersionsInForce
    let ledgerOrigins: [OrgUnitCode: Fingerprint]
    var areas: [Area] = []
    private var plans: [PlanID: SharedPlan] = [:]

    init(
      roster: Roster, root: OrgUnitCode, versions: VersionsInForce, ledgerOrigins: [OrgUnitCode: Fingerprint]
    ) {
      self.roster = roster
      self.root = root
      self.versions = versions
      self.ledgerOrigins = ledgerOrigins
    }

    /// The plan that an area works to: its own, else that of its superior.
    private mutating func shared(planOf unit: OrgUnitCode, below superior: SharedPlan?) -> SharedPlan? {
      let own = roster.catalogue.ownPlan(of: unit, in: roster.programme)
      if own == nil, let superior { return superior }
      guard let plan = own ?? roster.plan(of: unit) else { return nil }
      if let known = plans[plan.id] { return known }
      let shared = SharedPlan(plan)
      plans[plan.id] = shared
      return shared
    }

    /// Adds the area and everything below it; `nil` where it works to no plan.
    ///
    /// Two quarters of an area with the same `madeFrom` came to the same: it is taken over the reports that are in
    /// force, over what its ledger was made from, and over the same of every area below. It is taken in the same way
    /// below a received roll-up, whose workings hold the ledgers of all areas that it stands for.
    mutating func add(_ unit: OrgUnitCode, insideOf: OrgUnitCode?, superiorPlan: SharedPlan?) -> Int? {
      guard let shared = shared(planOf: unit, below: superiorPlan) else { return nil }
      let plan = shared.plan
      let period = roster.period
      func identity(_ unit: OrgUnitCode, _ scope: ReportScope) -> SubmissionIdentity {
        SubmissionIdentity(unit: unit, plan: plan.id, period: period, scope: scope)
      }
      let received = unit == root ? [] : versions.numbers(identity(unit, .rollup))
      let isReceived = insideOf == nil && !received.isEmpty
      let first = areas.count
      let below = roster.catalogue.units.areas(below: unit, in: period)
      let children = below.compactMap { child in
        add(child.code, insideOf: isReceived ? unit : insideOf, superiorPlan: shared)
      }
      let departments = roster.departments(of: unit)
      var madeFrom = Fingerprint()
      func include(_ numbers: [Int64]) {
        madeFrom.add(UInt64(numbers.count))
        for number in numbers { madeFrom.add(UInt64(bitPattern: number)) }
      }
      include(received)
      let own = ([unit] + departments).map { identity($0, .own) }
      for identity in own { include(versions.numbers(identity)) }
      let exempt = ([unit] + departments).filter(roster.isExempt)
      madeFrom.add(UInt64(exempt.count))
      for unit in exempt { madeFrom.add(unit.rawValue) }
      madeFrom.add(ledgerOrigins[unit] ?? Fingerprint())
      for child in children { madeFrom.add(areas[child].madeFrom) }
      let reports = (isReceived ? [identity(unit, .rollup)] : own).filter { !versions.numbers($0).isEmpty }
      areas.append(
        Area(
          unit: unit, sharedPlan: shared, departments: departments, children: children, first: first,
          isCompiling: !below.isEmpty || (plan.unit == unit && !departments.isEmpty), isReceived: isReceived,
          insideOf: insideOf, superiorPlan: superiorPlan, exempt: exempt, reports: reports,
          versions: reports.flatMap(versions.numbers), madeFrom: madeFrom))
      return areas.count - 1
    }
  }

  /// The areas below one, subordinates first.
  func areas(below area: Area) -> ArraySlice<Area> {
    areas[area.first..<(area.children.last.map { $0 + 1 } ?? area.first)]
  }
}
