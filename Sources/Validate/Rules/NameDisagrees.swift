import Findings
import ReportModel

/// 单位名称与代码不一致：the name beside the code is another unit's (hard), or nobody's (soft).
///
/// Why: a copied form with the neighbour's code would overwrite the neighbour's figures.
/// Not caught: a name that merely contains the unit's own, as in 汉台区科协, is taken for the unit's.
package struct NameDisagrees: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1003", severity: .hard,
    title: "单位名称与代码不一致",
    message: "代码 {code} 是“{registered}”，名称却填“{value}”。{hint}",
    remedy: "核对后改正代码或名称，二者须是同一单位。",
    titleEN: "Name and code disagree",
    messageEN: "Code {code} is “{registered}”, but the name says “{value}”. {hintEN}",
    remedyEN: "Correct the code or the name; both must be the same unit.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard case .found(let unit) = reading.unit else { return }
    let place = Place(draft.unitName?.position ?? .none, unit: unit.code, value: draft.unitName?.text)
    let facts = ["code": unit.code.rawValue, "registered": unit.name]
    switch reading.name {
    case .agrees: break
    case .other(let other):
      found.report(
        place,
        facts.merging([
          "hint": "该名称的代码是 \(other.code)。", "hintEN": "That name has the code \(other.code).",
        ]) { first, _ in first })
    case .unfamiliar:
      found.report(
        place,
        facts.merging(["hint": "名录中没有这个名称。", "hintEN": "The register does not have that name."]) {
          first, _ in first
        }, severity: .soft)
    }
  }
}
