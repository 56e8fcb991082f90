import Findings
import ReportModel
import Testing

@testable import Validate

/// One cause is told once, and hints name what is meant.
@Suite("One cause, one finding") struct OneCauseTests {
  private static let earlier =
    "hz-00 activities inPeriod=10 yearToDate=10 planToDate=50\nhz-00 funds inPeriod=8 yearToDate=8 planToDate=40"

  private func review(_ text: String) throws -> Review {
    let before = try chain([("2022-Q1", Self.earlier)])
    return Scenario(text) {
      $0.period = .q("2022-Q2")
      $0.earlier = before
    }.run()
  }

  @Test(
    "What cannot be right by itself is not told again as a sum that does not come out",
    arguments: [
      ("inPeriod=-12 yearToDate=22 planToDate=62", ["V2003 hard 1:18 activities"]),
      ("inPeriod=12 yearToDate=-22 planToDate=62", ["V2003 hard 1:30 activities"]),
      ("inPeriod=12.5 yearToDate=22 planToDate=62", ["V2004 hard 1:18 activities"]),
      ("inPeriod=-12 yearToDate=-22 planToDate=-62", ["V2003 hard 1:18 activities"]),
      // Another error in the same row is still told.
      (
        "inPeriod=12 yearToDate=-22 planToDate=70",
        ["V2003 hard 1:30 activities", "V4002 hard 1:45 activities"]
      ),
      (
        "inPeriod=12 yearToDate=25 planToDate=-62",
        ["V4001 hard 1:30 activities", "V2003 hard 1:44 activities"]
      ),
    ])
  func impossible(_ row: String, _ expected: [String]) throws {
    #expect(try review("hz-00 activities \(row)\nhz-00 funds inPeriod=1").brief == expected)
  }

  @Test("Several columns with one thing wrong are one finding that names them and quotes each")
  func columns() throws {
    let finding = try #require(
      try review(
        "hz-00 funds inPeriod=8.455 yearToDate=16.455 planToDate=48.455\nhz-00 activities inPeriod=1"
      )
      .findings.first { $0.code == "V2005" })
    #expect(finding.facts["item"] == "本期数、本年累计、规划期累计")
    #expect(finding.place.value == "8.455、16.455、48.455")
  }

  @Test("The same difference between parts and whole is one finding, another one is its own")
  func parts() throws {
    func rows(_ plan: String) -> String {
      """
      hz-03 trained inPeriod=100 yearToDate=100 planToDate=100
      hz-03 skills inPeriod=85 yearToDate=85 planToDate=85
      hz-03 startups inPeriod=14 yearToDate=14 planToDate=\(plan)
      """
    }
    let same = Scenario(rows("14")).run().findings.filter { $0.code == "V3001" }
    #expect(same.map(\.brief) == ["V3001 hard 1:15 trained"])
    #expect(same.first?.facts["also"] == "；本年累计、规划期累计也差 1")
    let other = Scenario(rows("13")).run().findings.filter { $0.code == "V3001" }
    #expect(other.map(\.brief) == ["V3001 hard 1:15 trained", "V3001 hard 1:43 trained"])
    #expect(other.first?.facts["also"] == "；本年累计也差 1")
  }

  @Test("A table pasted twice is one note; three rows are told one by one")
  func pasted() {
    let rows = [
      "hz-00 activities", "hz-00 participants", "hz-01 teachers", "hz-02 volunteers", "hz-03 shows",
    ].map {
      $0 + ($0.hasSuffix("volunteers") ? " atEnd=1" : " inPeriod=1")
    }
    func count(_ repeated: Int) -> Int {
      Scenario((rows + rows.prefix(repeated)).joined(separator: "\n")).run().findings.count {
        $0.code == "V2009"
      }
    }
    #expect([0, 1, 3, 4, 5].map(count) == [0, 1, 3, 1, 1])
  }

  @Test(
    "The one indicator that is meant is named",
    arguments: [
      ("activites", "activities"), ("科普活动", "activities"), ("participant", "participants"),
      ("技能培训", "skills"),
      ("shows_rural", "shows-rural"),
    ])
  func meant(_ typed: String, _ id: String) {
    #expect(IndicatorMeant(typed, task: "hz-00", in: SamplePlan.plan)?.definition.id.rawValue == id)
  }

  @Test("Where none fits or several do, nobody guesses", arguments: ["培训", "其中", "xyz", "", "展", "活动情况汇总表"])
  func ambiguous(_ typed: String) {
    #expect(IndicatorMeant(typed, task: "hz-00", in: SamplePlan.plan) == nil)
  }

  @Test("A row under another plan's task is told where its indicator belongs; a stranger is to be deleted")
  func otherPlan() {
    func hint(_ row: String) -> String? {
      Scenario(row) { $0.catalogue = SamplePlan.besideAnotherPlan }.run().findings.first {
        $0.code == "V1027"
      }?
      .facts["hint"]
    }
    #expect(hint("wy-05 teachers inPeriod=1")?.contains("hz-01") == true)
    #expect(hint("wy-05 nonsense inPeriod=1") == "删去这一行。")
  }

  @Test("A roll-up that nobody expects is pointed at on the cover")
  func scope() {
    let scenario = rollUp("") {
      $0.unit = "610702"
      $0.prepare = { $0.scopeText = TypedText("汇总", at: SourcePosition(line: 4, column: 2)) }
    }
    let finding = scenario.run().findings.first { $0.code == "V5007" }
    #expect(finding?.place.position == SourcePosition(line: 4, column: 2))
    #expect(finding?.place.value == "汇总")
  }
}
