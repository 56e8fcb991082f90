import Foundation
import TestKit
import Testing

/// Rolling up, sending up, and answering where a number comes from.
@Suite("The quarter") struct QuarterTests {
  private func office(_ unit: String = "610700") throws -> (Scratch, TestOffice) {
    let scratch = try Scratch()
    return (scratch, try TestOffice(unit, in: scratch))
  }

  @Test("When everything was returned, run says so and where the receipts are, and writes nothing")
  func allReturned() throws {
    let (scratch, office) = try office()
    defer { withExtendedLifetime(scratch) {} }
    try office.drop("错.xml", SmallReport("610702", "1.5"))
    let run = try office.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(run.status == 2)
    #expect(run.output.contains("错.xml") && run.output.contains("退回"))
    #expect(run.errors.contains("被退回或暂存") && run.errors.contains("Outbox/receipts/2024-Q3"))
    try office.drop("错.xml", SmallReport("610703", "1.5"))
    let json = try office.json(["run", "2024-Q3"], now: TestOffice.now)
    #expect(((json["ingested"] as? [String: Any])?["files"] as? [Any])?.count == 1)
    #expect((json["units"] as? [Any])?.isEmpty == true)
    #expect(try office.files(below: "Outbox").keys.allSatisfy { $0.hasPrefix("receipts/") })
  }

  @Test(
    "A period outside the plan, and a unit that compiles nothing, are refused before the Inbox is touched")
  func refusedFirst() throws {
    for (unit, period) in [("610700", "2019-Q1"), ("610702", "2024-Q3")] {
      let (scratch, office) = try office(unit)
      defer { withExtendedLifetime(scratch) {} }
      try office.drop("一.xml", SmallReport("610702", "9"))
      #expect(try office.run(["run", period], now: TestOffice.now).status == 2)
      #expect(try office.files(below: "Inbox").keys.sorted() == ["一.xml"])
    }
  }

  @Test(
    "What was sent stays; a correction is the next revision, sent once, and taken above as a resubmission")
  func amendment() throws {
    let scratch = try Scratch()
    let city = try TestOffice("610700", in: scratch, name: "市")
    let province = try TestOffice("610000", in: scratch, name: "省")
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    let first = try #require(try city.files(below: "Outbox/2024-Q3")["610700-hanzhong-2022-r1.xml"])
    // From another folder, by a relative path, and again by the absolute one.
    let sent = try Program.run(
      ["submit", "2024-Q3", "--to", "省", "--workspace", "市"], in: scratch.url,
      environment: ["CENGBAO_NOW": TestOffice.now])
    #expect(sent.status == 0, "\(sent.errors)")
    let again = try city.json(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)
    #expect((again["sent"] as? [[String: Any]])?.map { $0["repeat"] as? Bool } == [true])
    #expect(try province.files(below: "Inbox").keys.filter { $0.hasSuffix(".xml") }.count == 1)
    _ = try province.run(["run", "2024-Q3"], now: TestOffice.now)

    // Accepted above, it is locked here; sent back from above, it is open again.
    try province.decide(["return", "610700", "2024-Q3"])
    let answers = try city.run(["ingest"], now: "2024-10-20T08:00:00").output
    #expect(answers.contains("接收") && answers.contains("退回"))
    #expect(try city.json(["status", "2024-Q3"])["stage"] as? String == "returned-above")
    try city.drop("更正.xml", SmallReport("610702", "12"))
    let run = try city.json(["run", "2024-Q3"], now: "2024-10-20T09:00:00")
    let fetched = try #require((run["units"] as? [[String: Any]])?.first)
    #expect(fetched["revision"] as? Int == 2)
    #expect(fetched["unchanged"] as? Bool == false)
    #expect(try city.files(below: "Inbox/receipts/2024-Q3").count == 4)
    let unchanged = try city.json(["run", "2024-Q3"], now: "2024-10-21T09:00:00")
    #expect((unchanged["units"] as? [[String: Any]])?.first?["unchanged"] as? Bool == true)
    let outbox = try city.files(below: "Outbox/2024-Q3")
    #expect(outbox["610700-hanzhong-2022-r1.xml"] == first)
    #expect(outbox.keys.contains("610700-hanzhong-2022-r2.xml"))
    try city.signOff("2024-Q3", now: "2024-10-22T09:00:00")
    let amended = try city.json(["submit", "2024-Q3", "--to", province.path], now: "2024-10-22T09:00:00")
    #expect((amended["sent"] as? [[String: Any]])?.map { $0["revision"] as? Int } == [2])
    let taken = try province.ingest(now: "2024-10-22T10:00:00")
    #expect(taken.values.map(\.outcome) == ["questions"] || taken.values.map(\.outcome) == ["accepted"])
    let figure =
      try province.json(["explain", "610700", "2024-Q3", "std-activities"])["figure"] as? [String: Any]
    #expect(figure?["inPeriod"] as? String == "12")

    // The answer is fetched once, and none is lost when the superior is out of reach.
    #expect(try city.run(["ingest"], now: "2024-10-23T09:00:00").output.contains("上级回执"))
    #expect(!(try city.run(["ingest"], now: "2024-10-23T09:00:00").output.contains("上级回执")))
    try FileManager.default.moveItem(at: province.url, to: scratch.url.appendingPathComponent("搬走了"))
    #expect(try city.run(["ingest"], now: "2024-10-23T09:00:00").status == 0)
    #expect(try city.run(["submit", "2024-Q3", "--to", province.path]).status == 2)
  }

  @Test("A roll-up that somebody changed in the Outbox is not sent")
  func changedOutbox() throws {
    let scratch = try Scratch()
    let city = try TestOffice("610700", in: scratch, name: "市")
    let province = try TestOffice("610000", in: scratch, name: "省")
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    try city.drop("610700-hanzhong-2022-r1.xml", "<report/>", into: "Outbox/2024-Q3")
    let sent = try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)
    #expect(sent.status == 2)
    #expect(sent.errors.contains("610700-hanzhong-2022-r1.xml") && sent.errors.contains("cengbao run"))
    #expect(try province.files(below: "Inbox").isEmpty)
  }

  @Test("A roll-up is not sent to an office that is not above the unit")
  func neighbourIsNoSuperior() throws {
    let scratch = try Scratch()
    let city = try TestOffice("610700", in: scratch, name: "市")
    let neighbour = try TestOffice("610100", in: scratch, name: "邻市")
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    let sent = try city.run(["submit", "2024-Q3", "--to", neighbour.path], now: TestOffice.now)
    #expect(sent.status == 2)
    #expect(sent.errors.contains("西安市") && sent.errors.contains("--to"))
    #expect(try neighbour.files(below: "Inbox").isEmpty)
  }

  @Test("A plan that is gone from Schemas stops the run before anything is left out of a total")
  func missingPlan() throws {
    let scratch = try Scratch()
    let city = try TestOffice("610700", in: scratch, name: "市")
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    let before = try city.files(below: "Outbox")
    let plan = city.url.appendingPathComponent("Schemas/plans/hanzhong-2022.xml")
    try FileManager.default.moveItem(at: plan, to: scratch.url.appendingPathComponent("hanzhong-2022.xml"))
    let run = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(run.status == 2)
    #expect(run.errors.contains("hanzhong-2022") && run.errors.contains("Schemas/plans"))
    #expect(try city.files(below: "Outbox") == before)
  }

  @Test("A superior that is set once is found from any folder")
  func superiorInSettings() throws {
    let scratch = try Scratch()
    let province = try TestOffice("610000", in: scratch, name: "省")
    let made = try Program.run(
      ["init", "市", "--unit", "汉中市", "--settle", "0", "--superior", "省"], in: scratch.url,
      environment: ["PWD": scratch.path])
    #expect(made.status == 2 || made.status == 0)
    // The schemas are looked for near the current folder and near the program.
    if made.status == 2 {
      let schemas = Program.repository.appendingPathComponent("Schemas").path
      let again = try Program.run(
        ["init", "市", "--unit", "汉中市", "--settle", "0", "--superior", "省", "--schemas", schemas],
        in: scratch.url)
      #expect(again.status == 0, "\(again.errors)")
    }
    try Data(SmallReport("610702", "9").xml.utf8).write(
      to: scratch.url.appendingPathComponent("市/Inbox/一.xml"))
    let city = scratch.url.appendingPathComponent("市")
    _ = try Program.run(["ingest"], in: city, environment: ["CENGBAO_NOW": TestOffice.now])
    try TestOffice(at: city).signOff("2024-Q3")
    let sent = try Program.run(["submit", "2024-Q3"], in: city, environment: ["CENGBAO_NOW": TestOffice.now])
    #expect(sent.status == 0, "\(sent.errors)")
    #expect(try province.files(below: "Inbox").keys.filter { $0.hasSuffix(".xml") }.count == 1)
  }

  @Test("A figure that the superior calls by another name is traced to its line in the subordinate's file")
  func crosswalkedLine() throws {
    let scratch = try Scratch()
    let city = try TestOffice("610700", in: scratch, name: "市")
    let province = try TestOffice("610000", in: scratch, name: "省")
    // The province calls it otherwise.
    for office in [city, province] {
      let plans = office.url.appendingPathComponent("Schemas/plans")
      for (name, changes) in [
        ("shaanxi-2022.xml", [(#"id="std-activities""#, #"id="sn-activities""#)]),
        ("hanzhong-2022.xml", [(#"to="std-activities""#, #"to="sn-activities""#)]),
        ("weiyang-2023.xml", [(#"to="std-activities""#, #"to="sn-activities""#)]),
      ] {
        let file = plans.appendingPathComponent(name)
        var text = try String(contentsOf: file, encoding: .utf8)
        for (old, new) in changes {
          #expect(text.contains(old), "\(name)")
          text = text.replacingOccurrences(of: old, with: new)
        }
        try Data(text.utf8).write(to: file)
      }
    }
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3")
    #expect(try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now).status == 0)
    let run = try province.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(run.status == 0, "\(run.errors)\(run.output)")

    let lineage = try province.json(["explain", "陕西省", "2024-Q3", "sn-activities"])
    let sources = try #require(lineage["sources"] as? [[String: Any]])
    let source = try #require(sources.first { $0["unit"] as? String == "610700" })
    #expect(source["inPeriod"] as? String == "9")
    let figures = try #require(source["figures"] as? [[String: Any]])
    #expect(figures.map { $0["indicator"] as? String } == ["std-activities"])
    let line = try #require(source["line"] as? Int)
    let path = try #require(source["file"] as? String)
    let file = try #require(try province.files(below: "Inbox")[path])
    let lines = String(decoding: file, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1].contains(#"indicator="std-activities""#), "\(lines[line - 1])")

    // One level further down the file from the city names the digest of the county's.
    let county = try province.json(["explain", "610702", "2024-Q3", "std-activities"])
    let below = try #require((county["sources"] as? [[String: Any]])?.first)
    let original = try #require(
      (try city.json(["explain", "610702", "2024-Q3", "std-activities"])["sources"] as? [[String: Any]])?
        .first)
    #expect(below["inPeriod"] as? String == "9")
    #expect(below["digest"] as? String == original["digest"] as? String)
  }

  @Test("status counts what came beside a roll-up as inside it, and names areas apart from departments")
  func statusBesideRollUp() throws {
    let scratch = try Scratch()
    let city = try TestOffice("610700", in: scratch, name: "市")
    let province = try TestOffice("610000", in: scratch, name: "省")
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.run(["run", "2024-Q3"], now: TestOffice.now)
    let silent = try city.run(["status", "2024-Q3"]).output
    #expect(silent.contains("缺报（汉中市 610700）：") && silent.contains("缺报（汉中市 610700，部门）："))
    try city.signOff("2024-Q3")
    _ = try city.run(["submit", "2024-Q3", "--to", province.path], now: TestOffice.now)
    try province.drop("越级.xml", SmallReport("610703", "5"))
    _ = try province.ingest()
    let status = try province.json(["status", "2024-Q3"])
    let units = try #require(status["units"] as? [[String: Any]])
    let states = Dictionary(
      units.map { ("\($0["unit"] ?? "") \($0["scope"] ?? "")", $0["state"] as? String) },
      uniquingKeysWith: { $1 })
    #expect(states["610703 own"] == "inside-roll-up")
    #expect(["accepted", "questions"].contains(states["610700 rollup"] ?? ""))
    #expect(states["610702 own"] == nil)
    #expect(
      states["610300 own"] == "missing" || states["610301 own"] == "missing"
        || states["610302 own"] == "missing")
  }
}
