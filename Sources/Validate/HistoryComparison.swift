import ReportModel

/// 往期对照：what a unit's history expects of the flow that it now types.
///
/// The arithmetic of openings is `FigureState`'s, so that the checks and the totals cannot disagree.
package struct HistoryComparison: Sendable, Hashable {
  /// The last period with a figure or a declared 不适用.
  package let lastReported: Period?
  /// 上年累计, where the previous period closed a year.
  package let lastYear: Amount?
  package let opening: FigureState.Opening
  /// 本期数, typed or, where the year so far is certain, derived from 本年累计.
  package let quarter: Amount?
  /// What the year's and the plan's cumulative ought to be; `nil` where the history is not certain enough.
  package let expectedYear: Amount?
  package let expectedPlan: Amount?
  /// Typed less expected; `nil` where nothing can be said.
  package let yearDifference: Amount?
  package let planDifference: Amount?
  /// The least that the cumulatives can be; `nil` where nothing is known.
  package let yearFloor: Amount?
  package let planFloor: Amount?
  /// A sum left the range of `Amount`.
  package let hasOverflowed: Bool
  /// The plan's cumulative was whole when it was last reported.
  private let planWasWhole: Bool

  package init(
    _ typed: FigureValues, asked: IndicatorDefinition.Asked, after previous: FigureState?, in period: Period,
    plan: Plan
  ) {
    let opening = FigureState.opening(after: previous, in: period, planFrom: plan.firstPeriod, asked: asked)
    let adjustment = typed.adjustment ?? .zero
    // In the first quarter an adjustment concerns an earlier year and leaves this one alone.
    let yearAdjustment = period.isFirstOfYear ? Amount.zero : adjustment
    var hasOverflowed = false
    func sum(_ first: Amount, _ second: Amount, _ third: Amount = .zero) -> Amount? {
      // Most figures have no adjustment, and the year starts from nothing.
      let total =
        third.isZero ? (first.isZero ? second : first.adding(second)) : Amount.sum([first, second, third])
      if total == nil { hasOverflowed = true }
      return total
    }

    var quarter = typed.inPeriod
    if quarter == nil, let year = typed.yearToDate, opening.yearIsExact,
      let known = sum(opening.year ?? .zero, yearAdjustment)
    {
      quarter = year.subtracting(known)
    }
    var expectedYear: Amount?
    if opening.yearIsExact, let start = opening.year, let inPeriod = typed.inPeriod {
      expectedYear = sum(start, inPeriod, yearAdjustment)
    }
    var expectedPlan: Amount?
    // A figure that is not asked every quarter can state a year beyond its quarter; which of the two the plan grew by
    // cannot be told then.
    let isAmbiguous = opening.year == nil && typed.yearToDate != nil && typed.yearToDate != quarter
    if opening.planIsExact, !isAmbiguous, let start = opening.plan, let quarter {
      expectedPlan = sum(start, quarter, adjustment)
    }
    lastReported = previous?.lastReported
    lastYear = period.isFirstOfYear ? previous?.values.yearToDate : nil
    planWasWhole = previous?.knownPlanIsIncomplete == false
    self.opening = opening
    self.quarter = quarter
    self.expectedYear = expectedYear
    self.expectedPlan = expectedPlan
    yearDifference = expectedYear.flatMap { expected in typed.yearToDate?.subtracting(expected) }
    planDifference = expectedPlan.flatMap { expected in typed.planToDate?.subtracting(expected) }
    yearFloor =
      expectedYear ?? opening.year.flatMap { sum($0, typed.inPeriod ?? .zero, yearAdjustment) }
    planFloor = opening.plan.flatMap { sum($0, typed.inPeriod ?? .zero, adjustment) }
    self.hasOverflowed = hasOverflowed
  }

  /// By how much the typed year lies below what is already known of it, where no exact comparison is possible.
  package func yearShortfall(of typed: FigureValues) -> Amount? {
    guard yearDifference == nil, lastReported != nil, let floor = yearFloor,
      let year = typed.yearToDate, year < floor
    else { return nil }
    return floor.subtracting(year)
  }

  package func planShortfall(of typed: FigureValues) -> Amount? {
    guard planDifference == nil, lastReported != nil, let floor = planFloor,
      let plan = typed.planToDate, plan < floor
    else { return nil }
    return floor.subtracting(plan)
  }

  /// 未报季度补入：what a cumulative, typed after a gap, holds beyond everything that was reported; `nil` where there
  /// is no gap, nothing to compare with, or nothing more.
  package func yearMadeGood(of typed: FigureValues) -> Amount? {
    guard opening.hasGap, !opening.yearIsExact, let quarter = typed.inPeriod, let year = typed.yearToDate,
      let known = yearFloor ?? quarter.adding(typed.adjustment ?? .zero), year > known
    else { return nil }
    return year.subtracting(known)
  }

  /// The same for the plan's cumulative, where that was complete before the gap.
  package func planMadeGood(of typed: FigureValues) -> Amount? {
    guard opening.hasGap, typed.inPeriod != nil, planWasWhole,
      let plan = typed.planToDate, let known = planFloor, plan > known
    else { return nil }
    return plan.subtracting(known)
  }
}
