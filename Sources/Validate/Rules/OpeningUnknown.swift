import Findings
import ReportModel

/// 规划期累计缺期初数：a first report in mid-plan leaves the plan's cumulative open, so that it is incomplete from then on.
///
/// Why: the clerk can mend it by one number; nobody else can.
package struct OpeningUnknown: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4007", severity: .note,
    title: "规划期累计缺期初数",
    message: "以下指标系统没有本单位的往期数，又没有填规划期累计，汇总时按不完整处理：{names}。",
    remedy: "在本期或下期补填规划期累计，作为期初数。",
    titleEN: "No opening balance",
    messageEN: """
      There is no earlier figure of this unit for {names}, and no plan cumulative was typed; totals\
       are partial.
      """,
    remedyEN: "Type the plan's cumulative once; it is then the opening balance.",
    basis: "上期数据核对", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.isRollUp, report.whole == nil, context.identity.period != context.plan.firstPeriod else {
      return
    }
    let open = report.figures.filter {
      $0.isFlow && $0.status == .reported && !$0.isInherited && $0.values.planToDate == nil
        && $0.comparison?.lastReported == nil
    }
    guard !open.isEmpty else { return }
    found.report(Place(), ["names": open.map(\.definition.name).joined(separator: "、")])
  }
}
