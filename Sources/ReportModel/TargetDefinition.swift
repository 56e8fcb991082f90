/// 目标值：a number or a promise of full coverage in a plan, with its words.
package struct TargetDefinition: Sendable, Hashable {
  package enum Comparator: String, Sendable {
    case atLeast = "at-least"
    case equal, about, range, full, outside
  }
  package enum Cadence: String, Sendable {
    case annual
    case planPeriod = "plan-period"
    case byDate = "by-date"
    case unclear
  }
  /// 序时进度.
  package enum Schedule: String, Sendable { case linear, milestones, yearly, none }
  package struct Milestone: Sendable, Hashable {
    package let period: Period
    package let value: Amount
    package init(period: Period, value: Amount) {
      self.period = period
      self.value = value
    }
  }

  package var id: IndicatorID
  /// `nil` for a plan-level goal.
  package var task: TaskID?
  package var indicator: IndicatorID
  package var quote: String
  package var comparator: Comparator
  package var value: Amount?
  package var valueMax: Amount?
  /// Percent below `value` that “左右” still allows.
  package var tolerance: Amount?
  package var measure: String
  package var cadence: Cadence
  package var by: Period?
  package var schedule: Schedule
  package var milestones: [Milestone]
  package var partOf: IndicatorID?
  package var isStretch: Bool
  package var baseline: Amount?
  package var reading: String?

  package init(
    id: IndicatorID, task: TaskID? = nil, indicator: IndicatorID, quote: String = "", comparator: Comparator,
    value: Amount? = nil, valueMax: Amount? = nil, tolerance: Amount? = nil, measure: String,
    cadence: Cadence,
    by: Period? = nil, schedule: Schedule, milestones: [Milestone] = [], partOf: IndicatorID? = nil,
    isStretch: Bool = false, baseline: Amount? = nil, reading: String? = nil
  ) {
    self.id = id
    self.task = task
    self.indicator = indicator
    self.quote = quote
    self.comparator = comparator
    self.value = value
    self.valueMax = valueMax
    self.tolerance = tolerance
    self.measure = measure
    self.cadence = cadence
    self.by = by
    self.schedule = schedule
    self.milestones = milestones
    self.partOf = partOf
    self.isStretch = isStretch
    self.baseline = baseline
    self.reading = reading
  }
}

/// 分解目标：the share of a target that one unit is given.
package struct TargetAllocation: Sendable, Hashable {
  package let plan: PlanID
  package let target: IndicatorID
  package let unit: OrgUnitCode
  package let value: Amount
  package init(plan: PlanID, target: IndicatorID, unit: OrgUnitCode, value: Amount) {
    self.plan = plan
    self.target = target
    self.unit = unit
    self.value = value
  }
}
