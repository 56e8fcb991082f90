import Foundation
import TestKit
import Testing

/// The receipt of a workbook: the clerk's own sheets with the findings on the cells.
@Suite("The receipt of a workbook") struct ReceiptWorkbookTests {
  private let scratch: Scratch
  private let city: TestOffice

  init() throws {
    scratch = try Scratch()
    city = try TestOffice("610700", in: scratch)
  }

  /// Fills the form in as a clerk does, with openpyxl, which knows nothing of us: values by sheet and place.
  private func fill(_ path: String, _ values: [String: [String: String]]) throws {
    let script = Program.repository.appendingPathComponent("Tests/Fixtures/workbooks/fill.py").path
    let json = String(decoding: try JSONSerialization.data(withJSONObject: values), as: UTF8.self)
    try Tool.run("/usr/bin/python3", [script, path, json])
  }

  @Test("Findings stand on their cells and link to them; what was typed is there, formulas are not")
  func marked() throws {
    let form = scratch.url.appendingPathComponent("汉台.xlsx").path
    #expect(try city.run(["template", "610702", "2024-Q3", "--format", "xlsx", "-o", form]).status == 0)
    let blank = try DescribedWorkbook.read([form])[0].sheet("指标")
    func place(_ heading: String, _ indicator: String) throws -> String {
      try #require(blank.place(of: heading, where: "指标编号", is: indicator))
    }
    let wrong = try place("本期数", "key-teachers")
    let right = try place("本期数", "std-activities")
    let computed = try place("本期数", "std-participants")
    try fill(form, ["指标": [wrong: "300余", right: "9", computed: "=100+20"], "封面": [:]])
    try FileManager.default.copyItem(
      atPath: form, toPath: city.url.appendingPathComponent("Inbox/汉台.xlsx").path)
    let taken = try #require(try city.ingest(now: "2024-10-09T09:00:00")["汉台.xlsx"])
    #expect(taken.outcome == "returned")
    let receipts = try city.files(below: "Outbox/receipts/2024-Q3")
    let name = try #require(receipts.keys.first { $0.hasSuffix(".xlsx") })
    #expect(receipts.keys.contains(name.replacingOccurrences(of: ".xlsx", with: ".html")))

    let path = "\(city.path)/Outbox/receipts/2024-Q3/\(name)"
    let reopened = try Tool.reopen([path], as: "xlsx", into: scratch.url.appendingPathComponent("又开"))
    for receipt in try DescribedWorkbook.read([path] + reopened) {
      #expect(receipt.sheets.map(\.name) == ["回执", "封面", "指标", "进展", "盖章页"])
      let summary = try receipt.sheet("回执")
      #expect(summary.cells.values.contains { $0.value == "退回，没有计入" })
      let link = try #require(summary.cells.values.first { $0.value == "指标!\(wrong) 单元格" })
      #expect(link.link?.replacingOccurrences(of: "'", with: "") == "指标!\(wrong)")
      let copy = try receipt.sheet("指标")
      let marked = try #require(copy.cells[wrong])
      #expect(marked.value == "300余" && marked.fill == "FFF8CBAD")
      #expect(marked.comment?.contains("【强制】") == true && marked.comment?.contains("处理：") == true)
      #expect(copy.cells[right]?.value == "9" && copy.cells[right]?.fill == nil)
      #expect(receipt.sheets.allSatisfy { $0.cells.values.allSatisfy { $0.type != "f" } })
    }
    // Taken again the same bytes are acknowledged, and nothing is amiss in the register.
    #expect(try city.run(["verify"]).status == 0)
  }

  @Test("Whatever the sheets are called and however they overlap, the copy opens")
  func strangeWorkbooks() throws {
    let path = city.url.appendingPathComponent("Inbox/怪.xlsx").path
    let script = """
      import sys
      from openpyxl import Workbook
      book = Workbook()
      first = book.active
      first.title = "回执"
      rows = [["报送单位", "610702"], ["报告期", "2024年三季度"], [], ["任务编号", "指标编号", "计量单位", "本期数"],
              ["hz-00", "std-activities", "场次", "300余"]]
      for row in rows:
          first.append(row)
      first.merge_cells("A3:C3")
      for name in ["history", "O'Neill & <表>", "三十一个字的表名" * 3 + "一二三四五", "空"]:
          book.create_sheet(name).append(['=HYPERLINK("http://x")', "x" * 32767])
      book.save(sys.argv[1])
      """
    try Tool.run("/usr/bin/python3", ["-c", script, path])
    let taken = try #require(try city.ingest(now: "2024-10-09T09:00:00")["怪.xlsx"])
    #expect(taken.outcome == "returned")
    let receipts = try city.files(below: "Outbox/receipts/2024-Q3")
    let name = try #require(receipts.keys.first { $0.hasSuffix(".xlsx") })
    let book = try DescribedWorkbook.read(["\(city.path)/Outbox/receipts/2024-Q3/\(name)"])[0]
    #expect(book.sheets.map(\.name).prefix(4) == ["回执", "回执_2", "表2", "O'Neill & <表>"])
    #expect(try book.sheet("回执_2").cells["D5"]?.fill == "FFF8CBAD")
    #expect(try book.sheet("回执_2").merged == ["A3:C3"])
    #expect(try book.sheet("空").cells["B1"]?.value?.count == 32_767)
  }
}
