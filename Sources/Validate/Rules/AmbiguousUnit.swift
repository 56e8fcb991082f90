import Findings
import ReportModel

/// 单位名称不止一个单位使用：the name on the cover belongs to several units.
///
/// Why: 城关镇 or 区教育局 exists in many places; guessing would let one unit speak for another.
package struct AmbiguousUnit: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1002", severity: .hard,
    title: "单位名称不止一个单位使用",
    message: "“{value}”对应多个单位：{units}。",
    remedy: "改填单位代码。",
    titleEN: "Ambiguous unit name",
    messageEN: "“{value}” is the name of several units: {units}.",
    remedyEN: "Type the unit's code instead.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard case .ambiguous(let units) = reading.unit else { return }
    let typed = draft.unit ?? draft.unitName
    found.report(
      Place(typed?.position ?? .none, value: typed?.text),
      ["units": units.map { "\($0.code) \($0.name)" }.joined(separator: "、")])
  }
}
