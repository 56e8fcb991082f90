import Foundation
import TestKit
import Testing

/// What becomes of the files in an Inbox, whoever puts them there, in whatever order, however often.
@Suite("Intake") struct IntakeTests {
  private func office(_ arguments: [String] = []) throws -> (Scratch, TestOffice) {
    let scratch = try Scratch()
    return (scratch, try TestOffice("610700", in: scratch, arguments: arguments))
  }

  /// The folders of states hold every original, and the Inbox itself nothing.
  private func originals(_ office: TestOffice) throws -> [String] {
    try office.files(below: "Inbox").keys.sorted()
  }

  @Test("Two different files for one report are both held, and one of them sent again counts")
  func rivals() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    try office.drop("甲.xml", SmallReport("610702", "9"))
    try office.drop("乙.xml", SmallReport("610702", "10"))
    let files = try office.ingest()
    #expect(files.mapValues(\.outcome) == ["甲.xml": "held", "乙.xml": "held"])
    for file in files.values { #expect(file.codes.filter { $0.hasPrefix("P") } == ["P2001"]) }
    #expect(try originals(office).allSatisfy { $0.hasPrefix("held/2024-Q3/610702") })
    try office.drop("乙.xml", SmallReport("610702", "10"))
    #expect(try office.ingest()["乙.xml"]?.outcome == "questions")
  }

  @Test("Stated different revisions are taken in their order, whatever the files are called")
  func statedRevisions() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    try office.drop("a.xml", SmallReport("610702", "10", revision: 2))
    try office.drop("z.xml", SmallReport("610702", "9", revision: 1))
    let files = try office.ingest()
    #expect(files.mapValues(\.outcome) == ["a.xml": "questions", "z.xml": "questions"])
    let figure =
      try office.json(["explain", "610702", "2024-Q3", "std-activities"])["figure"] as? [String: Any]
    #expect(figure?["inPeriod"] as? String == "10")
    try office.drop("旧.xml", SmallReport("610702", "8", revision: 1))
    let older = try #require(try office.ingest()["旧.xml"])
    #expect(older.outcome == "returned")
    #expect(older.codes.contains("V1014"))
  }

  @Test("A returned file holds nobody: its correction in the same batch counts")
  func returnedIsNoRival() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    try office.drop("错.xml", SmallReport("610702", "9.5"))
    try office.drop("对.xml", SmallReport("610702", "9"))
    #expect(try office.ingest().mapValues(\.outcome) == ["错.xml": "returned", "对.xml": "questions"])
  }

  @Test("The same bytes twice in one batch, renamed, and again later count once")
  func sameBytes() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    let report = SmallReport("610702", "9")
    try office.drop("甲.xml", report)
    try office.drop("甲 - 副本.xml", report)
    let first = try office.ingest()
    #expect(first.values.filter { $0["repeat"] as? Bool == true }.count == 1)
    #expect(first.values.allSatisfy { $0.outcome == "questions" })
    try office.drop("又一份.xml", report)
    let again = try #require(try office.ingest(now: "2024-10-20T09:00:00")["又一份.xml"])
    #expect(again["repeat"] as? Bool == true)
    #expect(again.codes.first == "P2003")
    #expect(try originals(office) == ["accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml"])
    // Bytes that were superseded are a new submission.
    try office.drop("改.xml", SmallReport("610702", "11"))
    _ = try office.ingest()
    try office.drop("改回.xml", report)
    let back = try #require(try office.ingest()["改回.xml"])
    #expect(back["repeat"] as? Bool == false)
    #expect(back["revision"] as? Int == 3)
  }

  @Test(
    "A resubmission replaces the report, and its receipt lists what changed; a returned one changes nothing")
  func resubmission() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    try office.drop("一.xml", SmallReport("610702", "9"))
    _ = try office.ingest()
    try office.drop("二.xml", SmallReport("610702", "12"))
    _ = try office.ingest()
    let receipts = try office.files(below: "Outbox/receipts/2024-Q3")
    let second = try #require(receipts.first { $0.key.contains("-r2-") && $0.key.hasSuffix(".xml") }?.value)
    let text = String(decoding: second, as: UTF8.self)
    #expect(text.contains(#"indicator="std-activities" item="inPeriod" before="9" after="12""#))
    try office.drop("三.xml", SmallReport("610702", "12.5"))
    #expect(try office.ingest()["三.xml"]?.outcome == "returned")
    let status = try office.json(["status", "2024-Q3"])
    let unit = try #require(
      (status["units"] as? [[String: Any]])?.first { $0["unit"] as? String == "610702" })
    #expect(unit["state"] as? String == "questions")
    #expect(unit["revision"] as? Int == 2)
    #expect(unit["attempt"] as? String == "returned")
  }

  @Test("A supplement adds to the report, and each figure is traced to the file that states it")
  func supplement() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    try office.drop("一.xml", SmallReport("610702", "9"))
    _ = try office.ingest()
    try office.drop("补.xml", SmallReport("610702", "300", mode: "supplement", indicator: "std-participants"))
    #expect(try office.ingest()["补.xml"]?.outcome == "questions")
    for (indicator, value, file) in [
      ("std-activities", "9", "accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml"),
      ("std-participants", "300", "accepted/2024-Q3/610702-hanzhong-2022-own-r2.xml"),
    ] {
      let lineage = try office.json(["explain", "汉台区", "2024-Q3", indicator])
      let source = try #require((lineage["sources"] as? [[String: Any]])?.first)
      #expect(source["inPeriod"] as? String == value)
      #expect(source["file"] as? String == file)
      let line = try #require(source["line"] as? Int)
      let original = try #require(try office.files(below: "Inbox")[file])
      let lines = String(decoding: original, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[line - 1].contains("\"\(indicator)\""))
    }
  }

  @Test("A drop folder speaks for its unit alone, and cannot hold another unit's report")
  func dropFolders() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    for unit in ["610702", "610703"] {
      try FileManager.default.createDirectory(
        at: office.url.appendingPathComponent("Inbox/\(unit)"), withIntermediateDirectories: true)
    }
    try office.drop("自报.xml", SmallReport("610702", "9"), into: "Inbox/610702")
    try office.drop("冒名.xml", SmallReport("610702", "99"), into: "Inbox/610703")
    let files = try office.ingest()
    #expect(files.mapValues(\.outcome) == ["自报.xml": "questions", "冒名.xml": "returned"])
    #expect(files["冒名.xml"]?.codes.contains("V1012") == true, "\(files["冒名.xml"]?.codes ?? [])")
  }

  @Test("A closed workspace takes nothing from the root, and the same bytes from the drop folder")
  func closed() throws {
    let (scratch, office) = try office(["--closed"])
    defer { withExtendedLifetime(scratch) {} }
    try FileManager.default.createDirectory(
      at: office.url.appendingPathComponent("Inbox/610702"), withIntermediateDirectories: true)
    try office.drop("根目录.xml", SmallReport("610702", "9"))
    try office.drop("投递.xml", SmallReport("610702", "9"), into: "Inbox/610702")
    let files = try office.ingest()
    #expect(files.mapValues(\.outcome) == ["根目录.xml": "returned", "投递.xml": "questions"])
    #expect(files["根目录.xml"]?.codes.contains("P2002") == true)
  }

  @Test("Strange names and kinds: taken or left with a reason, never in the way")
  func strangeNames() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    let long = String(repeating: "长", count: 83) + ".xml"
    try office.drop(long, SmallReport("610702", "9"))
    try office.drop("带 空格'引号\"和$.xml", SmallReport("610703", "9"))
    try shell("printf '报表' > \"$(printf '\\377\\376')坏名.csv\"; mkfifo 管道.xml; mkdir 目录.xml", in: office)
    let report = try office.json(["ingest"], now: TestOffice.now)
    let files = try #require(report["files"] as? [[String: Any]])
    let outcomes = Dictionary(uniqueKeysWithValues: files.map { ($0["file"] as? String ?? "", $0.outcome) })
    #expect(
      outcomes == [long: "questions", "带 空格'引号\"和$.xml": "questions", "\\xFF\\xFE坏名.csv": "unreadable"])
    let skipped = try #require(report["skipped"] as? [[String: Any]])
    #expect(skipped.map { $0["file"] as? String } == ["管道.xml"])
    #expect(skipped.map { $0["reason"] as? String } == ["not-a-file"])
    try shell("rm 管道.xml", in: office)
    #expect(try originals(office).contains("unreadable/\\xFF\\xFE坏名.csv"))
    #expect(
      try office.files(below: "Outbox/receipts/unreadable").keys.contains {
        $0.hasPrefix("\\xFF\\xFE坏名.csv-")
      })
  }

  @Test("A file that is too large is moved and answered, by check as by ingest, and the others go on")
  func tooLarge() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    try shell("truncate -s 65M 大.xml", in: office)
    try office.drop("小.xml", SmallReport("610702", "9"))
    let check = try office.json(["check", office.path + "/Inbox/大.xml"])
    #expect((check["files"] as? [[String: Any]])?.first?.codes == ["P2004"])
    let files = try office.ingest()
    #expect(files.mapValues(\.outcome) == ["大.xml": "unreadable", "小.xml": "questions"])
    #expect(files["大.xml"]?.codes == ["P2004"])
    #expect(try originals(office).filter { !$0.hasPrefix("accepted") } == ["unreadable/大.xml"])
  }

  @Test("What a crash left in processing is undone before it is recorded, and finished after")
  func recovery() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    // Cut after the claim: with the Inbox entry still there, and with it gone.
    let report = SmallReport("610702", "9")
    try office.drop("在.xml", report)
    try office.drop("在.xml", report, into: "Inbox/processing")
    try office.drop("不在.xml", SmallReport("610703", "8"), into: "Inbox/processing")
    try office.drop("半截.xml.part", "<rep", into: "Inbox/processing")
    #expect(try office.ingest().mapValues(\.outcome) == ["在.xml": "questions", "不在.xml": "questions"])
    #expect(try originals(office).count == 2)

    // Cut after the record: the receipts cannot be written, and are as soon as they can.
    let receipts = office.url.appendingPathComponent("Outbox/receipts")
    let aside = office.url.appendingPathComponent("Outbox/aside")
    try FileManager.default.moveItem(at: receipts, to: aside)
    try office.drop("receipts", "没有地方写", into: "Outbox")
    try office.drop("新.xml", SmallReport("610722", "7"))
    let cut = try office.run(["ingest"], now: TestOffice.now)
    #expect(cut.status == 2)
    #expect(cut.errors.contains("不会丢失"), "\(cut.errors)")
    #expect(try originals(office).contains("processing/新.xml"))
    try FileManager.default.removeItem(at: receipts)
    try FileManager.default.moveItem(at: aside, to: receipts)
    let finished = try #require(try office.ingest()["新.xml"])
    #expect(finished.outcome == "questions")
    #expect(finished["repeat"] as? Bool == false)
    #expect(
      try originals(office).sorted() == [
        "accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml",
        "accepted/2024-Q3/610703-hanzhong-2022-own-r1.xml",
        "accepted/2024-Q3/610722-hanzhong-2022-own-r1.xml",
      ])
    #expect(try office.files(below: "Outbox/receipts/2024-Q3").count == 6)
    #expect(try office.ingest().isEmpty)
  }

  @Test("check gives ingest's verdict, in the workspace and before the file is sent")
  func checkIsIngest() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    try office.drop("一.xml", SmallReport("610702", "9", revision: 3))
    _ = try office.ingest()
    for (name, report) in [
      ("好.xml", SmallReport("610702", "10")), ("错.xml", SmallReport("610702", "1.5")),
      ("旧.xml", SmallReport("610702", "10", revision: 2)),
    ] {
      let file = scratch.url.appendingPathComponent(name)
      try Data(report.xml.utf8).write(to: file)
      let checked = try office.json(["check", file.path], now: TestOffice.now)
      let before = try #require((checked["files"] as? [[String: Any]])?.first)
      try office.drop([file])
      let after = try #require(try office.ingest()[name])
      #expect(before.outcome == after.outcome)
      #expect(before.codes == after.codes)
      #expect(before["receipt"] is NSNull)
      #expect(Set(before.keys) == Set(after.keys))
    }
  }

  private func shell(_ command: String, in office: TestOffice) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = office.url.appendingPathComponent("Inbox")
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

/// Several programs on one workspace.
@Suite("Side by side") struct SideBySideTests {
  @Test("Two at once take every file once, and readers do not wait")
  func together() async throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    for unit in 610722...610730 { try office.drop("\(unit).xml", SmallReport("\(unit)", "9")) }
    let results = try await withThrowingTaskGroup(of: Program.Result.self) { group in
      for arguments in [["ingest", "--json"], ["ingest", "--json"], ["status", "2024-Q3", "--json"]] {
        group.addTask { try office.run(arguments, now: TestOffice.now) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.map(\.status) == [0, 0, 0], "\(results.map(\.errors))")
    #expect(try office.files(below: "Inbox").count == 9)
    let taken = results.reduce(0) { $0 + $1.output.components(separatedBy: "\"repeat\" : false").count - 1 }
    #expect(taken == 9)
  }
}
