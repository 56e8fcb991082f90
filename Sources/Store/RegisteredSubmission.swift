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

  init(_ row: Row) throws {
    id = EntryID(row["id"])
    fileName = row["fileName"]
    original = row["original"]
    digest = row["digest"]
    byteCount = row["byteCount"]
    receivedAt = Instant(seconds: row["receivedAt"])
    recordedAt = Instant(seconds: row["recordedAt"])
    channel = try row.term("channel")
    outcome = try row.term("outcome")
    unit = row.code("unit")
    plan = row.code("plan")
    period = try row.period("period")
    scope = try row.termIfPresent("scope")
    revision = row["revision"]
    mode = try row.term("mode")
    isLate = row["isLate"]
    figureCount = row["figureCount"]
    hardCount = row["hardCount"]
    softCount = row["softCount"]
    noteCount = row["noteCount"]
    repairCount = row["repairCount"]
    isInForce = row["isInForce"]
    supersededBy = (row["supersededBy"] as Int64?).map(EntryID.init)
    receiptStem = row["receiptStem"]
    dropFolderUnit = row.code("dropFolder")
    equalTo = (row["equalTo"] as Int64?).map(EntryID.init)
    decidedFrom = (row["decidedFrom"] as Int64?).map(EntryID.init)
  }
}
