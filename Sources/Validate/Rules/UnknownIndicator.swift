import Findings
import ReportModel

/// 指标编号不在方案内：the plan does not have the indicator. With nothing but 不适用 or a blank in the row, a note.
///
/// Why: a figure that no definition explains cannot be added to anything.
package struct UnknownIndicator: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1021", severity: .hard,
    title: "指标编号不在方案内",
    message: "指标“{value}”不在方案 {plan} 中。",
    remedy: "改为方案中的指标编号，或删去这一行。{hint}",
    titleEN: "Indicator is not in the plan",
    messageEN: "Indicator “{value}” is not in plan {plan}.",
    remedyEN: "Use an indicator id from the plan, or remove the row. {hintEN}",
    basis: "任务分工表", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused(for: .unknownIndicator) {
      let candidates = context.plan.indicators.filter { $0.task.rawValue == row.typed.task.text }
      let meant = IndicatorMeant(row.typed.indicator.text, task: row.typed.task.text, in: context.plan)
      let list = candidates.map { "\($0.id)（\($0.name)）" }.joined(separator: "、")
      var place = row.place()
      place.position =
        row.typed.indicator.position.line > 0 ? row.typed.indicator.position : row.typed.position
      place.value = row.typed.indicator.text
      found.report(
        place,
        [
          "plan": context.plan.id.rawValue,
          "hint": meant.map(\.question) ?? (list.isEmpty ? "" : "该任务的指标有：\(list)。"),
          "hintEN": meant.map(\.questionEN) ?? (list.isEmpty ? "" : "This task has: \(list)."),
        ], severity: row.holdsValues ? nil : .note)
    }
  }
}
