import Formats
import ReportModel

/// 基层表：every own level's figures as they entered the roll-up, so that anybody can recompute the totals with tools of
/// their own.
///
/// Made for machines: LF, no byte order mark, fixed English columns, exact values. Ordered by unit, plan, period,
/// then as given (the plan's order).
///
/// - Parameter name: the whole file name.
package func renderBaseTable(_ rows: [BaseRow], name: String) -> RenderedFile {
  var writer = CSVWriter(lineEnd: .lf, hasBOM: false)
  writer.row(
    ([
      "unit", "plan", "period", "task", "indicator", "status",
    ] + FigureItem.allCases.map(\.rawValue) + [
      "carried", "estimated", "provisional", "incomplete",
    ]).map { .text($0) })
  let ordered = rows.enumerated().sorted { left, right in
    let (a, b) = (left.element, right.element)
    return (a.unit, a.plan, a.period, left.offset) < (b.unit, b.plan, b.period, right.offset)
  }
  for (_, row) in ordered {
    func flag(_ isSet: Bool) -> CSVOutputCell { .text(isSet ? "true" : "false") }
    func number(_ amount: Amount?) -> CSVOutputCell { amount.map { .number($0.description) } ?? .empty }
    writer.row(
      [
        .text(row.unit.rawValue), .text(row.plan.rawValue), .text(row.period.description),
        .text(row.task.rawValue), .text(row.indicator.rawValue), .text(row.status.rawValue),
      ] + FigureItem.allCases.map { number(row.values[$0]) } + [
        flag(row.isCarried), number(row.estimated), flag(row.isProvisional), flag(row.isIncomplete),
      ])
  }
  return RenderedFile(name: name, bytes: writer.finish())
}
