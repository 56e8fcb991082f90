import Findings
import ReportModel

/// 登记条目：one file that arrived, with everything that became of it; recorded whole or not at all.
///
/// The identity, revision, digest, arrival, mode and lateness are the submission's where there is one, else what the
/// receipt could identify. The outcome is always the receipt's: a report that passed its checks can still be held.
package struct RegisterEntry: Sendable {
  package var receipt: Receipt
  package var rendered: RenderedReceipt
  /// 原件存放处: where the original bytes are kept, relative to the workspace.
  package var original: String
  package var byteCount: Int
  package var submission: ReviewedSubmission?
  /// 回执文件名, without folder and ending; `nil` where it follows from the rest, as in the first release.
  package var receiptStem: String?
  /// The unit in whose drop folder the file lay.
  package var dropFolderUnit: OrgUnitCode?
  /// 内容相同: the version in force that says the same in other bytes; this one is kept beside it and does not count.
  package var equalTo: EntryID?

  package init(
    receipt: Receipt, rendered: RenderedReceipt, original: String, byteCount: Int,
    submission: ReviewedSubmission?, receiptStem: String? = nil, dropFolderUnit: OrgUnitCode? = nil,
    equalTo: EntryID? = nil
  ) {
    self.receipt = receipt
    self.rendered = rendered
    self.original = original
    self.byteCount = byteCount
    self.submission = submission
    self.receiptStem = receiptStem
    self.dropFolderUnit = dropFolderUnit
    self.equalTo = equalTo
  }
}

/// 回执原文：the exact bytes that the sender was given, so that a lost file comes back the same.
package struct RenderedReceipt: Sendable, Hashable {
  package var xml: [UInt8]
  package var html: [UInt8]
  package init(xml: [UInt8], html: [UInt8]) {
    self.xml = xml
    self.html = html
  }
}

/// 登记序号：numbers what arrived, in the order of recording.
package struct EntryID: Sendable, Hashable, Comparable {
  package let rawValue: Int64
  package init(_ rawValue: Int64) { self.rawValue = rawValue }
  package static func < (left: EntryID, right: EntryID) -> Bool { left.rawValue < right.rawValue }
}
