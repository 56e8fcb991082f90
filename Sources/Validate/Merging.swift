import Findings
import ReportModel

/// 补报合并：what a supplement does not name stays as it is in the version in force.
private func kept(_ context: ValidationContext, by report: CheckedReport) -> ReviewedSubmission? {
  report.draft.mode == .supplement ? context.inForce : nil
}

/// Explanations of the report, each with its task, and those of the version in force whose figures have not changed and
/// that the report does not give anew.
func explanations(of report: CheckedReport, in context: ValidationContext) -> GivenExplanations {
  let typed =
    (report.draft.explanations
    + report.draft.tasks.flatMap { task in
      task.explanations.map { explanation in
        var explanation = explanation
        if explanation.task == nil, !task.id.text.isEmpty { explanation.task = TaskID(task.id.text) }
        return explanation
      }
    }).filter { !$0.text.allSatisfy(\.isWhitespace) }
  // What was explained in the version before stays explained as long as the figure is the same, so that a clerk who corrects
  // one row need not explain the others again.
  let earlier = (context.isRollUp ? [] : context.inForce?.explanations ?? []).filter { old in
    !typed.contains { $0.rule == old.rule && $0.indicator == old.indicator && $0.task == old.task }
      && isUnchanged(what: old, report, context)
  }
  return GivenExplanations(typed: typed, kept: earlier) { id in
    isUnchanged(IndicatorID(id), report, context)
  }
}

/// 情况说明的来历: those of the report itself, and those that stay from the version in force.
struct GivenExplanations {
  let typed: [Explanation]
  let kept: [Explanation]
  /// Whether a figure is what it was in the version in force.
  let isUnchanged: (String) -> Bool

  var all: [Explanation] { kept + typed }
}

/// Whether what an earlier explanation speaks of is in this report as it was; about the whole report nothing stays.
private func isUnchanged(
  what explanation: Explanation, _ report: CheckedReport, _ context: ValidationContext
) -> Bool {
  if let indicator = explanation.indicator { return isUnchanged(indicator, report, context) }
  guard let task = explanation.task else { return false }
  return context.plan.indicators.filter { $0.task == task }.allSatisfy { isUnchanged($0.id, report, context) }
}

private func isUnchanged(
  _ id: IndicatorID, _ report: CheckedReport, _ context: ValidationContext
) -> Bool {
  let before = context.inForce?.observations.first { $0.indicator == id }
  let now = report.figure(id)
  return before?.values ?? FigureValues.none == now?.values ?? FigureValues.none
    && (before?.status ?? .missing) == (now?.status ?? .missing)
}

/// 完成状态: of several in one report the first.
func statuses(of report: CheckedReport, in context: ValidationContext) -> [TaskID: TaskStatus] {
  var statuses: [TaskID: TaskStatus] = [:]
  statuses.reserveCapacity(min(report.draft.tasks.count, report.taskPositions.count))
  for task in report.draft.tasks where !task.id.text.isEmpty {
    guard let status = task.status else { continue }
    let id = TaskID(task.id.text)
    if statuses[id] == nil { statuses[id] = status }
  }
  guard let kept = kept(context, by: report) else { return statuses }
  return kept.statuses.merging(statuses) { _, new in new }
}

/// 文字内容: one paragraph for each task and kind, in the order of the matrix; what a table repeats row by row is said
/// once. A roll-up's source paragraphs follow as they came.
func paragraphs(of report: CheckedReport, in context: ValidationContext) -> [SourceParagraph] {
  var words: [Words] = []
  func note(_ task: TaskID?, _ position: Int, _ kind: ParagraphKind, _ text: String?) {
    guard let text, !text.allSatisfy(\.isWhitespace) else { return }
    words.append(Words(task: task, position: position, kind: kind, offset: words.count, text: text))
  }
  note(nil, -1, .summary, report.draft.summary)
  for task in report.draft.tasks {
    let id = TaskID(task.id.text)
    guard let position = report.taskPositions[id] else { continue }
    note(id, position, .progress, task.progress)
    note(id, position, .problems, task.problems)
    note(id, position, .next, task.next)
    note(id, position, .summary, task.summary)
  }
  if let kept = kept(context, by: report) {
    let typed = words
    for paragraph in kept.paragraphs where paragraph.unit == context.identity.unit {
      let isReplaced = typed.contains { $0.task == paragraph.task && $0.kind == paragraph.kind }
      let position = paragraph.task.map { report.taskPositions[$0] } ?? -1
      if !isReplaced, let position { note(paragraph.task, position, paragraph.kind, paragraph.text) }
    }
  }
  words.sort { $0.order < $1.order }

  var paragraphs: [SourceParagraph] = []
  paragraphs.reserveCapacity(words.count)
  var last: Words?
  var said: [String] = []
  for word in words {
    if let last, last.task == word.task, last.kind == word.kind {
      if said.contains(word.text) { continue }
      said.append(word.text)
      paragraphs[paragraphs.count - 1].text += "\n" + word.text
    } else {
      said = [word.text]
      paragraphs.append(
        SourceParagraph(
          unit: context.identity.unit, plan: context.plan.id, task: word.task, kind: word.kind,
          text: word.text))
    }
    last = word
  }
  if context.isRollUp {
    let kept = kept(context, by: report)?.paragraphs.filter { $0.unit != context.identity.unit } ?? []
    paragraphs += report.draft.sourceParagraphs.isEmpty ? kept : report.draft.sourceParagraphs
  }
  return paragraphs
}

/// What one row says in words, with its place in the matrix.
private struct Words {
  var task: TaskID?
  /// −1 for the report as a whole.
  var position: Int
  var kind: ParagraphKind
  var offset: Int
  var text: String

  var order: (Int, Int, Int) {
    let rank =
      switch kind {
      case .progress: 0
      case .problems: 1
      case .next: 2
      case .summary: 3
      case .explanation: 4
      }
    return (position, rank, offset)
  }
}
