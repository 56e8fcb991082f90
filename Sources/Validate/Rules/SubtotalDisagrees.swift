import Findings
import ReportModel

/// 合计行与各行之和不等：a 合计 or 小计 row does not equal the rows above it, where those share indicator and measure unit.
///
/// Why: the row is never counted, but a difference shows that a row was left out or mistyped.
/// Not caught: totals over different indicators, which nobody can add.
package struct SubtotalDisagrees: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V3004", severity: .soft,
    title: "合计行与各行之和不等",
    message: "合计行的{item}为 {value}，以上 {rows} 行“{name}”之和为 {sum}。",
    remedy: "核对合计行；合计行只作核对，不计入。",
    titleEN: "Subtotal disagrees",
    messageEN: "The subtotal row has {value}; the {rows} rows of “{name}” above add up to {sum}.",
    remedyEN: "Check the subtotal row; it is only compared, never counted.",
    basis: "统计核算关系", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for comparison in subtotalComparisons(of: report, in: context) where comparison.verdict == .disagrees {
      found.report(
        comparison.place,
        [
          "name": comparison.definition.name, "item": comparison.item.chinese,
          "rows": String(comparison.rows),
          "sum": comparison.sum.description,
        ])
    }
  }
}
