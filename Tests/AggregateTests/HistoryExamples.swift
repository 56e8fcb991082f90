import ReportModel
import TestKit
import Testing

/// 历史：one county C under its city, which asks a flow of areas and departments; the plan counts from 2021.
@Suite("What one county's reports say over time")
struct HistoryExamples {
  var world = World(
    units: [.unit("X", .city), .unit("C", .county, under: "X")],
    plans: [
      .plan(
        "x-plan", of: "X",
        indicators: [
          .flow("a", by: .areas), .flow("yearly", by: .areas, asked: .yearly),
          .flow("published", by: .areas, asked: .whenPublished),
        ])
    ])

  mutating func report(
    _ period: Period, _ quarter: Amount?, year: Amount? = nil, plan: Amount? = nil,
    adjustment: Amount? = nil, of indicator: IndicatorID = "a"
  ) {
    world.submit(
      .own(
        "C", "x-plan", period,
        [.reported(indicator, .flow(quarter, year: year, plan: plan, adjustment: adjustment))]))
  }

  /// The city's figure has C alone behind it.
  func values(_ period: Period, _ indicator: IndicatorID = "a") throws -> [Amount?] {
    let values = try world.figure(indicator, of: "X", period).values
    return [values.inPeriod, values.yearToDate, values.planToDate]
  }
  func state(_ period: Period, _ indicator: IndicatorID = "a") throws -> Completeness? {
    try world.figure(indicator, of: "X", period).state
  }

  @Test("Typed cumulatives of a first report are opening balances, and the next quarter goes on from them")
  mutating func openingBalance() throws {
    report("2024-Q2", 10, year: 25, plan: 400)
    report("2024-Q3", 5)
    #expect(try values("2024-Q2") == [10, 25, 400])
    #expect(try state("2024-Q2") == .complete)
    #expect(try values("2024-Q3") == [5, 30, 405])
    #expect(try state("2024-Q3") == .complete)
  }

  @Test("An untyped cumulative of a first report in mid-plan is partial and begins with the quarter")
  mutating func firstReportInMidPlan() throws {
    report("2024-Q3", 12)
    #expect(try values("2024-Q3") == [12, 12, 12])
    #expect(try state("2024-Q3") == .partial)
  }

  @Test("A first report in the plan's first quarter starts from nothing and is complete")
  mutating func firstReportOfThePlan() throws {
    report("2021-Q1", 12)
    report("2021-Q2", 3)
    #expect(try values("2021-Q2") == [3, 15, 15])
    #expect(try state("2021-Q2") == .complete)
  }

  @Test("A plan that counts from July starts from nothing in the third quarter")
  mutating func planFromJuly() throws {
    world.plans[0].cumulativeFrom = "2021-07"
    report("2021-Q3", 12)
    report("2021-Q4", 3)
    #expect(try values("2021-Q4") == [3, 15, 15])
    #expect(try state("2021-Q4") == .complete)
  }

  @Test("A year typed in a plan that counts from July holds more than the plan, which is therefore partial")
  mutating func yearBeyondThePlan() throws {
    world.plans[0].cumulativeFrom = "2021-07"
    report("2021-Q4", 3, year: 40)
    #expect(try state("2021-Q4") == .partial)
  }

  @Test("Typed year, untyped plan: the plan figure of a first report starts at the typed year, partial")
  mutating func planStartsAtTheTypedYear() throws {
    report("2024-Q3", 12, year: 37)
    #expect(try values("2024-Q3") == [12, 37, 37])
    #expect(try state("2024-Q3") == .partial)
    report("2024-Q4", 3)
    #expect(try values("2024-Q4") == [3, 40, 40])
    #expect(try state("2024-Q4") == .partial)
  }

  @Test("A figure that first appears in a later report of a known unit opens there")
  mutating func laterFirstAppearance() throws {
    world.submit(.own("C", "x-plan", "2024-Q1", [.reported("yearly", .flow(1))]))
    report("2024-Q2", 4, year: 30, plan: 90)
    #expect(try values("2024-Q2") == [4, 30, 90])
    #expect(try state("2024-Q2") == .complete)
  }

  @Test("The first quarter restarts the year and the plan goes on")
  mutating func yearRestarts() throws {
    report("2023-Q4", 10, year: 40, plan: 100)
    report("2024-Q1", 7)
    #expect(try values("2024-Q1") == [7, 7, 107])
    #expect(try state("2024-Q1") == .complete)
  }

  @Test("The quarter is derived where only the year was typed")
  mutating func quarterFromYear() throws {
    report("2024-Q1", 10, plan: 100)
    report("2024-Q2", nil, year: 25)
    #expect(try values("2024-Q2") == [15, 25, 115])
    #expect(try state("2024-Q2") == .complete)
  }

  @Test("Gap 10, –, 12 with the year typed 37: the year is 37 and the plan grows by the same 27")
  mutating func gapWithTypedYear() throws {
    report("2024-Q1", 10, plan: 510)
    report("2024-Q3", 12, year: 37)
    #expect(try values("2024-Q3") == [12, 37, 537])
    #expect(try state("2024-Q3") == .complete)
  }

  @Test("Gap 10, –, 12 untyped: the year is 22 and partial")
  mutating func gapUntyped() throws {
    report("2024-Q1", 10, plan: 510)
    report("2024-Q3", 12)
    #expect(try values("2024-Q2") == [nil, 10, 510])
    #expect(try values("2024-Q3") == [12, 22, 522])
    #expect(try state("2024-Q3") == .partial)
  }

  @Test("A year typed one quarter after an untyped gap closes it: 10, –, 12, then 5 with the year 42")
  mutating func gapClosedLater() throws {
    report("2024-Q1", 10, plan: 510)
    report("2024-Q3", 12)
    report("2024-Q4", 5, year: 42)
    #expect(try values("2024-Q4") == [5, 42, 542])
    #expect(try state("2024-Q4") == .complete)
  }

  @Test("What the plan's typed cumulative already holds is not added again when the year is typed later")
  mutating func typedPlanIsNotAddedTwice() throws {
    report("2024-Q2", 5, plan: 500)
    report("2024-Q4", 4, year: 42)
    // The year of the second quarter was a floor of 5, so the growth of 37 is partly in the 500.
    #expect(try values("2024-Q4") == [4, 42, 504])
    #expect(try state("2024-Q4") == .partial)
  }

  @Test("The year alone after a gap: the quarter is unknown and the figure partial")
  mutating func yearAloneAfterGap() throws {
    report("2024-Q1", 10, plan: 510)
    report("2024-Q3", nil, year: 37)
    #expect(try values("2024-Q3") == [nil, 37, 537])
    #expect(try state("2024-Q3") == .partial)
    report("2024-Q4", 3)
    #expect(try values("2024-Q4") == [3, 40, 540])
    #expect(try state("2024-Q4") == .complete)
  }

  @Test("A gap over the turn of the year leaves the new year whole and the plan partial")
  mutating func gapOverTheYear() throws {
    report("2023-Q3", 10, year: 30, plan: 100)
    report("2024-Q1", 7)
    #expect(try values("2024-Q1") == [7, 7, 107])
    #expect(try state("2024-Q1") == .partial)
    report("2024-Q2", 1, plan: 130)
    #expect(try values("2024-Q2") == [1, 8, 130])
    #expect(try state("2024-Q2") == .complete)
  }

  @Test("A year typed in the new year after a gap within it completes the plan as well")
  mutating func gapWithinTheNewYear() throws {
    report("2023-Q4", 10, year: 30, plan: 100)
    report("2024-Q2", 7, year: 20)
    #expect(try values("2024-Q2") == [7, 20, 120])
    #expect(try state("2024-Q2") == .complete)
  }

  @Test("An adjustment in the second quarter corrects year and plan")
  mutating func adjustmentInQ2() throws {
    report("2024-Q1", 10, plan: 110)
    report("2024-Q2", 10, adjustment: -3)
    #expect(try values("2024-Q2") == [10, 17, 117])
    #expect(try world.figure("a", of: "X", "2024-Q2").values.adjustment == -3)
  }

  @Test("An adjustment in the first quarter corrects the plan only: 10, −3 makes the year 10 and the plan +7")
  mutating func adjustmentInQ1() throws {
    report("2023-Q4", 20, year: 50, plan: 100)
    report("2024-Q1", 10, adjustment: -3)
    #expect(try values("2024-Q1") == [10, 10, 107])
  }

  @Test("An adjustment beside a year that was typed after a gap is already in the year")
  mutating func adjustmentAfterGap() throws {
    report("2024-Q1", 10, plan: 110)
    report("2024-Q3", 12, year: 30, adjustment: -3)
    #expect(try values("2024-Q3") == [12, 30, 130])
  }

  @Test("An adjustment alone corrects what is known and leaves the quarter unknown")
  mutating func adjustmentAlone() throws {
    report("2024-Q1", 10, plan: 110)
    report("2024-Q2", nil, adjustment: -3)
    #expect(try values("2024-Q2") == [nil, 7, 107])
    #expect(try state("2024-Q2") == .partial)
  }

  @Test("The plan's cumulative alone leaves the year at what was known, partial")
  mutating func planAlone() throws {
    report("2024-Q1", 10, plan: 110)
    report("2024-Q2", nil, plan: 130)
    report("2024-Q3", 5)
    #expect(try values("2024-Q2") == [nil, 10, 130])
    #expect(try state("2024-Q2") == .partial)
    #expect(try values("2024-Q3") == [5, 15, 135])
    #expect(try state("2024-Q3") == .partial)
  }

  @Test("Declared 不适用 after reported quarters keeps the earlier cumulatives and is complete")
  mutating func notApplicableKeepsCumulatives() throws {
    report("2024-Q1", 10, plan: 110)
    world.submit(.own("C", "x-plan", "2024-Q2", [.notApplicable("a")]))
    #expect(try values("2024-Q2") == [nil, 10, 110])
    #expect(try world.figure("a", of: "X", "2024-Q2").status == .notApplicable)
    #expect(try state("2024-Q2") == .complete)
    #expect(try world.figure("a", of: "X", "2024-Q2").counts == [1, 0, 1, 0])
    report("2024-Q3", 5)
    #expect(try values("2024-Q3") == [5, 15, 115])
    #expect(try state("2024-Q3") == .complete)
  }

  @Test("Who declared 不适用 from the plan's first quarter on starts from nothing, certainly")
  mutating func notApplicableFromTheStart() throws {
    for period in Period.run(from: "2021-Q1", count: 4) {
      world.submit(.own("C", "x-plan", period, [.notApplicable("a")]))
    }
    report("2022-Q1", 5)
    #expect(try values("2022-Q1") == [5, 5, 5])
    #expect(try state("2022-Q1") == .complete)
  }

  @Test("不适用 in the first quarter has no year, not a year of zero")
  mutating func notApplicableInQ1() throws {
    report("2023-Q4", 10, year: 10, plan: 10)
    world.submit(.own("C", "x-plan", "2024-Q1", [.notApplicable("a")]))
    #expect(try values("2024-Q1") == [nil, nil, 10])
  }

  @Test("A figure asked once a year has no gap from one fourth quarter to the next")
  mutating func yearlyHasNoGap() throws {
    report("2023-Q4", 100, plan: 300, of: "yearly")
    report("2024-Q4", nil, year: 120, of: "yearly")
    #expect(try values("2024-Q4", "yearly") == [120, 120, 420])
    #expect(try state("2024-Q4", "yearly") == .complete)
  }

  @Test("In the quarters in which a yearly figure is not asked its plan cumulative stays, nobody is missing")
  mutating func yearlyBetween() throws {
    report("2023-Q4", 100, plan: 300, of: "yearly")
    report("2024-Q1", 1)
    let figure = try world.figure("yearly", of: "X", "2024-Q1")
    #expect(figure.values == .flow(nil, plan: 300))
    #expect(figure.counts == [0, 0, 0, 0])
    #expect(figure.state == .complete)
    #expect(figure.status == .missing)
  }

  @Test("A yearly figure that stays out in the fourth quarter is missing and its plan cumulative partial")
  mutating func yearlyMissing() throws {
    report("2023-Q4", 100, plan: 300, of: "yearly")
    report("2024-Q4", 1)
    let figure = try world.figure("yearly", of: "X", "2024-Q4")
    #expect(figure.values == .flow(nil, plan: 300))
    #expect(figure.counts == [1, 0, 0, 1])
    #expect(figure.state == .partial)
  }

  @Test("A figure that is asked when published is never missing, and counts when it comes")
  mutating func whenPublished() throws {
    report("2024-Q1", 1)
    #expect(try !world.has("published", in: "X", "2024-Q1"))
    report("2024-Q2", 4, of: "published")
    report("2024-Q4", 6, of: "published")
    #expect(try values("2024-Q3", "published") == [nil, 4, 4])
    #expect(try values("2024-Q4", "published") == [6, 10, 10])
    #expect(try world.figure("published", of: "X", "2024-Q4").counts == [1, 1, 0, 0])
  }

  @Test(
    "A report of a later quarter never changes an earlier one, and a late correction is computed to the end")
  mutating func laterAndLate() throws {
    report("2024-Q1", 10, plan: 110)
    let before = try world.rollUp(of: "X", "2024-Q1")
    report("2024-Q2", 5)
    report("2024-Q3", 5, plan: 300)
    #expect(try world.rollUp(of: "X", "2024-Q1") == before)
    world.submit(
      .own("C", "x-plan", "2024-Q1", [.reported("a", .flow(20, plan: 120))], revision: 2))
    #expect(try values("2024-Q2") == [5, 25, 125])
    // Typed cumulatives stand.
    #expect(try values("2024-Q3") == [5, 30, 300])
  }
}
