import Findings
import ReportModel

/// 填表日期早于期末：the form was filled in before the quarter was over.
///
/// Why: a forecast that is taken for a result is never corrected.
package struct FilledBeforePeriodEnd: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1013", severity: .soft,
    title: "填表日期早于期末",
    message: "填表日期 {value} 早于 {period} 的最后一天 {last}，所报是预计数还是实际数？",
    remedy: "期末后按实际数重报；已是实际数的，在封面下的空行写：第一格“情况说明”，第二格原因。",
    titleEN: "Filled in before the period's end",
    messageEN: """
      The form was filled in on {value}, before {last}, the last day of {period}: forecast or fact?
      """,
    remedyEN: "Report the actual figures after the period's end, or explain that they are final.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard let filledOn = report.draft.cover.filledOn, filledOn < context.identity.period.lastDay else {
      return
    }
    found.report(
      Place(report.draft.filledOn?.position ?? .none, value: filledOn),
      ["period": context.identity.period.description, "last": context.identity.period.lastDay])
  }
}
