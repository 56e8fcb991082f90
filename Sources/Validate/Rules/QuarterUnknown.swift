import Findings
import ReportModel

/// 本期数无法推算：only the year is typed, and what came before is not known to the end of the previous quarter.
package struct QuarterUnknown: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4008", severity: .note,
    title: "本期数无法推算",
    message: "“{name}”只填了本年累计，前面的季度没有报全，本期数推算不出，汇总时按不完整处理。",
    remedy: "补填本期数。",
    titleEN: "Quarter cannot be derived",
    messageEN: """
      “{name}” has a year to date only, and earlier quarters are not complete; the quarter's own figure\
       stays unknown.
      """,
    remedyEN: "Type the quarter's figure.",
    basis: "上期数据核对", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let comparison = figure.comparison, comparison.quarter == nil, figure.values.inPeriod == nil,
        figure.sound.yearToDate != nil,
        !figure.isTroubled
      else { continue }
      found.report(figure, .yearToDate)
    }
  }
}
