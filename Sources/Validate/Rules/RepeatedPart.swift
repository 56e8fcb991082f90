import Findings
import ReportModel

/// 同一单位在组成中出现两次：a rolled-up figure lists a contributing unit twice.
///
/// Why: each unit contributes once; listed twice it is counted twice, and the total still agrees with its parts.
package struct RepeatedPart: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5009", severity: .hard,
    title: "同一单位在组成中出现两次",
    message: "“{name}”的组成里 {unit}（{unitName}）出现了 {count} 次，会重复计数。",
    remedy: "查明原因后重新汇总上报；每个单位只能计一次。",
    titleEN: "A unit is listed twice",
    messageEN: "The parts of “{name}” list {unit} {count} times, so it is counted more than once.",
    remedyEN: "Roll up again; every unit counts once.",
    basis: "同一数据只计一次", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp else { return }
    for figure in report.figures where !figure.isInherited {
      guard let rolled = figure.rolled else { continue }
      for parts in [rolled.parts, rolled.reconciliation?.parts ?? []] {
        let counts = Dictionary(grouping: parts, by: { context.units.current($0.unit) }).mapValues(\.count)
        for (unit, count) in counts.sorted(by: { $0.key < $1.key }) where count > 1 {
          var place = figure.place()
          place.unit = unit
          found.report(
            place,
            [
              "name": figure.definition.name, "unit": unit.rawValue, "unitName": context.units.name(of: unit),
              "count": String(count),
            ])
        }
      }
    }
  }
}
