import Findings
import ReportModel

/// 同一指标填了两次，数值相同：two rows state the same figure with equal values; it counts once.
package struct RepeatedRow: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2009", severity: .note,
    title: "同一指标填了两次，数值相同",
    message: "“{name}”在第 {first} 行已经填过，数值相同，只计一次。",
    remedy: "删去多余的一行。",
    titleEN: "Same figure twice",
    messageEN: "“{name}” was already given in line {first} with equal values; it is counted once.",
    remedyEN: "Remove the spare row.",
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused {
      guard case .repeated(let first) = row.reason, let definition = row.definition else { continue }
      found.report(row.place(), ["name": definition.name, "first": String(first.line)])
    }
  }
}
