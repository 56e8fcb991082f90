import Ingest
import ReportModel
import Testing

@Suite struct RollUpReadingTests {
  @Test("A roll-up carries its basis, its sources and the units that are missing")
  func basis() throws {
    let result = try readSample("610700_2024-Q3_汇总.xml")
    #expect(result.marks == [])
    let draft = try #require(result.draft)
    #expect(draft.scope == .rollup)
    #expect(draft.revision == 2)
    let basis = try #require(draft.basis)
    #expect(basis.digests.units == String(repeating: "a", count: 64))
    #expect(basis.digests.plans == ["hanzhong-2022": String(repeating: "b", count: 64)])
    #expect(basis.ruleCatalogue == "0.1")
    #expect(basis.missingUnits == ["610728"])
    #expect(basis.sources.map(\.unit) == ["610702", "610703"])
    #expect(basis.sources.map(\.isLate) == [false, true])
    #expect(basis.sources.map(\.outcome) == [.accepted, .questions])
    #expect(basis.sources[0].receivedAt == 1_728_351_000)
    #expect(
      basis.statusCounts == [
        "hz-06": [StatusCount(status: .inProgress, units: 2), StatusCount(status: .completed, units: 1)]
      ])
    #expect(
      draft.sourceParagraphs == [
        SourceParagraph(
          unit: "610702", plan: "hanzhong-2022", task: "hz-06", kind: .progress, text: "举办骨干教师培训班两期。"),
        SourceParagraph(unit: "610703", plan: "hanzhong-2022", task: nil, kind: .summary, text: "全区情况良好。"),
      ])
  }

  @Test("A rolled-up figure carries its counts, its named leaves, its parts and its reconciliation")
  func figure() throws {
    let figures = try readSample("610700_2024-Q3_汇总.xml").figures
    #expect(figures.map(\.status) == [.reported, .missing, .notApplicable, .reported])
    let first = figures[0]
    #expect(
      first.statedCoverage
        == StatedCoverage(expected: 5, reported: 3, notApplicable: 1, missing: 1, provisional: 1))
    let rolled = try #require(first.rolled)
    #expect(rolled.completeness == .partial)
    #expect(
      rolled.coverage
        == FigureCoverage(
          expected: ["610703", "610728", "610729", "610730"], missing: ["610728"],
          notApplicable: ["610729"], provisional: ["610703"]))
    #expect(rolled.parts.map(\.unit) == ["610702", "610703", "610728"])
    #expect(rolled.parts[2].isCarried)
    #expect(rolled.parts[2].status == .missing)
    #expect(rolled.parts[2].values == FigureValues(planToDate: 0))
    let reconciliation = try #require(rolled.reconciliation)
    #expect(reconciliation.values == FigureValues(inPeriod: 100))
    #expect(reconciliation.coverage == FigureCoverage(expected: ["610728"], missing: ["610728"]))
    #expect(reconciliation.parts.map(\.unit) == ["610702"])
    #expect(figures[3].rolled?.estimated == 80)
    #expect(figures[3].rolled?.parts.map(\.estimated) == [80])
    #expect(figures[3].statedCoverage == nil)
  }

  @Test("What stands in place of a unit code in a coverage is named once and goes no further")
  func strangeCodes() throws {
    let text = String(decoding: try Repository.sample("610700_2024-Q3_汇总.xml"), as: UTF8.self)
    let leaf = try read(text.replacing("<leaf unit=\"610729\"", with: "<leaf unit=\"61072/\""))
    #expect(leaf.findings.map(\.code) == ["I1106"])
    #expect(leaf.figures[0].rolled?.coverage.notApplicable == [])
    let part = try read(text.replacing("<part unit=\"610703\" scope", with: "<part unit=\"南郑区\" scope"))
    #expect(part.findings.map(\.code) == ["I1106"])
    #expect(part.figures[0].rolled?.parts.map(\.unit) == ["610702", "610728"])
  }
}
