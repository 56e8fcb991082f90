import ReportModel

/// 单位与报告期：where one area stands in one quarter.
package struct UnitPeriod: Hashable, Sendable, Comparable {
  package var unit: OrgUnitCode
  package var period: Period
  package init(_ unit: OrgUnitCode, _ period: Period) {
    self.unit = unit
    self.period = period
  }
  package static func < (left: UnitPeriod, right: UnitPeriod) -> Bool {
    (left.period, left.unit) < (right.period, right.unit)
  }
}
