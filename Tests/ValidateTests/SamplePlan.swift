import Findings
import ReportModel

/// A small plan that has every kind of indicator. Nothing in it is owed unless a sample says so, so that a sample shows
/// the findings it is about and no others.
enum SamplePlan {
  static let city: OrgUnitCode = "610700"
  static let education: OrgUnitCode = "610700-jyj"
  static let science: OrgUnitCode = "610700-kx"

  static let units = UnitRegister([
    OrgUnit(code: "610000", name: "陕西省", level: .province),
    OrgUnit(code: "610300", name: "宝鸡市", level: .city, reportsTo: "610000"),
    OrgUnit(code: "610305", name: "凤翔区", level: .county, reportsTo: "610700"),
    OrgUnit(
      code: "610322", name: "凤翔县", level: .county, reportsTo: "610700", validTo: "2021-01-29",
      replacedBy: "610305"),
    OrgUnit(code: "610700", name: "汉中市", aliases: ["汉中"], level: .city, reportsTo: "610000"),
    OrgUnit(code: "610702", name: "汉台区", aliases: ["汉中市汉台区"], level: .county, reportsTo: "610700"),
    OrgUnit(code: "610703", name: "南郑区", aliases: ["城关镇"], level: .county, reportsTo: "610700"),
    OrgUnit(code: "610704", name: "新设区", level: .county, reportsTo: "610700", validFrom: "2030-01-01"),
    OrgUnit(code: "610722", name: "城固县", aliases: ["城关镇"], level: .county, reportsTo: "610700"),
    OrgUnit(code: "610700-jyj", name: "市教育局", level: .department, reportsTo: "610700"),
    OrgUnit(code: "610700-kx", name: "市科协", level: .department, reportsTo: "610700"),
    OrgUnit(code: "610700-gaj", name: "市公安局", level: .department, reportsTo: "610700"),
    OrgUnit(code: "610700-gxqzf", name: "各县区政府", level: .collective, reportsTo: "610700"),
  ])

  static let measures = MeasureTable([
    MeasureUnit(symbol: "元", dimension: "money", powerOfTen: 0),
    MeasureUnit(symbol: "万元", dimension: "money", powerOfTen: 4),
    MeasureUnit(symbol: "亿元", dimension: "money", powerOfTen: 8),
    MeasureUnit(symbol: "人", dimension: "person", powerOfTen: 0),
    MeasureUnit(symbol: "名", dimension: "person", powerOfTen: 0),
    MeasureUnit(symbol: "万人", dimension: "person", powerOfTen: 4),
    MeasureUnit(symbol: "人次", dimension: "person-time", powerOfTen: 0),
    MeasureUnit(symbol: "万人次", dimension: "person-time", powerOfTen: 4),
    MeasureUnit(symbol: "场次", dimension: "event", powerOfTen: 0),
    MeasureUnit(symbol: "%", dimension: "percent", powerOfTen: 0),
  ])

  static func indicator(
    _ id: IndicatorID, _ task: TaskID, _ name: String, _ measure: String,
    _ kind: IndicatorDefinition.Kind = .count,
    time: IndicatorDefinition.TimeFunction = .flow, unit: IndicatorDefinition.UnitFunction = .sum,
    basis: IndicatorDefinition.Basis = .sum, by: IndicatorDefinition.ReportedBy = .both,
    _ change: (inout IndicatorDefinition) -> Void = { _ in }
  ) -> IndicatorDefinition {
    var definition = IndicatorDefinition(
      id: id, task: task, name: name, measure: measure, kind: kind, timeFunction: time, unitFunction: unit,
      basis: basis, reportedBy: by, asked: .whenPublished)
    change(&definition)
    return definition
  }

  static let plan = Plan(
    id: "sample-2021", programme: "literacy", unit: city, firstYear: 2021, lastYear: 2025,
    cumulativeFrom: "2021-01", title: "汉中市实施方案", source: "",
    matrix: TaskMatrix(
      general: PlanTask(id: "hz-00", title: "综合情况", place: "", text: "", units: []),
      parts: [
        PlanPart(
          id: "p", title: "任务",
          actions: [
            PlanAction(
              id: "a", kind: .action, title: "行动",
              tasks: [
                PlanTask(
                  id: "hz-01", title: "教师", place: "", text: "",
                  units: [UnitGroup(role: .lead, units: [education])]),
                PlanTask(
                  id: "hz-02", title: "覆盖", place: "", text: "",
                  units: [
                    UnitGroup(role: .lead, units: [education]), UnitGroup(role: .support, units: [science]),
                  ]),
                PlanTask(
                  id: "hz-03", title: "培训", place: "", text: "",
                  units: [UnitGroup(role: .responsible, units: ["610700-gxqzf"])]),
              ])
          ])
      ]),
    indicators: [
      indicator("activities", "hz-00", "科普活动", "场次"),
      indicator("participants", "hz-00", "参加活动", "人次"),
      indicator("funds", "hz-00", "投入经费", "万元", .amount) {
        $0.decimals = 2
        $0.maximum = 1000
      },
      indicator("teachers", "hz-01", "骨干教师", "名") {
        $0.withinUnit = .owner
        $0.dataOwners = [education]
      },
      indicator("coverage", "hz-02", "三长制覆盖", "%", .coverage, time: .stock, unit: .ratioOfSums),
      indicator("share", "hz-02", "覆盖人口比", "%", .ratio, time: .stock, unit: .ratioOfSums),
      indicator("volunteers", "hz-02", "科技志愿者", "人", time: .stock) { $0.carry = true },
      indicator(
        "rate", "hz-02", "科学素质比例", "%", .survey, time: .stock, unit: .none, basis: .own, by: .departments
      ) {
        $0.decimals = 2
      },
      indicator("trained", "hz-03", "培训劳动力", "人次") { $0.parts = .equal },
      indicator("skills", "hz-03", "其中：技能培训", "人次") { $0.partOf = "trained" },
      indicator("startups", "hz-03", "其中：创业培训", "人次") { $0.partOf = "trained" },
      indicator("shows", "hz-03", "展览", "场次") {
        $0.parts = .within
        $0.partsSeverity = .soft
      },
      indicator("shows-rural", "hz-03", "其中：农村展览", "场次") { $0.partOf = "shows" },
      indicator("bases", "hz-03", "基地", "场次", time: .stock, unit: .max),
      indicator("line", "hz-03", "全口径培训", "人次", basis: .line),
    ])

  /// The plan with audit formulas, for the samples that are about them.
  static func catalogue(_ formulas: AuditFormula...) -> Catalogue {
    var plan = plan
    plan.formulas = formulas
    return Catalogue(units: units, measures: measures, plans: [plan])
  }

  /// Beside the plan of a district that has a branch of its own.
  static var besideAnotherPlan: Catalogue {
    var other = plan
    (other.id, other.unit) = ("district-2021", "610305")
    other.matrix = TaskMatrix(
      general: PlanTask(id: "wy-05", title: "社区科普", place: "", text: "", units: []), parts: [])
    return Catalogue(units: units, measures: measures, plans: [plan, other])
  }

  static let catalogue = Catalogue(units: units, measures: measures, plans: [plan])
}
