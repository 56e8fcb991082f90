import Foundation
import TestKit
import Testing

/// Whatever is not as register and journal say is found, and nothing else.
@Suite("Verify", .serialized) struct VerifyTests {
  /// One thing that is broken, and what verify says of it.
  struct Case: Sendable {
    var name: String
    var differences: [String] = []
    var notes: [String] = []
    var breakIt: @Sendable (TestOffice) throws -> Void
  }

  private static func edit(_ office: TestOffice, _ path: String, _ change: (inout Data) -> Void) throws {
    let url = office.url.appendingPathComponent(path)
    var data = try Data(contentsOf: url)
    change(&data)
    try data.write(to: url)
  }

  private static func remove(_ office: TestOffice, _ path: String) throws {
    try FileManager.default.removeItem(at: office.url.appendingPathComponent(path))
  }

  private static func move(_ office: TestOffice, _ path: String, to target: String) throws {
    try FileManager.default.moveItem(
      at: office.url.appendingPathComponent(path), to: office.url.appendingPathComponent(target))
  }

  private static let original = "Inbox/accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml"
  private static let journal = "Journal/journal.jsonl"
  private static let space = UInt8(ascii: " ")
  private static let unlocked =
    "DROP TRIGGER journalIsNeverChanged; DROP TRIGGER journalIsNeverShortened;"

  private static func receipt(_ office: TestOffice) throws -> String {
    let name = try office.files(below: "Outbox/receipts/2024-Q3").keys.filter {
      $0.hasPrefix("610702-") && $0.hasSuffix(".xml")
    }.sorted().first
    return "Outbox/receipts/2024-Q3/" + (try #require(name))
  }

  private static func catalogue(_ office: TestOffice) throws -> String {
    let digest = try office.scalar(
      "SELECT digest FROM journal WHERE event = 'catalogue' ORDER BY sequence LIMIT 1")
    return "Journal/schemas/\(digest.prefix(16))"
  }

  private static func rollUp(_ office: TestOffice) throws -> String {
    "Outbox/2024-Q3/"
      + (try office.scalar(
        "SELECT fileName FROM rollUp WHERE period = '2024-Q3' ORDER BY id DESC LIMIT 1"))
  }

  static let cases: [Case] = [
    Case(name: "nothing") { _ in },
    Case(name: "a figure in the register", differences: ["roll-up-differs", "workings-differ"]) {
      try $0.sqlite([
        "UPDATE figure SET inPeriod = '999' WHERE inPeriod = '14' AND submission IN (SELECT id FROM submission WHERE isInForce)"
      ])
    },
    Case(name: "what earlier runs kept", differences: ["workings-differ"]) {
      try $0.sqlite([
        "UPDATE workings SET (content, output) = (SELECT content, output FROM workings other WHERE other.unit = '610726' AND other.period = workings.period AND other.basis = workings.basis) WHERE unit = '610702' AND period = '2024-Q3'"
      ])
    },
    Case(name: "a word in the journal", differences: ["journal-broken", "schema-differs"]) {
      try $0.sqlite([unlocked + "UPDATE journal SET reason = '另有原因' WHERE event = 'closed'"])
    },
    Case(name: "an entry in the middle", differences: ["journal-broken", "schema-differs"]) {
      try $0.sqlite([
        unlocked
          + "DELETE FROM journal WHERE sequence = (SELECT min(sequence) FROM journal WHERE event = 'closed')"
      ])
    },
    Case(name: "the last entry", differences: ["journal-file-ahead", "schema-differs"]) {
      try $0.sqlite([unlocked + "DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)"])
    },
    Case(name: "a line of the journal file", differences: ["journal-file-broken"]) {
      try edit($0, journal) { $0[200] ^= 1 }
    },
    Case(name: "the journal file", differences: ["journal-file-missing"]) { try remove($0, journal) },
    Case(name: "the end of the journal file", notes: ["journal-file-behind", "journal-file-torn"]) {
      try edit($0, journal) { $0.removeLast(20) }
    },
    Case(name: "an original that was edited", differences: ["original-changed"]) {
      try edit($0, original) { $0.append(space) }
    },
    Case(name: "an original that is gone", differences: ["original-missing"]) { try remove($0, original) },
    Case(name: "an original that was moved", differences: ["original-misplaced"]) {
      try move($0, original, to: "Inbox/held/别处.xml")
    },
    Case(name: "an original that is still on its way", notes: ["original-on-its-way"]) {
      try move($0, original, to: "Inbox/processing/一.xml")
    },
    Case(name: "a stranger", differences: ["stranger"]) {
      try $0.drop("外来.xml", "<a/>", into: "Inbox/accepted/2024-Q3")
      // What nobody looks at anywhere is no stranger.
      try $0.drop("README.md", "说明", into: "Inbox/accepted/2024-Q3")
      try $0.drop("~$外来.xml", "", into: "Inbox/accepted/2024-Q3")
      try $0.drop("外来.xml.envelope", "<a/>", into: "Inbox/accepted/2024-Q3")
    },
    Case(name: "a copy that was cut", notes: ["unfinished-copy"]) {
      try $0.drop("新.xml", "<a/>", into: "Inbox/processing")
    },
    Case(name: "a receipt that was edited", differences: ["receipt-changed"]) {
      try edit($0, try receipt($0)) { $0.append(space) }
    },
    Case(name: "a receipt's page that was edited", differences: ["receipt-changed"]) {
      try edit($0, try receipt($0).replacingOccurrences(of: ".xml", with: ".html")) { $0.append(space) }
    },
    Case(name: "a receipt that is gone", notes: ["receipt-missing"]) { try remove($0, try receipt($0)) },
    Case(name: "a receipt in the register", differences: ["receipt-changed", "receipt-not-as-given"]) {
      try $0.sqlite(["UPDATE receipt SET xml = CAST(xml || ' ' AS BLOB) WHERE submission = 3"])
    },
    Case(name: "a catalogue version that is gone", differences: ["catalogue-missing"]) {
      try remove($0, try catalogue($0))
    },
    Case(name: "a catalogue version that was edited", differences: ["catalogue-changed"]) {
      try edit($0, try catalogue($0) + "/measures.csv") { $0.append(UInt8(ascii: "\n")) }
    },
    Case(name: "a Schemas folder that cannot be used", differences: ["catalogue-unusable"]) {
      try edit($0, "Schemas/plans/hanzhong-2022.xml") { $0.removeLast(200) }
    },
    Case(name: "a roll-up that was edited", differences: ["roll-up-file-changed"]) {
      try edit($0, try rollUp($0)) { $0.append(space) }
    },
    Case(name: "a roll-up that is gone", differences: ["roll-up-file-missing"]) {
      try remove($0, try rollUp($0))
    },
    Case(name: "what was sent", differences: ["sent-file-changed"]) {
      try edit($0, "Outbox/sent/2024-Q2/610700-hanzhong-2022-r1.xml") { $0.append(space) }
    },
    Case(name: "a superior's receipt", notes: ["answer-missing"]) {
      try remove($0, "Inbox/receipts")
    },
    Case(name: "a version that is no longer in force", differences: ["succession"]) {
      try $0.sqlite(["UPDATE submission SET isInForce = 0 WHERE isInForce AND unit = '610725'"])
    },
    Case(name: "two versions in force", differences: ["schema-differs", "succession", "versions-in-force"]) {
      try $0.sqlite([
        "DROP INDEX submissionInForce; PRAGMA ignore_check_constraints = 1; UPDATE submission SET isInForce = 1 WHERE fileName = '一.xml' AND cover IS NOT NULL"
      ])
    },
    Case(name: "a successor that is not there", differences: ["dangling-reference", "succession"]) {
      try $0.sqlite(["UPDATE submission SET supersededBy = 9999 WHERE fileName = '一.xml'"])
    },
    Case(
      name: "a digest on record", differences: ["original-changed", "register-differs-from-journal"]
    ) {
      try $0.sqlite(["UPDATE submission SET digest = '00' || substr(digest, 3) WHERE unit IS NULL"])
    },
    Case(
      name: "an outcome on record", differences: ["register-differs-from-journal"]
    ) {
      try $0.sqlite(["UPDATE submission SET outcome = 'held' WHERE outcome = 'unreadable'"])
    },
    Case(
      name: "a dispatch on record", differences: ["register-differs-from-journal"],
      // As if it had never been sent, and the plan has changed since.
      notes: ["roll-up-outdated"]
    ) {
      try $0.sqlite(["DELETE FROM dispatch WHERE period = '2024-Q2'"])
    },
    Case(name: "an answer on record", differences: ["register-differs-from-journal"]) {
      try $0.sqlite(["DELETE FROM superiorReceipt WHERE id = 1"])
    },
    Case(
      name: "a roll-up on record",
      differences: ["register-differs-from-journal", "roll-up-differs", "roll-up-file-changed"]
    ) {
      try $0.sqlite([
        "UPDATE rollUp SET digest = '00' || substr(digest, 3) WHERE id = (SELECT max(id) FROM rollUp)"
      ])
    },
    Case(name: "a guard of the journal", differences: ["schema-differs"]) {
      try $0.sqlite(["DROP TRIGGER journalIsNeverChanged"])
    },
    Case(name: "a page of the file", differences: ["register-damaged"]) { office in
      try office.sqlite(["PRAGMA wal_checkpoint(TRUNCATE)"])
      let root = try #require(
        Int(try office.scalar("SELECT rootpage FROM sqlite_master WHERE name = 'findingCount'")))
      let size = try #require(Int(try office.scalar("PRAGMA page_size")))
      try edit(office, "register.sqlite") { data in
        for offset in 0..<64 { data[(root - 1) * size + offset] = 0xA5 }
      }
    },
  ]

  @Test("Each thing that is broken is found for what it is, and nothing else is said")
  func everyDifference() throws {
    let past = try LivedIn()
    for (number, broken) in Self.cases.enumerated() {
      let office = try past.copy(String(number))
      try broken.breakIt(office)
      let before = try office.files(below: "Inbox").merging(office.files(below: "Journal")) { $1 }
      let found = try office.verify()
      #expect(found.differences == broken.differences, "\(broken.name)")
      #expect(found.notes == broken.notes, "\(broken.name)")
      #expect(found.status == (broken.differences.isEmpty ? 0 : 1), "\(broken.name)")
      #expect(
        try office.files(below: "Inbox").merging(office.files(below: "Journal")) { $1 } == before,
        "\(broken.name): verify changes nothing")
      try FileManager.default.removeItem(at: office.url)
    }
    // The superior's office is whole too, and so is everything when every row is compared.
    let above = try past.province.verify(["--full"])
    #expect(above.status == 0 && above.differences.isEmpty && above.notes.isEmpty)
    let full = try past.city.verify(["--full"])
    #expect(full.status == 0 && full.differences.isEmpty && full.notes.isEmpty)
    let office = try past.copy("full")
    try office.sqlite(["UPDATE paragraph SET text = text || '。'; UPDATE finding SET severity = 'note'"])
    #expect(try office.verify().status == 0)
    #expect(try office.verify(["--full"]).differences == ["content-differs"])
    try texts(past)
  }

  private func texts(_ past: LivedIn) throws {
    let whole = try past.city.run(["verify"])
    #expect(whole.status == 0)
    #expect(whole.output.hasPrefix("已核对：台账条目 "))
    #expect(whole.output.hasSuffix("没有差异。\n"))
    let office = try past.copy("texts")
    try Self.remove(office, Self.original)
    let chinese = try office.run(["verify"])
    #expect(chinese.status == 1)
    #expect(chinese.output.contains("原件不见了") && chinese.output.contains("处理：从备份里找回"))
    let english = try office.run(["verify", "--lang", "en", "--quiet"])
    #expect(english.output.hasPrefix("1 differences:"))
    #expect(english.output.contains("the original is gone"))
    #expect(!english.output.contains("{"))
    let elsewhere = try Program.run(["verify", "--workspace", past.scratch.path])
    #expect(elsewhere.status == 2)
  }

  @Test(
    "A roll-up that is no longer the latest is noted, whether a report or a plan has changed; one that was sent is not for a plan"
  )
  func outdated() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    try office.drop("一.xml", SmallReport("610702", "9"))
    func run() throws { #expect(try office.run(["run", "2024-Q3"], now: TestOffice.now).status == 0) }
    try run()
    func notes() throws -> [String] {
      let found = try office.verify()
      #expect(found.status == 0 && found.differences.isEmpty)
      return found.notes
    }
    #expect(try notes().isEmpty)
    try office.drop("二.xml", SmallReport("610703", "9"))
    _ = try office.ingest()
    #expect(try notes() == ["roll-up-outdated"])
    try run()
    #expect(try notes().isEmpty)
    func editPlan() throws {
      try Self.edit(office, "Schemas/plans/hanzhong-2022.xml") {
        $0.append(contentsOf: Data("<!-- 又改 -->\n".utf8))
      }
    }
    try editPlan()
    #expect(try notes() == ["roll-up-outdated"])
    try run()
    #expect(try notes().isEmpty)
    let province = try TestOffice("610000", in: scratch)
    try office.signOff("2024-Q3")
    #expect(try office.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now).status == 0)
    try editPlan()
    #expect(try notes().isEmpty)
  }

  @Test("The journal is read by period and unit, with officers' words, and its chain and file are checked")
  func journalCommand() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    #expect(try office.run(["journal"]).output.contains("没有"))
    try office.drop("一.xml", SmallReport("610702", "9"))
    try office.drop("二.xml", SmallReport("610703", "9"))
    _ = try office.ingest()
    try office.decide(["close", "2024-Q3"])
    let all = try office.run(["journal"]).output.split(separator: "\n")
    #expect(all.count == 6)
    #expect(all[0].contains("目录启用"))
    #expect(try #require(all.last).contains("截止") && (all.last?.contains("王某：已核对台账") ?? false))
    #expect(all[1].contains("2024-10-09 09:00") && all[1].contains("收件") && all[1].contains("汉台区"))
    let unit = try office.json(["journal", "2024-Q3", "--unit", "南郑区", "--last", "1"])
    let entries = try #require(unit["entries"] as? [[String: Any]])
    #expect(entries.map { $0["event"] as? String } == ["questions"])
    #expect(entries.first?["unit"] as? String == "610703")
    #expect((entries.first?["details"] as? [String: String])?["receiptDigest"]?.count == 64)
    #expect(try office.run(["journal", "--unit", "乌有县"]).status == 64)
    #expect(try office.run(["journal", "2024-Q9"]).status == 64)
    let whole = try office.run(["journal", "--verify"])
    #expect(whole.status == 0 && whole.output.contains("台账 6 条，链完整"))
    try office.sqlite([Self.unlocked + "UPDATE journal SET officer = '李某' WHERE sequence = 6"])
    let broken = try office.run(["journal", "--verify"])
    #expect(broken.status == 1)
    #expect(broken.output.contains("第 6 条内容被改动过"))
    let english = try office.run(["journal", "--verify", "--lang", "en"]).output
    #expect(english.contains("entry 6 was changed"))
    // The file is another's: it was changed alike, so that only the comparison can tell.
    #expect(try office.run(["journal", "--last", "1"]).output.contains("李某"))
  }
}
