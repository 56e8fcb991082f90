import Findings
import ReportModel
import TestKit
import Testing

/// 本级、部门、条线.
@Suite("The own level, its departments and the line")
struct OwnLevelExamples {
  /// City X with the bureaus E and F, county A below it, province P above.
  var world = World(
    units: [
      .unit("P", .province), .unit("X", .city, under: "P"), .unit("A", .county, under: "X"),
      .unit("X-e", .department, under: "X"), .unit("X-f", .department, under: "X"),
      .unit("X-g", .department, under: "X"),
    ],
    plans: [
      .plan(
        "x-plan", of: "X", departments: ["X-e", "X-f"],
        indicators: [
          .flow("events"), .flow("owned", withinUnit: .owner, owners: ["X-e", "X-f"]),
          .flow("line", .line, withinUnit: .owner, owners: ["X-e"]),
          .flow("mine", .own, by: .departments, withinUnit: .owner, owners: ["X-e"]),
          .stock("kept", by: .departments, carry: true), .ratio("share", by: .departments),
          .flow("published", .own, by: .departments, owners: ["X-e", "X-f"], asked: .whenPublished),
        ], crosswalkTo: "p-plan", [.map("line", to: "p-line"), .map("mine", to: "p-mine")]),
      .plan("p-plan", of: "P", indicators: [.flow("p-line", by: .areas), .flow("p-mine", by: .areas)]),
    ])

  func report(_ unit: OrgUnitCode, _ period: Period, _ observations: Observation...) -> ReviewedSubmission {
    .own(unit, "x-plan", period, observations)
  }

  @Test("Departments' distinct figures make up the own level, which is one leaf")
  mutating func departmentsAdd() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("events", .flow(3))),
      report("X-f", "2021-Q1", .reported("events", .flow(4))),
      report("A", "2021-Q1", .reported("events", .flow(5))))
    let figure = try world.figure("events", of: "X", "2021-Q1")
    #expect(figure.values == .flow(12, year: 12, plan: 12))
    #expect(figure.counts == [2, 2, 0, 0] && figure.state == .complete)
    #expect(figure.part("X", .own)?.values == .flow(7, year: 7, plan: 7))
  }

  @Test("A silent department of a sum makes the own level partial, although nobody is missing")
  mutating func silentDepartment() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("events", .flow(3))),
      report("A", "2021-Q1", .reported("events", .flow(5))))
    let figure = try world.figure("events", of: "X", "2021-Q1")
    #expect(figure.values.inPeriod == 8)
    #expect(figure.counts == [2, 2, 0, 0] && figure.state == .partial)
    #expect(try world.rollUp(of: "X", "2021-Q1").basis.missingUnits == ["X-f"])
  }

  @Test("With an owner the first owner's figure counts; the others' are notes")
  mutating func firstOwner() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("owned", .flow(3))),
      report("X-f", "2021-Q1", .reported("owned", .flow(100))),
      report("A", "2021-Q1", .reported("owned", .flow(5))))
    #expect(try world.figure("owned", of: "X", "2021-Q1").values.inPeriod == 8)
    world.submissions.removeFirst()
    let silent = try world.figure("owned", of: "X", "2021-Q1")
    #expect(silent.values.inPeriod == 5 && silent.coverage.missing == ["X"])
  }

  @Test("A department that the plan does not name is not asked and does not count")
  mutating func unnamedDepartment() throws {
    world.submit(report("X-g", "2021-Q1", .reported("events", .flow(3))))
    let figure = try world.figure("events", of: "X", "2021-Q1")
    #expect(figure.values.isEmpty && figure.coverage.missing == ["X", "A"])
    #expect(try !world.rollUp(of: "X", "2021-Q1").due.contains { $0.unit == "X-g" })
  }

  @Test("Departments' ratios add up by parts")
  mutating func departmentsRatio() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("share", .ratio(1, 2))),
      report("X-f", "2021-Q1", .reported("share", .ratio(9, 10))))
    #expect(try world.figure("share", of: "X", "2021-Q1").values == .ratio(10, 12))
  }

  @Test("A figure asked when published is whole although another department published nothing")
  mutating func publishedByOne() throws {
    world.submit(report("X-e", "2021-Q1", .reported("published", .flow(1))))
    let figure = try world.figure("published", of: "X", "2021-Q1")
    #expect(figure.state == .complete && figure.counts == [1, 1, 0, 0])
  }

  @Test("A filed own level wins whole over its departments, and what differs is a finding")
  mutating func filedWins() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("events", .flow(3)), .reported("mine", .flow(2))),
      report("X-f", "2021-Q1", .reported("events", .flow(4))),
      report("X", "2021-Q1", .reported("events", .flow(10))))
    let events = try world.figure("events", of: "X", "2021-Q1")
    #expect(events.part("X", .own)?.values.inPeriod == 10)
    // Whole: what the departments had and the filed report has not is missing.
    let mine = try world.figure("mine", of: "X", "2021-Q1")
    #expect(mine.values.isEmpty && mine.coverage.missing == ["X"])
    let findings = try world.findings(of: "X", "2021-Q1").filter { $0.code == "A5002" }
    #expect(
      findings.map { [$0.place.indicator, $0.facts["item"], $0.facts["filed"], $0.facts["compiled"]] } == [
        ["events", "本期数", "10", "7"], ["events", "本年累计", "10", "7"], ["events", "规划期累计", "10", "7"],
        ["mine", "本期数", "未报", "2"], ["mine", "本年累计", "未报", "2"], ["mine", "规划期累计", "未报", "2"],
      ])
    #expect(events.state == .partial, "county A is missing; the finding itself changes no state")
  }

  @Test("A filed own level that equals its departments is no finding, and neither is an officer's summary")
  mutating func filedAgrees() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("events", .flow(3))),
      report("X-f", "2021-Q1", .reported("events", .flow(4))),
      report("X", "2021-Q1", .reported("events", .flow(7))))
    #expect(try world.findings(of: "X", "2021-Q1").isEmpty)
    world.submissions[2] = report("X", "2021-Q1")
    #expect(try world.figure("events", of: "X", "2021-Q1").part("X", .own)?.values.inPeriod == 7)
    world.submissions[2] = report("X", "2021-Q1", .blank("events"))
    #expect(try world.figure("events", of: "X", "2021-Q1").part("X", .own)?.values.inPeriod == 7)
    #expect(try world.findings(of: "X", "2021-Q1").isEmpty)
  }

  @Test("After a filed own level fell silent its figure stays, not what the departments had said")
  mutating func filedThenSilent() throws {
    world.submit(
      report("X-e", "2024-Q1", .reported("line", .flow(4, plan: 400))),
      report("X", "2024-Q1", .reported("line", .flow(5, plan: 500))))
    let figure = try world.figure("line", of: "X", "2024-Q2")
    #expect(figure.values == .flow(nil, year: 5, plan: 500))
    world.submit(report("X-e", "2024-Q3", .reported("line", .flow(6, plan: 420))))
    #expect(try world.figure("line", of: "X", "2024-Q4").values.planToDate == 420)
  }

  @Test("A filed own level after compiled ones goes on from where the departments left it")
  mutating func compiledThenFiled() throws {
    world.submit(
      report("X-e", "2024-Q1", .reported("mine", .flow(4, plan: 400))),
      report("X", "2024-Q2", .reported("mine", .flow(5))))
    #expect(try world.figure("mine", of: "X", "2024-Q2").values == .flow(5, year: 9, plan: 405))
  }

  @Test(
    "Several departments' stocks: what a silent one last had is carried once, the others' counted as they are"
  )
  mutating func carriedDepartmentStock() throws {
    world.submit(
      report("X-e", "2024-Q1", .reported("kept", .stock(10))),
      report("X-f", "2024-Q1", .reported("kept", .stock(20))),
      report("X-e", "2024-Q2", .reported("kept", .stock(11))))
    let figure = try world.figure("kept", of: "X", "2024-Q2")
    #expect(figure.values == .stock(31) && figure.estimated == 20 && figure.state == .partial)
    let next = try world.figure("kept", of: "X", "2024-Q3")
    #expect(next.values == .stock(11) && next.estimated == 11)
  }

  @Test("Bureau 500 in Q1, silent in Q2: the city and the province show planToDate 500, partial")
  mutating func silentOwnerOfALine() throws {
    world.submit(
      report("X-e", "2024-Q1", .reported("line", .flow(500, plan: 500))),
      report("A", "2024-Q2", .reported("line", .flow(30, year: 30, plan: 30))))
    for (unit, indicator) in [("X", "line"), ("P", "p-line")] {
      let figure = try world.figure(IndicatorID(indicator), of: OrgUnitCode(unit), "2024-Q2")
      #expect(figure.values == .flow(nil, year: 500, plan: 500))
      #expect(figure.status == .missing && figure.state == .partial)
      #expect(figure.coverage == FigureCoverage(expected: ["X"], missing: ["X"]))
    }
    // The subordinates' sum is shown beside the missing total.
    let beside = try #require(try world.figure("line", of: "X", "2024-Q2").reconciliation)
    #expect(beside.values == .flow(30, year: 30, plan: 30))
    #expect(beside.coverage.expected == ["A"])
  }

  @Test("A line figure is the owner's; the subordinates are compared with it and never added")
  mutating func lineReconciles() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("line", .flow(50))),
      report("A", "2021-Q1", .reported("line", .flow(30))))
    let figure = try world.figure("line", of: "X", "2021-Q1")
    #expect(figure.values == .flow(50, year: 50, plan: 50))
    #expect(figure.counts == [1, 1, 0, 0] && figure.state == .complete)
    #expect(figure.observation.rolled?.parts.map(\.unit) == ["X"])
    #expect(figure.reconciliation?.parts.map(\.unit) == ["A"])
    let findings = try world.findings(of: "X", "2021-Q1").filter { $0.code == "A5001" }
    #expect(
      findings.map { $0.facts["differences"] } == ["本期数 50 / 30（20）；本年累计 50 / 30（20）；规划期累计 50 / 30（20）"])
  }

  @Test("A line figure that agrees is no finding; while a subordinate is missing a difference is only noted")
  mutating func lineAgrees() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("line", .flow(30))),
      report("A", "2021-Q1", .reported("line", .flow(30))))
    #expect(try world.findings(of: "X", "2021-Q1").isEmpty)
    world.units.append(.unit("B", .county, under: "X"))
    world.submissions[0] = report("X-e", "2021-Q1", .reported("line", .flow(50)))
    let findings = try world.findings(of: "X", "2021-Q1")
    #expect(findings.map(\.code) == ["A5004"])
    #expect(findings.map(\.severity) == [.note])
    #expect(findings.first?.facts["missing"] == "B")
  }

  @Test("An own figure expects its owner alone, whatever counties may say")
  mutating func ownBasis() throws {
    world.submit(
      report("X-e", "2021-Q1", .reported("mine", .flow(2))),
      report("A", "2021-Q1", .reported("mine", .flow(100))))
    let figure = try world.figure("mine", of: "X", "2021-Q1")
    #expect(figure.values.inPeriod == 2 && figure.coverage.expected == ["X"])
    #expect(figure.reconciliation == nil && figure.state == .complete)
  }

  @Test("A county's report of words only is a report: its figures are missing, the county is not")
  mutating func wordsOnly() throws {
    world.submit(report("A", "2021-Q1"))
    let rollUp = try world.rollUp(of: "X", "2021-Q1")
    #expect(rollUp.due.first { $0.unit == "A" }?.state == .received)
    #expect(!rollUp.basis.missingUnits.contains("A"))
    #expect(rollUp.observation("events")?.rolled?.coverage.missing == ["X", "A"])
  }

  @Test("An officer's summary beside silent departments does not make the own level reported")
  mutating func summaryOnly() throws {
    world.submit(report("X", "2021-Q1"))
    let rollUp = try world.rollUp(of: "X", "2021-Q1")
    #expect(rollUp.due.first { $0.unit == "X" && !$0.isDepartment }?.state == .missing)
    #expect(rollUp.basis.missingUnits == ["A", "X-e", "X-f"])
  }

  @Test("Who is in question makes the figure provisional, and only that figure")
  mutating func provisional() throws {
    world.submit(
      .own(
        "X-e", "x-plan", "2021-Q1",
        [.reported("line", .flow(2), isProvisional: true), .reported("mine", .flow(1))],
        outcome: .questions))
    let line = try world.figure("line", of: "X", "2021-Q1")
    #expect(line.state == .provisional && line.coverage.provisional == ["X"])
    #expect(try world.figure("mine", of: "X", "2021-Q1").state == .complete)
    #expect(try world.figure("p-line", of: "P", "2021-Q1").state == .provisional)
  }

  @Test("Returned and held reports count nowhere")
  mutating func notInForce() throws {
    world.submit(
      .own("A", "x-plan", "2021-Q1", [.reported("events", .flow(2))]),
      .own("A", "x-plan", "2021-Q1", [.reported("events", .flow(9))], revision: 2, outcome: .held),
      .own("A", "x-plan", "2021-Q1", [.reported("events", .flow(8))], revision: 3, outcome: .returned))
    #expect(try world.figure("events", of: "X", "2021-Q1").values.inPeriod == 2)
  }

  @Test("A later revision replaces the earlier one completely; a supplement only what it names")
  mutating func revisions() throws {
    world.submit(
      .own("A", "x-plan", "2021-Q1", [.reported("events", .flow(2)), .reported("owned", .flow(3))]),
      .own("A", "x-plan", "2021-Q1", [.reported("events", .flow(5))], revision: 2, mode: .supplement))
    #expect(try world.figure("events", of: "X", "2021-Q1").values.inPeriod == 5)
    #expect(try world.figure("owned", of: "X", "2021-Q1").values.inPeriod == 3)
    world.submit(.own("A", "x-plan", "2021-Q1", [.reported("owned", .flow(7))], revision: 3))
    #expect(try world.figure("events", of: "X", "2021-Q1").values.inPeriod == nil)
    #expect(try world.figure("owned", of: "X", "2021-Q1").values.inPeriod == 7)
  }

  @Test("A supplement without a report is a report")
  mutating func supplementAlone() throws {
    world.submit(.own("A", "x-plan", "2021-Q1", [.reported("events", .flow(5))], mode: .supplement))
    #expect(try world.figure("events", of: "X", "2021-Q1").values.inPeriod == 5)
  }

  @Test("An own level too large to be held says so in its superior's findings")
  mutating func overflowOfALeaf() throws {
    let huge = Amount(Int(Int64.max) - 5)
    world.submit(
      report("A", "2024-Q1", .reported("events", .flow(huge, year: huge, plan: huge))),
      report("A", "2024-Q2", .reported("events", .flow(10))))
    #expect(try world.findings(of: "X", "2024-Q2").map(\.code) == ["A1001"])
    let figure = try world.figure("events", of: "X", "2024-Q2")
    #expect(figure.values == .flow(10) && figure.state == .partial)
  }

  @Test("A total too large to be held is no total, and a finding")
  mutating func overflowOfATotal() throws {
    let huge = Amount(Int(Int64.max) - 5)
    world.submit(
      report("A", "2021-Q1", .reported("events", .flow(huge))),
      report("X-e", "2021-Q1", .reported("events", .flow(10))),
      report("X-f", "2021-Q1", .reported("events", .flow(0))))
    let figure = try world.figure("events", of: "X", "2021-Q1")
    #expect(figure.values.isEmpty && figure.state == .partial && figure.status == .reported)
    #expect(try world.findings(of: "X", "2021-Q1").map(\.code) == ["A1001"])
  }
}
