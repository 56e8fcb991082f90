import Findings
import ReportModel

/// 其中项之和与合计不等：the plan says that the parts make up the whole, and they do not. The plan sets the severity.
///
/// Why: 10万 = 8.5万 + 1.5万 holds in every quarter and every cumulative.
/// Not caught: a whole with one of its parts missing; a roll-up, which is checked against its contributors.
package struct PartsDisagree: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V3001", severity: .hard,
    title: "其中项之和与合计不等",
    message: "“{name}”{item}为 {total}，其中项之和为 {sum}（{parts}），比合计{side} {difference}{also}。",
    remedy: "对照台账，合计错了改合计，其中项错了改其中项，不要为凑平而改。",
    titleEN: "Parts do not add up",
    messageEN:
      "“{name}” ({itemEN}) is {total}, its parts add up to {sum} ({parts}); {difference} {sideEN}{alsoEN}.",
    remedyEN: "Correct whichever your records say is wrong, the total or a part.",
    basis: "统计核算关系", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.isRollUp else { return }
    for whole in report.figures where whole.definition.parts == .equal && whole.status == .reported {
      let definitions = context.plan.indicators.filter { $0.partOf == whole.definition.id }
      let parts = definitions.compactMap { report.figure($0.id) }
      guard parts.count == definitions.count && !parts.isEmpty else { continue }
      PartsComparison.report(
        PartsComparison.all(of: whole, parts) { $0 != $1 }, of: whole, found: &found)
    }
  }
}
