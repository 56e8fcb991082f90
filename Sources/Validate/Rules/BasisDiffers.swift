import Findings
import ReportModel

/// 汇总依据与本级不同：the digests of the unit register or of a plan that the roll-up states are not this office's.
///
/// Why: with different registers the same counties can be expected or not; whoever compares totals should know.
package struct BasisDiffers: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5005", severity: .note,
    title: "汇总依据与本级不同",
    message: "汇总所依据的{what}与本级的不是同一份。",
    remedy: "双方核对版本；不一致的，统一后重新汇总。",
    titleEN: "Another basis",
    messageEN: "The roll-up was computed with another version of {whatEN} than this office's.",
    remedyEN: "Compare versions, agree on one and roll up again.",
    basis: "汇总要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp, let stated = report.draft.basis?.digests else { return }
    let own = context.catalogue.digests
    var what: [(String, String)] = []
    if !stated.units.isEmpty, !own.units.isEmpty, stated.units != own.units {
      what.append(("单位名录", "the unit register"))
    }
    for (plan, digest) in stated.plans.sorted(by: { $0.key < $1.key }) {
      if let known = own.plans[plan], known != digest { what.append(("方案 \(plan)", "plan \(plan)")) }
    }
    guard !what.isEmpty else { return }
    found.report(
      Place(),
      [
        "what": what.map(\.0).joined(separator: "、"), "whatEN": what.map(\.1).joined(separator: ", "),
      ])
  }
}
