import Findings
import ReportModel

/// 不是本单位的实施方案：a registered plan that this unit does not work to.
///
/// Why: a unit with a plan of its own reports on that; the superior's figures come from it by the crosswalk.
package struct ForeignPlan: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1006", severity: .hard,
    title: "不是本单位的实施方案",
    message: "{unit}执行的方案是 {plans}，不是“{value}”。",
    remedy: "改填 {plans}，并使用该方案的任务和指标编号。",
    titleEN: "Another unit's plan",
    messageEN: "{unit} works to {plans}, not to “{value}”.",
    remedyEN: "Type {plans} and use that plan's task and indicator codes.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard case .foreign(let typed, let own) = reading.plan, let unit = reading.unitCode else { return }
    found.report(
      Place(draft.plan?.position ?? .none, unit: unit, value: typed.id.rawValue),
      [
        "unit": catalogue.units.name(of: unit),
        "plans": own.map(\.id.rawValue).joined(separator: "、"),
      ])
  }
}
