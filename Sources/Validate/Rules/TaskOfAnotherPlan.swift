import Findings
import ReportModel

/// 填的是别的方案的任务：the task is not in the unit's plan, but in another one that the office knows. With nothing but 不适用 or
/// blanks in it, a note.
///
/// Why: plans differ in their branches: a district without villages has no 农民 action; the clerk filled in the city's form.
package struct TaskOfAnotherPlan: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1027", severity: .hard,
    title: "填的是别的方案的任务",
    message: "任务“{value}”（{title}）属于 {other} 的方案，本单位执行的方案 {plan} 里没有这一项。",
    remedy: "{hint}本单位的任务和指标见 cengbao template 生成的报表。",
    titleEN: "A task of another plan",
    messageEN: "Task “{value}” belongs to the plan {otherID}; this unit's plan {plan} does not have it.",
    remedyEN: "{hintEN} `cengbao template` writes the form with this unit's tasks.",
    basis: "任务分工表", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for task in report.unknownTasks {
      guard let (plan, known) = Self.owner(of: task, in: context) else { continue }
      let hint = UnknownTask.owner(of: task, in: context)
      found.report(
        Place(task.id.position, task: task.id.text, value: task.id.text),
        [
          "plan": context.plan.id.rawValue, "otherID": plan.id.rawValue,
          "other": context.units.name(of: plan.unit), "title": known.title,
          "hint": hint.map { "这一行的指标“\($0.name)”在本单位属于任务 \($0.task)，任务编号改为 \($0.task)。" } ?? "删去这一行。",
          "hintEN": hint.map {
            "The indicator “\($0.id)” there belongs to task \($0.task) of this unit's plan: use that task id."
          } ?? "Remove the row.",
        ], severity: task.isEmpty ? .note : nil)
    }
  }

  static func owner(of task: DraftTask, in context: ValidationContext) -> (Plan, PlanTask)? {
    for plan in context.catalogue.plans where plan.id != context.plan.id {
      if let known = plan.task(TaskID(task.id.text)) { return (plan, known) }
    }
    return nil
  }
}

extension DraftTask {
  /// Nothing but 不适用 or blanks.
  var isEmpty: Bool {
    figures.allSatisfy(\.values.isEmpty)
      && [progress, problems, next, summary].allSatisfy { $0?.isEmpty ?? true }
  }
}
