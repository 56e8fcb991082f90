import Foundation
import TestKit
import Testing

/// Same inputs, same bytes: whatever the order, the locale, the time zone, the umask, the place.
@Suite("Same inputs, same bytes", .serialized) struct SameBytesTests {
  static func quarter(_ office: TestOffice, batches: (([URL]) -> [[URL]])) throws -> [String: Data] {
    for (period, now) in Samples.quarters {
      for batch in batches(try Samples.files(period)) {
        try office.drop(batch)
        _ = try office.run(["ingest", "--quiet"], now: now)
      }
      let run = try office.run(["run", period, "--quiet"], now: now)
      #expect(run.status == 0, "\(run.errors)")
    }
    return try office.files(below: "Outbox")
  }

  @Test("Another order, locale, time zone and umask give the same roll-ups, exports and receipts")
  func sameBytes() throws {
    let scratch = try Scratch()
    let plain = try TestOffice("610000", in: scratch, name: "plain")
    let first = try Self.quarter(plain) { [$0] }
    var odd = try TestOffice("610000", in: scratch, name: "另一处 工作区")
    odd.environment = ["LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/New_York"]
    odd.shell = "umask 077;"
    // One after the other, last first; a report's later revision still follows its earlier one.
    let second = try Self.quarter(odd) { files in
      let isCorrection = { (file: URL) in file.lastPathComponent.contains("更正") }
      return files.filter { !isCorrection($0) }.reversed().chunked(7) + [files.filter(isCorrection)]
    }
    #expect(Set(first.keys) == Set(second.keys))
    #expect(first.keys.contains("2024-Q3/610700-hanzhong-2022-r1.xml"))
    for (name, bytes) in first {
      #expect(second[name].map(Self.withoutJournal) == Self.withoutJournal(bytes), "\(name)")
    }
  }

  /// A receipt names the end of the journal, which tells in what order things came in.
  private static func withoutJournal(_ bytes: Data) -> String {
    String(decoding: bytes, as: UTF8.self).replacing(
      /\ journalEntry="\d+" journalHead="[0-9a-f]{64}"/, with: ""
    )
    .replacing(/<p>台账：[^\n]*<\/p>\n/, with: "")
  }

  @Test("Running a quarter again changes nothing, and neither do the same files again")
  func runningTwiceChangesNothing() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    let now = "2024-04-10T17:00:00"
    let counties = ["镇巴县", "勉县", "宁强县", "留坝县", "洋县", "610722"]
    let files = try Samples.files("2024-Q1").filter { file in
      counties.contains { file.lastPathComponent.contains($0) }
    }
    #expect(files.count >= 3)
    try office.drop(files)
    _ = try office.run(["run", "2024-Q1"], now: now)
    let before = try office.files(below: "Outbox")
    try office.drop(
      files.map { file in
        let copy = scratch.url.appendingPathComponent("副本 " + file.lastPathComponent)
        try? FileManager.default.copyItem(at: file, to: copy)
        return copy
      })
    let again = try office.json(["run", "2024-Q1"], now: now)
    let reports = try #require((again["ingested"] as? [String: Any])?["files"] as? [[String: Any]])
    #expect(reports.count == files.count)
    #expect(reports.allSatisfy { $0["repeat"] as? Bool == true })
    #expect((again["units"] as? [[String: Any]])?.allSatisfy { $0["unchanged"] as? Bool == true } == true)
    let after = try office.files(below: "Outbox")
    #expect(Set(before.keys) == Set(after.keys))
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
  }
}

extension Array {
  fileprivate func chunked(_ size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
