import ReportModel

/// 空格表示零：what a blank means where the cover says that it is a zero.
extension DraftFigure {
  /// Puts zeros where the figure itself shows which item is meant: a flow whose cumulative was typed, a ratio
  /// whose denominator was typed. A figure with nothing typed at all becomes `reported` without values, because
  /// only its definition knows which item the zero is.
  ///
  /// - Returns: the items that became zero, or `nil` where nothing was blank.
  mutating func readBlanksAsZero() -> [FigureItem]? {
    guard status != .notApplicable else { return nil }
    if values.isEmpty {
      guard cells.isEmpty else { return nil }
      status = .reported
      return []
    }
    var filled: [FigureItem] = []
    let isFlow = values.yearToDate != nil || values.planToDate != nil
    if isFlow, values.inPeriod == nil, cells[.inPeriod] == nil {
      values.inPeriod = .zero
      filled.append(.inPeriod)
    }
    if values.denominator != nil, values.numerator == nil, cells[.numerator] == nil {
      values.numerator = .zero
      filled.append(.numerator)
    }
    return filled.isEmpty ? nil : filled
  }
}
