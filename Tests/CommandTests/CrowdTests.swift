import Foundation
import TestKit
import Testing

/// Deadline day: thousands of files at once, odd names, a clock that is set back.
@Suite("Deadline day") struct CrowdTests {
  @Test("Thousands of files at once: each is in one place, each report counts once, nothing is left behind")
  func crowd() throws {
    // 10 000 in the long form; as many syncs either way.
    let count = ProcessInfo.processInfo.environment["CENGBAO_CRASH"] == "all" ? 10_000 : 1_000
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    let units = (610_722...610_730).map(String.init) + ["610702", "610703"]
    let inbox = office.url.appendingPathComponent("Inbox")
    for number in 0..<count {
      // One in ten is no report at all.
      let unit = units[number % units.count]
      let text = number % 10 == 0 ? "通知 \(number)\n" : SmallReport(unit, "9").xml
      try Data(text.utf8).write(
        to: inbox.appendingPathComponent("第\(number)份.\(number % 10 == 0 ? "csv" : "xml")"))
    }
    let result = try office.json(["ingest"], now: TestOffice.now)
    let files = try #require(result["files"] as? [[String: Any]])
    #expect(files.count == count)
    #expect(files.count { $0["outcome"] as? String == "unreadable" } == count / 10)
    #expect(
      files.count { $0["outcome"] as? String == "questions" && $0["repeat"] as? Bool == false } == units.count
    )
    #expect(files.count { $0["repeat"] as? Bool == true } == count - count / 10 - units.count)
    let kept = try office.files(below: "Inbox").keys
    #expect(kept.count { $0.hasPrefix("accepted/2024-Q3/") } == units.count)
    #expect(kept.count { $0.hasPrefix("unreadable/") } == count / 10)
    #expect(kept.count == units.count + count / 10)
    #expect(try office.run(["verify"]).status == 0)
  }

  @Test("Different reports of one unit by the hundred are all held, and the receipts name the first few")
  func manyRivals() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    for number in 1...200 { try office.drop("第\(number)份.xml", SmallReport("610702", "\(number)")) }
    let files = try office.ingest()
    #expect(files.count == 200)
    #expect(files.values.allSatisfy { $0.outcome == "held" })
    let page = try #require(
      try office.files(below: "Outbox/receipts/2024-Q3").first { $0.key.hasSuffix(".html") }?.value)
    #expect(String(decoding: page, as: UTF8.self).contains("等 200 份"))
    #expect(page.count < 20_000)
  }

  @Test(
    "Names with line ends, direction marks, quotes and bytes that are no text: kept, shown harmlessly, never in the way"
  )
  func oddNames() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    let names: [String: String] = [
      "换\n行.xml": "换\\x0A行.xml", "倒\u{202E}lmx.xml": "倒\\xE2\\x80\\xAElmx.xml",
      "引号\"'<b>&.xml": "引号\"'<b>&.xml", "-rf.xml": "-rf.xml", "反\\斜.xml": "反\\\\斜.xml",
    ]
    for (number, name) in names.keys.sorted().enumerated() {
      try office.drop(name, SmallReport("61072\(number + 2)", "9"))
    }
    let report = try office.json(["ingest"], now: TestOffice.now)
    let files = try #require(report["files"] as? [[String: Any]])
    #expect(Set(files.compactMap { $0["file"] as? String }) == Set(names.values))
    #expect(files.allSatisfy { $0.outcome == "questions" })
    #expect(try office.files(below: "Inbox").count == names.count)
    // Nobody's markup gets into a receipt.
    for (name, bytes) in try office.files(below: "Outbox/receipts") where name.hasSuffix(".html") {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("<b>&"))
    }
    #expect(try office.run(["verify"]).status == 0)
  }

  @Test(
    "A clock that goes back a day changes no order: the later version counts, the journal goes on, late is by the clock"
  )
  func clockBack() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    try office.drop("一.xml", SmallReport("610702", "9"))
    #expect(try office.ingest(now: "2024-10-12T09:00:00")["一.xml"]?["late"] as? Bool == true)
    try office.drop("二.xml", SmallReport("610702", "12"))
    let second = try #require(try office.ingest(now: "2024-10-10T09:00:00")["二.xml"])
    #expect(second["late"] as? Bool == false)
    #expect(second["revision"] as? Int == 2)
    let figure =
      try office.json(["explain", "610702", "2024-Q3", "std-activities"])["figure"] as? [String: Any]
    #expect(figure?["inPeriod"] as? String == "12")
    #expect(try office.run(["journal", "--verify"]).status == 0)
    // Files whose time lies in the future are taken too: two looks tell that they lie still.
    let settled = try TestOffice("610700", in: scratch, name: "静置", arguments: ["--settle", "0.2"])
    try settled.drop("未来.xml", SmallReport("610703", "5"))
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(86_400)],
      ofItemAtPath: settled.path + "/Inbox/未来.xml")
    #expect(try settled.run(["ingest"]).output.contains("南郑区"))
  }
}
