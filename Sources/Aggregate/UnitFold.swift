import ReportModel

/// The status of several units together: reported as soon as one reports, not applicable only where it is to all.
///
/// The coverage alone cannot tell: a leaf that stated one of two figures that were joined is missing there.
func foldStatus(_ statuses: [ObservationStatus], _ coverage: FigureCoverage) -> ObservationStatus {
  if statuses.contains(.reported) { return .reported }
  return coverage.missing.isEmpty && !coverage.notApplicable.isEmpty ? .notApplicable : .missing
}

/// How far a total can be relied on.
func completeness(of coverage: FigureCoverage, isIncomplete: Bool) -> Completeness {
  if isIncomplete || !coverage.missing.isEmpty { return .partial }
  return coverage.provisional.isEmpty ? .complete : .provisional
}

/// 覆盖合并：the leaves of several units together, which are the same for one figure after the other.
struct CoverageUnion {
  private var parts: [FigureCoverage] = []
  private var whole = FigureCoverage()

  mutating func of(_ contributions: [Contribution]) -> FigureCoverage {
    if contributions.count == 1 { return contributions[0].coverage }
    let isKnown =
      parts.count == contributions.count
      && zip(parts, contributions).allSatisfy { $0.isShared(with: $1.coverage) }
    if isKnown { return whole }
    parts = contributions.map(\.coverage)
    whole = FigureCoverage()
    for part in parts { whole.formUnion(part) }
    return whole
  }
}

/// Contributions of different units as one.
func fold(
  _ contributions: [Contribution], by function: IndicatorDefinition.UnitFunction, in period: Period,
  _ union: inout CoverageUnion
) -> (Contribution, hasOverflowed: Bool) {
  let coverage = union.of(contributions)
  let values = FigureValues.folded(contributions.map(\.values), by: function)
  let isIncomplete = contributions.contains(where: \.isIncomplete) || values == nil
  return (
    Contribution(
      values: values ?? .none, status: foldStatus(contributions.map(\.status), coverage), coverage: coverage,
      isIncomplete: isIncomplete,
      estimated: values?.atEnd.flatMap { foldEstimates(contributions, into: $0, by: function) },
      period: period), values == nil
  )
}

/// How much of a total was carried over: of a sum, the carried shares; an extreme is carried as a whole, where no
/// unit reported that value.
private func foldEstimates(
  _ contributions: [Contribution], into total: Amount, by function: IndicatorDefinition.UnitFunction
) -> Amount? {
  let estimates = contributions.compactMap(\.estimated)
  guard !estimates.isEmpty else { return nil }
  switch function {
  case .sum, .ratioOfSums, .none: return Amount.sum(estimates)
  case .max, .min:
    return contributions.contains { $0.estimated == nil && $0.values.atEnd == total } ? nil : total
  }
}
