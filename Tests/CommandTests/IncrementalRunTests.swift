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
      // One of the samples is returned.
      #expect(try office.run(["run", period, "--quiet"], now: now).status <= 1)
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

  /// Of a county of another city, which works to the province's plan.
  private var xian: SmallReport {
    var report = report("610103", "7", "2024-Q3")
    report.plan = "shaanxi-2022"
    report.task = "sx-00"
    return report
  }

  /// Size, time of change and number of every file of the quarter: a file that was written again has others.
  private func states(_ office: TestOffice, _ period: String) throws -> [String: [String]] {
    let folder = office.url.appendingPathComponent("Outbox/\(period)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return Dictionary(
      uniqueKeysWithValues: try names.map { name in
        let found = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(name).path)
        return (
          name, [FileAttributeKey.size, .modificationDate, .systemFileNumber].map { "\(found[$0] ?? "")" }
        )
      })
  }

  @Test("A correction writes the files of the units above it and the base table, and leaves all others alone")
  func filesTouched() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610000", in: scratch)
    for (unit, value) in [("610702", "9"), ("610703", "4")] {
      try office.drop("\(unit).xml", report(unit, value, "2024-Q3"))
    }
    try office.drop("610103.xml", xian)
    let first = try office.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(first.status == 0, "\(first.errors)")
    let before = try states(office, "2024-Q3")
    let again = try office.run(["run", "2024-Q3"], now: TestOffice.now)
    #expect(again.status == 0)
    #expect(try states(office, "2024-Q3") == before)
    // Everything is told of all the same.
    let rollUps = try #require(first.output.range(of: "2024年第三季度 汇总"))
    #expect(again.output == first.output[rollUps.lowerBound...])

    try office.drop("更正.xml", report("610702", "12", "2024-Q3"))
    #expect(try office.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).status == 0)
    let after = try states(office, "2024-Q3")
    #expect(Set(after.keys) == Set(before.keys))
    let touched = Set(after.filter { $0.value != before[$0.key] }.keys.map { $0.prefix(6) })
    #expect(touched == ["610000", "610700"])
    #expect(before.keys.contains { $0.hasPrefix("610100") })
  }

  @Test("A file that somebody changed, moved away or put another in the place of is written again")
  func filesMended() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    for period in ["2024-Q2", "2024-Q3"] {
      for unit in ["610702", "610703"] { try office.drop("\(unit).xml", report(unit, "9", period)) }
      #expect(try office.run(["run", period, "--quiet"], now: TestOffice.now).status == 0)
    }
    let before = try written(office)
    let folder = office.url.appendingPathComponent("Outbox/2024-Q3")
    for name in before.keys.filter({ $0.hasPrefix("2024-Q3/") }).map({ String($0.dropFirst(8)) }).sorted() {
      let file = folder.appendingPathComponent(name)
      try Data("另一份".utf8).write(to: file)
      #expect(try office.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).status == 0)
      #expect(try written(office) == before, "\(name) changed")
      try FileManager.default.removeItem(at: file)
      #expect(try office.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).status == 0)
      #expect(try written(office) == before, "\(name) gone")
    }
    // In the other language the pages are others, and back again.
    #expect(try office.run(["run", "2024-Q3", "--quiet", "--lang", "en"], now: TestOffice.now).status == 0)
    #expect(try written(office) != before)
    #expect(try office.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).status == 0)
    #expect(try written(office) == before)
  }

  @Test(
    "A city's roll-up in the place of its counties takes them out of the base table, and its return brings them back"
  )
  func baseTable() throws {
    let scratch = try Scratch()
    let city = try TestOffice("610700", in: scratch, name: "市")
    let province = try TestOffice("610000", in: scratch, name: "省")
    for office in [city, province] {
      try office.drop("610702.xml", report("610702", "9", "2024-Q3"))
      #expect(try office.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).status == 0)
    }
    try province.drop("610103.xml", xian)
    #expect(try province.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).status == 0)
    func units() throws -> Set<String> {
      let table = try #require(try written(province).first { $0.key.hasSuffix("-base.csv") }?.value)
      return Set(
        String(decoding: table, as: UTF8.self).split(separator: "\n").dropFirst().map {
          String($0.prefix(6))
        })
    }
    #expect(try units().isSuperset(of: ["610702", "610103"]))
    let rollUp = try #require(
      try written(city).first { $0.key.hasPrefix("2024-Q3/610700") && $0.key.hasSuffix(".xml") }?.value)
    try rollUp.write(to: province.url.appendingPathComponent("Inbox/市.xml"))
    #expect(try province.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).status <= 1)
    #expect(try !units().contains("610702"))
    #expect(try units().contains("610103"))
    let returned = try province.run(
      ["return", "610700", "2024-Q3", "--by", "王五", "--reason", "重报", "--scope", "rollup"],
      now: TestOffice.now)
    #expect(returned.status == 0, "\(returned.errors)")
    #expect(try province.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).status == 0)
    #expect(try units().isSuperset(of: ["610702", "610103"]))
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

    try office.sqlite(["UPDATE workings SET content = x'0102', output = x'03'"])
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

  @Test(
    "A question is answered from what the last run kept while nothing has changed, and worked out once something has"
  )
  func answers() throws {
    let scratch = try Scratch()
    var office = try TestOffice("610000", in: scratch)
    office.environment = ["CENGBAO_LOG": "info"]
    for (period, now) in Samples.quarters {
      try office.drop(try Samples.files(period))
      #expect(try office.run(["run", period, "--quiet"], now: now).status <= 1)
    }
    /// What is answered about all kinds of units, and whether anything had to be worked out.
    func answers() throws -> (text: [String], areWorkedOut: Bool) {
      var text: [String] = []
      var workedOut: [Int] = []
      for (unit, indicator) in [
        ("610000", "std-activities"), ("610700", "std-activities"), ("610702", "std-activities"),
        ("610722", "std-activities"), ("610700-kx", "std-activities"), ("610727", "std-activities"),
      ] {
        for (period, _) in Samples.quarters {
          let answer = try office.run(["explain", unit, period, indicator], now: TestOffice.now)
          #expect(answer.status == 0, "\(answer.errors)")
          text.append(answer.output)
          workedOut += computed(answer)
        }
      }
      return (text, !workedOut.isEmpty)
    }
    let kept = try answers()
    #expect(!kept.areWorkedOut)
    try office.sqlite(["DELETE FROM workingsEnd; DELETE FROM workings;"])
    let anew = try answers()
    #expect(anew.areWorkedOut)
    #expect(anew.text == kept.text)

    let last = try #require(Samples.quarters.last).0
    #expect(try office.run(["run", last, "--quiet"], now: TestOffice.now).status == 0)
    #expect(try !answers().areWorkedOut)
    // Taken in, and not rolled up yet.
    try office.drop("更正.xml", report("610702", "77", "2024-Q2", mode: "supplement"))
    #expect(try office.run(["ingest", "--quiet"], now: TestOffice.now).status == 0)
    let corrected = try answers()
    #expect(corrected.areWorkedOut)
    #expect(corrected.text != kept.text && corrected.text.contains { $0.contains("77") })
    for (period, _) in Samples.quarters {
      #expect(try office.run(["run", period, "--quiet"], now: TestOffice.now).status == 0)
    }
    let rolledUp = try answers()
    #expect(!rolledUp.areWorkedOut)
    #expect(rolledUp.text == corrected.text)
    try office.sqlite(["UPDATE workings SET output = x'0102'"])
    #expect(try answers().text == corrected.text)
  }
}
