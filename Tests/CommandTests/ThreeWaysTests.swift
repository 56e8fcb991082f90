import Foundation
import TestKit
import Testing

/// One quarter, three ways to the province's figures: one central office, federated offices, plain SQL.
@Suite("Three ways to the province", .serialized) struct ThreeWaysTests {
  /// A figure of a roll-up as `run --json` states it, without what only tells how it came about.
  static func figures(_ report: [String: Any], of unit: String) throws -> [String: NSDictionary] {
    let units = try #require(report["units"] as? [[String: Any]])
    let found = try #require(units.first { $0["unit"] as? String == unit })
    var figures: [String: NSDictionary] = [:]
    for figure in try #require(found["figures"] as? [[String: Any]]) {
      figures[try #require(figure["indicator"] as? String)] = figure as NSDictionary
    }
    return figures
  }

  /// Every quarter into one office; gives the last run's report.
  static func runAll(_ office: TestOffice, where isFor: (String) -> Bool = { _ in true }) throws -> [String:
    Any]
  {
    let unitOf = try Dictionary(
      uniqueKeysWithValues: Samples.table().map {
        ("\($0["period"] ?? "")/\($0["file"] ?? "")", $0["unit"] ?? "")
      })
    var last: [String: Any] = [:]
    for (period, now) in Samples.quarters {
      try office.drop(
        Samples.files(period).filter { isFor(unitOf["\(period)/\($0.lastPathComponent)"] ?? "") })
      last = try office.json(["run", period], now: now)
    }
    return last
  }

  @Test("Central, federated and SQL agree on every figure and on coverage")
  func threeWaysAgree() throws {
    let scratch = try Scratch()
    let central = try TestOffice("610000", in: scratch, name: "central")
    // The cities confirm what is in question before they sign, so the central office does too.
    _ = try Self.runAll(central)
    for (period, now) in Samples.quarters { try central.confirmAll(period, now: now) }
    let centralReport = try central.json(["run", "2024-Q3"], now: "2024-10-10T17:00:00")
    let centralFigures = try Self.figures(centralReport, of: "610000")
    #expect(centralFigures.count >= 8)

    // Federated: Weiyang's departments belong to Xi'an's office, Hanzhong has its own; both submit.
    let province = try TestOffice("610000", in: scratch, name: "province")
    let hanzhong = try TestOffice("610700", in: scratch)
    let xian = try TestOffice("610100", in: scratch)
    let unitOf = try Dictionary(
      uniqueKeysWithValues: Samples.table().map {
        ("\($0["period"] ?? "")/\($0["file"] ?? "")", $0["unit"] ?? "")
      })
    var federated: [String: Any] = [:]
    for (period, now) in Samples.quarters {
      for (office, prefix) in [(hanzhong, "6107"), (xian, "6101")] {
        try office.drop(
          Samples.files(period).filter {
            unitOf["\(period)/\($0.lastPathComponent)"]?.hasPrefix(prefix) ?? false
          })
        _ = try office.json(["run", period], now: now)
        try office.signOff(period, now: now)
        let sent = try office.run(["submit", period, "--to", province.path], now: now)
        #expect(sent.status == 0, "\(sent.errors)\(sent.output)")
      }
      federated = try province.json(["run", period], now: now)
      let ingested = try #require(federated["ingested"] as? [String: Any])
      let files = try #require(ingested["files"] as? [[String: Any]])
      #expect(files.count == 2)
      for file in files {
        #expect(file["outcome"] as? String == "accepted", "\(period) \(file["file"] ?? "")")
        #expect((file["findings"] as? [Any])?.count == 0, "\(period) \(file["findings"] ?? "")")
      }
    }
    #expect(try Self.figures(federated, of: "610000") == centralFigures)

    // The cities' own figures are the same in their own office and in the central one.
    for (office, unit) in [(hanzhong, "610700"), (xian, "610100"), (xian, "610112")] {
      let own = try office.json(["run", "2024-Q3"], now: "2024-10-10T17:00:00")
      #expect(try Self.figures(own, of: unit) == Self.figures(centralReport, of: unit), "\(unit)")
    }
    try Self.compareWithSQL(central, scratch, centralFigures)

    // The superior's answer comes back and shows.
    let fetched = try hanzhong.run(["ingest"], now: "2024-10-10T18:00:00")
    #expect(fetched.status == 0)
    let status = try hanzhong.json(["status", "2024-Q3"])
    let receipts = try #require(status["receipts"] as? [[String: Any]])
    #expect(receipts.map { $0["outcome"] as? String } == ["accepted"])
    #expect(try hanzhong.files(below: "Inbox/receipts").keys.contains { $0.hasPrefix("2024-Q3/") })
  }

  /// Adds the exported base table up with sqlite3, which knows nothing of this program.
  static func compareWithSQL(
    _ office: TestOffice, _ scratch: Scratch, _ figures: [String: NSDictionary]
  ) throws {
    var script = ".mode csv\n.import '\(office.path)/Outbox/2024-Q3/610000-shaanxi-2022-base.csv' base\n"
    script += "CREATE TABLE crosswalk(plan, indicator, target, relation, factor);\n"
    script += "CREATE TABLE indicator(plan, id, basis, unit_function);\n"
    script += "CREATE TABLE plan_unit(plan, unit);\n"
    for plan in ["hanzhong-2022", "weiyang-2023", "shaanxi-2022"] {
      let folder = scratch.url.appendingPathComponent("plan-\(plan)")
      let exported = try office.run(["plan", "export", plan, folder.path])
      #expect(exported.status == 0, "\(exported.errors)")
      // The exports begin with a byte order mark, for Excel; sqlite3 would take it for part of the first name.
      for name in ["indicators", "crosswalk"] {
        let file = folder.appendingPathComponent("\(name).csv")
        var bytes = try Data(contentsOf: file)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        try bytes.write(to: file)
        script += ".import '\(file.path)' \"\(name)-\(plan)\"\n"
      }
      script +=
        "INSERT INTO indicator SELECT '\(plan)', id, basis, unitFunction FROM \"indicators-\(plan)\";\n"
      if plan != "shaanxi-2022" {
        script +=
          "INSERT INTO crosswalk SELECT '\(plan)', indicator, \"to\", relation, factor FROM \"crosswalk-\(plan)\";\n"
      }
    }
    script +=
      "INSERT INTO plan_unit VALUES ('hanzhong-2022','610700'),('weiyang-2023','610112'),('shaanxi-2022','610000');\n"
    // What counts: own figures of the province's plan, and what the crosswalk maps; of `line` and `own` figures
    // only the plan unit's own level.
    script += """
      CREATE TABLE counted AS
      SELECT coalesce(c.target, b.indicator) AS target, b.* FROM base b
      JOIN indicator i ON i.plan = b.plan AND i.id = b.indicator
      JOIN plan_unit u ON u.plan = b.plan
      LEFT JOIN crosswalk c ON c.plan = b.plan AND c.indicator = b.indicator AND c.relation IN ('same', 'narrower')
      WHERE (b.plan = 'shaanxi-2022' OR c.target IS NOT NULL) AND (i.basis = 'sum' OR b.unit = u.unit);
      SELECT target, count(DISTINCT unit), count(DISTINCT CASE WHEN status = 'missing' THEN unit END)
      """
    let items = ["inPeriod", "yearToDate", "planToDate", "atEnd", "numerator", "denominator"]
    for item in items {
      // Sums over integers of ten-thousandths: exact, and NULL where nobody has a value.
      script +=
        ", sum(CASE WHEN \(item) <> '' THEN CAST(round(CAST(\(item) AS REAL) * 10000) AS INTEGER) END)"
    }
    script += " FROM counted GROUP BY target ORDER BY target;\n"
    let file = scratch.url.appendingPathComponent("sum.sql")
    try Data(script.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
    process.arguments = [":memory:", ".read \(file.path)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)

    var compared = 0
    for line in output.split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map {
        String($0).trimmingCharacters(in: .whitespaces)
      }
      let figure = try #require(figures[cells[0]], "\(cells[0])")
      let coverage = try #require(figure["coverage"] as? [String: Any])
      #expect(coverage["expected"] as? Int == Int(cells[1]), "\(cells[0])")
      #expect(coverage["missing"] as? Int == Int(cells[2]), "\(cells[0])")
      for (offset, item) in items.enumerated() {
        let sum = cells[3 + offset].isEmpty ? nil : Decimal(string: cells[3 + offset]).map { $0 / 10000 }
        let stated = (figure[item] as? String).flatMap { Decimal(string: $0) }
        #expect(stated == sum, "\(cells[0]) \(item)")
        compared += 1
      }
    }
    #expect(compared >= 8 * items.count)
  }

  @Test("The samples come out as their table says, and the totals are those recomputed outside")
  func samplesAsIntended() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610000", in: scratch)
    let expected = try Samples.table()
    var last: [String: Any] = [:]
    for (period, now) in Samples.quarters {
      try office.drop(Samples.files(period))
      last = try office.json(["run", period], now: now)
      let files = try #require((last["ingested"] as? [String: Any])?["files"] as? [[String: Any]])
      #expect(files.count == expected.filter { $0["period"] == period }.count)
      for file in files {
        let name = try #require(file["file"] as? String)
        let row = try #require(expected.first { $0["file"] == name && $0["period"] == period }, "\(name)")
        let findings = (file["findings"] as? [[String: Any]] ?? []).map {
          "\($0["code"] ?? "") \($0["message"] ?? "")"
        }
        #expect(file["outcome"] as? String == row["expected"], "\(name): \(findings)")
        #expect(file["unit"] as? String == row["unit"], "\(name)")
      }
    }
    let totals = try CSVRows.read(
      Program.repository.appendingPathComponent("Tests/Fixtures/samples-totals.csv"))
    #expect(totals.count > 40)
    for row in totals {
      let unit = try #require(row["unit"])
      let indicator = try #require(row["indicator"])
      let figure = try Self.figures(last, of: unit)[indicator]
      if row["expected"] == "0" {
        #expect(
          figure == nil || (figure?["coverage"] as? [String: Any])?["expected"] as? Int == 0,
          "\(unit) \(indicator)")
        continue
      }
      let stated = try #require(figure, "\(unit) \(indicator)")
      let coverage = try #require(stated["coverage"] as? [String: Any])
      for key in ["expected", "reported", "notApplicable", "missing"] {
        #expect((coverage[key] as? Int).map(String.init) == row[key], "\(unit) \(indicator) \(key)")
      }
      for key in ["inPeriod", "yearToDate", "planToDate", "atEnd", "numerator", "denominator"] {
        #expect(stated[key] as? String ?? "" == row[key], "\(unit) \(indicator) \(key)")
      }
    }
  }
}
