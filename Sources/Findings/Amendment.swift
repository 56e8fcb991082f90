import ReportModel

/// 订正：what a later version of a roll-up changes against the one that was sent before.
package struct Amendment: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var period: Period
  package var revision: Int
  /// The version that was sent, and when.
  package var against: Int
  package var sentAt: Instant
  package var changes: [FigureChange]
  /// Units below whose reports are other ones, new or gone.
  package var sources: [OrgUnitCode]
  package init(
    unit: OrgUnitCode, plan: PlanID, period: Period, revision: Int, against: Int, sentAt: Instant,
    changes: [FigureChange], sources: [OrgUnitCode]
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.revision = revision
    self.against = against
    self.sentAt = sentAt
    self.changes = changes
    self.sources = sources
  }

  package var fileStem: String { "\(unit)-\(plan)-r\(revision)-changes" }
}
