import Findings
import ReportModel

/// 报送单位无法识别：the cover names a unit that is neither a registered code nor a registered name.
///
/// Why: nothing can be checked, counted or answered for a sender who is not known. Where a known name stands beside the
/// unknown code, the rest of the file is checked as that unit's, so that everything wrong is said at once. A cover
/// without any unit is the reader's finding.
/// Not caught: a registered code typed for another unit with no name beside it.
package struct UnknownUnit: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1001", severity: .hard,
    title: "报送单位无法识别",
    message: "报送单位“{value}”不在单位名录中。{hint}",
    remedy: "填写单位名录中的代码（如 610703）或名称（如 南郑区）。",
    titleEN: "Unknown reporting unit",
    messageEN: "The reporting unit “{value}” is not in the unit register. {hintEN}",
    remedyEN: "Type a code (610703) or a name from the unit register.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    if let unknown = reading.unknownCode, case .found(let unit) = reading.unit {
      found.report(
        Place(draft.unit?.position ?? .none, unit: unit.code, value: unknown),
        [
          "hint": "按名称“\(unit.name)”，代码应为 \(unit.code)。",
          "hintEN": "By its name “\(unit.name)” the code should be \(unit.code).",
        ])
    } else if case .unknown = reading.unit {
      let typed = draft.unit ?? draft.unitName
      found.report(
        Place(typed?.position ?? .none, value: typed?.text), ["hint": "", "hintEN": ""])
    }
  }
}
