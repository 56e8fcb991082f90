import Findings
import ReportModel

/// 超过合理上限：a quarter's or a period-end figure lies above what the plan holds plausible for one unit.
///
/// Why: 元 typed in a 万元 column is ten thousand times too much. Totals of many units are not judged by it.
package struct AboveMaximum: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2006", severity: .soft,
    title: "超过合理上限",
    message: "“{name}”的{item}填报 {value}，超过合理上限 {maximum}{measure}。",
    remedy: "核对计量单位和小数点；确实如此的，写情况说明。",
    titleEN: "Above the plausible maximum",
    messageEN: "“{name}” is reported as {value}, above the plausible maximum of {maximum} {measure}.",
    remedyEN: "Check measure unit and decimal point, or explain.",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.isRollUp else { return }
    for figure in report.figures {
      guard let maximum = figure.definition.maximum else { continue }
      for item in [FigureItem.inPeriod, .atEnd] {
        guard let value = figure.values[item], value > maximum else { continue }
        found.report(
          figure, item, ["maximum": maximum.description, "measure": figure.definition.measure])
      }
    }
  }
}
