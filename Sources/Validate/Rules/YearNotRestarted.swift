import Findings
import ReportModel

/// 一季度本年累计没有重新起算：in the first quarter the year to date still carries last year's total.
///
/// Why: the commonest slip of every January; saying exactly this spares the clerk a search that V4001 would start.
package struct YearNotRestarted: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4006", severity: .hard,
    title: "一季度本年累计没有重新起算",
    message: """
      “{name}”一季度本年累计填报 {value}，等于上年累计 {lastYear} + 本期数 {quarter}；本年累计从一\
      月起算。
      """,
    remedy: "本年累计改为 {quarter}；规划期累计不变。",
    titleEN: "Year to date was not restarted",
    messageEN: """
      “{name}” has {value} in the first quarter, last year's {lastYear} + this quarter {quarter}; the\
       year starts in January.
      """,
    remedyEN: "Type {quarter} as the year to date; the plan's cumulative stays.",
    basis: "上期数据核对", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let lastYear = Self.lastYear(figure, in: context) else { continue }
      found.report(
        figure, .yearToDate,
        ["lastYear": lastYear.description, "quarter": figure.values.inPeriod?.description ?? "—"])
    }
  }

  /// Last year's total, where the typed year is that and this quarter.
  static func lastYear(_ figure: CheckedFigure, in context: ValidationContext) -> Amount? {
    guard context.identity.period.isFirstOfYear, let comparison = figure.comparison,
      let lastYear = comparison.lastYear, !lastYear.isZero, let quarter = figure.values.inPeriod,
      let year = figure.values.yearToDate, lastYear.adding(quarter) == year
    else { return nil }
    return lastYear
  }
}
