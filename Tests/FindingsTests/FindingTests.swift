import Findings
import ReportModel
import TestKit
import Testing

@Suite("Findings and their texts")
struct FindingTests {
  private func sheet(_ message: String, remedy: String = "改为 {better}。", code: RuleCode = "V2003")
    -> RuleSheet
  {
    RuleSheet(
      code: code, severity: .hard, title: "标题", message: message, remedy: remedy, titleEN: "Title",
      messageEN: "{value} is wrong", remedyEN: "Type {better}", basis: "要求", since: "0.1")
  }

  private func message(_ text: String, _ place: Place, _ facts: Facts = [:]) -> String {
    let sheet = sheet(text)
    return RuleSheets([sheet]).message(of: Finding(sheet, at: place, facts), in: .zh)
  }

  @Test("Slots take their facts, and the place's own where no fact says otherwise")
  func slots() {
    let place = Place(task: "hz-06", indicator: "key-teachers", value: "-12")
    #expect(message("“{indicator}”填报 {value}（{task}）", place) == "“key-teachers”填报 -12（hz-06）")
    #expect(message("“{indicator}”", place, ["indicator": "骨干教师"]) == "“骨干教师”")
    #expect(message("没有空格", place) == "没有空格")
    #expect(message("{a}{b}{a}", place, ["a": "1", "b": "2"]) == "121")
  }

  @Test("A slot without a fact is seen and not hidden; a lone brace is text")
  func gaps() {
    #expect(message("差 {difference} 个", Place()) == "差 — 个")
    #expect(message("{ 未完", Place()) == "{ 未完")
    #expect(message("} 未开", Place()) == "} 未开")
  }

  @Test("Quotation marks inside quotation marks are single ones, and only there")
  func quotations() {
    let place = Place(value: "“三长制”覆盖")
    #expect(message("“{value}”只填了分子", place) == "“‘三长制’覆盖”只填了分子")
    #expect(message("填的是 {value}", place) == "填的是 “三长制”覆盖")
  }

  @Test("A fact is never read as a template")
  func notNested() {
    #expect(message("填报 {value}", Place(value: "{task}"), ["task": "hz-06"]) == "填报 {task}")
  }

  @Test("Both languages come from one finding; an unknown code shows itself")
  func languages() {
    let sheet = sheet("错了")
    let sheets = RuleSheets([sheet])
    let finding = Finding(sheet, at: Place(value: "-12"), ["better": "12"])
    #expect(sheets.message(of: finding, in: .en) == "-12 is wrong")
    #expect(sheets.remedy(of: finding, in: .zh) == "改为 12。")
    #expect(sheets.remedy(of: finding, in: .en) == "Type 12")
    #expect(sheets.title(of: "V2003", in: .zh) == "标题" && sheets.title(of: "V2003", in: .en) == "Title")
    let unknown = Finding(code: "X0001", severity: .note, place: Place(), facts: [:])
    #expect(sheets.message(of: unknown, in: .zh) == "X0001")
    #expect(sheets.remedy(of: unknown, in: .zh) == "")
    #expect(sheets.title(of: "X0001", in: .en) == "X0001")
  }

  @Test("A finding has its sheet's severity unless it says otherwise")
  func severity() {
    #expect(Finding(sheet(""), at: Place()).severity == .hard)
    #expect(Finding(sheet(""), at: Place(), severity: .soft).severity == .soft)
    #expect(Severity.allCases.sorted() == [.hard, .soft, .note])
  }

  @Test("File order is position, then code, then figure, whatever the order of finding")
  func order() {
    func finding(_ line: Int, _ column: Int, _ code: RuleCode, _ indicator: String? = nil) -> Finding {
      Finding(
        code: code, severity: .hard,
        place: Place(SourcePosition(line: line, column: column), indicator: indicator), facts: [:])
    }
    let expected = [
      finding(0, 0, "V1015"), finding(2, 1, "V4001"), finding(2, 6, "V2003"), finding(2, 6, "V2003", "a"),
      finding(2, 6, "V2003", "b"), finding(2, 6, "V2004"), finding(10, 1, "I0001"),
    ]
    var generator = SeededGenerator(seed: 41)
    for _ in 0..<50 {
      #expect(expected.shuffled(using: &generator).sorted(by: Finding.inFileOrder) == expected)
    }
  }

  @Test("Sheets are found by code and listed in order")
  func sheets() {
    let sheets = RuleSheets([sheet("", code: "V2003"), sheet("", code: "I0001"), sheet("", code: "V1001")])
    #expect(sheets.inOrder.map(\.code) == ["I0001", "V1001", "V2003"])
    #expect(sheets["V2003"]?.code == "V2003")
    #expect(sheets["V9999"] == nil)
  }

  @Test("A receipt counts the findings that it lists by severity")
  func receipt() {
    let findings = [Severity.hard, .soft, .soft, .note].map {
      Finding(code: "V2003", severity: $0, place: Place(), facts: [:])
    }
    let receipt = Receipt(
      fileName: "a.csv", outcome: .returned, digest: "", receivedAt: 0, channel: .openInbox,
      receiver: "610700",
      receiverName: "汉中市", findings: findings, ruleCatalogue: "0.1")
    #expect(Severity.allCases.map { receipt.count(of: $0) } == [1, 2, 1])
  }
}
