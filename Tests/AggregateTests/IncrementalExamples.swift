import ReportModel
import TestKit
import Testing

@testable import Aggregate

/// 增量汇总: a province with two cities and three counties, one plan of three figures for all, and a city with a plan of its own.
@Suite("What a correction makes to be worked out again")
struct IncrementalExamples {
  static let world: World = {
    var world = World(
      units: [
        .unit("P", .province), .unit("X", .city, under: "P"), .unit("Y", .city, under: "P"),
        .unit("X1", .county, under: "X"), .unit("X2", .county, under: "X"), .unit("Y1", .county, under: "Y"),
      ],
      plans: [
        .plan(
          "p-plan", of: "P",
          indicators: [.flow("a", by: .areas), .flow("b", by: .areas), .stock("c", by: .areas)]),
        .plan(
          "y-plan", of: "Y", indicators: [.flow("m", by: .areas), .flow("n", by: .areas)],
          crosswalkTo: "p-plan", [.map("m", to: "a"), .map("n", to: "b")]),
      ])
    for period in ["2024-Q1", "2024-Q2"] as [Period] {
      for unit in ["X", "X1", "X2"] as [OrgUnitCode] { world.submit(report(unit, period)) }
      world.submit(
        .own("Y1", "y-plan", period, [.reported("m", .flow(4)), .reported("n", .flow(6))]))
    }
    return world
  }()

  static func report(
    _ unit: OrgUnitCode, _ period: Period, a: FigureValues = .flow(5), revision: Int = 1, text: String? = nil
  ) -> ReviewedSubmission {
    .own(
      unit, "p-plan", period,
      [.reported("a", a), .reported("b", .flow(7)), .reported("c", .stock(9))], revision: revision,
      paragraphs: text.map {
        [SourceParagraph(unit: unit, plan: "p-plan", task: "t-00", kind: .progress, text: $0)]
      } ?? [])
  }

  var office = KeptOffice(world)

  init() throws { _ = try office.run("2024-Q2") }

  private mutating func computed(after correction: ReviewedSubmission, _ period: Period = "2024-Q2") throws
    -> Set<String>
  {
    office.world.submit(correction)
    let run = try office.run(period)
    #expect(run.rollUps == office.world.run(period))
    return Set(run.computed.map { "\($0.unit) \($0.indicator) \($0.period)" })
  }

  @Test("Nothing changed: nothing is worked out and no report is read")
  mutating func nothing() throws {
    let run = try office.run("2024-Q2")
    #expect(run.computed.isEmpty)
    #expect(run.readVersions == 0)
    #expect(run.rollUps == office.world.run("2024-Q2"))
  }

  @Test("A corrected county's figure: that indicator, in the county, its city and the province, and no other")
  mutating func oneFigure() throws {
    let computed = try computed(after: Self.report("X1", "2024-Q2", a: .flow(50), revision: 2))
    #expect(computed == ["X1 a 2024-Q2", "X a 2024-Q2", "P a 2024-Q2"])
  }

  @Test("Only the county's report and what lies beside the way to the top are read")
  mutating func readsTheWayUp() throws {
    office.world.submit(Self.report("X1", "2024-Q2", a: .flow(50), revision: 2))
    let run = try office.run("2024-Q2")
    // Versions 1 and 2 of the county, the city's own level; the province has none.
    #expect(run.readVersions == 3)
    #expect(!run.readContents.contains(UnitPeriod("Y1", "2024-Q2")))
    #expect(run.readContents.contains(UnitPeriod("Y", "2024-Q2")))
  }

  @Test("Shown again is who reported and everybody above; the year before is not gone through")
  mutating func shownAgain() throws {
    office.world.submit(Self.report("X1", "2024-Q2", a: .flow(50), revision: 2))
    let run = try office.run("2024-Q2")
    #expect(run.shown == ["X1", "X", "P"])
    #expect(run.beganAfter == "2024-Q1")
    #expect(try office.run("2024-Q2").shown.isEmpty)
  }

  @Test("A correction of an earlier quarter is seen from there on, and what was kept behind it is not used")
  mutating func beginsBeforeTheCorrection() throws {
    office.world.submit(Self.report("X1", "2024-Q3"))
    #expect(try office.run("2024-Q3").beganAfter == "2024-Q2")
    office.world.submit(Self.report("X1", "2024-Q2", a: .flow(50), revision: 2))
    let run = try office.run("2024-Q3")
    #expect(run.beganAfter == "2024-Q1")
    #expect(run.rollUps == office.world.run("2024-Q3"))
    #expect(run.shown == ["X1", "X", "P"])
  }

  @Test("A figure of another plan is worked out under its own name up to where the plans meet")
  mutating func crosswalk() throws {
    let computed = try computed(
      after: .own(
        "Y1", "y-plan", "2024-Q2", [.reported("m", .flow(40)), .reported("n", .flow(6))], revision: 2))
    #expect(computed == ["Y1 m 2024-Q2", "Y m 2024-Q2", "P a 2024-Q2"])
  }

  @Test("A corrected earlier quarter is worked out to the end where cumulatives were not typed")
  mutating func earlierQuarter() throws {
    let computed = try computed(after: Self.report("X1", "2024-Q1", a: .flow(50), revision: 2))
    #expect(
      computed == [
        "X1 a 2024-Q1", "X a 2024-Q1", "P a 2024-Q1", "X1 a 2024-Q2", "X a 2024-Q2", "P a 2024-Q2",
      ])
  }

  @Test("A typed cumulative ends it: the county is looked at again, its superiors are not")
  mutating func typedCumulative() throws {
    office.world.submit(
      Self.report("X1", "2024-Q2", a: .flow(5, year: 20, plan: 30), revision: 2))
    _ = try office.run("2024-Q2")
    let computed = try computed(after: Self.report("X1", "2024-Q1", a: .flow(50), revision: 2))
    #expect(computed == ["X1 a 2024-Q1", "X a 2024-Q1", "P a 2024-Q1", "X1 a 2024-Q2"])
  }

  @Test("Other words change the pages and no figure")
  mutating func words() throws {
    #expect(try computed(after: Self.report("X1", "2024-Q2", revision: 2, text: "新的文字")).isEmpty)
    let rollUp = try #require(try office.run("2024-Q2").rollUps.rollUp(of: "P"))
    #expect(rollUp.paragraphs.map(\.text) == ["新的文字"])
    #expect(rollUp.basis.sources.first { $0.unit == "X1" }?.revision == 2)
  }

  @Test("A roll-up in the place of the leaves, and its withdrawal")
  mutating func rollUpAndBack() throws {
    let rolled = try #require(office.world.run("2024-Q1", under: "X").rollUp(of: "X"))
    var received = ReviewedSubmission.received(rolled, catalogue: office.world.catalogue)
    received.observations[0].values.inPeriod = 100
    let before = office.world.submissions
    _ = try computed(after: received)
    office.world.submissions = before
    let run = try office.run("2024-Q2")
    #expect(run.rollUps == office.world.run("2024-Q2"))
  }

  @Test("A newer quarter goes on from what is kept and reads no older report")
  mutating func nextQuarter() throws {
    office.world.submit(Self.report("X1", "2024-Q3"))
    let run = try office.run("2024-Q3")
    #expect(run.readVersions == 1)
    #expect(run.computed.allSatisfy { $0.period == "2024-Q3" })
    #expect(run.rollUps == office.world.run("2024-Q3"))
  }

  @Test("What an exemption touches is worked out again, and nothing beside it")
  mutating func exemption() throws {
    var catalogue = office.world.catalogue
    catalogue.decisions.exemptions.insert(Decisions.Duty(unit: "X1", period: "2024-Q2"))
    let run = try office.run("2024-Q2", catalogue)
    #expect(run.rollUps == office.world.run("2024-Q2", under: nil, catalogue))
    #expect(Set(run.computed.map(\.unit)).isSubset(of: ["X1", "X", "P"]))
  }

  @Test("Another catalogue, another root, other rules: nothing that was kept is used")
  func basis() {
    let scope = RollUpScope(programme: .sample, root: "P", catalogue: Self.world.catalogue)
    var others: [RollUpScope] = []
    func add(_ change: (inout RollUpScope) -> Void) {
      var other = scope
      change(&other)
      others.append(other)
    }
    add { $0.root = "X" }
    add { $0.programme = "another" }
    add { $0.ruleCatalogue = "another" }
    add { $0.catalogue.digests.units = "another" }
    add { $0.catalogue.digests.plans["p-plan"] = "another" }
    add { $0.catalogue.measures = MeasureTable([]) }
    add { $0.catalogue.allocations = [TargetAllocation(plan: "p-plan", target: "t", unit: "X", value: 1)] }
    let all =
      [scope.basis(from: "2024-Q1"), scope.basis(from: "2023-Q4"), scope.basis(from: nil)]
      + others.map { $0.basis(from: "2024-Q1") }
    #expect(Set(all).count == all.count)
    #expect(scope.basis(from: "2024-Q1") == scope.basis(from: "2024-Q1"))
  }

  @Test("Bytes that are not what was kept are refused, whatever they are, and never bring the program down")
  mutating func damagedBytes() throws {
    let place = UnitPeriod("X", "2024-Q2")
    let whole = try #require(office.kept[place]?.packed)
    let content = try #require(whole.content)
    for count in stride(from: 0, to: content.count, by: 7) {
      #expect(throws: WorkingsUnreadable.self) {
        try PackedWorkings(content: Array(content.prefix(count)), output: nil).unpackedContent()
      }
    }
    #expect(throws: WorkingsUnreadable.self) {
      try PackedWorkings(content: content + [0], output: nil).unpackedContent()
    }
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<3000 {
      var bytes = content
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? PackedWorkings(content: bytes, output: nil).unpackedContent()
    }
    office.world.submit(Self.report("X1", "2024-Q2", a: .flow(50), revision: 2))
    office.replace(place, content: [1, 2, 3])
    #expect(throws: WorkingsUnreadable.self) { try office.run("2024-Q2") }
  }

  @Test("The same workings are the same bytes, and come back as they were")
  func roundTrip() throws {
    for number in 0..<60 {
      let drawn = RandomCase(seed: 4_000 + UInt64(number))
      for workings in try Self.workings(of: drawn) {
        let content = try workings.packed.unpackedContent()
        let output = try workings.packed.unpackedOutput()
        #expect(PackedWorkings(Workings(content: content, output: output), []) == workings.packed)
      }
    }
  }

  @Test("Whoever changes what reports come to, or how it is written down, raises the version of the method")
  func methodVersion() throws {
    var fingerprint = Fingerprint()
    for number in 0..<40 {
      for workings in try Self.workings(of: RandomCase(seed: 5_000 + UInt64(number))) {
        fingerprint.add(workings.packed.content ?? [])
        fingerprint.add(workings.packed.output ?? [])
      }
    }
    // If this differs: raise `RollUpScope.methodVersion`, so that no office goes on from what an earlier version worked
    // out, and write down here what the new one comes to.
    #expect([RollUpScope.methodVersion: fingerprint.description] == [3: "27df6aaf752358a2fa25d97aced4738f"])
  }

  private static func workings(of drawn: RandomCase) throws -> [FreshWorkings] {
    let counting = drawn.world.submissions.filter(\.outcome.counts)
      .sorted { ($0.identity, $0.revision) < ($1.identity, $1.revision) }
    var recomputation = Recomputation(
      drawn.last, RollUpScope(programme: .sample, root: "P", catalogue: drawn.world.catalogue),
      inForce: counting.enumerated().map { VersionInForce($1.identity, number: Int64($0)) })
    var all: [FreshWorkings] = []
    while let needs = recomputation.next() {
      let kept = Dictionary(all.map { ($0.place, $0.packed) }, uniquingKeysWith: { $1 })
      all += try recomputation.compute(
        counting.filter { $0.identity.period == needs.period }, workings: kept
      ).fresh
    }
    return all
  }
}
