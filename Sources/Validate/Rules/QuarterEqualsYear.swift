import Findings
import ReportModel

/// 本期数与本年累计填成同一个数：the quarter and the year hold one number, although the year had begun already.
///
/// Why: a cumulative typed as the quarter, or the quarter typed as the year: which of the two, the clerk sees at once
/// when both readings are worked out.
/// Not caught: a first report; where an adjustment is typed.
package struct QuarterEqualsYear: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4009", severity: .hard,
    title: "本期数与本年累计填成同一个数",
    message: "“{name}”本期数和本年累计都填了 {value}，而上期本年累计已有 {previous}。",
    remedy: "{value} 是本期数的，本年累计改为 {expected}{other}。",
    titleEN: "Quarter and year hold the same number",
    messageEN: "“{name}” has {value} for the quarter and for the year, but the year had {previous} already.",
    remedyEN: "If {value} is the quarter, the year to date is {expected}{otherEN}.",
    basis: "上期数据核对", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let (previous, expected, quarter) = Self.readings(figure) else { continue }
      found.report(
        figure, .yearToDate,
        [
          "previous": previous.description, "expected": expected.description,
          "other": quarter.map { "；是累计数的，本期数改为 \($0)" } ?? "",
          "otherEN": quarter.map { "; if it is the year, the quarter is \($0)" } ?? "",
        ])
    }
  }

  /// The year so far, the year if the number is the quarter, and the quarter if it is the year.
  static func readings(_ figure: CheckedFigure) -> (previous: Amount, year: Amount, quarter: Amount?)? {
    guard let comparison = figure.comparison, figure.values.adjustment == nil,
      let previous = comparison.opening.year, !previous.isZero, let expected = comparison.expectedYear,
      let typed = figure.values.inPeriod, typed == figure.values.yearToDate, typed != expected
    else { return nil }
    return (previous, expected, typed < previous ? nil : typed.subtracting(previous))
  }
}
