import Findings
import ReportModel

/// 本季数远高于往季：this quarter's flow is more than five times the largest of the last eight reported quarters, with at
/// least three of them known.
///
/// Why: a cumulative in the quarter's column and a slipped decimal point look like this.
/// Not caught: an error by less than five times; a unit in its first year.
package struct QuarterUnusuallyHigh: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4003", severity: .soft,
    title: "本季数远高于往季",
    message: "“{name}”本季 {value}，往季最多 {largest}（近 {quarters} 季依次为 {recent}），超过 5 倍。",
    remedy: "核对是否多点一位、填了累计数或计量单位有误；属实的，写情况说明。",
    titleEN: "Quarter unusually high",
    messageEN: """
      “{name}” has {value} this quarter; the highest of the last {quarters} quarters ({recentEN}) was {largest},\
       less than a fifth.
      """,
    remedyEN: """
      Check for a slipped digit, a cumulative in the wrong column or a wrong measure unit; explain\
       it if it is right.
      """,
    basis: "上期数据核对", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let quarter = figure.comparison?.quarter,
        let recent = context.recentQuarters[figure.definition.id],
        recent.count >= 3, let largest = recent.max(), largest > .zero,
        let bound = largest.multiplied(by: 5), quarter > bound, MagnitudeSlip.slip(figure, context) == nil
      else { continue }
      found.report(
        figure, .inPeriod,
        [
          "value": figure.values.inPeriod == nil ? quarter.description : figure.typed.text(of: .inPeriod),
          "largest": largest.description, "quarters": String(recent.count),
          "recent": recent.reversed().map(\.description).joined(separator: "、"),
          "recentEN": recent.reversed().map(\.description).joined(separator: ", "),
        ])
    }
  }
}
