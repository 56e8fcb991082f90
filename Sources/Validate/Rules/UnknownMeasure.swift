import Findings
import ReportModel

/// 计量单位无法识别：the measure unit in the row is not in the table of measure units.
package struct UnknownMeasure: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2001", severity: .hard,
    title: "计量单位无法识别",
    message: "“{name}”的计量单位填“{value}”，不认识这个单位。",
    remedy: "改填 {measure}，或能换算成 {measure} 的单位。",
    titleEN: "Unknown measure unit",
    messageEN: "“{name}” is given in “{value}”, which is not a known measure unit.",
    remedyEN: "Use {measure}, or a unit that converts into it.",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused(for: .unknownMeasure) {
      guard let definition = row.definition, let measure = row.typed.measure else { continue }
      var place = row.place()
      if measure.position.line > 0 { place.position = measure.position }
      place.value = measure.text
      found.report(place, ["name": definition.name, "measure": definition.measure])
    }
  }
}
