import Findings
import ReportModel

/// 小数位数超过规定：an amount has more decimals than its definition, in the definition's own measure unit.
///
/// Why: often a slipped decimal point. A figure typed in another unit is converted exactly and never asked about.
package struct TooManyDecimals: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2005", severity: .soft,
    title: "小数位数超过规定",
    message: "“{name}”的{item}填报 {value}，按口径保留 {decimals} 位小数。",
    remedy: "核对是否点错小数点；无误的，写情况说明。",
    titleEN: "More decimals than defined",
    messageEN: "“{name}” is reported as {value}; the definition keeps {decimals} decimals.",
    remedyEN: "Check the decimal point, or explain that the figure is right.",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures
    where figure.hasDecimals && (figure.definition.kind == .amount || figure.definition.kind == .survey)
      && !figure.isConverted
      && !figure.isInherited && !context.isRollUp
    {
      let decimals = figure.definition.decimals
      let items = FigureItem.allCases.filter { Int(figure.values[$0]?.scale ?? 0) > decimals }
      guard !items.isEmpty else { continue }
      found.report(figure, items, ["decimals": String(decimals)])
    }
  }
}
