import Findings
import ReportModel

/// 汇总结果：one compiling unit's roll-up with what was noticed on the way.
package struct CompiledRollUp: Sendable, Hashable {
  package var rollUp: RollUp
  package var findings: [Finding]
  /// 文字来源：whose words belong to the roll-up, which has no `paragraphs` of its own yet. They are named and not held: a nation
  /// has two hundred thousand.
  package var words: [WordsSource] = []
}

/// 文字来源：the words of one report, as they travel upward.
package struct WordsSource: Sendable, Hashable {
  package var unit: OrgUnitCode
  /// Of an own level its explanations travel with its paragraphs; in a roll-up they are among them.
  package var scope: ReportScope
  /// The version in the register that says them; `nil` where several were laid over each other, or where they stand under an
  /// abolished code.
  package var version: Int64?
  /// The words themselves, where no version stands for them.
  package var stated: [SourceParagraph]
  package init(unit: OrgUnitCode, scope: ReportScope, version: Int64?, stated: [SourceParagraph] = []) {
    self.unit = unit
    self.scope = scope
    self.version = version
    self.stated = stated
  }

  /// Of a report that counts: named if one version stands for its words.
  init(_ report: ReviewedSubmission, among versions: VersionsInForce) {
    let version = versions.wording(of: report.identity)
    self.init(
      unit: report.identity.unit, scope: report.identity.scope, version: version,
      stated: version == nil ? report.words(as: report.identity.scope) : [])
  }
}

/// 季度汇总：everything that a run of one quarter computes.
package struct QuarterRollUps: Sendable, Hashable {
  /// Subordinates before their superiors.
  package var rollUps: [CompiledRollUp]
  /// 基层数 of every own level that was not already inside a received roll-up.
  package var base: [BaseRow]
  /// The roll-ups of the period before, for comparison: figures and progress only.
  package var previous: [RollUp]

  package init(rollUps: [CompiledRollUp] = [], base: [BaseRow] = [], previous: [RollUp] = []) {
    self.rollUps = rollUps
    self.base = base
    self.previous = previous
  }

  /// - Parameters:
  ///   - revisions: the revision that each unit's roll-up is to carry; 1 where none is named.
  ///   - words: what a version says, as it travels upward in a report of this scope.
  package mutating func append<Failure: Error>(
    _ area: ShownArea, revisions: [OrgUnitCode: Int],
    words: (Int64, ReportScope) throws(Failure) -> [SourceParagraph]
  ) throws(Failure) {
    base += area.base
    if var compiled = area.compiled {
      compiled.rollUp.revision = revisions[area.unit] ?? 1
      for source in compiled.words {
        compiled.rollUp.paragraphs += source.stated
        if let version = source.version { compiled.rollUp.paragraphs += try words(version, source.scope) }
      }
      compiled.words = []
      rollUps.append(compiled)
    }
    if var before = area.previous {
      before.revision = revisions[area.unit] ?? 1
      previous.append(before)
    }
  }

  package func previous(of unit: OrgUnitCode) -> RollUp? { previous.first { $0.unit == unit } }
  package func rollUp(of unit: OrgUnitCode) -> RollUp? { rollUps.first { $0.rollUp.unit == unit }?.rollUp }
}

/// 从头汇总：rolls a programme up for one period, for every compiling unit from the root down, with nothing kept from
/// another run.
///
/// A pure function of the submissions in force up to the period, the catalogue and the revisions: the earlier
/// quarters are folded first, because opening balances, gaps and last known cumulatives come from them. The order of
/// `submissions` is irrelevant, and a submission that is given twice counts once.
///
/// - Parameters:
///   - submissions: reviewed reports of any period; later ones than `period` are ignored.
///   - revisions: the revision that each unit's roll-up is to carry; 1 where none is named.
package func rollUpQuarter(
  _ period: Period, _ scope: RollUpScope, submissions: [ReviewedSubmission],
  revisions: [OrgUnitCode: Int] = [:]
) -> QuarterRollUps {
  let counting = submissions.filter { $0.outcome.counts && $0.identity.period <= period }
  var run = Recomputation(
    period, scope,
    inForce: counting.enumerated().map { VersionInForce($1.identity, number: Int64($0)) },
    keepsWorkings: false)
  let byPeriod = Dictionary(grouping: counting, by: \.identity.period)
  var result = QuarterRollUps()
  while let needs = run.next() {
    do throws(WorkingsUnreadable) {
      for area in try run.compute(byPeriod[needs.period] ?? []).shown {
        result.append(area, revisions: revisions) { counting[Int($0)].words(as: $1) }
      }
    } catch {
      preconditionFailure("nothing that was kept is used")
    }
  }
  return result
}

extension ReviewedSubmission {
  /// What of its words travels upward.
  func words(as scope: ReportScope) -> [SourceParagraph] {
    scope == .rollup ? paragraphs : wordsForSuperiors
  }
}

package func rollUpQuarter(
  _ period: Period, of programme: ProgrammeID, under root: OrgUnitCode, catalogue: Catalogue,
  submissions: [ReviewedSubmission], revisions: [OrgUnitCode: Int] = [:], ruleCatalogue: String = ""
) -> QuarterRollUps {
  rollUpQuarter(
    period,
    RollUpScope(programme: programme, root: root, catalogue: catalogue, ruleCatalogue: ruleCatalogue),
    submissions: submissions, revisions: revisions)
}
