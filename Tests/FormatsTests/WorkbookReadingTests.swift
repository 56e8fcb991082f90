import TestKit
import Testing

@testable import Formats

/// What stands in the cells of a sheet, and what is left out.
@Suite struct WorkbookReadingTests {
  private typealias Sheet = WorkbookParts.Sheet

  private func read(_ book: WorkbookParts, limits: WorkbookReadingLimits = WorkbookReadingLimits()) throws
    -> Workbook
  {
    try readWorkbook(book.bytes(), limits: limits).get()
  }

  private func sheet(_ xml: String, limits: WorkbookReadingLimits = WorkbookReadingLimits()) throws
    -> WorkbookSheet
  {
    var zip = WorkbookParts([Sheet("表", [[.text("甲"), .text("乙")]])]).zip()
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    zip["xl/worksheets/sheet1.xml"].data = Array("<worksheet xmlns=\"\(main)\">\(xml)</worksheet>".utf8)
    return try readWorkbook(zip.bytes(), limits: limits).get().sheets[0]
  }

  private func texts(_ sheet: WorkbookSheet) -> [String] {
    sheet.table.rows.map { row in "\(row.number): " + row.map(\.text).joined(separator: "|") }
  }

  @Test("Shared and inline texts, rich ones joined, pronunciation left out, escapes undone")
  func strings() throws {
    var zip = WorkbookParts([Sheet("表", [[.text("甲")]])]).zip()
    let main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    zip["xl/sharedStrings.xml"].data = Array(
      """
      <sst xmlns="\(main)"><si><r><rPr><b/></rPr><t>重点</t></r><r><t xml:space="preserve"> 培养</t></r>
      <rPh sb="0" eb="2"><t>zhongdian</t></rPh></si><si><t>一行_x000D__x000A_二行 &amp; _x005F_x41_ _xZZZZ_</t></si></sst>
      """.utf8)
    zip["xl/worksheets/sheet1.xml"].data = Array(
      """
      <worksheet xmlns="\(main)"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
      <c r="C1" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r><rPh sb="0" eb="1"><t>nei</t></rPh></is></c></row></sheetData></worksheet>
      """.utf8)
    let book = try readWorkbook(zip.bytes()).get()
    #expect(texts(book.sheets[0]) == ["1: 重点 培养|一行\r\n二行 & _x41_ _xZZZZ_|内联"])
  }

  @Test("Rows keep their numbers, cells their columns, and what is blank leaves nothing")
  func places() throws {
    let found = try sheet(
      """
      <sheetData><row r="3"><c r="B3" s="0"/><c r="D3"><v>1</v></c></row><row r="4"><c r="A4"/></row>
      <row r="1048576"><c r="A1048576"><v>2</v></c></row></sheetData>
      """)
    #expect(texts(found) == ["3: |||1", "1048576: 2"])
    #expect(found.table[0][3].column == 4)
    #expect(found.table[0][3].sheet == 1)
    // Addresses may be left out.
    #expect(
      try texts(sheet("<sheetData><row><c><v>1</v></c><c/><c><v>2</v></c></row></sheetData>")) == ["1: 1||2"])
  }

  @Test(
    "Addresses that no sheet has, out of order or twice, and texts and formats that are not there spoil the sheet",
    arguments: [
      "<row r=\"1048577\"/>", "<row r=\"0\"/>", "<row r=\"2\"/><row r=\"2\"/>",
      "<row r=\"2\"/><row r=\"1\"/>",
      "<row r=\"99999999999999999999\"/>", "<row r=\"1\"><c r=\"XFE1\"/></row>",
      "<row r=\"1\"><c r=\"A2\"/></row>",
      "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "<row r=\"1\"><c r=\"$A$1\"/></row>",
      "<c r=\"A1\"><v>1</v></c>",
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>",
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>",
      "<row r=\"1\"><c r=\"A1\" t=\"x\"><v>1</v></c></row>",
      "<row r=\"1\"><c r=\"A1\" s=\"99\"><v>1</v></c></row>",
    ])
  func brokenSheets(_ xml: String) throws {
    #expect(try sheet("<sheetData>\(xml)</sheetData>").problem?.kind == .sheetBroken)
  }

  @Test("Bounds hold for rows, columns, cells, texts and merged areas of a sheet")
  func bounds() throws {
    func rows(_ count: Int) -> String {
      (1...count).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c></row>" }.joined()
    }
    func kind(_ xml: String, _ limits: WorkbookReadingLimits) throws -> FormatProblem.Kind? {
      try sheet(xml, limits: limits).problem?.kind
    }
    #expect(
      try kind("<sheetData>\(rows(10))</sheetData>", WorkbookReadingLimits(rowCount: 9)) == .tooManyRows)
    #expect(try kind("<sheetData>\(rows(10))</sheetData>", WorkbookReadingLimits(rowCount: 10)) == nil)
    #expect(
      try kind("<sheetData>\(rows(10))</sheetData>", WorkbookReadingLimits(cellCount: 9)) == .tooManyCells)
    #expect(
      try kind("<sheetData>\(rows(10))</sheetData>", WorkbookReadingLimits(elementCount: 20)) == .tooManyCells
    )
    let far = "<sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData>"
    #expect(try kind(far, WorkbookReadingLimits()) == .tooManyCells)
    #expect(try kind(far.replacing("<v>1</v>", with: ""), WorkbookReadingLimits()) == nil)
    let long =
      "<sheetData><row><c t=\"str\"><v>\(String(repeating: "字", count: 50_000))</v></c></row></sheetData>"
    #expect(try [.cellTooLong, .partBroken].contains(kind(long, WorkbookReadingLimits())))
    // One text shown a thousand times counts a thousand times.
    let shown = (1...1_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>0</v></c></row>" }.joined()
    #expect(
      try kind("<sheetData>\(shown)</sheetData>", WorkbookReadingLimits(textBytes: 2_999))
        == .sheetTextTooLong)
    let merged = String(repeating: "<mergeCell ref=\"A1:XFD1048576\"/>", count: 200)
    #expect(
      try kind(
        "<sheetData>\(rows(100))</sheetData><mergeCells>\(merged)</mergeCells>",
        WorkbookReadingLimits(cellCount: 10_000))
        == .tooManyCells)
    #expect(
      try kind("<mergeCells>\(merged)</mergeCells>", WorkbookReadingLimits(mergedAreaCount: 100))
        == .tooManyCells)
    #expect(
      try kind("<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>", WorkbookReadingLimits()) == .sheetBroken
    )
  }

  @Test("What a merged cell covers is not in the table, and is known")
  func merged() throws {
    let found = try sheet(
      """
      <sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row></sheetData>
      <mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>
      """)
    #expect(texts(found) == ["1: 1|", "2: ||4"])
    #expect(found.table.sheet?.covered.map(\.text) == ["2", "3"])
    #expect(found.table.sheet?.coveringArea(row: 2, column: 2)?.rows == 1...2)
    #expect(found.table.sheet?.coveringArea(row: 1, column: 1) == nil)
    #expect(found.table.sheet?.coveringArea(row: 2, column: 3) == nil)
  }

  @Test("A million rows that hold nothing but formats leave nothing behind")
  func blankRows() throws {
    var xml = "<sheetData><row r=\"1\"><c r=\"A1\"><v>58</v></c></row>"
    for row in 2...100_000 {
      xml += "<row r=\"\(row)\" spans=\"1:3\"><c r=\"A\(row)\" s=\"0\"/><c r=\"B\(row)\" s=\"0\"/></row>"
    }
    let found = try sheet(xml + "<row r=\"1000000\"><c r=\"A1000000\"><v>12</v></c></row></sheetData>")
    #expect(found.problem == nil)
    #expect(texts(found) == ["1: 58", "1000000: 12"])
    #expect(found.table.cellRecords.count == 2)
  }

  @Test("Names, order and visibility of sheets, macros and links are told")
  func book() throws {
    var second = Sheet("二 & 三", [[.number("1")]])
    second.state = "veryHidden"
    var parts = WorkbookParts([Sheet("一", []), second])
    parts.application = "WPS 表格"
    var zip = parts.zip()
    #expect(try !readWorkbook(zip.bytes()).get().hasMacros)
    zip["xl/vbaProject.bin"].data = [1]
    zip["xl/externalLinks/externalLink1.xml"].data = Array("<a/>".utf8)
    let book = try readWorkbook(zip.bytes()).get()
    #expect(book.sheets.map(\.name) == ["一", "二 & 三"])
    #expect(book.sheets.map(\.isHidden) == [false, true])
    #expect(book.sheets.map(\.number) == [1, 2])
    #expect(book.hasMacros && book.hasExternalLinks)
  }

  // MARK: Numbers

  @Test(
    "Numbers are read with the fifteen digits that spreadsheets keep, in plain decimals",
    arguments: [
      ("58", "58"), ("58.0", "58"), ("1E+2", "100"), ("1.5E-3", "0.0015"), ("-0", "0"), ("-12.50", "-12.5"),
      ("8.4000000000000004", "8.4"), ("9.949999999999999", "9.95"), ("0.30000000000000004", "0.3"),
      ("999999999999999.9", "1000000000000000"), ("123456789012345678", "123456789012346000"), ("007", "7"),
      ("1E+300", "1E+300"), ("1.25E-200", "1.25E-200"), (".5", "0.5"), ("5.", "5"),
    ])
  func numbers(_ stored: String, _ read: String) throws {
    let number = try #require(StoredNumber(stored.utf8))
    #expect(number.asKept.text == read)
  }

  @Test(
    "What is no number in a file is none",
    arguments: ["", "-", ".", "1.2.3", "1E", "1E+", "1E99999", "０", "0x1", "1 ", "NaN", "INF", "+1"])
  func noNumbers(_ text: String) { #expect(StoredNumber(text.utf8) == nil) }

  @Test(
    "A format makes a date, a percentage or words of a number, or shows less of it",
    arguments: [
      ("General", "0.125", "0.125", nil), ("0.00", "12.3456", "12.3456", "12.35"),
      ("0.0%", "0.125", "12.5%", nil),
      ("0%", "0.125", "12.5%", "13%"), ("#,##0", "12420", "12420", nil),
      ("#,##0,", "12420", "12420", "#,##0,"),
      ("0!.0,\"万\"", "12420", "12420", "0!.0,\"万\""), ("0\"人\"", "58", "58人", nil),
      ("\"约\"0", "58", "约58", nil),
      ("\\¥#,##0.00", "8.5", "8.5", nil), ("[$¥-804]#,##0.0;[红色]\\-#,##0.0", "-8.5", "-8.5", nil),
      ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"??_ ;_ @_ ", "0", "0", nil), ("0;-0;\"无\"", "0", "0", "无"),
      (";;;", "58", "58", ""), ("@", "58", "58", nil), ("G/通用格式", "5.5", "5.5", nil),
      ("0.00E+00", "125000", "125000", nil),
      ("# ?/?", "0.5", "0.5", nil), ("yyyy\"年\"m\"月\"d\"日\"", "45573", "2024-10-08", nil),
      ("yyyy/m/d h:mm", "45573.395833333", "2024-10-08 09:30", nil), ("h:mm", "0.5", "12:00", nil),
      ("[h]:mm:ss", "0.50001", "12:00:01", nil),
      ("[DBNum1][$-804]yyyy\"年\"m\"月\"", "45536", "2024-09-01", nil),
      ("yyyy/m/d", "60", "1900-02-29", nil), ("yyyy/m/d", "59", "1900-02-28", nil),
      ("yyyy/m/d", "61", "1900-03-01", nil),
      ("yyyy/m/d", "1", "1900-01-01", nil), ("yyyy/m/d", "-1", "########", nil),
      ("yyyy/m/d", "3000000", "########", nil),
      ("[>=10000]0.0,\"千\";0", "58", "58", "[>=10000]0.0,\"千\";0"),
    ] as [(String, String, String, String?)])
  func formats(_ code: String, _ stored: String, _ text: String, _ shown: String?) throws {
    let number = try #require(StoredNumber(stored.utf8))
    let cell = CellNumber(number, NumberFormat(code), dates: SerialDate(countsFrom1904: false))
    #expect(cell.text == text)
    #expect(cell.shown == shown)
  }

  @Test("Only digits that no decimal explains are noise")
  func noise() throws {
    func noise(_ text: String) throws -> String? {
      CellNumber(try #require(StoredNumber(text.utf8)), .general, dates: SerialDate(countsFrom1904: false))
        .noise
    }
    #expect(try noise("8.4000000000000004") == nil)
    #expect(try noise("9.949999999999999") == nil)
    #expect(try noise("0.30000000000000004") == "0.30000000000000004")
  }

  @Test("The built-in formats with dates are dates")
  func builtIn() throws {
    let number = try #require(StoredNumber("45573".utf8))
    for id in [14, 15, 22, 27, 31, 36, 50, 57, 58] {
      let cell = CellNumber(number, .builtIn(id), dates: SerialDate(countsFrom1904: false))
      #expect(cell.text == "2024-10-08", "\(id)")
    }
    for id in [0, 1, 2, 3, 4, 11, 37, 40, 41, 44, 48, 49] {
      #expect(
        CellNumber(number, .builtIn(id), dates: SerialDate(countsFrom1904: false)).text == "45573", "\(id)")
    }
  }

  @Test("A stretch of a document ends wherever it may, and the bounds hold all the same")
  func stretches() throws {
    final class Names: XMLStream.Receiver {
      var names = 0
      var text = 0
      let problem: FormatProblem? = nil
      func start(_ name: XMLStreamName, _ attributes: XMLStreamAttributes) { names += 1 }
      func end(_ name: XMLStreamName) {}
      func characters(_ text: UnsafeBufferPointer<UInt8>) { self.text += text.count }
    }
    let xml = Array(
      "<?xml version=\"1.0\"?><!-- > < --><a b=\"1>2\"><c/><![CDATA[<x>]]>字&amp;符<d e='\"'></d></a>".utf8)
    for size in 1...xml.count {
      let names = Names()
      let stream = try XMLStream(names, limits: XMLLimits())
      for start in stride(from: 0, to: xml.count, by: size) {
        let piece = Array(xml[start..<min(xml.count, start + size)])
        #expect(piece.withUnsafeBytes { stream.take($0) })
      }
      #expect(stream.finish() == nil, "\(size)")
      #expect(names.names == 3 && names.text == 10, "\(size)")
      let shallow = try XMLStream(Names(), limits: XMLLimits(depth: 1))
      for start in stride(from: 0, to: xml.count, by: size) {
        _ = Array(xml[start..<min(xml.count, start + size)]).withUnsafeBytes { shallow.take($0) }
      }
      #expect(shallow.finish()?.kind == .tooDeep)
    }
  }
}
