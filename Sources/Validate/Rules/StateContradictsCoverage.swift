import Findings
import ReportModel

/// 完整性与覆盖情况矛盾：a figure is marked complete although somebody is missing or in question, or merely provisional
/// although somebody is missing.
///
/// Not caught: partial with nobody missing, which an incomplete cumulative makes.
package struct StateContradictsCoverage: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5006", severity: .hard,
    title: "完整性与覆盖情况矛盾",
    message: "“{name}”标为{stated}，却有缺报 {missing} 个、待核实 {provisional} 个。",
    remedy: "由汇总单位重新汇总后上报。",
    titleEN: "State contradicts coverage",
    messageEN: "“{name}” is marked {statedEN} with {missing} missing and {provisional} provisional units.",
    remedyEN: "Run the roll-up again.",
    basis: "汇总要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp else { return }
    for figure in report.figures where !figure.isInherited {
      guard let rolled = figure.rolled, let coverage = figure.typed.statedCoverage else { continue }
      let contradicts =
        switch rolled.completeness {
        case .complete: coverage.missing > 0 || coverage.provisional > 0
        case .provisional: coverage.missing > 0
        case .partial: false
        }
      guard contradicts else { continue }
      found.report(
        figure, nil,
        [
          "stated": rolled.completeness == .complete ? "完整" : "含待核实数",
          "statedEN": rolled.completeness.rawValue, "missing": String(coverage.missing),
          "provisional": String(coverage.provisional),
        ])
    }
  }
}
