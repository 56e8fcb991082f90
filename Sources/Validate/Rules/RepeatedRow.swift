import Findings
import ReportModel

/// 同一指标填了两次，数值相同：two rows state the same figure with equal values; it counts once.
package struct RepeatedRow: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2009", severity: .note,
    title: "同一指标填了两次，数值相同",
    message: "“{name}”在第 {first} 行已经填过，数值相同，只计一次{also}。",
    remedy: "删去多余的行。",
    titleEN: "Same figure twice",
    messageEN: "“{name}” was already given in line {first} with equal values; it is counted once{alsoEN}.",
    remedyEN: "Remove what is spare.",
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    let rows = report.refused.compactMap { row -> (row: RefusedFigure, first: SourcePosition)? in
      if case .repeated(let first) = row.reason { (row, first) } else { nil }
    }
    // A table pasted twice is one slip, not one for each of its rows.
    let isPasted = rows.count > 3
    for (row, first) in isPasted ? rows.prefix(1) : rows[...] {
      guard let definition = row.definition else { continue }
      found.report(
        row.place(),
        [
          "name": definition.name, "first": String(first.line),
          "also": isPasted
            ? "（同样重复的共 \(rows.count) 行，到第 \(rows.map(\.row.typed.position.line).max() ?? 0) 行为止）" : "",
          "alsoEN": isPasted ? " (\(rows.count) such rows in all)" : "",
        ])
    }
  }
}
