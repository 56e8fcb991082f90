import Findings
import ReportModel

/// 填了已完成，目标还没有达到：a task is stated complete while a figure of it lies below its target.
///
/// Why: the counts of completed tasks go up to leaders who read nothing else.
/// Not caught: tasks without a target; an annual target before the year's end of which the year's part is done.
package struct CompletedBelowTarget: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V6003", severity: .soft,
    title: "填了已完成，目标还没有达到",
    message: "任务 {task} 填的是“已完成”，但 {shortfalls}。",
    remedy: "没有完成的，完成状态改为“推进中”；确已完成的，核对数字或写情况说明。",
    titleEN: "Stated complete below its target",
    messageEN: "Task {task} is stated complete, but {shortfallsEN}.",
    remedyEN: "Change the status to in progress, or correct the figures or explain.",
    basis: "实施方案·目标", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    let standings = TargetStanding.all(of: report, in: context)
    var told: Set<String> = []
    for task in report.draft.tasks where task.status == .completed && told.insert(task.id.text).inserted {
      let short = standings.filter { standing in
        standing.target.task?.rawValue == task.id.text && standing.progress.light != .done
          && standing.progress.progress != nil && !faults.isWrong(standing.figure.definition.id)
      }
      guard !short.isEmpty else { continue }
      func list(_ words: (TargetStanding) -> String, _ separator: String) -> String {
        short.map(words).joined(separator: separator)
      }
      found.report(
        Place(task.id.position, task: task.id.text),
        [
          "shortfalls": list(
            { "“\($0.figure.definition.name)”为 \($0.shown)，目标 \($0.goal)" }, "；"),
          "shortfallsEN": list(
            { "“\($0.figure.definition.name)” is \($0.shown), its target \($0.goal)" }, "; "),
        ])
    }
  }
}
