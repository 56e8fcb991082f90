import Findings
import ReportModel

/// 数值超出可处理范围：a value, once converted or added to what came before, can no longer be held exactly.
///
/// Why: totals are exact or they are nothing; what leaves the range is said, never wrapped or rounded.
package struct OutOfRange: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2015", severity: .hard,
    title: "数值超出可处理范围",
    message: "“{name}”的数值过大或小数位过多，换算或累计后无法精确保存。",
    remedy: "核对数值和计量单位。",
    titleEN: "Value out of range",
    messageEN: "“{name}” is too large or has too many decimals to be converted or added exactly.",
    remedyEN: "Check the value and its measure unit.",
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused(for: .outOfRange) {
      guard let definition = row.definition else { continue }
      found.report(row.place(row.typed.values.items.first), ["name": definition.name])
    }
    for figure in report.figures where figure.comparison?.hasOverflowed == true {
      found.report(figure, figure.values.items.first)
    }
  }
}
