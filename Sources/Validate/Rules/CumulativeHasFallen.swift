import Findings
import ReportModel

/// 累计数小于已报数：a typed cumulative lies below what is already known of it, and no adjustment says why. This holds after a
/// gap and where only the cumulative is typed; a complete history is compared exactly by V4001 and V4002.
///
/// Not caught: stocks, which may fall: volunteers leave.
package struct CumulativeHasFallen: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4005", severity: .hard,
    title: "累计数小于已报数",
    message: "“{name}”{item}填报 {value}，而已报各期合计至少 {floor}，少 {shortfall}。",
    remedy: "核对累计数；确需核减的，填“历史调整数”并写明原因。",
    titleEN: "Cumulative has fallen",
    messageEN:
      "“{name}” ({itemEN}) has {value}, but at least {floor} has been reported; {shortfall} is missing.",
    remedyEN: "Correct the cumulative; use the adjustment, with a reason, to lower it.",
    basis: "上期数据核对", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let comparison = figure.comparison else { continue }
      let year = comparison.yearShortfall(of: figure.sound)
      if let year, let floor = comparison.yearFloor {
        found.report(figure, .yearToDate, ["floor": floor.description, "shortfall": year.description])
      }
      if let plan = comparison.planShortfall(of: figure.sound), plan != year,
        let floor = comparison.planFloor
      {
        found.report(figure, .planToDate, ["floor": floor.description, "shortfall": plan.description])
      }
    }
  }
}
