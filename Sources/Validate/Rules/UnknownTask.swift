import Findings
import ReportModel

/// 任务编号不在分工表：the plan's matrix does not have the task. With nothing but 不适用 or blanks in it, a note.
///
/// Why: its figures and words would have no place in any total.
package struct UnknownTask: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1020", severity: .hard,
    title: "任务编号不在分工表",
    message: "任务“{value}”不在方案 {plan} 的任务分工表中。",
    remedy: "改为分工表中的任务编号；{hint}",
    titleEN: "Task is not in the matrix",
    messageEN: "Task “{value}” is not in the task matrix of plan {plan}.",
    remedyEN: "Use a task id from the matrix; {hintEN}",
    basis: "任务分工表", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for task in report.unknownTasks where TaskOfAnotherPlan.owner(of: task, in: context) == nil {
      let belongs = Self.owner(of: task, in: context)?.task
      found.report(
        Place(task.id.position, task: task.id.text, value: task.id.text),
        [
          "plan": context.plan.id.rawValue,
          "hint": belongs.map { "这一行的指标属于 \($0)。" } ?? "没有对应任务的，删去这一行。",
          "hintEN": belongs.map { "the indicator there belongs to \($0)." }
            ?? "remove the row if there is none.",
        ], severity: task.isEmpty ? .note : nil)
    }
  }

  /// The first indicator of such a task that the unit's own plan has.
  static func owner(of task: DraftTask, in context: ValidationContext) -> IndicatorDefinition? {
    task.figures.lazy.compactMap { context.plan.indicator(IndicatorID($0.indicator.text)) }.first
  }
}
