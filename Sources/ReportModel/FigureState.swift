/// 数列状态：where one figure of one reporting unit stands at the end of a period, with everything that the next
/// period needs to know.
///
/// This is the arithmetic of history, in one place: what is derived when only one of `inPeriod` and `yearToDate`
/// was typed, what an opening balance is, what a gap leaves unknown, and what a silent unit still contributes.
///
/// - Typed cumulatives stand. On the first report they are opening balances.
/// - Untyped, `yearToDate` is the year so far plus this quarter (and adjustment); the first quarter restarts it.
/// - After a silent quarter an untyped cumulative is a floor, marked incomplete; a typed year closes the gap, and
///   the plan's cumulative grows by as much as the year did.
/// - An adjustment in the second to fourth quarter corrects the year and the plan; in the first quarter only the
///   plan, because it concerns an earlier year.
/// - A unit that is silent, or for which the figure is not applicable, keeps its last known cumulatives; the
///   year's restart in the first quarter.
package struct FigureState: Sendable, Hashable {
  package var period: Period
  package var status: ObservationStatus
  package var values: FigureValues
  /// `yearToDate` may lack something that was never reported.
  package var yearIsIncomplete: Bool
  package var planIsIncomplete: Bool
  /// The quarter's own value cannot be known (only a year was typed after a gap).
  package var quarterIsUnknown: Bool
  /// The last period with a figure or a declared 不适用; `nil` before the first.
  package var lastReported: Period?
  /// Quarters in between that a typed cumulative made good.
  package var unreported: Amount?
  /// 结转: the values are the last known ones.
  package var isCarried: Bool
  /// 估: `atEnd` is the one of the period before.
  package var isEstimated: Bool
  package var isProvisional: Bool
  /// A value left the range of `Amount` and is missing for that reason.
  package var hasOverflowed: Bool
  /// Whether the last reported plan cumulative was itself incomplete; silence since then does not count, because
  /// a typed year makes it good.
  package private(set) var knownPlanIsIncomplete = false

  package init(
    period: Period, status: ObservationStatus, values: FigureValues = .none, yearIsIncomplete: Bool = false,
    planIsIncomplete: Bool = false, quarterIsUnknown: Bool = false, lastReported: Period? = nil,
    unreported: Amount? = nil, isCarried: Bool = false, isEstimated: Bool = false,
    isProvisional: Bool = false,
    hasOverflowed: Bool = false
  ) {
    self.period = period
    self.status = status
    self.values = values
    self.yearIsIncomplete = yearIsIncomplete
    self.planIsIncomplete = planIsIncomplete
    self.quarterIsUnknown = quarterIsUnknown
    self.lastReported = lastReported
    self.unreported = unreported
    self.isCarried = isCarried
    self.isEstimated = isEstimated
    self.isProvisional = isProvisional
    self.hasOverflowed = hasOverflowed
  }

  /// Whether what this figure shows may lack something.
  package var isIncomplete: Bool {
    switch status {
    case .missing: true
    case .reported: yearIsIncomplete || planIsIncomplete || quarterIsUnknown || hasOverflowed
    case .notApplicable:
      (values.yearToDate != nil && yearIsIncomplete) || (values.planToDate != nil && planIsIncomplete)
    }
  }

  /// The year so far that the next report starts from, with what is certain about it.
  package struct Opening: Sendable, Hashable {
    /// `nil` where nothing is known of this year.
    package var year: Amount?
    /// Whether this year is known to the end of the previous quarter.
    package var yearIsExact: Bool
    package var plan: Amount?
    package var planIsExact: Bool
    /// Quarters lie between the last report and this one.
    package var hasGap: Bool
  }

  /// What the history says at the start of `period`.
  package static func opening(
    after previous: FigureState?, in period: Period, of plan: Plan
  ) -> Opening {
    let isContiguous = previous?.lastReported == period.previous
    let isFirstOfPlan = period == plan.firstPeriod
    let isSameYear = previous?.period.year == period.year
    let year: Amount? = period.isFirstOfYear ? .zero : isSameYear ? previous?.values.yearToDate : nil
    let yearIsExact =
      period.isFirstOfYear || isFirstOfPlan
      || (isContiguous && previous.map { !$0.yearIsIncomplete } ?? false)
    let planIsExact =
      isFirstOfPlan
      || (isContiguous && previous.map { $0.values.planToDate != nil && !$0.planIsIncomplete } ?? false)
    return Opening(
      year: year, yearIsExact: yearIsExact, plan: isFirstOfPlan ? .zero : previous?.values.planToDate,
      planIsExact: planIsExact, hasGap: previous?.lastReported != nil && !isContiguous)
  }

  /// The state after `observation`, or after silence where it is `nil`.
  package static func after(
    _ previous: FigureState?, _ observation: Observation?, of indicator: IndicatorDefinition,
    in period: Period,
    plan: Plan
  ) -> FigureState {
    guard let observation else { return silent(previous, of: indicator, in: period) }
    var state: FigureState
    switch observation.status {
    case .missing: state = silent(previous, of: indicator, in: period)
    case .notApplicable:
      state = silent(previous, of: indicator, in: period)
      state.status = .notApplicable
      state.values.atEnd = nil
      state.isEstimated = false
      state.lastReported = period
      state.yearIsIncomplete = period.isFirstOfYear ? false : previous?.yearIsIncomplete ?? true
      state.planIsIncomplete = previous?.planIsIncomplete ?? (period != plan.firstPeriod)
      state.knownPlanIsIncomplete = state.planIsIncomplete
    case .reported:
      if indicator.isFlow {
        state = flow(previous, observation.values, in: period, plan: plan)
      } else if indicator.isRatio {
        // Half a ratio is missing entirely.
        guard observation.values.numerator != nil, observation.values.denominator != nil else {
          return silent(previous, of: indicator, in: period)
        }
        state = FigureState(
          period: period, status: .reported, values: observation.values, lastReported: period)
      } else {
        guard observation.values.atEnd != nil else { return silent(previous, of: indicator, in: period) }
        state = FigureState(
          period: period, status: .reported, values: observation.values, lastReported: period)
      }
    }
    state.isProvisional = observation.isProvisional
    return state
  }

  private static func silent(
    _ previous: FigureState?, of indicator: IndicatorDefinition, in period: Period
  ) -> FigureState {
    var state = FigureState(
      period: period, status: .missing, yearIsIncomplete: true, planIsIncomplete: true,
      lastReported: previous?.lastReported)
    guard let previous else { return state }
    state.knownPlanIsIncomplete = previous.knownPlanIsIncomplete
    if indicator.isFlow {
      state.values.yearToDate = previous.period.year == period.year ? previous.values.yearToDate : nil
      state.values.planToDate = previous.values.planToDate
    } else if indicator.carry, indicator.kind != .survey, !indicator.isRatio,
      previous.status == .reported, previous.period == period.previous, let atEnd = previous.values.atEnd
    {
      state.values.atEnd = atEnd
      state.isEstimated = true
    }
    state.isCarried = !state.values.isEmpty
    return state
  }

  private static func flow(
    _ previous: FigureState?, _ typed: FigureValues, in period: Period, plan: Plan
  ) -> FigureState {
    var state = FigureState(period: period, status: .reported, values: typed, lastReported: period)
    let opening = opening(after: previous, in: period, of: plan)
    let adjustment = typed.adjustment ?? .zero
    let yearAdjustment = period.isFirstOfYear ? Amount.zero : adjustment

    func total(_ amounts: Amount?...) -> Amount? {
      let sum = Amount.sum(amounts.compactMap(\.self))
      if sum == nil { state.hasOverflowed = true }
      return sum
    }

    // The quarter and the year: one of the two is typed, the other is derived.
    if let quarter = typed.inPeriod {
      if let year = typed.yearToDate {
        if opening.hasGap, !opening.yearIsExact, let known = total(opening.year, quarter, yearAdjustment) {
          state.unreported = year.subtracting(known)
        }
      } else {
        state.values.yearToDate = total(opening.year, quarter, yearAdjustment)
        state.yearIsIncomplete = !opening.yearIsExact
      }
    } else if let year = typed.yearToDate, opening.yearIsExact,
      let known = total(opening.year, yearAdjustment)
    {
      state.values.inPeriod = year.subtracting(known)
      if state.values.inPeriod == nil { state.hasOverflowed = true }
    } else {
      state.quarterIsUnknown = true
    }

    if typed.planToDate == nil {
      let planStart = opening.plan
      if let planStart {
        let isFollowing = previous?.lastReported == period.previous || period == plan.firstPeriod
        if isFollowing, let quarter = state.values.inPeriod {
          state.values.planToDate = total(planStart, quarter, adjustment)
          state.planIsIncomplete = !opening.planIsExact
        } else if let year = typed.yearToDate,
          let growth = year.subtracting(opening.year ?? .zero)
        {
          // The plan grows by as much as the year did; in a first quarter an adjustment comes on top.
          state.values.planToDate = total(planStart, growth, period.isFirstOfYear ? adjustment : nil)
          let yearBegan = Period(year: period.year, quarter: 1) ?? period
          let knewLastYear = (previous?.lastReported).map { $0 >= yearBegan.previous } ?? false
          state.planIsIncomplete = !knewLastYear || (previous?.knownPlanIsIncomplete ?? true)
        } else {
          state.values.planToDate = total(planStart, state.values.inPeriod, adjustment)
          state.planIsIncomplete = true
        }
      } else {
        state.values.planToDate = total(
          state.values.yearToDate, period.isFirstOfYear ? adjustment : nil)
        state.planIsIncomplete = plan.firstPeriod.year != period.year || state.yearIsIncomplete
      }
    }
    if state.hasOverflowed {
      state.yearIsIncomplete = true
      state.planIsIncomplete = true
    }
    state.knownPlanIsIncomplete = state.planIsIncomplete
    return state
  }
}
