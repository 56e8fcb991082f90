import Findings
import Foundation
import GRDB
import ReportModel
import Testing

@testable import Store

@Suite("Opening the register")
struct OpeningTests {
  @Test("A new register is made, with the settings that survive a power cut")
  func settings() throws {
    let folder = try TemporaryFolder()
    for _ in 1...2 {
      let register = try Register.open(at: folder.register)
      let settings = try register.inspect { database in
        try ["synchronous", "journal_mode", "foreign_keys", "mmap_size"].map {
          try String.fetchOne(database, sql: "PRAGMA \($0)") ?? "?"
        }
      }
      #expect(settings == ["2", "wal", "1", "0"])
      try register.close()
    }
  }

  @Test("Closing leaves one file: the next one who opens it has no log to read through")
  func closing() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    try register.record([entry(submission())], at: noon)
    _ = try register.entries(in: nil)
    try register.close()
    #expect(try folder.names == ["register.sqlite"])
  }

  @Test("The library alone would leave the register unsafe, so raising the setting is no idle act")
  func libraryDefault() throws {
    let folder = try TemporaryFolder()
    let pool = try DatabasePool(path: folder.register)
    #expect(try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 1)
  }

  @Test("Migration from an empty file gives every table, and opening again changes nothing")
  func migration() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.register))
    func schema() throws -> [String] {
      let register = try Register.open(at: folder.register)
      defer { try? register.close() }
      return try register.read {
        try String.fetchAll($0, sql: "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name")
      }
    }
    let first = try schema()
    #expect(first.contains { $0.hasPrefix("CREATE TABLE submission") })
    #expect(first.contains { $0.hasPrefix("CREATE VIEW figureInForce") })
    #expect(try schema() == first)
  }

  @Test("Every table that holds figures is strict")
  func strict() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    let loose = try register.read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE type = 'table' AND NOT strict AND schema = 'main' AND name NOT LIKE 'sqlite%' AND name <> 'grdb_migrations'
          """)
    }
    #expect(loose == [])
  }

  @Test("A register of a newer program is refused, for writing and for reading")
  func newer() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    try register.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 something to come')")
    }
    try register.close()
    #expect(throws: StoreFault.newer(path: folder.register)) { try Register.open(at: folder.register) }
    #expect(throws: StoreFault.newer(path: folder.register)) {
      try Register.openReadOnly(at: folder.register)
    }
  }

  @Test("Reading an older register asks for one writing run")
  func older() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    try register.write { try $0.execute(sql: "DELETE FROM grdb_migrations") }
    try register.close()
    #expect(throws: StoreFault.older(path: folder.register)) {
      try Register.openReadOnly(at: folder.register)
    }
  }

  @Test("Another program's database is left alone")
  func foreign() throws {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: folder.register)
    try queue.write { try $0.execute(sql: "CREATE TABLE other (x)") }
    try queue.close()
    #expect(throws: StoreFault.foreign(path: folder.register)) { try Register.open(at: folder.register) }
    #expect(throws: StoreFault.foreign(path: folder.register)) {
      try Register.openReadOnly(at: folder.register)
    }
  }

  @Test("A file that is no database at all is left alone")
  func noDatabase() throws {
    let folder = try TemporaryFolder()
    let bytes = Data(String(repeating: "单位,指标,本期数\n", count: 200).utf8)
    try bytes.write(to: URL(fileURLWithPath: folder.register))
    #expect(throws: StoreFault.foreign(path: folder.register)) { try Register.open(at: folder.register) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.register)) == bytes)
  }

  @Test("Reading does not make a register")
  func absent() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StoreFault.absent(path: folder.register)) {
      try Register.openReadOnly(at: folder.register)
    }
    #expect(try folder.names == [])
  }

  @Test("A folder that does not exist is a fault with the path in it")
  func missingFolder() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/不存在/register.sqlite"
    let fault = try #require(throws: StoreFault.self) { try Register.open(at: path) }
    #expect(fault == .cannotOpen(path: path))
    #expect(fault.chinese.contains(path))
    #expect(!fault.isRetryWorthwhile)
  }

  @Test("A reader refuses to write, and leaves the file as it was")
  func readerDoesNotWrite() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    try register.record([entry(submission())], at: noon)
    try register.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.register))
    let reader = try Register.openReadOnly(at: folder.register)
    #expect(throws: StoreFault.readOnly) { try reader.record([entry(submission("610703"))], at: noon) }
    #expect(try reader.entries(in: nil).count == 1)
    try reader.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.register)) == before)
  }

  @Test("A reader neither waits for a writer in the middle of a batch nor holds it up")
  func readerDoesNotBlock() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    try register.record([entry(submission())], at: noon)
    let reader = try Register.openReadOnly(at: folder.register, busySeconds: 0)
    try register.write { database in
      try database.execute(sql: "UPDATE submission SET fileName = 'in the middle'")
      #expect(try reader.entries(in: nil).map(\.fileName) == ["汉台区.csv"])
      let late = try Register.openReadOnly(at: folder.register, busySeconds: 0)
      #expect(try late.entries(in: nil).map(\.fileName) == ["汉台区.csv"])
    }
    #expect(try reader.entries(in: nil).map(\.fileName) == ["in the middle"])
    _ = try reader.read { _ in try register.record([entry(submission("610703"))], at: noon) }
    #expect(try reader.entries(in: nil).count == 2)
  }

  @Test("A second writer in the middle of a batch gets a fault that says to try again")
  func locked() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    let second = try Register.open(at: folder.register, busySeconds: 0)
    let fault = try register.write { _ in
      #expect(throws: StoreFault.self) { try second.record([entry(submission())], at: noon) }
    }
    #expect(fault == .locked)
    #expect(fault?.isRetryWorthwhile == true)
    try second.record([entry(submission())], at: noon)
    #expect(try register.entries(in: nil).count == 1)
  }

  @Test("A full disk is a fault that loses nothing")
  func diskFull() throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    try register.record([entry(submission())], at: noon)
    try register.inspect { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let large = entry(
      submission("610703", digest: digestB), html: String(repeating: "回执", count: 100_000))
    #expect(throws: StoreFault.diskFull) { try register.record([large], at: noon) }
    #expect(try register.entries(in: nil).count == 1)
    #expect(try register.verifyJournal() == nil)
    try register.inspect { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
    try register.record([large], at: noon)
    #expect(try register.entries(in: nil).count == 2)
  }

  @Test(
    "A value that this program never writes is a damaged register, not a guess",
    arguments: [
      "UPDATE figure SET inPeriod = '12,5'", "UPDATE figure SET status = 'guessed'",
      "UPDATE figure SET rolled = '{}'", "UPDATE submission SET period = '2024-Q0'",
      "UPDATE submission SET cover = '{'", "UPDATE submission SET mode = 'append'",
    ])
  func damaged(change: String) throws {
    let folder = try TemporaryFolder()
    let register = try Register.open(at: folder.register)
    try register.record([entry(submission())], at: noon)
    try register.write { try $0.execute(sql: change) }
    let fault = try #require(throws: StoreFault.self) {
      try register.everythingInForce(["hanzhong-2022"], through: period("2024-Q3"))
    }
    guard case .corrupt = fault else {
      Issue.record("\(fault)")
      return
    }
  }

  @Test("Every fault says in both languages what happened and what to do")
  func sentences() {
    let faults: [StoreFault] = [
      .absent(path: "P"), .cannotOpen(path: "P"), .foreign(path: "P"), .newer(path: "P"), .older(path: "P"),
      .locked, .diskFull, .readOnly, .corrupt(detail: "D"), .inputOutput(detail: "D"),
      .unsafeSettings(detail: "D"), .refused(detail: "D"),
    ]
    #expect(Set(faults.map(\.chinese)).count == faults.count)
    #expect(Set(faults.map(\.english)).count == faults.count)
    #expect(faults.filter { $0.chinese.filter { $0 == "。" }.count < 2 } == [])
    #expect(faults.filter(\.isRetryWorthwhile) == [.locked, .diskFull, .inputOutput(detail: "D")])
  }
}
