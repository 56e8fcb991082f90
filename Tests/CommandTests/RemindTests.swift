import Foundation
import TestKit
import Testing

/// Reminders through the program: to whom, about what, by when.
@Suite("cengbao remind") struct RemindTests {
  private let scratch: Scratch
  private let city: TestOffice

  init() throws {
    scratch = try Scratch()
    city = try TestOffice("610700", in: scratch)
  }

  private func reminder(
    _ office: TestOffice, _ arguments: [String] = [], now: String
  ) throws -> [String: Any] {
    let all = try office.json(["remind", "2024-Q3"] + arguments, now: now)
    #expect(Set(all.keys) == ["period", "office", "file", "reminders"])
    return try #require((all["reminders"] as? [[String: Any]])?.first)
  }

  private func units(_ reminder: [String: Any], _ matter: String? = nil) -> [String] {
    (reminder["units"] as? [[String: Any]] ?? []).filter {
      matter == nil || $0["matter"] as? String == matter
    }
    .compactMap { $0["unit"] as? String }
  }

  private func unit(_ code: String, in reminder: [String: Any]) throws -> [String: Any] {
    try #require((reminder["units"] as? [[String: Any]])?.first { $0["unit"] as? String == code })
  }

  static let before = "2024-10-09T09:00:00"
  static let after = "2024-10-12T09:00:00"

  @Test(
    "Everybody whom status calls missing is reminded, whoever is excused is not, and more time is honoured")
  func missing() throws {
    try city.decide(["exempt", "南郑区", "2024-Q3"])
    try city.decide(["extend", "镇巴县", "2024-Q3", "--until", "2024-10-20T24:00"])
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.drop("二.xml", SmallReport("610722", "-9"))
    let outcomes = try city.ingest(now: Self.before)
    #expect(outcomes["一.xml"]?.outcome == "questions" && outcomes["二.xml"]?.outcome == "returned")
    let status = try city.json(["status", "2024-Q3"])["units"] as? [[String: Any]] ?? []
    let missing = status.filter { $0["state"] as? String == "missing" }.compactMap { $0["unit"] as? String }
    let late = try reminder(city, now: Self.after)
    #expect(missing.count > 30 && Set(units(late, "missing")) == Set(missing))
    #expect(units(late, "returned") == ["610722"] && units(late, "questions") == ["610702"])
    #expect(!units(late).contains("610703") && units(late).count == missing.count + 2)
    #expect(late["due"] as? Int == missing.count + 2 && late["in"] as? Int == 1)

    let heng = try unit("610723", in: late)
    #expect(heng["daysLate"] as? Int == 2 && heng["daysLeft"] is NSNull && heng["figures"] as? Int == 14)
    #expect((heng["text"] as? String)?.contains("已逾期 2 天") == true)
    let zhenba = try unit("610728", in: late)
    #expect(zhenba["extended"] as? Bool == true && zhenba["daysLeft"] as? Int == 8)
    #expect((zhenba["text"] as? String)?.contains("延期到2024年10月20日24:00") == true)
    let returned = try unit("610722", in: late)
    #expect((returned["remarks"] as? [[String: Any]])?.map { $0["code"] as? String } == ["V2003"])
    let receipt = try #require(returned["receipt"] as? String)
    #expect(FileManager.default.fileExists(atPath: city.url.appendingPathComponent(receipt).path))
    let questions = try unit("610702", in: late)
    #expect((questions["text"] as? String)?.contains("应报未报") == true)

    // Before the deadline nobody is reproached.
    let early = try #require(try reminder(city, now: Self.before)["notice"] as? String)
    #expect(early.hasPrefix("【报送提醒】") && !early.contains("逾期") && early.contains("还有 1 天"))
    #expect(try #require(late["notice"] as? String).hasPrefix("【催报通知】"))

    // The text is the same notice and paragraphs, twice the same, into a file too.
    let text = try city.run(["remind", "2024-Q3"], now: Self.after).output
    #expect(text.hasPrefix(try #require(late["notice"] as? String)))
    for code in ["610723", "610728", "610722"] {
      #expect(text.contains(try #require(try unit(code, in: late)["text"] as? String)))
    }
    let path = scratch.url.appendingPathComponent("催报.txt").path
    for _ in 1...2 { #expect(try city.run(["remind", "2024-Q3", "-o", path], now: Self.after).status == 0) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(
      try city.run(["remind", "2024-Q3", "--lang", "en"], now: Self.after).output.hasPrefix("[Overdue]"))

    // Answered and corrected, they are left in peace.
    try city.decide(["confirm", "610702", "2024-Q3", "--all"])
    try city.drop("三.xml", SmallReport("610722", "9"))
    _ = try city.ingest(now: Self.before)
    let then = try reminder(city, now: Self.after)
    #expect(units(then, "returned").isEmpty && units(then, "questions") == ["610722"])
  }

  @Test("A correction that was returned is told apart: the report before it stands")
  func standing() throws {
    try city.drop("一.xml", SmallReport("610702", "9"))
    _ = try city.ingest(now: Self.before)
    try city.decide(["confirm", "610702", "2024-Q3", "--all"])
    try city.drop("二.xml", SmallReport("610702", "-9"))
    #expect(try city.ingest(now: Self.before)["二.xml"]?.outcome == "returned")
    let unit = try unit("610702", in: try reminder(city, now: Self.after))
    #expect(unit["matter"] as? String == "returned" && unit["standing"] as? Bool == true)
    #expect((unit["text"] as? String)?.contains("仍然有效") == true)
  }

  @Test(
    "An officer's own return says the officer's reason; a drop folder is named; a held report is not reminded of"
  )
  func officer() throws {
    try FileManager.default.createDirectory(
      at: city.url.appendingPathComponent("Inbox/610702"), withIntermediateDirectories: true)
    try city.drop("一.xml", SmallReport("610702", "9"), into: "Inbox/610702")
    try city.drop("二.xml", SmallReport("610722", "7"))
    try city.drop("三.xml", SmallReport("610722", "8"))
    let outcomes = try city.ingest(now: Self.before)
    #expect(outcomes["二.xml"]?.outcome == "held")
    try city.decide(["return", "610702", "2024-Q3"])
    let reminder = try reminder(city, now: Self.after)
    let returned = try unit("610702", in: reminder)
    #expect((returned["text"] as? String)?.contains("王某退回：已核对台账") == true)
    #expect(returned["place"] as? String == "Inbox/610702")
    #expect(try unit("610723", in: reminder)["place"] as? String == "Inbox")
    #expect(!units(reminder).contains("610722") && reminder["held"] as? [String] == ["城固县"])
    let text = try city.run(["remind", "2024-Q3"], now: Self.after)
    #expect(text.errors.contains("城固县") && !text.output.contains("暂存"))
  }

  @Test("A province reminds its cities and not their counties, unless it is told to")
  func province() throws {
    let province = try TestOffice("610000", in: scratch)
    try province.drop("一.xml", SmallReport("610702", "9"))
    _ = try province.ingest(now: Self.before)
    let direct = try reminder(province, now: Self.after)
    #expect(
      units(direct).count == 11 && units(direct).allSatisfy { $0.hasPrefix("61") && $0.hasSuffix("00") })
    let hanzhong = try unit("610700", in: direct)
    #expect(hanzhong["matter"] as? String == "incomplete" && hanzhong["scope"] as? String == "rollup")
    let out = hanzhong["missing"] as? [String] ?? []
    #expect(out.contains("南郑区") && out.contains("市教育局") && !out.contains("汉台区"))
    #expect(try unit("610200", in: direct)["matter"] as? String == "missing")
    let everyone = try reminder(province, ["--all"], now: Self.after)
    #expect(Set(units(everyone)).isSuperset(of: ["610703", "610700-jyj", "610112-jyj", "610702"]))
    #expect(try unit("610703", in: everyone)["under"] as? String == "610700")

    // The city's own roll-up answers for all of it; sent back, it is the city that hears of it.
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.signOff("2024-Q3", now: Self.before)
    #expect(try city.run(["submit", "2024-Q3", "--to", province.path], now: Self.before).status == 0)
    _ = try province.ingest(now: Self.before)
    #expect(!units(try reminder(province, now: Self.after), "incomplete").contains("610700"))
    try province.decide(["return", "610700", "2024-Q3"])
    let sentBack = try unit("610700", in: try reminder(province, now: Self.after))
    #expect(sentBack["matter"] as? String == "returned" && sentBack["scope"] as? String == "rollup")
  }

  @Test("A closed quarter says so, and an office with nobody below has nobody to remind")
  func closedAndAlone() throws {
    try city.decide(["close", "2024-Q3"], now: Self.after)
    #expect(try city.run(["remind", "2024-Q3"], now: Self.after).output.contains("要经批准才能计入"))
    let alone = try TestOffice("610700-jyj", in: scratch)
    let result = try alone.run(["remind", "2024-Q3"], now: Self.after)
    #expect(result.status == 0 && result.output == "2024-Q3 没有要催报的单位。\n", "\(result.output)")
    #expect(try city.run(["remind", "2019-Q3"]).status == 64)
    #expect(try city.run(["remind", "三季度"]).status == 64)
  }
}
