import ReportModel
import TestKit
import Testing

@testable import Aggregate

/// 开销: what a run asks for and holds, counted, so that it cannot grow unseen.
@Suite("What a run of many reports asks for at a time")
struct CostGuards {
  /// A nation of 3 provinces with 400 counties.
  private static let world: World = {
    var units: [OrgUnit] = [.unit("N", .nation)]
    for province in 1...3 { units.append(.unit(OrgUnitCode("P\(province)"), .province, under: "N")) }
    for county in 1...400 {
      units.append(.unit(OrgUnitCode("C\(county)"), .county, under: OrgUnitCode("P\(county % 3 + 1)")))
    }
    var world = World(
      units: units, plans: [.plan("plan", of: "N", indicators: [.flow("a", by: .areas)])])
    for county in 1...400 {
      world.submit(.own(OrgUnitCode("C\(county)"), "plan", "2024-Q1", [.reported("a", .flow(5))]))
    }
    return world
  }()

  @Test("No step asks for more reports than there is room for, and every report is asked for once")
  func steps() throws {
    let submissions = Self.world.submissions
    var run = Recomputation(
      "2024-Q1", RollUpScope(programme: .sample, root: "N", catalogue: Self.world.catalogue),
      inForce: submissions.enumerated().map { VersionInForce($1.identity, number: Int64($0)) })
    var asked: [Int64] = []
    var shown: [OrgUnitCode] = []
    while let needs = run.next() {
      #expect(needs.versions.count <= 128)
      #expect(needs.versionsWithWords.isEmpty)
      asked += needs.versions
      shown += try run.compute(needs.versions.map { submissions[Int($0)] }).shown.map(\.unit)
    }
    #expect(asked.sorted() == submissions.indices.map { Int64($0) })
    #expect(Set(shown).count == 404 && shown.count == 404 && shown.last == "N")
  }

  @Test("Figures with the same leaves share them")
  func sharedLeaves() throws {
    let world = Self.world
    var twice = world
    twice.plans = [.plan("plan", of: "N", indicators: [.flow("a", by: .areas), .flow("b", by: .areas)])]
    twice.submissions = (1...400).map { county in
      ReviewedSubmission.own(
        OrgUnitCode("C\(county)"), "plan", "2024-Q1", [.reported("a", .flow(5)), .reported("b", .flow(6))])
    }
    let nation = try #require(twice.run("2024-Q1").rollUp(of: "N"))
    let coverages = nation.observations.compactMap { $0.rolled?.coverage }
    #expect(coverages.count == 2 && coverages[0].expected.count == 403)
    #expect(coverages[0].isShared(with: coverages[1]))
  }
}
