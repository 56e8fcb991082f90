import Findings
import GRDB
import ReportModel
import Testing

@testable import Store

@Suite("Journal")
struct JournalTests {
  let folder: TemporaryFolder
  let register: Register

  init() throws {
    folder = try TemporaryFolder()
    register = try Register.open(at: folder.register)
    try register.record(
      [
        entry(submission()), entry(submission(revision: 2, digest: digestB)),
        entry(nil, digest: digestC, fileName: "x.jpg"),
      ], at: noon)
    try register.note(
      [
        JournalNote(
          .closed, unit: "610700", period: period("2024-Q3"), officer: "王某", reason: "截止 \"第一次\"\n",
          details: ["b": "2", "a": "1"])
      ], at: noon)
  }

  @Test("Every decision has an entry, in order, with codes and digests")
  func entries() throws {
    let journal = try register.journal()
    #expect(
      journal.map(\.note.event) == [
        .received, .accepted, .received, .accepted, .superseded, .received, .unreadable, .closed,
      ])
    #expect(journal.map(\.sequence) == Array(1...8))
    #expect(journal[4].note.digest == digestA)
    #expect(journal[4].note.revision == 1)
    #expect(journal[4].note.details == ["by": digestB])
    #expect(journal[7].note.reason == "截止 \"第一次\"\n")
    #expect(try register.journal(after: 6).map(\.sequence) == [7, 8])
    #expect(try register.journal(after: 2, atMost: 3).map(\.sequence) == [3, 4, 5])
    #expect(try register.journalMark().hash == journal[7].hash)
    #expect(try register.verifyJournal() == nil)
  }

  @Test("Entries of some kinds are found by period and by unit, oldest first")
  func ofKinds() throws {
    try register.note(
      [
        JournalNote(.closed, unit: "610702", period: period("2024-Q3")),
        JournalNote(.reopened, unit: "610700", period: period("2024-Q3")),
        JournalNote(.closed, unit: "610700", period: period("2024-Q4")),
      ], at: noon)
    let kinds: [JournalEvent] = [.reopened, .closed]
    #expect(try register.journal(of: kinds).map(\.sequence) == [8, 9, 10, 11])
    #expect(try register.journal(of: kinds, in: period("2024-Q3")).map(\.sequence) == [8, 9, 10])
    #expect(
      try register.journal(of: kinds, in: period("2024-Q3"), unit: "610700").map(\.sequence) == [8, 10])
    #expect(try register.journal(of: kinds, unit: "610702").map(\.sequence) == [9])
    #expect(try register.journal(of: [], in: period("2024-Q3")).isEmpty)
    #expect(try register.hasEntries(in: period("2024-Q3")))
    #expect(try !register.hasEntries(in: period("2025-Q3")))
  }

  @Test("The canonical text and its hash are the same for ever")
  func canonical() {
    let entry = JournalEntry(
      sequence: 1, at: Instant(seconds: 0),
      note: JournalNote(
        .returned, unit: "610702", revision: 2, reason: "缺\t\"封面\"", details: ["b": "2", "a": "1"]),
      previous: JournalEntry.beforeFirst, hash: "")
    let zeros = String(repeating: "0", count: 64)
    #expect(
      entry.line == """
        {"at":0,"details":{"a":"1","b":"2"},"event":"returned","previous":"\(zeros)","reason":"缺\\u0009\\"封面\\"",\
        "revision":2,"sequence":1,"unit":"610702"}
        """)
    #expect(entry.expectedHash == "5cd52d166adde6bb04f5199bf7264a63fc4785477fe82a4d5cab5856f4a85f5d")
  }

  @Test("An empty journal begins with zeros")
  func empty() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    #expect(try register.journalMark().hash == String(repeating: "0", count: 64))
    #expect(try register.verifyJournal() == nil)
  }

  @Test(
    "A changed value is found at its entry",
    arguments: [
      "at = at + 1", "event = 'held'", "unit = '610703'", "unit = NULL", "revision = 9", "digest = 'x'",
      "officer = 'somebody'", "reason = ''", "details = '{\"a\":\"2\"}'", "scope = 'rollup'",
      "hash = 'x'",
    ])
  func changed(assignment: String) throws {
    try tamper("UPDATE journal SET \(assignment) WHERE sequence = 3")
    #expect(try register.verifyJournal() == JournalBreak(sequence: 3, cause: .changed))
  }

  @Test("A removed entry is missing")
  func removed() throws {
    try tamper("DELETE FROM journal WHERE sequence = 4")
    #expect(try register.verifyJournal() == JournalBreak(sequence: 4, cause: .missing))
  }

  @Test("An entry that was rewritten with a fitting hash of its own no longer carries the next one")
  func rehashed() throws {
    var forged = try #require(try register.journal().first { $0.sequence == 3 })
    forged.note.digest = digestC
    try tamper("UPDATE journal SET digest = '\(digestC)', hash = '\(forged.expectedHash)' WHERE sequence = 3")
    #expect(try register.verifyJournal() == JournalBreak(sequence: 4, cause: .unlinked))
  }

  @Test("An entry that cannot be read is named")
  func unreadable() throws {
    try tamper("UPDATE journal SET event = 'eaten' WHERE sequence = 2")
    #expect(try register.verifyJournal() == JournalBreak(sequence: 2, cause: .unreadable))
  }

  @Test("Without removing its guards the journal cannot be changed or shortened")
  func guarded() throws {
    for statement in ["UPDATE journal SET at = 0", "DELETE FROM journal"] {
      #expect(throws: StoreFault.self) { try register.write { try $0.execute(sql: statement) } }
    }
    #expect(try register.verifyJournal() == nil)
  }

  private func tamper(_ sql: String) throws {
    try register.write { database in
      try database.execute(sql: "DROP TRIGGER journalIsNeverChanged; DROP TRIGGER journalIsNeverShortened")
      try database.execute(sql: sql)
      try #require(database.changesCount == 1)
    }
  }
}
