import Findings
import ReportModel

/// 审核结果：what became of a draft.
package struct Review: Sendable, Hashable {
  package var outcome: Outcome
  /// In file order, at most `detailCap` of one code.
  package var findings: [Finding]
  /// Exact, however many details are listed.
  package var counts: [RuleCode: Int]
  package var repairs: [Repair]
  /// `nil` when the report is returned.
  package var submission: ReviewedSubmission?
  /// Against the version in force.
  package var changes: [FigureChange]
  /// Figures that the file states, declared 不适用 included, each counted once.
  package var figureCount: Int

  package init(
    outcome: Outcome, findings: [Finding], counts: [RuleCode: Int], repairs: [Repair],
    submission: ReviewedSubmission?, changes: [FigureChange], figureCount: Int
  ) {
    self.outcome = outcome
    self.findings = findings
    self.counts = counts
    self.repairs = repairs
    self.submission = submission
    self.changes = changes
    self.figureCount = figureCount
  }
}

/// 明细上限：how many findings of one code a receipt lists; the counts stay exact.
package let detailCap = 100

/// 全文明细上限：how many findings a receipt lists in all.
package let fileDetailCap = 300
