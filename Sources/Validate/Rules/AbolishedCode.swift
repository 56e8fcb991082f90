import Findings
import ReportModel

/// 单位代码已废止：an abolished code was typed and is read as the one in force.
///
/// Why: forms live longer than codes; 凤翔 610322 became 610305.
package struct AbolishedCode: IdentityRule {
  package static let sheet = RuleSheet(
    code: "V1004", severity: .note,
    title: "单位代码已废止",
    message: "代码 {value} 已废止，按现行代码 {code}（{registered}）办理。",
    remedy: "下次填报请改用 {code}。",
    titleEN: "Abolished code",
    messageEN: "Code {value} has been abolished; the report is taken as {code} ({registered}).",
    remedyEN: "Use {code} from now on.",
    basis: "行政区划代码变更", since: "0.1")

  package init() {}

  package func check(
    _ reading: IdentityReading, of draft: SubmissionDraft, in catalogue: Catalogue,
    found: inout RuleFindings
  ) {
    guard let abolished = reading.abolished, case .found(let unit) = reading.unit else { return }
    found.report(
      Place(draft.unit?.position ?? .none, unit: unit.code, value: abolished.rawValue),
      ["code": unit.code.rawValue, "registered": unit.name])
  }
}
