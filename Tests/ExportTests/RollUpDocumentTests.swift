import Export
import Formats
import ReportModel
import Testing

struct RollUpDocumentTests {
  private func document(_ rollUp: RollUp, _ catalogue: Catalogue = SmallCity.catalogue) throws -> XMLDocument
  {
    let schema = try XMLSchema(Repository.bytes("Schemas/report.xsd"))
    let file = renderRollUp(rollUp, catalogue: catalogue)
    guard case .read(let document, let violations) = try readXML(file.bytes, schema: schema) else {
      throw HanzhongQuarter.Unreadable()
    }
    #expect(violations.items.map(\.message) == [])
    return document
  }

  private func figure(_ indicator: String, in document: XMLDocument) throws -> XMLElement {
    try #require(
      document.root.children(named: "task").flatMap { $0.children(named: "figure") }
        .first { $0.attribute("indicator") == indicator })
  }

  private func leaves(_ element: XMLElement?) -> [String] {
    element?.children(named: "leaf").map {
      "\($0.attribute("unit") ?? "") \($0.attribute("state") ?? "")"
    } ?? []
  }

  @Test("The roll-up of a small city is the golden file and conforms to the schema")
  func golden() throws {
    _ = try document(SmallCity.rollUp)
    try Golden.expect(renderRollUp(SmallCity.rollUp, catalogue: SmallCity.catalogue))
  }

  @Test(
    "Roll-ups of a real quarter conform to the schema",
    arguments: [HanzhongQuarter.city, HanzhongQuarter.province])
  func realQuarter(unit: OrgUnitCode) throws {
    let quarter = try HanzhongQuarter.standard()
    let document = try document(quarter.rollUp(of: unit), quarter.catalogue)
    #expect(document.root.attribute("scope") == "rollup")
  }

  @Test(
    "Missing, not applicable and provisional leaves are named in code order, those that simply reported are not"
  )
  func namedLeaves() throws {
    let document = try document(SmallCity.rollUp)
    #expect(
      leaves(try figure("std-funds", in: document).firstChild(named: "coverage")) == [
        "610702 provisional", "610728 missing",
      ])
    #expect(
      leaves(try figure("events", in: document).firstChild(named: "coverage")) == [
        "610703 notApplicable", "610728 missing",
      ])
    #expect(leaves(try figure("key-teachers", in: document).firstChild(named: "coverage")) == [])
    #expect(
      leaves(try figure("key-teachers", in: document).firstChild(named: "reconciliation")) == [
        "610728 missing"
      ])
  }

  @Test(
    "A leaf that reported without being asked is named, for the superior cannot know it from the register")
  func unaskedLeaves() throws {
    let document = try document(SmallCity.rollUp)
    #expect(
      leaves(try figure("commissioners", in: document).firstChild(named: "coverage")) == ["610702 reported"])
    // Asked in the fourth quarter, it is one like any other.
    var yearEnd = SmallCity.rollUp
    yearEnd.period = yearEnd.period.next
    let later = try self.document(yearEnd)
    #expect(leaves(try figure("commissioners", in: later).firstChild(named: "coverage")) == [])
  }

  @Test("Parts begin with the own level and follow by code")
  func partOrder() throws {
    let document = try document(SmallCity.rollUp)
    let units = try figure("std-funds", in: document).children(named: "part").map { $0.attribute("unit") }
    #expect(units == ["610700", "610702", "610703", "610728"])
  }

  @Test("Values are exact: nothing is rounded and nothing is invented where a value is missing")
  func exactness() throws {
    let document = try document(SmallCity.rollUp)
    let funds = try figure("std-funds", in: document)
    #expect(funds.attribute("inPeriod") == "1247.12345")
    #expect(funds.attribute("planToDate") == nil)
    let silent = try #require(funds.children(named: "part").first { $0.attribute("unit") == "610728" })
    #expect(silent.attribute("inPeriod") == nil)
    #expect(silent.attribute("carried") == "true")
    let zero = try #require(funds.children(named: "part").first { $0.attribute("unit") == "610703" })
    #expect(zero.attribute("inPeriod") == "0")
    let volunteers = try figure("volunteers", in: document)
    #expect(volunteers.attribute("estimated") == "1090")
  }

  @Test("The officer's own words are summaries, everybody else's are paragraphs")
  func words() throws {
    let root = try document(SmallCity.rollUp).root
    #expect(root.firstChild(named: "summary")?.text == "总体平稳，镇巴县推迟报送。")
    let task = root.children(named: "task").first { $0.attribute("id") == "hz-06" }
    #expect(task?.firstChild(named: "summary")?.text == "快于序时进度。")
    let paragraphs = root.children(named: "paragraph")
    #expect(
      paragraphs.map {
        "\($0.attribute("unit") ?? "") \($0.attribute("task") ?? "-") \($0.attribute("kind") ?? "")"
      } == [
        "610702 - summary", "610702 hz-06 progress", "610702 hz-06 problems", "610702 hz-06 next",
        "610703 hz-10 problems",
      ])
    #expect(paragraphs.contains { $0.text == "<b>工学矛盾</b> & 无人代课" })
  }

  @Test("A text that is too long for one paragraph is continued and not cut")
  func longText() throws {
    let long = String(repeating: "科普", count: 25_000)
    var rollUp = SmallCity.rollUp
    rollUp.paragraphs = [
      SourceParagraph(unit: SmallCity.city, plan: SmallCity.plan, task: nil, kind: .summary, text: long),
      SourceParagraph(unit: "610702", plan: SmallCity.plan, task: "hz-06", kind: .problems, text: long),
    ]
    let root = try document(rollUp).root
    let pieces = root.children(named: "paragraph").map { ($0.attribute("unit") ?? "", $0.text) }
    let own =
      (root.firstChild(named: "summary")?.text ?? "") + pieces.filter { $0.0 == "610700" }.map(\.1).joined()
    #expect(own == long)
    #expect(pieces.filter { $0.0 == "610702" }.map(\.1).joined() == long)
  }

  @Test("Names and telephone numbers of persons stay where they were received")
  func noPersons() throws {
    let quarter = try HanzhongQuarter.standard()
    let text = renderRollUp(try quarter.rollUp(), catalogue: quarter.catalogue).text
    #expect(!text.contains("示例甲"))
    #expect(!text.contains("0916-0000000"))
    #expect(!text.contains("filledBy"))
  }

  @Test("The order in which parts, sources and paragraphs come does not change a byte")
  func deterministic() {
    var shuffled = SmallCity.rollUp
    shuffled.basis.sources.reverse()
    shuffled.basis.missingUnits.reverse()
    shuffled.paragraphs.reverse()
    for position in shuffled.observations.indices {
      shuffled.observations[position].rolled?.parts.reverse()
      shuffled.observations[position].rolled?.reconciliation?.parts.reverse()
    }
    let catalogue = SmallCity.catalogue
    #expect(
      renderRollUp(shuffled, catalogue: catalogue) == renderRollUp(SmallCity.rollUp, catalogue: catalogue))
    #expect(
      renderRollUpTable(shuffled, catalogue: catalogue)
        == renderRollUpTable(SmallCity.rollUp, catalogue: catalogue))
  }
}
