import Aggregate
import Export
import Ingest
import ReportModel
import Testing

/// What a city exports, a province reads without findings and with equal content.
struct RoundTripTests {
  private func read(_ rollUp: RollUp, _ catalogue: Catalogue) throws -> SubmissionDraft {
    let reader = ReportReader(reportSchema: try Repository.bytes("Schemas/report.xsd"))
    let file = renderRollUp(rollUp, catalogue: catalogue)
    let result = try reader.read(file.bytes, fileName: file.name)
    #expect(result.findings.map(\.code) == [])
    return try #require(result.draft)
  }

  private func expectEqual(_ draft: SubmissionDraft, _ rollUp: RollUp, _ catalogue: Catalogue) throws {
    let plan = try #require(catalogue.plan(rollUp.plan))
    let roster = Roster(catalogue, programme: plan.programme, period: rollUp.period)
    #expect(draft.unit?.text == rollUp.unit.rawValue)
    #expect(draft.plan?.text == rollUp.plan.rawValue)
    #expect(draft.period == rollUp.period)
    #expect(draft.scope == .rollup)
    #expect(draft.revision == rollUp.revision)
    #expect(draft.repairs.isEmpty)

    var basis = rollUp.basis
    basis.sources.sort { ($0.unit, $0.plan, $0.scope) < ($1.unit, $1.plan, $1.scope) }
    basis.missingUnits.sort()
    basis.statusCounts = basis.statusCounts.mapValues { counts in
      TaskStatus.allCases.flatMap { status in counts.filter { $0.status == status } }
    }
    #expect(draft.basis == basis)

    let figures = draft.tasks.flatMap(\.figures)
    #expect(
      Set(figures.map(\.indicator.text)) == Set(rollUp.observations.map(\.indicator.rawValue)))
    #expect(figures.count == rollUp.observations.count)
    for observation in rollUp.observations {
      let name = observation.indicator.rawValue
      let figure = try #require(figures.first { $0.indicator.text == name })
      let rolled = try #require(observation.rolled)
      let back = try #require(figure.rolled)
      #expect(figure.task.text == observation.task.rawValue)
      #expect(figure.values == observation.values, "\(name)")
      #expect(figure.status == observation.status, "\(name)")
      #expect(figure.measure == nil)
      #expect(back.completeness == rolled.completeness, "\(name)")
      #expect(back.estimated == rolled.estimated, "\(name)")
      #expect(back.parts == ordered(rolled.parts, rollUp.unit), "\(name)")
      #expect(figure.statedCoverage == stated(rolled.coverage), "\(name)")
      let definition = try #require(plan.indicator(observation.indicator))
      expectEqual(
        back.coverage, rolled.coverage, asked: roster.expectedLeaves(of: definition, at: rollUp.unit), name)
      #expect((back.reconciliation == nil) == (rolled.reconciliation == nil), "\(name)")
      if let reconciliation = rolled.reconciliation, let again = back.reconciliation {
        #expect(again.values == reconciliation.values, "\(name)")
        #expect(again.parts == ordered(reconciliation.parts, rollUp.unit), "\(name)")
        expectEqual(
          again.coverage, reconciliation.coverage,
          asked: roster.subordinateLeaves(of: definition, at: rollUp.unit), name)
      }
    }

    var words = Set(draft.sourceParagraphs)
    func own(_ task: TaskID?, _ text: String?) {
      guard let text else { return }
      words.insert(
        SourceParagraph(unit: rollUp.unit, plan: rollUp.plan, task: task, kind: .summary, text: text))
    }
    own(nil, draft.summary)
    for task in draft.tasks { own(TaskID(task.id.text), task.summary) }
    #expect(words == Set(rollUp.paragraphs))
  }

  /// The named leaves and the register together give everybody back who stands behind the figure.
  private func expectEqual(
    _ back: FigureCoverage, _ coverage: FigureCoverage, asked: Set<OrgUnitCode>, _ name: String
  ) {
    #expect(back.missing == coverage.missing, "\(name)")
    #expect(back.notApplicable == coverage.notApplicable, "\(name)")
    #expect(back.provisional == coverage.provisional, "\(name)")
    #expect(back.expected.union(asked) == coverage.expected, "\(name)")
  }

  private func ordered(_ parts: [FigurePart], _ unit: OrgUnitCode) -> [FigurePart] {
    parts.filter { $0.unit == unit } + parts.filter { $0.unit != unit }.sorted { $0.unit < $1.unit }
  }

  private func stated(_ coverage: FigureCoverage) -> StatedCoverage {
    StatedCoverage(
      expected: coverage.expected.count, reported: coverage.reportedCount,
      notApplicable: coverage.notApplicable.count, missing: coverage.missing.count,
      provisional: coverage.provisional.count)
  }

  @Test(
    "A roll-up of a real quarter reads back with equal content",
    arguments: [HanzhongQuarter.city, HanzhongQuarter.province])
  func realQuarter(unit: OrgUnitCode) throws {
    let quarter = try HanzhongQuarter.standard()
    let rollUp = try quarter.rollUp(of: unit)
    try expectEqual(read(rollUp, quarter.catalogue), rollUp, quarter.catalogue)
  }
}
