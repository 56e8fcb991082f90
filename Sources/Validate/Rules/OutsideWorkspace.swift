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
    guard
      let finding = Self.finding(
        report.draft, of: context.identity.unit, at: context.workspaceUnit, in: context.units)
    else { return }
    found.report(finding.place, finding.facts)
  }

  /// The finding for a unit that an office does not compile. Also before the plan is known: a unit of another office
  /// has another plan, and being told to change the plan would only lead to being told this.
  package static func finding(
    _ draft: SubmissionDraft, of unit: OrgUnitCode, at workspace: OrgUnitCode, in units: UnitRegister
  ) -> Finding? {
    guard !units.contains(unit, under: workspace) else { return nil }
    return Finding(
      sheet, at: Place(draft.unit?.position ?? .none, unit: unit, value: unit.rawValue),
      ["unit": units.name(of: unit), "workspace": units.name(of: workspace)])
  }
}
