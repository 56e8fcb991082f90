import Findings
import ReportModel

/// 本季全部填零：every flow of the report is zero, and most of them were not a quarter ago.
///
/// Why: a form sent in to meet the deadline, to be filled in later; zero is a figure and would be added up as one.
/// Not caught: fewer than three flows; a unit that was idle before.
package struct AllZero: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V4013", severity: .soft,
    title: "本季全部填零",
    message: "{count} 项时期数本期全部填 0，其中 {moving} 项上期（{previous}）有数：{names}。",
    remedy: "有数没有填的，补填实际数重报；确实没有开展的，在封面下的空行写：第一格“情况说明”，第二格原因。还没有统计出来的，留空，不要填 0。",
    titleEN: "Nothing but zeros",
    messageEN: "All {count} flows are 0 this quarter; {moving} of them had figures in {previous}: {names}.",
    remedyEN: "Report the actual figures, or explain; leave blank what is not known yet.",
    basis: "上期数据核对", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    // Nearly every report ends here.
    if report.figures.contains(where: {
      $0.comparison != nil && !$0.isInherited && !($0.values.inPeriod?.isZero ?? true)
    }) {
      return
    }
    let flows = report.figures.filter { $0.comparison != nil && !$0.isInherited && $0.values.inPeriod != nil }
    guard flows.count >= 3 else { return }
    let previous = context.identity.period.previous
    let moving = flows.filter { figure in
      guard let last = context.history[figure.definition.id], last.lastReported == previous,
        let quarter = last.values.inPeriod
      else { return false }
      return !quarter.isZero
    }
    guard moving.count >= 3, moving.count * 2 > flows.count else { return }
    found.report(
      Place(),
      [
        "count": String(flows.count), "moving": String(moving.count), "previous": previous.description,
        "names": moving.map(\.definition.name).joined(separator: "、"),
      ])
  }
}
