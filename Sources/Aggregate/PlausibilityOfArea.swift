import Findings
import ReportModel

/// 汇总合理性：what is noticed of an area's totals when all of them are there.
extension AreaFold {
  /// The plan's audit formulas that its own unit's totals break. Partial totals are not compared: what is missing
  /// would be taken for an imbalance.
  func brokenFormulas(_ observations: [Observation]) -> [Finding] {
    guard let level = units[unit]?.level else { return [] }
    let figures = Dictionary(observations.map { ($0.indicator, $0) }, uniquingKeysWith: { first, _ in first })
    return plan.formulas.flatMap { formula -> [Finding] in
      guard formula.subject.includesRollUps, formula.applies(to: level) else { return [] }
      let breaches = formula.breaches(in: plan) { id, source in
        guard let figure = figures[id], let rolled = figure.rolled, rolled.completeness != .partial,
          let definition = plan.indicator(id)
        else { return nil }
        return source == .children ? rolled.valuesBelow(unit, of: definition) : figure.values
      }
      return breaches.compactMap { breach in
        guard breach.imbalance != nil, let definition = plan.indicator(breach.indicator) else { return nil }
        return Finding(
          totalBreaksFormula,
          at: Place(unit: unit, task: definition.task.rawValue, indicator: definition.id.rawValue),
          breach.facts(of: formula, in: plan),
          severity: formula.isTrial || formula.severity == .note ? .note : .soft)
      }
    }
  }

  /// 调查数疑为下级平均: a published rate that is exactly the mean of the rates that at least two units below stated.
  func averagedSurveys(_ observations: [Observation], _ side: [SideFigure]) -> [Finding] {
    plan.indicators.filter { $0.kind == .survey }.compactMap { survey in
      guard let rate = observations.first(where: { $0.indicator == survey.id })?.values.atEnd else {
        return nil
      }
      let below = side.filter { $0.relatedTo == survey.id }.compactMap(\.values.atEnd)
      guard below.count > 1, let sum = Amount.sum(below), Set(below).count > 1,
        let mean = Fraction(sum).divided(by: Fraction(Amount(below.count))),
        // As exact as it was typed, and at least to one decimal: 13 is no mean of 12.6 and 13.1.
        mean.rounded(toDecimals: max(Int(rate.scale), 1)) == rate
      else { return nil }
      return Finding(
        surveyIsAverage, at: Place(unit: unit, task: survey.task.rawValue, indicator: survey.id.rawValue),
        [
          "indicator": survey.name, "rate": rate.description, "count": String(below.count),
          "rates": below.sorted().map(\.description).joined(separator: "、"),
          "ratesEN": below.sorted().map(\.description).joined(separator: ", "),
        ])
    }
  }
}
