import Findings
import ReportModel

/// 指标不属于该任务：the indicator exists, but under another task.
///
/// Why: rows slide when a form is copied; which of the two codes is right only the sender knows.
package struct IndicatorElsewhere: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1022", severity: .hard,
    title: "指标不属于该任务",
    message: "指标“{name}”属于任务 {belongs}，却填在 {task} 之下。",
    remedy: "把这一行的任务编号改为 {belongs}。",
    titleEN: "Indicator under another task",
    messageEN: "Indicator “{name}” belongs to task {belongs}, but stands under {task}.",
    remedyEN: "Change the row's task id to {belongs}.",
    basis: "任务分工表", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused(for: .otherTask) {
      guard let definition = row.definition else { continue }
      found.report(row.place(), ["name": definition.name, "belongs": definition.task.rawValue])
    }
  }
}
