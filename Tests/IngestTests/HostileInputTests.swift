import Formats
import Ingest
import ReportModel
import TestKit
import Testing

/// Whatever the bytes, reading ends with findings and never with a crash.
@Suite struct HostileInputTests {
  /// A small generator with a fixed seed: the same files in every run.
  struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
  }

  @Test(
    "Reports with bytes changed, cut or doubled are read or refused",
    arguments: [
      "610702_2024-Q3.xml", "610700_2024-Q3_汇总.xml", "610703_2024-Q3.csv", "城固县（报市科协）.csv", "南郑区-压缩.csv",
      "南郑区三季度（WPS）.xlsx",
    ])
  func mutations(_ name: String) throws {
    let reader = ReportReader(reportSchema: try Repository.bytes("Schemas/report.xsd"))
    let original = try Repository.sample(name)
    var dice = Dice(state: UInt64(original.count))
    for _ in 0..<400 {
      var bytes = original
      for _ in 0...dice.roll(4) {
        let position = dice.roll(bytes.count)
        switch dice.roll(4) {
        case 0: bytes[position] = UInt8(dice.roll(256))
        case 1: bytes.removeSubrange(position..<min(bytes.count, position + 1 + dice.roll(20)))
        case 2: bytes.insert(contentsOf: bytes[position..<min(bytes.count, position + 40)], at: position)
        default: bytes.insert(Array("\",\n<>&/—万".utf8).randomByte(&dice), at: position)
        }
        if bytes.isEmpty { bytes = [0x2C] }
      }
      let result = try reader.read(bytes, fileName: name)
      #expect(result.draft != nil || !result.findings.isEmpty)
      // A value that was typed is read, or refused by name: it never just disappears.
      for figure in result.figures {
        for cell in figure.cells.cells where figure.values[cell.item] == nil {
          #expect(result.findings.contains { $0.severity != .note })
        }
      }
    }
  }

  @Test(
    "Workbooks with a part changed, cut or doubled are read or refused",
    arguments: ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"])
  func mutatedParts(_ part: String) throws {
    let reader = try ReportReader(reportSchema: Repository.bytes("Schemas/report.xsd"))
    var book = WorkbookParts([
      RuleSamples.sheet(
        [.number("58", style: 1), .formula("F6", result: "8.4"), .text("300余")], merged: ["A6:A7"])
    ])
    book.formats = ["yyyy\"年\"m\"月\";@"]
    var dice = Dice(state: UInt64(part.utf8.count))
    for _ in 0..<300 {
      var zip = book.zip(isDeflated: false)
      var bytes = zip[part].data
      for _ in 0...dice.roll(3) {
        let position = dice.roll(bytes.count)
        switch dice.roll(5) {
        case 0: bytes[position] = UInt8(dice.roll(256))
        case 1: bytes.removeSubrange(position..<min(bytes.count, position + 1 + dice.roll(20)))
        case 2: bytes.insert(contentsOf: bytes[position..<min(bytes.count, position + 60)], at: position)
        case 3: bytes[position] = UInt8(ascii: "0") + UInt8(dice.roll(10))
        default: bytes.insert(Array("\"<>&/-9:;E%".utf8).randomByte(&dice), at: position)
        }
        if bytes.isEmpty { bytes = [0x2C] }
      }
      zip[part].data = bytes
      let result = try reader.read(zip.bytes(), fileName: "表.xlsx")
      #expect(result.draft != nil || !result.findings.isEmpty)
    }
  }

  @Test("A million bad cells become a bounded number of findings with an exact count")
  func manyFindings() throws {
    let row = "hz-06,,a,,名,300余\n"
    let result = try read(Form.table() + String(repeating: row, count: 20_000))
    #expect(result.findings.count == 1_000)
    #expect(result.counts == ["I2001": 20_000])
    #expect(result.figures.count == 20_000)
  }

  @Test(
    "Ten thousand different texts of one task are joined, and none of them twice", .timeLimit(.minutes(1)))
  func manyTexts() throws {
    let columns = String(repeating: ",", count: 13)
    let rows = (0..<10_000).map { "hz-06\(columns),办班\($0)。\n" }
    let result = try read(Form.table() + (rows + rows.prefix(100)).joined())
    let lines = result.draft?.tasks.first?.progress?.split(separator: "\n") ?? []
    #expect(lines.count == 10_000)
    #expect(lines.first == "办班0。" && lines.last == "办班9999。")
  }

  @Test("A report on one long line is read")
  func oneLine() throws {
    let figures = (0..<2_000).map { "<figure indicator=\"a-\($0 % 900)\" inPeriod=\"\($0)\"/>" }
    let tasks = stride(from: 0, to: 2_000, by: 500).map { start in
      "<task id=\"hz-\(10 + start / 500)\">" + figures[start..<start + 500].joined() + "</task>"
    }
    let text = Form.xml(tasks.joined()).replacing("\n", with: "")
    let result = try read(text)
    #expect(result.marks == [])
    #expect(result.figures.count == 2_000)
    #expect(result.figures.allSatisfy { $0.position.line == 1 && $0.position.column > 1 })
  }

  @Test("The bytes decide what a file is, its name does not")
  func nameDecidesNothing() throws {
    let result = try read(Repository.sample("610702_2024-Q3.xml"), named: "季报.csv.gz")
    #expect(result.marks == [])
    #expect(result.draft?.format == .xml)
    #expect(result.draft?.fileName == "季报.csv.gz")
    #expect(!result.isGzip)
    #expect(try readSample("南郑区-压缩.csv").isGzip)
  }

  @Test("The encoding is named")
  func encodings() throws {
    #expect(try readSample("610703_2024-Q3.csv").encoding == "UTF-8")
    #expect(try readSample("南郑区-带签名.csv").encoding == "UTF-8 BOM")
    #expect(try readSample("南郑区三季度（最终版）.csv").encoding == "GB18030")
    #expect(try readSample("南郑区-国标码.xml").encoding == "GB18030")
    #expect(try read([0xFF, 0xFE, 0x31, 0x00]).encoding == nil)
  }

  @Test("Without unit and period there is no draft; with one of them there is one that is not identified")
  func identity() throws {
    let nothing = try read(Form.table(Form.row("300余"), cover: "表,\n\n\n"))
    #expect(nothing.draft == nil)
    #expect(nothing.marks.sorted() == ["I1315 0:0", "I1316 0:0", "I2001 6:6"])
    let half = try read(Form.table(Form.row("58"), cover: "报送单位,南郑区\n\n\n"))
    #expect(half.draft?.unit == nil)
    #expect(half.draft?.unitName?.text == "南郑区")
    #expect(!half.isIdentified)
    #expect(try read(RuleSamples.goodCSV).isIdentified)
  }
}

extension [UInt8] {
  fileprivate func randomByte(_ dice: inout HostileInputTests.Dice) -> UInt8 { self[dice.roll(count)] }
}
