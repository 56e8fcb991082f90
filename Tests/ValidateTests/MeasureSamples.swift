import ReportModel
import Testing

@testable import Validate

/// What headings, lines above the table, the measure column and the cells say about measure units.
let measureSamples: [RuleSample] = [
  // A heading against the row's own measure unit.
  measure(
    "funds measure=万元 inPeriod()=元 inPeriod=84000", "90:1 -", "funds measure=元 inPeriod()=元 inPeriod=84000"),
  // A line above the table against it.
  measure("funds measure=元 line=万元 inPeriod=84000", "90:0 -", "funds measure=元 line=万元、元 inPeriod=84000"),
  // Two of one kind, and the row does not say which.
  measure("funds line=万元、元 inPeriod=8.4", "90:0 -", "funds line=万元、人次 inPeriod=8.4"),
  // A heading against the line above it.
  measure("funds line=万元 inPeriod()=元 inPeriod=84000", "90:1 -", "funds line=元 inPeriod()=元 inPeriod=84000"),
  // One column has a heading of 元, and the other says nothing.
  measure(
    "funds inPeriod()=元 inPeriod=84000 yearToDate=8.4", "90:1 -",
    "funds inPeriod()=万元 inPeriod=8.4 yearToDate=8.4"),
  // A cell against its heading.
  measure(
    "funds measure=元 inPeriod()=万元 inPeriod=84000", "90:1 -", "funds inPeriod()=元 inPeriod=0 yearToDate=0"),
  // 万人 over people.
  measure(
    "teachers measure=名 inPeriod()=万人 inPeriod=3", "90:1 -", "teachers measure=名 inPeriod()=人 inPeriod=3"),
  // 万 alone.
  measure("teachers measure=名 inPeriod()=万 inPeriod=3", "90:1 -", "funds measure=万元 inPeriod()=万 inPeriod=3"),
  RuleSample(
    code: "V2020",
    fails: { Scenario("hz-00 funds inPeriod=8.4 yearToDate=8.4") { $0.prepare = { glue(&$0) } } },
    expected: ["V2020 hard 1:13 funds"],
    passes: { Scenario("hz-00 funds inPeriod=8.4 yearToDate=8.4") }),
  // People over attendances, and nothing else in the table.
  RuleSample(
    code: "V2002", fails: { Scenario("hz-00 participants inPeriod()=人 inPeriod=300") },
    expected: ["V2002 hard 90:1 participants"],
    passes: {
      Scenario("hz-00 participants inPeriod()=人 inPeriod=300 \nhz-01 teachers inPeriod()=人 inPeriod=3")
    }),
]

private func measure(_ fails: String, _ place: String, _ passes: String) -> RuleSample {
  return RuleSample(
    code: "V2020", fails: { Scenario("\(task(of: fails)) \(fails)") }, expected: ["V2020 hard \(place)"],
    passes: { Scenario("\(task(of: passes)) \(passes)") })
}

private func task(of row: String) -> String { row.hasPrefix("teachers") ? "hz-01" : "hz-00" }

/// `8.4万` in the quarter, where the form counts in 万元 and the row names no measure unit.
private func glue(_ draft: inout SubmissionDraft) {
  draft.tasks[0].figures[0].values.inPeriod = 84_000
  draft.tasks[0].figures[0].cells[.inPeriod]?.text = "8.4万"
}

@Suite("Measure units outside their column") struct MeasureNoteTests {
  private func values(_ row: String) throws -> (FigureValues, [String]) {
    let review = Scenario("hz-00 \(row)").run()
    let submission = try #require(review.submission, "\(review.brief)")
    return (
      try #require(submission.observations.first).values, review.repairs.map { "\($0.value) → \($0.readAs)" }
    )
  }

  @Test("A row without a measure unit is read in that of its headings, else of the line, exactly")
  func applied() throws {
    var (read, traces) = try values("funds inPeriod()=元 inPeriod=84001")
    #expect(read.inPeriod == Amount("8.4001"))
    #expect(traces == ["84001元 → 8.4001万元"])
    (read, traces) = try values("funds line=元、人次 inPeriod=84000 yearToDate=84000")
    #expect(read.inPeriod == Amount("8.4"))
    #expect(read.yearToDate == Amount("8.4"))
    #expect(traces == ["84000元 → 8.4万元", "84000元 → 8.4万元"])
    (read, traces) = try values("participants inPeriod()=万 inPeriod=1.242")
    #expect(read.inPeriod == 12_420)
    #expect(traces == ["1.242万人次 → 12420人次"])
  }

  @Test(
    "A unit of another kind says nothing about the row", arguments: ["line=元", "line=万元", "inPeriod()=万元、人次"])
  func ignored(_ note: String) throws {
    let (read, traces) = try values("participants \(note) inPeriod=12420")
    #expect(read.inPeriod == 12_420)
    #expect(traces == [])
  }

  @Test("The factor between the two is told")
  func factor() throws {
    let finding = try #require(
      Scenario("hz-00 funds measure=元 line=亿元 inPeriod=84000").run().findings.first { $0.code == "V2020" })
    #expect(finding.facts["factor"] == "100000000")
  }
}
