import Export
import Findings
import ReportModel
import Store

/// 回执存放处：where the two files of a receipt lie, below `Outbox/receipts`.
struct ReceiptAddress: Sendable {
  /// The period, or `unreadable` for a file that could not be identified.
  let folder: String
  /// Without the ending.
  let stem: String

  init(_ receipt: Receipt) {
    let stem = receiptStem(receipt)
    let mark = receipt.digest.prefix(8)
    if receipt.outcome == .unreadable {
      folder = Outcome.unreadable.rawValue
      // Nothing but its own name tells the sender which receipt is theirs.
      self.stem = "\(shortened(receipt.fileName))-\(mark)"
    } else {
      folder = receipt.period?.description ?? Outcome.unreadable.rawValue
      // Two files of one report each keep their receipt.
      self.stem = stem.hasSuffix(mark) || receipt.digest.hasPrefix(stem) ? stem : "\(stem)-\(mark)"
    }
  }

  init(_ entry: RegisterEntry) {
    self.init(entry.receipt, stem: entry.receiptStem)
  }

  fileprivate init(_ receipt: Receipt, stem: String?) {
    let derived = ReceiptAddress(receipt)
    folder = derived.folder
    self.stem = stem ?? derived.stem
  }

  /// Relative to the workspace.
  var page: String { "Outbox/receipts/\(folder)/\(stem).html" }
}

extension RegisteredSubmission {
  var receiptAddress: ReceiptAddress {
    ReceiptAddress(
      Receipt(
        fileName: fileName, outcome: outcome, digest: digest, unit: unit, plan: plan, period: period,
        scope: scope, revision: revision, mode: mode, receivedAt: receivedAt.seconds, channel: channel,
        receiver: OrgUnitCode(""), receiverName: "", ruleCatalogue: ""), stem: receiptStem)
  }
}

/// The beginning of a name that leaves room for numbers and endings within the 255 bytes of a file's name.
func shortened(_ name: String) -> String {
  var short = name
  while short.utf8.count > 180 { short.removeLast() }
  return short
}
