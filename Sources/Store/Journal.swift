import Crypto
import Findings
import GRDB
import ReportModel

/// 台账事项：what kind of decision an entry is about.
package enum JournalEvent: String, Sendable, CaseIterable {
  /// 收件 and what became of it.
  case received, accepted, questions, held, returned, unreadable
  /// 被新版本替代.
  case superseded
  case rolledUp = "rolled-up"
  case dispatched
  /// 上级回执.
  case receipt
  /// Officers' decisions on a period: 截止、审签、重新开放、延期.
  case closed
  case signedOff = "signed-off"
  case reopened, extended
  /// On a submission: 核实确认、追问、豁免、放行、撤回、退回已接收的.
  case confirmed, asked, exempted, released, withdrawn
  case sentBack = "sent-back"
  /// 待发: a roll-up that the superior's folder could not take yet.
  case deferred
  /// 目录启用: the Schemas folder from here on, by its digest.
  case catalogue

  init(_ outcome: Outcome) {
    switch outcome {
    case .accepted: self = .accepted
    case .questions: self = .questions
    case .held: self = .held
    case .returned: self = .returned
    case .unreadable: self = .unreadable
    }
  }
}

/// 台账记事：one decision; codes and digests, never figures.
package struct JournalNote: Sendable, Hashable {
  package var event: JournalEvent
  package var unit: OrgUnitCode?
  package var plan: PlanID?
  package var period: Period?
  package var scope: ReportScope?
  package var revision: Int?
  package var digest: String?
  /// 经办人 and why, for what an officer decides.
  package var officer: String?
  package var reason: String?
  package var details: [String: String]

  package init(
    _ event: JournalEvent, unit: OrgUnitCode? = nil, plan: PlanID? = nil, period: Period? = nil,
    scope: ReportScope? = nil, revision: Int? = nil, digest: String? = nil, officer: String? = nil,
    reason: String? = nil, details: [String: String] = [:]
  ) {
    self.event = event
    self.unit = unit
    self.plan = plan
    self.period = period
    self.scope = scope
    self.revision = revision
    self.digest = digest
    self.officer = officer
    self.reason = reason
    self.details = details
  }
}

/// 台账条目：a note in its place in the chain.
package struct JournalEntry: Sendable, Hashable {
  /// From 1, without gaps.
  package var sequence: Int
  package var at: Instant
  package var note: JournalNote
  /// The hash of the entry before; zeros for the first.
  package var previous: String
  package var hash: String

  /// The canonical text that the hash is computed over; one line, also for a copy of the journal outside the register.
  package var line: String { canonical(withHash: false) }

  /// The same with the hash itself, as it stands in the journal file: a line can then be checked alone.
  package var fileLine: String { canonical(withHash: true) }

  private func canonical(withHash: Bool) -> String {
    CanonicalJSON.object([
      ("hash", withHash ? .text(hash) : nil), ("sequence", .integer(Int64(sequence))),
      ("at", .integer(at.seconds)),
      ("event", .text(note.event.rawValue)),
      ("unit", note.unit.map { .text($0.rawValue) }), ("plan", note.plan.map { .text($0.rawValue) }),
      ("period", note.period.map { .text($0.description) }),
      ("scope", note.scope.map { .text($0.rawValue) }),
      ("revision", note.revision.map { .integer(Int64($0)) }), ("digest", note.digest.map { .text($0) }),
      ("officer", note.officer.map { .text($0) }), ("reason", note.reason.map { .text($0) }),
      ("details", note.details.isEmpty ? nil : .object(note.details)), ("previous", .text(previous)),
    ])
  }

  /// SHA-256 over `line`, which holds the hash of the entry before, hexadecimal.
  package var expectedHash: String { digestHex(of: Array(line.utf8)) }

  package static let beforeFirst = String(repeating: "0", count: 64)
}

/// SHA-256, hexadecimal.
func digestHex(of bytes: [UInt8]) -> String {
  let digits = SHA256.hash(data: bytes).flatMap {
    [CanonicalJSON.hexadecimal($0 >> 4), CanonicalJSON.hexadecimal($0 & 15)]
  }
  return String(decoding: digits, as: UTF8.self)
}

/// 台账断链：the first entry that is not what was written.
package struct JournalBreak: Sendable, Hashable {
  package enum Cause: Sendable, Hashable {
    /// An entry is not there · its text is not what its hash was computed over · it does not follow the one before.
    case missing, changed, unlinked
    /// The text cannot be read as an entry.
    case unreadable
  }
  package var sequence: Int
  package var cause: Cause
  package init(sequence: Int, cause: Cause) {
    self.sequence = sequence
    self.cause = cause
  }
}

extension Register {
  /// Adds decisions to the journal.
  package func note(_ notes: [JournalNote], at now: Instant) throws(StoreFault) {
    if notes.isEmpty { return }
    try write { database in
      var writer = try JournalWriter(database)
      for note in notes { try writer.append(note, at: now) }
    }
  }

  /// The newest entry by number and hash; zeros while there is none.
  package func journalMark() throws(StoreFault) -> JournalMark {
    try read { try JournalWriter.mark($0) }
  }

  /// The entries of some kinds, oldest first; of one period and of one unit only where they are given.
  package func journal(
    of events: [JournalEvent], in period: Period? = nil, unit: OrgUnitCode? = nil
  ) throws(StoreFault) -> [JournalEntry] {
    try read { database in
      // The kinds come first, so that SQLite looks each of them up instead of walking through everything of the period.
      var sql =
        "SELECT journal.* FROM json_each(?) AS wanted CROSS JOIN journal ON journal.event = wanted.value"
      var arguments: StatementArguments = [CanonicalJSON.list(events.map(\.rawValue))]
      if let period {
        sql += " AND journal.period = ?"
        arguments += [period.description]
      }
      if let unit {
        sql += " AND journal.unit = ?"
        arguments += [unit.rawValue]
      }
      return try Row.fetchAll(database, sql: sql + " ORDER BY journal.sequence", arguments: arguments)
        .map(JournalEntry.init)
    }
  }

  /// The entries after a sequence number, oldest first.
  package func journal(
    after sequence: Int = 0, atMost count: Int? = nil
  ) throws(StoreFault) -> [JournalEntry] {
    try read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?",
        arguments: [sequence, count ?? -1])
      return try Array(rows.map(JournalEntry.init))
    }
  }

  /// Recomputes the chain; `nil` when every entry is as it was written.
  package func verifyJournal() throws(StoreFault) -> JournalBreak? {
    try read { database in
      var chain = JournalChain()
      let rows = try Row.fetchCursor(database, sql: "SELECT * FROM journal ORDER BY sequence")
      while let row = try rows.next() {
        guard let entry = try? JournalEntry(row) else {
          return JournalBreak(sequence: chain.mark.sequence + 1, cause: .unreadable)
        }
        if let broken = chain.append(entry) { return broken }
      }
      return nil
    }
  }
}

extension JournalEntry {
  init(_ row: Row) throws {
    sequence = row["sequence"]
    at = Instant(seconds: row["at"])
    note = JournalNote(
      try row.term("event"), unit: row.code("unit"), plan: row.code("plan"), period: try row.period("period"),
      scope: try row.termIfPresent("scope"), revision: row["revision"], digest: row["digest"],
      officer: row["officer"], reason: row["reason"], details: try row.texts("details"))
    previous = row["previous"]
    hash = row["hash"]
  }
}

/// Appends within a transaction, so that a batch and its journal are one.
struct JournalWriter {
  private let statement: Statement
  private(set) var mark: JournalMark
  /// 重放: what would have been written, where the entries themselves are known already; `nil` where they are made here.
  private(set) var replayed: [JournalNote]?

  init(_ database: Database, isReplay: Bool = false) throws {
    replayed = isReplay ? [] : nil
    statement = try database.cachedStatement(
      sql: """
        INSERT INTO journal (sequence, at, event, unit, plan, period, scope, revision, digest, officer, reason,
          details, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    mark = try Self.mark(database)
  }

  static func mark(_ database: Database) throws -> JournalMark {
    let row = try Row.fetchOne(
      database, sql: "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1")
    return row.map { JournalMark(sequence: $0["sequence"], hash: $0["hash"]) }
      ?? JournalMark(sequence: 0, hash: JournalEntry.beforeFirst)
  }

  mutating func append(_ note: JournalNote, at now: Instant) throws {
    if replayed != nil {
      replayed?.append(note)
      return
    }
    var entry = JournalEntry(
      sequence: mark.sequence + 1, at: now, note: note, previous: mark.hash, hash: "")
    entry.hash = entry.expectedHash
    try insert(entry)
  }

  /// Takes an entry over as it is.
  mutating func insert(_ entry: JournalEntry) throws {
    let note = entry.note
    try statement.execute(arguments: [
      entry.sequence, entry.at.seconds, note.event.rawValue, note.unit?.rawValue, note.plan?.rawValue,
      note.period?.description, note.scope?.rawValue, note.revision, note.digest, note.officer, note.reason,
      CanonicalJSON.object(note.details), entry.previous, entry.hash,
    ])
    mark = JournalMark(sequence: entry.sequence, hash: entry.hash)
  }
}
