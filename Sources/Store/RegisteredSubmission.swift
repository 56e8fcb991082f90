import Findings
import GRDB
import ReportModel

/// 登记情况：one version of a report as `status` shows it, without its figures.
package struct RegisteredSubmission: Sendable, Hashable {
  package var id: EntryID
  package var fileName: String
  /// 原件存放处, relative to the workspace.
  package var original: String
  package var digest: String
  package var byteCount: Int
  package var receivedAt: Instant
  package var recordedAt: Instant
  package var channel: SenderChannel
  package var outcome: Outcome
  package var unit: OrgUnitCode?
  package var plan: PlanID?
  package var period: Period?
  package var scope: ReportScope?
  package var revision: Int?
  package var mode: ReportMode
  package var isLate: Bool
  package var figureCount: Int
  /// Exact, also where the receipt caps the details.
  package var hardCount: Int
  package var softCount: Int
  package var noteCount: Int
  package var repairCount: Int
  /// 现行有效: its figures count, and no later version took its place.
  package var isInForce: Bool
  /// The version that took its place.
  package var supersededBy: EntryID?
  /// 回执文件名, without folder and ending; `nil` where it follows from the rest, as in the first release.
  package var receiptStem: String?
  package var dropFolderUnit: OrgUnitCode?
  /// 内容相同: the version that this one repeats in other bytes.
  package var equalTo: EntryID?
  /// The version that an officer's decision made this one from.
  package var decidedFrom: EntryID?

  /// `nil` where a part of it could not be read.
  package var identity: SubmissionIdentity? {
    guard let unit, let plan, let period, let scope else { return nil }
    return SubmissionIdentity(unit: unit, plan: plan, period: period, scope: scope)
  }
}

extension RegisteredSubmission {
  static let columns = """
    id, fileName, original, digest, byteCount, receivedAt, recordedAt, channel, outcome, unit, plan, period, scope,
    revision, mode, isLate, figureCount, hardCount, softCount, noteCount, repairCount, isInForce, supersededBy,
    receiptStem, dropFolder, equalTo, decidedFrom
    """

  /// From the columns in their order: a period has thousands of rows, and looking a name up costs more than reading the value.
  init(_ row: BulkRow) throws {
    id = EntryID(Int64(row.number(0)))
    fileName = row.text(1)
    original = row.text(2)
    digest = row.text(3)
    byteCount = row.number(4)
    receivedAt = Instant(seconds: Int64(row.number(5)))
    recordedAt = Instant(seconds: Int64(row.number(6)))
    channel = try row.term(7)
    outcome = try row.term(8)
    unit = row.textIfPresent(9).map(OrgUnitCode.init)
    plan = row.textIfPresent(10).map(PlanID.init)
    period = try row.textIfPresent(11).map { text in
      guard let period = Period(text) else { throw StoreFault.corrupt(detail: "period = \(text)") }
      return period
    }
    scope = try row.isNull(12) ? nil : row.term(12)
    revision = row.numberIfPresent(13)
    mode = try row.term(14)
    isLate = row.flag(15)
    figureCount = row.number(16)
    hardCount = row.number(17)
    softCount = row.number(18)
    noteCount = row.number(19)
    repairCount = row.number(20)
    isInForce = row.flag(21)
    supersededBy = row.numberIfPresent(22).map { EntryID(Int64($0)) }
    receiptStem = row.textIfPresent(23)
    dropFolderUnit = row.textIfPresent(24).map(OrgUnitCode.init)
    equalTo = row.numberIfPresent(25).map { EntryID(Int64($0)) }
    decidedFrom = row.numberIfPresent(26).map { EntryID(Int64($0)) }
  }
}
