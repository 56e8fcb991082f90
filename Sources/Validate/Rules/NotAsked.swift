import Findings
import ReportModel

/// 本单位不填报该指标：the plan asks somebody else for the indicator.
///
/// Why: it would be counted beside the figure of those who are asked. A declared 不适用 says the same as the matrix and is
/// passed over.
package struct NotAsked: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1023", severity: .hard,
    title: "本单位不填报该指标",
    message: "“{name}”由{reporters}填报，{unit}不填。",
    remedy: "删去这一行的数字；本单位没有此项的不必填写。",
    titleEN: "Indicator is not this unit's to report",
    messageEN: "“{name}” is reported by {reportersEN}, not by {unit}.",
    remedyEN: "Remove the figure from this row.",
    basis: "任务分工表·填报单位", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused(for: .notAsked) {
      guard let definition = row.definition else { continue }
      let reporters: (String, String) =
        switch definition.reportedBy {
        case .areas: ("下级地区", "the areas below")
        case .departments: ("本级部门", "the departments of the plan's own unit")
        case .both: ("下级地区和本级部门", "the areas below and the own departments")
        }
      found.report(
        row.place(row.typed.values.items.first),
        [
          "name": definition.name, "reporters": reporters.0, "reportersEN": reporters.1,
          "unit": context.units.name(of: context.identity.unit),
        ])
    }
  }
}
