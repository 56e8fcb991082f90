import Findings
import ReportModel

/// 合计把小计又加了一遍：a total row equals the rows above it and their subtotals together.
///
/// Why: a SUM over the whole column; the row is never counted, but the clerk's own total is wrong and may stand in a
/// speech.
package struct SubtotalCountedTwice: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V3005", severity: .soft,
    title: "合计把小计又加了一遍",
    message: "合计行的{item}为 {value}，等于各行之和 {sum} 再加小计 {subtotals}，小计重复相加了。",
    remedy: "合计改为 {sum}；合计行只作核对，不计入。",
    titleEN: "Subtotals were added twice",
    messageEN: "The total row has {value}, the rows' sum {sum} and the subtotals {subtotals} on top.",
    remedyEN: "The total is {sum}; the row is only compared, never counted.",
    basis: "统计核算关系", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for comparison in subtotalComparisons(of: report, in: context) {
      guard case .addsSubtotals(let subtotals) = comparison.verdict else { continue }
      found.report(
        comparison.place,
        [
          "item": comparison.item.chinese, "sum": comparison.sum.description,
          "subtotals": subtotals.description,
        ])
    }
  }
}
