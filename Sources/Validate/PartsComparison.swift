import Findings
import ReportModel

/// 合计与其中项: a whole beside the sum of its parts, column by column.
struct PartsComparison {
  let item: FigureItem
  let total: Amount
  let sum: Amount
  /// The sum less the total.
  let difference: Amount
  var distance: Amount { sum.distance(to: total) ?? difference }
  /// `技能培训 450 + 创业培训 150`.
  let addends: String

  /// The columns in which a whole and its parts are stated and `isWrong` holds for total and sum.
  static func all(
    of whole: CheckedFigure, _ parts: [CheckedFigure], where isWrong: (Amount, Amount) -> Bool
  ) -> [PartsComparison] {
    [FigureItem.inPeriod, .yearToDate, .planToDate, .atEnd].compactMap { item in
      guard let total = whole.sound[item] else { return nil }
      // A part that does not apply contributes nothing.
      let stated = parts.filter { $0.status == .reported }.map { $0.sound[item] }
      guard stated.allSatisfy({ $0 != nil }), let sum = Amount.sum(stated.compactMap(\.self)),
        isWrong(total, sum), let difference = sum.subtracting(total)
      else { return nil }
      return PartsComparison(
        item: item, total: total, sum: sum, difference: difference,
        addends: parts.map { "\($0.definition.name) \($0.values[item]?.description ?? "—")" }
          .joined(separator: " + "))
    }
  }

  /// One finding for every difference: what is wrong in the quarter is carried along in the cumulatives.
  static func report(
    _ comparisons: [PartsComparison], of whole: CheckedFigure, found: inout RuleFindings
  ) {
    var told: Set<Amount> = []
    for first in comparisons where told.insert(first.difference).inserted {
      let others = comparisons.filter { $0.difference == first.difference && $0.item != first.item }.map(
        \.item)
      let columns = others.map(\.chinese).joined(separator: "、")
      let columnsEN = others.map(\.rawValue).joined(separator: ", ")
      found.report(
        whole, first.item,
        [
          "total": first.total.description, "sum": first.sum.description,
          "difference": first.distance.description, "side": first.difference.isNegative ? "少" : "多",
          "sideEN": first.difference.isNegative ? "less" : "more", "parts": first.addends,
          "also": others.isEmpty ? "" : "；\(columns)也差 \(first.distance)",
          "alsoEN": others.isEmpty ? "" : "; the same in \(columnsEN)",
        ], severity: whole.definition.partsSeverity == .hard ? .hard : .soft)
    }
  }
}
