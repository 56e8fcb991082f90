import Foundation
import TestKit
import Testing

/// What a run takes over from earlier ones: seen from outside only in the bytes that it writes and in how much it does.
@Suite("Runs after a correction") struct IncrementalRunTests {
  /// Everything but the receipts, which name the journal's end.
  private func written(_ office: TestOffice) throws -> [String: Data] {
    try office.files(below: "Outbox").filter { !$0.key.hasPrefix("receipts/") }
  }

  /// How many figures the run worked out, by the order of the quarters.
  private func computed(_ run: Program.Result) -> [Int] {
    run.errors.matches(of: /worked out (\d+) figures/).compactMap { Int($0.1) }
  }

  private func report(_ unit: String, _ value: String, _ period: String, mode: String? = nil) -> SmallReport {
    var report = SmallReport(unit, value, mode: mode)
    report.period = period
    return report
  }

  @Test("After corrections the sample quarters are what an office writes that never knew anything else")
  func sameBytesAsFresh() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610000", in: scratch, name: "先后")
    let fresh = try TestOffice("610000", in: scratch, name: "一次")
    for (period, now) in Samples.quarters {
      let files = try Samples.files(period)
      try office.drop(files)
      #expect(try office.run(["run", period, "--quiet"], now: now).status == 0)
      try fresh.drop(files)
      _ = try fresh.run(["ingest", "--quiet"], now: now)
    }
    let corrections = [
      ("2024-10-11T09:00:00", report("610722", "77", "2024-Q3", mode: "supplement")),
      ("2024-10-12T09:00:00", report("610727", "31", "2024-Q1", mode: "supplement")),
      ("2024-10-13T09:00:00", report("610722", "78", "2024-Q2")),
    ]
    for (number, (now, correction)) in corrections.enumerated() {
      try office.drop("更正\(number).xml", correction)
      #expect(try office.run(["run", correction.period, "--quiet"], now: now).status == 0)
      try fresh.drop("更正\(number).xml", correction)
      _ = try fresh.run(["ingest", "--quiet"], now: now)
    }
    let last = "2024-10-14T09:00:00"
    for (period, _) in Samples.quarters {
      #expect(try office.run(["run", period, "--quiet"], now: last).status == 0)
      #expect(try fresh.run(["run", period, "--quiet"], now: last).status == 0)
    }
    let expected = try written(fresh)
    let actual = try written(office)
    #expect(expected.keys.contains("2024-Q3/610700-hanzhong-2022-r1.xml"))
    #expect(Set(actual.keys) == Set(expected.keys))
    for (name, bytes) in expected { #expect(actual[name] == bytes, "\(name)") }
  }

  @Test("One corrected figure of a county is worked out in the county and above it, and nowhere else")
  func onlyTheWayUp() throws {
    let scratch = try Scratch()
    var office = try TestOffice("610700", in: scratch)
    office.environment = ["CENGBAO_LOG": "info"]
    for period in ["2024-Q2", "2024-Q3"] {
      for unit in ["610702", "610703", "610722"] { try office.drop("\(unit).xml", report(unit, "9", period)) }
      let run = try office.run(["run", period], now: TestOffice.now)
      #expect(run.status == 0, "\(run.errors)")
      #expect((computed(run).first ?? 0) > 100)
    }
    // The quarter itself, then nothing: no later one is on record.
    try office.drop("更正.xml", report("610702", "12", "2024-Q3"))
    #expect(computed(try office.run(["run", "2024-Q3"], now: TestOffice.now)) == [2])
    #expect(computed(try office.run(["run", "2024-Q3"], now: TestOffice.now)) == [0])
    // An earlier quarter: there, and in the one after it, whose cumulatives were not typed.
    try office.drop("更正.xml", report("610703", "15", "2024-Q2"))
    #expect(computed(try office.run(["run", "2024-Q2"], now: TestOffice.now)) == [2, 2])
    let before = try written(office)
    #expect(computed(try office.run(["run", "2024-Q3"], now: TestOffice.now)) == [0])
    #expect(try written(office) == before)
  }

  @Test("What was kept is thrown away with the catalogue that it was made with, and where it is damaged")
  func anew() throws {
    let scratch = try Scratch()
    var office = try TestOffice("610700", in: scratch)
    office.environment = ["CENGBAO_LOG": "info"]
    try office.drop("一.xml", report("610702", "9", "2024-Q3"))
    let all = computed(try office.run(["run", "2024-Q3"], now: TestOffice.now))
    #expect(computed(try office.run(["run", "2024-Q3"], now: TestOffice.now)) == [0])
    let before = try written(office)

    let damage = Process()
    damage.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let register = office.url.appendingPathComponent("register.sqlite").path
    damage.arguments = ["sqlite3", register, "UPDATE workings SET content = x'0102', output = x'03'"]
    try damage.run()
    damage.waitUntilExit()
    #expect(damage.terminationStatus == 0)
    let repaired = try office.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(repaired.status == 0)
    #expect(computed(repaired) == all)
    #expect(try written(office) == before)
    #expect(computed(try office.run(["run", "2024-Q3"], now: TestOffice.now)) == [0])

    let plan = office.url.appendingPathComponent("Schemas/plans/hanzhong-2022.xml")
    let text = try String(contentsOf: plan, encoding: .utf8)
    try Data((text + "<!-- -->\n").utf8).write(to: plan)
    #expect(computed(try office.run(["run", "2024-Q3"], now: TestOffice.now)) == all)
  }
}
