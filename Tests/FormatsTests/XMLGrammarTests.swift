import Foundation
import TestKit
import Testing

@testable import Formats

@Suite("A schema read as tables") struct XMLGrammarTests {
  private static func schema(_ types: String, _ report: String, more: String = "") -> [UInt8] {
    Array(
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:x:1" targetNamespace="urn:x:1" \
      elementFormDefault="qualified">
      \(types)
      <xs:element name="report"><xs:complexType>\(report)</xs:complexType></xs:element>
      \(more)
      </xs:schema>
      """.utf8)
  }

  /// Nothing refers to it, and it is not among what the tables are made of.
  private static let beyond = "<xs:group name='g'><xs:sequence/></xs:group>"

  @Test("The schema of reports is understood as a whole") func ours() throws {
    let url = Program.repository.appendingPathComponent("Schemas/report.xsd")
    #expect(try XMLSchema([UInt8](Data(contentsOf: url))).grammar != nil)
  }

  @Test(
    "A schema with anything that is not understood is left to libxml2",
    arguments: [
      ("", "<xs:choice><xs:element name='a' type='xs:string'/></xs:choice>", ""),
      ("", "<xs:all><xs:element name='a' type='xs:string'/></xs:all>", ""),
      ("", "<xs:sequence><xs:any/></xs:sequence>", ""),
      ("", "<xs:sequence><xs:element name='a'/></xs:sequence>", ""),
      ("", "<xs:sequence minOccurs='0'><xs:element name='a' type='xs:string'/></xs:sequence>", ""),
      ("", "<xs:sequence><xs:element name='a' type='xs:string' nillable='true'/></xs:sequence>", ""),
      ("", "<xs:sequence><xs:element name='a' type='xs:token'/></xs:sequence>", ""),
      (
        "",
        """
        <xs:sequence><xs:element name='a' type='xs:string' minOccurs='0'/><xs:element name='b' type='xs:string'/>\
        <xs:element name='a' type='xs:string'/></xs:sequence>
        """, ""
      ),
      ("", "<xs:attribute name='a' type='xs:string' fixed='1'/>", ""),
      ("", "<xs:attribute name='a' type='xs:string' use='prohibited'/>", ""),
      ("", "<xs:anyAttribute/>", ""),
      (
        "<xs:simpleType name='T'><xs:restriction base='xs:string'><xs:pattern value='.*'/></xs:restriction></xs:simpleType>",
        "<xs:attribute name='a' type='T'/>", ""
      ),
      (
        "<xs:simpleType name='T'><xs:restriction base='xs:date'><xs:minInclusive value='2020-01-01'/></xs:restriction></xs:simpleType>",
        "<xs:attribute name='a' type='T'/>", ""
      ),
      ("", "<xs:attribute name='a' type='xs:string'/>", beyond),
    ])
  func unknown(_ types: String, _ report: String, _ more: String) throws {
    #expect(try XMLSchema(Self.schema(types, report, more: more)).grammar == nil)
  }

  @Test(
    "Patterns take what they describe and nothing else",
    arguments: [
      (
        "[0-9]{6}(-[a-z0-9]{1,3})?", ["610702", "610702-a", "610702-jyj"],
        ["61070", "610702-", "610702-jyjx", "a"]
      ),
      ("[a-z][a-z0-9]*(-[a-z0-9]+)*", ["a", "a1-b", "ab-c-2"], ["", "1", "a-", "a--b", "A", "a-b "]),
      ("20[0-9]{2}-Q[1-4]", ["2024-Q3"], ["2024-Q5", "1999-Q1", "2024-Q33"]),
      ("a|bc+", ["a", "bc", "bccc"], ["b", "ac", "abc", ""]),
      ("(ab){2,3}", ["abab", "ababab"], ["ab", "abababab", "aba"]),
      ("x{0,2}y?", ["", "x", "xxy", "y"], ["xxx", "yy", "yx"]),
      ("(a*b)*", ["", "b", "aab", "abb"], ["a", "ba"]),
    ])
  func patterns(_ text: String, _ fitting: [String], _ others: [String]) throws {
    let pattern = try #require(ValuePattern(text))
    func matches(_ value: String) -> Bool {
      Array(value.utf8).withUnsafeBufferPointer { pattern.matches($0) }
    }
    #expect(fitting.filter { !matches($0) } == [])
    #expect(others.filter(matches) == [])
  }

  @Test(
    "Patterns of other signs are not guessed at",
    arguments: [".", "[^a]", "\\d", "[a-]", "a{", "a{2,1}", "(a", "a)", "[]", "*", "年"])
  func strangePatterns(_ text: String) { #expect(ValuePattern(text) == nil) }

  @Test("What the tables accept libxml2 accepts, and what breaks the schema is told in the same words")
  func agreement() throws {
    let types = """
      <xs:simpleType name="N"><xs:restriction base="xs:decimal"><xs:maxInclusive value="1000"/>\
      <xs:minInclusive value="-1000"/><xs:fractionDigits value="3"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="C"><xs:restriction base="xs:nonNegativeInteger"><xs:maxInclusive value="100"/>\
      </xs:restriction></xs:simpleType>
      <xs:simpleType name="R"><xs:restriction base="xs:positiveInteger"><xs:maxInclusive value="99"/></xs:restriction>\
      </xs:simpleType>
      <xs:simpleType name="L"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="E"><xs:restriction base="xs:string"><xs:enumeration value="ab"/><xs:enumeration value="c"/>\
      </xs:restriction></xs:simpleType>
      """
    let named = [
      "n": "N", "c": "C", "r": "R", "l": "L", "e": "E", "b": "xs:boolean", "d": "xs:date", "m": "xs:dateTime",
    ]
    let report = named.sorted { $0.key < $1.key }.map {
      "<xs:attribute name='\($0.key)' type='\($0.value)'/>"
    }
    .joined()
    let quick = try XMLSchema(Self.schema(types, report))
    let slow = try XMLSchema(Self.schema(types, report, more: Self.beyond))
    #expect(quick.grammar != nil && slow.grammar == nil)
    let seed = SeededGenerator.environmentSeed
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "0", "1", "9", "10", "99", "100", "1000", "1001", ".", "-", "+", " ", "5", "000", "1234567890123456789",
      "a", "ab",
      "c", "字", "true", "false", "2024-02-29", "2023-02-29", "2024-10-08", "T", "09:30:00", "24:00:00", "Z",
      "+08:00",
      "-14:00", "+14:00", "e", "&#32;", "&#9;", "", "1999-12-31", "0000-01-01", "12345-01-01",
    ]
    for number in 0..<3_000 {
      let name = ["n", "c", "r", "l", "e", "b", "d", "m"][number % 8]
      let count = Int.random(in: 1...4, using: &random)
      let value = (0..<count).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
      let document = Array("<report xmlns='urn:x:1' \(name)='\(value)'/>".utf8)
      guard case .read(_, let one) = try readXML(document, schema: quick),
        case .read(_, let other) = try readXML(document, schema: slow)
      else {
        Issue.record("refused: \(name)='\(value)'")
        continue
      }
      #expect(one == other, "CENGBAO_SEED=\(seed): \(name)='\(value)'")
    }
    // The values that the tables took were not asked about, and there were some.
    #expect(slow.libraryCheckCount == 3_000)
    #expect(quick.libraryCheckCount < 2_900)
  }
}
