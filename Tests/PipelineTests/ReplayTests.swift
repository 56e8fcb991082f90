import Findings
import Foundation
import ReportModel
import Store
import Testing

@testable import Pipeline

/// What a rebuild does where the journal does not tell everything, or tells something else than the program now comes to.
@Suite("Replay") struct ReplayTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("cengbao-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: url) }
    var path: String { url.path }

    func drop(_ name: String, _ unit: String, _ value: String, revision: Int? = nil) throws {
      let xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <report xmlns="urn:cengbao:report:1" unit="\(unit)" plan="hanzhong-2022" period="2024-Q3" scope="own"\(revision.map { " revision=\"\($0)\"" } ?? "")>
          <cover><filledBy>示例甲</filledBy><filledOn>2024-10-08</filledOn></cover>
          <task id="hz-00" status="in-progress"><figure indicator="std-activities" inPeriod="\(value)"/></task>
        </report>

        """
      try Data(xml.utf8).write(to: url.appendingPathComponent("Inbox/\(name)"))
    }

    func office<Result>(_ work: (Office) throws -> Result) throws -> Result {
      try Office.use(
        path, clock: Clock(fixed: Instant(iso8601: "2024-10-09T09:00:00")), work)
    }

    /// The journal written anew with other notes, chained again, as the only thing that is left beside the files.
    func rewriteJournal(_ change: (inout JournalNote) -> Bool) throws {
      let journal = url.appendingPathComponent("Journal/journal.jsonl")
      let lines = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n")
      var head = JournalEntry.beforeFirst
      var text = ""
      for line in lines {
        var entry = try #require(JournalEntry(fileLine: line))
        guard change(&entry.note) else { continue }
        entry.sequence = text.split(separator: "\n").count + 1
        entry.previous = head
        entry.hash = entry.expectedHash
        head = entry.hash
        text += entry.fileLine + "\n"
      }
      try Data(text.utf8).write(to: journal)
      for ending in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(at: url.appendingPathComponent("register.sqlite\(ending)"))
      }
    }
  }

  private func workspace() throws -> Folder {
    let folder = Folder()
    var settings = Workspace.Settings(unit: "610700")
    settings.settleSeconds = 0
    _ = try Workspace.create(
      at: folder.path, settings: settings, schemas: Self.repository.appendingPathComponent("Schemas").path)
    try folder.drop("一.xml", "610702", "9")
    try folder.drop("错.xml", "610703", "9.5")
    try folder.drop("甲.xml", "610722", "1")
    try folder.drop("乙.xml", "610722", "2")
    try folder.office { _ = try $0.ingest() }
    try folder.drop("一改.xml", "610702", "12")
    try folder.office { _ = try $0.ingest() }
    return folder
  }

  private struct Row: Equatable {
    var file, original, outcome: String
    var revision: Int?
    var receivedAt: Int64
    var isInForce: Bool
    var xml: [UInt8]?
  }

  private func rows(_ folder: Folder) throws -> [Row] {
    try folder.office { office in
      try office.register.entries(in: nil).map { row in
        Row(
          file: row.fileName, original: row.original, outcome: row.outcome.rawValue, revision: row.revision,
          receivedAt: row.receivedAt.seconds, isInForce: row.isInForce,
          xml: try office.register.renderedReceipt(of: row.id)?.xml)
      }
    }
  }

  @Test("A journal of the first release comes back by the receipts that were given, and the report says so")
  func firstRelease() throws {
    let folder = try workspace()
    let before = try rows(folder)
    #expect(before.count == 5)
    // As release 0.1.0 wrote it: where the original lies, and nothing else; no catalogue.
    try folder.rewriteJournal { note in
      if note.event == .catalogue { return false }
      note.details =
        note.event == .received
        ? ["original": note.details["original"] ?? ""]
        : note.event == .superseded ? note.details : [:]
      return true
    }
    let report = try Rebuild.run(folder.path)
    #expect(report.isInUse)
    #expect(report.items.map(\.weight) == [.remark], "\(report.items)")
    #expect(report.items.first?.chinese.contains("0.1 版") == true)
    #expect(try rows(folder) == before)
    #expect(try Verification.run(folder.path).differences.isEmpty)

    // Without the receipts the names come from the originals, and that is said of each.
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("Outbox/receipts"))
    let bare = try Rebuild.run(folder.path)
    #expect(bare.isInUse)
    #expect(bare.items.filter { $0.weight == .difference }.count == 5)
    #expect(try rows(folder).map(\.outcome) == before.map(\.outcome))
    #expect(try rows(folder).map(\.isInForce) == before.map(\.isInForce))
    #expect(try rows(folder).first?.file.hasPrefix("6107") == true)
  }

  @Test("Where the checks now say something else, the journal stands and the receipt that was given is kept")
  func journalStands() throws {
    let folder = try workspace()
    let before = try rows(folder)
    // Once the first report was accepted without a question.
    var receipt: [UInt8] = []
    try folder.rewriteJournal { note in
      if note.event == .questions, note.unit?.rawValue == "610702", note.revision == 1 {
        note.event = .accepted
      }
      return true
    }
    receipt = try #require(before.first { $0.file == "一.xml" }?.xml)
    let report = try Rebuild.run(folder.path)
    #expect(report.isInUse)
    #expect(!report.hasLosses)
    #expect(report.items.contains { $0.weight == .difference && $0.chinese.contains("台账记的是接收") })
    let first = try #require(try rows(folder).first { $0.file == "一.xml" })
    #expect(first.outcome == "accepted")
    #expect(first.xml == receipt)
    // Every later receipt says which entry it was given after: all are the ones that were given.
    #expect(try rows(folder).map(\.xml) == before.map(\.xml))
    let found = try Verification.run(folder.path)
    #expect(found.differences.isEmpty, "\(found.differences)")
  }

  @Test("What the checks now refuse cannot count: that is a loss, and the register stays out of use")
  func refusedNow() throws {
    let folder = try workspace()
    try folder.rewriteJournal { note in
      if note.event == .returned { note.event = .accepted }
      return true
    }
    let report = try Rebuild.run(folder.path)
    #expect(report.hasLosses && !report.isInUse)
    #expect(report.items.contains { $0.weight == .loss && $0.chinese.contains("数据不能计入") })
    let forced = try Rebuild.run(folder.path, isForced: true)
    #expect(forced.isInUse)
    #expect(try rows(folder).first { $0.file == "错.xml" }?.outcome == "accepted")
  }

  @Test("An Inbox root that was open then and is closed now changes nothing of what was taken")
  func closedSince() throws {
    let folder = try workspace()
    let before = try rows(folder)
    let settings = folder.url.appendingPathComponent("workspace.json")
    let text = try String(contentsOf: settings, encoding: .utf8)
    try Data(text.replacingOccurrences(of: "\"open\"", with: "\"closed\"").utf8).write(to: settings)
    try folder.rewriteJournal { _ in true }
    let report = try Rebuild.run(folder.path)
    #expect(report.isInUse && report.items.isEmpty, "\(report.items)")
    #expect(try rows(folder) == before)
  }

  @Test("The journal's file holds every entry, however many come at once, and the next ones behind them")
  func longJournal() throws {
    let folder = try workspace()
    try folder.office { office in
      for size in [2500, 1] {
        try office.register.note(
          (0..<size).map { JournalNote(.exempted, reason: "第 \($0) 条") }, at: Instant(seconds: 0))
        try office.writeJournal()
      }
    }
    let text = try String(
      contentsOf: folder.url.appendingPathComponent("Journal/journal.jsonl"), encoding: .utf8)
    let entries = text.split(separator: "\n").compactMap { JournalEntry(fileLine: String($0)) }
    #expect(entries == (try folder.office { try $0.register.journal() }))
    #expect(entries.suffix(2).map(\.note.reason) == ["第 2499 条", "第 0 条"])
  }

  @Test(
    "A file that tells another story than the register, and what was signed or sent out of nothing, are found"
  )
  func otherStories() throws {
    let folder = try workspace()
    let register = try Data(contentsOf: folder.url.appendingPathComponent("register.sqlite"))
    let journal = folder.url.appendingPathComponent("Journal/journal.jsonl")
    let file = try Data(contentsOf: journal)
    try folder.rewriteJournal { note in
      if note.event == .superseded { note.reason = "另有原因" }
      return true
    }
    try register.write(to: folder.url.appendingPathComponent("register.sqlite"))
    #expect(try Verification.run(folder.path).differences.map(\.kind) == [.journalFileDiffers])
    #expect(throws: PipelineFault.self) { try Rebuild.run(folder.path) }
    try file.write(to: journal)
    #expect(try Verification.run(folder.path).differences.isEmpty)
    try folder.office { office in
      for event in [JournalEvent.signedOff, .dispatched, .receipt] {
        try office.register.note(
          [JournalNote(event, digest: String(repeating: "ab", count: 32))], at: Instant(seconds: 0))
      }
    }
    let kinds = try Verification.run(folder.path).differences.map(\.kind)
    #expect(kinds.filter { $0 == .periodLife }.count == 2)
  }

  @Test(
    "Every kind of difference says in both languages what it is and what to do, with nothing left to be filled in"
  )
  func texts() {
    for kind in Discrepancy.Kind.allCases {
      let facts = [
        "detail", "count", "zh", "en", "entry", "file", "register", "digest", "found", "unit", "revision",
        "period", "programme",
      ]
      let one = Discrepancy(kind, "x", Dictionary(uniqueKeysWithValues: facts.map { ($0, "7") }))
      for text in [one.chinese, one.english, one.chineseRemedy, one.englishRemedy] {
        #expect(!text.isEmpty && !text.contains("{"), "\(kind): \(text)")
      }
      #expect(one.chineseRemedy.hasSuffix("。") && one.englishRemedy.hasSuffix("."), "\(kind)")
    }
  }
}
