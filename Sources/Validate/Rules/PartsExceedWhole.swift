import Findings
import ReportModel

/// 其中项之和大于合计：the plan says that the parts lie within the whole, and they exceed it. The plan sets the severity.
package struct PartsExceedWhole: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V3002", severity: .hard,
    title: "其中项之和大于合计",
    message: "“{name}”{item}为 {total}，其中项之和 {sum}（{parts}）比它多 {difference}{also}。",
    remedy: "核对合计与各其中项，其中项之和不能大于合计。",
    titleEN: "Parts exceed the whole",
    messageEN:
      "“{name}” ({itemEN}) is {total}, but its parts add up to {sum} ({parts}), {difference} more{alsoEN}.",
    remedyEN: "Correct the total or the parts; the parts cannot exceed the whole.",
    basis: "统计核算关系", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.isRollUp else { return }
    for whole in report.figures where whole.definition.parts == .within && whole.status == .reported {
      let definitions = context.plan.indicators.filter { $0.partOf == whole.definition.id }
      let parts = definitions.compactMap { report.figure($0.id) }
      guard !parts.isEmpty else { continue }
      PartsComparison.report(
        PartsComparison.all(of: whole, parts) { $1 > $0 }, of: whole, found: &found)
    }
  }
}
