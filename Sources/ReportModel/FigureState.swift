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
/// - A quarter for which the figure was not asked is not silence: a yearly figure has no gap from one year's end to
///   the next.
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
  /// Whether the last reported cumulatives were themselves incomplete; silence since then does not count, because
  /// a typed year makes it good.
  private var knownYearIsIncomplete = false
  package private(set) var knownPlanIsIncomplete = false
  /// Whether the plan's cumulative lacked something before the year of the last report began.
  private var planIsIncompleteBeforeYear = false

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
    knownYearIsIncomplete = yearIsIncomplete
    knownPlanIsIncomplete = planIsIncomplete
    planIsIncompleteBeforeYear = planIsIncomplete
  }

  /// What the next report will want to know and nobody is shown; with it a state can be kept and had back whole.
  package struct Memory: Sendable, Hashable {
    package var yearIsIncomplete: Bool
    package var planIsIncomplete: Bool
    package var planIsIncompleteBeforeYear: Bool
    package init(yearIsIncomplete: Bool, planIsIncomplete: Bool, planIsIncompleteBeforeYear: Bool) {
      self.yearIsIncomplete = yearIsIncomplete
      self.planIsIncomplete = planIsIncomplete
      self.planIsIncompleteBeforeYear = planIsIncompleteBeforeYear
    }
  }

  package var memory: Memory {
    get {
      Memory(
        yearIsIncomplete: knownYearIsIncomplete, planIsIncomplete: knownPlanIsIncomplete,
        planIsIncompleteBeforeYear: planIsIncompleteBeforeYear)
    }
    set {
      knownYearIsIncomplete = newValue.yearIsIncomplete
      knownPlanIsIncomplete = newValue.planIsIncomplete
      planIsIncompleteBeforeYear = newValue.planIsIncompleteBeforeYear
    }
  }

  /// Whether what this figure shows may lack something.
  package var isIncomplete: Bool {
    switch status {
    case .missing: true
    case .reported: yearIsIncomplete || planIsIncomplete || quarterIsUnknown || hasOverflowed
    case .notApplicable: cumulativesAreIncomplete
    }
  }

  /// Whether a cumulative that is shown may lack something, whatever is known of the quarter.
  package var cumulativesAreIncomplete: Bool {
    (values.yearToDate != nil && yearIsIncomplete) || (values.planToDate != nil && planIsIncomplete)
  }

  /// The year so far that the next report starts from, with what is certain about it.
  package struct Opening: Sendable, Hashable {
    /// `nil` where nothing is known of this year.
    package var year: Amount?
    /// Whether this year is known to the end of the previous quarter.
    package var yearIsExact: Bool
    package var plan: Amount?
    package var planIsExact: Bool
    /// Every quarter since the last report was one for which the figure was not asked.
    package var isFollowing: Bool
    /// Silent quarters lie between the last report and this one.
    package var hasGap: Bool
  }

  /// What the history says at the start of `period`.
  package static func opening(
    after previous: FigureState?, in period: Period, planFrom firstPeriod: Period,
    asked: IndicatorDefinition.Asked = .quarterly
  ) -> Opening {
    let last = previous?.lastReported
    let isFollowing = last.map { !asked.occurs(after: $0, before: period) } ?? false
    let isFirstOfPlan = period == firstPeriod
    let isSameYear = previous?.period.year == period.year
    let year: Amount? = period.isFirstOfYear ? .zero : isSameYear ? previous?.values.yearToDate : nil
    let nobodyAskedThisYear = !asked.occurs(after: period.lastOfPreviousYear, before: period)
    let yearIsExact =
      isFirstOfPlan || (nobodyAskedThisYear && (period.isFirstOfYear || year == nil))
      || (isFollowing && previous.map { !$0.yearIsIncomplete } ?? false)
    let planIsExact = isFirstOfPlan || (isFollowing && previous.map { !$0.planIsIncomplete } ?? false)
    return Opening(
      year: year, yearIsExact: yearIsExact,
      // Whoever has so far declared 不适用 only starts from nothing, and that is certain.
      plan: isFirstOfPlan ? .zero : previous?.values.planToDate ?? (planIsExact ? .zero : nil),
      planIsExact: planIsExact, isFollowing: isFollowing || isFirstOfPlan,
      hasGap: last != nil && !isFollowing)
  }

  /// The state after `observation`, or after silence where it is `nil`.
  package static func after(
    _ previous: FigureState?, _ observation: Observation?, of indicator: IndicatorDefinition,
    in period: Period,
    planFrom firstPeriod: Period
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
      state.yearIsIncomplete =
        !period.isFirstOfYear
        && (previous?.period.year == period.year ? previous?.yearIsIncomplete ?? true : true)
      state.planIsIncomplete = previous?.planIsIncomplete ?? (period != firstPeriod)
      state.settle(after: previous, asked: indicator.asked, planFrom: firstPeriod)
    case .reported:
      if indicator.isFlow {
        let typed = observation.values
        guard
          typed.inPeriod != nil || typed.yearToDate != nil || typed.planToDate != nil
            || typed.adjustment != nil
        else { return silent(previous, of: indicator, in: period) }
        state = flow(previous, typed, asked: indicator.asked, in: period, planFrom: firstPeriod)
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
    state.knownYearIsIncomplete = previous.knownYearIsIncomplete
    state.knownPlanIsIncomplete = previous.knownPlanIsIncomplete
    state.planIsIncompleteBeforeYear = previous.planIsIncompleteBeforeYear
    let isAsked = indicator.isAsked(in: period)
    if !isAsked {
      state.yearIsIncomplete = previous.period.year == period.year && previous.yearIsIncomplete
      state.planIsIncomplete = previous.planIsIncomplete
    }
    if indicator.isFlow {
      state.values.yearToDate = previous.period.year == period.year ? previous.values.yearToDate : nil
      state.values.planToDate = previous.values.planToDate
    } else if isAsked, indicator.carry, indicator.kind != .survey, !indicator.isRatio,
      previous.status == .reported, previous.period == period.previous, let atEnd = previous.values.atEnd
    {
      state.values.atEnd = atEnd
      state.isEstimated = true
    }
    state.isCarried = !state.values.isEmpty
    return state
  }

  private static func flow(
    _ previous: FigureState?, _ typed: FigureValues, asked: IndicatorDefinition.Asked, in period: Period,
    planFrom firstPeriod: Period
  ) -> FigureState {
    var state = FigureState(period: period, status: .reported, values: typed, lastReported: period)
    let opening = opening(after: previous, in: period, planFrom: firstPeriod, asked: asked)
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
    } else if let year = typed.yearToDate {
      if opening.yearIsExact, let known = total(opening.year, yearAdjustment) {
        state.values.inPeriod = year.subtracting(known)
        if state.values.inPeriod == nil { state.hasOverflowed = true }
      } else {
        state.quarterIsUnknown = true
      }
    } else {
      // Only the plan's cumulative or an adjustment was typed: of the year stays what was known.
      state.quarterIsUnknown = true
      state.yearIsIncomplete = true
      if !period.isFirstOfYear, let known = opening.year {
        state.values.yearToDate = total(known, yearAdjustment)
      }
    }

    if typed.planToDate == nil {
      state.derivePlan(from: opening, after: previous, typed, asked: asked, planFrom: firstPeriod)
    }
    if state.hasOverflowed {
      state.yearIsIncomplete = true
      state.planIsIncomplete = true
    }
    state.settle(after: previous, asked: asked, planFrom: firstPeriod)
    return state
  }

  /// The plan's cumulative where it was not typed.
  private mutating func derivePlan(
    from opening: Opening, after previous: FigureState?, _ typed: FigureValues,
    asked: IndicatorDefinition.Asked, planFrom firstPeriod: Period
  ) {
    func total(_ amounts: Amount?...) -> Amount? {
      let sum = Amount.sum(amounts.compactMap(\.self))
      if sum == nil { hasOverflowed = true }
      return sum
    }

    let adjustment = typed.adjustment ?? .zero
    let firstQuarterAdjustment = period.isFirstOfYear ? adjustment : nil
    guard let planStart = opening.plan else {
      // The plan's cumulative begins with this year's; that is all of it only in the plan's first year.
      values.planToDate = values.yearToDate.flatMap { total($0, firstQuarterAdjustment) }
      planIsIncomplete =
        yearIsIncomplete || firstPeriod != Period(year: period.year, quarter: 1)
      return
    }
    if opening.isFollowing, let quarter = values.inPeriod,
      opening.planIsExact || opening.yearIsExact || typed.yearToDate == nil
    {
      values.planToDate = total(planStart, quarter, adjustment)
      planIsIncomplete = !opening.planIsExact
    } else if let year = typed.yearToDate, previous?.knowsMoreOfPlanThanOfYear(period) != true,
      let growth = year.subtracting(opening.year ?? .zero)
    {
      // The plan grows by as much as the year did; in a first quarter an adjustment comes on top.
      values.planToDate = total(planStart, growth, firstQuarterAdjustment)
      planIsIncomplete = planWasIncompleteBeforeYear(after: previous, asked: asked, planFrom: firstPeriod)
    } else {
      values.planToDate = total(planStart, values.inPeriod, adjustment)
      planIsIncomplete = true
    }
  }

  /// The plan's cumulative was whole at the last report and the year's of the same year was not: what the year then
  /// grows by is partly in the plan already.
  private func knowsMoreOfPlanThanOfYear(_ period: Period) -> Bool {
    lastReported?.year == period.year && knownYearIsIncomplete && !knownPlanIsIncomplete
  }

  private func planWasIncompleteBeforeYear(
    after previous: FigureState?, asked: IndicatorDefinition.Asked, planFrom firstPeriod: Period
  ) -> Bool {
    guard let previous, let last = previous.lastReported else { return firstPeriod.year < period.year }
    if last.year == period.year { return previous.planIsIncompleteBeforeYear }
    return previous.knownPlanIsIncomplete
      || asked.occurs(after: last, before: period.lastOfPreviousYear.next)
  }

  /// For a state that several reporting units make up: what is known of the last report is what is known of all of
  /// theirs.
  package mutating func settle(asMadeUpOf states: [FigureState]) {
    if status == .missing {
      knownYearIsIncomplete = states.contains(where: \.knownYearIsIncomplete)
      knownPlanIsIncomplete = states.contains(where: \.knownPlanIsIncomplete)
    }
    planIsIncompleteBeforeYear =
      (knownYearIsIncomplete || knownPlanIsIncomplete)
      && states.contains(where: \.planIsIncompleteBeforeYear)
  }

  /// Notes what the next report will want to know about this one.
  private mutating func settle(
    after previous: FigureState?, asked: IndicatorDefinition.Asked, planFrom firstPeriod: Period
  ) {
    knownYearIsIncomplete = yearIsIncomplete
    knownPlanIsIncomplete = planIsIncomplete
    // Where both are whole, so is what lies before the year.
    planIsIncompleteBeforeYear =
      (yearIsIncomplete || planIsIncomplete)
      && planWasIncompleteBeforeYear(after: previous, asked: asked, planFrom: firstPeriod)
  }
}
