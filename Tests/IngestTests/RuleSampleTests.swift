import Findings
import Formats
import Ingest
import ReportModel
import Testing

/// For every rule a file that breaks it and its nearest neighbour that does not.
struct RuleSample: Sendable, CustomTestStringConvertible {
  var code: String
  /// What the failing file yields: findings as `code line:column`, for repairs the traces of this code.
  var marks: [String]
  var fail: [UInt8]
  var pass: [UInt8]
  var testDescription: String { code }

  init(_ code: String, _ marks: [String], fail: [UInt8], pass: [UInt8] = RuleSamples.goodCSV) {
    self.code = code
    self.marks = marks
    self.fail = fail
    self.pass = pass
  }

  init(_ code: String, _ marks: [String], fail: String, pass: String) {
    self.init(code, marks, fail: Array(fail.utf8), pass: Array(pass.utf8))
  }

  /// A sample of one value cell, line 6, column 6.
  init(cell code: String, _ fail: String, pass: String, measure: String = "名") {
    self.init(
      code, ["\(code) 6:6"], fail: Form.table(Form.row(fail, measure: measure)),
      pass: Form.table(Form.row(pass, measure: measure)))
  }

  /// A sample of the inside of an XML report, which begins on line 2.
  init(xml code: String, _ marks: [String], _ fail: String, pass: String) {
    self.init(code, marks, fail: Form.xml(fail), pass: Form.xml(pass))
  }

  /// A sample of one line more on the cover, which is line 4.
  init(cover code: String, _ marks: [String], _ fail: String, pass: String) {
    func table(_ line: String) -> String {
      Form.table(Form.row("58"), cover: Form.cover + line + "\n")
    }
    self.init(code, marks, fail: table(fail), pass: table(pass))
  }
}

enum RuleSamples {
  static let goodCSV = Array(Form.table(Form.row("58")).utf8)
  static let goodXML = Array(Form.xml("<task id=\"hz-06\"/>").utf8)
  private static func figure(_ attributes: String) -> String {
    "<task id=\"hz-06\"><figure indicator=\"a\" \(attributes)/></task>"
  }

  /// A sample file; where it is missing, the test that uses it fails.
  private static func kept(_ name: String) -> [UInt8] { (try? Repository.sample(name)) ?? [] }

  private static func gzipped(_ bytes: [UInt8]) -> [UInt8] {
    // Only zlib itself can fail here; an empty file then fails the test that uses it.
    (try? gzip(bytes)) ?? []
  }

  static let envelope: [RuleSample] = [
    RuleSample("I0101", ["I0101 0:0"], fail: Array("\n \r\n".utf8)),
    RuleSample("I0102", ["I0102 0:0"], fail: [UInt8](repeating: 0x2C, count: 64 << 20 | 1)),
    RuleSample(
      "I0103", ["I0103 0:0"],
      fail: [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26) + "xl/workbook.bin".utf8),
    RuleSample("I0104", ["I0104 0:0"], fail: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    RuleSample("I0105", ["I0105 0:0"], fail: Array("%PDF-1.7\n".utf8)),
    RuleSample(
      "I0106", ["I0106 0:0"], fail: [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26) + "word".utf8),
    RuleSample(
      "I0120", ["I0120 0:0"], fail: [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26) + "word/a".utf8),
    RuleSample("I0107", ["I0107 0:0"], fail: gzipped(goodCSV).dropLast(9), pass: gzipped(goodCSV)),
    RuleSample("I0108", ["I0108 0:0"], fail: gzipped([UInt8](repeating: 0x2C, count: 8 << 20))),
    RuleSample("I0109", ["I0109 0:0"], fail: gzipped(gzipped(goodCSV)), pass: gzipped(goodCSV)),
    RuleSample("I0110", ["I0110 1:0"], fail: [0xFF, 0xFE, 0x31, 0x00]),
    RuleSample("I0111", ["I0111 2:0"], fail: Array("a,b\n".utf8) + [0xFF, 0xFF, 0x41]),
    RuleSample("I0112", ["I0112 2:0"], fail: Array("汉台区\n汉".utf8.dropLast())),
    RuleSample("I0113", ["I0113 2:0"], fail: [0xBA, 0xBA, 0xD6, 0xD0, 0x0A] + "汉中市汉台区".utf8),
    RuleSample(
      "I0114", ["I0114 1:0"],
      fail: Array("<?xml version=\"1.0\" encoding=\"GBK\"?><report><a>汉中市汉台区</a></report>".utf8),
      pass: goodXML),
    RuleSample(
      "I0115", ["I0115 1:0"], fail: Array("<?xml version=\"1.0\" encoding=\"Big5\"?><report/>".utf8),
      pass: goodXML),
    RuleSample("I0116", ["I0116 1:0"], fail: Array("a,b\0,c".utf8)),
    RuleSample("I0117", ["I0117 0:0"], fail: Array("姓名,年龄\n张三,30\n".utf8)),
    RuleSample(
      "I0119", ["I0119 0:0"], fail: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]),
    RuleSample("I0118", ["I0118 0:0"], fail: Array("<html><table></table></html>".utf8), pass: goodXML),
  ]

  static let xml: [RuleSample] = [
    RuleSample(xml: "I1001", ["I1001 2:17"], "<cover></report>", pass: "<cover></cover>"),
    RuleSample("I1002", ["I1002 1:1"], fail: "<!DOCTYPE report>\n" + Form.xml(""), pass: Form.xml("")),
    RuleSample(
      xml: "I1003", ["I1003 2:\(31 * 3 + 1)"], String(repeating: "<a>", count: 40),
      pass: "<cover/>"),
    RuleSample("I1004", ["I1004 4:1"], fail: Form.xml("") + Form.xml(""), pass: Form.xml("")),
    RuleSample(
      "I1005", ["I1005 1:1"], fail: "<report unit=\"610703\" period=\"2024-Q3\"/>", pass: Form.xml("")),
    RuleSample(
      "I1006", ["I1006 1:1"], fail: "<receipt xmlns=\"urn:cengbao:receipt:1\"/>", pass: Form.xml("")),
    RuleSample(xml: "I1101", ["I1101 2:1"], "<tasks/>", pass: "<task id=\"hz-06\"/>"),
    RuleSample(xml: "I1102", ["I1102 2:1"], "<task id=\"hz-06\" state=\"x\"/>", pass: "<task id=\"hz-06\"/>"),
    RuleSample(xml: "I1103", ["I1103 2:1"], "<task/>", pass: "<task id=\"hz-06\"/>"),
    RuleSample(
      xml: "I1104", ["I1104 2:18"], figure("inPeriod=\"300余\""), pass: figure("inPeriod=\" 0300.50 \"")),
    RuleSample(
      xml: "I1105", ["I1105 2:1"], "<task id=\"hz-06\" status=\"done\"/>",
      pass: "<task id=\"hz-06\" status=\"completed\"/>"),
    RuleSample(xml: "I1106", ["I1106 2:1"], "<task id=\"HZ-06\"/>", pass: "<task id=\"hz-06\"/>"),
    RuleSample(
      xml: "I1107", ["I1107 2:18"], figure("inPeriod=\"1000000000001\""),
      pass: figure("inPeriod=\"1000000000000\"")),
    RuleSample(
      xml: "I1108", ["I1108 2:8"],
      "<cover><unitName>\(String(repeating: "区", count: 201))</unitName></cover>",
      pass: "<cover><unitName>\(String(repeating: "区", count: 200))</unitName></cover>"),
    RuleSample(xml: "I1109", ["I1109 2:1"], "<cover>汉台区</cover>", pass: "<cover> </cover>"),
    RuleSample(
      xml: "I1110", ["I1110 2:30"], "<cover><filledBy>甲</filledBy><unitName>乙</unitName></cover>",
      pass: "<cover><unitName>乙</unitName><filledBy>甲</filledBy></cover>"),
    RuleSample(
      xml: "I1112", ["I1112 2:8"], "<cover><filledOn>2024年10月8日</filledOn></cover>",
      pass: "<cover><filledOn>2024-10-08</filledOn></cover>"),
    RuleSample(
      xml: "I1113", ["I1113 2:18"], figure("inPeriod=\"99999999999.123456789\""),
      pass: figure("inPeriod=\"999999999.123456789\"")),
    RuleSample(
      xml: "I1198", Array(repeating: "I1101", count: 1),
      String(repeating: "<task/>\n", count: 1000) + "<tasks/>", pass: "<task id=\"hz-06\"/>"),
    RuleSample(
      xml: "I1199", ["I1199 2:10"], "<summary><b/></summary>", pass: "<summary>一般。</summary>"),
    RuleSample(
      xml: "I1201", ["I1201 2:18"], figure("inPeriod=\"1\" state=\"notApplicable\""),
      pass: figure("state=\"notApplicable\"")),
    RuleSample(xml: "I1202", ["I1202 2:1"], "<sources/>", pass: "<summary/>"),
  ]

  static let table: [RuleSample] = [
    RuleSample(
      "I1301", ["I1301 6:15"], fail: Form.table("hz-06,,a,,名,1,,,,,,,,,\"办班。"),
      pass: Form.table("hz-06,,a,,名,1,,,,,,,,,\"办班。\"")),
    RuleSample(
      "I1302", ["I1302 6:15"], fail: Form.table("hz-06,,a,,名,1,,,,,,,,,\"办班\"。"),
      pass: Form.table("hz-06,,a,,名,1,,,,,,,,,\"办“班”。\"")),
    RuleSample(
      "I1303", ["I1303 6:1001"], fail: Form.table("hz-06" + String(repeating: ",", count: 1000)),
      pass: Form.table("hz-06" + String(repeating: ",", count: 999))),
    RuleSample(
      "I1304", ["I1304 5:0"], fail: Form.table(header: "任务编号,指标名称,计量单位,本期数"),
      pass: Form.table(header: "任务编号,指标编号,计量单位,本期数")),
    RuleSample(
      "I1305", ["I1305 5:4"], fail: Form.table(header: "任务编号,指标编号,本期数,本季度"),
      pass: Form.table(header: "任务编号,指标编号,本期数,本年累计")),
    RuleSample(
      "I1306", ["I1306 5:4"], fail: Form.table(header: "任务编号,指标编号,本期数,累计"),
      pass: Form.table(header: "任务编号,指标编号,本年累计,累计")),
    RuleSample(
      "I1307", ["I1307 5:4"], fail: Form.table("hz-06,a,1,自查", header: "任务编号,指标编号,本期数,备注"),
      pass: Form.table("hz-06,a,1,", header: "任务编号,指标编号,本期数,备注")),
    RuleSample(
      "I1308", ["I1308 6:5"],
      fail: Form.table("hz-06,a,1,420,", header: "任务编号,指标编号,指标名称,本期数")
        .replacing("420,", with: "420,五"),
      pass: Form.table("hz-06,a,1,420,,", header: "任务编号,指标编号,指标名称,本期数")),
    RuleSample(
      "I1309", ["I1309 6:6"], fail: Form.table("hz-06,,,骨干教师,名,58"),
      pass: Form.table("hz-06,,,骨干教师,名,")),
    RuleSample(
      "I1310", ["I1310 6:1"], fail: Form.table(",,key-teachers,,名,58"),
      pass: Form.table("hz-06,,key-teachers,,名,58")),
    RuleSample(
      "I1311", ["I1311 7:2"], fail: Form.table("hz-06,甲,a,,名,1", ",乙,b,,名,1"),
      pass: Form.table("hz-06,甲,a,,名,1", ",甲,b,,名,1")),
    RuleSample(
      "I1312", ["I1312 7:14"],
      fail: Form.table("hz-06,,a,,名,1,,,,,,,,推进中", "hz-06,,b,,名,1,,,,,,,,已完成"),
      pass: Form.table("hz-06,,a,,名,1,,,,,,,,推进中", "hz-06,,b,,名,1,,,,,,,,推进中")),
    RuleSample(
      "I1313", ["I1313 6:14"], fail: Form.table("hz-06,,a,,名,1,,,,,,,,完成80%"),
      pass: Form.table("hz-06,,a,,名,1,,,,,,,,未启动")),
    RuleSample(
      "I1314", ["I1314 1:2"], fail: Form.table(cover: "报送单位,6.10703E+05\n报告期,2024-Q3\n\n"),
      pass: Form.table(cover: "报送单位,610703\n报告期,2024-Q3\n\n")),
    RuleSample(
      "I1315", ["I1315 0:0"], fail: Form.table(cover: "报送单位,\n报告期,2024-Q3\n\n"),
      pass: Form.table(cover: "报送单位,南郑区\n报告期,2024-Q3\n\n")),
    RuleSample(
      "I1316", ["I1316 0:0"], fail: Form.table(cover: "2024年三季度\n报送单位,610703\n\n"),
      pass: Form.table(cover: "报告期,2024年三季度\n报送单位,610703\n\n")),
    RuleSample(
      "I1317", ["I1317 2:2"], fail: Form.table(cover: "报送单位,610703\n报告期,本季\n\n"),
      pass: Form.table(cover: "报送单位,610703\n报告期,2024-Q3\n\n")),
    RuleSample(
      "I1318", ["I1318 2:2"], fail: Form.table(cover: "报送单位,610703\n报告期,三季度\n\n"),
      pass: Form.table(cover: "报送单位,610703\n报告期,2024年三季度\n\n")),
    RuleSample(
      "I1319", ["I1319 2:2"], fail: Form.table(cover: "报送单位,610703\n报告期,2024年前三季度\n\n"),
      pass: Form.table(cover: "报送单位,610703\n报告期,2024年第三季度\n\n")),
    RuleSample(cover: "I1320", ["I1320 4:1"], "表号,科素1表", pass: "填表人,示例甲"),
    RuleSample(cover: "I1321", ["I1321 4:2"], "口径,全市", pass: "口径,汇总"),
    RuleSample(cover: "I1322", ["I1322 4:2"], "报送单位,610702", pass: "报送单位,610703"),
    RuleSample(cover: "I1323", ["I1323 4:2"], "填表日期,国庆节后", pass: "填表日期,2024/10/8"),
    RuleSample(
      "I1324", ["I1324 1:2"], fail: Form.table(cover: "报送单位,61070\n报告期,2024-Q3\n\n"),
      pass: Form.table(cover: "报送单位,610700-jyj\n报告期,2024-Q3\n\n")),
    RuleSample("I1325", ["I1325 0:0"], fail: Form.cover, pass: Form.table()),
    RuleSample(
      "I1326", ["I1326 5:1"],
      fail: Form.table(
        "hz-06，提升教师科学素质，key-teachers，重点培养骨干教师，名，58", cover: "报送单位，610703\n实施方案，hanzhong-2022\n报告期，2024-Q3\n",
        header: "任务编号，主要任务，指标编号，指标名称，计量单位，本期数"),
      pass: Form.table(Form.row("58"))),
    RuleSample(
      "I1327", ["I1327 7:1"],
      fail: Form.table(Form.row("58"), "任务编号,指标名称,本期数", "hz-06,培训科学教师和科技辅导员,12"),
      pass: Form.table(Form.row("58"), "任务编号,指标编号,本期数", "hz-06,science-teachers-trained,12")
        .replacing("任务编号,指标编号,本期数\nhz-06,science-teachers-trained,12\n", with: "")),
    RuleSample(
      "I1328", ["I1328 5:4"], fail: Form.table(",,,场次,人次", "hz-00,a,b,1,2", header: "任务编号,指标编号,指标名称,本期数,"),
      pass: Form.table(",,,万元,", "hz-00,a,b,1,", header: "任务编号,指标编号,指标名称,本期数,")),
  ]

  static let cells: [RuleSample] = [
    RuleSample(cell: "I2001", "300余", pass: "300"), RuleSample(cell: "I2002", "30-50", pass: "-50"),
    RuleSample(cell: "I2003", "#REF!", pass: "0"), RuleSample(cell: "I2004", "=SUM(F1:F3)", pass: "6"),
    RuleSample(cell: "I2005", "2024/9/30", pass: "20240930"),
    RuleSample(cell: "I2006", "1.25E+05", pass: "125000"),
    RuleSample(cell: "I2007", "无", pass: "—"), RuleSample(cell: "I2008", "8.5万", pass: "8.5", measure: "万元"),
    RuleSample(cell: "I2009", "待统计", pass: ""), RuleSample(cell: "I2010", "58场", pass: "58名"),
    RuleSample(cell: "I2011", "\"1,23\"", pass: "\"1,230\""), RuleSample(cell: "I2012", "58/60", pass: "/"),
    RuleSample(cell: "I2013", "五十八", pass: "58"),
    RuleSample(cell: "I2014", "0.1234567891", pass: "0.123456789"),
    RuleSample(
      "I2015", ["I2015 6:10"], fail: Form.table("hz-10,,c,,%,,,,,60%,22"),
      pass: Form.table("hz-10,,c,,%,,,,,14,22")),
    RuleSample(
      "I2016", ["I2016 6:7"], fail: Form.table("hz-06,,a,,,58名,171场"),
      pass: Form.table("hz-06,,a,,,58名,171名")),
    RuleSample(cell: "I2017", "（58）", pass: "58"),
  ]

  static let repairs: [RuleSample] = [
    RuleSample(cell: "I3001", "５８", pass: "58"), RuleSample(cell: "I3002", "\"1,420\"", pass: "1420"),
    RuleSample(cell: "I3003", "1 420", pass: "1420"), RuleSample(cell: "I3004", "58名", pass: "58"),
    RuleSample(cell: "I3005", "8.5万", pass: "85000"), RuleSample(cell: "I3006", "+58", pass: "58"),
    RuleSample(
      "I3007", ["I3007 7:3"], fail: Form.table(Form.row(""), cover: Form.cover + "空格表示零,是\n"),
      pass: Form.table(Form.row(""), cover: Form.cover + "空格表示零,否\n")),
    RuleSample(
      "I3008", ["I3008 2:2"], fail: Form.table(cover: "报送单位,610703\n报告期,2024年三季度\n\n"),
      pass: Form.table(cover: "报送单位,610703\n报告期,2024-Q3\n\n")),
    RuleSample(cover: "I3009", ["I3009 4:2"], "填表日期,2024年10月8日", pass: "填表日期,2024-10-08"),
    RuleSample(
      "I3010", ["I3010 7:1"], fail: Form.table("hz-06,,a,,名,1", ",,b,,名,1"),
      pass: Form.table("hz-06,,a,,名,1", "hz-06,,b,,名,1")),
    RuleSample(cover: "I3011", ["I3011 4:1"], "第三季度", pass: "（单位：万元）"),
    RuleSample(
      "I3012", ["I3012 7:1"], fail: Form.table("hz-06,,a,,名,1", Form.header, "hz-06,,b,,名,1"),
      pass: Form.table("hz-06,,a,,名,1", "hz-06,,b,,名,1")),
    RuleSample(
      "I3013", ["I3013 5:3"], fail: Form.table(header: "任务编号,指标编号,本季度完成数（必填）"),
      pass: Form.table(header: "任务编号,指标编号,本期数")),
    RuleSample(
      "I3014", ["I3014 6:14"], fail: Form.table("hz-06,,a,,名,1,,,,,,,,正在推进"),
      pass: Form.table("hz-06,,a,,名,1,,,,,,,,推进中")),
    RuleSample(cell: "I3015", "N/A", pass: "—"),
    RuleSample(
      "I3016", ["I3016 7:15"],
      fail: Form.table("hz-06,,a,,名,1,,,,,,,,,办班。", "hz-06,,b,,名,1,,,,,,,,,送教。"),
      pass: Form.table("hz-06,,a,,名,1,,,,,,,,,办班。", "hz-06,,b,,名,1,,,,,,,,,办班。")),
    RuleSample(
      "I3017", ["I3017 7:2"], fail: Form.table("hz-06,,a,,名,1", ",小计,,,名,1"),
      pass: Form.table("hz-06,,a,,名,1", "hz-06,统计,b,,名,1")),
    RuleSample(
      "I3018", ["I3018 6:1"], fail: Form.table("ＨＺ－06,,a,,名,1"), pass: Form.table("hz-06,,a,,名,1")),
    RuleSample(cover: "I3019", ["I3019 4:1"], "填报人,示例甲", pass: "填表人,示例甲"),
    RuleSample(
      "I3021", ["I3021 7:1"],
      fail: Form.table(Form.row("58"), "任务编号,指标编号,本年累计,本期数", "hz-06,science-teachers-trained,41,12"),
      pass: Form.table(Form.row("58"))),
    RuleSample(
      "I3022", ["I3022 1:0"], fail: Form.table(Form.row("58")).replacing(",", with: ";"),
      pass: Form.table(Form.row("58"))),
    RuleSample(
      "I3024", ["I3024 1:1"],
      fail: Form.table(Form.row("58"), cover: "报送单位,实施方案,报告期\n610703,hanzhong-2022,2024-Q3\n\n"),
      pass: Form.table(Form.row("58"))),
    RuleSample(
      "I3025", ["I3025 6:4"],
      fail: Form.table(",,,本年,规划期", "hz-00,a,b,1,2", header: "任务编号,指标编号,指标名称,累计完成,"),
      pass: Form.table("hz-00,a,b,1,2", header: "任务编号,指标编号,指标名称,本年累计,规划期累计")),
    RuleSample("I3023", ["I3023 1:0"], fail: kept("南郑区三季度（最终版）.csv"), pass: kept("610703_2024-Q3.csv")),
    RuleSample(
      "I3020", ["I3020 5:5"],
      fail: Form.table("hz-10,c,14,22,63.64%", "hz-10,d,3,4,75", header: "任务编号,指标编号,分子,分母,覆盖率"),
      pass: Form.table("hz-10,c,14,22,", header: "任务编号,指标编号,分子,分母,覆盖率")),
  ]

  static let all = envelope + xml + table + workbooks + cells + repairs
}

@Suite struct RuleSampleTests {
  @Test(
    "The failing file breaks the rule at the place it should, and nothing else", arguments: RuleSamples.all)
  func failing(_ sample: RuleSample) throws {
    let result = try read(sample.fail)
    if sample.code.hasPrefix("I3") {
      let marks = (result.draft?.repairs ?? []).filter { $0.code == sample.code }
        .map { "\($0.code) \($0.position.line):\($0.position.column)" }
      #expect(marks == sample.marks)
      #expect(result.marks == [])
    } else if sample.code == "I1198" {
      #expect(result.counts["I1103"] == 1000)
      #expect(result.counts[sample.code] == 1)
    } else {
      #expect(result.marks == sample.marks)
    }
  }

  @Test("The passing file breaks nothing", arguments: RuleSamples.all)
  func passing(_ sample: RuleSample) throws {
    let result = try read(sample.pass)
    #expect(result.marks == [])
    #expect(result.draft != nil)
    #expect(!(result.draft?.repairs ?? []).contains { $0.code == sample.code })
  }

  @Test("Every rule has a sample")
  func everyRule() {
    #expect(RuleSamples.all.map(\.code).sorted() == ingestSheets.map(\.code).sorted())
  }

  @Test("Every slot of a rule's texts is filled by what the reader finds, in both languages")
  func slots() throws {
    let sheets = RuleSheets(ingestSheets)
    for sample in RuleSamples.all where !sample.code.hasPrefix("I3") {
      let result = try read(sample.fail)
      let finding = try #require(result.findings.first { $0.code == sample.code })
      for language in Language.allCases {
        let texts = [sheets.message(of: finding, in: language), sheets.remedy(of: finding, in: language)]
        for text in texts { #expect(!text.contains("{"), "\(sample.code): \(text)") }
        // An em dash between quotes or before a full stop is an empty slot.
        for gap in ["“—”（", "“—”填", "（—", "：—。", ": —.", "byte —"] {
          #expect(!texts.joined().contains(gap), "\(sample.code): \(texts)")
        }
      }
    }
  }

  @Test("Where nothing more may stand, an element out of place is told so")
  func nothingExpected() throws {
    let result = try read(
      Form.xml(
        "<task id=\"hz-06\"><explanation indicator=\"a\">甲</explanation><figure indicator=\"a\"/></task>"))
    let finding = try #require(result.findings.first { $0.code == "I1110" })
    #expect(finding.facts["expected"]?.isEmpty == false)
    let message = RuleSheets(ingestSheets).message(of: finding, in: .zh)
    #expect(!message.contains("—"), "\(message)")
  }

  @Test("Severities: hard returns the file, repairs are notes")
  func severities() {
    let soft = Set(["I1313", "I1323", "I2007"])
    let notes = Set(["I1307", "I1320", "I1401", "I1403", "I1406", "I1407", "I1408"])
    for sheet in ingestSheets {
      let expected: Severity =
        sheet.code.hasPrefix("I3") || notes.contains(sheet.code)
        ? .note : soft.contains(sheet.code) ? .soft : .hard
      #expect(sheet.severity == expected, "\(sheet.code)")
    }
  }
}
