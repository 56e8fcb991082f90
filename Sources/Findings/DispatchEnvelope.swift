import ReportModel

/// 上报信封：what goes up beside a roll-up and does not stand in it: who answers for it, when it was sent, and the sender's
/// journal at that moment. The roll-up's own bytes depend on its sources alone.
package struct DispatchEnvelope: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var unitName: String
  package var plan: PlanID
  package var period: Period
  package var revision: Int
  /// The roll-up's file, without folders, and its SHA-256.
  package var file: String
  package var digest: String
  package var sentAt: Instant
  /// 编制、审核、签发.
  package var prepared: String
  package var reviewed: String
  package var signed: String
  package var signedAt: Instant
  package var reason: String
  /// 台账末端.
  package var journal: JournalMark
  package init(
    unit: OrgUnitCode, unitName: String, plan: PlanID, period: Period, revision: Int, file: String,
    digest: String, sentAt: Instant, prepared: String, reviewed: String, signed: String, signedAt: Instant,
    reason: String, journal: JournalMark
  ) {
    self.unit = unit
    self.unitName = unitName
    self.plan = plan
    self.period = period
    self.revision = revision
    self.file = file
    self.digest = digest
    self.sentAt = sentAt
    self.prepared = prepared
    self.reviewed = reviewed
    self.signed = signed
    self.signedAt = signedAt
    self.reason = reason
    self.journal = journal
  }
}
