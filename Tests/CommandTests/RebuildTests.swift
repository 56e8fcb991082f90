import Foundation
import TestKit
import Testing

/// The register comes back from the originals and the journal, row by row, whatever has become of it.
@Suite("Rebuild", .serialized) struct RebuildTests {
  private static func path(_ office: TestOffice, _ path: String) -> URL {
    office.url.appendingPathComponent(path)
  }

  private static func removeRegister(_ office: TestOffice) throws {
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(at: path(office, "register.sqlite" + ending))
    }
  }

  private static func overwrite(_ office: TestOffice, with data: Data) throws {
    try removeRegister(office)
    try data.write(to: path(office, "register.sqlite"))
  }

  private static func expectWhole(_ office: TestOffice, _ rows: [String], _ name: String) throws {
    let found = try office.verify(["--full"])
    #expect(found.status == 0 && found.differences.isEmpty && found.notes.isEmpty, "\(name): \(found)")
    let now = try office.rows()
    #expect(
      now == rows,
      "\(name): \(Set(now).symmetricDifference(rows).sorted().prefix(6).map { $0.prefix(300) })")
  }

  @Test("Gone, foreign, cut, empty, behind or whole: every row of every table is as it was, in both offices")
  func everyRow() throws {
    let past = try LivedIn()
    let early = try #require(
      FileManager.default.contents(atPath: past.scratch.path + "/市-早.sqlite"), "an early copy")
    for (office, name) in [(past.city, "city"), (past.province, "province")] {
      let rows = try office.rows()
      #expect(rows.count > 100)
      try Self.removeRegister(office)
      let first = try office.json(["rebuild"])
      #expect(first["inUse"] as? Bool == true)
      #expect((first["items"] as? [Any])?.isEmpty == true, "\(name): \(first)")
      #expect(first["oldRegister"] is NSNull)
      try Self.expectWhole(office, rows, name)
    }
    let city = past.city
    let rows = try city.rows()
    let whole = try Data(contentsOf: Self.path(city, "register.sqlite"))
    let others: [(String, Data)] = [
      ("foreign", Data("这不是登记库".utf8)), ("cut", whole.prefix(whole.count / 2)), ("empty", Data()),
      ("behind", early), ("whole", whole),
    ]
    for (number, (name, data)) in others.enumerated() {
      try Self.overwrite(city, with: data)
      if name == "behind" {
        // The daily work stops and says what to do.
        let stopped = try city.run(["ingest"], now: TestOffice.now)
        #expect(stopped.status == 2 && stopped.errors.contains("cengbao rebuild"))
      }
      let result = try city.run(["rebuild"])
      #expect(result.status == 0, "\(name): \(result.output)\(result.errors)")
      let kept = "register-old-\(number + 1).sqlite"
      #expect(result.output.contains(kept), "\(name): \(result.output)")
      #expect(FileManager.default.fileExists(atPath: Self.path(city, kept).path))
      try Self.expectWhole(city, rows, name)
    }
    // And the work goes on.
    try city.drop("明年.xml", SmallReport("610727", "1"))
    #expect(try city.run(["ingest"], now: "2024-10-20T09:00:00").status == 1)
    #expect(try city.verify().differences.isEmpty)
  }

  @Test("Killed anywhere, the next rebuild finishes, and nothing is lost in between")
  func killed() throws {
    let past = try LivedIn()
    let city = past.city
    let rows = try city.rows()
    let early = try #require(FileManager.default.contents(atPath: past.scratch.path + "/市-早.sqlite"))
    for round in 0..<12 {
      if round % 2 == 0 { try Self.overwrite(city, with: early) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.binary)
      process.arguments = ["rebuild", "--workspace", city.path, "--quiet"]
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(20_000 + round * 45_000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      // Either the old content or the new, never something else: whole in itself, and the journal file unharmed.
      #expect(try city.scalar("PRAGMA integrity_check") == "ok")
      let count = try #require(Int(try city.scalar("SELECT count(*) FROM journal")))
      let whole = rows.count { $0.contains("INTO journal ") }
      #expect(count == whole || count < whole / 2, "round \(round): \(count)")
    }
    #expect(try city.run(["rebuild"]).status == 0)
    try Self.expectWhole(city, rows, "after all")
    #expect(try city.files(below: "").keys.filter { $0.contains("rebuilding") }.isEmpty)
  }

  @Test(
    "An original that is gone or changed is named, and the register stays as it is unless that is insisted on"
  )
  func losses() throws {
    let past = try LivedIn()
    let city = past.city
    let original = Self.path(city, "Inbox/accepted/2024-Q3/610702-hanzhong-2022-own-r2.xml")
    let bytes = try Data(contentsOf: original)
    let register = try city.rows()
    for isGone in [true, false] {
      if isGone {
        try FileManager.default.removeItem(at: original)
      } else {
        try (bytes + Data(" ".utf8)).write(to: original)
      }
      let refused = try city.run(["rebuild"])
      #expect(refused.status == 1)
      #expect(refused.output.contains(isGone ? "原件不见了" : "原件被改动过"))
      #expect(refused.output.contains("610702-hanzhong-2022-own-r2.xml"))
      #expect(refused.output.contains("没有启用新登记库"))
      #expect(try city.rows() == register)
      let names = try city.files(below: "").keys
      #expect(!names.contains { $0.contains("rebuilding") || $0.contains("register-old") })
    }
    let forced = try city.json(["rebuild", "--force"])
    #expect(forced["inUse"] as? Bool == true)
    #expect(forced["submissions"] as? Int == Int(try city.scalar("SELECT count(*) FROM submission")))
    // The original comes back from a backup: then everything does.
    try bytes.write(to: original)
    #expect(try city.run(["rebuild"]).status == 0)
    try Self.expectWhole(city, register, "put back")
  }

  @Test(
    "The journal comes from the file, from the old register where the file is gone, and from nowhere when both are broken"
  )
  func sources() throws {
    let past = try LivedIn()
    let rows = try past.city.rows()
    func journal(_ office: TestOffice) -> URL { Self.path(office, "Journal/journal.jsonl") }

    let torn = try past.copy("torn")
    var file = try Data(contentsOf: journal(torn))
    file.append(Data("{\"at\":17".utf8))
    try file.write(to: journal(torn))
    let tornResult = try torn.run(["rebuild"])
    #expect(tornResult.status == 0 && tornResult.output.contains("没有写完"))
    #expect(try torn.rows() == rows)

    let behind = try past.copy("behind")
    let lines = try String(contentsOf: journal(behind), encoding: .utf8).split(separator: "\n")
    try Data((lines.dropLast(3).joined(separator: "\n") + "\n").utf8).write(to: journal(behind))
    let behindResult = try behind.run(["rebuild"])
    #expect(behindResult.status == 0 && behindResult.output.contains("多 3 条"))
    #expect(try behind.rows() == rows)
    _ = try behind.run(["ingest"], now: "2024-10-20T09:00:00")
    try Self.expectWhole(behind, rows, "behind")

    for isGone in [true, false] {
      let office = try past.copy(isGone ? "gone" : "broken")
      if isGone {
        try FileManager.default.removeItem(at: journal(office))
      } else {
        var file = try Data(contentsOf: journal(office))
        file[300] ^= 1
        try file.write(to: journal(office))
      }
      #expect(try office.run(["rebuild"]).status == 0)
      try Self.expectWhole(office, rows, isGone ? "gone" : "broken")
      // Without a register there is nothing to go by any more.
      try Self.removeRegister(office)
      if isGone {
        try FileManager.default.removeItem(at: journal(office))
      } else {
        var file = try Data(contentsOf: journal(office))
        file[300] ^= 1
        try file.write(to: journal(office))
      }
      let nothing = try office.run(["rebuild"])
      #expect(nothing.status == 2 && nothing.errors.contains("无从重建"), "\(nothing.output)\(nothing.errors)")
    }
    // Missing receipts come back too.
    let office = try past.copy("receipts")
    let receipts = try office.files(below: "Outbox/receipts")
    try FileManager.default.removeItem(at: Self.path(office, "Outbox/receipts"))
    #expect(try office.run(["rebuild"]).output.contains("补写回执"))
    #expect(try office.files(below: "Outbox/receipts") == receipts)
  }
}
