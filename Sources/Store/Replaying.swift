import Findings
import Foundation
import GRDB
import ReportModel

// 重放：makes the rows of a register again from a journal that is already written. The entries are taken over as they are,
// and what this program would have written instead is handed back to be compared.
extension Register {
  /// Records a batch again, with its entries.
  ///
  /// - Returns: the notes that the rows themselves would have made.
  package func replay(
    _ batch: [RegisterEntry], as entries: [JournalEntry], at now: Instant
  ) throws(StoreFault) -> [JournalNote] {
    try write { database in
      var recorder = try BatchRecorder(database, at: now, isReplay: true)
      for entry in batch { _ = try recorder.record(entry) }
      try Self.takeOver(entries, with: &recorder.journal)
      return recorder.journal.replayed ?? []
    }
  }

  /// Records again what an officer decided about a report on record. `notes` are those that come before the decision's own.
  package func replay(
    _ notes: [JournalNote], about subject: EntryID, now entry: RegisterEntry, as entries: [JournalEntry],
    at now: Instant
  ) throws(StoreFault) -> [JournalNote] {
    try write { database in
      guard
        let report = try RegisteredSubmission.all(database, where: "id = ?", [subject.rawValue]).first
      else { throw StoreFault.corrupt(detail: "submission \(subject.rawValue)") }
      var recorder = try BatchRecorder(database, at: now, isReplay: true)
      _ = try recorder.record(entry, decidedFrom: report, notes: notes)
      try Self.takeOver(entries, with: &recorder.journal)
      return recorder.journal.replayed ?? []
    }
  }

  /// Takes entries over that need no file: roll-ups, dispatches and answers get their rows again, any other has none.
  package func replay(_ entries: [JournalEntry], answers: [Int: SuperiorReceipt] = [:]) throws(StoreFault) {
    if entries.isEmpty { return }
    try write { database in
      var journal = try JournalWriter(database)
      for entry in entries {
        try Self.makeRow(of: entry, answer: answers[entry.sequence], database)
        try Self.takeOver([entry], with: &journal)
      }
    }
  }

  private static func takeOver(_ entries: [JournalEntry], with journal: inout JournalWriter) throws {
    for entry in entries {
      guard entry.sequence == journal.mark.sequence + 1, entry.previous == journal.mark.hash else {
        throw StoreFault.corrupt(detail: "journal \(entry.sequence)")
      }
      try journal.insert(entry)
    }
  }

  private static func makeRow(
    of entry: JournalEntry, answer: SuperiorReceipt?, _ database: Database
  ) throws {
    let note = entry.note
    guard let digest = note.digest else { return }
    if note.event == .receipt, let answer { _ = try insert(answer, at: entry.at, database) }
    guard let unit = note.unit, let plan = note.plan, let period = note.period, let revision = note.revision
    else { return }
    switch note.event {
    case .rolledUp:
      try database.execute(
        sql: """
          INSERT INTO rollUp (unit, plan, period, revision, digest, fileName, recordedAt) VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          unit.rawValue, plan.rawValue, period.description, revision, digest,
          note.details["file"] ?? "\(unit)-\(plan)-r\(revision).xml", entry.at.seconds,
        ])
    case .dispatched:
      try insert(
        DispatchRecord(
          unit: unit, plan: plan, period: period, revision: revision, digest: digest,
          destination: note.details["to"] ?? "", sentAt: entry.at), database)
    case .withdrawn:
      // Of a dispatch, not of a report.
      guard let destination = note.details["from"] else { return }
      try withdraw(digest, from: destination, database)
    default: return
    }
  }

  /// The journal of a register file as far as it can be read at all, whatever its version; `nil` where it cannot.
  package static func salvagedJournal(at path: String) -> [JournalEntry]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    return try? DatabaseQueue(path: path, configuration: configuration).read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM journal ORDER BY sequence").map(JournalEntry.init)
    }
  }
}
