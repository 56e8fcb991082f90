import Findings
import ReportModel

/// 汇总中有不属于本单位的组成：a part or a named leaf is not registered, or does not lie below the compiling unit. Each
/// stranger is told once.
///
/// Why: a subtree reaches a superior by one path.
package struct StrangerInRollUp: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5003", severity: .hard,
    title: "汇总中有不属于本单位的组成",
    message: "汇总列出了 {unit}（{unitName}），它不在{compiling}之下。",
    remedy: "核对单位名录后重新汇总。",
    titleEN: "Roll-up names a stranger",
    messageEN: "The roll-up names {unit} ({unitName}), which is not below {compiling}.",
    remedyEN: "Check the unit register and roll up again.",
    basis: "汇总要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp else { return }
    var told: Set<OrgUnitCode> = []
    for figure in report.figures where !figure.isInherited {
      guard let rolled = figure.rolled else { continue }
      var named = Set(rolled.parts.map(\.unit)).union(rolled.coverage.expected)
        .union(rolled.coverage.missing).union(rolled.coverage.notApplicable)
        .union(rolled.coverage.provisional)
      if let reconciliation = rolled.reconciliation {
        named.formUnion(reconciliation.parts.map(\.unit))
        named.formUnion(reconciliation.coverage.missing)
        named.formUnion(reconciliation.coverage.notApplicable)
        named.formUnion(reconciliation.coverage.provisional)
      }
      for code in named.subtracting(told).sorted()
      where !context.units.contains(context.units.current(code), under: context.identity.unit) {
        told.insert(code)
        var place = figure.place()
        place.unit = code
        found.report(
          place,
          [
            "unit": code.rawValue, "unitName": context.units[code]?.name ?? "名录中没有",
            "compiling": context.units.name(of: context.identity.unit),
          ])
      }
    }
  }
}
