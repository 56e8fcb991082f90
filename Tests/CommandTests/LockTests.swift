import Foundation
import TestKit
import Testing

/// What is signed, sent or accepted above changes for nobody; what came back can always go again.
@Suite("Signed, sent and sent back") struct LockTests {
  private let scratch: Scratch
  private let city: TestOffice
  private let province: TestOffice

  init() throws {
    scratch = try Scratch()
    city = try TestOffice("610700", in: scratch, name: "市")
    province = try TestOffice("610000", in: scratch, name: "省")
  }

  private func stage() throws -> String? {
    try city.json(["status", "2024-Q3"])["stage"] as? String
  }

  private func figure(_ office: TestOffice) throws -> String? {
    let lineage = try office.json(["explain", "610700", "2024-Q3", "std-activities"])
    return (lineage["figure"] as? [String: Any])?["inPeriod"] as? String
  }

  private func submit() throws -> [[String: Any]] {
    try city.json(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)["sent"]
      as? [[String: Any]]
      ?? []
  }

  @Test(
    "Whatever lets a report in after closing, none comes into a quarter that is signed, sent or accepted above"
  )
  func nothingGetsIn() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.ingest()
    // A county that may report later, and a calendar that takes first reports in.
    try city.decide(["extend", "610703", "2024-Q3", "--until", "2024-10-30T24:00"])
    let calendar = city.url.appendingPathComponent("Schemas/calendar.csv")
    let text = try String(contentsOf: calendar, encoding: .utf8)
    let row = "county,2024-Q3,2024-10-10T24:00"
    let changed = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.hasPrefix(row) ? "\(row),,accept" : String($0)
    }.joined(separator: "\n")
    #expect(changed != text)
    try Data(changed.utf8).write(to: calendar)
    try city.signOff("2024-Q3")
    var number = 0
    func tryToGetIn(_ stageNow: String) throws {
      #expect(try stage() == stageNow)
      number += 1
      // Within the extension; a first report; with the clock set back before the closing.
      for (unit, now) in [
        ("610703", "2024-10-18T09:00:00"), ("610722", "2024-10-18T09:00:00"),
        ("610702", "2024-10-08T09:00:00"),
      ] {
        let name = "\(unit) 第\(number)次.xml"
        try city.drop(name, SmallReport(unit, "\(number)0"))
        let file = try #require(try city.ingest(now: now)[name])
        #expect(file.outcome == "held", "\(stageNow): \(unit)")
        #expect(file.codes.first == "P2006")
      }
      #expect(try figure(city) == "9")
      #expect(
        try city.decide(["release", "610722", "2024-Q3", "--digest", heldDigest("610722")], status: 1)
          .errors.contains("2024-Q3"))
    }
    try tryToGetIn("signed-off")
    #expect(try submit().count == 1)
    try tryToGetIn("dispatched")
    _ = try province.ingest()
    _ = try city.run(["ingest"], now: TestOffice.now)
    try tryToGetIn("accepted-above")
    // Not even a run that finds another version unlocks it.
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    for refused in [
      ["reopen", "2024-Q3"],
      ["return", "610702", "2024-Q3", "--scope", "own", "--digest", try inForceDigest("610702")],
      ["withdraw", "610702", "2024-Q3"], ["exempt", "610728", "2024-Q3"],
    ] {
      #expect(try city.decide(refused, status: 1).errors.contains("锁定"), "\(refused)")
    }
    #expect(try figure(city) == figure(province))
  }

  private func heldDigest(_ unit: String) throws -> String {
    let units = try city.json(["status", "2024-Q3"])["units"] as? [[String: Any]] ?? []
    let held = units.filter { $0["unit"] as? String == unit }.flatMap { $0["held"] as? [[String: Any]] ?? [] }
    return try #require(held.last?["digest"] as? String)
  }

  private func inForceDigest(_ unit: String) throws -> String {
    let lineage = try city.json(["explain", unit, "2024-Q3", "std-activities"])
    return try #require(((lineage["sources"] as? [[String: Any]])?.first)?["digest"] as? String)
  }

  @Test("A roll-up that was sent back can be signed and sent again unchanged")
  func sentBackUnchanged() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    #expect(try submit().count == 1)
    _ = try province.ingest()
    try province.decide(["return", "610700", "2024-Q3"])
    _ = try city.run(["ingest"], now: TestOffice.now)
    #expect(try stage() == "returned-above")
    try city.decide(["close", "2024-Q3"])
    #expect(try stage() == "rolled-up")
    #expect(try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now).status == 1)
    try city.decide(["sign-off", "2024-Q3", "--prepared", "甲", "--reviewed", "乙"])
    #expect(try submit().map { $0["repeat"] as? Bool } == [false])
    #expect(try stage() == "dispatched")
    #expect(try province.ingest().values.map(\.outcome) == ["accepted"])
    _ = try city.run(["ingest"], now: TestOffice.now)
    #expect(try stage() == "accepted-above")
    #expect(try submit().map { $0["repeat"] as? Bool } == [true])
    for office in [city, province] {
      #expect(try office.run(["verify", "--full"]).status == 0)
    }
  }

  @Test("What waits for the superior is the version signed last, and a touched Outbox stops nobody's intake")
  func deferredAgain() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    let away = scratch.url.appendingPathComponent("断开")
    try FileManager.default.moveItem(at: province.url, to: away)
    #expect(try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now).status == 2)
    try city.decide(["reopen", "2024-Q3"])
    try city.drop("改.xml", SmallReport("610702", "10"))
    try city.signOff("2024-Q3")
    #expect(try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now).status == 2)
    // Somebody deletes the roll-up; what waits is whole.
    try FileManager.default.removeItem(
      at: city.url.appendingPathComponent("Outbox/2024-Q3/610700-hanzhong-2022-r1.xml"))
    try FileManager.default.moveItem(at: away, to: province.url)
    try city.drop("迟.xml", SmallReport("610703", "5"))
    let ingest = try city.run(["ingest"], now: "2024-10-18T09:00:00")
    #expect(ingest.status == 1)
    #expect(ingest.output.contains("迟.xml") && ingest.output.contains("待发"))
    _ = try province.ingest()
    #expect(try figure(province) == "10")
  }

  @Test("What was taken back untaken is no revision: the corrected one is the first again")
  func takenBackLater() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    #expect(try submit().count == 1)
    try city.decide(["withdraw", "2024-Q3"])
    #expect(try province.files(below: "Inbox").isEmpty)
    try city.decide(["reopen", "2024-Q3"])
    try city.drop("改.xml", SmallReport("610702", "10"))
    try city.signOff("2024-Q3")
    #expect(try submit().map { $0["revision"] as? Int } == [1])
    _ = try province.ingest()
    #expect(try figure(province) == "10")
    #expect(try city.run(["verify", "--full"]).status == 0)
  }

  @Test("Where the only report is sent back, the roll-up says so and no old figure stays")
  func nothingLeft() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    try city.decide(["return", "610702", "2024-Q3"])
    #expect(try city.run(["run", "2024-Q3"], now: TestOffice.now).status == 0)
    let page = try #require(try city.files(below: "Outbox/2024-Q3")["610700-hanzhong-2022-r1.xml"])
    #expect(!String(decoding: page, as: UTF8.self).contains(#"inPeriod="9""#))
    #expect(try city.run(["verify", "--full"]).status == 0)
  }

  @Test("Held reports are decided before anybody signs, and a quarter that is not over cannot be closed")
  func undecided() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    #expect(
      try city.decide(["close", "2024-Q3"], now: "2024-09-30T09:00:00", status: 1).errors.contains("还没有结束"))
    try city.signOff("2024-Q3")
    try city.decide(["reopen", "2024-Q3"])
    try city.decide(["close", "2024-Q3"])
    try city.drop("迟.xml", SmallReport("610703", "5"))
    #expect(try city.ingest(now: "2024-10-18T09:00:00")["迟.xml"]?.outcome == "held")
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    let signOff = ["sign-off", "2024-Q3", "--prepared", "甲", "--reviewed", "乙"]
    #expect(try city.decide(signOff, status: 1).errors.contains("南郑区"))
    try city.decide(["return", "610703", "2024-Q3"])
    try city.decide(signOff)
  }

  @Test("What stands inside a roll-up from below only its own office can decide")
  func insideRollUp() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    #expect(try submit().count == 1)
    _ = try province.ingest()
    for refused in [
      ["exempt", "610728", "2024-Q3"], ["extend", "610703", "2024-Q3", "--until", "2024-12-01T24:00"],
    ] {
      #expect(try province.decide(refused, status: 1).errors.contains("汉中市"), "\(refused)")
    }
  }

  @Test("A register that was lost or put back from a backup is never taken for a new one")
  func lostRegister() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.ingest()
    let register = city.url.appendingPathComponent("register.sqlite")
    let old = try Data(contentsOf: register)
    try city.drop("二.xml", SmallReport("610703", "5"))
    _ = try city.ingest()
    let backup = scratch.url.appendingPathComponent("备份").path
    try old.write(to: register)
    for command in [["ingest"], ["backup", backup]] {
      let result = try city.run(command, now: TestOffice.now)
      #expect(result.status == 2)
      #expect(result.errors.contains("cengbao rebuild"), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: backup))
    try FileManager.default.removeItem(at: register)
    for command in [["ingest"], ["status"]] {
      let result = try city.run(command, now: TestOffice.now)
      #expect(result.status == 2)
      #expect(result.errors.contains("cengbao rebuild"), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: register.path))
    #expect(try city.run(["rebuild"]).status == 0)
    #expect(try city.run(["verify", "--full"]).status == 0)
  }

  @Test("A unit that gets a plan of its own in the middle of a quarter signs off under the new one")
  func newPlan() throws {
    let own = city.url.appendingPathComponent("Schemas/plans/hanzhong-2022.xml")
    let aside = scratch.url.appendingPathComponent("hanzhong-2022.xml")
    try FileManager.default.moveItem(at: own, to: aside)
    var report = SmallReport("610702", "9")
    report.plan = "shaanxi-2022"
    try city.drop("一.xml", report.xml.replacingOccurrences(of: "hz-00", with: "sx-00"))
    let adopted = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(adopted.output.contains("610700-shaanxi-2022-r1.xml"), "\(adopted.output)\(adopted.errors)")
    try FileManager.default.moveItem(at: aside, to: own)
    try city.drop("二.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    #expect(try submit().map { $0["plan"] as? String } == ["hanzhong-2022"])
  }

  @Test("An older version does not come back: not after a return, and not out of the held ones")
  func olderVersions() throws {
    try city.drop("三.xml", SmallReport("610702", "12", revision: 3))
    _ = try city.ingest()
    try city.decide(["return", "610702", "2024-Q3"])
    try city.drop("一.xml", SmallReport("610702", "9", revision: 1))
    let old = try #require(try city.ingest()["一.xml"])
    #expect(old.outcome == "returned")
    #expect(old.codes.contains("V1014"))
    try city.drop("四.xml", SmallReport("610702", "13"))
    #expect(try city.ingest()["四.xml"]?["revision"] as? Int == 4)

    try city.drop("甲.xml", SmallReport("610703", "1"))
    try city.drop("乙.xml", SmallReport("610703", "2"))
    let held = try city.ingest()
    try city.drop("丙.xml", SmallReport("610703", "3"))
    #expect(try city.ingest()["丙.xml"]?.outcome == "questions")
    let digest = try #require(held["甲.xml"]?["digest"] as? String)
    let release = ["release", "610703", "2024-Q3", "--digest", String(digest.prefix(8))]
    #expect(try city.decide(release, status: 1).errors.contains("丙.xml"))
    #expect(try city.decide(["return", "610703", "2024-Q3"], status: 64).errors.contains("--digest"))
    // One of the held ones, then the one in force, by their digests.
    try city.decide(["return", "610703", "2024-Q3", "--digest", String(digest.prefix(8))])
    try city.decide(["return", "610703", "2024-Q3", "--digest", inForceDigest("610703")])
    let left = try #require(held["乙.xml"]?["digest"] as? String)
    try city.decide(["release", "610703", "2024-Q3", "--digest", left])
    let lineage = try city.json(["explain", "610703", "2024-Q3", "std-activities"])
    #expect((lineage["figure"] as? [String: Any])?["inPeriod"] as? String == "2")
    #expect(try city.run(["verify", "--full"]).status == 0)
  }
}
