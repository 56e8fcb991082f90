/// 基层数：the own level of one area in one figure, as it entered the roll-up; what an outsider needs to recompute it.
package struct BaseRow: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var period: Period
  package var task: TaskID
  package var indicator: IndicatorID
  package var status: ObservationStatus
  /// With derived and last known cumulatives filled in.
  package var values: FigureValues
  package var isCarried: Bool
  package var estimated: Amount?
  package var isProvisional: Bool
  package var isIncomplete: Bool
  package init(
    unit: OrgUnitCode, plan: PlanID, period: Period, task: TaskID, indicator: IndicatorID,
    status: ObservationStatus,
    values: FigureValues, isCarried: Bool, estimated: Amount?, isProvisional: Bool, isIncomplete: Bool
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.task = task
    self.indicator = indicator
    self.status = status
    self.values = values
    self.isCarried = isCarried
    self.estimated = estimated
    self.isProvisional = isProvisional
    self.isIncomplete = isIncomplete
  }
}
