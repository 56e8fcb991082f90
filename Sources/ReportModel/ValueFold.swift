extension FigureValues {
  /// 合计：the values of several units as one, by the plan's unit function; `nil` when a total leaves the range of `Amount`.
  ///
  /// A value that no unit has is absent from the result.
  package static func folded(
    _ parts: [FigureValues], by function: IndicatorDefinition.UnitFunction
  ) -> FigureValues? {
    // One part is its own total, whatever is done with several.
    if parts.count == 1, function != .none { return parts[0] }
    var result = FigureValues()
    for item in FigureItem.allCases {
      let known = parts.lazy.compactMap { $0[item] }
      guard parts.contains(where: { $0[item] != nil }) else { continue }
      // An adjustment corrects a sum, whatever the figure itself is.
      switch item == .adjustment ? .sum : function {
      case .sum, .ratioOfSums:
        guard let sum = Amount.sum(known) else { return nil }
        result[item] = sum
      case .max: result[item] = known.max()
      case .min: result[item] = known.min()
      case .none: break
      }
    }
    return result
  }
}

extension RolledDetail {
  /// 下级合计：what the units below came to, without `unit`'s own level; `nil` where nothing of them is known.
  package func valuesBelow(_ unit: OrgUnitCode, of definition: IndicatorDefinition) -> FigureValues? {
    if definition.basis == .line { return reconciliation?.values }
    let below = parts.filter { !($0.unit == unit && $0.scope == .own) }
    return below.isEmpty ? nil : FigureValues.folded(below.map(\.values), by: definition.unitFunction)
  }
}
