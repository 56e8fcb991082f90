import Foundation
import TestKit
import Testing

/// What goes wrong is said in a sentence with a way out; nothing crashes, and nothing is half written.
@Suite("Failures are sentences") struct FailureTests {
  static func workspace(_ unit: String = "610700") throws -> (Scratch, TestOffice) {
    let scratch = try Scratch()
    return (scratch, try TestOffice(unit, in: scratch))
  }

  @Test("A folder that is no workspace is named, with what to do")
  func notAWorkspace() throws {
    let scratch = try Scratch()
    for command in [
      ["ingest"], ["run", "2024-Q3"], ["status"], ["submit", "2024-Q3", "--to", scratch.path],
    ] {
      let result = try Program.run(command + ["--workspace", scratch.path])
      #expect(result.status == 2)
      #expect(result.errors.contains("不是层报工作区") && result.errors.contains("cengbao init"))
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    let english = try Program.run(["ingest", "--workspace", scratch.path, "--lang", "en"])
    #expect(english.errors.contains("not a Cengbao workspace"))
  }

  @Test(
    "Wrong arguments are usage errors",
    arguments: [
      ["run"], ["frobnicate"], ["explain", "a", "b"], ["init"], ["status", "--lang", "fr"],
      ["explain", "Q9999"],
      ["ingest", "--now", "yesterday"],
    ])
  func usage(arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 64, "\(arguments): \(result.status)")
    #expect(!result.errors.isEmpty)
  }

  @Test("An unknown period, unit, plan or indicator is named, with a way out")
  func unknownThings() throws {
    let (scratch, office) = try Self.workspace()
    defer { withExtendedLifetime(scratch) {} }
    let cases: [([String], String)] = [
      (["run", "2024Q3"], "2024-Q3"), (["run", "2031-Q1"], "年份"), (["status", "三季度"], "2024-Q3"),
      (["explain", "999999", "2024-Q3", "key-teachers"], "cengbao units"),
      (["explain", "610700", "2024-Q3", "teachers"], "key-teachers"),
      (["plan", "show", "nothing"], "hanzhong-2022"),
      (["plan", "export", "nothing", "x"], "hanzhong-2022"), (["units", "没有这个单位"], "Schemas/units"),
      (["submit", "2024-Q3", "--to", "/nonexistent"], "cengbao run"), (["submit", "2024-Q3"], "--to"),
    ]
    for (arguments, hint) in cases {
      let result = try office.run(arguments)
      // What was typed names nothing: usage. What is there does not serve: a fault.
      let isUsage = !["年份", "cengbao run"].contains(hint)
      #expect(result.status == (isUsage ? 64 : 2), "\(arguments): \(result.status) \(result.output)")
      #expect(result.errors.hasPrefix("故障") != isUsage)
      #expect(result.errors.contains(hint), "\(arguments): \(result.errors)")
    }
    #expect(try office.files(below: "Outbox").isEmpty)
  }

  @Test("An empty Inbox says so and leaves the Outbox empty")
  func emptyInbox() throws {
    let (scratch, office) = try Self.workspace()
    defer { withExtendedLifetime(scratch) {} }
    let run = try office.run(["run", "2024-Q3"])
    #expect(run.status == 2)
    #expect(run.errors.contains("还没有任何报送") && run.errors.contains("Inbox"))
    #expect(try office.files(below: "Outbox").isEmpty)
    #expect(try office.run(["ingest"]).status == 0)
  }

  @Test("A unit without a plan, and a unit that compiles nothing")
  func nothingToCompile() throws {
    let (scratch, office) = try Self.workspace("610702")
    defer { withExtendedLifetime(scratch) {} }
    let leaf = try office.run(["run", "2024-Q3"])
    #expect(leaf.status == 2)
    #expect(leaf.errors.contains("不是汇总单位"))
    try FileManager.default.removeItem(at: office.url.appendingPathComponent("Schemas/plans"))
    let planless = try office.run(["run", "2024-Q3"])
    #expect(planless.status == 2)
    #expect(planless.errors.contains("Schemas"), "\(planless.errors)")
    #expect(try office.files(below: "Outbox").isEmpty)
  }

  @Test("Files that are no reports get a receipt and a place; the others go on")
  func strangeFiles() throws {
    let (scratch, office) = try Self.workspace()
    defer { withExtendedLifetime(scratch) {} }
    try office.drop("会议通知.csv", "各县区：\n请于十日前报送。\n")
    try office.drop("空.xml", "")
    try office.drop("坏.xml", "<report")
    try Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).write(
      to: office.url.appendingPathComponent("Inbox/旧表.csv"))
    try office.drop(Samples.files("2024-Q1").filter { $0.lastPathComponent.contains("镇巴县") })
    try FileManager.default.createSymbolicLink(
      at: office.url.appendingPathComponent("Inbox/链接.xml"),
      withDestinationURL: URL(fileURLWithPath: "/etc/passwd"))
    let report = try office.json(["ingest"], now: "2024-04-10T17:00:00")
    let files = try #require(report["files"] as? [[String: Any]])
    let outcomes = Dictionary(
      uniqueKeysWithValues: files.map { ($0["file"] as? String ?? "", $0["outcome"] as? String ?? "") })
    #expect(outcomes.count == 5)
    for name in ["会议通知.csv", "空.xml", "坏.xml", "旧表.csv"] {
      #expect(outcomes[name] == "unreadable", "\(name)")
    }
    #expect(outcomes.values.filter { $0 == "accepted" }.count == 1)
    #expect((report["skipped"] as? [Any])?.count == 1)
    #expect(try office.files(below: "Inbox/unreadable").count == 4)
    #expect(try office.files(below: "Outbox/receipts/unreadable").count == 8)
    for file in files where file["outcome"] as? String == "unreadable" {
      let findings = try #require(file["findings"] as? [[String: Any]])
      #expect(!findings.isEmpty)
      #expect(findings.allSatisfy { !(($0["remedy"] as? String) ?? "").isEmpty })
    }
  }

  @Test("check names what is wrong and changes nothing, inside and outside a workspace")
  func checkChangesNothing() throws {
    let (scratch, office) = try Self.workspace()
    defer { withExtendedLifetime(scratch) {} }
    let sample = try #require(try Samples.files("2024-Q1").first { $0.lastPathComponent.contains("镇巴县") })
    // SQLite keeps its notes beside a register that is read.
    func snapshot() throws -> [String: Data] {
      try office.files(below: "").filter { !$0.key.hasSuffix("-wal") && !$0.key.hasSuffix("-shm") }
    }
    let before = try snapshot()
    #expect(before.keys.contains("register.sqlite"))
    #expect(try office.run(["check", sample.path], now: "2024-04-10T17:00:00").status == 0)
    let after = try snapshot()
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(after == before)
    let outside = try Program.run(["check", sample.path], in: Program.repository)
    #expect(outside.status == 0, "\(outside.output)\(outside.errors)")
    let missing = try office.run(["check", "没有的文件.csv"])
    #expect(missing.status == 2)
    #expect(missing.errors.contains("没有的文件.csv"))
  }
}
