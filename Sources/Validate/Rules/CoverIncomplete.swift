import Findings
import ReportModel

/// 封面有未填项：names, telephone or date are missing on the cover.
///
/// Why: somebody has to be asked when a figure is in question. Roll-ups carry no names and are not asked for them.
package struct CoverIncomplete: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1015", severity: .note,
    title: "封面有未填项",
    message: "封面未填：{fields}。",
    remedy: "重报时一并补上；不用重报的，下次填上，以便有疑问时联系。",
    titleEN: "Cover is incomplete",
    messageEN: "Not filled in on the cover: {fieldsEN}.",
    remedyEN: "Fill them in next time, so that questions find somebody.",
    basis: "填报要求·封面", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.isRollUp, !context.isForeign else { return }
    let cover = report.draft.cover
    let fields: [(String?, String, String)] = [
      (cover.filledBy, "填表人", "filled by"), (cover.reviewedBy, "审核人", "reviewed by"),
      (cover.approvedBy, "负责人", "approved by"), (cover.phone, "联系电话", "telephone"),
      (report.draft.filledOn?.text ?? cover.filledOn, "填表日期", "date"),
    ]
    let absent = fields.filter { $0.0?.isEmpty ?? true }
    guard !absent.isEmpty else { return }
    found.report(
      Place(),
      [
        "fields": absent.map(\.1).joined(separator: "、"), "fieldsEN": absent.map(\.2).joined(separator: ", "),
      ])
  }
}
