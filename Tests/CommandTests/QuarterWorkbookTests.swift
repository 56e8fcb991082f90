import Foundation
import TestKit
import Testing

/// The quarter's workbook, as others read it.
@Suite("The quarter's workbook") struct QuarterWorkbookTests {
  /// Rows under a header, as texts by heading; sections and hints fall away.
  private func rows(_ sheet: DescribedWorkbook.Sheet, header first: String) throws -> [[String: String]] {
    let place = try #require(sheet.cells.first { $0.value.value == first && $0.key.hasPrefix("A") }?.key)
    let header = try #require(Int(place.dropFirst()))
    var headings: [String: String] = [:]
    for (name, cell) in sheet.cells where name.drop(while: \.isLetter) == Substring(String(header)) {
      headings[String(name.prefix(while: \.isLetter))] = cell.value ?? ""
    }
    var rows: [Int: [String: String]] = [:]
    for (name, cell) in sheet.cells {
      guard let row = Int(name.drop(while: \.isLetter)), row > header,
        let heading = headings[String(name.prefix(while: \.isLetter))]
      else { continue }
      rows[row, default: [:]][heading] = cell.value ?? ""
    }
    return rows.sorted { $0.key < $1.key }.map(\.value)
  }

  @Test("It says what the table and the page say, in sheets, and LibreOffice keeps all of it")
  func sampleQuarter() throws {
    let scratch = try Scratch()
    let workspace = scratch.url.appendingPathComponent("省").path
    #expect(try DocumentationTests.script("run-samples", [workspace]).status == 0)
    let stem = "\(workspace)/Outbox/2024-Q3/610700-hanzhong-2022-r1"
    let table = try String(contentsOfFile: stem + ".csv", encoding: .utf8)
    let page = try String(contentsOfFile: stem + ".html", encoding: .utf8)
    let others = ["610000-shaanxi-2022-r1", "610112-weiyang-2023-r1"].map {
      "\(workspace)/Outbox/2024-Q3/\($0).xlsx"
    }
    let reopened = try Tool.reopen([stem + ".xlsx"] + others, as: "xlsx", into: scratch.url)
    let books = try DescribedWorkbook.read([stem + ".xlsx"] + reopened)
    #expect(books[0].title == "汉中市 2024年第三季度")
    for book in books.prefix(2) {
      #expect(
        book.sheets.map(\.name) == [
          "概况", "应报已报", "指标", "目标进度", "分解目标", "分单位一览", "条线核对", "任务进展", "核实性问题", "存在问题",
          "情况说明", "汇总问题", "来源",
        ])
      #expect(book.sheets.allSatisfy { $0.paper == "9" && !$0.protected })
      let summary = try book.sheet("概况")
      let headline = try #require(summary.cells.values.compactMap(\.value).first { $0.hasSuffix("黄灯1项。") })
      #expect(page.contains(headline))
      #expect(summary.cells.values.contains { $0.link?.contains("分单位一览") == true })
      #expect(summary.cells.values.contains { $0.value?.contains("虚构示例数据") == true })

      // A total is a number and the one of the table; its last quarter is that quarter's.
      let figures = try rows(book.sheet("指标"), header: "指标")
      let teachers = try #require(figures.first { $0["指标"] == "重点培养骨干教师" })
      #expect(table.contains(",key-teachers,重点培养骨干教师,名,610700,汉中市,合计,完整,266,815,4170,"))
      #expect(
        teachers["本期或期末"] == "266" && teachers["本年累计"] == "815" && teachers["规划期累计"] == "4170")
      #expect(teachers["上季"] == "278" && Double(teachers["环比"] ?? "") == -0.043)
      #expect(teachers["目标值"] == "5,000名" && teachers["灯"] == "绿灯" && Double(teachers["完成率"] ?? "") == 0.834)
      let events = try #require(figures.first { $0["指标"] == "举办科普活动" })
      #expect(events["环比"] == "不可比" && events["完整性（已报/应报）"] == "不完整 14/15\n缺报：镇巴县")
      #expect(figures.first?["上年同期"] == nil, "nothing is on record of the year before")

      // The silent county is silent, and its last cumulative is marked as such.
      let units = try rows(book.sheet("分单位一览"), header: "指标（计量单位）").filter {
        $0["指标（计量单位）"] == "举办科普活动（场次）"
      }
      #expect(units.map { $0["项目"] } == ["本期数（合计不完整）", "环比", "规划期累计"])
      #expect(units.map { $0["镇巴县"] } == ["缺报", "—", "沿用40"])
      #expect(units[0]["汉台区"] == "9" && units[0]["合计"] == "102")

      let due = try rows(book.sheet("应报已报"), header: "单位")
      #expect(due.first { $0["单位"] == "镇巴县" }?["报送情况"] == "缺报")
      #expect(due.first { $0["单位"] == "略阳县" }?["核实"] == "待核实")
      let questions = try rows(book.sheet("核实性问题"), header: "单位")
      #expect(questions.map { $0["单位"] } == ["略阳县"] && questions[0]["规则"] == "V1024")
      let lines = try rows(book.sheet("条线核对"), header: "指标")
      #expect(lines.contains { $0["主责单位数"] == "170" && $0["下级合计"] == "134" && $0["相差"] == "36" })
    }
    // No cell of a quarter's workbook is a formula.
    #expect(books.allSatisfy { $0.sheets.allSatisfy { $0.cells.values.allSatisfy { $0.type != "f" } } })
  }

  @Test("A year later there is a year to compare with, also where only this year is worked out again")
  func yearOnYear() throws {
    let scratch = try Scratch()
    let city = try TestOffice("610700", in: scratch)
    func report(_ period: String, _ day: String, _ value: String) throws -> DescribedWorkbook {
      try city.drop("\(period)-\(value).xml", SmallReport("610702", value, period: period))
      let run = try city.run(["run", period], now: "\(day)T10:00:00")
      #expect(run.status == 0, "\(run.output)\(run.errors)")
      return try DescribedWorkbook.read(["\(city.path)/Outbox/\(period)/610700-hanzhong-2022-r1.xlsx"])[0]
    }
    func hantai(_ book: DescribedWorkbook) throws -> [String: String] {
      let all = try rows(book.sheet("分单位一览"), header: "指标（计量单位）")
      let mine = all.filter { $0["汉台区"] != "" && $0["汉台区"] != nil }
      return Dictionary(
        mine.map { ($0["项目"] ?? "", $0["汉台区"] ?? "") }, uniquingKeysWith: { first, _ in first })
    }
    _ = try report("2023-Q3", "2023-10-09", "8")
    let second = try hantai(try report("2023-Q4", "2024-01-09", "10"))
    #expect(second["同比"] == nil && second["环比"].flatMap(Double.init) == 0.25)
    let later = try hantai(try report("2024-Q3", "2024-10-09", "12"))
    #expect(later["环比"] == "—" && later["同比"].flatMap(Double.init) == 0.5)
    // A correction of the year before is seen at once.
    try city.drop("更正.xml", SmallReport("610702", "6", period: "2023-Q3"))
    _ = try city.run(["run", "2024-Q3"], now: "2024-10-10T10:00:00")
    let corrected = try DescribedWorkbook.read(["\(city.path)/Outbox/2024-Q3/610700-hanzhong-2022-r1.xlsx"])[
      0]
    #expect(try hantai(corrected)["同比"].flatMap(Double.init) == 1)
  }
}
