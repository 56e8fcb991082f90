import Findings
import ReportModel

/// 计数指标不是整数：an indicator counted in whole things has decimals, judged in the definition's measure unit (1.2万人 is
/// whole).
package struct CountNotWhole: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2004", severity: .hard,
    title: "计数指标不是整数",
    message: "“{name}”按{measure}计数，{item}填报 {value}，不是整数。",
    remedy: "改为整数；平均数、折算数不要填在这里。",
    titleEN: "Count is not whole",
    messageEN: "“{name}” ({itemEN}) counts whole {measure}, but {value} was reported.",
    remedyEN: "Type a whole number; averages do not belong here.",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures where figure.hasDecimals && figure.definition.kind == .count {
      for item in figure.values.items {
        guard let value = figure.values[item], !value.isWhole else { continue }
        found.report(figure, item, ["measure": figure.definition.measure])
      }
    }
  }
}
