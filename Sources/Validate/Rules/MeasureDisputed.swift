import Findings
import ReportModel

/// 计量单位两处不一：a heading (本期数（元）), a line above the table (单位：万元), the row's 计量单位 and the cell itself name
/// different measure units of one kind. One finding for each heading, line or cell; nothing in its rows counts.
///
/// Why: between 元 and 万元 lies a factor of 10 000, and only the sender knows which one was meant. Where only one of them
/// speaks it is taken at its word and converted.
/// Not caught: figures in 元 where everything says 万元.
package struct MeasureDisputed: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2020", severity: .hard,
    title: "计量单位两处不一",
    message: "{note}“{headed}”，{rows}{other}，相差 {factor} 倍，不知道以哪个为准。",
    remedy: "核对台账，弄清这些数是按哪个单位统计的，把两处改成一样；统一按表上规定的“{measure}”填报最稳妥。",
    titleEN: "Two measure units for one figure",
    messageEN:
      "{noteEN} {headed}, but {rowsEN}{otherEN}, a factor of {factor}; which of them counts is uncertain.",
    remedyEN:
      "Find out in which unit the figures were counted and write the same in both places; best in {measure}.",
    basis: "任务分工表·指标口径", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    var groups: [(dispute: MeasureDispute, rows: [RefusedFigure])] = []
    for row in report.refused {
      guard case .disputedMeasure(let dispute) = row.reason else { continue }
      if let index = groups.firstIndex(where: { $0.dispute.isTold(with: dispute) }) {
        groups[index].rows.append(row)
      } else {
        groups.append((dispute, [row]))
      }
    }
    for (dispute, rows) in groups {
      guard let first = rows.first, let definition = first.definition else { continue }
      let names = rows.prefix(3).compactMap { $0.definition.map { "“\($0.name)”" } }.joined(separator: "、")
      let (other, otherEN) = Self.words(dispute, rows, definition)
      var place = Place(dispute.note?.position ?? .none, value: dispute.note?.text)
      // A cell of the row itself; a heading or a line is about many.
      if place.position.line == 0 || place.position.line == first.typed.position.line {
        place.task = first.typed.task.text
        place.indicator = first.typed.indicator.text
      }
      if case .cell(let item) = dispute.other {
        place = first.place(item)
      }
      found.report(
        place,
        [
          "note": dispute.note.map { "“\($0.text)”处写的计量单位是" } ?? "表上规定的计量单位是",
          "noteEN": dispute.note.map { "“\($0.text)” says" } ?? "The form counts in",
          "headed": dispute.headed, "measure": definition.measure,
          "rows": names + (rows.count > 3 ? "等 \(rows.count) 项" : ""),
          "rowsEN": names + (rows.count > 3 ? " and others (\(rows.count) in all)" : ""),
          "other": other, "otherEN": otherEN,
          "factor": "1" + String(repeating: "0", count: dispute.power),
        ])
    }
  }

  private static func words(
    _ dispute: MeasureDispute, _ rows: [RefusedFigure], _ definition: IndicatorDefinition
  ) -> (String, String) {
    guard let row = rows.first else { return ("", "") }
    switch dispute.other {
    case .column:
      let stated = Self.stated(in: rows).joined(separator: "、")
      return row.typed.measure == nil
        ? ("上方又写“\(stated)”", " stand under \(stated) as well")
        : ("的计量单位栏却是“\(stated)”", " have \(stated) in their measure column")
    case .silent(let items):
      return (
        "的\(items.map(\.chinese).joined(separator: "、"))没有写单位，表上规定的是“\(definition.measure)”",
        " say nothing in \(items.map(\.rawValue).joined(separator: ", ")), where the form counts in \(definition.measure)"
      )
    case .cell(let item):
      return (
        "的\(item.chinese)却填“\(row.typed.text(of: item))”",
        " says “\(row.typed.text(of: item))” in \(item.rawValue)"
      )
    case .itself: return ("没有写明用的是其中哪一个", " do not say which of the units there is theirs")
    }
  }

  /// The measure units that the rows below a heading have instead, each once.
  private static func stated(in rows: [RefusedFigure]) -> [String] {
    var measures: [String] = []
    for row in rows {
      if case .disputedMeasure(let dispute) = row.reason, case .column(let stated) = dispute.other,
        !measures.contains(stated)
      {
        measures.append(stated)
      }
    }
    return measures
  }
}

extension MeasureDispute {
  /// One heading and another unit: one cause, however many rows are below it and whatever they count.
  fileprivate func isTold(with dispute: MeasureDispute) -> Bool {
    switch (other, dispute.other) {
    case (.column, .column): note == dispute.note && power == dispute.power
    case (.cell, _), (_, .cell): false
    default: self == dispute
    }
  }
}
