import Findings
import Formats
import Foundation
import ReportModel
import Testing

@testable import Schemas

struct PlanSheetTests {
  private static let empty = Catalogue(units: UnitRegister([]), measures: MeasureTable([]), plans: [])

  @Test("A shipped plan survives export and import byte for byte", arguments: Repository.planIDs)
  func shippedRoundTrip(id: PlanID) throws {
    let catalogue = try Repository.catalogue()
    let plan = try #require(catalogue.plan(id))
    let (read, findings) = try importPlan(exportPlan(plan, in: catalogue))
    #expect(findings == [])
    #expect(renderPlan(try #require(read)) == (try Repository.bytes("Schemas/plans/\(id).xml")))
  }

  @Test("A thousand awkward plans survive XML and CSV")
  func randomRoundTrip() throws {
    let schema = try XMLSchema(Repository.bytes("Schemas/plan.xsd"))
    for seed in 0..<1000 as Range<UInt64> {
      var random = RandomPlan(seed: seed)
      let plan = random.plan()
      let xml = renderPlan(plan)
      let (reread, problems) = try readPlan(SchemaFile(name: "plans/x.xml", bytes: xml), schema: schema)
      try #require(problems == [], "seed \(seed)")
      try #require(renderPlan(try #require(reread)) == xml, "XML of seed \(seed)")
      let sheets = exportPlan(plan, in: Self.empty)
      let (imported, findings) = try importPlan(sheets)
      try #require(findings == [], "seed \(seed)")
      try #require(renderPlan(try #require(imported)) == xml, "CSV of seed \(seed)")
      try #require(
        exportPlan(try #require(imported), in: Self.empty).map(\.bytes) == sheets.map(\.bytes), "seed \(seed)"
      )
    }
  }
}

/// What officers and their spreadsheets do to the sheets between export and import.
struct EditedPlanSheetTests {
  private func sheets(_ id: PlanID = "hanzhong-2022") throws -> [SchemaFile] {
    let catalogue = try Repository.catalogue()
    return exportPlan(try #require(catalogue.plan(id)), in: catalogue)
  }

  private func xml(_ files: [SchemaFile], units: UnitRegister? = nil) throws -> [UInt8] {
    let (plan, findings) = try importPlan(files, units: units)
    #expect(findings == [])
    return renderPlan(try #require(plan))
  }

  private var original: [UInt8] {
    get throws { try Repository.bytes("Schemas/plans/hanzhong-2022.xml") }
  }

  private func text(_ file: SchemaFile) -> String { String(decoding: file.bytes.dropFirst(3), as: UTF8.self) }

  private func edited(
    _ name: String, of files: [SchemaFile], _ change: (String) -> String
  ) -> [SchemaFile] {
    files.map { file in
      guard file.name == name else { return file }
      let changed = change(text(file))
      #expect(changed != text(file), "the edit must do something")
      return SchemaFile(name: name, bytes: Array(changed.utf8))
    }
  }

  /// Takes a sheet apart and puts it together with other columns.
  private func rearranged(_ file: SchemaFile, _ change: ([[String]]) -> [[String]]) -> SchemaFile {
    let rows = readCSV(file.bytes, delimiter: .comma).rows.map { $0.map(\.text) }
    var writer = CSVWriter()
    for row in change(rows) { writer.row(row.map { .number($0) }) }
    return SchemaFile(name: file.name, bytes: writer.finish())
  }

  @Test("The sheets begin with the published columns, after a byte order mark")
  func columns() throws {
    let published = [
      "plan.csv": "key,value",
      "tasks.csv":
        "seq,id,part,action,actionLeadUnits,actionSupportUnits,mainTask,title,text,leadUnits,responsibleUnits",
      "indicators.csv":
        "id,task,name,measure,kind,decimals,timeFunction,unitFunction,dataOwners,reportedBy",
      "targets.csv": "id,task,indicator,quote,comparator,value,valueMax,measure,cadence,partOf",
      "checks.csv": "id,formula,severity,text",
      "crosswalk.csv": "indicator,to,relation,factor",
    ]
    let files = try sheets()
    #expect(files.map(\.name).sorted() == published.keys.sorted())
    for file in files {
      #expect(file.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
      #expect(text(file).hasPrefix(try #require(published[file.name])), "\(file.name)")
    }
  }

  @Test("Units of a group are joined by semicolons, groups by bars, and named for people")
  func groups() throws {
    let tasks = text(try #require(try sheets().first { $0.name == "tasks.csv" }))
    #expect(tasks.contains(",610700-jyj,610700-zzb|610700-kjj|610700-tsw;610700-kx|610700-sxlgdx;"))
    #expect(tasks.contains("牵头：市教育局；责任：市委组织部，市科技局，团市委、市科协，陕西理工大学、"))
  }

  @Test("Without mark, with CRLF throughout, with tabs, in GB18030: the same plan")
  func spellings() throws {
    let files = try sheets()
    #expect(try xml(files.map { SchemaFile(name: $0.name, bytes: Array($0.bytes.dropFirst(3))) }) == original)
    let crlf = files.map { file in
      SchemaFile(
        name: "dir/" + file.name.uppercased(),
        bytes: Array(text(file).replacingOccurrences(of: "\n", with: "\r\n").utf8))
    }
    #expect(try xml(crlf) == original)
    let tabs = files.map { file in
      let rows = readCSV(file.bytes, delimiter: .comma).rows
      let lines = rows.map { $0.map(\.text).joined(separator: "\t") }
      return SchemaFile(name: file.name, bytes: Array(lines.joined(separator: "\r\n").utf8))
    }
    #expect(try xml(tabs) == original)
    let encoding = String.Encoding(rawValue: 0x8000_0632)
    let gb18030 = try files.map { file in
      SchemaFile(name: file.name, bytes: [UInt8](try #require(text(file).data(using: encoding))))
    }
    #expect(try xml(gb18030) == original)
  }

  @Test("Columns in another order, columns of one's own and rows sorted by another column: the same plan")
  func rearrangedSheets() throws {
    let files = try sheets().map { file in
      rearranged(file) { rows in
        rows.enumerated().map { index, row in
          ["备注\(index)"] + row.reversed() + (index == 0 ? ["自编"] : ["="])
        }
      }
    }
    #expect(try xml(files) == original)
    let sorted = try sheets().map { file in
      guard file.name == "tasks.csv" else { return file }
      return rearranged(file) { rows in [rows[0]] + rows.dropFirst().sorted { $0[8] < $1[8] } }
    }
    #expect(try xml(sorted) == original)
  }

  @Test("What Excel makes of true, false and 2021-01 is understood")
  func spreadsheetValues() throws {
    for month in ["Jan-21", "2021/1/1", "2021年1月", "2021-1", "21-Jan"] {
      let files = try sheets()
      let changed = edited("plan.csv", of: files) {
        $0.replacingOccurrences(of: "cumulativeFrom,2021-01", with: "cumulativeFrom,\(month)")
      }
      #expect(try xml(changed) == original)
    }
    let capitals = edited("targets.csv", of: try sheets()) {
      $0.replacingOccurrences(of: ",false,", with: ",FALSE,").replacingOccurrences(
        of: ",true,", with: ",TRUE,")
    }
    #expect(try xml(capitals) == original)
  }

  @Test("Units may be typed by name, as plans print them, where the register is known")
  func unitNames() throws {
    let catalogue = try Repository.catalogue()
    let typed = edited("tasks.csv", of: try sheets()) {
      $0.replacingOccurrences(
        of: "610700-zzb|610700-kjj|610700-tsw;610700-kx|610700-sxlgdx;",
        with: "市委组织部，市科技局，团市委、市科协，陕西理工大学；")
    }
    #expect(try xml(typed, units: catalogue.units) == original)
    let (plan, findings) = try importPlan(typed)
    #expect(plan == nil)
    #expect(Set(findings.map(\.code)) == ["P1706"])
  }

  @Test("A 分工表 with the published columns alone becomes a plan, merged cells included")
  func typedByHand() throws {
    var files = try sheets().filter { $0.name != "tasks.csv" && $0.name != "targets.csv" }
    files = edited("indicators.csv", of: files) { $0.split(separator: "\n").prefix(1).joined() + "\n" }
    files = edited("crosswalk.csv", of: files) { $0.split(separator: "\n").prefix(1).joined() + "\n" }
    files = edited("checks.csv", of: files) { $0.split(separator: "\n").prefix(1).joined() + "\n" }
    files.append(
      SchemaFile(
        name: "targets.csv",
        bytes: Array("id,task,indicator,quote,comparator,value,measure,cadence,schedule\n".utf8)))
    files.append(
      SchemaFile(
        name: "tasks.csv",
        bytes: Array(
          """
          seq,id,part,action,actionLeadUnits,actionSupportUnits,mainTask,title,text,leadUnits,responsibleUnits
          ,hz-00,,,,,,综合情况,综合情况,,
          ,hz-01,行动,青少年行动,610700-jyj,,甲,甲,甲文,,610700-kx
          ,hz-02,,,,,甲,乙,乙文,,610700-kx
          ,hz-03,行动,农民行动,,,,丙,丙文,610700-kx,
          ,hz-04,工程,信息化工程,,,,丁,丁文,610700-kx,

          """.utf8)))
    let (read, findings) = try importPlan(files)
    #expect(findings == [])
    let plan = try #require(read)
    #expect(plan.matrix.general.id == "hz-00")
    #expect(plan.matrix.parts.map(\.id) == ["part-1", "part-2"])
    let actions = plan.matrix.parts.flatMap(\.actions)
    #expect(actions.map(\.id) == ["action-1", "action-2", "project-3"])
    #expect(actions.map(\.kind) == [.action, .action, .project])
    #expect(actions.map { $0.tasks.map(\.id.rawValue) } == [["hz-01", "hz-02"], ["hz-03"], ["hz-04"]])
    #expect(actions[0].tasks.map(\.place) == ["任务分工表第 3 行", "任务分工表第 4 行"])
    let schema = try Repository.bytes("Schemas/plan.xsd")
    #expect(try readPlan(SchemaFile(name: "plans/x.xml", bytes: renderPlan(plan)), schema: schema).1 == [])
  }

  @Test("Targets without the columns behind the published ones go by quarters where they are flows")
  func targetsTypedByHand() throws {
    let files = try sheets().map { file in
      guard file.name == "targets.csv" else { return file }
      return rearranged(file) { rows in rows.map { Array($0.prefix(10)) } }
    }
    let (plan, findings) = try importPlan(files)
    #expect(findings == [])
    let schedules = try #require(plan).targets.map { "\($0.id) \($0.schedule.rawValue)" }
    #expect(schedules.contains("hz-06-key-teachers linear"))
    #expect(schedules.contains("goal-2025 none"))
    #expect(schedules.contains("hz-35-volunteers none"))
  }

  @Test("Apostrophes guard formulas, numbers and themselves, and nothing else")
  func apostrophes() {
    for text in ["=1", "'", "'=1", "1.", "3-5", " =1", "\t", "＝1", "-", "2024-10", "'字"] {
      #expect(SheetText.guarded(text) == "'" + text)
      #expect(SheetText.unguarded("'" + text) == text)
    }
    for text in ["", "字", "（一）", "10万", "a'b", " 字"] {
      #expect(SheetText.guarded(text) == text)
      #expect(SheetText.unguarded(text) == text)
    }
    #expect(SheetText.unguarded("'字") == "'字")
  }

  /// One fault in one sheet, and where it must be found.
  struct Fault: CustomTestStringConvertible, Sendable {
    let code: RuleCode
    let sheet: String
    let old: String
    let new: String
    let line: Int
    var testDescription: String { "\(code) \(sheet) \(new)" }
  }

  static let faults: [Fault] = [
    Fault(code: "P1702", sheet: "plan.csv", old: "parent,", new: "unit,610700\nparent,", line: 5),
    Fault(code: "P1009", sheet: "plan.csv", old: "firstYear,2021", new: "firstYear,今年", line: 6),
    Fault(
      code: "P1010", sheet: "plan.csv", old: "programme,science-literacy-2035", new: "programme,", line: 3),
    Fault(code: "P1010", sheet: "plan.csv", old: "redOver,30", new: "redOver,", line: 12),
    Fault(
      code: "P1704", sheet: "tasks.csv", old: "2,hz-02,开展科学素质提升行动", new: "2,hz-02,开展科学素质行动", line: 4),
    Fault(code: "P1009", sheet: "tasks.csv", old: "3,hz-03,", new: "3,hz3,", line: 5),
    Fault(
      code: "P1706", sheet: "tasks.csv", old: "610700-jyj,610700-tsw;610700-kx,",
      new: "610700-jyj,610700-tsw;市科协,", line: 3),
    Fault(code: "P1705", sheet: "tasks.csv", old: "0,hz-00,,,", new: "0,hz-00,部分,行动,", line: 0),
    Fault(code: "P1708", sheet: "tasks.csv", old: "立德树人", new: "立德\u{7}树人", line: 3),
    Fault(
      code: "P1709", sheet: "tasks.csv", old: ",将弘扬科学精神贯穿教育教学全过程,",
      new: "," + String(repeating: "长", count: 401) + ",", line: 3),
    Fault(
      code: "P1009", sheet: "indicators.csv", old: "literacy-rate,hz-00,公民具备科学素质的比例,%,survey",
      new: "literacy-rate,hz-00,公民具备科学素质的比例,%,调查", line: 5),
    Fault(
      code: "P1010", sheet: "indicators.csv", old: "literacy-rate,hz-00,公民具备科学素质的比例,%,survey,2",
      new: "literacy-rate,hz-00,,%,survey,2", line: 5),
    Fault(code: "P1009", sheet: "targets.csv", old: "at-least,13,", new: "at-least,13%左右,", line: 2),
    Fault(
      code: "P1801", sheet: "checks.csv", old: "std-participants > 0 when", new: "std-participants > when",
      line: 2),
    Fault(
      code: "P1009", sheet: "checks.csv", old: "when std-activities > 0,soft",
      new: "when std-activities > 0,软", line: 2),
    Fault(code: "P1010", sheet: "checks.csv", old: "participants-of-activities,", new: ",", line: 2),
    Fault(code: "P1009", sheet: "crosswalk.csv", old: "std-funds,same", new: "std-funds,一样", line: 4),
  ]

  @Test("A fault in a sheet is named with its line, and there is no plan", arguments: Self.faults)
  func fault(_ fault: Fault) throws {
    let files = edited(fault.sheet, of: try sheets()) { text in
      guard let range = text.range(of: fault.old) else { return text }
      return text.replacingCharacters(in: range, with: fault.new)
    }
    let (plan, findings) = try importPlan(files)
    #expect(plan == nil)
    #expect(Set(findings.map(\.code)) == [fault.code], "\(findings)")
    #expect(findings.map(\.place.position.line).first == fault.line)
    #expect(findings.allSatisfy { $0.facts["file"] == fault.sheet })
  }

  @Test("A missing sheet is named")
  func missingSheet() throws {
    let (plan, findings) = try importPlan(try sheets().filter { $0.name != "targets.csv" })
    #expect(plan == nil)
    #expect(findings.map(\.code) == ["P1701"])
    #expect(findings.map { $0.facts["file"] } == ["targets.csv"])
  }

  @Test("What is only odd is a note, and the plan is there")
  func notes() throws {
    let unknown = edited("plan.csv", of: try sheets()) { $0 + "备注,自己看\n" }
    let (first, firstFindings) = try importPlan(unknown)
    #expect(first != nil)
    #expect(firstFindings.map(\.code) == ["P1703"])
    let order = rearranged(try #require(try sheets().first { $0.name == "tasks.csv" })) { rows in
      guard let column = rows[0].firstIndex(of: "unitOrder") else { return rows }
      var rows = rows
      rows[2][column] = "responsible;lead;lead"
      return rows
    }
    let (second, secondFindings) = try importPlan(try sheets().filter { $0.name != "tasks.csv" } + [order])
    #expect(second != nil)
    #expect(secondFindings.map(\.code) == ["P1707"])
  }
}
