import Findings
import ReportModel

/// 不是本级所辖单位：the unit exists, but neither is this office's own nor lies below it.
///
/// Why: a neighbouring city's county would be in nobody's total here, and be thought delivered.
package struct OutsideWorkspace: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1011", severity: .hard,
    title: "不是本级所辖单位",
    message: "{unit}不在{workspace}所辖范围内。",
    remedy: "请报送其上级汇总单位。",
    titleEN: "Not below this office",
    messageEN: "{unit} does not report to {workspace}.",
    remedyEN: "Send the report to the unit's own superior.",
    basis: "报送渠道", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.units.contains(context.identity.unit, under: context.workspaceUnit) else { return }
    found.report(
      Place(
        report.draft.unit?.position ?? .none, unit: context.identity.unit,
        value: context.identity.unit.rawValue),
      [
        "unit": context.units.name(of: context.identity.unit),
        "workspace": context.units.name(of: context.workspaceUnit),
      ])
  }
}
