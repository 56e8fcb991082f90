import Aggregate
import ReportModel
import TestKit

/// An office that keeps what it works out, as the register does: in bytes, by unit and period.
struct KeptOffice {
  var world: World
  private(set) var kept: [UnitPeriod: (madeFrom: Fingerprint, packed: PackedWorkings)] = [:]
  private var basis: Fingerprint?
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
    let basis = scope.basis(for: inForce)
    if self.basis != basis { kept = [:] }
    self.basis = basis
    var recomputation = Recomputation(
      period, scope, inForce: inForce, onRecord: kept.mapValues(\.madeFrom))
    var readVersions = 0
    var readContents: Set<UnitPeriod> = []
    var result = QuarterRollUps()
    var computed: [ComputedFigure] = []
    while let needs = recomputation.next() {
      var packed: [UnitPeriod: PackedWorkings] = [:]
      for place in needs.contents {
        packed[place] = PackedWorkings(content: kept[place]?.packed.content, output: nil)
      }
      for place in needs.outputs {
        packed[place, default: PackedWorkings(content: nil, output: nil)].output = kept[place]?.packed.output
      }
      readVersions += needs.versions.count
      readContents.formUnion(needs.contents)
      let submissions = needs.versions.compactMap { number in
        byNumber[number].map { needs.versionsWithWords.contains(number) ? $0 : $0.withoutWords }
      }
      let step = try recomputation.compute(submissions, workings: packed)
      for workings in step.fresh { kept[workings.place] = (workings.madeFrom, workings.packed) }
      for area in step.shown {
        try result.append(area, revisions: [:]) { version, scope in
          guard let report = byNumber[version] else { throw Lacking() }
          return scope == .own ? report.wordsForSuperiors : report.paragraphs
        }
      }
      computed += step.computed
    }
    return Run(
      rollUps: result, computed: computed, readVersions: readVersions, readContents: readContents)
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
