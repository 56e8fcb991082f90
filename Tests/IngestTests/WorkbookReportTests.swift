import Findings
import Formats
import Ingest
import ReportModel
import TestKit
import Testing

/// A form is a form, in a CSV file or in a workbook.
@Suite struct WorkbookReportTests {
  private typealias Sheet = WorkbookParts.Sheet

  private func read(_ book: WorkbookParts) throws -> ReadResult {
    try IngestTests.read(book.bytes(), named: "表.xlsx")
  }

  @Test(
    "What clerks send as CSV says the same as a sheet, with the same findings at the same cells",
    arguments: RuleSamples.table + RuleSamples.cells + RuleSamples.repairs)
  func sameAsCSV(_ sample: RuleSample) throws {
    // What only a text file can have: quotes, delimiters, encodings, too many cells by a comma too many.
    if ["I1301", "I1302", "I1303", "I1308", "I1326", "I3022", "I3023"].contains(sample.code) { return }
    for bytes in [sample.fail, sample.pass] {
      let csv = try IngestTests.read(bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      for hasNumbers in [false, true] {
        let book = try read(WorkbookParts([Sheet("表", csv: text, hasNumbers: hasNumbers)]))
        #expect(content(of: book.draft) == content(of: csv.draft))
        #expect(cells(book.findings) == cells(csv.findings))
        #expect(book.draft?.repairs.map(\.code) == csv.draft?.repairs.map(\.code))
        #expect(book.draft?.format ?? .xlsx == .xlsx)
      }
    }
  }

  private func cells(_ findings: [Finding]) -> [String] {
    findings.map { finding in
      let place = finding.place.position
      return
        "\(finding.code) \(place.line):\(place.column) \(finding.place.value ?? "") \(finding.facts.sorted { $0.key < $1.key })"
    }
  }

  @Test(
    "The samples of clerks' CSV say the same as sheets",
    arguments: ["610703_2024-Q3.csv", "610702_2024-Q3.csv"])
  func samples(_ name: String) throws {
    let csv = try readSample(name)
    let text = String(decoding: try Repository.sample(name), as: UTF8.self)
    let book = try read(
      WorkbookParts([Sheet("Sheet1", csv: text), Sheet("Sheet2", []), Sheet("Sheet3", [])]))
    #expect(content(of: book.draft) == content(of: csv.draft))
    #expect(book.findings == [])
    #expect(book.figures.count == csv.figures.count)
  }

  @Test("A workbook as WPS saves it, with merged codes, further sheets and hundreds of formatted blank rows")
  func savedByWPS() throws {
    let reference = try readSample("610703_2024-Q3.xml")
    let result = try readSample("南郑区三季度（WPS）.xlsx")
    #expect(result.marks == ["I1401 备注"])
    #expect(
      result.traces == [
        "I3008 南郑区三季度!B3 2024年三季度 → 2024-Q3", "I3010 南郑区三季度!A11  → hz-06",
        "I3010 南郑区三季度!A14  → hz-10",
      ])
    #expect(content(of: result.draft) == content(of: reference.draft))
  }

  @Test(
    "Reports of any figures, good and bad, are the same as XML, as CSV and as a workbook", arguments: 0..<40)
  func threeForms(_ seed: UInt64) throws {
    var random = TestRandom(seed: seed)
    let indicators = ["key-teachers", "science-teachers-trained", "std-funds", "b", "c"]
    var rows: [String] = []
    var xml = ""
    for indicator in indicators where Int.random(in: 0..<5, using: &random) > 0 {
      var values: [String] = []
      var attributes = ""
      for item in ["inPeriod", "yearToDate", "planToDate"] {
        let value =
          ["", "0", "58", "12420", "8.4", "0.001", "-3", "999999999.5"].randomElement(using: &random) ?? ""
        values.append(value)
        if !value.isEmpty { attributes += " \(item)=\"\(value)\"" }
      }
      rows.append("hz-06,,\(indicator),,名,\(values.joined(separator: ","))")
      xml += "<figure indicator=\"\(indicator)\" measure=\"名\"\(attributes)/>"
    }
    let text = Form.cover + "\n" + Form.header + "\n" + rows.map { $0 + "\n" }.joined()
    let csv = try IngestTests.read(text)
    let book = try read(WorkbookParts([Sheet("表", csv: text)]))
    let document = try IngestTests.read(
      Form.xml(
        "<cover><unitName>南郑区</unitName></cover>" + (rows.isEmpty ? "" : "<task id=\"hz-06\">\(xml)</task>")))
    #expect(content(of: csv.draft) == content(of: document.draft))
    #expect(content(of: book.draft) == content(of: csv.draft))
    #expect(csv.findings == [] && book.findings == [])

    // The same table with something odd in any of its cells.
    let oddities = [
      "300余", "30-50", "无", "—", "8.5万", "１２", "1,234", "12 人", "#REF!", "2024/9/1", "1E+5", "=A1", "约58",
      "“58”",
      "hz-07", "合计", "已完成", "单位：万元", "任务编号", "填表人：示例甲", "x", "5 8", "+3", "(12)", "3.5%", "0058", "'58",
    ]
    for _ in 0..<6 {
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      for _ in 0...2 {
        let line = Int.random(in: 0..<lines.count, using: &random)
        guard !lines[line].isEmpty else { continue }
        let cell = Int.random(in: 0..<lines[line].count, using: &random)
        let oddity = oddities.randomElement(using: &random) ?? ""
        lines[line][cell] = oddity.contains(",") ? "\"\(oddity)\"" : oddity
      }
      let odd = lines.map { $0.joined(separator: ",") }.joined(separator: "\n")
      let csv = try IngestTests.read(odd)
      let book = try read(WorkbookParts([Sheet("表", csv: odd)]))
      #expect(content(of: book.draft) == content(of: csv.draft), "\(odd)")
      #expect(cells(book.findings) == cells(csv.findings), "\(odd)")
      #expect(book.draft?.repairs.map(\.code) == csv.draft?.repairs.map(\.code), "\(odd)")
    }
  }

  @Test("Cover, figures and progress on three sheets are one form")
  func threeSheets() throws {
    let row = "hz-06,提升教师科学素质,key-teachers,重点培养骨干教师,名,58,171"
    let csv = try IngestTests.read(
      Form.table(row, "hz-06,,b,乙,名,300余", "hz-08,,,,,,,,,,,,,已完成,办班。,无,明年再办。"))
    let cover = Sheet(
      "封面",
      csv: "2024年三季度报表\n报送单位,610703,南郑区\n实施方案,hanzhong-2022,由系统填写\n报告期,2024-Q3\n填表日期,,年-月-日\n填表说明,只填白色格\n")
    let figures = Sheet(
      "指标",
      csv:
        "任务编号,主要任务,指标编号,指标名称,计量单位,目标值,上期本年累计,本期数,本年累计,情况说明\nhz-06,提升教师科学素质,key-teachers,重点培养骨干教师,名,5000,113,58,171,\nhz-06,,b,乙,名,,,300余,,\n"
    )
    let progress = Sheet(
      "进展",
      csv: "任务编号,主要任务,上期完成状态,完成状态,上期下一步打算,工作进展,存在问题,下一步打算\nhz-06,教师,,,,,,\nhz-08,教师,推进中,已完成,,办班。,无,明年再办。\n")
    let print = Sheet("盖章页", csv: "报送单位,南郑区\n报告期,2024-Q3\n")
    let book = try read(WorkbookParts([cover, figures, progress, print]))
    #expect(content(of: book.draft) == content(of: csv.draft))
    #expect(csv.marks == ["I2001 7:6"])
    #expect(book.marks == ["I2001 指标!H3"])
    #expect(book.traces == ["I3011 封面!A1 2024年三季度报表 → "])
    #expect(book.draft?.explanationHeading == SourcePosition(sheet: 2, line: 1, column: 10))
    #expect(
      book.figures.map(\.position) == [
        SourcePosition(sheet: 2, line: 2, column: 3), SourcePosition(sheet: 2, line: 3, column: 3),
      ])
    // The order of the tabs decides nothing.
    let turned = try read(WorkbookParts([print, progress, figures, cover]))
    #expect(content(of: turned.draft) == content(of: csv.draft))
  }

  @Test("A value cell says what the sheet holds, whatever its format shows")
  func values() throws {
    let formats = ["0.0%", "#,##0", "yyyy/m/d", "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "0\"人\"", "0.00\"万\""]
    func figure(_ cell: RuleSamples.Cell, measure: String = "名") throws -> (FigureValues, [String], [String])
    {
      var sheet = RuleSamples.sheet([cell])
      sheet.rows[5][4] = .text(measure)
      var book = WorkbookParts([sheet])
      book.formats = formats
      let result = try read(book)
      return (result.figures.first?.values ?? .none, result.marks, result.traces)
    }
    func expect(
      _ cell: RuleSamples.Cell, measure: String = "名", _ value: Amount?, _ marks: [String] = [],
      _ traces: [String] = [],
      because comment: Comment
    ) throws {
      let (values, found, repairs) = try figure(cell, measure: measure)
      #expect(values.inPeriod == value, comment)
      #expect(found == marks, comment)
      #expect(repairs == traces, comment)
    }
    try expect(.number("1E+2"), 100, because: "scientific notation is exact in the file")
    try expect(.number("8.4000000000000004"), Amount("8.4"), because: "seventeen digits of 8.4")
    try expect(.number("9.949999999999999"), Amount("9.95"), because: "sixteen digits of 9.95")
    try expect(
      .number("0.30000000000000004"), Amount("0.3"), [], ["I3028 报表!F6 0.30000000000000004 → 0.3"],
      because: "0.1+0.2")
    try expect(
      .number("0.125", style: 1), measure: "%", Amount("12.5"), [], ["I3004 报表!F6 12.5% → 12.5"],
      because: "a percentage")
    try expect(.number("12420", style: 2), 12420, because: "separators of thousands are not in the cell")
    try expect(.number("45573", style: 3), nil, ["I2005 报表!F6"], because: "a date is no number")
    try expect(.number("-3.5", style: 4), Amount("-3.5"), because: "an accountant's format")
    try expect(
      .number("58", style: 5), measure: "人", 58, [], ["I3004 报表!F6 58人 → 58"], because: "a word in the format"
    )
    try expect(
      .number("8.5", style: 6), 85000, [], ["I3005 报表!F6 8.5万 → 85000"], because: "万 in the format counts")
    try expect(.error("#REF!"), nil, ["I2003 报表!F6"], because: "an error")
    try expect(.boolean(true), nil, ["I2009 报表!F6"], because: "a truth value is no number")
    try expect(.inline("58"), 58, because: "an inline text")
    try expect(
      .formula("F1+1", result: "58"), 58, [], ["I3026 报表!F6 =F1+1 → 58"],
      because: "a formula is read by its result")
    try expect(
      .formula("F1", result: "#N/A", type: "e"), nil, ["I2003 报表!F6"], because: "a formula that failed")
    try expect(
      .formula("\"—\"", result: "—", type: "str"), nil, [], ["I3026 报表!F6 =\"—\" → —"],
      because: "a formula with a word")
    try expect(.number("1E+300"), nil, ["I2006 报表!F6"], because: "too large for any number of ours")
    try expect(.number("0.333333333333333"), nil, ["I2014 报表!F6"], because: "more decimals than can be kept")
  }

  @Test("Results that nobody calculated are none")
  func uncalculated() throws {
    var book = WorkbookParts([RuleSamples.sheet([.formula("SUM(F1:F2)", result: "0")])])
    book.isUncalculated = true
    let result = try read(book)
    #expect(result.marks == ["I1405 报表!F6"])
    #expect(result.figures.map(\.values.inPeriod) == [nil])
  }

  @Test(
    "A date on the cover is the day, in both calendars of spreadsheets",
    arguments: [(false, "45573"), (true, "44111")])
  func coverDate(_ countsFrom1904: Bool, _ serial: String) throws {
    var sheet = RuleSamples.sheet([.number("58")])
    sheet.rows[3] = [.text("填表日期"), .number(serial, style: 1)]
    var book = WorkbookParts([sheet])
    book.formats = ["yyyy\"年\"m\"月\"d\"日\";@"]
    book.countsFrom1904 = countsFrom1904
    let result = try read(book)
    #expect(result.draft?.cover.filledOn == "2024-10-08")
    #expect(result.findings == [])
    #expect(result.draft?.repairs == [])
  }

  @Test("Codes that are numbers in the file are codes; those that lost digits are told so")
  func codes() throws {
    var sheet = RuleSamples.sheet([.number("58")])
    sheet.rows[0][1] = .number("610703")
    #expect(try read(WorkbookParts([sheet])).draft?.unit?.text == "610703")
    sheet.rows[3] = [.text("统一社会信用代码"), .number("9.1610703123456704E+17")]
    #expect(try read(WorkbookParts([sheet])).draft?.cover.creditCode == "916107031234567000")
  }

  @Test("Task codes merged downward are filled down; rows far below millions of blank ones are read")
  func mergedCodes() throws {
    var sheet = RuleSamples.sheet([.number("58")], merged: ["A6:A7", "B6:B7", "A1:C1"])
    sheet.rows.append([.blank, .blank, .text("b"), .text("乙"), .text("名"), .number("12")])
    let result = try read(WorkbookParts([sheet]))
    #expect(result.draft?.tasks.map(\.figures.count) == [2])
    // The unit's name lies under A1:C1.
    #expect(result.marks == ["I1315 0:0", "I1408 报表!B1", "I1408 报表!C1"])
    var plain = sheet
    plain.behind = WorkbookParts.Sheet("", [], merged: ["A6:A7", "B6:B7"]).behind
    let clean = try read(WorkbookParts([plain]))
    #expect(clean.findings == [])
    #expect(clean.traces == ["I3010 报表!A7  → hz-06"])
    #expect(clean.figures.map(\.values.inPeriod) == [58, 12])
  }

  @Test("Only what is seen is the report where a copy of it is hidden")
  func hiddenForm() throws {
    var old = RuleSamples.sheet([.number("1")], named: "二季度")
    old.state = "hidden"
    let both = try read(WorkbookParts([old, RuleSamples.sheet([.number("58")])]))
    #expect(both.figures.map(\.values.inPeriod) == [58])
    #expect(both.marks == ["I1401 二季度"])
    let alone = try read(WorkbookParts([old, Sheet("Sheet1", [])]))
    #expect(alone.figures.map(\.values.inPeriod) == [1])
    #expect(alone.marks == ["I1403 二季度"])
  }

  @Test("A remark beside the table shifts nothing")
  func besideTheTable() throws {
    var sheet = RuleSamples.sheet([.number("58")])
    sheet.rows[5] += Array(repeating: .blank, count: 20) + [.text("问过老王")]
    let result = try read(WorkbookParts([sheet]))
    #expect(result.marks == ["I1307 报表!AA5"])
    #expect(result.figures.map(\.values.inPeriod) == [58])
  }

  @Test("A workbook is known by its bytes, whatever its name and inside gzip too")
  func byContent() throws {
    for name in ["表.csv", "表.xls", "表"] {
      #expect(try IngestTests.read(RuleSamples.goodBook, named: name).figures.count == 1)
    }
    let packed = try IngestTests.read(gzip(RuleSamples.goodBook))
    #expect(packed.isGzip)
    #expect(packed.figures.count == 1)
  }

  @Test("A workbook with nothing of a report in it is none")
  func notAReport() throws {
    let result = try read(WorkbookParts([Sheet("Sheet1", csv: "姓名,年龄\n张三,30")]))
    #expect(result.marks == ["I0117 0:0"])
    #expect(result.draft == nil)
    let onlyCover = try read(WorkbookParts([Sheet("封面", csv: Form.cover)]))
    #expect(onlyCover.marks == ["I1325 封面"])
    #expect(onlyCover.draft != nil)
  }
}

/// A small generator with a fixed seed: the same reports in every run.
private struct TestRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
