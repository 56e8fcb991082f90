import Findings
import ReportModel

/// 同一任务的完成状态不一致：rows of one task state different statuses.
///
/// Why: a task has one status in a quarter; the counts above take it once.
package struct StatusContradicts: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2016", severity: .soft,
    title: "同一任务的完成状态不一致",
    message: "任务 {task} 在不同行填了不同的完成状态：{statuses}，按第一个办理。",
    remedy: "统一为一个状态。",
    titleEN: "Different statuses for one task",
    messageEN: "Task {task} has different statuses in different rows: {statusesEN}; the first is taken.",
    remedyEN: "Make them one.",
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    var first: [String: TaskStatus] = [:]
    first.reserveCapacity(min(report.draft.tasks.count, report.taskPositions.count))
    var told: Set<String> = []
    for task in report.draft.tasks {
      guard let status = task.status else { continue }
      guard let known = first[task.id.text] else {
        first[task.id.text] = status
        continue
      }
      guard known != status, told.insert(task.id.text).inserted else { continue }
      found.report(
        Place(task.id.position, task: task.id.text, value: status.chinese),
        [
          "statuses": "\(known.chinese)、\(status.chinese)",
          "statusesEN": "\(known.rawValue), \(status.rawValue)",
        ])
    }
  }
}
