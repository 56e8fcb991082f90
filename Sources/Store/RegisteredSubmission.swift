import Findings
import GRDB
import ReportModel

/// 登记情况：one version of a report as `status` shows it, without its figures.
///
/// Pointed at: a period has thousands, and each is found by several ways.
package final class RegisteredSubmission: Sendable {
  package let id: EntryID
  package let fileName: String
  /// 原件存放处, relative to the workspace.
  package let original: String
  package let digest: String
  package let byteCount: Int
  package let receivedAt: Instant
  package let recordedAt: Instant
  package let channel: SenderChannel
  package let outcome: Outcome
  package let unit: OrgUnitCode?
  package let plan: PlanID?
  package let period: Period?
  package let scope: ReportScope?
  package let revision: Int?
  package let mode: ReportMode
  package let isLate: Bool
  package let figureCount: Int
  /// Exact, also where the receipt caps the details.
  package let hardCount: Int
  package let softCount: Int
  package let noteCount: Int
  package let repairCount: Int
  /// 现行有效: its figures count, and no later version took its place.
  package let isInForce: Bool
  /// The version that took its place.
  package let supersededBy: EntryID?
  /// 回执文件名, without folder and ending; `nil` where it follows from the rest, as in the first release.
  package let receiptStem: String?
  package let dropFolderUnit: OrgUnitCode?
  /// 内容相同: the version that this one repeats in other bytes.
  package let equalTo: EntryID?
  /// The version that an officer's decision made this one from.
  package let decidedFrom: EntryID?

  /// `nil` where a part of it could not be read.
  package var identity: SubmissionIdentity? {
    guard let unit, let plan, let period, let scope else { return nil }
    return SubmissionIdentity(unit: unit, plan: plan, period: period, scope: scope)
  }

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

extension [RegisteredSubmission] {
  /// 暂存: held files that nothing was decided about, among all versions of a period.
  package var held: [RegisteredSubmission] {
    let decided = Set(compactMap(\.decidedFrom))
    return filter { $0.outcome == .held && !decided.contains($0.id) }
  }
}

extension RegisteredSubmission {
  static let columns = """
    id, fileName, original, digest, byteCount, receivedAt, recordedAt, channel, outcome, unit, plan, period, scope,
    revision, mode, isLate, figureCount, hardCount, softCount, noteCount, repairCount, isInForce, supersededBy,
    receiptStem, dropFolder, equalTo, decidedFrom
    """
}
