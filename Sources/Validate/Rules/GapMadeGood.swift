import Findings
import ReportModel

/// 累计数含有未报季度：after silent quarters a typed cumulative holds more than everything that was reported; it stands, and
/// the rest is recorded as unreported quarters (10, silent, 12 with a year of 37: 15).
package struct GapMadeGood: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4004", severity: .soft,
    title: "累计数含有未报季度",
    message: "“{name}”{item}填报 {value}，比已报各季（{known}）多 {unreported}，按未报季度补入。",
    remedy: "核对多出的数是否属于中间未报的季度；属实的，写情况说明。",
    titleEN: "Cumulative holds unreported quarters",
    messageEN: """
      “{name}” ({itemEN}) has {value}, {unreported} more than the reported quarters ({known}); the rest is taken\
       for the silent ones.
      """,
    remedyEN: "Check that the rest belongs to the quarters in between, and explain.",
    basis: "上期数据核对", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let comparison = figure.comparison else { continue }
      let year = comparison.yearMadeGood(of: figure.sound)
      let plan = comparison.planMadeGood(of: figure.sound)
      if let year, let typed = figure.values.yearToDate {
        found.report(
          figure, .yearToDate,
          ["known": (typed.subtracting(year) ?? .zero).description, "unreported": year.description])
      }
      if let plan, plan != year, let typed = figure.values.planToDate {
        found.report(
          figure, .planToDate,
          ["known": (typed.subtracting(plan) ?? .zero).description, "unreported": plan.description])
      }
    }
  }
}
