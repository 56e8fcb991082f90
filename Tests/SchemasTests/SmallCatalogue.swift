import ReportModel

@testable import Schemas

/// A catalogue without a fault, small enough to spoil one thing at a time.
struct SmallCatalogue {
  var units: [OrgUnit] = [
    OrgUnit(code: "610000", name: "陕西省", level: .province),
    OrgUnit(code: "610700", name: "汉中市", level: .city, reportsTo: "610000"),
    OrgUnit(code: "610702", name: "汉台区", level: .county, reportsTo: "610700"),
    OrgUnit(code: "610703", name: "南郑区", level: .county, reportsTo: "610700"),
    OrgUnit(
      code: "610321", name: "宝鸡县", level: .county, reportsTo: "610700", validTo: "2003-03-01",
      replacedBy: "610702"),
    OrgUnit(code: "610700-jyj", name: "市教育局", level: .department, reportsTo: "610700"),
    OrgUnit(code: "610700-kx", name: "市科协", level: .department, reportsTo: "610700"),
    OrgUnit(code: "610000-jyt", name: "省教育厅", level: .department, reportsTo: "610000"),
    OrgUnit(code: "610700-all", name: "各县区政府", level: .collective, reportsTo: "610700"),
  ]
  var measures = [
    MeasureUnit(symbol: "人次", dimension: "person-time", powerOfTen: 0),
    MeasureUnit(symbol: "万人次", dimension: "person-time", powerOfTen: 4),
    MeasureUnit(symbol: "人", dimension: "person", powerOfTen: 0),
    MeasureUnit(symbol: "%", dimension: "percent", powerOfTen: 0),
  ]
  var city: Plan
  var province: Plan
  var allocations: [TargetAllocation] = [
    TargetAllocation(plan: "city", target: "trained-target", unit: "610702", value: 6),
    TargetAllocation(plan: "city", target: "trained-target", unit: "610703", value: 4),
  ]

  /// Adds an audit formula to the city's plan.
  mutating func ask(
    _ text: String, id: String = "formula", subject: AuditFormula.Subject = .reports
  ) throws(FormulaError) {
    city.formulas.append(try AuditFormula(id: id, text, subject: subject, meaning: "应当成立"))
  }

  init() {
    let counted = IndicatorDefinition(
      id: "trained", task: "sx-00", name: "培训", measure: "人次", kind: .count, timeFunction: .flow,
      unitFunction: .sum, basis: .sum, reportedBy: .areas)
    province = Plan(
      id: "province", programme: "programme", unit: "610000", firstYear: 2021, lastYear: 2025,
      cumulativeFrom: "2021-01", title: "省方案", source: "",
      matrix: TaskMatrix(
        general: PlanTask(id: "sx-00", title: "综合情况", place: "", text: "综合情况", units: []), parts: []),
      indicators: [
        counted,
        IndicatorDefinition(
          id: "coverage", task: "sx-00", name: "覆盖", measure: "%", kind: .coverage, timeFunction: .stock,
          unitFunction: .ratioOfSums, basis: .sum, reportedBy: .areas),
        IndicatorDefinition(
          id: "stock", task: "sx-00", name: "在册", measure: "人", kind: .count, timeFunction: .stock,
          unitFunction: .sum, basis: .sum, reportedBy: .areas),
      ])
    city = Plan(
      id: "city", programme: "programme", unit: "610700", parent: "province", firstYear: 2021, lastYear: 2025,
      cumulativeFrom: "2021-01", title: "市方案", source: "", lights: LightRule(),
      matrix: TaskMatrix(
        general: PlanTask(id: "hz-00", title: "综合情况", place: "", text: "综合情况", units: []),
        parts: [
          PlanPart(
            id: "part-1", title: "部分",
            actions: [
              PlanAction(
                id: "action-1", kind: .action, title: "行动",
                units: [UnitGroup(role: .lead, units: ["610700-jyj"])],
                tasks: [
                  PlanTask(
                    id: "hz-01", title: "任务", place: "", text: "任务",
                    units: [
                      UnitGroup(role: .lead, units: ["610700-jyj"]),
                      UnitGroup(role: .responsible, units: ["610700-kx", "610700-all"]),
                    ])
                ])
            ])
        ]),
      indicators: [
        IndicatorDefinition(
          id: "trained", task: "hz-01", name: "培训", measure: "人次", kind: .count, timeFunction: .flow,
          unitFunction: .sum, basis: .line, withinUnit: .owner, dataOwners: ["610700-jyj"], reportedBy: .both,
          parts: .equal),
        IndicatorDefinition(
          id: "trained-a", task: "hz-01", name: "其中：甲", measure: "人次", kind: .count, timeFunction: .flow,
          unitFunction: .sum, basis: .line, withinUnit: .owner, dataOwners: ["610700-jyj"], reportedBy: .both,
          partOf: "trained"),
        IndicatorDefinition(
          id: "trained-b", task: "hz-01", name: "其中：乙", measure: "人次", kind: .count, timeFunction: .flow,
          unitFunction: .sum, basis: .line, withinUnit: .owner, dataOwners: ["610700-jyj"], reportedBy: .both,
          partOf: "trained"),
        IndicatorDefinition(
          id: "coverage", task: "hz-00", name: "覆盖", measure: "%", kind: .coverage, decimals: 2,
          timeFunction: .stock, unitFunction: .ratioOfSums, basis: .sum, reportedBy: .areas),
        IndicatorDefinition(
          id: "survey", task: "hz-00", name: "调查", measure: "%", kind: .survey, decimals: 2,
          timeFunction: .stock, unitFunction: .none, basis: .own, withinUnit: .owner,
          dataOwners: ["610700-kx"], reportedBy: .departments, asked: .whenPublished),
        IndicatorDefinition(
          id: "stock", task: "hz-00", name: "在册", measure: "人", kind: .count, timeFunction: .stock,
          unitFunction: .sum, basis: .sum, withinUnit: .owner, dataOwners: ["610700-kx"], reportedBy: .both,
          carry: true),
      ],
      targets: [
        TargetDefinition(
          id: "trained-target", task: "hz-01", indicator: "trained", quote: "培训10人次", comparator: .equal,
          value: 10, measure: "人次", cadence: .planPeriod, schedule: .linear),
        TargetDefinition(
          id: "trained-a-target", task: "hz-01", indicator: "trained-a", comparator: .equal, value: 8,
          measure: "人次", cadence: .planPeriod, schedule: .linear, partOf: "trained-target"),
        TargetDefinition(
          id: "trained-b-target", task: "hz-01", indicator: "trained-b", comparator: .equal, value: 2,
          measure: "人次", cadence: .planPeriod, schedule: .linear, partOf: "trained-target"),
        TargetDefinition(
          id: "coverage-target", task: "hz-00", indicator: "coverage", comparator: .full, measure: "%",
          cadence: .unclear, schedule: .none),
        TargetDefinition(
          id: "survey-target", indicator: "survey", comparator: .atLeast, value: 13, measure: "%",
          cadence: .byDate, by: Period("2025-Q4"), schedule: .none, baseline: 10),
        TargetDefinition(
          id: "stock-target", task: "hz-00", indicator: "stock", comparator: .about, value: 300,
          tolerance: 10, measure: "人", cadence: .byDate, by: Period("2025-Q4"), schedule: .milestones,
          milestones: SmallCatalogue.milestones("2024-Q4=100", "2025-Q4=300")),
        TargetDefinition(
          id: "range-target", task: "hz-01", indicator: "trained", comparator: .range, value: 30,
          valueMax: 50, measure: "人次", cadence: .annual, schedule: .linear),
      ],
      crosswalk: Crosswalk(
        to: "province",
        entries: [
          CrosswalkEntry(indicator: "trained", to: "trained", relation: .same),
          CrosswalkEntry(indicator: "coverage", to: "coverage", relation: .narrower),
          CrosswalkEntry(indicator: "stock", to: "stock", relation: .same),
          CrosswalkEntry(indicator: "trained-a", to: "trained", relation: .related),
        ]))
  }

  var catalogue: Catalogue {
    Catalogue(
      units: UnitRegister(units), measures: MeasureTable(measures), plans: [city, province],
      allocations: allocations)
  }

  static func milestones(_ texts: String...) -> [TargetDefinition.Milestone] {
    texts.compactMap { text in
      let parts = text.split(separator: "=")
      guard parts.count == 2, let period = Period(String(parts[0])), let value = Amount(parts[1]) else {
        return nil
      }
      return TargetDefinition.Milestone(period: period, value: value)
    }
  }

  /// Replaces one unit of the register.
  mutating func replace(_ unit: OrgUnit) {
    units.removeAll { $0.code == unit.code }
    units.append(unit)
  }

  mutating func indicator(_ id: IndicatorID, _ change: (inout IndicatorDefinition) -> Void) {
    for index in city.indicators.indices where city.indicators[index].id == id {
      change(&city.indicators[index])
    }
  }

  mutating func target(_ id: IndicatorID, _ change: (inout TargetDefinition) -> Void) {
    for index in city.targets.indices where city.targets[index].id == id { change(&city.targets[index]) }
  }

  mutating func entry(_ index: Int, _ change: (inout CrosswalkEntry) -> Void) {
    guard var crosswalk = city.crosswalk else { return }
    change(&crosswalk.entries[index])
    city.crosswalk = crosswalk
  }

  mutating func task(_ change: (inout PlanTask) -> Void) {
    change(&city.matrix.parts[0].actions[0].tasks[0])
  }
}
