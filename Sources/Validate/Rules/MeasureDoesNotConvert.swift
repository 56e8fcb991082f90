import Findings
import ReportModel

/// 计量单位不能换算：the measure unit is known, but counts something else than the indicator does.
///
/// Why: 人 and 人次 are different things: one person who comes three times is one 人 and three 人次.
package struct MeasureDoesNotConvert: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2002", severity: .hard,
    title: "计量单位不能换算",
    message: "“{name}”按 {measure} 统计，不能由“{value}”换算。",
    remedy: "按 {measure} 重新统计后填报。",
    titleEN: "Measure unit does not convert",
    messageEN: "“{name}” is counted in {measure}; “{value}” does not convert into it.",
    remedyEN: "Count in {measure} and report that.",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    var told: Set<SourcePosition> = []
    for row in report.refused(for: .unconvertible) {
      guard let definition = row.definition, let measure = row.typed.measure else { continue }
      var place = row.place()
      if measure.position.line > 0 {
        place.position = measure.position
        // A heading stands over many rows; it is told once.
        guard told.insert(measure.position).inserted else { continue }
      }
      place.value = measure.text
      found.report(place, ["name": definition.name, "measure": definition.measure])
    }
  }
}
