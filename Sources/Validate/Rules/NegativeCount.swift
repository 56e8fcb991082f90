import Findings
import ReportModel

/// 指标为负数：a figure of any kind is below zero.
///
/// Why: always an entry error or a correction in the wrong column; it corrupts every total above it. Only 历史调整数 has a sign.
/// Not caught: a negative figure hidden inside a positive total.
package struct NegativeCount: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2003", severity: .hard,
    title: "指标为负数",
    message: "“{name}”的{item}填报 {value}，不能小于 0。",
    remedy: "改为实际数；要核减以前期数的，填“历史调整数”并写明原因。",
    titleEN: "Figure is below zero",
    messageEN: "“{name}” ({itemEN}) is reported as {value}; it cannot be below 0.",
    remedyEN: """
      Type the actual figure; to correct earlier periods use the adjustment column and give the reason.
      """,
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures where figure.hasNegative {
      found.report(
        figure, figure.values.items.filter { $0 != .adjustment && figure.values[$0]?.isNegative ?? false })
    }
  }
}
