import Findings
import ReportModel

/// 本年累计与上期不衔接：the typed year differs from the previous year to date + this quarter + adjustment, where the history
/// is certain. In the first quarter the year starts from nothing, also on a first report.
///
/// Not caught: a difference that an equal error in both columns hides; a year after a gap, which is V4004.
package struct YearDoesNotContinue: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4001", severity: .hard,
    title: "本年累计与上期不衔接",
    message: """
      “{name}”本年累计填报 {value}；上期本年累计 {previous} + 本期数 {quarter}{adjusted} = {expected}，\
      相差 {difference}。
      """,
    remedy: "核对本期数和本年累计；以前期数有误的，用“历史调整数”并写明原因。",
    titleEN: "Year to date does not continue",
    messageEN: """
      “{name}” ({itemEN}) has a year to date of {value}; previous {previous} + this quarter {quarter}{adjusted}\
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
      guard let comparison = figure.comparison, let expected = comparison.expectedYear,
        let difference = comparison.yearDifference, !difference.isZero,
        YearNotRestarted.lastYear(figure, in: context) == nil, QuarterEqualsYear.readings(figure) == nil,
        MagnitudeSlip.slip(figure, context) == nil
      else { continue }
      let adjustment = context.identity.period.isFirstOfYear ? nil : figure.values.adjustment
      found.report(
        figure, .yearToDate,
        [
          "previous": (comparison.opening.year ?? .zero).description,
          "quarter": figure.values.inPeriod?.description ?? "—",
          "adjusted": adjustment.map { " + 历史调整数 \($0)" } ?? "", "expected": expected.description,
          "difference": difference.description,
        ])
    }
  }
}
