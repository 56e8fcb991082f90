import Findings
import ReportModel

/// 报告期疑似没有改：the file replaces a report of its own period, but its cumulatives are those of that very report and
/// this quarter on top, as the next quarter's would be.
///
/// Why: clerks fill in the next quarter over the last file and forget the cover; accepted, it would overwrite a good
/// report.
/// Not caught: files without cumulatives; fewer than three figures that move.
package struct PeriodNotChanged: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4010", severity: .hard,
    title: "报告期疑似没有改",
    message: """
      封面写的是 {period}，本单位这一期已经报过；有 {count} 项累计数正好是已报的累计数再加本期数，\
      像是 {next} 的数，封面没有改。
      """,
    remedy: "确是 {next} 的报表，把封面的报告期改为 {next} 再报；确要更正 {period}，按 {period} 的数填写累计数。",
    titleEN: "The period on the cover looks like the last one's",
    messageEN: """
      The cover says {period}, which this unit has reported; {count} cumulatives are those of that report plus this\
       quarter, as {next} would have them.
      """,
    remedyEN: "Change the period on the cover to {next}, or state the cumulatives of {period}.",
    basis: "填报要求·封面", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard case .continuesItself(let count)? = report.whole else { return }
    found.report(
      Place(report.draft.periodText?.position ?? .none, value: report.draft.periodText?.text),
      [
        "period": context.identity.period.description, "next": context.identity.period.next.description,
        "count": String(count),
      ])
  }
}
