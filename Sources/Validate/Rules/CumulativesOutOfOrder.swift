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
    for figure in report.figures where figure.definition.isFlow && figure.values.adjustment == nil {
      guard let comparison = figure.comparison else { continue }
      // A year that began before the plan's cumulative may well be larger than it.
      let yearIsWithinPlan = (Period(year: period.year, quarter: 1) ?? period) >= context.plan.firstPeriod
      let yearIsWrong = comparison.yearDifference.map { !$0.isZero } ?? false
      let planHasFallen = comparison.planShortfall(of: figure.values) != nil
      let pairs: [(FigureItem, FigureItem, Bool)] = [
        (.inPeriod, .yearToDate, comparison.yearDifference == nil && comparison.yearFloor == nil),
        (
          .yearToDate, .planToDate,
          comparison.planDifference == nil && yearIsWithinPlan && !yearIsWrong && !planHasFallen
        ),
        (
          .inPeriod, .planToDate,
          comparison.planDifference == nil && figure.values.yearToDate == nil && !planHasFallen
        ),
      ]
      for (part, cumulative, isOpen) in pairs where isOpen {
        guard let less = figure.values[part], let more = figure.values[cumulative], less > more else {
          continue
        }
        found.report(
          figure, cumulative,
          [
            "smaller": cumulative.chinese, "smallerEN": cumulative.rawValue, "smallValue": more.description,
            "larger": part.chinese, "largerEN": part.rawValue, "largeValue": less.description,
          ])
        break
      }
    }
  }
}
