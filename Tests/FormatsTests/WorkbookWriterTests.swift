import Foundation
import Testing

@testable import Formats

/// A workbook with everything that the writer can do.
private func sampleWorkbook(named name: String = "封面") -> OutputWorkbook {
  var book = OutputWorkbook(title: "样表", createdAt: 1_728_000_000)
  let plain = book.style(CellStyle(fontName: "宋体", fontSize: 10.5))
  let input = book.style(
    CellStyle(fontName: "宋体", fontSize: 10.5).with {
      $0.isInput = true
      $0.fill = 0xFFF9E5
      $0.border = .thin
    })
  var sheet = OutputSheet(name: name)
  sheet.columns = [.init(width: 12), .init(width: 30), .init(width: 8, isHidden: true)]
  sheet.rows = [
    .init([OutputCell(.text("标题"), plain), OutputCell(.blank, plain)], height: 30),
    .init([OutputCell(.text("=1+1"), plain), OutputCell(.number("9.95"), plain)]),
    .init([OutputCell(.text("610702"), plain), OutputCell(.number("9223372036854775807"), plain)]),
    .init([OutputCell(.text("状态 <&>\u{1}"), plain), OutputCell(.blank, input)]),
  ]
  sheet.merges = [SheetRange(SheetCell(row: 0, column: 0), SheetCell(row: 0, column: 1))]
  sheet.validations = [
    CellValidation(
      SheetRange(SheetCell(row: 3, column: 1)), .oneOf(["未启动", "推进中"]), promptTitle: "完成状态", prompt: "选一个。",
      errorTitle: "完成状态", error: "请从下拉列表里选。")
  ]
  sheet.comments = [.init(SheetCell(row: 1, column: 0), "第一行\n第二行")]
  sheet.frozen = SheetCell(row: 1, column: 1)
  sheet.isProtected = true
  sheet.page.titleRows = 1
  sheet.page.headerLeft = "2024年 A&B"
  sheet.page.footerRight = .init(before: "第", between: "页，共", after: "页")
  var second = OutputSheet(name: "二")
  second.rows = [
    .init([OutputCell(.valueOf(sheet: name, cell: SheetCell(row: 2, column: 0)), plain)]),
    .init([OutputCell(.link("去看", sheet: name, cell: SheetCell(row: 1, column: 1)), plain)]),
  ]
  book.sheets = [sheet, second]
  return book
}

@Suite("Writing workbooks") struct WorkbookWriterTests {
  @Test("Equal workbooks give equal bytes, which are a zip file")
  func bytesAreDeterministic() async throws {
    let first = try sampleWorkbook().bytes()
    #expect(first.starts(with: [0x50, 0x4B, 0x03, 0x04]))
    // The clock has moved on, which must not show.
    try await Task.sleep(for: .milliseconds(2100))
    #expect(try sampleWorkbook().bytes() == first)
    var later = sampleWorkbook()
    later.createdAt += 60
    #expect(try later.bytes() != first)
  }

  @Test(
    "A decimal of fifteen digits is a number, and one of more is text",
    arguments: [
      ("0", true), ("-12.5", true), ("9.95", true), ("123456789012345", true), ("1234567890123456", false),
      ("1000000000000000000", true), ("0.000000001", true), ("1234567.890123456", false),
    ])
  func longDecimalsAreText(decimal: String, isNumber: Bool) {
    let number = exactDouble(decimal)
    #expect((number != nil) == isNumber)
    if let number {
      // As a spreadsheet shows it: fifteen significant digits.
      #expect(Decimal(string: String(format: "%.15g", number)) == Decimal(string: decimal))
    }
  }

  @Test("A sheet that cannot have its name is a fault")
  func impossibleNamesAreFaults() {
    #expect(throws: FormatFault.self) { try sampleWorkbook(named: "a/b").bytes() }
  }

  @Test("Columns beyond Z are named as spreadsheets name them")
  func columnNames() {
    #expect(
      [0, 25, 26, 51, 52, 701, 702].map(SheetCell.columnName) == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
  }
}
