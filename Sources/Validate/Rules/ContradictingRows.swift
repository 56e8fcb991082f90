import Findings
import ReportModel

/// 同一指标填了两个不同的数：two rows state the same figure with different values, compared in the definition's measure unit.
///
/// Why: adding them up or taking the last would both be a guess.
package struct ContradictingRows: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2010", severity: .hard,
    title: "同一指标填了两个不同的数",
    message: "“{name}”在第 {first} 行和第 {second} 行填报的数不同。",
    remedy: "只保留正确的一行。",
    titleEN: "Two values for one figure",
    messageEN: "“{name}” has different values in line {first} and line {second}.",
    remedyEN: "Keep the right row only.",
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused {
      guard case .contradicts(let first) = row.reason, let definition = row.definition else { continue }
      found.report(
        row.place(row.typed.values.items.first),
        ["name": definition.name, "first": String(first.line), "second": String(row.typed.position.line)])
    }
  }
}
