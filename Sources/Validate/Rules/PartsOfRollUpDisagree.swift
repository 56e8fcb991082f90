import Findings
import ReportModel

/// 汇总数与各单位组成不等：a rolled-up figure is not what its parts make: their sum, greatest or least by the plan's unit
/// function, or the own level's alone for a line or own figure. Carried and estimated parts count as they stand.
///
/// Why: a superior must be able to check every total from the file alone.
/// Not caught: parts that are wrong themselves; one digest further down.
package struct PartsOfRollUpDisagree: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5001", severity: .hard,
    title: "汇总数与各单位组成不等",
    message: "“{name}”{item}汇总数为 {value}，按各单位组成计算应为 {expected}，相差 {difference}。",
    remedy: "由汇总单位重新汇总后上报，不要手工改汇总数。",
    titleEN: "Roll-up disagrees with its parts",
    messageEN: """
      “{name}” ({itemEN}) is rolled up as {value}, but its parts give {expected}; the difference is {difference}.
      """,
    remedyEN: "Run the roll-up again; totals are never edited by hand.",
    basis: "汇总要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp else { return }
    for figure in report.figures where !figure.isInherited {
      guard let rolled = figure.rolled, !rolled.parts.isEmpty,
        let expected = PartFold(figure.definition, at: context.identity.unit).fold(rolled.parts)
      else { continue }
      for item in FigureItem.allCases where expected[item] != figure.values[item] {
        let difference = (figure.values[item] ?? .zero).subtracting(expected[item] ?? .zero)
        found.report(
          figure, item,
          [
            "value": figure.values[item].map { _ in figure.typed.text(of: item) } ?? "—",
            "expected": expected[item]?.description ?? "—", "difference": difference?.description ?? "—",
          ])
      }
    }
  }
}
