import Findings
import ReportModel

/// 既填不适用又填了数：a figure is declared 不适用 and has a value as well.
///
/// Why: zero, not applicable and missing are different things; the row says two of them.
package struct FilledAndNotApplicable: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2014", severity: .hard,
    title: "既填不适用又填了数",
    message: "“{name}”{declared}，{heading}又填了 {value}。",
    remedy: "本期没有发生的填 0；本单位没有此项的，各栏都填“—”；有数的去掉“—”。",
    titleEN: "Declared not applicable and filled in",
    messageEN: "“{name}” {declaredEN}, and {headingEN} says {value}.",
    remedyEN: "Type 0 where nothing happened; — in every column where it does not apply.",
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused(for: .contradictsItself) {
      guard let definition = row.definition else { continue }
      let filled = row.typed.values.items.first
      let dash = FigureItem.allCases.first { row.typed.values[$0] == nil && row.typed.cells[$0] != nil }
      found.report(
        row.place(filled),
        [
          "name": definition.name, "heading": filled?.chinese ?? "", "headingEN": filled?.rawValue ?? "",
          "declared": dash.map { "的\($0.chinese)填“\(row.typed.text(of: $0))”（不适用）" } ?? "标了不适用",
          "declaredEN": dash.map { "says “\(row.typed.text(of: $0))” (not applicable) in \($0.rawValue)" }
            ?? "is marked not applicable",
        ])
    }
  }
}
