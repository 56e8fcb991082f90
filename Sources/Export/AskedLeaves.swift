import ReportModel

/// 应报叶：who was asked for an indicator of a roll-up's plan, remembered from one indicator to the next.
///
/// Where everybody below works to the same plan, the answer depends on a few properties of the indicator only, and
/// the tree is walked once for each of their combinations instead of once for each figure.
struct AskedLeaves {
  private struct Properties: Hashable {
    var basis: IndicatorDefinition.Basis
    var reportedBy: IndicatorDefinition.ReportedBy
    var isAsked: Bool
  }

  private let roster: Roster
  private let unit: OrgUnitCode
  private let isOnePlan: Bool
  private var known: [Properties: Set<OrgUnitCode>] = [:]
  private var knownBelow: [Properties: Set<OrgUnitCode>] = [:]

  init(_ catalogue: Catalogue, plan: Plan, of unit: OrgUnitCode, in period: Period) {
    roster = Roster(catalogue, programme: plan.programme, period: period)
    self.unit = unit
    isOnePlan = Self.share(plan.id, below: unit, roster, period)
  }

  private static func share(_ plan: PlanID, below unit: OrgUnitCode, _ roster: Roster, _ period: Period)
    -> Bool
  {
    guard roster.plan(of: unit)?.id == plan else { return false }
    return roster.catalogue.units.areas(below: unit, in: period).allSatisfy {
      share(plan, below: $0.code, roster, period)
    }
  }

  mutating func leaves(of indicator: IndicatorDefinition) -> Set<OrgUnitCode> {
    guard isOnePlan else { return roster.expectedLeaves(of: indicator, at: unit) }
    let properties = properties(of: indicator)
    if let leaves = known[properties] { return leaves }
    let leaves = roster.expectedLeaves(of: indicator, at: unit)
    known[properties] = leaves
    return leaves
  }

  mutating func subordinateLeaves(of indicator: IndicatorDefinition) -> Set<OrgUnitCode> {
    guard isOnePlan else { return roster.subordinateLeaves(of: indicator, at: unit) }
    let properties = properties(of: indicator)
    if let leaves = knownBelow[properties] { return leaves }
    let leaves = roster.subordinateLeaves(of: indicator, at: unit)
    knownBelow[properties] = leaves
    return leaves
  }

  private func properties(of indicator: IndicatorDefinition) -> Properties {
    Properties(
      basis: indicator.basis, reportedBy: indicator.reportedBy, isAsked: indicator.isAsked(in: roster.period))
  }
}
