import Findings
import ReportModel

/// 版次早于现行版：the report says itself that it is older than the one in force.
///
/// Why: an old file found on a desk must not undo a correction, also where an officer has sent the later one back. The same
/// revision with other bytes replaces.
package struct OlderRevision: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1014", severity: .hard,
    title: "版次早于现行版",
    message: "本件为第 {value} 版，而本单位该期第 {inForce} 版已在案。",
    remedy: "确需更正的，以第 {next} 版重报（版次也可不填，由系统递增）。",
    titleEN: "Older than the version in force",
    messageEN: "This is revision {value}, but revision {inForce} of this report is in force.",
    remedyEN: "To correct it, report again as revision {next}, or leave the revision blank.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard let revision = report.draft.revision, let last = context.lastRevision, revision < last else {
      return
    }
    found.report(
      Place(value: String(revision)), ["inForce": String(last), "next": String(last + 1)])
  }
}
