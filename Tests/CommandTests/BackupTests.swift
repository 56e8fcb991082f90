import Foundation
import TestKit
import Testing

/// A backup is a workspace of its own that is whole, whatever goes on in the one that it is made of.
@Suite("Backup", .serialized) struct BackupTests {
  @Test("Everything is in it, it verifies row by row, and the work can go on from it")
  func whole() throws {
    let past = try LivedIn()
    let target = past.scratch.url.appendingPathComponent("备份/十月")
    let made = try past.city.run(["backup", target.path])
    #expect(made.status == 0, "\(made.output)\(made.errors)")
    #expect(made.output.contains("台账"))
    let copy = TestOffice(at: target)
    let found = try copy.verify(["--full"])
    #expect(found.status == 0 && found.differences.isEmpty && found.notes.isEmpty, "\(found)")
    #expect(try copy.rows() == past.city.rows())
    func content(_ office: TestOffice) throws -> [String: Data] {
      try office.files(below: "").filter { !$0.key.hasPrefix("register.sqlite") && $0.key != ".lock" }
    }
    let (mine, theirs) = (try content(past.city), try content(copy))
    #expect(Set(mine.keys).symmetricDifference(theirs.keys).sorted() == [])
    #expect(mine == theirs)
    #expect(FileManager.default.fileExists(atPath: target.appendingPathComponent("Inbox/610726").path))
    // Restored: a copy of the whole folder, in which the work goes on.
    let restored = TestOffice(at: past.scratch.url.appendingPathComponent("恢复"))
    try FileManager.default.copyItem(at: target, to: restored.url)
    try restored.drop("新.xml", SmallReport("610727", "1"))
    _ = try restored.ingest(now: "2024-10-20T09:00:00")
    #expect(try restored.verify().differences.isEmpty)
    // Nothing is left beside it, and a second one into the same place is refused.
    #expect(try FileManager.default.contentsOfDirectory(atPath: past.scratch.path + "/备份") == ["十月"])
    let again = try past.city.run(["backup", target.path])
    #expect(again.status == 64 && again.errors.contains("已经有内容"))
    let inside = try past.city.run(["backup", past.city.path + "/Inbox/备份"])
    #expect(inside.status == 64 && inside.errors.contains("工作区里面"))
    #expect(!FileManager.default.fileExists(atPath: past.city.path + "/Inbox/备份"))
  }

  @Test("While another process takes files in and rolls up, every backup is consistent")
  func whileWorking() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    let script = """
      i=0
      while [ ! -e '\(scratch.path)/stop' ]; do
        i=$((i+1))
        for unit in 610702 610703 610722 610723 610724; do
          sed "s/@UNIT/$unit/; s/@VALUE/$i/" '\(scratch.path)/report.xml' > '\(office.path)/Inbox/'$unit-$i.xml
        done
        '\(Program.binary)' ingest --quiet --workspace '\(office.path)' >/dev/null 2>>'\(scratch.path)/errors'
        [ $((i % 2)) = 0 ] && '\(Program.binary)' run 2024-Q3 --quiet --workspace '\(office.path)' >/dev/null 2>>'\(scratch.path)/errors'
      done
      """
    try Data(SmallReport("@UNIT", "@VALUE").xml.utf8).write(
      to: scratch.url.appendingPathComponent("report.xml"))
    let worker = Process()
    worker.executableURL = URL(fileURLWithPath: "/bin/sh")
    worker.arguments = ["-c", script]
    var variables = ProcessInfo.processInfo.environment
    variables["CENGBAO_NOW"] = "2024-10-09T09:00:00"
    worker.environment = variables
    try worker.run()
    var sizes: [Int] = []
    for number in 1...8 {
      usleep(250_000)
      let target = scratch.url.appendingPathComponent("b\(number)")
      let made = try office.run(["backup", target.path])
      #expect(made.status == 0, "\(number): \(made.output)\(made.errors)")
      let copy = TestOffice(at: target)
      let found = try copy.verify(["--full"])
      #expect(found.status == 0 && found.differences.isEmpty, "\(number): \(found)")
      #expect(found.notes.filter { $0 != "roll-up-outdated" } == [], "\(number): \(found.notes)")
      sizes.append(Int(try copy.scalar("SELECT count(*) FROM submission")) ?? 0)
    }
    try Data().write(to: scratch.url.appendingPathComponent("stop"))
    worker.waitUntilExit()
    // The worker was at work all the time, and was not disturbed.
    #expect(sizes == sizes.sorted() && (sizes.last ?? 0) > (sizes.first ?? 0), "\(sizes)")
    #expect(try String(contentsOfFile: scratch.path + "/errors", encoding: .utf8).isEmpty)
    let found = try office.verify()
    #expect(found.status == 0 && found.differences.isEmpty, "\(found)")
  }

  @Test(
    "A journal's file that comes a moment after what is on record is waited for; one that is gone is told")
  func journalComesLater() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    try office.drop("一.xml", SmallReport("610702", "9"))
    _ = try office.ingest()
    let file = office.url.appendingPathComponent("Journal/journal.jsonl")
    let aside = scratch.url.appendingPathComponent("aside")
    try FileManager.default.moveItem(at: file, to: aside)
    let gone = try office.run(["backup", scratch.url.appendingPathComponent("a").path])
    #expect(gone.status == 1 && gone.output.contains("台账文件不见了"), "\(gone.output)")
    Thread.detachNewThread {
      usleep(400_000)
      try? FileManager.default.moveItem(at: aside, to: file)
    }
    let made = try office.run(["backup", scratch.url.appendingPathComponent("b").path])
    #expect(made.status == 0, "\(made.output)\(made.errors)")
  }

  @Test(
    "What a cut backup left is replaced, what somebody else made is not, and what is wrong is told and copied"
  )
  func leftovers() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    try office.drop("一.xml", SmallReport("610702", "9"))
    _ = try office.ingest()
    let target = scratch.url.appendingPathComponent("b")
    let part = scratch.url.appendingPathComponent("b.part")
    try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true)
    try Data().write(to: part.appendingPathComponent("别人的"))
    #expect(try office.run(["backup", target.path]).status == 64)
    try Data().write(to: part.appendingPathComponent(".cengbao-backup"))
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    #expect(try office.run(["backup", target.path]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: target.path + "/别人的"))
    #expect(!FileManager.default.fileExists(atPath: target.path + "/.cengbao-backup"))
    let original = office.url.appendingPathComponent(
      "Inbox/accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml")
    try Data("改".utf8).write(to: original)
    let second = scratch.url.appendingPathComponent("c")
    let told = try office.run(["backup", second.path])
    #expect(told.status == 1 && told.output.contains("原件与登记的摘要"))
    #expect(try TestOffice(at: second).verify().differences == ["original-changed"])
  }
}
