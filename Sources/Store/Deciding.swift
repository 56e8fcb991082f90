import Findings
import GRDB
import ReportModel

/// 未办完的决定：recorded, while its receipt may not be written and the original may not lie in its place yet.
package struct UnfinishedDecision: Sendable, Hashable {
  package var id: EntryID
  /// Relative to the Inbox, as `submission.original`; the same where nothing moves.
  package var source: String
  package var target: String
  package var digest: String
}

/// 未办完的重复件：bytes that are in force already and were noted as received again, while their file may still be there.
package struct UnfinishedRepeat: Sendable, Hashable {
  package var id: Int64
  /// The names as the file system keeps them, relative to the Inbox.
  package var entry: [UInt8]
  package var copy: [UInt8]
  package var digest: String
  package init(id: Int64 = 0, entry: [UInt8], copy: [UInt8], digest: String) {
    self.id = id
    self.entry = entry
    self.copy = copy
    self.digest = digest
  }
}

extension Register {
  package func unfinishedRepeats() throws(StoreFault) -> [UnfinishedRepeat] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM unfinishedRepeat ORDER BY id").map {
        UnfinishedRepeat(
          id: $0["id"], entry: $0.bytes("entry"), copy: $0.bytes("copy"), digest: $0["digest"])
      }
    }
  }

  /// To be called when the files are gone, on the disk.
  package func finish(_ repeats: [UnfinishedRepeat]) throws(StoreFault) {
    if repeats.isEmpty { return }
    try write { database in
      for item in repeats {
        try database.execute(sql: "DELETE FROM unfinishedRepeat WHERE id = ?", arguments: [item.id])
      }
    }
  }

  /// Records what an officer decided about a report on record, in one transaction with its new receipt.
  ///
  /// The report as it was stays; a new row holds what it is from now on. That its receipt is to be written and its file to be
  /// moved is noted in the same transaction.
  @discardableResult
  package func decide(
    _ notes: [JournalNote], about subject: EntryID, now entry: RegisterEntry, at now: Instant
  ) throws(StoreFault) -> EntryID {
    try write { database in
      guard
        let report = try RegisteredSubmission.all(database, where: "id = ?", [subject.rawValue]).first
      else { throw StoreFault.corrupt(detail: "submission \(subject.rawValue)") }
      var recorder = try BatchRecorder(database, at: now)
      return try recorder.record(entry, decidedFrom: report, notes: notes)
    }
  }

  package func unfinishedDecisions() throws(StoreFault) -> [UnfinishedDecision] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM unfinishedDecision ORDER BY submission").map {
        UnfinishedDecision(
          id: EntryID($0["submission"]), source: $0["source"], target: $0["target"], digest: $0["digest"])
      }
    }
  }

  /// To be called when receipts and originals are where they belong, on the disk.
  package func finish(_ decisions: [UnfinishedDecision]) throws(StoreFault) {
    if decisions.isEmpty { return }
    try write { database in
      for decision in decisions {
        try database.execute(
          sql: "DELETE FROM unfinishedDecision WHERE submission = ?", arguments: [decision.id.rawValue])
      }
    }
  }
}
