import Findings
import ReportModel

/// 指标对照：a subordinate's figures in the terms of its superior's plan, hop by hop.
extension AreaFold {
  struct Mapped {
    var figures: [IndicatorID: Contribution] = [:]
    /// Which of the superior's stocks may be carried for the subordinate.
    var carries: Set<IndicatorID> = []
    var side: [SideFigure] = []
    var findings: [Finding] = []
  }

  func map(
    _ figures: [IndicatorID: Contribution], of unit: OrgUnitCode, from plan: Plan, to superior: Plan
  ) -> Mapped {
    var mapped = Mapped()
    if plan.id == superior.id {
      mapped.figures = figures
      for indicator in plan.indicators where indicator.carry { mapped.carries.insert(indicator.id) }
      return mapped
    }
    for target in superior.indicators {
      for entry in roster.feeders(of: target.id, from: plan, to: superior) {
        guard let source = plan.indicator(entry.indicator), let contribution = figures[entry.indicator] else {
          continue
        }
        if source.carry { mapped.carries.insert(target.id) }
        guard let converted = convert(contribution, by: entry, from: source, to: target) else {
          mapped.findings.append(
            Finding(
              conversionOutOfRange, at: Place(unit: unit, indicator: target.id.rawValue),
              ["unit": catalogue.units.name(of: unit), "source": source.name, "indicator": target.name]))
          var lost = contribution
          lost.values = .none
          lost.estimated = nil
          lost.isIncomplete = true
          mapped.figures[target.id] = mapped.figures[target.id].map { join($0, lost) } ?? lost
          continue
        }
        mapped.figures[target.id] = mapped.figures[target.id].map { join($0, converted) } ?? converted
      }
    }
    mapped.side = sideFigures(figures, of: unit, from: plan, to: superior)
    return mapped
  }

  /// In the superior's measure unit: a declared factor replaces the conversion; neither touches a ratio.
  private func convert(
    _ contribution: Contribution, by entry: CrosswalkEntry, from source: IndicatorDefinition,
    to target: IndicatorDefinition
  ) -> Contribution? {
    if source.isRatio { return contribution }
    func move(_ amount: Amount) -> Amount? {
      if let factor = entry.factor { return amount.multiplied(by: factor) }
      return catalogue.measures.shift(source.measure, to: target.measure).flatMap(amount.shifted)
    }
    var converted = contribution
    guard let values = contribution.values.mapped(move) else { return nil }
    converted.values = values
    if let estimated = contribution.estimated { converted.estimated = move(estimated) }
    return converted
  }

  /// Two indicators of one unit that both count toward one of the superior's.
  private func join(_ left: Contribution, _ right: Contribution) -> Contribution {
    var joined = left
    joined.coverage = left.coverage.joined(with: right.coverage)
    joined.values = FigureValues.folded([left.values, right.values], by: .sum) ?? .none
    joined.status = foldStatus([left.status, right.status], joined.coverage)
    joined.isIncomplete =
      left.isIncomplete || right.isIncomplete || (joined.values.isEmpty && !left.values.isEmpty)
    joined.isStatedByRollUp = left.isStatedByRollUp && right.isStatedByRollUp
    let estimates = [left.estimated, right.estimated].compactMap(\.self)
    joined.estimated = estimates.isEmpty ? nil : Amount.sum(estimates)
    return joined
  }

  /// What stays beside the total: figures that are only related, and those that map nowhere.
  private func sideFigures(
    _ figures: [IndicatorID: Contribution], of unit: OrgUnitCode, from plan: Plan, to superior: Plan
  ) -> [SideFigure] {
    let entries = plan.crosswalk?.to == superior.id ? plan.crosswalk?.entries ?? [] : []
    return plan.indicators.flatMap { indicator -> [SideFigure] in
      guard let figure = figures[indicator.id], !figure.values.isEmpty else { return [] }
      let maps = entries.filter { $0.indicator == indicator.id }
      let feeds = maps.contains { entry in
        roster.feeders(of: entry.to, from: plan, to: superior).contains(entry)
      }
      if feeds { return [] }
      let targets: [IndicatorID?] = maps.isEmpty ? [nil] : maps.map(\.to)
      return targets.map {
        SideFigure(unit: unit, plan: plan.id, indicator: indicator.id, relatedTo: $0, values: figure.values)
      }
    }
  }
}
