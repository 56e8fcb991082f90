import Findings
import ReportModel

/// 只填了比例：a row of a ratio holds a typed rate and neither numerator nor denominator.
///
/// Why: percentages are never added or averaged; without its parts the figure has no place in any total.
package struct RateWithoutParts: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2018", severity: .soft,
    title: "只填了比例",
    message: "“{name}”只填了比例 {value}，没有填分子和分母，无法汇总，按缺报处理。",
    remedy: "填分子、分母两个数，比例由系统计算。",
    titleEN: "A rate without its parts",
    messageEN: "“{name}” has a rate of {value} and neither numerator nor denominator; it counts as missing.",
    remedyEN: "Type numerator and denominator; the rate is computed.",
    basis: "任务分工表·指标口径", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.rates {
      found.report(
        Place(
          row.typed.typedRate?.position ?? row.typed.position, task: row.definition.task.rawValue,
          indicator: row.definition.id.rawValue, value: row.typed.typedRate?.text),
        ["name": row.definition.name])
    }
  }
}
