import Findings
import ReportModel

/// 超过目标区间上限：a target is a range, and the figure lies above its upper end. No fault: the upper end is a planning figure,
/// and above it is 超额. Far above, V6002 asks.
package struct AboveRange: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V6001", severity: .note,
    title: "超过目标区间上限",
    message: "“{name}”已达 {reached}，超过目标 {goal}—{maximum} {measure} 的上限。",
    remedy: "没有填错就不用管，按超额完成计。",
    titleEN: "Above the range of the target",
    messageEN: "“{name}” has reached {reached}, above the target range of {goal} to {maximum} {measure}.",
    remedyEN: "Nothing to do if it is right: the target is exceeded.",
    basis: "实施方案·目标", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    for standing in TargetStanding.all(of: report, in: context)
    where !faults.isQuestioned(standing.figure.definition.id) {
      guard standing.target.comparator == .range, let maximum = standing.target.valueMax,
        let value = standing.progress.value, value > maximum, !standing.isFarBeyond,
        // An allocated share has a goal of its own and no range.
        standing.progress.goal == standing.target.value
      else { continue }
      found.report(
        standing.figure, standing.item,
        [
          "reached": standing.shown, "goal": standing.goal, "maximum": maximum.description,
          "measure": standing.target.measure,
        ])
    }
  }
}
