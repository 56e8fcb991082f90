import Aggregate
import ReportModel
import TestKit

/// An office that keeps what it works out, as the register does: in bytes, by unit and period.
struct KeptOffice {
  var world: World
  private(set) var kept: [UnitPeriod: (madeFrom: Fingerprint, packed: PackedWorkings)] = [:]
  private var basis: Fingerprint?
  /// What was shown of each quarter, as the Outbox has it.
  private var shown: [Period: [OrgUnitCode: ShownArea]] = [:]
  private var ends: [Period: (state: State, packed: [UInt8])] = [:]
  /// Without, every run goes through all quarters.
  var usesEnds = true

  /// What stands for everything that the quarters up to one are made from.
  private struct State: Equatable {
    var basis: Fingerprint
    var inForce: Set<VersionInForce>
    var exemptions: Set<Decisions.Duty>
  }

  /// A number for every version that there ever was.
  private var numbers: [ReviewedSubmission: Int64] = [:]

  init(_ world: World) { self.world = world }

  /// The same office with nothing kept; a version has the number that it has.
  var fresh: KeptOffice {
    var office = KeptOffice(world)
    office.numbers = numbers
    return office
  }

  struct Run {
    var rollUps: QuarterRollUps
    var computed: [ComputedFigure]
    /// How many versions and workings were read.
    var readVersions: Int
    var readContents: Set<UnitPeriod>
    /// Areas that were shown again.
    var shown: Set<OrgUnitCode>
    /// What each roll-up is compared with: that of the same quarter a year before.
    var lastYear: [OrgUnitCode: RollUp]
    var beganAfter: Period?
  }

  mutating func run(_ period: Period, _ known: Catalogue? = nil) throws -> Run {
    let scope = RollUpScope(
      programme: .sample, root: world.units.first?.code ?? "", catalogue: known ?? world.catalogue)
    var inForce: [VersionInForce] = []
    var byNumber: [Int64: ReviewedSubmission] = [:]
    for submission in world.submissions where submission.outcome.counts {
      let number = numbers[submission] ?? Int64(numbers.count)
      numbers[submission] = number
      guard submission.identity.period <= period, byNumber[number] == nil else { continue }
      inForce.append(VersionInForce(submission.identity, number: number))
      byNumber[number] = submission
    }
    let basis = scope.basis(from: inForce.map(\.identity.period).min())
    if self.basis != basis {
      kept = [:]
      shown = [:]
    }
    self.basis = basis
    func state(through last: Period) -> State {
      State(
        basis: basis, inForce: Set(inForce.filter { $0.identity.period <= last }),
        exemptions: scope.catalogue.decisions.exemptions.filter { $0.period <= last })
    }
    // As an office does: behind the last quarter up to which nothing changed, or from the first on.
    var attempts: [PeriodEnd?] = [nil]
    if usesEnds,
      let end = ends.filter({ $0.key < period && $0.value.state == state(through: $0.key) }).max(by: {
        $0.key < $1.key
      })
    {
      attempts.insert(try PeriodEnd(packed: end.value.packed), at: 0)
    }
    while true {
      let after = attempts.removeFirst()
      do {
        return try run(period, scope, after: after, inForce, byNumber, state)
      } catch is WorkingsUnreadable where !attempts.isEmpty {
        continue
      }
    }
  }

  private mutating func run(
    _ period: Period, _ scope: RollUpScope, after end: PeriodEnd?, _ inForce: [VersionInForce],
    _ byNumber: [Int64: ReviewedSubmission], _ state: (Period) -> State
  ) throws -> Run {
    var areas = shown[period] ?? [:]
    let yearEnd = try period.sameQuarterOfLastYear.flatMap { ends[$0] }.map {
      try PeriodEnd(packed: $0.packed)
    }
    var recomputation = Recomputation(
      period, scope, after: end, yearEnd: yearEnd,
      inForce: inForce.filter { version in end.map { version.identity.period > $0.period } ?? true },
      onRecord: kept.filter { place in end.map { place.key.period > $0.period } ?? true }.mapValues(
        \.madeFrom),
      shownBefore: areas.mapValues(\.madeFrom))
    var readVersions = 0
    var readContents: Set<UnitPeriod> = []
    var computed: [ComputedFigure] = []
    var passed: [PeriodEnd] = []
    var told: Set<OrgUnitCode> = []
    while let needs = recomputation.next() {
      passed += recomputation.takeEnds()
      var packed: [UnitPeriod: PackedWorkings] = [:]
      for place in needs.contents.union(needs.outputs) {
        guard let record = kept[place]?.packed else { continue }
        packed[place] = PackedWorkings(
          content: needs.contents.contains(place) ? record.content : nil,
          output: needs.outputs.contains(place) ? record.output : nil)
      }
      readVersions += needs.versions.count
      readContents.formUnion(needs.contents)
      let submissions = needs.versions.compactMap { number in
        byNumber[number].map { needs.versionsWithWords.contains(number) ? $0 : $0.withoutWords }
      }
      let step = try recomputation.compute(submissions, workings: packed)
      for workings in step.fresh { kept[workings.place] = (workings.madeFrom, workings.packed) }
      for area in step.shown {
        areas[area.unit] = area
        told.insert(area.unit)
      }
      computed += step.computed
    }
    passed += recomputation.takeEnds()
    for end in passed { ends[end.period] = (state(end.period), end.packed) }
    areas = areas.filter { told.contains($0.key) || recomputation.unchanged.contains($0.key) }
    shown[period] = areas
    var result = QuarterRollUps()
    for unit in order(from: scope.root, in: period, scope.catalogue.units) {
      guard let area = areas[unit] else { continue }
      try result.append(area, revisions: [:]) { version, scope in
        guard let report = byNumber[version] else { throw Lacking() }
        return scope == .own ? report.wordsForSuperiors : report.paragraphs
      }
    }
    return Run(
      rollUps: result, computed: computed, readVersions: readVersions, readContents: readContents,
      shown: told, lastYear: areas.compactMapValues(\.lastYear), beganAfter: end?.period)
  }

  /// Subordinates before their superiors.
  private func order(from unit: OrgUnitCode, in period: Period, _ units: UnitRegister) -> [OrgUnitCode] {
    units.areas(below: unit, in: period).flatMap { order(from: $0.code, in: period, units) } + [unit]
  }

  mutating func forget(_ place: UnitPeriod) { kept[place] = nil }
  mutating func replace(_ place: UnitPeriod, content: [UInt8]) { kept[place]?.packed.content = content }
}

private struct Lacking: Error {}

extension ReviewedSubmission {
  /// As the register gives a report whose words are only named.
  fileprivate var withoutWords: ReviewedSubmission {
    var report = self
    report.paragraphs = []
    report.explanations = []
    return report
  }
}
