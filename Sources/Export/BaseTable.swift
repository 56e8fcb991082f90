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
  var table = BaseTable()
  table.append(rows.inOrder)
  return RenderedFile(name: name, bytes: table.bytes)
}

/// 基层表书写：the same, row by row, to be taken out in pieces; whoever supplies the rows keeps the order.
package struct BaseTable: Sendable {
  private var writer = CSVWriter(lineEnd: .lf, hasBOM: false)

  /// Begins with the header.
  package init() {
    writer.row(
      (["unit", "plan", "period", "task", "indicator", "status"] + FigureItem.allCases.map(\.rawValue)
        + ["carried", "estimated", "provisional", "incomplete"]).map { .text($0) })
  }

  /// What was written since the last `removeAll`.
  package var bytes: [UInt8] { writer.written }

  /// Forgets what was written, and keeps the room for more.
  package mutating func removeAll() { writer.removeWritten() }

  package mutating func append(_ rows: some Sequence<BaseRow>) {
    var origin: (unit: OrgUnitCode, plan: PlanID, period: Period)?
    var cells: [UInt8] = []
    for row in rows {
      // A unit's rows follow each other and begin alike.
      if origin == nil || origin?.unit != row.unit || origin?.plan != row.plan || origin?.period != row.period
      {
        origin = (row.unit, row.plan, row.period)
        cells = csvCells([
          .text(row.unit.rawValue), .text(row.plan.rawValue), .text(row.period.description),
        ])
      }
      writer.cells(cells)
      writer.cell(text: row.task.rawValue)
      writer.cell(text: row.indicator.rawValue)
      writer.cell(text: row.status.rawValue)
      for item in FigureItem.allCases { writer.cell(row.values[item]) }
      writer.cell(text: row.isCarried ? "true" : "false")
      writer.cell(row.estimated)
      writer.cell(text: row.isProvisional ? "true" : "false")
      writer.cell(text: row.isIncomplete ? "true" : "false")
      writer.endRow()
    }
  }
}

extension [BaseRow] {
  /// By unit, plan and period, then as given.
  package var inOrder: [BaseRow] {
    func precedes(_ a: BaseRow, _ b: BaseRow) -> Bool {
      (a.unit, a.plan, a.period) < (b.unit, b.plan, b.period)
    }
    // They are mostly made in this order; looking is cheaper than sorting.
    if zip(self, dropFirst()).allSatisfy({ !precedes($1, $0) }) { return self }
    return indices.sorted { left, right in
      if precedes(self[left], self[right]) { return true }
      return !precedes(self[right], self[left]) && left < right
    }.map { self[$0] }
  }
}

extension CSVWriter {
  /// Exact; an empty cell where there is none.
  mutating func cell(_ amount: Amount?) {
    guard let amount else { return emptyCells(1) }
    cell { amount.append(to: &$0) }
  }
}
