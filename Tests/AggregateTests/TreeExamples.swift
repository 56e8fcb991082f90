import Aggregate
import Findings
import ReportModel
import TestKit
import Testing

/// 上报树.
@Suite("Who counts, and by which path")
struct TreeExamples {
  var world = World(
    units: [
      .unit("P", .province), .unit("X", .city, under: "P"), .unit("A", .county, under: "X"),
      .unit("B", .county, under: "X"), .unit("Z", .county, under: "P"), .unit("P-d", .department, under: "P"),
      .unit("X-d", .department, under: "X"),
    ],
    plans: [
      .plan(
        "p-plan", of: "P", departments: ["P-d"],
        indicators: [
          .flow("a", by: .areas), .flow("both"), .flow("bureaus", by: .departments), .flow("line", .line),
          .flow("own", .own),
        ])
    ])

  func report(_ unit: OrgUnitCode, _ period: Period, _ observations: Observation...) -> ReviewedSubmission {
    .own(unit, "p-plan", period, observations)
  }

  @Test("Areas below an adopted plan are asked at any depth, own levels of adopting cities too")
  func adoption() throws {
    let rollUp = try world.rollUp(of: "P", "2021-Q1")
    func expected(_ indicator: IndicatorID) -> Set<OrgUnitCode>? {
      rollUp.observation(indicator)?.rolled?.coverage.expected
    }
    #expect(expected("a") == ["X", "A", "B", "Z"])
    #expect(expected("both") == ["P", "X", "A", "B", "Z"])
    #expect(expected("bureaus") == ["P"])
    #expect(expected("line") == ["P"])
    #expect(expected("own") == ["P"])
    // The adopting city's departments owe nothing under it.
    #expect(
      rollUp.basis.missingUnits == ["A", "B", "P-d", "X", "Z"] && !rollUp.due.contains { $0.unit == "X-d" })
  }

  @Test("A department of an adopting city counts nowhere; the city's own level is filed as a whole")
  mutating func adoptingCity() throws {
    world.submit(
      report("X-d", "2021-Q1", .reported("a", .flow(100))), report("X", "2021-Q1", .reported("a", .flow(1))),
      report("A", "2021-Q1", .reported("a", .flow(2))))
    #expect(try world.figure("a", of: "X", "2021-Q1").values.inPeriod == 3)
    let province = try world.figure("a", of: "P", "2021-Q1")
    #expect(province.values.inPeriod == 3 && province.coverage.missing == ["B", "Z"])
  }

  @Test("Adopting a superior's plan does not make figures provisional")
  mutating func adoptionIsNotProvisional() throws {
    for unit in ["X", "A", "B", "Z"] as [OrgUnitCode] {
      world.submit(report(unit, "2021-Q1", .reported("a", .flow(1))))
    }
    #expect(try world.figure("a", of: "P", "2021-Q1").state == .complete)
  }

  @Test("A roll-up beside its leaves counts whole, the leaves are kept and named, nothing is added twice")
  mutating func rollUpBesideLeaves() throws {
    world.submit(
      report("X", "2021-Q1", .reported("a", .flow(1))), report("A", "2021-Q1", .reported("a", .flow(2))),
      report("Z", "2021-Q1", .reported("a", .flow(50))))
    let rollUp = try world.rollUp(of: "X", "2021-Q1")
    world.submit(.received(rollUp, catalogue: world.catalogue))
    // A corrected county that the city's roll-up does not know yet.
    world.submit(.own("A", "p-plan", "2021-Q1", [.reported("a", .flow(99))], revision: 2))
    let province = try world.figure("a", of: "P", "2021-Q1")
    #expect(province.values.inPeriod == 53)
    let findings = try world.findings(of: "P", "2021-Q1").filter { $0.code == "A5003" }
    #expect(findings.map { [$0.facts["unit"], $0.facts["leaves"]] } == [["X", "X、A"]])
    #expect(
      try world.rollUp(of: "P", "2021-Q1").basis.sources.map { [$0.unit.rawValue, $0.scope.rawValue] } == [
        ["X", "rollup"], ["Z", "own"],
      ])
  }

  @Test("A roll-up alone is no finding")
  mutating func rollUpAlone() throws {
    world.submit(report("A", "2021-Q1", .reported("a", .flow(2))))
    let rollUp = try world.rollUp(of: "X", "2021-Q1")
    world.submissions = [.received(rollUp, catalogue: world.catalogue)]
    #expect(try world.findings(of: "P", "2021-Q1").filter { $0.code == "A5003" }.isEmpty)
  }

  @Test("An abolished code is not expected, its successor is, from the day of the change on")
  func abolishedCode() throws {
    var world = world
    world.units += [
      .unit("old", .county, under: "X", validTo: "2021-01-29", replacedBy: "new"),
      .unit("new", .county, under: "X", validFrom: "2021-01-29"),
    ]
    #expect(
      try world.figure("a", of: "X", "2021-Q1").coverage.expected == ["X", "A", "B", "new"])
  }

  @Test("What was reported under a code that has since been abolished stays with the unit that replaced it")
  mutating func succession() throws {
    world.units += [
      .unit("old", .county, under: "X", validTo: "2023-05-01", replacedBy: "new"),
      .unit("new", .county, under: "X", validFrom: "2023-05-01"),
    ]
    world.submit(
      report("old", "2023-Q1", .reported("a", .flow(10, plan: 100))),
      report("new", "2023-Q2", .reported("a", .flow(5))))
    let before = try world.figure("a", of: "X", "2023-Q1")
    #expect(before.values == .flow(10, year: 10, plan: 100))
    #expect(before.coverage.expected == ["X", "A", "B", "new"])
    #expect(try world.figure("a", of: "X", "2023-Q2").values == .flow(5, year: 15, plan: 105))
  }

  @Test("A unit that does not exist any more is neither expected nor counted")
  mutating func validity() throws {
    world.units += [.unit("gone", .county, under: "X", validTo: "2021-06-30")]
    world.submit(report("gone", "2021-Q2", .reported("a", .flow(9))))
    #expect(try world.figure("a", of: "X", "2021-Q1").coverage.expected.contains("gone"))
    let after = try world.figure("a", of: "X", "2021-Q2")
    #expect(!after.coverage.expected.contains("gone") && after.values.isEmpty)
  }

  @Test("Statuses are counted per task over everybody who stated one, through a received roll-up as well")
  mutating func statusCounts() throws {
    world.submit(
      .own("X", "p-plan", "2021-Q1", [], statuses: ["t-00": .completed]),
      .own("A", "p-plan", "2021-Q1", [], statuses: ["t-00": .inProgress]),
      .own("B", "p-plan", "2021-Q1", [], statuses: ["t-00": .completed]))
    let expected = [StatusCount(status: .inProgress, units: 1), StatusCount(status: .completed, units: 2)]
    #expect(try world.rollUp(of: "P", "2021-Q1").basis.statusCounts["t-00"] == expected)
    let rollUp = try world.rollUp(of: "X", "2021-Q1")
    world.submissions = [.received(rollUp, catalogue: world.catalogue)]
    #expect(try world.rollUp(of: "P", "2021-Q1").basis.statusCounts["t-00"] == expected)
  }

  @Test("Paragraphs travel with their unit and unchanged")
  mutating func paragraphs() throws {
    let words = SourceParagraph(unit: "A", plan: "p-plan", task: "t-00", kind: .progress, text: "开展活动。")
    world.submit(.own("A", "p-plan", "2021-Q1", [], paragraphs: [words]))
    #expect(try world.rollUp(of: "P", "2021-Q1").paragraphs == [words])
  }

  @Test("Late is who came late; the own level of a unit that owes nothing is not needed")
  mutating func due() throws {
    world.plans[0].indicators = [.flow("a", by: .areas)]
    world.submit(.own("Z", "p-plan", "2021-Q1", [.reported("a", .flow(1))], isLate: true))
    let due = try world.rollUp(of: "P", "2021-Q1").due
    #expect(
      due.map { [$0.unit.rawValue, $0.state.rawValue, $0.scope.rawValue] } == [
        ["P", "not-needed", "own"], ["P-d", "missing", "own"], ["X", "missing", "rollup"],
        ["Z", "late", "own"],
      ])
  }

  @Test("The base rows add up to the total that an outsider recomputes")
  mutating func baseRows() throws {
    world.submit(
      report("X", "2021-Q1", .reported("a", .flow(1))), report("A", "2021-Q1", .reported("a", .flow(2))),
      report("Z", "2021-Q1", .notApplicable("a")))
    let rows = world.run("2021-Q1").base.filter { $0.indicator == "a" }
    #expect(rows.map(\.unit) == ["A", "B", "X", "Z"])
    #expect(rows.map(\.status) == [.reported, .missing, .reported, .notApplicable])
    #expect(rows.compactMap(\.values.inPeriod) == [2, 1])
  }

  @Test("Revisions and the catalogue's digests stand in the roll-up")
  func basis() throws {
    var catalogue = world.catalogue
    catalogue.digests = CatalogueDigests(units: "u", plans: ["p-plan": "p", "other": "o"])
    let rollUps = rollUpQuarter(
      "2021-Q1", of: .sample, under: "P", catalogue: catalogue, submissions: [], revisions: ["P": 3],
      ruleCatalogue: "r")
    let rollUp = try #require(rollUps.rollUp(of: "P"))
    #expect(rollUp.revision == 3 && rollUps.rollUp(of: "X")?.revision == 1)
    #expect(rollUp.basis.digests == CatalogueDigests(units: "u", plans: ["p-plan": "p"]))
    #expect(rollUp.basis.ruleCatalogue == "r")
    #expect(rollUps.rollUps.map(\.rollUp.unit) == ["X", "P"])
  }
}
