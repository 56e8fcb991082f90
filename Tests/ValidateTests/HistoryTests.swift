import Findings
import ReportModel
import TestKit
import Testing

@testable import Validate

@Suite("What a unit's history says")
struct HistoryTests {
  private var plan: Plan {
    var plan = SamplePlan.plan
    plan.indicators = plan.indicators.map { indicator in
      var indicator = indicator
      indicator.asked = .quarterly
      return indicator
    }
    return plan
  }

  private func report(
    _ period: Period, _ values: FigureValues, revision: Int = 1, outcome: Outcome = .accepted
  ) -> ReviewedSubmission {
    .own(
      "610702", plan.id, period, [.reported("activities", values)], revision: revision, outcome: outcome)
  }

  private func activities(_ submissions: [ReviewedSubmission], _ through: Period) -> FigureState? {
    history(of: submissions, through: through, plan: plan)["activities"]
  }

  @Test("Silent quarters are walked through to the one asked for")
  func silence() throws {
    let state = try #require(activities([report("2022-Q1", .flow(10, plan: 50))], "2023-Q1"))
    #expect(state.period == "2023-Q1")
    #expect(state.status == .missing)
    #expect(state.lastReported == "2022-Q1")
    // The year restarts, the plan stays.
    #expect(state.values == .flow(nil, plan: 50))
  }

  @Test("The order in which reports are handed in does not matter, and later ones are left aside")
  func order() {
    let reports = [
      report("2022-Q1", .flow(10, plan: 50)), report("2022-Q2", .flow(5)), report("2022-Q4", .flow(1)),
    ]
    let expected = activities(reports, "2022-Q3")
    #expect(expected?.values == .flow(nil, year: 15, plan: 55))
    #expect(activities(reports.reversed(), "2022-Q3") == expected)
    #expect(activities(Array(reports.prefix(2)), "2022-Q3") == expected)
  }

  @Test("Of two reports for one period the higher revision counts, held and returned ones never")
  func versions() {
    let reports = [
      report("2022-Q1", .flow(11, plan: 51), revision: 2), report("2022-Q1", .flow(10, plan: 50)),
      report("2022-Q2", .flow(99), outcome: .held),
    ]
    #expect(activities(reports, "2022-Q1")?.values == .flow(11, year: 11, plan: 51))
    #expect(activities(reports, "2022-Q2")?.status == .missing)
  }

  @Test("Without reports there is no history")
  func none() {
    #expect(history(of: [], through: "2022-Q1", plan: plan).isEmpty)
    #expect(activities([report("2022-Q2", .flow(1))], "2022-Q1") == nil)
  }

  @Test("Recent quarters are the last eight that were reported, newest first, derived ones included")
  func recent() {
    var reports = Period.run(from: "2021-Q1", count: 9).enumerated().map { index, period in
      report(period, .flow(Amount(index + 1)))
    }
    #expect(
      recentQuarters(of: reports, before: "2023-Q2", plan: plan)["activities"] == [9, 8, 7, 6, 5, 4, 3, 2])
    // 2021-Q3 silent, 2021-Q2 known by its year only.
    reports = [
      report("2021-Q1", .flow(10)), report("2021-Q2", .flow(nil, year: 25)), report("2021-Q4", .flow(4)),
    ]
    #expect(recentQuarters(of: reports, before: "2022-Q1", plan: plan)["activities"] == [4, 15, 10])
    #expect(recentQuarters(of: reports, before: "2021-Q4", plan: plan)["activities"] == [15, 10])
  }

  // MARK: What the clerk is told

  private func told(_ code: RuleCode, _ review: Review) -> Facts? {
    review.findings.first { $0.code == code }?.facts
  }

  @Test("A year that does not continue is told with all three numbers and the difference")
  func threeNumbers() throws {
    let earlier = try chain([("2022-Q1", "hz-00 activities inPeriod=119 planToDate=839")])
    let review = Scenario("hz-00 activities inPeriod=61 yearToDate=185") {
      ($0.period, $0.earlier) = (.q("2022-Q2"), earlier)
    }.run()
    let sheets = RuleSheets(validationSheets)
    let finding = try #require(review.findings.first)
    #expect(
      sheets.message(of: finding, in: .zh)
        == "“科普活动”本年累计填报 185；上期本年累计 119 + 本期数 61 = 180，相差 5。")
  }

  @Test("10, silent, 12 with the year typed 37: a question about 15 unreported")
  func gap() throws {
    let earlier = try chain([("2022-Q1", "hz-00 activities inPeriod=10 planToDate=50")])
    let review = Scenario("hz-00 activities inPeriod=12 yearToDate=37") {
      ($0.period, $0.earlier) = (.q("2022-Q3"), earlier)
    }.run()
    #expect(review.outcome == .questions)
    #expect(told("V4004", review)?["unreported"] == "15")
    #expect(told("V4004", review)?["known"] == "22")
    // Typed twice alike, the plan's is not asked again.
    let both = Scenario("hz-00 activities inPeriod=12 yearToDate=37 planToDate=77") {
      ($0.period, $0.earlier) = (.q("2022-Q3"), earlier)
    }.run()
    #expect(both.brief == ["V4004 soft 1:30 activities"])
  }

  @Test("An error in the quarter is told once, not for the year and the plan")
  func oneCause() throws {
    let earlier = try chain([("2022-Q1", "hz-00 activities inPeriod=10 planToDate=50")])
    let review = Scenario("hz-00 activities inPeriod=50 yearToDate=15 planToDate=55") {
      ($0.period, $0.earlier) = (.q("2022-Q2"), earlier)
    }.run()
    #expect(review.brief == ["V4001 hard 1:30 activities"])
  }

  @Test("An adjustment in the second quarter lowers year and plan; in the first the plan alone")
  func adjustments() throws {
    let second = try chain([("2022-Q1", "hz-00 activities inPeriod=10 planToDate=50")])
    let good = "hz-00 activities inPeriod=5 yearToDate=12 planToDate=52 adjustment=-3 reason=核减"
    #expect(
      Scenario(good) { ($0.period, $0.earlier) = (.q("2022-Q2"), second) }.run().outcome == .accepted)
    let first = try chain([("2022-Q4", "hz-00 activities inPeriod=10 yearToDate=40 planToDate=50")])
    func january(_ year: Int, _ plan: Int) -> [String] {
      Scenario(
        "hz-00 activities inPeriod=10 yearToDate=\(year) planToDate=\(plan) adjustment=-3 reason=核减"
      ) { ($0.period, $0.earlier) = (.q("2023-Q1"), first) }.run().brief
    }
    #expect(january(10, 57) == [])
    #expect(january(7, 57) == ["V4001 hard 1:30 activities"])
    #expect(january(10, 60) == ["V4002 hard 1:44 activities"])
  }

  @Test("A figure asked once a year has no gap between two years' ends")
  func yearly() throws {
    var catalogue = SamplePlan.catalogue
    catalogue.plans = catalogue.plans.map { plan in
      var plan = plan
      plan.indicators = plan.indicators.map { indicator in
        var indicator = indicator
        indicator.asked = indicator.id == "trained" ? .yearly : .whenPublished
        return indicator
      }
      return plan
    }
    let plan = try #require(catalogue.plans.first)
    let earlier = [
      ReviewedSubmission.own(
        "610702", plan.id, "2022-Q4", [.reported("trained", .flow(10, year: 10, plan: 50))])
    ]
    let states = history(of: earlier, through: "2023-Q3", plan: plan)
    let definition = try #require(plan.indicator("trained"))
    func compared(_ values: FigureValues) -> HistoryComparison {
      HistoryComparison(values, asked: definition.asked, after: states["trained"], in: "2023-Q4", plan: plan)
    }
    let alike = compared(.flow(7, year: 7, plan: 58))
    #expect(!alike.opening.hasGap)
    #expect(alike.planDifference == 1)
    // Only the year was typed: that is what the fourth quarter states.
    #expect(compared(.flow(nil, year: 7, plan: 57)).planDifference == 0)
    // The quarter's own beside the year's: which of the two the plan grew by cannot be told.
    #expect(compared(.flow(3, year: 7, plan: 57)).planDifference == nil)
  }

  @Test("Volunteers may leave: a falling stock is no finding")
  func stock() throws {
    let earlier = try chain([("2022-Q1", "hz-02 volunteers atEnd=2680")])
    let review = Scenario("hz-02 volunteers atEnd=12") {
      ($0.period, $0.earlier) = (.q("2022-Q2"), earlier)
    }.run()
    #expect(review.brief == [])
  }
}
