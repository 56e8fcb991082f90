import Findings
import Foundation
import ReportModel
import Testing

@testable import Schemas

struct CatalogueFileTests {
  /// The shipped files with some replaced, removed or added.
  private func read(
    replacing files: [String: String] = [:], removing names: Set<String> = []
  ) throws -> (Catalogue, [Finding]) {
    try read(replacing: files.mapValues { Array($0.utf8) }, removing: names)
  }

  private func read(
    replacing files: [String: [UInt8]], removing names: Set<String> = []
  ) throws -> (Catalogue, [Finding]) {
    var all = try Repository.schemaFiles().filter { !names.contains($0.name) && files[$0.name] == nil }
    all += files.map { SchemaFile(name: $0.key, bytes: $0.value) }
    return try readCatalogue(all, digest: Repository.digest)
  }

  private func summary(_ findings: [Finding]) -> [String] {
    findings.map {
      "\($0.code) \($0.facts["file"] ?? "?"):\($0.place.position.line):\($0.place.position.column)"
    }
  }

  @Test("Without plan.xsd, and with a broken one, there is a fault")
  func brokenSchema() throws {
    #expect(throws: SchemasFault.planSchemaMissing) { try read(removing: ["plan.xsd"]) }
    var fault: SchemasFault?
    do throws(SchemasFault) {
      _ = try readCatalogue(
        [SchemaFile(name: "plan.xsd", bytes: Array("<a/>".utf8))], digest: Repository.digest)
    } catch { fault = error }
    guard case .planSchemaRefused(let messages) = fault else {
      Issue.record("no fault, or another one: \(String(describing: fault))")
      return
    }
    #expect(!messages.isEmpty)
  }

  @Test("What is missing is named, and the rest is read")
  func missingFiles() throws {
    let names = Set(try Repository.schemaFiles().map(\.name).filter { $0 != "plan.xsd" })
    let (catalogue, findings) = try read(removing: names)
    #expect(
      summary(findings) == [
        "P1011 calendar.csv:0:0", "P1006 measures.csv:0:0", "P1006 plans/*.xml:0:0", "P1006 units/*.csv:0:0",
      ])
    #expect(catalogue.plans.isEmpty && catalogue.units.units.isEmpty && catalogue.deadlines.isEmpty)
  }

  @Test("A formula that cannot be read is shown with the place where it goes wrong")
  func badFormula() throws {
    let plan = try #require(try Repository.schemaFiles().first { $0.name == "plans/weiyang-2023.xml" })
    let text = String(decoding: plan.bytes, as: UTF8.self)
    let broken = text.replacingOccurrences(
      of: "std-participants &gt; 0 when std-activities &gt; 0", with: "std-participants &gt; 0 when &gt; 0")
    let (_, findings) = try read(replacing: ["plans/weiyang-2023.xml": broken])
    let finding = try #require(findings.first { $0.code == "P1801" })
    let sheets = RuleSheets(catalogueSheets)
    #expect(
      sheets.message(of: finding, in: .zh)
        == "审核公式 participants-of-activities：“>”前面缺一个指标或数。“std-participants > 0 when ▶> 0”（▶ 之后是出错的地方，第 27 个字符）。")
    #expect(sheets.message(of: finding, in: .en).contains("an indicator or a number is missing before “>”"))
  }

  @Test("Units: every bad cell is named with line and column, good rows count")
  func badUnits() throws {
    let (catalogue, findings) = try read(replacing: [
      "units/zz.csv": """
      code,name,aliases,level,reportsTo,within,validFrom,validTo,replacedBy
      619001,甲区,甲;甲地；甲城,county,610700,,,,
      61900,乙区,,county,610700,,,,
      619003,,,village,610700,,,,
      619004,丁区,,county,汉中市,,2020-02-30,,
      619005,戊区,,county,610700,,2021-01-01,2020-01-01,
      610702,己区,,county,610700,,,,

      # 说明
      619006,庚区,,county,610700,,,,,多出一格
      """
    ])
    #expect(
      summary(findings)
        == [
          "P1009 units/zz.csv:3:1", "P1010 units/zz.csv:4:2", "P1009 units/zz.csv:4:4",
          "P1009 units/zz.csv:5:5", "P1009 units/zz.csv:5:7", "P1104 units/zz.csv:6:0",
          "P1101 units/zz.csv:7:1", "P1005 units/zz.csv:10:10",
        ].sorted { left, right in
          // The surplus cell is noticed while the table is taken apart, before its cells are read.
          left.hasPrefix("P1005") && !right.hasPrefix("P1005")
        })
    #expect(catalogue.units["619001"]?.aliases == ["甲", "甲地", "甲城"])
    #expect(catalogue.units["619006"]?.name == "庚区")
    #expect(catalogue.units["610702"]?.name == "汉台区")
    for code in ["61900", "619003", "619004", "619005"] as [OrgUnitCode] {
      #expect(catalogue.units[code] == nil)
    }
  }

  @Test("A sheet in GB18030 with CRLF, semicolons, other columns and another order is read")
  func clerksSheet() throws {
    // 备注;symbol;powerOfTen;dimension / 重;吨;3;weight
    let gb18030: [UInt8] =
      [0xB1, 0xB8, 0xD7, 0xA2] + Array(";symbol;powerOfTen;dimension\r\n".utf8) + [0xD6, 0xD8]
      + Array(";".utf8) + [0xB6, 0xD6] + Array(";3;weight\r\n".utf8)
    let (catalogue, findings) = try read(replacing: ["measures.csv": gb18030])
    #expect(findings == [])
    #expect(catalogue.measures.units == ["吨": MeasureUnit(symbol: "吨", dimension: "weight", powerOfTen: 3)])
  }

  @Test("Measures: repeated and unreadable rows are named")
  func badMeasures() throws {
    let (catalogue, findings) = try read(replacing: [
      "measures.csv": "symbol,dimension,powerOfTen\n人,person,0\n人,person,4\n斤,weight,many\n,weight,\n"
    ])
    #expect(
      summary(findings) == [
        "P1201 measures.csv:3:1", "P1009 measures.csv:4:3", "P1010 measures.csv:5:1",
        "P1010 measures.csv:5:3",
      ])
    #expect(catalogue.measures.units.count == 1)
  }

  @Test("Tables that are none: columns missing or twice, an open quote, UTF-16, nothing")
  func brokenTables() throws {
    func codes(_ bytes: [UInt8]) throws -> [String] {
      try read(replacing: ["measures.csv": bytes]).1.map(\.code)
    }
    #expect(try codes(Array("symbol,power\n".utf8)) == ["P1003", "P1003"])
    #expect(try codes(Array("symbol,dimension,powerOfTen,symbol\n".utf8)) == ["P1004"])
    #expect(try codes(Array("symbol,dimension,powerOfTen\n\"人,person,0\n".utf8)) == ["P1002"])
    #expect(try codes([0xFF, 0xFE, 0x41, 0]) == ["P1001"])
    #expect(try codes([]) == ["P1002", "P1003", "P1003", "P1003"])
  }

  @Test("Calendar: 24:00 is the end of the day in Beijing, comments are passed over, repeats and slips named")
  func calendar() throws {
    let (catalogue, findings) = try read(replacing: [
      "calendar.csv": """
      # 说明
      level,period,deadline
      county,2024-Q3,2024-10-10T24:00
      # 顺延
      city,2024-Q3,2024-10-15T12:00:30
      county,2024-Q3,2024-10-11T24:00
      county,2024-Q4,2024-01-10T24:00
      county,2024-Q5,2024-10-10
      village,2024-Q1,2024-04-10T25:00
      """
    ])
    #expect(
      summary(findings) == [
        "P1202 calendar.csv:6:0", "P1203 calendar.csv:7:3", "P1009 calendar.csv:8:2",
        "P1009 calendar.csv:8:3",
        "P1009 calendar.csv:9:1", "P1009 calendar.csv:9:3",
      ])
    let period = try #require(Period("2024-Q3"))
    let county = try #require(catalogue.deadline(for: "610702", in: period))
    #expect(Instant(seconds: county.instant).iso8601 == "2024-10-11T00:00:00+08:00")
    let city = try #require(catalogue.deadline(for: "610700", in: period))
    #expect(Instant(seconds: city.instant).iso8601 == "2024-10-15T12:00:30+08:00")
  }

  @Test("The shipped calendar has the three levels of twelve quarters")
  func shippedCalendar() throws {
    let catalogue = try Repository.catalogue()
    #expect(catalogue.deadlines.count == 36)
    for year in 2024...2026 {
      for quarter in 1...4 {
        let period = try #require(Period(year: year, quarter: quarter))
        for unit in ["610702", "610700", "610700-jyj"] as [OrgUnitCode] {
          let deadline = try #require(catalogue.deadline(for: unit, in: period))
          let day = unit == "610700" ? "16" : "11"
          let month = Instant(seconds: deadline.instant).date
          #expect(month.hasSuffix("-" + day) && month > period.lastDay && month < period.next.lastDay)
        }
      }
    }
  }

  @Test("Allocations: rows are read from every file, repeats and bad numbers named")
  func allocations() throws {
    let (catalogue, findings) = try read(replacing: [
      "allocations/a.csv": "plan,target,unit,value\nhanzhong-2022,hz-06-key-teachers,610702,1000.5\n",
      "allocations/b.csv":
        "plan,target,unit,value\nhanzhong-2022,hz-06-key-teachers,610702,9\nhanzhong-2022,t,x,很多\n",
    ])
    #expect(
      summary(findings) == [
        "P1211 allocations/b.csv:2:0", "P1009 allocations/b.csv:3:3", "P1009 allocations/b.csv:3:4",
      ])
    #expect(
      catalogue.allocations == [
        TargetAllocation(
          plan: "hanzhong-2022", target: "hz-06-key-teachers", unit: "610702",
          value: try #require(Amount("1000.5")))
      ])
  }

  @Test("Plans: what breaks the schema, is not XML, or cannot be held is named; the other plans stay")
  func badPlans() throws {
    let text = try Repository.text("Schemas/plans/weiyang-2023.xml")
    func codes(_ change: (String) -> String) throws -> [String] {
      let changed = change(text)
      #expect(changed != text)
      let (catalogue, findings) = try read(replacing: ["plans/weiyang-2023.xml": changed])
      #expect(catalogue.plans.count == 2)
      return summary(findings)
    }
    func replacing(_ old: String, _ new: String) -> (String) -> String {
      { text in
        guard let range = text.range(of: old) else { return text }
        return text.replacingCharacters(in: range, with: new)
      }
    }
    #expect(
      try codes(replacing("kind=\"count\"", "kind=\"counts\"")) == ["P1008 plans/weiyang-2023.xml:311:3"])
    #expect(try codes { String($0.dropLast(8)) }.map { $0.prefix(5) } == ["P1007"])
    #expect(
      try codes(replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE plan><!-- -->")).map {
        $0.prefix(5)
      } == ["P1007"])
    #expect(try codes(replacing("encoding=\"UTF-8\"", "encoding=\"GBK\"")).map { $0.prefix(5) } == ["P1001"])
    #expect(
      try codes(replacing("value=\"200\"", "value=\"99999999999999999999\"")).map { $0.prefix(5) }
        == ["P1009"])
    #expect(
      try codes(replacing("std-participants &gt; 0 when", "std-participants &gt; when"))
        == ["P1801 plans/weiyang-2023.xml:368:5"])
    #expect(
      try codes(replacing("firstYear=\"2021\"", "firstYear=\"1921\"")).map { $0.prefix(5) } == ["P1009"])
    #expect(
      try codes(replacing("cumulativeFrom=\"2021-01\"", "cumulativeFrom=\"2021-01Z\"")).map { $0.prefix(5) }
        == ["P1009"])
  }

  @Test("Two files with one plan id: the first by name counts")
  func repeatedPlan() throws {
    let text = try Repository.text("Schemas/plans/weiyang-2023.xml")
    let (catalogue, findings) = try read(replacing: ["plans/zz.xml": text])
    #expect(summary(findings) == ["P1301 plans/zz.xml:0:0"])
    #expect(catalogue.plans.count == 3)
  }

  @Test("Digests follow the bytes and nothing else")
  func digests() throws {
    let files = try Repository.schemaFiles()
    let (first, _) = try readCatalogue(files, digest: Repository.digest)
    let (again, _) = try readCatalogue(files.reversed(), digest: Repository.digest)
    #expect(first.digests == again.digests)
    #expect(Set(first.digests.plans.keys) == Set(Repository.planIDs))
    #expect(
      first.digests.plans["weiyang-2023"]
        == Repository.digest(try Repository.bytes("Schemas/plans/weiyang-2023.xml")))
    let units = ["610112-weiyang", "610700-hanzhong", "shaanxi"]
    #expect(
      first.digests.units
        == Repository.digest(try units.flatMap { try Repository.bytes("Schemas/units/\($0).csv") }))
    let (changed, _) = try read(replacing: [
      "units/610112-weiyang.csv": try Repository.text("Schemas/units/610112-weiyang.csv") + "\n"
    ])
    #expect(changed.digests.units != first.digests.units)
    #expect(changed.digests.plans == first.digests.plans)
  }

  @Test("Files that are no part of the catalogue are passed over")
  func otherFiles() throws {
    let (_, findings) = try read(replacing: [
      "units/~$shaanxi.csv": "x", "units/.hidden.csv": "x", "units/old/a.csv": "x", "plans/readme.txt": "x",
      "README.md": "x",
    ])
    #expect(findings == [])
  }
}
