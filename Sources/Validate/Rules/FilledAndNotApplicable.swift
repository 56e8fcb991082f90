import Findings
import ReportModel

/// 既填不适用又填了数：a figure is declared 不适用 and has a value as well.
///
/// Why: zero, not applicable and missing are different things; the row says two of them.
package struct FilledAndNotApplicable: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2014", severity: .hard,
    title: "既填不适用又填了数",
    message: "“{name}”标了不适用，又填了 {value}。",
    remedy: "有数的去掉不适用；没有此项的去掉数字。",
    titleEN: "Declared not applicable and filled in",
    messageEN: "“{name}” is marked not applicable and has {value}.",
    remedyEN: "Remove one of the two.",
    basis: "填报要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for row in report.refused(for: .contradictsItself) {
      guard let definition = row.definition else { continue }
      found.report(row.place(row.typed.values.items.first), ["name": definition.name])
    }
  }
}
