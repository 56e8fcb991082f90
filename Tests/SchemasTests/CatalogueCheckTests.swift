import Findings
import ReportModel
import Testing

@testable import Schemas

/// One fault put into a catalogue that has none, and the codes that must come out: no more, no fewer.
struct CheckCase: CustomTestStringConvertible, Sendable {
  let code: RuleCode
  let fault: String
  /// Further codes that the same fault rightly brings.
  let along: Set<RuleCode>
  let spoil: @Sendable (inout SmallCatalogue) -> Void

  init(
    _ code: RuleCode, _ fault: String, along: Set<RuleCode> = [],
    _ spoil: @escaping @Sendable (inout SmallCatalogue) -> Void
  ) {
    self.code = code
    self.fault = fault
    self.along = along
    self.spoil = spoil
  }

  var testDescription: String { "\(code) \(fault)" }
}

struct CatalogueCheckTests {
  @Test("A sound catalogue has no finding")
  func sound() {
    #expect(checkCatalogue(SmallCatalogue().catalogue) == [])
  }

  @Test("The shipped catalogue has only the findings that we know of")
  func shipped() throws {
    let findings = checkCatalogue(try Repository.catalogue())
    let seen = findings.map {
      "\($0.facts["plan"] ?? "units") \($0.code) \($0.severity) \($0.place.indicator ?? "")"
    }
    #expect(
      seen == ["shaanxi-2022 P1405 note literacy-rate"],
      "\(findings.map { RuleSheets(catalogueSheets).message(of: $0, in: .zh) })")
  }

  @Test("A fault brings its finding and no other", arguments: Self.cases)
  func fault(_ sample: CheckCase) {
    var small = SmallCatalogue()
    sample.spoil(&small)
    let findings = checkCatalogue(small.catalogue)
    #expect(Set(findings.map(\.code)) == sample.along.union([sample.code]), "\(findings)")
    #expect(Set(findings).count == findings.count)
    let sheets = RuleSheets(catalogueSheets)
    for finding in findings {
      for language in Language.allCases {
        let texts = sheets.message(of: finding, in: language) + sheets.remedy(of: finding, in: language)
        #expect(!texts.contains("—"), "a slot is empty: \(texts)")
      }
    }
  }

  @Test("Every rule about the catalogue as a whole is tried")
  func complete() {
    let rules =
      UnitRules.all + MatrixRules.all + IndicatorRules.all + TargetRules.all + CrosswalkRules.all
      + AllocationRules.all + FormulaRules.all
    #expect(Set(rules.map(\.code)) == Set(Self.cases.map(\.code)))
  }

  @Test("Every sheet has texts in both languages and a code of its own")
  func sheets() {
    let codes = catalogueSheets.map(\.code)
    #expect(Set(codes).count == codes.count)
    for sheet in catalogueSheets {
      #expect(sheet.code.count == 5 && sheet.code.hasPrefix("P1"))
      let chinese = [sheet.title, sheet.message, sheet.remedy]
      let english = [sheet.titleEN, sheet.messageEN, sheet.remedyEN]
      #expect(chinese.allSatisfy { $0.unicodeScalars.contains { $0.value > 0x2E80 } }, "\(sheet.code)")
      #expect(
        english.allSatisfy { !$0.isEmpty && $0.unicodeScalars.count { $0.value > 0x2E80 } < 6 },
        "\(sheet.code)")
    }
  }

  @Test("A plan is checked alone as with all others")
  func onePlan() {
    var small = SmallCatalogue()
    small.indicator("stock") { $0.measure = "斤" }
    #expect(
      checkPlan(small.city, in: small.catalogue).map(\.code) == checkCatalogue(small.catalogue).map(\.code))
  }

  static let cases: [CheckCase] = units + matrix + indicators + targets + formulas + crosswalk + allocations

  static let formulas: [CheckCase] = [
    CheckCase("P1802", "an indicator that the plan does not have") { try? $0.ask("trained = trained-x") },
    CheckCase("P1802", "a minus without a space before it") { try? $0.ask("trained-trained-a = 0") },
    CheckCase("P1803", "the year of a stock") { try? $0.ask("yearToDate(stock) > 0") },
    CheckCase("P1803", "the quarter of a ratio") { try? $0.ask("inPeriod(coverage) > 0") },
    CheckCase("P1803", "the numerator of a count") { try? $0.ask("numerator(trained) > 0") },
    CheckCase("P1804", "two formulas of one id") {
      try? $0.ask("trained > 0")
      try? $0.ask("stock > 0")
    },
    CheckCase("P1805", "the units below in a report") { try? $0.ask("children(trained) > 0") },
    CheckCase("P1805", "the quarter before in a roll-up") {
      try? $0.ask("trained >= previous(trained)", subject: .both)
    },
    CheckCase("P1806", "a comparison of numbers") { try? $0.ask("1 > 0 when trained > 0") },
    CheckCase("P1807", "people and times added up") { try? $0.ask("trained + stock > 0") },
  ]

  @Test("Formulas that the plan can answer bring no finding")
  func soundFormulas() throws {
    var small = SmallCatalogue()
    for (number, text) in [
      "trained = trained-a + trained-b", "yearToDate(trained) >= trained", "coverage <= 100%",
      "numerator(coverage) <= denominator(coverage)", "stock >= previous(stock)",
      "trained > 0 when stock > 0",
    ].enumerated() {
      try small.ask(text, id: "f-\(number)")
    }
    try small.ask("children(trained) <= trained", id: "below", subject: .rollups)
    #expect(checkCatalogue(small.catalogue) == [])
  }

  @Test("A minus without a space is recognised")
  func unspacedMinus() throws {
    var small = SmallCatalogue()
    try small.ask("trained-trained-a = 0")
    let finding = try #require(checkCatalogue(small.catalogue).first)
    #expect(
      RuleSheets(catalogueSheets).message(of: finding, in: .zh)
        == "审核公式 formula 里的“trained-trained-a”不是本方案的指标，减号前要空一格：“trained - trained-a”。")
  }

  static let units: [CheckCase] = [
    CheckCase("P1102", "a superior that is not registered") {
      $0.units.append(OrgUnit(code: "610704", name: "甲县", level: .county, reportsTo: "619900"))
    },
    CheckCase("P1103", "two units that report to each other", along: ["P1109"]) {
      $0.units.append(OrgUnit(code: "610801", name: "甲镇", level: .county, reportsTo: "610802"))
      $0.units.append(OrgUnit(code: "610802", name: "乙市", level: .city, reportsTo: "610801"))
    },
    CheckCase("P1105", "an abolished unit without successor") {
      $0.units.append(
        OrgUnit(code: "610704", name: "甲县", level: .county, reportsTo: "610700", replacedBy: "610799"))
    },
    CheckCase("P1106", "two departments of one name") {
      $0.units.append(
        OrgUnit(code: "610700-kx2", name: "科协", aliases: ["市科协"], level: .department, reportsTo: "610700"))
    },
    CheckCase("P1107", "a host that is not registered") {
      $0.units.append(
        OrgUnit(code: "610700-jkq", name: "经开区", level: .county, reportsTo: "610700", within: "610799"))
    },
    CheckCase("P1108", "a county that reports to a department") {
      $0.units.append(OrgUnit(code: "610704", name: "甲县", level: .county, reportsTo: "610700-jyj"))
    },
    CheckCase("P1109", "a city that reports to a county") {
      $0.units.append(OrgUnit(code: "610800", name: "甲市", level: .city, reportsTo: "610702"))
    },
  ]

  static let matrix: [CheckCase] = [
    CheckCase("P1302", "a task id used twice") { small in
      small.city.matrix.parts[0].actions[0].tasks.append(small.city.matrix.parts[0].actions[0].tasks[0])
    },
    CheckCase("P1302", "an indicator id used twice") { $0.city.indicators.append($0.city.indicators[5]) },
    CheckCase("P1302", "a target id used twice") { $0.city.targets.append($0.city.targets[3]) },
    CheckCase("P1303", "a responsible unit that is not registered") {
      $0.task { $0.units[1].units.append("610700-xx") }
    },
    CheckCase("P1303", "a data owner that is not registered") {
      $0.indicator("stock") { $0.dataOwners = ["610700-xx"] }
    },
    CheckCase("P1304", "an abolished unit in the matrix") {
      $0.task { $0.units[1].units.append("610321") }
    },
    CheckCase("P1305", "another area's department in the matrix") {
      $0.city.matrix.parts[0].actions[0].units[0].units.append("610000-jyt")
    },
    CheckCase("P1306", "a unit twice in one role") { $0.task { $0.units[1].units.append("610700-kx") } },
    CheckCase("P1307", "a plan that counts before it begins", along: ["P1611"]) {
      $0.city.cumulativeFrom = "2020-01"
    },
    CheckCase("P1307", "a plan that ends before it begins", along: ["P1508", "P1511"]) {
      $0.city.lastYear = 2020
    },
    CheckCase("P1308", "a plan of a department", along: ["P1305", "P1410", "P1605", "P1215", "P1216"]) {
      small in
      small.city.unit = "610700-jyj"
      small.city.parent = nil
      small.city.crosswalk = nil
    },
    CheckCase("P1309", "an indicator of an unknown task") { $0.indicator("stock") { $0.task = "hz-99" } },
    CheckCase("P1309", "a target of an unknown task") { $0.target("stock-target") { $0.task = "hz-99" } },
    CheckCase("P1310", "a second plan of the same unit") { small in
      small.province.unit = "610700"
      small.city.parent = nil
    },
    CheckCase("P1311", "lights in the wrong order") {
      $0.city.lights = LightRule(yellowFrom: 30, redOver: 10)
    },
  ]

  static let indicators: [CheckCase] = [
    CheckCase("P1401", "a measure that is not registered") {
      $0.indicator("trained-a") { $0.measure = "人次" }
      $0.measures.append(MeasureUnit(symbol: "斤", dimension: "weight", powerOfTen: 0))
      $0.indicator("coverage") { $0.measure = "‰" }
      $0.target("coverage-target") { $0.measure = "‰" }
    },
    CheckCase("P1402", "a coverage that is summed") { $0.indicator("coverage") { $0.unitFunction = .sum } },
    CheckCase("P1402", "a count as ratio of sums") {
      $0.indicator("stock") { $0.unitFunction = .ratioOfSums }
    },
    CheckCase("P1403", "a survey that is averaged") { $0.indicator("survey") { $0.unitFunction = .max } },
    CheckCase("P1403", "a survey summed over areas") { $0.indicator("survey") { $0.basis = .sum } },
    CheckCase("P1404", "a coverage as flow") { $0.indicator("coverage") { $0.timeFunction = .flow } },
    CheckCase("P1405", "a line that nobody owns") { $0.indicator("trained") { $0.dataOwners = [] } },
    CheckCase("P1406", "the owner counts and there is none") { $0.indicator("stock") { $0.dataOwners = [] } },
    CheckCase("P1407", "an own figure asked of areas") { $0.indicator("survey") { $0.reportedBy = .both } },
    CheckCase("P1408", "a line reported by areas only") { small in
      for id in ["trained", "trained-a", "trained-b"] as [IndicatorID] {
        small.indicator(id) { $0.reportedBy = .areas }
      }
    },
    CheckCase("P1409", "a collective as owner") { $0.indicator("stock") { $0.dataOwners = ["610700-all"] } },
    CheckCase("P1410", "a county as owner") { $0.indicator("stock") { $0.dataOwners = ["610702"] } },
    CheckCase("P1411", "part of an unknown indicator") { $0.indicator("stock") { $0.partOf = "nothing" } },
    CheckCase("P1412", "indicators that are parts of each other", along: ["P1610"]) {
      $0.indicator("trained") { $0.partOf = "trained-a" }
      $0.indicator("trained-a") { $0.parts = .equal }
      $0.entry(3) { $0.relation = .same }
    },
    CheckCase("P1413", "a whole without a rule") { $0.indicator("trained") { $0.parts = nil } },
    CheckCase("P1414", "a rule without parts") { $0.indicator("stock") { $0.parts = .within } },
    CheckCase("P1415", "parts in another measure", along: ["P1502"]) {
      $0.indicator("trained-a") { $0.measure = "人" }
    },
    CheckCase("P1415", "a stock as part of a flow") {
      $0.indicator("trained-a") { $0.timeFunction = .stock }
    },
    CheckCase("P1416", "a part asked less often") { $0.indicator("trained-a") { $0.asked = .yearly } },
    CheckCase("P1417", "a count with decimals") { $0.indicator("stock") { $0.decimals = 1 } },
    CheckCase("P1418", "a count in percent") {
      $0.indicator("stock") { $0.measure = "%" }
      $0.target("stock-target") { $0.measure = "%" }
      $0.entry(2) { $0.factor = 1 }
    },
    CheckCase("P1419", "summed by no function") { $0.indicator("stock") { $0.unitFunction = .none } },
    CheckCase("P1420", "a flow that is carried") { $0.indicator("trained") { $0.carry = true } },
  ]

  static let targets: [CheckCase] = [
    CheckCase("P1501", "a target of an unknown indicator") {
      $0.target("stock-target") { $0.indicator = "nothing" }
    },
    CheckCase("P1502", "人 against 人次") { $0.target("range-target") { $0.measure = "人" } },
    CheckCase("P1503", "at least nothing") { small in
      small.target("survey-target") { $0.value = nil }
    },
    CheckCase("P1504", "a coverage with a value") { $0.target("coverage-target") { $0.value = 100 } },
    CheckCase("P1504", "a date that nothing is due by") {
      $0.target("coverage-target") { $0.by = Period("2025-Q4") }
    },
    CheckCase("P1505", "a range upside down") { $0.target("range-target") { $0.valueMax = 20 } },
    CheckCase("P1505", "a range without end") { $0.target("range-target") { $0.valueMax = nil } },
    CheckCase("P1506", "about, without saying how much") { $0.target("stock-target") { $0.tolerance = nil } },
    CheckCase("P1507", "by a date that is not given") { $0.target("survey-target") { $0.by = nil } },
    CheckCase("P1508", "milestones beyond the plan") {
      $0.target("stock-target") { $0.by = Period("2035-Q4") }
    },
    CheckCase("P1509", "milestones without any") { $0.target("stock-target") { $0.milestones = [] } },
    CheckCase("P1509", "milestones beside a linear schedule") {
      $0.target("range-target") { $0.milestones = SmallCatalogue.milestones("2024-Q4=10") }
    },
    CheckCase("P1510", "falling milestones") {
      $0.target("stock-target") { $0.milestones = SmallCatalogue.milestones("2024-Q4=200", "2025-Q4=100") }
    },
    CheckCase("P1511", "a milestone above the target") {
      $0.target("stock-target") { $0.milestones = SmallCatalogue.milestones("2024-Q4=100", "2025-Q4=301") }
    },
    CheckCase("P1511", "a milestone before the plan") {
      $0.target("stock-target") { $0.milestones = SmallCatalogue.milestones("2020-Q4=100", "2025-Q4=300") }
    },
    CheckCase("P1512", "a survey by quarters") { $0.target("survey-target") { $0.schedule = .linear } },
    CheckCase("P1513", "full coverage of a count") {
      $0.target("stock-target") {
        $0.comparator = .full
        $0.value = nil
        $0.tolerance = nil
      }
    },
    CheckCase("P1514", "part of an unknown target", along: ["P1516"]) {
      $0.target("trained-a-target") { $0.partOf = "nothing" }
      $0.target("trained-b-target") { $0.value = 11 }
    },
    CheckCase("P1514", "targets that are parts of each other", along: ["P1516"]) { small in
      small.target("trained-target") { $0.partOf = "trained-a-target" }
    },
    CheckCase("P1515", "part target of an indicator that is no part") {
      $0.target("stock-target") { $0.partOf = "survey-target" }
      $0.target("stock-target") { $0.measure = "人" }
    },
    CheckCase("P1516", "10 = 8 + 3") { $0.target("trained-b-target") { $0.value = 3 } },
    CheckCase("P1517", "a stock by quarters of the year") {
      $0.target("stock-target") {
        $0.cadence = .annual
        $0.by = nil
        $0.schedule = .linear
        $0.milestones = []
      }
    },
    CheckCase("P1518", "pace without a date") { $0.target("coverage-target") { $0.schedule = .yearly } },
    CheckCase("P1519", "half a person") { $0.target("range-target") { $0.value = Amount("0.5") } },
    CheckCase("P1520", "a baseline above the target") { $0.target("survey-target") { $0.baseline = 14 } },
  ]

  static let crosswalk: [CheckCase] = [
    CheckCase("P1601", "a parent that is not there") { $0.city.parent = "nothing" },
    CheckCase("P1602", "plans that are each other's parents") { $0.province.parent = "city" },
    CheckCase("P1603", "a parent of another programme", along: ["P1601"]) { small in
      small.province.programme = "another"
      small.city.crosswalk?.to = "nothing"
    },
    CheckCase("P1604", "a crosswalk to a plan that the superior does not have", along: ["P1601"]) {
      $0.city.crosswalk?.to = "nothing"
    },
    CheckCase("P1605", "no crosswalk at all") { $0.city.crosswalk = nil },
    CheckCase("P1605", "a crosswalk without entries") { $0.city.crosswalk?.entries = [] },
    CheckCase("P1606", "an unknown indicator here") { $0.entry(2) { $0.indicator = "nothing" } },
    CheckCase("P1606", "an unknown indicator there") { $0.entry(2) { $0.to = "nothing" } },
    CheckCase("P1607", "人 into 人次 without a factor", along: ["P1608"]) { $0.entry(2) { $0.to = "trained" } },
    CheckCase("P1608", "a stock into a flow") {
      $0.entry(2) {
        $0.to = "trained"
        $0.factor = 1
      }
    },
    CheckCase("P1609", "a coverage into a count") { $0.entry(1) { $0.to = "stock" } },
    CheckCase("P1609", "a survey that adds up") { $0.entry(1) { $0.indicator = "survey" } },
    CheckCase("P1610", "whole and part into one") { $0.entry(3) { $0.relation = .narrower } },
    CheckCase("P1611", "plans that count from different months") { $0.city.cumulativeFrom = "2021-04" },
    CheckCase("P1612", "an entry given twice") { small in
      small.city.crosswalk?.entries.append(CrosswalkEntry(indicator: "stock", to: "stock", relation: .same))
    },
    CheckCase("P1613", "a factor of zero") { $0.entry(0) { $0.factor = 0 } },
    CheckCase("P1614", "a factor on a ratio") { $0.entry(1) { $0.factor = 2 } },
    CheckCase("P1615", "a superior that does not ask") { small in
      small.province.indicators[2].reportedBy = .departments
      small.province.indicators[2].withinUnit = .sum
    },
  ]

  static let allocations: [CheckCase] = [
    CheckCase("P1212", "an unknown plan") {
      $0.allocations.append(TargetAllocation(plan: "nothing", target: "t", unit: "610702", value: 1))
    },
    CheckCase("P1213", "an unknown target") {
      $0.allocations.append(TargetAllocation(plan: "city", target: "trained", unit: "610702", value: 1))
    },
    CheckCase("P1214", "an unknown unit") {
      $0.allocations.append(
        TargetAllocation(plan: "city", target: "trained-target", unit: "610799", value: 1))
    },
    CheckCase("P1215", "a collective") {
      $0.allocations.append(
        TargetAllocation(plan: "city", target: "trained-target", unit: "610700-all", value: 1))
    },
    CheckCase("P1216", "less than the whole") { $0.allocations.removeLast() },
    CheckCase("P1217", "more than the whole") {
      $0.allocations.append(
        TargetAllocation(plan: "city", target: "trained-target", unit: "610700-jyj", value: 1))
    },
    CheckCase("P1218", "a coverage") {
      $0.allocations.append(
        TargetAllocation(plan: "city", target: "coverage-target", unit: "610702", value: 1))
    },
    CheckCase("P1219", "a unit and its superior") { small in
      small.units.append(OrgUnit(code: "610702-a", name: "甲镇", level: .town, reportsTo: "610702"))
      small.allocations.append(
        TargetAllocation(plan: "city", target: "trained-target", unit: "610702-a", value: 1))
    },
  ]
}
