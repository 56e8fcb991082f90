import Findings
import ReportModel

/// 单位不在应报名录：the unit exists, but is not asked to report: it is a collective, not in force in that quarter, a
/// department that the matrix does not name, or it has no plan at all.
///
/// Why: what nobody expects would enter totals without being in their coverage.
package struct NotDue: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1010", severity: .hard,
    title: "单位不在应报名录",
    message: "{unit}不在本期应报名录中。{hint}",
    remedy: "由应报单位填报；确需填报的，请汇总单位先更新单位名录或分工表。",
    titleEN: "Unit is not on the roster",
    messageEN: "{unit} is not on the roster of this period. {hintEN}",
    remedyEN: """
      Let the unit that is due report; otherwise the compiling office updates the register or the matrix\
       first.
      """,
    basis: "应报名录", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard case .found(let unit) = reading.unit else { return }
    let facts = ["unit": unit.name]
    if case .none = reading.plan {
      found.report(
        Place(draft.unit?.position ?? .none, unit: unit.code, value: unit.code.rawValue),
        facts.merging(["hint": "没有登记它所执行的方案。", "hintEN": "No plan is registered for it."]) { first, _ in first
        })
      return
    }
    guard let plan = reading.planInForce, let period = draft.period,
      !Roster(catalogue, programme: plan.programme, period: period).isDue(unit.code)
    else { return }
    let hint: (String, String) =
      switch unit.level {
      case .collective: ("它是若干单位的合称。", "It stands for several units.")
      case .department: ("方案的任务分工表没有列出这个部门。", "The plan's matrix does not name this department.")
      default: ("该单位本期尚未设立或已经撤销。", "It does not exist in that quarter.")
      }
    found.report(
      Place(draft.unit?.position ?? .none, unit: unit.code, value: unit.code.rawValue),
      facts.merging(["hint": hint.0, "hintEN": hint.1]) { first, _ in first })
  }
}
