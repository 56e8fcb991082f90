import ReportModel

/// 组成合计：what the parts of a rolled-up figure make by the plan's basis and unit function.
package struct PartFold: Sendable {
  private let definition: IndicatorDefinition
  private let unit: OrgUnitCode

  package init(_ definition: IndicatorDefinition, at unit: OrgUnitCode) {
    self.definition = definition
    self.unit = unit
  }

  /// `nil` where the plan names no function by which parts could be joined, or the total leaves the range.
  package func fold(_ parts: [FigurePart]) -> FigureValues? {
    // The owner's figure covers the whole area; without it the total is missing.
    if definition.basis != .sum {
      return parts.first { $0.unit == unit && $0.scope == .own }?.values ?? FigureValues.none
    }
    guard definition.unitFunction != .none else { return nil }
    return FigureValues.folded(parts.filter(isWhole).map(\.values), by: definition.unitFunction)
  }

  /// Half a ratio is missing entirely.
  private func isWhole(_ part: FigurePart) -> Bool {
    definition.unitFunction != .ratioOfSums
      || (part.values.numerator != nil && part.values.denominator != nil)
  }
}
