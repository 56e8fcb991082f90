import Findings
import ReportModel

/// 分工任务未填报：tasks that name the department as lead or responsible unit and that the file does not mention.
///
/// Why: a table that was cut off looks whole; naming what is not there shows it. Tasks with owed figures are 缺报 already.
/// Not caught: tasks of collectives (区级各部门), because the register does not say who belongs to them.
package struct TaskAbsent: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1025", severity: .note,
    title: "分工任务未填报",
    message: "本单位负责的任务没有填报：{tasks}。",
    remedy: "补报这些任务的进展；文件如有残缺，请重新导出全件。",
    titleEN: "Assigned tasks are absent",
    messageEN: "Tasks that this unit leads or is responsible for are absent: {tasks}.",
    remedyEN: "Report on them too; if the file was cut off, export it again.",
    basis: "任务分工表", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.isRollUp, !report.isReadInPart, !context.isForeign, report.draft.mode == .replace,
      context.units[context.identity.unit]?.level == .department
    else { return }
    let mentioned = Set(report.draft.tasks.map(\.id.text))
    let owing = Set(zip(context.plan.indicators, report.duty.owes).filter(\.1).map(\.0.task))
    let absent = context.plan.matrix.tasks.filter { task in
      task.units.contains { $0.role != .support && $0.units.contains(context.identity.unit) }
        && !mentioned.contains(task.id.rawValue) && !owing.contains(task.id)
    }
    guard !absent.isEmpty else { return }
    found.report(Place(), ["tasks": absent.map { "\($0.id)“\($0.title)”" }.joined(separator: "、")])
  }
}
