import ReportModel

extension IndicatorDefinition {
  /// 时期数: a counted flow, added over everybody.
  package static func flow(
    _ id: IndicatorID, _ basis: Basis = .sum, by reportedBy: ReportedBy = .both, measure: String = "人次",
    unitFunction: UnitFunction = .sum, withinUnit: WithinUnit = .sum, owners: [OrgUnitCode] = [],
    asked: Asked = .quarterly, partOf: IndicatorID? = nil
  ) -> IndicatorDefinition {
    IndicatorDefinition(
      id: id, task: "t-00", name: id.rawValue, measure: measure, kind: .count, timeFunction: .flow,
      unitFunction: unitFunction, basis: basis, withinUnit: withinUnit, dataOwners: owners,
      reportedBy: reportedBy, asked: asked, partOf: partOf)
  }

  /// 时点数.
  package static func stock(
    _ id: IndicatorID, _ basis: Basis = .sum, by reportedBy: ReportedBy = .both, measure: String = "人",
    unitFunction: UnitFunction = .sum, withinUnit: WithinUnit = .sum, owners: [OrgUnitCode] = [],
    asked: Asked = .quarterly, carry: Bool = false
  ) -> IndicatorDefinition {
    IndicatorDefinition(
      id: id, task: "t-00", name: id.rawValue, measure: measure, kind: .count, timeFunction: .stock,
      unitFunction: unitFunction, basis: basis, withinUnit: withinUnit, dataOwners: owners,
      reportedBy: reportedBy, asked: asked, carry: carry)
  }

  /// 比率.
  package static func ratio(
    _ id: IndicatorID, _ basis: Basis = .sum, by reportedBy: ReportedBy = .both,
    withinUnit: WithinUnit = .sum,
    owners: [OrgUnitCode] = [], asked: Asked = .quarterly, kind: Kind = .ratio
  ) -> IndicatorDefinition {
    IndicatorDefinition(
      id: id, task: "t-00", name: id.rawValue, measure: "%", kind: kind, decimals: 2, timeFunction: .stock,
      unitFunction: .ratioOfSums, basis: basis, withinUnit: withinUnit, dataOwners: owners,
      reportedBy: reportedBy, asked: asked)
  }
}

extension Plan {
  /// A plan with one task, the general one, which `departments` carry out.
  package static func plan(
    _ id: PlanID, of unit: OrgUnitCode, cumulativeFrom: String = "2021-01",
    years: ClosedRange<Int> = 2021...2025,
    departments: [OrgUnitCode] = [], indicators: [IndicatorDefinition], targets: [TargetDefinition] = [],
    crosswalkTo superior: PlanID? = nil, _ entries: [CrosswalkEntry] = []
  ) -> Plan {
    Plan(
      id: id, programme: .sample, unit: unit, parent: superior, firstYear: years.lowerBound,
      lastYear: years.upperBound, cumulativeFrom: cumulativeFrom, title: id.rawValue, source: "",
      matrix: TaskMatrix(
        general: PlanTask(
          id: "t-00", title: "综合情况", place: "", text: "",
          units: departments.isEmpty ? [] : [UnitGroup(role: .responsible, units: departments)]), parts: []),
      indicators: indicators, targets: targets,
      crosswalk: superior.map { Crosswalk(to: $0, entries: entries) })
  }
}

extension ProgrammeID {
  package static let sample: ProgrammeID = "programme"
}

extension CrosswalkEntry {
  package static func map(
    _ indicator: IndicatorID, to target: IndicatorID, _ relation: Relation = .same, factor: Amount? = nil
  ) -> CrosswalkEntry {
    CrosswalkEntry(indicator: indicator, to: target, relation: relation, factor: factor)
  }
}
