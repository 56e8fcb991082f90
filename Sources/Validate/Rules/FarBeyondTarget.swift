import Findings
import ReportModel

/// 远超目标：the figure is more than three times its target.
///
/// Why: nobody plans that badly; more often 人次 were counted for 人, or 元 for 万元.
/// Not caught: ratios, whose whole is the limit; what another rule asks about already.
package struct FarBeyondTarget: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V6002", severity: .soft,
    title: "远超目标",
    message: "“{name}”{item}已达 {reached}，目标是 {goal} {measure}，超过三倍。",
    remedy: "核对统计口径（人还是人次）和计量单位；属实的，写情况说明。",
    titleEN: "Far beyond the target",
    messageEN:
      "“{name}” ({itemEN}) has reached {reached}, more than three times the target of {goal} {measure}.",
    remedyEN: "Check what was counted and the measure unit; explain if it is right.",
    basis: "实施方案·目标", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    var told: Set<IndicatorID> = []
    for standing in TargetStanding.all(of: report, in: context) {
      let id = standing.figure.definition.id
      guard !faults.isQuestioned(id), standing.isFarBeyond, told.insert(id).inserted else { continue }
      found.report(
        standing.figure, standing.item,
        ["reached": standing.shown, "goal": standing.goal, "measure": standing.target.measure])
    }
  }
}
