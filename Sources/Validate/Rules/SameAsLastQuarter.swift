import Findings
import ReportModel

/// 整表与上期相同：every flow that moves is exactly what it was a quarter ago. Hard where the cumulatives are the old ones
/// too, for they must have grown; a question otherwise.
///
/// Why: last quarter's file with nothing but the cover changed.
/// Not caught: fewer than three figures that move; a file in which one of them was changed.
package struct SameAsLastQuarter: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4011", severity: .soft,
    title: "整表与上期相同",
    message: "{count} 项时期数与 {previous} 填报的完全相同{cumulatives}，像是把上期的表只改了封面。",
    remedy: "按 {period} 的实际数重新填写；数确实相同的，核对累计数后，在封面下的空行写：第一格“情况说明”，第二格原因。",
    titleEN: "The same as last quarter",
    messageEN:
      "{count} flows are exactly those of {previous}{cumulativesEN}: last quarter's file under a new cover?",
    remedyEN:
      "Fill in the figures of {period}; if they are really the same, check the cumulatives and explain.",
    basis: "上期数据核对", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard case .repeatsLastQuarter(let count, let restatesCumulatives)? = report.whole else { return }
    found.report(
      Place(report.draft.periodText?.position ?? .none, value: report.draft.periodText?.text),
      [
        "period": context.identity.period.description,
        "previous": context.identity.period.previous.description,
        "count": String(count), "cumulatives": restatesCumulatives ? "，连累计数也没有增加" : "",
        "cumulativesEN": restatesCumulatives ? ", cumulatives included" : "",
      ], severity: restatesCumulatives ? .hard : .soft)
  }
}
