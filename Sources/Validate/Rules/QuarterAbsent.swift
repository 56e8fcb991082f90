import Findings
import ReportModel

/// 本期数和本年累计都没有填：a flow has a plan cumulative or an adjustment, but neither the quarter nor the year.
///
/// Why: one of the two is required and the other follows; from the plan's cumulative alone neither does.
package struct QuarterAbsent: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2011", severity: .hard,
    title: "本期数和本年累计都没有填",
    message: "“{name}”只填了{filled}，本期数和本年累计至少要填一项。",
    remedy: "补填本期数；本季没有发生的填 0。",
    titleEN: "Neither quarter nor year",
    messageEN: "“{name}” has {filledEN} only; inPeriod or yearToDate is required.",
    remedyEN: "Type the quarter's figure, 0 if nothing happened.",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures
    where figure.isFlow && figure.status == .reported && !figure.isTroubled && !figure.isInherited
      && !context.isRollUp && figure.values.inPeriod == nil && figure.values.yearToDate == nil
    {
      let filled = [FigureItem.planToDate, .adjustment].filter { figure.values[$0] != nil }
      // Nothing but values in wrong columns is another rule's matter.
      guard !filled.isEmpty else { continue }
      found.report(
        figure, nil,
        [
          "filled": filled.map(\.chinese).joined(separator: "、"),
          "filledEN": filled.map(\.rawValue).joined(separator: ", "),
        ])
    }
  }
}
