import Findings
import ReportModel

/// 数据行：one figure of the report that counts, in the definition's measure unit.
///
/// A class, because some thirty rules walk over every figure of a report and a reference is cheaper to hand around
/// than a row of texts.
package final class CheckedFigure: Sendable {
  /// The row; its values are as typed.
  package let typed: DraftFigure
  private let shared: SharedDefinition
  package let values: FigureValues
  package let status: ObservationStatus
  /// Typed in another measure unit than the definition's.
  package let isConverted: Bool
  /// 沿用：a supplement does not name the figure; it is the one in force.
  package let isInherited: Bool
  /// The reader has already found fault with the figure; what is absent in it is not asked for again.
  package let isTroubled: Bool
  /// Only for reported flows of a unit's own report.
  package let comparison: HistoryComparison?
  /// A value other than the adjustment is below zero.
  package let hasNegative: Bool
  package let hasDecimals: Bool

  package init(
    typed: DraftFigure, definition shared: SharedDefinition, values: FigureValues, status: ObservationStatus,
    isConverted: Bool = false, isInherited: Bool = false, isTroubled: Bool = false,
    comparison: HistoryComparison? = nil
  ) {
    self.typed = typed
    self.shared = shared
    self.values = values
    self.status = status
    self.isConverted = isConverted
    self.isInherited = isInherited
    self.isTroubled = isTroubled
    self.comparison = comparison
    // Looked at once: nearly every figure is a whole number that is not negative, and several rules can pass by.
    hasNegative = values.hasNegative
    hasDecimals = values.hasDecimals
  }

  /// 可核对的数: without the values that cannot be right by themselves (negative, or half a person). Why: what is told
  /// about such a cell is not told again as a sum that does not come out.
  package var sound: FigureValues { values.sound(in: shared.definition.kind) }

  /// The same figure, not to be compared with history.
  package var withoutComparison: CheckedFigure {
    CheckedFigure(
      typed: typed, definition: shared, values: values, status: status, isConverted: isConverted,
      isInherited: isInherited, isTroubled: isTroubled)
  }

  package var definition: IndicatorDefinition { shared.definition }
  /// The definition's own, without a copy of it for every rule that asks.
  package var isRatio: Bool { shared.isRatio }
  package var isFlow: Bool { shared.isFlow }

  /// In the definition's measure unit, as the values are.
  package var rolled: RolledDetail? { typed.rolled }

  /// The figure's place in the file, or the place of one of its cells.
  package func place(_ item: FigureItem? = nil) -> Place {
    guard let item else {
      return Place(typed.position, task: definition.task.rawValue, indicator: definition.id.rawValue)
    }
    let text = typed.text(of: item)
    return Place(
      typed.position(of: item), task: definition.task.rawValue, indicator: definition.id.rawValue,
      value: text.isEmpty ? values[item].map(String.init) : text)
  }

  /// Half a ratio is missing entirely.
  package var isHalfRatio: Bool {
    isRatio && status == .reported && (values.numerator == nil) != (values.denominator == nil)
  }
}

/// 不计入的数据行：a row that does not count, and the one reason.
package struct RefusedFigure: Sendable {
  package enum Reason: Sendable, Hashable {
    /// Not in the matrix, not in the plan, in the plan under another task.
    case unknownTask, unknownIndicator, otherTask
    /// The plan does not ask this unit.
    case notAsked
    /// Declared 不适用 and filled in as well.
    case contradictsItself
    case unknownMeasure, unconvertible
    /// Two places name measure units that differ by a factor.
    case disputedMeasure(MeasureDispute)
    /// Left the range of `Amount` in conversion.
    case outOfRange
    /// A second row for the same figure, with the same or with other values.
    case repeated(first: SourcePosition)
    case contradicts(first: SourcePosition)
  }
  package let typed: DraftFigure
  package let definition: IndicatorDefinition?
  package let reason: Reason
  /// Whether the row says anything besides 不适用.
  package let holdsValues: Bool

  package func place(_ item: FigureItem? = nil) -> Place {
    var place = Place(typed.position, task: typed.task.text, indicator: typed.indicator.text)
    if let item {
      place.position = typed.position(of: item)
      place.value = typed.text(of: item)
    }
    return place
  }
}

extension FigureValues {
  /// Whether a value other than the adjustment, which has a sign, is below zero.
  fileprivate var hasNegative: Bool {
    func isNegative(_ value: Amount?) -> Bool { value?.isNegative ?? false }
    return isNegative(inPeriod) || isNegative(yearToDate) || isNegative(planToDate) || isNegative(atEnd)
      || isNegative(numerator) || isNegative(denominator)
  }

  fileprivate var hasDecimals: Bool {
    func hasDecimals(_ value: Amount?) -> Bool { value.map { !$0.isWhole } ?? false }
    return hasDecimals(inPeriod) || hasDecimals(yearToDate) || hasDecimals(planToDate) || hasDecimals(atEnd)
      || hasDecimals(numerator) || hasDecimals(denominator) || hasDecimals(adjustment)
  }

  /// Without what cannot be right by itself.
  func sound(in kind: IndicatorDefinition.Kind) -> FigureValues {
    guard hasNegative || kind == .count && hasDecimals else { return self }
    var sound = self
    for item in FigureItem.allCases {
      guard let value = self[item] else { continue }
      if value.isNegative && item != .adjustment || kind == .count && !value.isWhole { sound[item] = nil }
    }
    return sound
  }
}
