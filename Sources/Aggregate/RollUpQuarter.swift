import Findings
import ReportModel

/// 汇总结果：one compiling unit's roll-up with what was noticed on the way.
package struct CompiledRollUp: Sendable, Hashable {
  package var rollUp: RollUp
  package var findings: [Finding]
  /// 文字来源：reports whose words belong to the roll-up beside its own `paragraphs`. They are named and not held: a nation has
  /// two hundred thousand.
  package var words: [WordsSource] = []
}

/// 文字来源：the words of one report, as they travel upward.
package struct WordsSource: Sendable, Hashable {
  package var unit: OrgUnitCode
  /// Of an own level its explanations travel with its paragraphs; in a roll-up they are among them.
  package var scope: ReportScope
  /// Of the version in the register.
  package var version: Int64
  package init(unit: OrgUnitCode, scope: ReportScope, version: Int64) {
    self.unit = unit
    self.scope = scope
    self.version = version
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
  ///   - words: what the sources of a roll-up's words say.
  package mutating func append<Failure: Error>(
    _ area: ShownArea, revisions: [OrgUnitCode: Int],
    words: (WordsSource) throws(Failure) -> [SourceParagraph]
  ) throws(Failure) {
    base += area.base
    if var compiled = area.compiled {
      compiled.rollUp.revision = revisions[area.unit] ?? 1
      for source in compiled.words { compiled.rollUp.paragraphs += try words(source) }
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
        result.append(area, revisions: revisions) { counting[Int($0.version)].words(as: $0.scope) }
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
