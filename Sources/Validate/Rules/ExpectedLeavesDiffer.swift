import Findings
import ReportModel

/// 应报单位数与名录不符：the roll-up expects another number of leaves than the register and the plans give.
///
/// Why: all offices count from the same register and plans; a difference shows that they do not. The register's leaves are
/// the ones that travel on.
package struct ExpectedLeavesDiffer: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5004", severity: .soft,
    title: "应报单位数与名录不符",
    message: "“{name}”应报 {stated} 个，按本级名录应为 {registered} 个。",
    remedy: "核对双方的单位名录和方案是否为同一版本。",
    titleEN: "Expected units differ",
    messageEN: "“{name}” expects {stated} units; by this office's register it should be {registered}.",
    remedyEN: "Compare the unit registers and plans of both offices.",
    basis: "应报名录", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp else { return }
    for figure in report.figures where !figure.isInherited {
      guard let stated = figure.typed.statedCoverage, let rolled = figure.rolled else { continue }
      let registered = context.expectedLeaves(of: figure.definition, stated: rolled.coverage)
      guard registered.count != stated.expected else { continue }
      found.report(
        figure, nil, ["stated": String(stated.expected), "registered": String(registered.count)])
    }
  }
}
