import Findings
import ReportModel

/// 进度落后，没有写存在问题：a target's light is yellow or red, and the task has no word on problems.
///
/// Why: the leader's first question. A note, because the figure itself is not in doubt.
package struct BehindWithoutReason: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V6004", severity: .note,
    title: "进度落后，没有写存在问题",
    message: "任务 {task} 落后于序时进度（{lags}），“存在问题”一栏没有写。",
    remedy: "在“存在问题”里写明落后的原因，在“下一步打算”里写明措施。",
    titleEN: "Behind schedule without a reason",
    messageEN: "Task {task} is behind schedule ({lagsEN}) and says nothing about problems.",
    remedyEN: "Write the reason under problems and the measures under next steps.",
    basis: "实施方案·目标", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    let behind = TargetStanding.all(of: report, in: context).filter {
      ($0.progress.light == .yellow || $0.progress.light == .red)
        && !faults.isQuestioned($0.figure.definition.id)
    }
    if behind.isEmpty { return }
    for task in report.taskPositions.sorted(by: { $0.value < $1.value }).map(\.key) {
      let late = behind.filter { $0.target.task == task }
      let rows = report.draft.tasks.filter { $0.id.text == task.rawValue }
      let says = rows.contains { !($0.problems ?? "").isEmpty || !$0.explanations.isEmpty }
      guard !late.isEmpty, !says else { continue }
      func lag(_ standing: TargetStanding) -> (String, String) {
        let done = standing.progress.progress.map { "\($0.percent)%" } ?? "—"
        let pace = standing.progress.pace.map { "\($0.percent)%" } ?? "—"
        let name = standing.figure.definition.name
        return ("“\(name)”完成 \(done)，序时 \(pace)", "“\(name)” \(done), pace \(pace)")
      }
      found.report(
        Place(rows.first?.id.position ?? .none, task: task.rawValue),
        [
          "lags": late.map { lag($0).0 }.joined(separator: "；"),
          "lagsEN": late.map { lag($0).1 }.joined(separator: "; "),
        ])
    }
  }
}
