import Findings
import ReportModel
import Testing

@testable import Validate

@Suite("Roll-ups from below")
struct RollUpReviewTests {
  private let whole = rollUp(
    "hz-00 activities inPeriod=10", state: .partial, coverage: fiveLeaves, named: missingTwo,
    parts: threeParts
  ) { $0.owe("activities") }

  @Test("A sound roll-up is accepted; the leaves that reported come from the register")
  func accepted() throws {
    let review = whole.run()
    #expect(review.brief == [])
    let observation = try #require(review.submission?.observations.first)
    #expect(
      observation.rolled?.coverage
        == FigureCoverage(
          expected: ["610700", "610702", "610703", "610305", "610722"], missing: ["610305", "610722"]))
    #expect(observation.status == .reported)
    #expect(observation.rolled?.parts == threeParts)
  }

  @Test("A roll-up is not compared with the previous quarter and this one: a county may have come back")
  func noHistory() throws {
    var scenario = whole
    scenario.text = "hz-00 activities inPeriod=10 yearToDate=90 planToDate=50"
    scenario.earlier = try chain([("2022-Q1", "hz-00 activities inPeriod=10 planToDate=700")], unit: "610700")
    scenario.prepare = { [prepare = scenario.prepare] draft in
      prepare(&draft)
      draft.tasks[0].figures[0].rolled?.parts = [
        part("610702", FigureValues(inPeriod: 10, yearToDate: 90, planToDate: 50))
      ]
    }
    #expect(scenario.run().brief == [])
  }

  @Test(
    "A total that nobody reported is kept as missing, with those who were asked and its last known cumulatives"
  )
  func nobody() throws {
    let everybody: Set<OrgUnitCode> = ["610700", "610702", "610703", "610305", "610722"]
    let scenario = rollUp(
      "hz-00 activities planToDate=32", state: .partial,
      coverage: StatedCoverage(expected: 5, reported: 0, notApplicable: 0, missing: 5, provisional: 0),
      named: FigureCoverage(expected: everybody, missing: everybody),
      parts: [part("610305", FigureValues(planToDate: 32), status: .missing, isCarried: true)]
    ) { $0.owe("activities") }
    let review = scenario.run()
    #expect(review.brief == [])
    let observation = try #require(review.submission?.observations.first)
    #expect(observation.status == .missing)
    #expect(observation.values == FigureValues(planToDate: 32))
    #expect(observation.rolled?.coverage.missing == everybody)
  }

  @Test("A provisional total stays provisional on its way up, without being a question here")
  func provisional() throws {
    let scenario = rollUp(
      "hz-00 activities inPeriod=4", state: .provisional,
      coverage: StatedCoverage(expected: 1, reported: 1, notApplicable: 0, missing: 0, provisional: 1),
      named: FigureCoverage(expected: ["610702"], provisional: ["610702"]),
      parts: [part("610702", FigureValues(inPeriod: 4))])
    let review = scenario.run()
    #expect(review.outcome == .accepted)
    #expect(try #require(review.submission?.observations.first).isProvisional)
  }

  @Test("What a roll-up owes and does not hold is asked for; what nobody below was asked for is not")
  func absent() {
    let scenario = rollUp("") { $0.owe("activities", "rate") }
    // The rate is the departments' own affair and expects the own level alone.
    #expect(scenario.run().brief == ["V1024 soft 0:0 hz-00", "V1024 soft 0:0 hz-02"])
  }

  @Test("A conversion moves parts and estimates along with the total")
  func converted() throws {
    let scenario = rollUp(
      "hz-00 funds measure=元 inPeriod=30000",
      coverage: StatedCoverage(expected: 2, reported: 2, notApplicable: 0, missing: 0, provisional: 0),
      named: FigureCoverage(expected: ["610702", "610703"]),
      parts: [part("610702", FigureValues(inPeriod: 12345)), part("610703", FigureValues(inPeriod: 17655))])
    let review = scenario.run()
    #expect(review.brief == [])
    let rolled = try #require(review.submission?.observations.first?.rolled)
    #expect(rolled.parts.map(\.values.inPeriod) == [Amount("1.2345"), Amount("1.7655")])
  }

  @Test("Sources, missing units, paragraphs and the basis stay as they came")
  func basis() throws {
    var scenario = whole
    let paragraph = SourceParagraph(
      unit: "610702", plan: "sample-2021", task: "hz-00", kind: .progress, text: "原文")
    scenario.basis = RollUpBasis(missingUnits: ["610305", "610722"])
    scenario.prepare = { [prepare = scenario.prepare] draft in
      prepare(&draft)
      draft.sourceParagraphs = [paragraph]
    }
    let submission = try scenario.accepted()
    #expect(submission.basis == RollUpBasis(missingUnits: ["610305", "610722"]))
    #expect(submission.paragraphs == [paragraph])
  }
}
