import Testing

@testable import Formats

private func read(_ text: String, schema: XMLSchema? = nil, limits: XMLLimits = XMLLimits()) throws
  -> (document: XMLDocument, violations: XMLViolations)
{
  switch try readXML(Array(text.utf8), schema: schema, limits: limits) {
  case .read(let document, let violations): return (document, violations)
  case .refused(let problem): throw problem
  }
}

private func refusal(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws -> FormatProblem? {
  if case .refused(let problem) = try readXML(bytes, limits: limits) { problem } else { nil }
}

private func refusal(_ text: String, limits: XMLLimits = XMLLimits()) throws -> FormatProblem? {
  try refusal(Array(text.utf8), limits: limits)
}

@Suite struct XMLReadingTests {
  private let report = """
    <?xml version="1.0" encoding="UTF-8"?>
    <report xmlns="urn:x:1" unit="610702" xmlns:o="urn:other">
      <!-- 说明 -->
      <task id="hz-00">
        <figure indicator="a&amp;b" inPeriod="9"/><figure indicator="c"
                o:note="n"/>
        <progress>甲&lt;乙<![CDATA[<丙>]]></progress>
      </task>
      <o:task id="other"/>
      <task id="hz-06"/>
    </report>
    """

  @Test func elementsAttributesAndTextsAreFound() throws {
    let root = try read(report).document.root
    #expect(root.name == "report")
    #expect(root.namespace == "urn:x:1")
    #expect(root.attribute("unit") == "610702")
    #expect(root.attribute("plan") == nil)
    #expect(root.parent == nil)
    #expect(root.children.map(\.name) == ["task", "task", "task"])
    #expect(root.children(named: "task").map { $0.attribute("id") } == ["hz-00", "hz-06"])
    #expect(root.children(named: "task", namespace: "urn:other").map { $0.attribute("id") } == ["other"])
    #expect(root.children(named: "figure").map(\.name) == [])
    let task = try #require(root.firstChild(named: "task"))
    #expect(task.parent?.name == "report")
    let figures = Array(task.children(named: "figure"))
    #expect(figures.map { $0.attribute("indicator") } == ["a&b", "c"])
    #expect(figures[1].attribute("note") == nil)
    #expect(figures[1].attributeNode("note", namespace: "urn:other")?.value == "n")
    #expect(figures[0].attributes.map(\.name) == ["indicator", "inPeriod"])
    #expect(figures[0].attributeBytes("inPeriod").map(Array.init) == [UInt8(ascii: "9")])
    #expect(task.firstChild(named: "progress")?.text == "甲<乙<丙>")
    #expect(task.text == "")
  }

  @Test func placesAreThoseOfTheTags() throws {
    let root = try read(report).document.root
    #expect(root.position == TextPosition(line: 2, column: 1))
    let task = try #require(root.firstChild(named: "task"))
    #expect(task.position == TextPosition(line: 4, column: 3))
    let figures = Array(task.children(named: "figure"))
    #expect(figures[0].position == TextPosition(line: 5, column: 5))
    // Begun on one line, ended on the next.
    #expect(figures[1].position == TextPosition(line: 5, column: 47))
    #expect(figures[0].attributeNode("inPeriod")?.position == TextPosition(line: 5, column: 43))
    #expect(
      figures[1].attributeNode("note", namespace: "urn:other")?.position
        == TextPosition(line: 6, column: 21))
    // Rewritten by the parser: the place of the element.
    #expect(figures[0].attributeNode("indicator")?.position == figures[0].position)
  }

  @Test func columnsCountCharacters() throws {
    let root = try read("<a>\n县县<b/></a>").document.root
    #expect(root.firstChild(named: "b")?.position == TextPosition(line: 2, column: 3))
  }

  @Test func placesStayRightFarIntoALargeDocument() throws {
    let count = 20_000
    let text = "<a>\n" + (1...count).map { "<b n=\"\($0)\">县</b>\n" }.joined() + "</a>"
    let document = try read(text).document
    #expect(document.elementCount == count + 1)
    let last = document[count]
    #expect(last.position == TextPosition(line: count + 1, column: 1))
    #expect(last.attributeNode("n")?.position == TextPosition(line: count + 1, column: 7))
    #expect(last.attribute("n") == "\(count)")
    #expect(last.text == "县")
  }

  @Test func mixedTextIsKeptInOrder() throws {
    let root = try read("<p>一<b>二</b>三<b/> </p>").document.root
    #expect(root.text == "一三")
    #expect(try read("<p> \n </p>").document.root.text == " \n ")
    #expect(try read("<p>\n<b/>\n</p>").document.root.text == "")
  }

  @Test func namesHaveNumbersForHotLoops() throws {
    let document = try read(report).document
    let figure = try #require(document.nameID(of: "figure", namespace: "urn:x:1"))
    #expect((0..<document.elementCount).count { document[$0].nameID == figure } == 2)
    #expect(document.nameID(of: "figure", namespace: "") == nil)
  }

  @Test func manyPlacesOnOneLongLineAreFound() throws {
    let count = 50_000
    let text = "<a>" + String(repeating: "<b>县</b>文", count: count) + "</a>"
    let document = try read(text).document
    #expect(document.root.children.map(\.column) == (0..<count).map { 4 + 9 * $0 })
    #expect(document.root.text == String(repeating: "文", count: count))
    #expect(document.root.children.map(\.text) == [String](repeating: "县", count: count))
  }

  // MARK: Refused

  @Test func aDoctypeIsRefused() throws {
    #expect(try refusal("<!DOCTYPE a><a/>")?.kind == .doctype)
    #expect(try refusal("<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\"><a/>")?.kind == .doctype)
    #expect(
      try refusal("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")?.kind == .doctype)
  }

  @Test func entitiesThatMultiplyAreRefusedAtTheDoctype() throws {
    var laughs = "<!DOCTYPE l [<!ENTITY l0 \"ha\">"
    for level in 1...9 {
      laughs += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
    }
    let found = try #require(try refusal(laughs + "]><l>&l9;</l>"))
    #expect(found.kind == .doctype)
    #expect(found.line == 1)
  }

  @Test func anUndeclaredEntityIsMalformedAndTheFiveKnownAreNot() throws {
    #expect(try refusal("<a>&x;</a>")?.kind == .malformed)
    #expect(try read("<a>&lt;&gt;&amp;&quot;&apos;&#21439;</a>").document.root.text == "<>&\"'县")
  }

  @Test func aSecondDocumentBehindANulIsRefused() throws {
    let found = try #require(try refusal("<a/>\n\0<b/>"))
    #expect(found.kind == .nulByte)
    #expect(found.line == 2)
    #expect(found.offset == 5)
  }

  @Test func whatFollowsTheRootIsMalformedUnlessItIsBlank() throws {
    #expect(try refusal("<a/><b/>")?.kind == .malformed)
    #expect(try refusal("<a/>x")?.kind == .malformed)
    #expect(try read("<a/>\n<!-- end -->\n").document.elementCount == 1)
  }

  @Test func brokenDocumentsAreMalformedWithTheirPlace() throws {
    for text in [
      "<a>", "<a></b>", "<a x=1/>", "<a x='1' x='2'/>", "<a", "text", " ", "<a>\u{1}</a>", "<p:a/>",
      "<a>]]></a>", "<a><!-- -- --></a>", "<a>&#0;</a>",
    ] {
      #expect(try refusal(text)?.kind == .malformed, "\(text)")
    }
    let found = try #require(try refusal("<a>\n  <b>\n  </c>\n</a>"))
    #expect(found.line == 3)
    #expect(found.detail.contains("mismatch"))
    #expect(try refusal("")?.kind == .empty)
  }

  @Test func everyCutOfADocumentIsRefused() throws {
    let bytes = Array(report.utf8)
    for length in 1..<bytes.count {
      #expect(try refusal(Array(bytes[..<length])) != nil, "cut at \(length)")
    }
  }

  @Test func bytesThatAreNotUTF8AreRefused() throws {
    let found = try #require(try refusal(Array("<a>\n".utf8) + [0xCF, 0xD8] + Array("</a>".utf8)))
    #expect(found.kind == .undecodable)
    #expect(found.line == 2)
  }

  @Test func anEncodingNamedInTheDocumentIsNotFollowed() throws {
    let text = "<?xml version='1.0' encoding='GB18030'?><a>县</a>"
    #expect(try read(text).document.root.text == "县")
    #expect(try read("<?xml version='1.0' encoding='UTF-16'?><a>县</a>").document.root.text == "县")
  }

  @Test func aCatalogueNamedInTheDocumentIsNotFollowed() throws {
    let text = "<?oasis-xml-catalog catalog=\"file:///nonexistent/catalog.xml\"?><a/>"
    #expect(try read(text).document.elementCount == 1)
  }

  @Test func anIncludeIsAnElementLikeOthers() throws {
    let text =
      "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/passwd' parse='text'/></a>"
    let root = try read(text).document.root
    #expect(root.children.map(\.name) == ["include"])
    #expect(root.text == "")
  }

  // MARK: Bounds

  @Test func tooManyBytesAreRefused() throws {
    #expect(try refusal("<a>12345</a>", limits: XMLLimits(documentBytes: 11))?.kind == .tooLarge)
    #expect(try refusal("<a>12345</a>", limits: XMLLimits(documentBytes: 12)) == nil)
  }

  @Test func twoHundredThousandAttributesAreRefused() throws {
    let text = "<a " + (0..<200_000).map { "a\($0)=''" }.joined(separator: " ") + "/>"
    let found = try #require(try refusal(text))
    #expect(found.kind == .tooManyAttributes)
    #expect(found.limit == 64)
  }

  @Test func attributesAreCountedPerElement() throws {
    let limits = XMLLimits(attributeCount: 2)
    #expect(try refusal("<a b='1' c='2'><d e='>' f=\"'x'\"/></a>", limits: limits) == nil)
    let found = try #require(try refusal("<a>\n <b c='1' d='2' e='3'/></a>", limits: limits))
    #expect(found.kind == .tooManyAttributes)
    #expect(found.line == 2)
    #expect(found.column == 2)
    // What looks like one in a comment or in character data is none.
    #expect(
      try refusal("<a><!-- <b c='1' d='2' e='3'/> --><![CDATA[<b c='1' d='2' e='3'/>]]></a>", limits: limits)
        == nil)
  }

  @Test func deepNestingIsRefused() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth - 1) + "<a/>" + String(repeating: "</a>", count: depth - 1)
    }
    #expect(try refusal(nested(32)) == nil)
    #expect(try refusal(nested(33))?.kind == .tooDeep)
    #expect(try refusal(nested(1_000_000))?.kind == .tooDeep)
    #expect(try refusal("<a>" + String(repeating: "<b></b><c/>", count: 100) + "</a>") == nil)
  }

  @Test func tooManyElementsAreRefused() throws {
    let limits = XMLLimits(elementCount: 3)
    #expect(try refusal("<a><b/><b></b></a>", limits: limits) == nil)
    #expect(try refusal("<a><b/><b></b><b/></a>", limits: limits)?.kind == .tooManyElements)
  }

  @Test func tooManyCommentsAreRefused() throws {
    let limits = XMLLimits(commentCount: 2)
    #expect(try refusal("<a><!-- <x> --><?pi <y> ?></a>", limits: limits) == nil)
    #expect(try refusal("<a><!----><?pi?><!----></a>", limits: limits)?.kind == .tooManyComments)
  }

  @Test func longTextsAndValuesAreRefused() throws {
    let limits = XMLLimits(textBytes: 6)
    #expect(try refusal("<a b='123456'>县报</a>", limits: limits) == nil)
    #expect(try refusal("<a b='1234567'/>", limits: limits)?.kind == .textTooLong)
    #expect(try refusal("<a>县报告</a>", limits: limits)?.kind == .textTooLong)
    #expect(try refusal("<a>1234<![CDATA[5678]]></a>", limits: limits)?.kind == .textTooLong)
  }
}

@Suite struct XMLSchemaTests {
  private static let xsd = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x:1" xmlns="urn:x:1"
      elementFormDefault="qualified">
      <xs:element name="report">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="figure" maxOccurs="unbounded">
              <xs:complexType>
                <xs:attribute name="indicator" use="required" type="xs:NCName"/>
                <xs:attribute name="inPeriod" type="xs:decimal"/>
              </xs:complexType>
            </xs:element>
            <xs:element name="remark" type="xs:decimal" minOccurs="0"/>
          </xs:sequence>
        </xs:complexType>
        <xs:unique name="once"><xs:selector xpath="*"/><xs:field xpath="@indicator"/></xs:unique>
      </xs:element>
    </xs:schema>
    """

  private func schema() throws -> XMLSchema { try XMLSchema(Array(Self.xsd.utf8)) }

  private func violations(_ body: String, limits: XMLLimits = XMLLimits()) throws -> XMLViolations {
    try read("<report xmlns='urn:x:1'>\n\(body)\n</report>", schema: schema(), limits: limits).violations
  }

  @Test func aFittingDocumentHasNoViolations() throws {
    #expect(try violations("<figure indicator='a' inPeriod='1.5'/><remark>2</remark>").isEmpty)
  }

  @Test func everyViolationIsCollectedWithItsPlace() throws {
    let found = try violations(
      "<figure indicator='a' inPeriod='x'/>\n  <figure inPeriod='1'/>\n<figure indicator='b' extra='1'/>\n<remark>\nno</remark>"
    )
    let places = Set(found.items.map { "\($0.line):\($0.column) \($0.element) \($0.attribute ?? "-")" })
    #expect(
      places == ["2:1 figure inPeriod", "3:3 figure -", "4:1 figure extra", "5:1 remark -"])
    #expect(found.items.contains { $0.code == 1824 && $0.message.contains("'x'") })
    #expect(found.items.contains { $0.code == 1868 && $0.message.contains("indicator") })
    #expect(found.items.contains { $0.code == 1866 })
    #expect(found.count == found.items.count)
  }

  @Test func missingAndUnexpectedElementsAreNamed() throws {
    #expect(try violations("").items.map(\.element) == ["report"])
    #expect(try violations("<figure indicator='a'/><other/>").items.map(\.element) == ["other"])
    #expect(try violations("<figure indicator='a'/>text").items.map(\.element) == ["report"])
  }

  @Test func keysAreUniqueInAStream() throws {
    let found = try violations("<figure indicator='a'/>\n<figure indicator='a'/>")
    #expect(found.items.map(\.line) == [3])
    #expect(found.items.map(\.code) == [1877])
  }

  @Test func notANumberAndInfinityAreNoDecimals() throws {
    #expect(!(try violations("<figure indicator='a' inPeriod='NaN'/>").isEmpty))
    #expect(!(try violations("<figure indicator='a' inPeriod='INF'/>").isEmpty))
  }

  @Test func anotherRootIsAViolation() throws {
    #expect(!(try read("<other/>", schema: schema()).violations.isEmpty))
    #expect(try read("<other/>").violations.isEmpty)
  }

  @Test func aSchemaNamedInTheDocumentIsNotFollowed() throws {
    let text = """
      <report xmlns="urn:x:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xsi:schemaLocation="urn:x:1 file:///nonexistent.xsd"><figure indicator="a"/></report>
      """
    #expect(try read(text, schema: schema()).violations.isEmpty)
  }

  @Test func detailsAreCappedAndTheCountIsExact() throws {
    let body = String(repeating: "<figure inPeriod='1'/>", count: 50)
    let found = try violations(body, limits: XMLLimits(violationCount: 10))
    #expect(found.items.count == 10)
    #expect(found.count == 50)
  }

  @Test func aSchemaServesManyDocumentsAndABadOneSpoilsNone() throws {
    let schema = try schema()
    let good = Array("<report xmlns='urn:x:1'><figure indicator='a'/></report>".utf8)
    for bad in ["<report xmlns='urn:x:1'><figure", "<report xmlns='urn:x:1'/>", "<!DOCTYPE a><a/>"] {
      if case .read(_, let violations) = try readXML(Array(bad.utf8), schema: schema) {
        #expect(!violations.isEmpty)
      }
      guard case .read(_, let violations) = try readXML(good, schema: schema) else {
        Issue.record("refused after \(bad)")
        continue
      }
      #expect(violations.isEmpty)
    }
  }

  @Test func malformedDocumentsAreRefusedUnderASchemaToo() throws {
    let schema = try schema()
    for text in ["<report xmlns='urn:x:1'><figure indicator='a'/>", "<!DOCTYPE report><report/>", "<a/><b/>"]
    {
      guard case .refused = try readXML(Array(text.utf8), schema: schema) else {
        Issue.record("read: \(text)")
        continue
      }
    }
  }

  @Test func workersWithTheirOwnSchemasReadAtTheSameTime() async throws {
    let good = Array("<report xmlns='urn:x:1'><figure indicator='a'/></report>".utf8)
    let bad = Array("<report xmlns='urn:x:1'><figure indicator='a' inPeriod='x'/></report>".utf8)
    let broken = Array("<report xmlns='urn:x:1'>".utf8)
    let xsd = Array(Self.xsd.utf8)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let schema = try XMLSchema(xsd)
          for _ in 0..<200 {
            guard case .read(_, let none) = try readXML(good, schema: schema), none.isEmpty,
              case .read(_, let some) = try readXML(bad, schema: schema), some.count == 1,
              case .refused(let problem) = try readXML(broken, schema: schema), problem.kind == .malformed
            else { return false }
          }
          return true
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test func schemasThatReachOutsideOrDoNotCompileAreRefused() throws {
    let open = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
    for body in [
      "<xs:include schemaLocation='a.xsd'/>", "<xs:import namespace='urn:y'/>",
      "<xs:element name='a' type='missing'/>", "<xs:element/>",
    ] {
      #expect(throws: FormatFault.self, "\(body)") {
        try XMLSchema(Array((open + body + "</xs:schema>").utf8))
      }
    }
    #expect(throws: FormatFault.self) { try XMLSchema(Array("<xs:schema".utf8)) }
    #expect(throws: FormatFault.self) { try XMLSchema([]) }
    #expect(throws: Never.self) { try XMLSchema(Array((open + "<xs:element name='a'/></xs:schema>").utf8)) }
  }
}
