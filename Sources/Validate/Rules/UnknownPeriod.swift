import Findings
import ReportModel

/// 报告期无法识别：the cover has no period, or one that cannot be read as a quarter.
///
/// Why: a figure without its quarter cannot be counted anywhere.
package struct UnknownPeriod: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1008", severity: .hard,
    title: "报告期无法识别",
    message: "报告期填“{value}”，看不出是哪一季度。",
    remedy: "填写如“2024年三季度”或“2024-Q3”。",
    titleEN: "Unknown period",
    messageEN: "The period “{value}” does not say which quarter is meant.",
    remedyEN: "Type it like 2024-Q3.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard draft.period == nil else { return }
    found.report(
      Place(draft.periodText?.position ?? .none, unit: reading.unitCode, value: draft.periodText?.text ?? ""))
  }
}
