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
    guard !report.draft.subtotals.isEmpty else { return }
    let rows = report.draft.tasks.flatMap(\.figures).sorted { $0.position < $1.position }
    var from = SourcePosition.none
    for subtotal in report.draft.subtotals.sorted(by: { $0.position < $1.position }) {
      defer { from = subtotal.position }
      let named = subtotal.indicator.text
      let above = rows.filter {
        from < $0.position && $0.position < subtotal.position && !$0.values.isEmpty
          && (context.plan.position(of: IndicatorID(named)) == nil || $0.indicator.text == named)
      }
      guard let first = above.first,
        above.allSatisfy({
          $0.indicator.text == first.indicator.text && $0.measure?.text == first.measure?.text
        }),
        let definition = context.plan.indicator(IndicatorID(first.indicator.text))
      else { continue }
      for item in subtotal.values.items {
        guard let typed = subtotal.values[item], let sum = Amount.sum(above.compactMap { $0.values[item] }),
          sum != typed
        else { continue }
        found.report(
          Place(
            subtotal.position(of: item), task: definition.task.rawValue, indicator: definition.id.rawValue,
            value: subtotal.text(of: item)),
          [
            "name": definition.name, "item": item.chinese, "rows": String(above.count),
            "sum": sum.description,
          ])
      }
    }
  }
}
