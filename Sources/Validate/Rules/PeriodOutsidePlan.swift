import Findings
import ReportModel

/// 报告期不在方案年度内：the quarter lies before or after the years that the plan covers.
///
/// Why: almost always a mistyped year.
package struct PeriodOutsidePlan: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1009", severity: .hard,
    title: "报告期不在方案年度内",
    message: "报告期 {value} 不在方案 {plan} 的年度（{first} 至 {last}）之内。",
    remedy: "核对报告期；如确属该期，请改填对应的方案。",
    titleEN: "Period outside the plan",
    messageEN: "The period {value} lies outside the years of plan {plan} ({first} to {last}).",
    remedyEN: "Check the period, or name the plan that covers it.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard let period = draft.period, let plan = reading.planInForce,
      period < plan.firstPeriod || period > plan.lastPeriod
    else { return }
    found.report(
      Place(draft.periodText?.position ?? .none, unit: reading.unitCode, value: period.description),
      [
        "plan": plan.id.rawValue, "first": plan.firstPeriod.description, "last": plan.lastPeriod.description,
      ])
  }
}
