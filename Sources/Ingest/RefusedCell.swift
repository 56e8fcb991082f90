import Findings
import ReportModel

/// 不能读的格: a cell of a row that holds no number.
struct RefusedCell {
  var sheet: RuleSheet
  var facts: Facts
  var item: FigureItem
  var typed: TypedText

  /// The same thing typed, or another word for nothing.
  func isSame(as other: RefusedCell) -> Bool {
    sheet.code == other.sheet.code
      && (typed.text == other.typed.text || sheet.code == IngestSheet.noneWord.code)
  }

  /// One finding for what is wrong in the same way all along a row (`#REF!` in the quarter and in both cumulatives):
  /// it has one cause, and is mended at once.
  static func note(_ refusals: [RefusedCell], of figure: DraftFigure, log: inout FindingLog) {
    for (index, refusal) in refusals.enumerated()
    where !refusals[..<index].contains(where: { $0.isSame(as: refusal) }) {
      var facts = refusal.facts
      facts["heading"] = refusals[index...].filter { $0.isSame(as: refusal) }.map(\.item.chinese)
        .joined(separator: "、")
      log.note(
        refusal.sheet, at: refusal.typed.position, task: figure.task.text, indicator: figure.indicator.text,
        value: refusal.typed.text, facts)
    }
  }
}

extension FigureValues {
  /// Whether what is declared not applicable stands beside numbers that say the opposite. A dash under a cumulative
  /// declares nothing: many forms have one where the quarter is enough.
  func contradict(_ declined: TypedCells) -> Bool {
    if declined.isEmpty { return false }
    return declined[.inPeriod] != nil && (yearToDate != nil || planToDate != nil)
      || declined[.numerator] != nil && denominator != nil
      || declined[.denominator] != nil && numerator != nil
  }
}

extension FigureItem {
  /// Half of a ratio, which is not counted in the ratio's measure unit.
  var isRatioPart: Bool { self == .numerator || self == .denominator }
}
