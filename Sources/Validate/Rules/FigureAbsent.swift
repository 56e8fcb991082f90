import Findings
import ReportModel

/// 缺报：figures that the report owes and does not hold, once for each task.
///
/// Why: missing is not zero; it stands in the coverage of every total above. It is a question and no reason to return
/// the report. A roll-up owes what anybody below it was asked for.
/// Not caught: what the reader already found fault with; what may stand in a row whose indicator code is wrong; a plan's own unit that files words only, because its
/// departments report the figures.
package struct FigureAbsent: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1024", severity: .soft,
    title: "缺报",
    message: "任务 {task}“{title}”应报未报：{names}。",
    remedy: "补填数字；没有发生的填 0，本单位没有此项的填“—”，暂时报不出的写情况说明。",
    titleEN: "Owed and not reported",
    messageEN: "Task {task} “{title}” lacks: {names}.",
    remedyEN: """
      Type the figures: 0 where nothing happened, — where it does not apply, or explain why it cannot\
       be told yet.
      """,
    basis: "任务分工表·应报指标", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !report.isReadInPart, !context.isForeign else { return }
    let statesFigures = report.figures.contains { !$0.isInherited } || !report.refused.isEmpty
    if !context.isRollUp, !statesFigures, context.plan.unit == context.identity.unit,
      !context.roster.departments(of: context.identity.unit).isEmpty
    {
      return
    }
    var absent: [TaskID: [IndicatorDefinition]] = [:]
    var order: [TaskID] = []
    for (position, owes) in report.duty.owes.enumerated() where owes && !report.isMentioned[position] {
      let definition = context.plan.indicators[position]
      guard report.figure(definition.id) == nil else { continue }
      if absent[definition.task] == nil { order.append(definition.task) }
      absent[definition.task, default: []].append(definition)
    }
    for task in order {
      let indicators = absent[task] ?? []
      if indicators.count <= report.unplacedRows[task.rawValue] ?? 0 { continue }
      // Where the form has a row for it the clerk is sent there, else to the task.
      let rows = report.draft.tasks.filter { $0.id.text == task.rawValue }
      let row = rows.flatMap(\.figures).first { row in
        indicators.contains { $0.id.rawValue == row.indicator.text }
      }
      let position = row?.indicator.position ?? rows.first?.id.position ?? .none
      found.report(
        Place(position, task: task.rawValue),
        [
          "title": context.plan.task(task)?.title ?? "",
          "names": indicators.map(\.name).joined(separator: "、"),
          "indicators": indicators.map(\.id.rawValue).joined(separator: " "),
        ])
    }
  }
}
