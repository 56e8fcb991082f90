import Findings
import ReportModel

/// 补报合并：what a supplement does not name stays as it is in the version in force.
private func kept(_ context: ValidationContext, by report: CheckedReport) -> ReviewedSubmission? {
  report.draft.mode == .supplement ? context.inForce : nil
}

/// Explanations of the report, each with its task; in a supplement those in force as well, unless the supplement
/// explains the same thing anew.
func explanations(of report: CheckedReport, in context: ValidationContext) -> [Explanation] {
  let typed = report.draft.tasks.flatMap { task in
    task.explanations.map { explanation in
      var explanation = explanation
      if explanation.task == nil, !task.id.text.isEmpty { explanation.task = TaskID(task.id.text) }
      return explanation
    }
  }.filter { !$0.text.allSatisfy(\.isWhitespace) }
  let earlier = (kept(context, by: report)?.explanations ?? []).filter { old in
    !typed.contains { $0.rule == old.rule && $0.indicator == old.indicator && $0.task == old.task }
  }
  return earlier + typed
}

/// 完成状态: of several in one report the first.
func statuses(of report: CheckedReport, in context: ValidationContext) -> [TaskID: TaskStatus] {
  var statuses: [TaskID: TaskStatus] = [:]
  for task in report.draft.tasks where !task.id.text.isEmpty {
    guard let status = task.status else { continue }
    let id = TaskID(task.id.text)
    if statuses[id] == nil { statuses[id] = status }
  }
  return (kept(context, by: report)?.statuses ?? [:]).merging(statuses) { _, new in new }
}

/// 文字内容: one paragraph for each task and kind, in the order of the matrix; what a table repeats row by row is said
/// once. A roll-up's source paragraphs follow as they came.
func paragraphs(of report: CheckedReport, in context: ValidationContext) -> [SourceParagraph] {
  var texts: [TaskID: [ParagraphKind: [String]]] = [:]
  for task in report.draft.tasks where !task.id.text.isEmpty {
    let parts: [(ParagraphKind, String?)] = [
      (.progress, task.progress), (.problems, task.problems), (.next, task.next), (.summary, task.summary),
    ]
    for (kind, text) in parts {
      guard let text, !text.allSatisfy(\.isWhitespace) else { continue }
      if texts[TaskID(task.id.text)]?[kind]?.contains(text) != true {
        texts[TaskID(task.id.text), default: [:]][kind, default: []].append(text)
      }
    }
  }
  let earlier = (kept(context, by: report)?.paragraphs ?? []).filter { $0.unit == context.identity.unit }
  var paragraphs: [SourceParagraph] = []
  func add(_ task: TaskID?, _ kind: ParagraphKind, _ typed: String?) {
    guard let text = typed ?? earlier.first(where: { $0.task == task && $0.kind == kind })?.text,
      !text.allSatisfy(\.isWhitespace)
    else { return }
    paragraphs.append(
      SourceParagraph(
        unit: context.identity.unit, plan: context.plan.id, task: task, kind: kind, text: text))
  }
  add(nil, .summary, report.draft.summary)
  if !texts.isEmpty || !earlier.isEmpty {
    for task in context.plan.matrix.tasks {
      for kind in ParagraphKind.allCases {
        add(task.id, kind, texts[task.id]?[kind]?.joined(separator: "\n"))
      }
    }
  }
  if context.isRollUp {
    let kept = kept(context, by: report)?.paragraphs.filter { $0.unit != context.identity.unit } ?? []
    paragraphs += report.draft.sourceParagraphs.isEmpty ? kept : report.draft.sourceParagraphs
  }
  return paragraphs
}
