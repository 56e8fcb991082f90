import Findings
import ReportModel
import Testing

@testable import Ingest

/// Measure units in headings and in the lines around a table.
@Suite("Measure units around a table") struct MeasureNoteTests {
  @Test(
    "A heading names its column and its measure unit",
    arguments: [
      ("本期数（元）", ["元"]), ("本期数(万元)", ["万元"]), ("本年累计/元", ["元"]), ("本期数【单位：万元】", ["万元"]),
      ("本期数\n（元）", ["元"]), ("本期数万元", ["万元"]), ("本期数（万元、人次）", ["万元", "人次"]), ("本期数（万）", ["万"]),
      ("本期数（人民币元）", ["元"]), ("本期数（计量单位:千元）", ["千元"]),
    ])
  func heading(_ typed: String, _ measures: [String]) {
    #expect(HeadingVocabulary.role(of: typed) != nil)
    #expect(MeasureNoteSpelling.split(typed)?.measures == measures)
  }

  @Test(
    "Other words in a heading are none",
    arguments: ["本期数（必填）", "本期数", "累计数", "规划期累计（2021年起）", "本期完成数", "分子/分母", "次数"])
  func otherHeading(_ typed: String) { #expect(MeasureNoteSpelling.split(typed) == nil) }

  @Test(
    "A line names measure units",
    arguments: [
      ("单位：万元", ["万元"]), ("计量单位：万元", ["万元"]), ("（单位：元）", ["元"]), ("单位: 万元、人次", ["万元", "人次"]),
      ("金额单位：人民币元", ["元"]), ("季报表（单位：万元）", ["万元"]),
    ])
  func line(_ typed: String, _ measures: [String]) {
    #expect(MeasureNoteSpelling.line(in: typed) == measures)
  }

  @Test("Who reports is no measure unit", arguments: ["报送单位：元", "单位：汉台区", "责任单位：所", "计量单位", "万元"])
  func otherLine(_ typed: String) { #expect(MeasureNoteSpelling.line(in: typed) == nil) }

  private func notes(_ text: String) throws -> [MeasureNotes?] {
    let draft = try #require(try read(Array(text.utf8)).draft)
    return draft.tasks.flatMap(\.figures).map(\.measureNotes)
  }

  private static let row = "hz-06,,a,,,1"

  @Test(
    "A line above, between or below belongs to its table, wherever it stands",
    arguments: ["单位：万元\n\n", ",,,,,单位：万元\n", "季报表（单位：万元）\n", "计量单位,万元\n", "填表人,示例甲,,单位：万元\n"])
  func lines(_ line: String) throws {
    let above = try notes(Form.table(Self.row, cover: Form.cover + line))
    #expect(above.map { $0?.line?.measures } == [["万元"]])
    let below = try notes(Form.table(Self.row) + "\n" + line)
    #expect(below.map { $0?.line?.measures } == [["万元"]])
    let between = try notes(Form.table(Self.row, line + Form.header.replacing("本期数", with: "本季数"), Self.row))
    #expect(between.last??.line?.measures == ["万元"])
  }

  @Test("Without such words a row has no notes")
  func none() throws { #expect(try notes(Form.table(Self.row)).map { $0 == nil } == [true]) }
}
