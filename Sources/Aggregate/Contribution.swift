import ReportModel

/// 上行数：what one unit contributes to one figure of the unit above, in the terms of that unit's plan.
struct Contribution: Hashable, Sendable {
  var values: FigureValues
  var status: ObservationStatus
  var coverage: FigureCoverage
  /// Something may be lacking although nobody is missing: a gap in a cumulative, a silent department.
  var isIncomplete: Bool
  /// How much of `atEnd` is the previous period's.
  var estimated: Amount?
  var period: Period
  /// Stated by a roll-up: what is known of the units below may be older, so this is what counted last.
  var isStatedByRollUp = false

  /// By what mostly tells two figures apart; the rest is looked at only where that agrees.
  func hash(into hasher: inout Hasher) {
    hasher.combine(values.inPeriod)
    hasher.combine(values.planToDate)
    hasher.combine(values.atEnd)
    hasher.combine(status)
  }

  /// 结转: the cumulatives are the last known ones.
  var isCarried: Bool { status == .missing && !values.isEmpty }

  /// Neither a value nor anybody who was asked.
  var isVoid: Bool { values.isEmpty && coverage.expected.isEmpty }

  /// An own level as a contribution.
  init(_ state: FigureState, of leaves: OwnLeaves, isAsked: Bool) {
    values = state.values
    status = state.status
    estimated = state.isEstimated ? state.values.atEnd : nil
    period = state.period
    coverage = FigureCoverage()
    if isAsked || state.status != .missing {
      switch state.status {
      case .reported: coverage = state.isProvisional ? leaves.provisional : leaves.reported
      case .notApplicable: coverage = leaves.notApplicable
      case .missing: coverage = leaves.missing
      }
    }
    // Whoever was not asked cannot make a total partial by being silent.
    isIncomplete =
      isAsked || state.status != .missing ? state.isIncomplete : state.cumulativesAreIncomplete
  }

  /// A figure of a roll-up that came from below.
  init(received observation: Observation, period: Period) {
    values = observation.values
    status = observation.status
    let rolled = observation.rolled
    coverage = rolled?.coverage ?? FigureCoverage()
    isIncomplete = rolled?.completeness == .partial
    estimated = rolled?.estimated
    self.period = period
    isStatedByRollUp = true
  }

  init(
    values: FigureValues, status: ObservationStatus, coverage: FigureCoverage, isIncomplete: Bool,
    estimated: Amount?, period: Period, isStatedByRollUp: Bool = false
  ) {
    self.values = values
    self.status = status
    self.coverage = coverage
    self.isIncomplete = isIncomplete
    self.estimated = estimated
    self.period = period
    self.isStatedByRollUp = isStatedByRollUp
  }

  /// A part that a received roll-up names, remembered in case the part comes alone later.
  init(part: FigurePart, period: Period) {
    self.init(
      values: part.values, status: part.status, coverage: FigureCoverage(), isIncomplete: true,
      estimated: part.estimated, period: period, isStatedByRollUp: true)
  }

  /// Fills what is missing here with what counted last: the cumulatives of a unit that fell silent stay, so that a
  /// late county does not make the city's cumulative fall. The quarter itself is never filled.
  ///
  /// - Parameter isOlder: the cumulatives here are older than `last` and give way to it.
  mutating func fill(
    from last: Contribution?, indicator: IndicatorDefinition, leafCarries: Bool, isOlder: Bool
  ) {
    guard let last, status != .reported else { return }
    if indicator.isFlow {
      let year = last.period.year == period.year ? last.values.yearToDate : nil
      if isOlder || values.yearToDate == nil { values.yearToDate = year }
      if isOlder || values.planToDate == nil {
        values.planToDate = last.values.planToDate ?? values.planToDate
      }
    } else if leafCarries, !indicator.isRatio, indicator.kind != .survey, values.atEnd == nil,
      status == .missing, !coverage.missing.isEmpty,
      last.period == period.previous, last.status == .reported, let atEnd = last.values.atEnd,
      let reported = last.estimated.map({ atEnd.subtracting($0) }) ?? atEnd
    {
      // Only what was reported is carried; what was itself carried is not carried again.
      let isDivisible = indicator.unitFunction == .sum || last.estimated == nil
      if isDivisible {
        values.atEnd = reported
        estimated = reported
      }
    }
    isStatedByRollUp = isStatedByRollUp || last.isStatedByRollUp
    if isCarried, !coverage.missing.isEmpty { isIncomplete = true }
  }

  /// As a line of a total's composition.
  func part(of unit: OrgUnitCode, scope: ReportScope) -> FigurePart {
    FigurePart(
      unit: unit, scope: scope, values: values, status: status, isCarried: isCarried, estimated: estimated)
  }
}

/// 本级覆盖：one leaf in every state that it can be in, each made once.
struct OwnLeaves: Sendable {
  let reported, provisional, notApplicable, missing: FigureCoverage

  init(_ unit: OrgUnitCode) {
    reported = FigureCoverage(expected: [unit])
    provisional = FigureCoverage(expected: [unit], provisional: [unit])
    notApplicable = FigureCoverage(expected: [unit], notApplicable: [unit])
    missing = FigureCoverage(expected: [unit], missing: [unit])
  }
}
