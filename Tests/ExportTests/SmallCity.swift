import Findings
import ReportModel

/// A city of three counties, made by hand so that every mark that a roll-up can carry occurs once.
enum SmallCity {
  static let period = Period(year: 2024, quarter: 3) ?? .earliest
  static let city: OrgUnitCode = "610700"
  static let plan: PlanID = "small-2022"
  private static let digest = Repository.digest

  static let catalogue: Catalogue = {
    let units = UnitRegister([
      OrgUnit(code: "610000", name: "陕西省", level: .province),
      OrgUnit(code: city, name: "汉中市", level: .city, reportsTo: "610000"),
      OrgUnit(code: "610702", name: "汉台区", level: .county, reportsTo: city),
      OrgUnit(code: "610703", name: "南郑区", level: .county, reportsTo: city),
      OrgUnit(code: "610728", name: "镇巴县", level: .county, reportsTo: city),
      OrgUnit(code: "610700-jyj", name: "市教育局", level: .department, reportsTo: city),
      OrgUnit(code: "610700-kx", name: "市科协", level: .department, reportsTo: city),
    ])
    func task(_ id: TaskID, _ title: String, lead: OrgUnitCode) -> PlanTask {
      PlanTask(
        id: id, title: title, place: "", text: title, units: [UnitGroup(role: .lead, units: [lead])])
    }
    let matrix = TaskMatrix(
      general: PlanTask(id: "hz-00", title: "综合情况", place: "", text: "综合情况", units: []),
      parts: [
        PlanPart(
          id: "part-1", title: "提升行动",
          actions: [
            PlanAction(
              id: "action-1", kind: .action, title: "青少年",
              tasks: [
                task("hz-06", "提升教师科学素质", lead: "610700-jyj"), task("hz-10", "加强农村科普服务", lead: "610700-kx"),
                task("hz-35", "提升基层科普服务能力", lead: "610700-kx"),
              ])
          ])
      ])
    func indicator(
      _ id: IndicatorID, _ task: TaskID, _ name: String, _ measure: String, kind: IndicatorDefinition.Kind,
      decimals: Int = 0, stock: Bool = false, ratio: Bool = false, line: Bool = false,
      owner: OrgUnitCode? = nil,
      by: IndicatorDefinition.ReportedBy = .both, asked: IndicatorDefinition.Asked = .quarterly,
      carry: Bool = false, reading: String? = nil
    ) -> IndicatorDefinition {
      IndicatorDefinition(
        id: id, task: task, name: name, measure: measure, kind: kind, decimals: decimals,
        timeFunction: stock ? .stock : .flow, unitFunction: ratio ? .ratioOfSums : .sum,
        basis: line ? .line : .sum, withinUnit: owner == nil ? .sum : .owner,
        dataOwners: owner.map { [$0] } ?? [], reportedBy: by, asked: asked, carry: carry,
        definition: "\(name)的口径。", reading: reading)
    }
    let plan = Plan(
      id: Self.plan, programme: "small", unit: city, firstYear: 2021, lastYear: 2025,
      cumulativeFrom: "2021-01",
      title: "汉中市实施方案", source: "", matrix: matrix,
      indicators: [
        indicator("std-funds", "hz-00", "投入经费", "万元", kind: .amount, decimals: 4),
        indicator(
          "key-teachers", "hz-06", "重点培养骨干教师", "名", kind: .count, line: true, owner: "610700-jyj",
          reading: "口径待主管单位确认：以首次认定为准。"),
        indicator(
          "three-heads", "hz-10", "“三长制”覆盖", "%", kind: .coverage, decimals: 2, stock: true, ratio: true,
          by: .areas),
        indicator(
          "events", "hz-10", "公益科普活动", "场次", kind: .count, owner: "610700-kx"),
        indicator(
          "commissioners", "hz-10", "选派科技特派员", "人", kind: .count, stock: true, owner: "610700-kx",
          asked: .yearly),
        indicator(
          "volunteers", "hz-35", "科技志愿者", "人", kind: .count, stock: true, owner: "610700-kx", carry: true),
      ],
      targets: [
        TargetDefinition(
          id: "hz-06-key-teachers", task: "hz-06", indicator: "key-teachers", quote: "重点培养5000名骨干教师",
          comparator: .equal, value: 5000, measure: "名", cadence: .planPeriod, schedule: .linear),
        TargetDefinition(
          id: "hz-10-events", task: "hz-10", indicator: "events", quote: "每年30-50场次", comparator: .range,
          value: 30,
          valueMax: 50, measure: "场次", cadence: .annual, schedule: .linear),
        TargetDefinition(
          id: "hz-10-three-heads", task: "hz-10", indicator: "three-heads", quote: "全覆盖", comparator: .full,
          measure: "%", cadence: .unclear, schedule: .none),
      ])
    return Catalogue(
      units: units, measures: MeasureTable([]), plans: [plan],
      digests: CatalogueDigests(units: digest("units"), plans: [plan.id: digest("plan")]))
  }()

  static let rollUp: RollUp = {
    func part(
      _ unit: OrgUnitCode, _ values: FigureValues, _ status: ObservationStatus = .reported,
      carried: Bool = false,
      estimated: Amount? = nil
    ) -> FigurePart {
      FigurePart(
        unit: unit, scope: .own, values: values, status: status, isCarried: carried, estimated: estimated)
    }
    func flow(_ quarter: Amount?, _ year: Amount?, _ plan: Amount?) -> FigureValues {
      FigureValues(inPeriod: quarter, yearToDate: year, planToDate: plan)
    }
    func decimal(_ text: String) -> Amount { Amount(text) ?? .zero }
    let everybody: Set<OrgUnitCode> = [city, "610702", "610703", "610728"]
    let counties = everybody.subtracting([city])
    // Parts stand in disorder on purpose: the file puts them in order.
    let funds = Observation(
      task: "hz-00", indicator: "std-funds", values: flow(decimal("1247.12345"), decimal("4000"), nil),
      status: .reported,
      rolled: RolledDetail(
        completeness: .partial,
        coverage: FigureCoverage(expected: everybody, missing: ["610728"], provisional: ["610702"]),
        parts: [
          part("610728", flow(nil, 12, 99), .missing, carried: true),
          part("610702", flow(decimal("12.5"), decimal("30.25"), 110)),
          part("610703", flow(0, 3, 14)),
          part(city, flow(decimal("1234.62345"), decimal("3954.75"), nil)),
        ]))
    let teachers = Observation(
      task: "hz-06", indicator: "key-teachers",
      values: FigureValues(inPeriod: 260, yearToDate: 790, planToDate: 4310, adjustment: -5),
      status: .reported,
      adjustmentReason: "上季一人重复",
      rolled: RolledDetail(
        completeness: .complete, coverage: FigureCoverage(expected: [city]),
        parts: [part(city, FigureValues(inPeriod: 260, yearToDate: 790, planToDate: 4310, adjustment: -5))],
        reconciliation: Reconciliation(
          values: flow(240, 700, 4000),
          coverage: FigureCoverage(expected: counties, missing: ["610728"]),
          parts: [
            part("610703", flow(100, 300, 1900)), part("610702", flow(140, 400, 2000)),
            part("610728", flow(nil, nil, 100), .missing, carried: true),
          ])))
    let heads = Observation(
      task: "hz-10", indicator: "three-heads", values: FigureValues(numerator: 29, denominator: 40),
      status: .reported,
      rolled: RolledDetail(
        completeness: .provisional,
        coverage: FigureCoverage(expected: ["610702", "610703"], provisional: ["610703"]),
        parts: [
          part("610702", FigureValues(numerator: 15, denominator: 18)),
          part("610703", FigureValues(numerator: 14, denominator: 22)),
        ]))
    let events = Observation(
      task: "hz-10", indicator: "events", values: flow(9, 26, 130), status: .reported,
      rolled: RolledDetail(
        completeness: .partial,
        coverage: FigureCoverage(expected: everybody, missing: ["610728"], notApplicable: ["610703"]),
        parts: [
          part(city, flow(0, 2, 10)), part("610702", flow(9, 24, 112)), part("610703", .none, .notApplicable),
          part("610728", flow(nil, nil, 8), .missing, carried: true),
        ]))
    // Asked once a year; one county stated it early.
    let commissioners = Observation(
      task: "hz-10", indicator: "commissioners", values: FigureValues(atEnd: 41), status: .reported,
      rolled: RolledDetail(
        completeness: .complete, coverage: FigureCoverage(expected: ["610702"]),
        parts: [part("610702", FigureValues(atEnd: 41))]))
    let volunteers = Observation(
      task: "hz-35", indicator: "volunteers", values: FigureValues(atEnd: 9210), status: .reported,
      rolled: RolledDetail(
        completeness: .partial, coverage: FigureCoverage(expected: everybody, missing: ["610728"]),
        parts: [
          part(city, FigureValues(atEnd: 1240)), part("610702", FigureValues(atEnd: 2680)),
          part("610703", FigureValues(atEnd: 4200)),
          part("610728", FigureValues(atEnd: 1090), .missing, carried: true, estimated: 1090),
        ], estimated: 1090))

    var rollUp = RollUp(
      unit: city, plan: plan, period: period, revision: 2,
      observations: [funds, teachers, heads, events, commissioners, volunteers])
    func source(_ unit: OrgUnitCode, _ outcome: Outcome = .accepted, late: Bool = false) -> SubmissionSource {
      SubmissionSource(
        unit: unit, plan: plan, scope: .own, revision: late ? 2 : 1, digest: digest(unit.rawValue),
        receivedAt: 1_728_380_112, outcome: outcome, isLate: late)
    }
    rollUp.basis = RollUpBasis(
      sources: [
        source("610703", late: true), source("610702", .questions), source("610700-jyj"), source("610700-kx"),
      ],
      missingUnits: ["610728"],
      digests: CatalogueDigests(units: digest("units"), plans: [plan: digest("plan")]), ruleCatalogue: "0.1",
      statusCounts: [
        "hz-06": [StatusCount(status: .inProgress, units: 3)],
        "hz-35": [StatusCount(status: .recurring, units: 1), StatusCount(status: .notStarted, units: 2)],
      ])
    func words(_ unit: OrgUnitCode, _ task: TaskID?, _ kind: ParagraphKind, _ text: String) -> SourceParagraph
    {
      SourceParagraph(unit: unit, plan: plan, task: task, kind: kind, text: text)
    }
    rollUp.paragraphs = [
      words("610703", "hz-10", .problems, "镇级“三长”没有补齐。\n经费没有列入预算。"),
      words("610702", "hz-06", .progress, "举办培训班两期。"), words("610702", "hz-06", .next, "四季度送教下乡。"),
      words(city, nil, .summary, "总体平稳，镇巴县推迟报送。"), words(city, "hz-06", .summary, "快于序时进度。"),
      words("610702", nil, .summary, "本区已开展自查。"), words("610702", "hz-06", .problems, "<b>工学矛盾</b> & 无人代课"),
    ]
    rollUp.progress = [
      TargetProgress(
        target: "hz-06-key-teachers", indicator: "key-teachers", unit: city, value: 4310, goal: 5000,
        progress: Quotient(4310, over: 5000), pace: Quotient(15, over: 20), light: .green,
        wasBehind: Period(year: 2024, quarter: 1)),
      TargetProgress(
        target: "hz-10-events", indicator: "events", unit: city, value: 12, goal: 30,
        progress: Quotient(12, over: 30), pace: Quotient(3, over: 4), light: .red, wasBehind: period.previous),
      TargetProgress(
        target: "hz-10-events", indicator: "events", unit: "610702", value: 24, goal: 20,
        progress: Quotient(24, over: 20), pace: Quotient(3, over: 4), light: .done),
      TargetProgress(
        target: "hz-10-three-heads", indicator: "three-heads", unit: city, ratio: Quotient(29, over: 40),
        progress: Quotient(29, over: 40), light: .none),
    ]
    func due(
      _ unit: OrgUnitCode, _ state: DueUnit.State, isDepartment: Bool = false, hasQuestions: Bool = false
    ) -> DueUnit {
      DueUnit(
        unit: unit, state: state, scope: .own, isDepartment: isDepartment, hasQuestions: hasQuestions)
    }
    rollUp.due = [
      due(city, .received), due("610700-jyj", .received, isDepartment: true),
      due("610700-kx", .received, isDepartment: true), due("610702", .received, hasQuestions: true),
      due("610703", .late), due("610728", .missing),
    ]
    rollUp.sideFigures = [
      SideFigure(
        unit: "610702", plan: "local-2023", indicator: "science-corners", relatedTo: nil,
        values: flow(3, 9, 40)),
      SideFigure(
        unit: "610702", plan: plan, indicator: "events", relatedTo: "std-funds", values: flow(2, 5, 12)),
    ]
    return rollUp
  }()

  static let lastQuarter: RollUp = {
    var last = rollUp
    last.period = period.previous
    for position in last.observations.indices {
      last.observations[position].values =
        last.observations[position].values.mapped { $0.subtracting(1) } ?? .none
    }
    last.progress[0].light = .yellow
    return last
  }()

  static let differs = RuleSheet(
    code: "A5001", severity: .soft, title: "条线数与下级合计不符",
    message: "“{indicator}”：主责单位报 {owner}，下级合计 {sum}。", remedy: "请主责单位与下级核对台账。",
    titleEN: "Owner's figure and subordinates differ",
    messageEN: "“{indicator}”: owner {owner}, subordinates {sum}.",
    remedyEN: "Reconcile with the subordinates.", basis: "", since: "0.1")
  static let beside = RuleSheet(
    code: "A5003", severity: .note, title: "汇总与下级单报并存", message: "{unit} 已有汇总。", remedy: "无须处理。",
    titleEN: "Roll-up beside leaves", messageEN: "{unit} sent a roll-up.", remedyEN: "Nothing to do.",
    basis: "", since: "0.1")
  static let sheets = RuleSheets([differs, beside])

  static let findings = [
    Finding(beside, at: Place(unit: "610702"), ["unit": "汉台区"]),
    Finding(
      differs, at: Place(task: "hz-06", indicator: "key-teachers"),
      ["indicator": "重点培养骨干教师", "owner": "260", "sum": "240"]),
  ]
}
