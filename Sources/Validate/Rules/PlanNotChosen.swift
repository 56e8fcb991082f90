import Findings
import ReportModel

/// 未填实施方案：the unit works to several plans and the cover names none.
///
/// Why: with one plan the system knows; with several only the sender does.
package struct PlanNotChosen: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1007", severity: .hard,
    title: "未填实施方案",
    message: "本单位有多个实施方案（{plans}），封面没有写明是哪一个。",
    remedy: "在封面“实施方案”处填写其中一个。",
    titleEN: "Plan not stated",
    messageEN: "This unit works to several plans ({plans}) and the cover does not say which.",
    remedyEN: "State one of them on the cover.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard case .several(let own) = reading.plan else { return }
    found.report(
      Place(unit: reading.unitCode), ["plans": own.map(\.id.rawValue).joined(separator: "、")])
  }
}
