import Findings
import ReportModel

/// 本期数、本年累计、规划期累计大小颠倒：a cumulative is smaller than what it contains, and there is no certain history that
/// would say by how much. With one, V4001 and V4002 compare exactly and this rule keeps silent.
///
/// Not caught: where an adjustment is typed, which may turn the order round.
package struct CumulativesOutOfOrder: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V3003", severity: .soft,
    title: "本期数、本年累计、规划期累计大小颠倒",
    message: "“{name}”的{smaller} {smallValue} 小于{larger} {largeValue}。",
    remedy: "核对两栏是否填反或漏加以前各期。",
    titleEN: "Cumulatives out of order",
    messageEN: "“{name}” has {smallerEN} {smallValue}, less than {largerEN} {largeValue}.",
    remedyEN: "Check whether columns were interchanged or earlier periods left out.",
    basis: "统计核算关系", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    let period = context.identity.period
    guard !context.isRollUp else { return }
    // A year that began before the plan's cumulative may well be larger than it.
    let yearIsWithinPlan = (Period(year: period.year, quarter: 1) ?? period) >= context.plan.firstPeriod
    for figure in report.figures where figure.values.adjustment == nil {
      guard let comparison = figure.comparison,
        let (part, cumulative) = Self.firstOutOfOrder(
          figure.sound, comparison, yearIsWithinPlan: yearIsWithinPlan)
      else { continue }
      found.report(
        figure, cumulative,
        [
          "smaller": cumulative.chinese, "smallerEN": cumulative.rawValue,
          "smallValue": figure.values[cumulative]?.description ?? "—", "larger": part.chinese,
          "largerEN": part.rawValue, "largeValue": figure.values[part]?.description ?? "—",
        ])
    }
  }

  private static func firstOutOfOrder(
    _ values: FigureValues, _ comparison: HistoryComparison, yearIsWithinPlan: Bool
  ) -> (part: FigureItem, cumulative: FigureItem)? {
    func isAbove(_ part: Amount?, _ cumulative: Amount?) -> Bool {
      if let part, let cumulative { part > cumulative } else { false }
    }
    if isAbove(values.inPeriod, values.yearToDate), comparison.yearDifference == nil,
      comparison.yearFloor == nil
    {
      return (.inPeriod, .yearToDate)
    }
    guard comparison.planDifference == nil, comparison.planShortfall(of: values) == nil else { return nil }
    if isAbove(values.yearToDate, values.planToDate), yearIsWithinPlan,
      comparison.yearDifference?.isZero ?? true
    {
      return (.yearToDate, .planToDate)
    }
    if values.yearToDate == nil, isAbove(values.inPeriod, values.planToDate) {
      return (.inPeriod, .planToDate)
    }
    return nil
  }
}
