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
    var origin: BaseOrigin?
    var cells: [UInt8] = []
    for row in rows {
      // A unit's rows follow each other and begin alike.
      let next = BaseOrigin(row)
      if next != origin {
        origin = next
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

/// 来处: what the rows of one unit have in common.
private struct BaseOrigin: Comparable {
  let unit: OrgUnitCode
  let plan: PlanID
  let period: Period

  init(_ row: BaseRow) {
    unit = row.unit
    plan = row.plan
    period = row.period
  }

  static func < (left: BaseOrigin, right: BaseOrigin) -> Bool {
    (left.unit, left.plan, left.period) < (right.unit, right.plan, right.period)
  }
}

extension [BaseRow] {
  /// By unit, plan and period, then as given.
  ///
  /// Rows are large and many, and those of one unit mostly follow each other: what is sorted is where they begin.
  package var inOrder: [BaseRow] {
    var runs: [(origin: BaseOrigin, rows: Range<Int>)] = []
    for (position, row) in enumerated() {
      let origin = BaseOrigin(row)
      if let last = runs.last, last.origin == origin {
        runs[runs.count - 1].rows = last.rows.lowerBound..<position + 1
      } else {
        runs.append((origin, position..<position + 1))
      }
    }
    if zip(runs, runs.dropFirst()).allSatisfy({ $0.origin < $1.origin }) { return self }
    return runs.sorted { ($0.origin, $0.rows.lowerBound) < ($1.origin, $1.rows.lowerBound) }
      .flatMap { self[$0.rows] }
  }
}

extension CSVWriter {
  /// Exact; an empty cell where there is none.
  mutating func cell(_ amount: Amount?) {
    guard let amount else { return emptyCells(1) }
    cell { amount.append(to: &$0) }
  }
}
