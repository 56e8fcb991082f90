import Findings
import ReportModel

/// 规划期累计与上期不衔接：the typed plan cumulative differs from the previous one + this quarter + adjustment, where the
/// history is certain. A difference that equals the year's has one cause and is told there.
package struct PlanDoesNotContinue: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4002", severity: .hard,
    title: "规划期累计与上期不衔接",
    message: """
      “{name}”规划期累计填报 {value}；上期规划期累计 {previous} + 本期数 {quarter}{adjusted} = {expected}，\
      相差 {difference}。
      """,
    remedy: "核对本期数和规划期累计；以前期数有误的，用“历史调整数”并写明原因。",
    titleEN: "Plan to date does not continue",
    messageEN: """
      “{name}” ({itemEN}) has a plan to date of {value}; previous {previous} + this quarter {quarter}{adjusted}\
       = {expected}, a difference of {difference}.
      """,
    remedyEN: """
      Correct the quarter or the cumulative; errors of earlier periods go into the adjustment, with\
       a reason.
      """,
    basis: "上期数据核对", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let comparison = figure.comparison, let expected = comparison.expectedPlan,
        let difference = comparison.planDifference, !difference.isZero,
        difference != comparison.yearDifference, QuarterEqualsYear.readings(figure) == nil,
        MagnitudeSlip.slip(figure, context) == nil
      else { continue }
      found.report(
        figure, .planToDate,
        [
          "previous": (comparison.opening.plan ?? .zero).description,
          "quarter": comparison.quarter?.description ?? "—",
          "adjusted": figure.values.adjustment.map { " + 历史调整数 \($0)" } ?? "",
          "expected": expected.description, "difference": difference.description,
        ])
    }
  }
}
