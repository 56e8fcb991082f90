/// 目标评判：a target against a figure at the end of a period.
///
/// - 完成率 is value over goal; a range is judged by its lower end, “左右” by what its tolerance leaves.
/// - 序时进度 is the share of quarters gone (`linear`), the latest milestone, or the year's end (`yearly`: before it
///   未到考核期).
/// - Lights compare exactly, in fractions: reached blue, not behind green, behind by less than `yellowFrom` points
///   green with a mark, up to `redOver` yellow, more red.
package struct TargetJudgement {
  private let plan: Plan
  private let period: Period
  private let measures: MeasureTable

  package init(plan: Plan, period: Period, measures: MeasureTable) {
    self.plan = plan
    self.period = period
    self.measures = measures
  }

  package func judge(
    _ target: TargetDefinition, _ indicator: IndicatorDefinition, values: FigureValues, unit: OrgUnitCode,
    goal allocated: Amount? = nil
  ) -> TargetProgress {
    var progress = TargetProgress(target: target.id, indicator: indicator.id, unit: unit, light: .none)
    progress.goal = allocated ?? target.value
    if indicator.isRatio {
      guard let numerator = values.numerator, let denominator = values.denominator else { return progress }
      progress.ratio = Quotient(numerator, over: denominator)
    } else {
      let value =
        !indicator.isFlow ? values.atEnd : target.cadence == .annual ? values.yearToDate : values.planToDate
      progress.value = value.flatMap { value in
        measures.shift(indicator.measure, to: target.measure).flatMap(value.shifted)
      }
    }
    progress.progress = attained(target, progress)
    progress.pace = pace(target)
    progress.light = light(target, progress)
    return progress
  }

  /// 完成率.
  private func attained(_ target: TargetDefinition, _ progress: TargetProgress) -> Quotient? {
    switch target.comparator {
    case .outside: return nil
    case .full: return progress.ratio
    case .atLeast, .equal, .about, .range:
      guard let goal = progress.goal else { return nil }
      if let ratio = progress.ratio {
        // A share against a percentage: (n/d) / (goal/100).
        guard let hundredfold = ratio.numerator.shifted(by: 2),
          let whole = ratio.denominator.multiplied(by: goal)
        else { return nil }
        return Quotient(hundredfold, over: whole)
      }
      return progress.value.flatMap { Quotient($0, over: goal) }
    }
  }

  /// What share of the goal counts as reached: 1, or less where “左右” allows it.
  private func floor(_ target: TargetDefinition) -> Quotient? {
    guard target.comparator == .about, let tolerance = target.tolerance else { return Quotient(1, over: 1) }
    return Amount(100).subtracting(tolerance).flatMap { Quotient($0, over: 100) }
  }

  private func pace(_ target: TargetDefinition) -> Quotient? {
    let first = target.cadence == .annual ? Period(year: period.year, quarter: 1) ?? period : plan.firstPeriod
    let last =
      target.cadence == .annual
      ? Period(year: period.year, quarter: 4) ?? period : target.by ?? plan.lastPeriod
    let count = last.ordinal - first.ordinal + 1
    let gone = min(max(period.ordinal - first.ordinal + 1, 0), count)
    switch target.schedule {
    case .none: return nil
    case .linear: return Quotient(Amount(gone), over: Amount(count))
    case .yearly:
      return period.isLastOfYear || period >= last ? Quotient(Amount(gone), over: Amount(count)) : nil
    case .milestones:
      // Milestones are of the whole target, so a unit with an allocation owes the same share of its own; those of a
      // full coverage are percentages.
      let goal = target.value ?? (target.comparator == .full ? 100 : nil)
      let due = target.milestones.filter { $0.period <= period }.max { $0.period < $1.period }
      return goal.flatMap { Quotient(due?.value ?? .zero, over: $0) }
    }
  }

  private func light(_ target: TargetDefinition, _ progress: TargetProgress) -> Light {
    guard !target.isStretch else { return .none }
    guard let attained = progress.progress, let floor = floor(target) else {
      // Nothing to judge yet is not the same as nothing to judge.
      return target.schedule == .yearly && !period.isLastOfYear ? .notYet : .none
    }
    if !attained.isBelow(floor, byMoreThan: .zero) { return .done }
    guard target.schedule != .none else { return .none }
    guard let pace = progress.pace else { return .notYet }
    let rule = plan.lights ?? LightRule()
    if !attained.isBelow(pace, byMoreThan: .zero) { return .green }
    if attained.isBelow(pace, byMoreThan: rule.redOver) { return .red }
    return attained.isBelow(pace, byAtLeast: rule.yellowFrom) ? .yellow : .greenMarked
  }
}
