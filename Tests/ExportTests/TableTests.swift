import Aggregate
import Export
import Formats
import ReportModel
import Testing

struct TableTests {
  private func rows(_ file: RenderedFile) -> [[String: String]] {
    var bytes = file.bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let table = readCSV(bytes)
    #expect(table.problems == [])
    let header = table[0].map(\.text)
    return table.rows.dropFirst().map { row in
      Dictionary(zip(header, row.map(\.text)), uniquingKeysWith: { first, _ in first })
    }
  }

  @Test("The table and the base table of a small city are the golden files")
  func golden() throws {
    try Golden.expect(renderRollUpTable(SmallCity.rollUp, catalogue: SmallCity.catalogue))
    try Golden.expect(renderBaseTable(Self.base, name: "base.csv"))
  }

  private static let base = [
    BaseRow(
      unit: "610703", plan: "small-2022", period: SmallCity.period, task: "hz-00", indicator: "std-funds",
      status: .reported, values: FigureValues(inPeriod: 0, yearToDate: 3, planToDate: 14), isCarried: false,
      estimated: nil, isProvisional: false, isIncomplete: false),
    BaseRow(
      unit: "610702", plan: "small-2022", period: SmallCity.period, task: "hz-10", indicator: "events",
      status: .notApplicable, values: .none, isCarried: false, estimated: nil, isProvisional: true,
      isIncomplete: false),
    BaseRow(
      unit: "610702", plan: "small-2022", period: SmallCity.period, task: "hz-35", indicator: "volunteers",
      status: .missing, values: FigureValues(atEnd: 1090), isCarried: true, estimated: 1090,
      isProvisional: false,
      isIncomplete: true),
  ]

  @Test("Excel recognises the table as UTF-8 and every line ends as Windows expects")
  func spreadsheetForm() {
    let file = renderRollUpTable(SmallCity.rollUp, catalogue: SmallCity.catalogue)
    #expect(file.name == "610700-small-2022-r2.csv")
    #expect(file.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let feeds = file.bytes.indices.filter { file.bytes[$0] == 0x0A }
    #expect(feeds.allSatisfy { file.bytes[$0 - 1] == 0x0D })
    #expect(file.bytes.last == 0x0A)
  }

  @Test("A name that a spreadsheet would take for a formula is made harmless")
  func neutralised() {
    var catalogue = SmallCity.catalogue
    catalogue.units = UnitRegister([
      OrgUnit(code: "610700", name: "=HYPERLINK(\"x\")", level: .city),
      OrgUnit(code: "610702", name: "+汉台", level: .county, reportsTo: "610700"),
    ])
    let text = renderRollUpTable(SmallCity.rollUp, catalogue: catalogue).text
    #expect(!text.contains(",=HYPERLINK"))
    #expect(!text.contains(",\"=HYPERLINK"))
    #expect(!text.contains(",+汉台"))
    #expect(text.contains(",'+汉台"))
  }

  @Test("There is a row for every total, every part and every reconciled unit, with the values of the XML")
  func completeness() throws {
    let quarter = try HanzhongQuarter.standard()
    let rollUp = try quarter.rollUp()
    let rows = rows(renderRollUpTable(rollUp, catalogue: quarter.catalogue))
    var expected: [String] = []
    for observation in rollUp.observations {
      let rolled = try #require(observation.rolled)
      func key(_ unit: OrgUnitCode, _ part: String, _ values: FigureValues) -> String {
        let items = FigureItem.allCases.map { values[$0]?.description ?? "" }
        return ([observation.indicator.rawValue, unit.rawValue, part] + items).joined(separator: "|")
      }
      expected.append(key(rollUp.unit, "合计", observation.values))
      expected += rolled.parts.map { key($0.unit, $0.unit == rollUp.unit ? "本级" : "下级", $0.values) }
      if let reconciliation = rolled.reconciliation {
        expected.append(key(rollUp.unit, "核对：下级合计", reconciliation.values))
        expected += reconciliation.parts.map { key($0.unit, "核对：下级", $0.values) }
      }
    }
    let found = rows.map { row in
      (["指标编号", "单位代码", "组成"] + FigureItem.allCases.map(\.chinese)).map { row[$0] ?? "?" }
        .joined(separator: "|")
    }
    #expect(found.sorted() == expected.sorted())
  }

  @Test("The base table can be added up to the totals by anybody")
  func recomputation() throws {
    let quarter = try HanzhongQuarter.standard()
    let rollUp = try quarter.rollUp()
    let file = renderBaseTable(quarter.thisQuarter.base, name: "610700-base.csv")
    #expect(file.name == "610700-base.csv")
    #expect(!file.bytes.contains(0x0D))
    #expect(!file.bytes.starts(with: [0xEF]))
    let rows = rows(file)
    #expect(rows.count == quarter.thisQuarter.base.count)
    let plan = try #require(quarter.catalogue.plan(rollUp.plan))
    var checked = 0
    for observation in rollUp.observations {
      let indicator = try #require(plan.indicator(observation.indicator))
      guard indicator.basis == .sum else { continue }
      let own = rows.filter { $0["indicator"] == indicator.id.rawValue && $0["plan"] == plan.id.rawValue }
      for item in FigureItem.allCases {
        let typed = own.compactMap { $0[item.rawValue] }.filter { !$0.isEmpty }
        let sum = typed.isEmpty ? nil : Amount.sum(typed.compactMap { Amount($0) })
        #expect(sum == observation.values[item], "\(indicator.id) \(item)")
        if sum != nil { checked += 1 }
      }
    }
    #expect(checked > 15)
  }
}
