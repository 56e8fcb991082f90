import Findings
import ReportModel

/// 目标对照：the targets that the reporting unit itself answers for, judged by what its report says.
///
/// A unit answers for what was allocated to it; the plan's own unit and the owning department answer for the plan's
/// target where their figure stands for the whole area. A county's share of a city's target that nobody allocated has
/// nothing to be compared with.
struct TargetStanding {
  let target: TargetDefinition
  let figure: CheckedFigure
  let progress: TargetProgress

  /// In the order of the plan's targets.
  static func all(of report: CheckedReport, in context: ValidationContext) -> [TargetStanding] {
    guard !context.isRollUp else { return [] }
    let judgement = TargetJudgement(
      plan: context.plan, period: context.identity.period, measures: context.catalogue.measures)
    return context.plan.targets.compactMap { target in
      guard !target.isStretch, let figure = report.figure(target.indicator), figure.status == .reported,
        !figure.isInherited
      else { return nil }
      let allocated = context.catalogue.allocations.first {
        $0.plan == context.plan.id && $0.target == target.id && $0.unit == context.identity.unit
      }
      guard allocated != nil || standsForArea(figure.definition, context) else { return nil }
      return TargetStanding(
        target: target, figure: figure,
        progress: judgement.judge(
          target, figure.definition, values: figure.completedValues, unit: context.identity.unit,
          goal: allocated?.value))
    }
  }

  private static func standsForArea(_ definition: IndicatorDefinition, _ context: ValidationContext) -> Bool {
    guard definition.basis != .sum else { return false }
    return context.identity.unit == context.plan.unit || definition.dataOwners.first == context.identity.unit
  }

  /// The column in which the figure is judged.
  var item: FigureItem {
    if figure.isRatio { return .numerator }
    if !figure.isFlow { return .atEnd }
    return target.cadence == .annual ? .yearToDate : .planToDate
  }

  /// More than three times the goal, which is a question of its own.
  var isFarBeyond: Bool {
    guard let value = progress.value, let bound = progress.goal?.multiplied(by: 3), bound > .zero else {
      return false
    }
    return value > bound
  }

  /// What is judged, for people: 5200, or 86.36%.
  var shown: String {
    progress.ratio.map { "\($0.percent(decimals: 2))%" } ?? progress.value?.description ?? "—"
  }

  var goal: String {
    progress.goal.map { figure.isRatio ? "\($0)%" : "\($0)" } ?? "100%"
  }
}

extension CheckedFigure {
  /// The values with the cumulatives that history makes of them, where only the quarter was typed.
  var completedValues: FigureValues {
    var values = values
    values.yearToDate = values.yearToDate ?? comparison?.expectedYear
    values.planToDate = values.planToDate ?? comparison?.expectedPlan
    return values
  }
}
