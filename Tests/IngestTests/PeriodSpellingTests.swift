import Ingest
import ReportModel
import Testing

@Suite struct PeriodSpellingTests {
  private func period(_ text: String) throws -> ReadResult {
    try read(Form.table(Form.row("58"), cover: "报送单位,610703\n报告期,\(text)\n\n"))
  }

  @Test(
    "A quarter is understood in every usual spelling",
    arguments: [
      "2024-Q3", "2024Q3", "2024q3", "2024 Q3", "2024/Q3", "2024.Q3", "Q3 2024", "Q3-2024", "2024年三季度",
      "2024年第三季度",
      "2024年3季度", "2024年第3季度", "2024.3季度", "2024-3季度", "2024三季度", "2024年度第三季度", "2024 年 第 三 季 度", "２０２４年第３季度",
      "二〇二四年第三季度", "2024年Q3", "2024年7-9月", "2024年7月至9月", "2024年第三季度报表", "2024年7—9月份",
      "第三季度（2024年）", "3季度2024", "2024年Ⅲ季度", "2024-III",
    ])
  func understood(_ text: String) throws {
    let result = try period(text)
    #expect(result.draft?.period == Period(year: 2024, quarter: 3))
    #expect(result.marks == [])
    #expect(result.draft?.periodText?.text == text)
    #expect(result.traces == (text == "2024-Q3" ? [] : ["I3008 2:2 \(text) → 2024-Q3"]))
  }

  @Test("A quarter without its year is a finding, whatever the title says", arguments: ["三季度", "第3季度", "Q3"])
  func withoutYear(_ text: String) throws {
    let result = try period(text)
    #expect(result.marks == ["I1318 2:2"])
    #expect(result.draft?.period == nil)
    #expect(!result.isIdentified)
  }

  @Test(
    "What is not one quarter is a finding",
    arguments: [
      "2024年前三季度", "前三季度", "上半年", "2024年上半年", "2024年9月", "2024年", "2024年一至三季度", "2024-09",
      "2024年7-8月",
    ])
  func notOneQuarter(_ text: String) throws { #expect(try period(text).marks == ["I1319 2:2"]) }

  @Test(
    "Anything else is a finding", arguments: ["本期", "本季度", "202409", "24年三季度", "1999-Q3", "2024-Q5", "去年同期"])
  func unknown(_ text: String) throws { #expect(try period(text).marks == ["I1317 2:2"]) }

  @Test(
    "What could nearly be read says what is unclear",
    arguments: [
      ("2024-3", "3 月还是第 3 季度"), ("2024.3", "3 月还是第 3 季度"), ("2024/1", "1 月还是第 1 季度"), ("24年三季度", "四位"),
      ("24Q3", "四位"), ("Sep-24", "改成了日期"),
    ])
  func doubtful(_ text: String, _ doubt: String) throws {
    let result = try period(text)
    #expect(result.marks == ["I1317 2:2"])
    #expect(result.findings.first?.facts["doubt"]?.contains(doubt) == true)
  }
}
