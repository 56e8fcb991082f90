import ReportModel
import TestKit
import Testing

/// 缺报与结转.
@Suite("What stays of a unit that falls silent")
struct SilenceExamples {
  /// City X with the counties A and B; a province P above them whose plan the city's figures map onto.
  static let xPlan = Plan.plan(
    "x-plan", of: "X",
    indicators: [
      .flow("a", by: .areas), .stock("kept", by: .areas, carry: true), .stock("dropped", by: .areas),
      .ratio("share", by: .areas), .stock("top", by: .areas, unitFunction: .max, carry: true),
      .stock("yearly-kept", by: .areas, asked: .yearly, carry: true),
    ], crosswalkTo: "p-plan",
    [.map("a", to: "pa"), .map("kept", to: "p-kept"), .map("share", to: "p-share"), .map("top", to: "p-top")])
  static let pPlan = Plan.plan(
    "p-plan", of: "P",
    indicators: [
      .flow("pa", by: .areas), .stock("p-kept", by: .areas), .ratio("p-share", by: .areas),
      .stock("p-top", by: .areas),
    ])
  var world = World(
    units: [
      .unit("P", .province), .unit("X", .city, under: "P"), .unit("A", .county, under: "X"),
      .unit("B", .county, under: "X"),
    ], plans: [xPlan, pPlan])

  func report(_ unit: OrgUnitCode, _ period: Period, _ observations: Observation...) -> ReviewedSubmission {
    .own(unit, "x-plan", period, observations)
  }

  @Test("A missing child: its quarter is left out, its cumulatives stay, the figure is partial")
  mutating func missingChild() throws {
    world.submit(
      report("A", "2024-Q1", .reported("a", .flow(10, year: 10, plan: 100))),
      report("B", "2024-Q1", .reported("a", .flow(20, year: 20, plan: 200))),
      report("A", "2024-Q2", .reported("a", .flow(1))))
    for (unit, indicator) in [("X", "a"), ("P", "pa")] {
      let figure = try world.figure(IndicatorID(indicator), of: OrgUnitCode(unit), "2024-Q2")
      #expect(figure.values == .flow(1, year: 31, plan: 301))
      #expect(figure.state == .partial)
      #expect(figure.status == .reported)
      #expect(figure.counts == [2, 1, 0, 1])
      #expect(figure.coverage.missing == ["B"])
    }
    let part = try #require(try world.figure("a", of: "X", "2024-Q2").part("B"))
    #expect(part.values == .flow(nil, year: 20, plan: 200))
    #expect(part.status == .missing && part.isCarried)
    #expect(try world.rollUp(of: "X", "2024-Q2").basis.missingUnits == ["B"])
  }

  @Test("In the first quarter a silent unit has no year, not a year of zero")
  mutating func silentInQ1() throws {
    world.submit(
      report("A", "2023-Q4", .reported("a", .flow(10, year: 40, plan: 100))),
      report("B", "2023-Q4", .reported("a", .flow(20, year: 50, plan: 200))))
    let silent = try world.figure("a", of: "X", "2024-Q1")
    #expect(silent.values == .flow(nil, plan: 300))
    #expect(silent.status == .missing)
    world.submit(report("A", "2024-Q1", .reported("a", .flow(7))))
    #expect(try world.figure("a", of: "X", "2024-Q1").values == .flow(7, year: 7, plan: 307))
  }

  @Test("A figure left blank in a report is missing, and a reported zero is not")
  mutating func missingIsNotZero() throws {
    world.submit(
      report("A", "2021-Q1", .reported("a", .flow(3))), report("B", "2021-Q1", .blank("a")))
    let missing = try world.figure("a", of: "X", "2021-Q1")
    #expect(missing.values == .flow(3, year: 3, plan: 3))
    #expect(missing.counts == [2, 1, 0, 1] && missing.state == .partial)
    #expect(missing.part("B")?.values == FigureValues.none)
    world.submissions[1] = report("B", "2021-Q1", .reported("a", .flow(0)))
    let zero = try world.figure("a", of: "X", "2021-Q1")
    #expect(zero.values == missing.values)
    #expect(zero.counts == [2, 2, 0, 0] && zero.state == .complete)
  }

  @Test("Nobody reported: the figure is missing without any value")
  mutating func nobody() throws {
    world.submit(report("A", "2021-Q1", .reported("a", .flow(3))))
    let figure = try world.figure("kept", of: "X", "2021-Q1")
    #expect(figure.status == .missing && figure.values.isEmpty && figure.counts == [2, 0, 0, 2])
  }

  @Test("A stock is carried once where the plan says so, counted as missing and marked estimated")
  mutating func stockCarriedOnce() throws {
    world.submit(
      report("A", "2024-Q1", .reported("kept", .stock(10)), .reported("dropped", .stock(1))),
      report("B", "2024-Q1", .reported("kept", .stock(30)), .reported("dropped", .stock(3))),
      report("A", "2024-Q2", .reported("kept", .stock(11)), .reported("dropped", .stock(2))),
      report("A", "2024-Q3", .reported("kept", .stock(12)), .reported("dropped", .stock(2))))
    for (unit, indicator) in [("X", "kept"), ("P", "p-kept")] {
      let code = OrgUnitCode(unit)
      let id = IndicatorID(indicator)
      let once = try world.figure(id, of: code, "2024-Q2")
      #expect(once.values == .stock(41) && once.estimated == 30)
      #expect(once.counts == [2, 1, 0, 1] && once.state == .partial)
      let never = try world.figure(id, of: code, "2024-Q3")
      #expect(never.values == .stock(12) && never.estimated == nil)
    }
    #expect(try world.figure("kept", of: "X", "2024-Q2").part("B")?.estimated == 30)
    let dropped = try world.figure("dropped", of: "X", "2024-Q2")
    #expect(dropped.values == .stock(2) && dropped.estimated == nil)
  }

  @Test("A stock is not carried over a silent quarter")
  mutating func stockOnlyFromThePeriodBefore() throws {
    world.submit(
      report("A", "2024-Q1", .reported("kept", .stock(10))), report("B", "2024-Q3", .reported("a", .flow(1))))
    let figure = try world.figure("kept", of: "X", "2024-Q3")
    #expect(figure.values.isEmpty && figure.status == .missing)
  }

  @Test("A stock asked once a year is not carried into a quarter for which nobody was asked")
  mutating func yearlyStock() throws {
    world.submit(
      report("A", "2023-Q4", .reported("yearly-kept", .stock(10))),
      report("A", "2024-Q1", .reported("a", .flow(1))))
    #expect(try !world.has("yearly-kept", in: "X", "2024-Q1"))
  }

  @Test("A carried extreme is estimated as a whole, unless a unit reported that very value")
  mutating func carriedExtreme() throws {
    world.submit(
      report("A", "2024-Q1", .reported("top", .stock(10))),
      report("B", "2024-Q1", .reported("top", .stock(30))),
      report("A", "2024-Q2", .reported("top", .stock(11))))
    let carried = try world.figure("top", of: "X", "2024-Q2")
    #expect(carried.values == .stock(30) && carried.estimated == 30)
    world.submissions[2] = report("A", "2024-Q2", .reported("top", .stock(30)))
    let reached = try world.figure("top", of: "X", "2024-Q2")
    #expect(reached.values == .stock(30) && reached.estimated == nil && reached.state == .partial)
  }

  @Test("Ratios are never carried, and half a ratio is missing entirely")
  mutating func ratios() throws {
    world.submit(
      report("A", "2024-Q1", .reported("share", .ratio(1, 2))),
      report("B", "2024-Q1", .reported("share", .ratio(5, 10))),
      report("A", "2024-Q2", .reported("share", .ratio(2, 2))),
      report("B", "2024-Q2", .reported("share", .ratio(6, nil))))
    #expect(try world.figure("share", of: "X", "2024-Q1").values == .ratio(6, 12))
    #expect(try world.figure("p-share", of: "P", "2024-Q1").values == .ratio(6, 12))
    let half = try world.figure("share", of: "X", "2024-Q2")
    #expect(half.values == .ratio(2, 2))
    #expect(half.counts == [2, 1, 0, 1] && half.state == .partial)
  }

  @Test("0/0 is reported")
  mutating func emptyRatio() throws {
    world.submit(
      report("A", "2024-Q1", .reported("share", .ratio(0, 0))),
      report("B", "2024-Q1", .reported("share", .ratio(0, 0))))
    let figure = try world.figure("share", of: "X", "2024-Q1")
    #expect(figure.values == .ratio(0, 0) && figure.state == .complete && figure.counts == [2, 2, 0, 0])
  }

  @Test("Last known of a subtree is what counted last: a roll-up over what its leaves said before")
  mutating func rollUpCountedLast() throws {
    world.submit(
      report("A", "2024-Q1", .reported("a", .flow(10, plan: 100))),
      report("B", "2024-Q1", .reported("a", .flow(20, plan: 200))))
    // In the second quarter the city sends its own roll-up, with reports that the province never saw.
    var city = world
    city.submit(
      report("A", "2024-Q2", .reported("a", .flow(5))), report("B", "2024-Q2", .reported("a", .flow(6))))
    let rollUp = try #require(city.run("2024-Q2", under: "X").rollUp(of: "X"))
    world.submit(.received(rollUp, catalogue: world.catalogue))
    // In the third quarter nothing came, in the fourth county A alone.
    #expect(try world.figure("pa", of: "P", "2024-Q2").values == .flow(11, year: 41, plan: 311))
    let silent = try world.figure("pa", of: "P", "2024-Q3")
    #expect(silent.values == .flow(nil, year: 41, plan: 311))
    #expect(silent.status == .missing && silent.counts == [2, 0, 0, 2])
    world.submit(report("A", "2024-Q4", .reported("a", .flow(7))))
    let partly = try world.figure("pa", of: "P", "2024-Q4")
    #expect(partly.values == .flow(7, year: 48, plan: 318))
    #expect(partly.coverage.missing == ["B"])
  }

  @Test("A figure that a received roll-up lacks is missing from its leaves, and its cumulatives stay")
  mutating func figureMissingInRollUp() throws {
    world.submit(
      report("A", "2024-Q1", .reported("a", .flow(10, plan: 100)), .reported("kept", .stock(4))),
      report("B", "2024-Q1", .reported("a", .flow(20, plan: 200)), .reported("kept", .stock(5))))
    var rollUp = try world.rollUp(of: "X", "2024-Q1")
    world.submissions = [.received(rollUp, catalogue: world.catalogue)]
    rollUp.period = "2024-Q2"
    rollUp.observations.removeAll { $0.indicator == "a" || $0.indicator == "kept" }
    world.submit(.received(rollUp, catalogue: world.catalogue))
    let flow = try world.figure("pa", of: "P", "2024-Q2")
    #expect(flow.values == .flow(nil, year: 30, plan: 300))
    #expect(flow.coverage.missing == ["A", "B"] && flow.state == .partial)
    let stock = try world.figure("p-kept", of: "P", "2024-Q2")
    #expect(stock.values == .stock(9) && stock.estimated == 9)
  }

  @Test(
    "A county that was away from its city's roll-up and comes back alone goes on from that roll-up's part")
  mutating func partComesAlone() throws {
    world.submit(report("B", "2024-Q1", .reported("a", .flow(20, plan: 200))))
    world.submit(report("A", "2024-Q1", .reported("a", .flow(10, plan: 100))))
    let rollUp = try world.rollUp(of: "X", "2024-Q1")
    world.submissions = [.received(rollUp, catalogue: world.catalogue)]
    world.submit(report("A", "2024-Q2", .reported("a", .flow(5))))
    let figure = try world.figure("pa", of: "P", "2024-Q2")
    #expect(figure.values == .flow(5, year: 35, plan: 305))
    #expect(figure.coverage.missing == ["B"])
  }
}
