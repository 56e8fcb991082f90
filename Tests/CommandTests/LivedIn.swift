import Foundation
import TestKit
import Testing

/// An office with a past: everything that can happen to a report, a quarter and a plan has happened in it.
struct LivedIn {
  let scratch: Scratch
  let city: TestOffice
  let province: TestOffice

  init() throws {
    scratch = try Scratch()
    city = try TestOffice("610700", in: scratch, name: "市")
    province = try TestOffice("610000", in: scratch, name: "省")
    try firstQuarter()
    try arrivals()
    try decisions()
    try upward()
    try afterwards()
  }

  /// An earlier quarter, signed, sent and answered.
  private func firstQuarter() throws {
    let now = "2024-07-08T09:00:00"
    var report = SmallReport("610702", "4")
    report.period = "2024-Q2"
    try city.drop("二季度.xml", report)
    report.unit = "610703"
    report.value = "6"
    try city.drop("二季度南郑.xml", report)
    try city.signOff("2024-Q2", now: now)
    #expect(try city.run(["submit", "2024-Q2", "--to", province.path], now: now).status == 0)
    _ = try province.ingest(now: now)
    _ = try city.ingest(now: now)
    // What a backup of that time would hold.
    try city.sqlite([".backup '\(scratch.path)/市-早.sqlite'"])
  }

  private func arrivals() throws {
    try FileManager.default.createDirectory(
      at: city.url.appendingPathComponent("Inbox/610726"), withIntermediateDirectories: true)
    try city.drop("一.xml", SmallReport("610702", "9"))
    try city.drop("专用.xml", SmallReport("610726", "3"), into: "Inbox/610726")
    try city.drop("会议通知.csv", "关于召开会议的通知\n")
    try city.drop("南郑.xml", SmallReport("610703", "9.5"))
    let first = try city.ingest()
    #expect(first["会议通知.csv"]?.outcome == "unreadable")
    #expect(first["南郑.xml"]?.outcome == "returned")
    // A plan that is edited between two batches.
    let plan = city.url.appendingPathComponent("Schemas/plans/hanzhong-2022.xml")
    let text = try String(contentsOf: plan, encoding: .utf8)
    try Data((text + "<!-- 修订 -->\n").utf8).write(to: plan)
    try city.drop("一改.xml", SmallReport("610702", "12"))
    try city.drop("补.xml", SmallReport("610726", "300", mode: "supplement", indicator: "std-participants"))
    try city.drop("南郑.xml", SmallReport("610703", "8"))
    _ = try city.ingest(now: "2024-10-09T10:00:00")
    // The same bytes, the same content in other bytes, and two rivals.
    try city.drop("又一份.xml", SmallReport("610702", "12"))
    try city.drop("另存.xml", SmallReport("610703", "8").xml + "<!-- 另存 -->\n")
    try city.drop("甲.xml", SmallReport("610722", "9"))
    try city.drop("乙.xml", SmallReport("610722", "10"))
    let files = try city.ingest(now: "2024-10-09T11:00:00")
    #expect(files["又一份.xml"]?["repeat"] as? Bool == true)
    #expect(files["另存.xml"]?.codes.contains("P2005") == true)
    #expect(files["甲.xml"]?.outcome == "held")
  }

  private func decisions() throws {
    let now = "2024-10-10T09:00:00"
    let digest = try city.scalar("SELECT digest FROM submission WHERE fileName = '乙.xml'")
    try city.decide(["release", "610722", "2024-Q3", "--digest", String(digest.prefix(8))], now: now)
    try city.decide(["return", "610722", "2024-Q3"], now: now)
    try city.decide(["return", "610726", "2024-Q3"], now: now)
    try city.decide(["exempt", "610728", "2024-Q3"], now: now)
    let question = try city.scalar(
      "SELECT code FROM finding WHERE severity = 'soft' AND submission IN (SELECT id FROM submission WHERE unit = '610702' AND isInForce AND period = '2024-Q3') LIMIT 1"
    )
    try city.decide(["confirm", "610702", "2024-Q3", question], now: now)
    try city.decide(["exempt", "610703", "2024-Q3", "--rule", question], now: now)
    try city.drop("撤.xml", SmallReport("610723", "2"))
    _ = try city.ingest(now: now)
    try city.decide(["withdraw", "610723", "2024-Q3"], now: now)
    try city.decide(["close", "2024-Q3"], now: now)
    try city.decide(["extend", "610725", "2024-Q3", "--until", "2024-10-20T24:00"], now: now)
    try city.drop("延期.xml", SmallReport("610725", "5"))
    try city.drop("迟.xml", SmallReport("610724", "6"))
    try city.drop("迟改.xml", SmallReport("610702", "13"))
    let late = try city.ingest(now: "2024-10-12T09:00:00")
    #expect(late["迟改.xml"]?.outcome == "held")
    try city.decide(["release", "610702", "2024-Q3"], now: "2024-10-12T10:00:00")
    try city.decide(["return", "610724", "2024-Q3"], now: "2024-10-12T10:30:00")
    try city.decide(["reopen", "2024-Q3"], now: "2024-10-12T11:00:00")
    try city.decide(["exempt", "610728", "2024-Q3", "--lift"], now: "2024-10-12T11:00:00")
  }

  /// Sent, taken back, sent again, and returned by the superior; then corrected and sent as the next revision.
  private func upward() throws {
    let now = "2024-10-13T09:00:00"
    try city.signOff("2024-Q3", now: now)
    let submit = ["submit", "2024-Q3", "--to", province.path]
    #expect(try city.run(submit, now: now).status == 0)
    try city.decide(["withdraw", "2024-Q3"], now: now)
    try city.decide(["sign-off", "2024-Q3", "--prepared", "甲", "--reviewed", "乙"], now: now)
    #expect(try city.run(submit, now: now).status == 0)
    _ = try province.ingest(now: now)
    try province.decide(["return", "610700", "2024-Q3"], now: "2024-10-13T10:00:00")
    _ = try city.run(["ingest"], now: "2024-10-13T11:00:00")
    try city.drop("又改.xml", SmallReport("610702", "14"))
    let again = "2024-10-14T09:00:00"
    try city.signOff("2024-Q3", now: again)
    #expect(try city.run(submit, now: again).status == 0)
    _ = try province.run(["run", "2024-Q3"], now: again)
    _ = try city.run(["ingest"], now: again)
  }

  private func afterwards() throws {
    try city.decide(
      ["extend", "610702", "2024-Q4", "--until", "2025-01-25T24:00"], now: "2024-10-15T09:00:00")
  }

  /// A copy of the city's workspace, to be broken.
  func copy(_ name: String) throws -> TestOffice {
    let target = scratch.url.appendingPathComponent("副本-\(name)")
    try? FileManager.default.removeItem(at: target)
    try FileManager.default.copyItem(at: city.url, to: target)
    return TestOffice(at: target)
  }
}

extension TestOffice {
  @discardableResult func sqlite(_ arguments: [String], file: String = "register.sqlite") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", url.appendingPathComponent(file).path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(text: "sqlite3 \(arguments)") }
    return output
  }

  func scalar(_ sql: String) throws -> String {
    try sqlite([sql]).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Every row of every table as SQL, but for what is no content.
  func rows(_ file: String = "register.sqlite") throws -> [String] {
    let bookkeeping = ["sqlite_sequence", "grdb_migrations", "unfinished", "working"]
    return try sqlite([".dump"], file: file).components(separatedBy: "\n").filter { line in
      line.hasPrefix("INSERT INTO ")
        && !bookkeeping.contains { line.dropFirst("INSERT INTO ".count).drop { $0 == "\"" }.hasPrefix($0) }
    }.sorted()
  }

  /// The kinds of differences and of notes that `verify` finds, in order, without repetition.
  func verify(_ arguments: [String] = []) throws -> (status: Int32, differences: [String], notes: [String]) {
    let result = try run(["verify", "--json"] + arguments)
    guard
      let report = try? JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    else { throw Failure(text: "verify: \(result.status) \(result.errors)") }
    func kinds(_ key: String) -> [String] {
      Set((report[key] as? [[String: Any]] ?? []).compactMap { $0["kind"] as? String }).sorted()
    }
    return (result.status, kinds("differences"), kinds("notes"))
  }
}
