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

/// 季度汇总：rolls a programme up for one period, for every compiling unit from `root` down.
///
/// A pure function of the submissions in force up to the period, the catalogue and the revisions: the earlier
/// quarters are folded first, because opening balances, gaps and last known cumulatives come from them. The order of
/// `submissions` is irrelevant, and a submission that is given twice counts once.
///
/// - Parameters:
///   - submissions: reviewed reports of any period; later ones than `period` are ignored.
///   - revisions: the revision that each unit's roll-up is to carry; 1 where none is named.
package func rollUpQuarter(
  _ period: Period, of programme: ProgrammeID, under root: OrgUnitCode, catalogue: Catalogue,
  submissions: [ReviewedSubmission], revisions: [OrgUnitCode: Int] = [:], ruleCatalogue: String = ""
) -> QuarterRollUps {
  let index = SubmissionIndex(
    submissions.filter { $0.identity.period <= period }, units: catalogue.units)
  var ledger = Ledger()
  var previous: [RollUp] = []
  var current = min(index.firstPeriod ?? period, period)
  while true {
    var fold = QuarterFold(
      catalogue: catalogue, programme: programme, index: index, period: current, root: root,
      ruleCatalogue: ruleCatalogue, revisions: revisions, ledger: ledger)
    fold.run()
    if current == period { return QuarterRollUps(rollUps: fold.rollUps, base: fold.base, previous: previous) }
    ledger = fold.ledger
    previous = fold.rollUps.map(\.rollUp)
    current = current.next
  }
}
