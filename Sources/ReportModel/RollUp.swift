/// 进度灯.
package enum Light: String, Sendable {
  /// 完成 · 达到序时 · 略低于序时 · 落后 · 严重落后 · 未到考核期 · 不计.
  case done, green
  case greenMarked = "green-marked"
  case yellow, red
  case notYet = "not-yet"
  case none
}

/// 目标进度：one target against its figure.
package struct TargetProgress: Sendable, Hashable {
  package var target: IndicatorID
  package var indicator: IndicatorID
  /// The plan's unit, or a unit with an allocation.
  package var unit: OrgUnitCode
  /// What is judged: the year's or the plan's cumulative, the state at the end, or a ratio.
  package var value: Amount?
  package var ratio: Quotient?
  /// What was to be reached; the lower end of a range.
  package var goal: Amount?
  /// Of the goal.
  package var progress: Quotient?
  /// 序时进度, what should have been reached by now.
  package var pace: Quotient?
  package var light: Light
  /// The last earlier period in which the light was yellow or red: a target made up later keeps its history.
  package var wasBehind: Period?
  package init(
    target: IndicatorID, indicator: IndicatorID, unit: OrgUnitCode, value: Amount? = nil,
    ratio: Quotient? = nil,
    goal: Amount? = nil, progress: Quotient? = nil, pace: Quotient? = nil, light: Light,
    wasBehind: Period? = nil
  ) {
    self.target = target
    self.indicator = indicator
    self.unit = unit
    self.value = value
    self.ratio = ratio
    self.goal = goal
    self.progress = progress
    self.pace = pace
    self.light = light
    self.wasBehind = wasBehind
  }
}

/// 应报单位：one unit of the roster and what came of it.
package struct DueUnit: Sendable, Hashable {
  package enum State: String, Sendable {
    case received, late, missing
    case notNeeded = "not-needed"
  }
  package var unit: OrgUnitCode
  package var state: State
  /// Whether its report is a roll-up, an own level or a department's.
  package var scope: ReportScope
  package var isDepartment: Bool
  package var hasQuestions: Bool
  package init(unit: OrgUnitCode, state: State, scope: ReportScope, isDepartment: Bool, hasQuestions: Bool) {
    self.unit = unit
    self.state = state
    self.scope = scope
    self.isDepartment = isDepartment
    self.hasQuestions = hasQuestions
  }
}

/// 未计入的下级指标：a subordinate's figure that has no place in the superior's total.
package struct SideFigure: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var indicator: IndicatorID
  /// The superior's indicator that it is related to; `nil` for a purely local figure.
  package var relatedTo: IndicatorID?
  package var values: FigureValues
  package init(
    unit: OrgUnitCode, plan: PlanID, indicator: IndicatorID, relatedTo: IndicatorID?, values: FigureValues
  ) {
    self.unit = unit
    self.plan = plan
    self.indicator = indicator
    self.relatedTo = relatedTo
    self.values = values
  }
}

/// 汇总：a compiling unit's roll-up of one period, a pure function of accepted submissions, plan and register.
package struct RollUp: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var period: Period
  package var revision: Int
  /// In the order of the plan's indicators, each with its coverage and parts.
  package var observations: [Observation]
  package var basis: RollUpBasis
  package var paragraphs: [SourceParagraph]
  package var progress: [TargetProgress]
  package var due: [DueUnit]
  package var sideFigures: [SideFigure]

  package init(
    unit: OrgUnitCode, plan: PlanID, period: Period, revision: Int = 1, observations: [Observation] = [],
    basis: RollUpBasis = RollUpBasis(), paragraphs: [SourceParagraph] = [], progress: [TargetProgress] = [],
    due: [DueUnit] = [], sideFigures: [SideFigure] = []
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.revision = revision
    self.observations = observations
    self.basis = basis
    self.paragraphs = paragraphs
    self.progress = progress
    self.due = due
    self.sideFigures = sideFigures
  }

  package func observation(_ indicator: IndicatorID) -> Observation? {
    observations.first { $0.indicator == indicator }
  }

  /// The name that the roll-up's files carry, without the ending.
  package var fileStem: String { "\(unit)-\(plan)-r\(revision)" }
}
