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
}

extension FigureValues {
  /// Whether what is declared not applicable stands beside numbers that say the opposite. A dash under a cumulative
  /// declares nothing: many forms have one where the quarter is enough.
  func contradict(_ declined: Set<FigureItem>) -> Bool {
    if declined.isEmpty { return false }
    return declined.contains(.inPeriod) && (yearToDate != nil || planToDate != nil)
      || declined.contains(.numerator) && denominator != nil
      || declined.contains(.denominator) && numerator != nil
  }
}

extension FigureItem {
  /// Half of a ratio, which is not counted in the ratio's measure unit.
  var isRatioPart: Bool { self == .numerator || self == .denominator }
}
