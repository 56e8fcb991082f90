import Findings
import ReportModel

/// 汇总结果：one compiling unit's roll-up with what was noticed on the way.
package struct CompiledRollUp: Sendable, Hashable {
  package var rollUp: RollUp
  package var findings: [Finding]
}

/// 季度汇总：everything that a run of one quarter computes.
package struct QuarterRollUps: Sendable, Hashable {
  /// Subordinates before their superiors.
  package var rollUps: [CompiledRollUp]
  /// 基层数 of every own level that was not already inside a received roll-up.
  package var base: [BaseRow]
  /// The roll-ups of the period before, for comparison.
  package var previous: [RollUp]

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
  while let needs = run.next() { _ = run.compute(byPeriod[needs.period] ?? []) }
  return run.result(revisions: revisions)
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
