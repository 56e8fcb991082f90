import Findings
import ReportModel

/// 覆盖率的分母与上期不同：what a coverage is measured against has changed since the last report.
///
/// Why: the number of towns or schools hardly ever changes; a denominator that does is often a numerator in the wrong
/// cell, and nobody sees it in the percentage.
/// Not caught: other ratios, whose wholes change by nature; a first report.
package struct DenominatorChanged: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V4015", severity: .soft,
    title: "覆盖率的分母与上期不同",
    message: "“{name}”的分母填报 {value}，上期（{period}）是 {last}。",
    remedy: "分母没有变的，改回 {last}；确有变化的，写情况说明。",
    titleEN: "The whole of a coverage has changed",
    messageEN: "“{name}” has a denominator of {value}; it was {last} in {period}.",
    remedyEN: "Type {last} again, or explain the change.",
    basis: "上期数据核对", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    guard !context.isRollUp else { return }
    for figure in report.figures
    where figure.definition.kind == .coverage && figure.status == .reported && !figure.isInherited {
      guard !faults.isQuestioned(figure.definition.id), let denominator = figure.values.denominator,
        let state = context.history[figure.definition.id], let period = state.lastReported,
        let last = state.values.denominator, last != denominator
      else { continue }
      found.report(
        figure, .denominator, ["last": last.description, "period": period.description])
    }
  }
}
