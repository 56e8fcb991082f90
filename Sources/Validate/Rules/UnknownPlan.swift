import Findings
import ReportModel

/// 实施方案无法识别：the plan on the cover is not registered.
///
/// Why: task and indicator codes mean something only within their plan. Where the unit has one plan only, the rest of the
/// file is checked against that, so that everything wrong is said at once.
package struct UnknownPlan: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1005", severity: .hard,
    title: "实施方案无法识别",
    message: "实施方案“{value}”没有登记。本单位的方案：{plans}。",
    remedy: "改填方案编号：{plans}。",
    titleEN: "Unknown plan",
    messageEN: "The plan “{value}” is not registered. This unit's plan: {plans}.",
    remedyEN: "Type the plan's id: {plans}.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard case .unknown(let own) = reading.plan else { return }
    found.report(
      Place(draft.plan?.position ?? .none, unit: reading.unitCode, value: draft.plan?.text),
      ["plans": own.map(\.id.rawValue).joined(separator: "、")])
  }
}
