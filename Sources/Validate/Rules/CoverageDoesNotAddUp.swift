import Findings
import ReportModel

/// 覆盖数不平：expected = reported + not applicable + missing does not hold, or the leaves named are not as many as counted.
///
/// Why: “14 个县区 + 本级” must be the same people at every level.
package struct CoverageDoesNotAddUp: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5002", severity: .hard,
    title: "覆盖数不平",
    message: """
      “{name}”应报 {expected}，已报 {reported} + 不适用 {notApplicable} + 缺报 {missing} 不等于应\
      报，或所列单位数与之不符（列出缺报 {missingNamed}、不适用 {notApplicableNamed}、待核实 {provisionalNamed}，\
      待核实数 {provisional}）。
      """,
    remedy: "由汇总单位重新汇总后上报。",
    titleEN: "Coverage does not add up",
    messageEN: """
      “{name}”: expected {expected}, reported {reported} + not applicable {notApplicable} + missing\
       {missing} do not add up, or the named units differ from the counts (named missing {missingNamed},\
       not applicable {notApplicableNamed}, provisional {provisionalNamed}; provisional count {provisional}).
      """,
    remedyEN: "Run the roll-up again.",
    basis: "汇总要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp else { return }
    for figure in report.figures where !figure.isInherited {
      guard let stated = figure.typed.statedCoverage, let coverage = figure.rolled?.coverage else { continue }
      let adds =
        stated.expected == stated.reported + stated.notApplicable + stated.missing
        && stated.provisional <= stated.reported
      let isNamed =
        coverage.missing.count == stated.missing && coverage.notApplicable.count == stated.notApplicable
        && coverage.provisional.count == stated.provisional
      if adds && isNamed { continue }
      found.report(
        figure, nil,
        [
          "expected": String(stated.expected), "reported": String(stated.reported),
          "notApplicable": String(stated.notApplicable), "missing": String(stated.missing),
          "provisional": String(stated.provisional), "missingNamed": String(coverage.missing.count),
          "notApplicableNamed": String(coverage.notApplicable.count),
          "provisionalNamed": String(coverage.provisional.count),
        ])
    }
  }
}
