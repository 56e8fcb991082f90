import ReportModel
import TestKit
import Testing

/// 指标对照：county A has a plan of its own under city X, whose plan maps onto province P's; county B adopts X's.
@Suite("From one plan to its superior's")
struct CrosswalkExamples {
  var world = World(
    units: [
      .unit("P", .province), .unit("X", .city, under: "P"), .unit("A", .county, under: "X"),
      .unit("B", .county, under: "X"), .unit("A-d", .department, under: "A"),
    ],
    plans: [
      .plan(
        "a-plan", of: "A", departments: ["A-d"],
        indicators: [
          .flow("one"), .flow("two"), .flow("whole"), .flow("part", partOf: "whole"),
          .flow("part-of-part", partOf: "part"), .flow("only-related"), .flow("local"),
          .flow("yuan", measure: "元"), .flow("heads", measure: "人"), .ratio("share"),
          .stock("kept", carry: true),
        ], crosswalkTo: "x-plan",
        [
          .map("one", to: "events"), .map("two", to: "events", .narrower), .map("whole", to: "chain"),
          .map("part", to: "chain"), .map("part-of-part", to: "chain"), .map("part", to: "parts"),
          .map("only-related", to: "events", .related), .map("yuan", to: "money"),
          .map("heads", to: "visits", factor: Amount("2.5")), .map("share", to: "share", factor: 3),
          .map("kept", to: "stock"),
        ]),
      .plan(
        "x-plan", of: "X",
        indicators: [
          .flow("events", by: .areas), .flow("chain", by: .areas), .flow("parts", by: .areas),
          .flow("money", by: .areas, measure: "万元"), .flow("visits", by: .areas), .ratio("share", by: .areas),
          .stock("stock", by: .areas, unitFunction: .max), .flow("elsewhere", by: .areas),
        ], crosswalkTo: "p-plan",
        [.map("events", to: "p-events"), .map("stock", to: "p-stock")]),
      .plan("p-plan", of: "P", indicators: [.flow("p-events", by: .areas), .stock("p-stock", by: .areas)]),
    ])

  func report(_ unit: OrgUnitCode, _ period: Period = "2021-Q1", _ observations: Observation...)
    -> ReviewedSubmission
  {
    .own(unit, unit == "B" ? "x-plan" : "a-plan", period, observations)
  }

  @Test("Two local indicators of one superior indicator add, and their leaves are counted once")
  mutating func severalFeeders() throws {
    world.submit(
      report("A-d", "2021-Q1", .reported("one", .flow(3)), .reported("two", .flow(4))),
      report("B", "2021-Q1", .reported("events", .flow(10))))
    let city = try world.figure("events", of: "X", "2021-Q1")
    #expect(city.values.inPeriod == 17 && city.counts == [2, 2, 0, 0] && city.state == .complete)
    #expect(city.part("A", .rollup)?.values.inPeriod == 7)
    #expect(try world.figure("p-events", of: "P", "2021-Q1").values.inPeriod == 17)
  }

  @Test("A leaf is missing if one of its joined figures is; what it stated counts")
  mutating func oneOfTwoMissing() throws {
    world.submit(report("A-d", "2021-Q1", .reported("one", .flow(3)), .reported("two", .flow(4))))
    world.submit(report("A-d", "2021-Q2", .reported("one", .flow(5))))
    let city = try world.figure("events", of: "X", "2021-Q2")
    #expect(city.values == .flow(5, year: 12, plan: 12))
    #expect(city.status == .reported && city.coverage.missing == ["A", "B"])
    #expect(city.part("A")?.status == .reported)
    let province = try world.figure("p-events", of: "P", "2021-Q2")
    #expect(province.values == city.values && province.status == .reported)
    #expect(province.coverage == city.coverage)
  }

  @Test("A leaf is not applicable only where none of its joined figures is reported")
  mutating func oneOfTwoNotApplicable() throws {
    world.submit(report("A-d", "2021-Q1", .reported("one", .flow(3)), .notApplicable("two")))
    #expect(try world.figure("events", of: "X", "2021-Q1").coverage.notApplicable == [])
    world.submissions = [report("A-d", "2021-Q1", .notApplicable("one"), .notApplicable("two"))]
    let figure = try world.figure("events", of: "X", "2021-Q1")
    #expect(figure.coverage.notApplicable == ["A"] && figure.coverage.missing == ["B"])
  }

  @Test("Parts of a mapped whole never count upward, whether or not the whole was typed")
  mutating func partOfChain() throws {
    world.submit(
      report(
        "A-d", "2021-Q1", .reported("whole", .flow(100)), .reported("part", .flow(85)),
        .reported("part-of-part", .flow(10))))
    #expect(try world.figure("chain", of: "X", "2021-Q1").values.inPeriod == 100)
    world.submissions = [report("A-d", "2021-Q1", .reported("part", .flow(85)))]
    let untyped = try world.figure("chain", of: "X", "2021-Q1")
    #expect(untyped.values.isEmpty && untyped.coverage.missing == ["A", "B"])
    // Into a superior indicator that has no whole of theirs, parts count.
    #expect(try world.figure("parts", of: "X", "2021-Q1").values.inPeriod == 85)
  }

  @Test("Measure units convert exactly; a factor replaces the conversion and does not touch ratios")
  mutating func conversion() throws {
    world.submit(
      report(
        "A-d", "2021-Q1", .reported("yuan", .flow(12345, adjustment: -5)), .reported("heads", .flow(3)),
        .reported("share", .ratio(1, 4))))
    #expect(
      try world.figure("money", of: "X", "2021-Q1").values
        == .flow(
          Amount("1.2345"), year: Amount("1.2345"), plan: Amount("1.234"), adjustment: Amount("-0.0005")))
    #expect(try world.figure("visits", of: "X", "2021-Q1").values.inPeriod == Amount("7.5"))
    #expect(try world.figure("share", of: "X", "2021-Q1").values == .ratio(1, 4))
  }

  @Test("A conversion that cannot be held exactly counts nothing and is a finding")
  mutating func conversionOutOfRange() throws {
    world.submit(
      report("A-d", "2021-Q1", .reported("yuan", .flow(Amount("0.0000001")))),
      report("B", "2021-Q1", .reported("money", .flow(2))))
    let figure = try world.figure("money", of: "X", "2021-Q1")
    #expect(figure.values.inPeriod == 2 && figure.state == .partial)
    #expect(try world.findings(of: "X", "2021-Q1").map(\.code) == ["A1002"])
  }

  @Test("Related and unmapped figures are listed and never added")
  mutating func sideFigures() throws {
    world.submit(
      report(
        "A-d", "2021-Q1", .reported("one", .flow(3)), .reported("only-related", .flow(50)),
        .reported("local", .flow(7)), .reported("part-of-part", .flow(1))))
    let rollUp = try world.rollUp(of: "X", "2021-Q1")
    #expect(rollUp.observation("events")?.values.inPeriod == 3)
    #expect(
      rollUp.sideFigures.map { [$0.indicator, $0.relatedTo] } == [
        ["part-of-part", "chain"], ["only-related", "events"], ["local", nil],
      ])
    #expect(rollUp.sideFigures.map(\.values.inPeriod) == [1, 50, 7])
    #expect(try world.rollUp(of: "P", "2021-Q1").sideFigures.isEmpty)
  }

  @Test("A superior's indicator that a subordinate's plan does not have is asked of nobody there")
  mutating func notInThePlan() throws {
    world.submit(report("B", "2021-Q1", .reported("elsewhere", .flow(3))))
    let figure = try world.figure("elsewhere", of: "X", "2021-Q1")
    #expect(figure.counts == [1, 1, 0, 0] && figure.state == .complete)
  }

  @Test("Each level folds with its own plan's unit function: max in the city, sum in the province")
  mutating func ownUnitFunction() throws {
    world.units += [.unit("Y", .city, under: "P")]
    world.submit(
      report("A-d", "2021-Q1", .reported("kept", .stock(30))),
      report("B", "2021-Q1", .reported("stock", .stock(20))),
      .own("Y", "p-plan", "2021-Q1", [.reported("p-stock", .stock(5))]))
    #expect(try world.figure("stock", of: "X", "2021-Q1").values == .stock(30))
    #expect(try world.figure("p-stock", of: "P", "2021-Q1").values == .stock(35))
  }

  @Test("A stock is carried where the plan of the reporting leaf says so")
  mutating func carryOfTheLeaf() throws {
    world.submit(
      report("A-d", "2021-Q1", .reported("kept", .stock(30))),
      report("B", "2021-Q1", .reported("stock", .stock(40))))
    let figure = try world.figure("stock", of: "X", "2021-Q2")
    #expect(figure.values == .stock(30) && figure.estimated == 30)
    #expect(figure.part("B")?.values.atEnd == nil)
  }

  @Test("The chain of two crosswalks is the same whether the city's roll-up or its leaves reach the province")
  mutating func hopByHop() throws {
    world.submit(
      report("A-d", "2021-Q1", .reported("one", .flow(3)), .reported("two", .flow(4))),
      report("B", "2021-Q1", .reported("events", .flow(10))),
      report("A-d", "2021-Q2", .reported("two", .flow(1))))
    var federated = world
    federated.submissions = try ["2021-Q1", "2021-Q2"].map {
      .received(try world.rollUp(of: "X", $0), catalogue: world.catalogue)
    }
    #expect(
      try federated.rollUp(of: "P", "2021-Q2").observations == world.rollUp(of: "P", "2021-Q2").observations)
  }
}
