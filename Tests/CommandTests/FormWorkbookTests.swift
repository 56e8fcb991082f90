import Foundation
import TestKit
import Testing

/// The form as a workbook: what others find in it, and that it survives being opened and saved by an office program.
@Suite("cengbao template --format xlsx") struct FormWorkbookTests {
  private let scratch: Scratch
  private let city: TestOffice
  private let path: String

  init() throws {
    scratch = try Scratch()
    city = try TestOffice("610700", in: scratch)
    try FileManager.default.createDirectory(
      at: city.url.appendingPathComponent("Schemas/allocations"), withIntermediateDirectories: true)
    try city.drop(
      [Samples.folder.appendingPathComponent("allocations/hanzhong-2022.csv")], into: "Schemas/allocations")
    try city.drop([
      try #require(try Samples.files("2024-Q1").first { $0.lastPathComponent == "汉台区2024年一季度.xml" })
    ])
    _ = try city.ingest(now: "2024-04-10T17:00:00")
    path = scratch.url.appendingPathComponent("汉台.xlsx").path
    let made = try city.run(["template", "610702", "2024-Q2", "--format", "xlsx", "-o", path])
    try #require(made.status == 0, "\(made.errors)")
  }

  @Test("The same form gives the same bytes, also at another time")
  func deterministic() throws {
    let again = scratch.url.appendingPathComponent("又.xlsx").path
    for now in ["2024-07-01T08:00:00", "2025-01-01T00:00:00"] {
      try? FileManager.default.removeItem(atPath: again)
      #expect(
        try city.run(["template", "汉台区", "2024-Q2", "--format", "xlsx", "-o", again], now: now).status == 0)
      #expect(FileManager.default.contentsEqual(atPath: path, andPath: again))
    }
    let book = try DescribedWorkbook.read([path])[0]
    #expect(book.created == "2024-06-29T16:00:00")
    #expect(book.sheets.map(\.freeze) == [nil, "E2", "C2", nil])
  }

  @Test(
    "It says what the table says, locks what is known and opens what is asked, also after LibreOffice has saved it"
  )
  func everythingIsThere() throws {
    let table = try city.run(["template", "610702", "2024-Q2"]).output
    let reopened = try Tool.reopen(
      [path], as: "xlsx", into: scratch.url.appendingPathComponent("又开"))
    for book in try DescribedWorkbook.read([path] + reopened) {
      #expect(book.sheets.map(\.name) == ["封面", "指标", "进展", "盖章页"])
      #expect(book.sheets.allSatisfy { $0.protected && $0.paper == "9" })

      let cover = try book.sheet("封面")
      let keys = cover.cells.filter { $0.key.hasPrefix("A") }
      func answer(_ key: String) throws -> DescribedWorkbook.Cell {
        let place = try #require(keys.first { $0.value.value == key }?.key)
        return try #require(cover.cells["B\(place.dropFirst())"], "\(key)")
      }
      #expect(try answer("报送单位").value == "610702" && answer("报送单位").type == "s")
      #expect(try answer("报告期").value == "2024-Q2" && answer("报告期").locked)
      #expect(try answer("填表人").value == "示例甲" && !answer("填表人").locked)
      #expect(try answer("联系电话").format == "@" && !answer("填表日期").locked)
      #expect(cover.validations.contains { $0.type == "list" && $0.formula == "\"重报,补报\"" })

      let figures = try book.sheet("指标")
      let teachers = figures.row(where: "指标编号", is: "key-teachers")
      for (heading, value) in teachers where heading.hasPrefix("上期") && !value.isEmpty {
        #expect(table.contains(",\(value)"), "\(heading) \(value)")
      }
      #expect(teachers["目标值"] == "1060名（分解到本单位，规划期内）" && teachers["本期数"] == "")
      #expect(figures.landscape && figures.titles == "$1:$1")

      #expect(figures.hidden.isEmpty, "findings point to cells, which have to be seen")
      let typed = try #require(figures.place(of: "本期数", where: "指标编号", is: "key-teachers"))
      #expect(figures.cells[typed]?.locked == false)
      let validation = try #require(figures.validations.first { $0.cells == typed })
      #expect(validation.type == "custom" && validation.style ?? "stop" == "stop")
      #expect(
        validation.formula?.contains("ISNUMBER(\(typed))") == true
          && validation.formula?.contains("\"—\"") == true)
      #expect(validation.prompt?.hasPrefix("填本期数（4—6月发生的）") == true && validation.title == "重点培养骨干教师")
      let closed = try #require(figures.place(of: "分子", where: "指标编号", is: "key-teachers"))
      #expect(figures.cells[closed]?.locked ?? true, "no ratio is asked of a count")
      let last = try #require(figures.place(of: "上期规划期累计", where: "指标编号", is: "key-teachers"))
      #expect(figures.cells[last]?.locked == true && figures.cells[last]?.type == "n")

      let progress = try book.sheet("进展")
      #expect(progress.row(where: "任务编号", is: "hz-35")["完成状态"] == "长期坚持")
      let status = try #require(progress.validations.first)
      #expect(status.type == "list" && status.formula == "\"未启动,推进中,已完成,长期坚持\"")

      let seal = try book.sheet("盖章页")
      #expect(!seal.landscape && seal.cells.values.allSatisfy(\.locked))
      #expect(seal.cells.values.contains { $0.shown == "示例甲" && $0.type == "f" })
      #expect(seal.cells.values.contains { $0.value?.hasPrefix("=COUNT(") == true && $0.shown == "0" })
    }
  }

  @Test("It comes back lacking figures alone, and filled in as it asks it is accepted without a repair")
  func comesBack() throws {
    func check() throws -> [String: Any] {
      try #require(
        (try city.json(["check", path], now: "2024-07-08T09:00")["files"] as? [[String: Any]])?.first)
    }
    let unfilled = try check()
    #expect(unfilled["outcome"] as? String == "questions" && Set(unfilled.codes) == ["V1015", "V1024"])
    #expect((unfilled["repairs"] as? [Any])?.isEmpty == true && unfilled["figures"] as? Int == 0)

    let book = try DescribedWorkbook.read([path])[0]
    let (figures, progress, cover) = (try book.sheet("指标"), try book.sheet("进展"), try book.sheet("封面"))
    var values: [String: [String: String]] = [:]
    for (place, cell) in figures.cells where !cell.locked && cell.fill == "FFFFF7D6" {
      let heading = figures.cells[String(place.prefix(while: \.isLetter)) + "1"]?.value
      values["指标", default: [:]][place] = heading == "分母" ? "18" : heading == "期末数" ? "2640" : "1"
    }
    for (place, cell) in progress.cells where !cell.locked {
      let heading = progress.cells[String(place.prefix(while: \.isLetter)) + "1"]?.value
      if heading == "完成状态" { values["进展", default: [:]][place] = "推进中" }
      if heading == "工作进展" { values["进展", default: [:]][place] = "按计划推进。" }
    }
    for (place, cell) in cover.cells where ["填表人", "审核人", "负责人", "联系电话"].contains(cell.value ?? "") {
      values["封面", default: [:]]["B\(place.dropFirst())"] = "示例"
    }
    let day = try #require(cover.cells.first { $0.value.value == "填表日期" }?.key.dropFirst())
    values["封面", default: [:]]["B\(day)"] = "2024-07-05"
    let script = Program.repository.appendingPathComponent("Tests/Fixtures/workbooks/fill.py").path
    let json = String(decoding: try JSONSerialization.data(withJSONObject: values), as: UTF8.self)
    try Tool.run("/usr/bin/python3", [script, path, json])
    let filled = try check()
    #expect((filled["repairs"] as? [Any])?.isEmpty == true)
    #expect((filled["figures"] as? Int ?? 0) > 10)
    // Made-up figures raise questions, and nothing is wrong with how they are written.
    let hard = (filled["findings"] as? [[String: Any]] ?? []).filter { $0["severity"] as? String == "hard" }
    #expect(hard.allSatisfy { ($0["code"] as? String)?.hasPrefix("V3") == true }, "\(hard)")
  }

  @Test("Paper and file carry the same number, which changes when the form does")
  func mark() throws {
    func number(_ path: String) throws -> String {
      let seal = try DescribedWorkbook.read([path])[0].sheet("盖章页")
      let place = try #require(seal.cells.first { $0.value.value == "表样编号" }?.key.dropFirst())
      return try #require(seal.cells["B\(place)"]?.value)
    }
    let other = scratch.url.appendingPathComponent("三季度.xlsx").path
    #expect(try city.run(["template", "610702", "2024-Q3", "--format", "xlsx", "-o", other]).status == 0)
    #expect(try number(path).count == 8 && number(path) != number(other))
  }

  @Test("A page's text from a report is text in the workbook, whatever it begins with")
  func textStaysText() throws {
    let xml = try #require(try Samples.files("2024-Q1").first { $0.lastPathComponent == "汉台区2024年一季度.xml" })
    let evil = try String(contentsOf: xml, encoding: .utf8).replacingOccurrences(
      of: ">示例甲<", with: ">=HYPERLINK(\"http://x\",\"甲\")<")
    let office = try TestOffice("610700", in: scratch, name: "另")
    try office.drop("汉台.xml", evil)
    _ = try office.ingest(now: "2024-04-10T17:00:00")
    let path = scratch.url.appendingPathComponent("公式.xlsx").path
    #expect(try office.run(["template", "610702", "2024-Q2", "--format", "xlsx", "-o", path]).status == 0)
    let cover = try DescribedWorkbook.read([path])[0].sheet("封面")
    // openpyxl takes every text with such a beginning for a formula; what stands in the file decides.
    #expect(cover.cells.values.contains { $0.value == "=HYPERLINK(\"http://x\",\"甲\")" })
    let sheet = try Tool.run("/usr/bin/unzip", ["-p", path, "xl/worksheets/sheet1.xml"])
    #expect(!String(decoding: sheet, as: UTF8.self).contains("<f>"))
  }
}
