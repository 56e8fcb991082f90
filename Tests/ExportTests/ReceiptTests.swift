import Export
import Findings
import Formats
import ReportModel
import Testing

struct ReceiptTests {
  private func root(_ receipt: Receipt) throws -> XMLElement {
    let schema = try XMLSchema(Repository.bytes("Schemas/receipt.xsd"))
    let file = renderReceipt(receipt, sheets: SampleReceipts.sheets)
    guard case .read(let document, let violations) = try readXML(file.bytes, schema: schema) else {
      throw HanzhongQuarter.Unreadable()
    }
    #expect(violations.items.map(\.message) == [])
    return document.root
  }

  private func page(_ receipt: Receipt, _ language: Language = .zh) -> String {
    renderReceiptPage(receipt, sheets: SampleReceipts.sheets, language: language).text
  }

  @Test("A receipt of every outcome conforms to the schema", arguments: Outcome.allCases)
  func schema(outcome: Outcome) throws {
    #expect(try root(SampleReceipts.receipt(outcome)).attribute("outcome") == outcome.rawValue)
  }

  @Test("Receipts are the golden files")
  func golden() throws {
    let returned = SampleReceipts.receipt(.returned)
    try Golden.expect(renderReceipt(returned, sheets: SampleReceipts.sheets), as: "receipt-returned.xml")
    try Golden.expect(
      renderReceiptPage(returned, sheets: SampleReceipts.sheets, language: .zh), as: "receipt-returned.html")
    let accepted = SampleReceipts.receipt(.accepted)
    try Golden.expect(
      renderReceiptPage(accepted, sheets: SampleReceipts.sheets, language: .en),
      as: "receipt-accepted-en.html")
  }

  @Test(
    "A receipt needs the names of what its findings and changes point at, and of nothing else in the plan")
  func namesMentioned() throws {
    let plan = try #require(SmallCity.catalogue.plan(SmallCity.plan))
    var receipt = SampleReceipts.receipt(.unreadable)
    receipt.findings = []
    receipt.changes = []
    #expect(receipt.namesMentioned(in: plan) == [:])
    receipt.findings = [
      Finding(SampleReceipts.negative, at: Place(task: "hz-06", indicator: "key-teachers")),
      Finding(SampleReceipts.negative, at: Place(task: "nobody-knows")),
      Finding(SampleReceipts.noCode, at: Place(SourcePosition(line: 7, column: 1))),
    ]
    receipt.changes = [
      FigureChange(task: "hz-10", indicator: "events", item: .inPeriod, before: nil, after: 1)
    ]
    #expect(
      receipt.namesMentioned(in: plan)
        == [
          "hz-06": plan.task("hz-06")?.title, "key-teachers": plan.indicator("key-teachers")?.name,
          "hz-10": plan.task("hz-10")?.title, "events": plan.indicator("events")?.name,
        ].compactMapValues(\.self))
    #expect(receipt.namesMentioned(in: plan).count == 4)
  }

  @Test("Whatever the receipt holds is in the file")
  func nothingLost() throws {
    let receipt = SampleReceipts.receipt(.returned)
    let root = try root(receipt)
    #expect(
      root.children(named: "finding").map { $0.attribute("code") ?? "" } == receipt.findings.map(\.code))
    for (element, finding) in zip(root.children(named: "finding"), receipt.findings) {
      #expect(element.attribute("value") == finding.place.value)
      #expect(element.attribute("line") == String(finding.place.position.line))
      let facts = element.children(named: "fact").map { ($0.attribute("name") ?? "", $0.text) }
      #expect(Dictionary(facts, uniquingKeysWith: { first, _ in first }) == finding.facts)
      let languages = element.children(named: "message").map { $0.attribute("lang") ?? "" }
      #expect(languages == ["zh", "en"])
      #expect(element.children(named: "remedy").allSatisfy { !$0.text.isEmpty })
    }
    let names = root.children(named: "name").map { ($0.attribute("id") ?? "", $0.text) }
    #expect(Dictionary(names, uniquingKeysWith: { first, _ in first }) == receipt.names)
    let changed = try self.root(SampleReceipts.receipt(.accepted)).children(named: "change")
    #expect(changed.map { $0.attribute("before") } == ["58", nil])
    #expect(changed.map { $0.attribute("after") } == ["61", "8.4"])
  }

  @Test("Numbers by severity are exact although the list is capped")
  func exactCounts() throws {
    let counts = try #require(try root(SampleReceipts.receipt(.returned)).firstChild(named: "counts"))
    #expect(counts.attribute("hard") == "41")
    #expect(counts.attribute("soft") == "1")
    #expect(counts.attribute("note") == "1")
    #expect(page(SampleReceipts.receipt(.returned)).contains("I2001“不是一个数”共40处，列出1处"))
  }

  @Test("A file's name says unit, plan, scope and revision; what does not count carries its digest")
  func stems() {
    let accepted = SampleReceipts.receipt(.accepted)
    #expect(receiptStem(accepted) == "610722-hanzhong-2022-own-r2")
    #expect(renderReceipt(accepted, sheets: SampleReceipts.sheets).name == "610722-hanzhong-2022-own-r2.xml")
    var returned = SampleReceipts.receipt(.returned)
    let first = receiptStem(returned)
    #expect(first.hasPrefix("610722-hanzhong-2022-own-r1-"))
    returned.digest = Repository.digest("another attempt")
    #expect(receiptStem(returned) != first)
    let unreadable = SampleReceipts.receipt(.unreadable)
    #expect(receiptStem(unreadable) == String(unreadable.digest.prefix(12)))
  }

  @Test(
    "The page says the outcome first, then what to do, then what must be corrected, then the rest in file order"
  )
  func order() throws {
    let text = page(SampleReceipts.receipt(.returned))
    let marks = [
      "退回，没有计入", "请这样做", "F12 单元格", "F16 单元格", "F14 单元格", "封面没有填填表日期", "自动修正（意思明确", "文件摘要",
    ]
    let places = try marks.map { mark in try #require(text.range(of: mark)?.lowerBound, "\(mark)") }
    #expect(places == places.sorted())
  }

  @Test("What was typed is quoted and never becomes markup")
  func escaping() {
    let text = page(SampleReceipts.receipt(.returned))
    #expect(text.contains("<span class=\"typed\">300余&lt;b&gt;</span>"))
    #expect(!text.contains("300余<b>"))
    #expect(!text.contains("<script"))
    #expect(!text.contains("http"))
  }

  @Test(
    "Every outcome tells the clerk what to do, in both languages",
    arguments: Outcome.allCases, [SenderChannel.dropFolder, .checkOnly])
  func instructions(outcome: Outcome, channel: SenderChannel) {
    var receipt = SampleReceipts.receipt(outcome)
    receipt.channel = channel
    let (chinese, english) = (page(receipt), page(receipt, .en))
    #expect(chinese.contains("<ol class=\"steps\">\n<li>"))
    #expect(english.contains("<ol class=\"steps\">\n<li>"))
    #expect(english.contains("What to do now"))
    #expect(!english.contains("请这样做"))
    // A file that was only checked was neither received nor returned.
    #expect(chinese.contains("收到时间") == (channel != .checkOnly))
  }

  @Test("A question that is already explained is not asked again")
  func explained() {
    var receipt = SampleReceipts.receipt(.accepted)
    var question = SampleReceipts.receipt(.questions).findings[1]
    question.facts["explained"] = "暑期集中培训"
    receipt.findings.append(question)
    receipt.counts[question.code] = 1
    let text = page(receipt)
    #expect(text.contains("已有说明1处"))
    #expect(text.contains("暑期集中培训"))
    #expect(!text.contains("请核实1处"))
  }
}
