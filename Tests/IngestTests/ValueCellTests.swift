import Findings
import Ingest
import ReportModel
import Testing

@Suite struct ValueCellTests {
  struct Understood: Sendable, CustomTestStringConvertible {
    var typed: String
    var measure = "名"
    var value: Amount?
    var readMeasure: String?
    var codes: [String]
    var testDescription: String { "\(typed) in \(measure)" }
    init(
      _ typed: String, _ value: String, in measure: String = "名", as readMeasure: String? = nil,
      _ codes: String...
    ) {
      self.typed = typed
      self.measure = measure
      self.value = Amount(value)
      self.readMeasure = readMeasure
      self.codes = codes
    }
  }

  @Test(
    "One number is read, and every step on the way leaves its trace",
    arguments: [
      Understood("58", "58"), Understood("-3", "-3"), Understood("8.40", "8.4"), Understood("0", "0"),
      Understood("0058", "58", "I3001"), Understood("00.5", "0.5", "I3001"), Understood(" 58 ", "58"),
      Understood("=\"58\"", "58", "I3001"),
      Understood("５８", "58", "I3001"), Understood("１２．５", "12.5", "I3001"), Understood("−3", "-3", "I3001"),
      Understood("'58", "58", "I3001"), Understood("\"1,420\"", "1420", "I3002"),
      Understood("\"12,345,678.5\"", "12345678.5", "I3002"), Understood("1，420", "1420", "I3001", "I3002"),
      Understood("1 420", "1420", "I3003"), Understood("+12", "12", "I3006"),
      Understood("58名", "58", "I3004"), Understood("58 名", "58", "I3004"), Understood("58人", "58", "I3004"),
      Understood("58名", "58", in: "", as: "名", "I3004"), Understood("14.14%", "14.14", in: "%", "I3004"),
      Understood("14.14%", "14.14", in: "", as: "%", "I3004"), Understood("8.5万", "85000", in: "人次", "I3005"),
      Understood("8.5万", "85000", in: "", "I3005"), Understood("1.2亿", "120000000", in: "元", "I3005"),
      Understood("8.5万人次", "85000", in: "人次", "I3005", "I3004"),
      Understood("8.5万元", "8.5", in: "万元", "I3004"),
      Understood("8.5万元", "85000", in: "元", "I3005", "I3004"),
      Understood("8.5万元", "85000", in: "", as: "元", "I3005", "I3004"),
      Understood("3瓶", "3", in: "瓶", "I3004"),
    ])
  func understood(_ cell: Understood) throws {
    let result = try read(Form.table(Form.row(cell.typed, measure: cell.measure)))
    #expect(result.marks == [])
    #expect(result.figures.map(\.values.inPeriod) == [cell.value])
    #expect(result.figures.map(\.status) == [.reported])
    let measure = cell.readMeasure ?? (cell.measure.isEmpty ? nil : cell.measure)
    #expect(result.figures.first?.measure?.text == measure)
    #expect((result.draft?.repairs ?? []).map(\.code) == cell.codes.sorted())
    #expect((result.draft?.repairs ?? []).allSatisfy { $0.position == SourcePosition(line: 6, column: 6) })
  }

  @Test(
    "不适用 in its usual forms",
    arguments: ["—", "–", "-", "--", "——", "/", "／", "不适用", "－", " — "])
  func notApplicable(_ text: String) throws {
    let result = try read(Form.table(Form.row(text)))
    #expect(result.marks == [])
    #expect(result.traces == [])
    #expect(result.figures.map(\.status) == [.notApplicable])
  }

  @Test("Other words for 不适用 leave a trace", arguments: ["N/A", "不 适 用", "不涉及"])
  func notApplicableWords(_ text: String) throws {
    let result = try read(Form.table(Form.row(text)))
    #expect(result.traces == ["I3015 6:6 \(text) → —"])
    #expect(result.figures.map(\.status) == [.notApplicable])
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var code: String
    var typed: String
    var measure: String
    var testDescription: String { "\(typed) in \(measure)" }
    init(_ code: String, _ typed: String, _ measure: String = "名") {
      self.code = code
      self.typed = typed
      self.measure = measure
    }
  }

  @Test(
    "What is not one number is a finding that quotes the cell",
    arguments: [
      Refused("I2001", "300余"), Refused("I2001", "近300"), Refused("I2001", "约300"), Refused("I2001", "300多名"),
      Refused("I2001", "300名左右"), Refused("I2001", "300以上"), Refused("I2001", "≥300"),
      Refused("I2001", ">300"),
      Refused("I2001", "不少于300"), Refused("I2001", "数百"), Refused("I2001", "约8.5万"), Refused("I2001", "~300"),
      Refused("I2002", "30-50"), Refused("I2002", "30—50场次"), Refused("I2002", "30~50"),
      Refused("I2002", "30至50"),
      Refused("I2002", "30－50"), Refused("I2003", "#REF!"), Refused("I2003", "#N/A"),
      Refused("I2003", "#DIV/0!"),
      Refused("I2003", "######"), Refused("I2004", "=SUM(F6:F9)"), Refused("I2004", "＝F6"),
      Refused("I2004", "+SUM(A1)"),
      Refused("I2005", "2024-09-30"), Refused("I2005", "2024/9/30"), Refused("I2005", "9月30日"),
      Refused("I2005", "2024年9月"),
      Refused("I2005", "5-Mar"), Refused("I2005", "12:30"), Refused("I2005", "2024-9"),
      Refused("I2006", "1.25E+05"),
      Refused("I2006", "6e3"), Refused("I2007", "无"), Refused("I2007", "暂无"), Refused("I2007", "没 有"),
      Refused("I2008", "8.5万", "万元"), Refused("I2008", "3千", "万人次"), Refused("I2009", "待定"),
      Refused("I2009", "完成"),
      Refused("I2009", "58个班"), Refused("I2017", "(12)"), Refused("I2017", "\"（1,200）\""),
      Refused("I2011", "12、420"), Refused("I2011", "8。4"),
      Refused("I2009", "58."), Refused("I2010", "58元"),
      Refused("I2010", "85000元", "万元"), Refused("I2010", "5%"), Refused("I2011", "\"1,23\""),
      Refused("I2011", "\"12,34,567\""),
      Refused("I2011", "\"1,420,\""), Refused("I2012", "12 15"), Refused("I2012", "58/60"),
      Refused("I2012", "58（含女20）"),
      Refused("I2012", "8万5"), Refused("I2013", "五十八"), Refused("I2013", "八万五"), Refused("I2013", "五十八名"),
      Refused("I2014", "12345678901234567890"), Refused("I2014", "0.1234567891"),
    ])
  func refused(_ cell: Refused) throws {
    let result = try read(Form.table(Form.row(cell.typed, measure: cell.measure)))
    #expect(result.marks == ["\(cell.code) 6:6"])
    let place = try #require(result.findings.first?.place)
    #expect(place.value == cell.typed.trimmingQuotes)
    #expect(place.task == "hz-06")
    #expect(place.indicator == "key-teachers")
    #expect(result.figures.map(\.values) == [.none])
    #expect(result.figures.map(\.status) == [.missing])
    #expect(result.figures.first?.text(of: .inPeriod) == cell.typed.trimmingQuotes)
  }

  @Test("无 is a question, everything else is hard")
  func severities() throws {
    #expect(try read(Form.table(Form.row("无"))).findings.map(\.severity) == [.soft])
    #expect(try read(Form.table(Form.row("300余"))).findings.map(\.severity) == [.hard])
  }

  @Test("A percentage in a numerator is a finding, a unit there is not compared with the ratio's")
  func ratioParts() throws {
    #expect(try read(Form.table("hz-10,,c,,%,,,,,60%,22")).marks == ["I2015 6:10"])
    let result = try read(Form.table("hz-10,,c,,%,,,,,14个,22个"))
    #expect(result.marks == [])
    #expect(result.figures[0].values == FigureValues(numerator: 14, denominator: 22))
    let absent = try read(Form.table("hz-10,,c,,%,,,,,—,—"))
    #expect(absent.figures.map(\.status) == [.notApplicable])
  }

  @Test("Two measure units in one row are a finding, two words for one are not")
  func measuresInRow() throws {
    #expect(try read(Form.table("hz-06,,a,,,58名,171场")).marks == ["I2016 6:7"])
    let result = try read(Form.table("hz-06,,a,,,58名,171人"))
    #expect(result.marks == [])
    #expect(result.figures[0].measure?.text == "名")
  }

  @Test("A figure with a value is reported although a dash stands in another column")
  func dashBesideValue() throws {
    let result = try read(Form.table("hz-35,,volunteers,,人,—,—,—,2680"))
    #expect(result.marks == [])
    #expect(result.figures.map(\.status) == [.reported])
    #expect(result.figures.map(\.values) == [FigureValues(atEnd: 2680)])
  }
}

extension String {
  /// What a quoted CSV cell holds.
  fileprivate var trimmingQuotes: String {
    hasPrefix("\"") && hasSuffix("\"") && count > 1 ? String(dropFirst().dropLast()) : self
  }
}
