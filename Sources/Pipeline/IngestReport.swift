import Findings
import ReportModel
import Spool

/// 收件结果：what became of every file of a batch.
package struct IngestReport: Sendable {
  /// 一个文件的结果. Pointed at, because a batch may have tens of thousands.
  package final class File: Sendable {
    package let receipt: Receipt
    /// Where its receipt page lies; `nil` for `check`.
    package let receiptPath: String?
    /// The file was already in force byte for byte.
    package let isRepeat: Bool
    package init(receipt: Receipt, receiptPath: String?, isRepeat: Bool = false) {
      self.receipt = receipt
      self.receiptPath = receiptPath
      self.isRepeat = isRepeat
    }
  }

  /// 未处理：something in the Inbox that was left where it is, and why.
  package struct Skipped: Hashable, Sendable {
    package var name: String
    package var reason: Reason
    package enum Reason: Hashable, Sendable {
      /// A link, a pipe, a device · still being written · unreadable just now.
      case notAFile, notSettled
      case unreadable(SpoolFault)
    }
  }

  package var files: [File] = []
  package var skipped: [Skipped] = []
  /// 上级回执 that were fetched on the way.
  package var superiorReceipts: [SuperiorAnswer] = []
  /// 待发的汇总 that went out on the way.
  package var sent: [SubmitReport.Sent] = []
  /// 待发的汇总 that still could not go out, and why.
  package var waiting: [Waiting] = []

  package struct Waiting: Sendable {
    package var sent: SubmitReport.Sent
    package var reason: PipelineFault
  }

  package init() {}

  package func count(_ outcome: Outcome) -> Int { files.filter { $0.receipt.outcome == outcome }.count }
  /// Something was returned, held or could not be read.
  package var hasRefusals: Bool {
    files.contains { !$0.receipt.outcome.counts }
  }
}

/// 上级回执：what the superior's office said about a roll-up of ours.
package struct SuperiorAnswer: Sendable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var period: Period
  package var revision: Int
  package var outcome: Outcome
  package var receivedAt: Instant
  package var receiver: OrgUnitCode
  package var file: String
  /// The superior's officer and reason, where an answer is a decision of theirs and was just fetched.
  package var decision: OfficerDecision?
  package init(
    unit: OrgUnitCode, plan: PlanID, period: Period, revision: Int, outcome: Outcome, receivedAt: Instant,
    receiver: OrgUnitCode, file: String, decision: OfficerDecision? = nil
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.revision = revision
    self.outcome = outcome
    self.receivedAt = receivedAt
    self.receiver = receiver
    self.file = file
    self.decision = decision
  }
}
