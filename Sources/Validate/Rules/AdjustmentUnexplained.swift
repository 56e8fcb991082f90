import Findings
import ReportModel

/// 历史调整数未写原因：an earlier period is corrected and nobody says why.
///
/// Why: an adjustment is the only way to lower a cumulative; it must be understood years later.
package struct AdjustmentUnexplained: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2007", severity: .hard,
    title: "历史调整数未写原因",
    message: "“{name}”填了历史调整数 {value}，没有写调整原因。",
    remedy: "在“调整原因”处写明调整哪一期、为什么。",
    titleEN: "Adjustment without a reason",
    messageEN: "“{name}” has an adjustment of {value} without a reason.",
    remedyEN: "Say which period is corrected and why.",
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.isRollUp else { return }
    for figure in report.figures {
      guard let adjustment = figure.values.adjustment, !adjustment.isZero,
        figure.typed.adjustmentReason?.allSatisfy(\.isWhitespace) ?? true
      else { continue }
      found.report(figure, .adjustment)
    }
  }
}
