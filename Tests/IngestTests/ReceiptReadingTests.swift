import Findings
import Formats
import Ingest
import ReportModel
import Testing

@Suite struct ReceiptReadingTests {
  private static let receipt = """
    <?xml version="1.0" encoding="UTF-8"?>
    <receipt xmlns="urn:cengbao:receipt:1" outcome="returned" digest="\(String(repeating: "a", count: 64))" file="610700-hanzhong-2022-r1.xml" receivedAt="2024-10-15T09:30:00+08:00" late="true" channel="drop-folder" receiver="610000" receiverName="陕西省" figures="41" rules="0.1" mode="replace">
      <subject unit="610700" unitName="汉中市" plan="hanzhong-2022" period="2024-Q3" scope="rollup" revision="1"/>
      <counts hard="2" soft="1" note="0">
        <rule code="V2003" count="2"/>
      </counts>
      <finding code="V2003" severity="hard" line="14" column="6" task="hz-06" indicator="key-teachers" value="-12">
        <title lang="zh">计数指标为负数</title>
        <message lang="zh">“重点培养骨干教师”填报 -12。</message>
        <remedy lang="zh">核对台账后改为实际数。</remedy>
        <title lang="en">Negative count</title>
        <message lang="en">Key teachers say -12.</message>
        <remedy lang="en">Correct it.</remedy>
        <fact name="value">-12</fact>
      </finding>
    </receipt>
    """

  @Test("A superior's receipt is read with its outcome, its subject and every finding in both languages")
  func whole() throws {
    let summary = try #require(
      readReceipt(Array(Self.receipt.utf8), schema: Repository.bytes("Schemas/receipt.xsd")))
    #expect(summary.outcome == .returned)
    #expect(summary.digest == String(repeating: "a", count: 64))
    #expect(summary.fileName == "610700-hanzhong-2022-r1.xml")
    #expect(summary.receivedAt.short == "2024-10-15 09:30")
    #expect(summary.isLate)
    #expect(summary.receiver == "610000")
    #expect(summary.receiverName == "陕西省")
    #expect(summary.channel == .dropFolder)
    #expect(summary.unit == "610700")
    #expect(summary.plan == "hanzhong-2022")
    #expect(summary.period == Period("2024-Q3"))
    #expect(summary.scope == .rollup)
    #expect(summary.revision == 1)
    #expect(summary.counts == [.hard: 2, .soft: 1, .note: 0])
    #expect(summary.figureCount == 41)
    #expect(summary.findings.count == 1)
    let found = try #require(summary.findings.first)
    #expect(
      found.finding
        == Finding(
          code: "V2003", severity: .hard,
          place: Place(
            SourcePosition(line: 14, column: 6), task: "hz-06", indicator: "key-teachers", value: "-12"),
          facts: ["value": "-12"]))
    #expect(found.texts[.zh]?.title == "计数指标为负数")
    #expect(found.texts[.en]?.remedy == "Correct it.")
  }

  @Test("What is no receipt gives nothing", arguments: ["", "a,b", "<receipt/>", Form.xml("")])
  func others(_ text: String) {
    #expect(readReceipt(Array(text.utf8), schema: nil) == nil)
  }

  @Test(
    "A receipt without an outcome or a digest gives nothing", arguments: ["outcome", "digest", "receivedAt"])
  func incomplete(_ attribute: String) {
    let text = Self.receipt.replacing("\(attribute)=\"", with: "x=\"")
    #expect(readReceipt(Array(text.utf8), schema: nil) == nil)
  }
}
