import Testing

@testable import Formats

@Suite struct XMLWriterTests {
  @Test func aDocumentIsWrittenByteForByte() {
    var writer = XMLWriter()
    writer.comment("一 -- 二-")
    writer.open("report", [("unit", "610702"), ("a", "甲")])
    writer.open("empty")
    writer.close()
    writer.open("task", [("id", "1")])
    writer.comment("说明")
    writer.element("figure", [("inPeriod", "9")])
    writer.element("progress", text: "一\n二")
    writer.element("none", text: "")
    writer.close()
    writer.close()
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- 一 - - 二- -->
      <report unit="610702" a="甲">
        <empty/>
        <task id="1">
          <!-- 说明 -->
          <figure inPeriod="9"/>
          <progress>一
      二</progress>
          <none/>
        </task>
      </report>

      """
    #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
  }

  @Test func charactersThatMeanSomethingAreEscaped() {
    var writer = XMLWriter()
    writer.element("a", [("b", "<&>\"'\r\n\t")], text: "<&>\"'\r\n\t]]>")
    let text = String(decoding: writer.finish(), as: UTF8.self)
    #expect(
      text.hasSuffix(
        "<a b=\"&lt;&amp;&gt;&quot;'&#13;&#10;&#9;\">&lt;&amp;&gt;\"'&#13;\n\t]]&gt;</a>\n"))
  }

  @Test func charactersThatXMLCannotHoldAreReplaced() {
    var writer = XMLWriter()
    writer.element("a", [("b", "1\u{0}2")], text: "\u{1}\u{B}\u{1F}x\u{FFFE}\u{FFFF}\u{7F}")
    let text = String(decoding: writer.finish(), as: UTF8.self)
    #expect(text.hasSuffix("<a b=\"1\u{FFFD}2\">\u{FFFD}\u{FFFD}\u{FFFD}x\u{FFFD}\u{FFFD}\u{7F}</a>\n"))
  }

  @Test func anAttributeAtATimeIsWrittenLikeAListOfThem() {
    let texts = ["", "甲 <乙> & \"丙\"", "行\n\t\r\u{1}\u{FFFE}", "，全角：\u{FFFD}"]
    var listed = XMLWriter()
    listed.open("all")
    var single = XMLWriter()
    single.open("all")
    for text in texts {
      listed.open("v", [("a", text), ("b", text), ("n", "-9223372036854775808"), ("z", "0")])
      listed.element("inner")
      listed.close()
      listed.element("v", [("a", text)], text: text)
      single.open("v")
      single.attribute("a", text)
      single.attribute("none", nil)
      var copy = text
      copy.withUTF8 { single.attribute("b", utf8: $0) }
      single.attribute("none", utf8: nil)
      single.attribute("n", Int.min)
      single.attribute("z") { $0.append(UInt8(ascii: "0")) }
      single.element("inner")
      single.close()
      single.open("v")
      single.attribute("a", text)
      copy.withUTF8 { single.close(text: $0) }
    }
    listed.close()
    single.close()
    #expect(single.finish() == listed.finish())
  }

  @Test func childrenWrittenInsideARootThatIsOpenElsewhereContinueIt() {
    var whole = XMLWriter()
    whole.open("all")
    whole.element("first")
    let head = whole.written
    whole.element("second", text: "2")
    whole.close()
    var rest = XMLWriter(inside: "all")
    rest.element("second", text: "2")
    let second = rest.written
    rest.removeWritten()
    rest.close()
    #expect(head + second + rest.finish() == whole.finish())
  }

  @Test func whatIsWrittenIsReadAsItWas() throws {
    let values = ["", "甲<乙>&\"'", " 前后 ", "行\n行\r\n\t尾", "\u{20000}", "]]>", "&amp;"]
    var writer = XMLWriter()
    writer.open("all")
    for value in values { writer.element("v", [("a", value)], text: value) }
    writer.close()
    guard case .read(let document, _) = try readXML(writer.finish()) else {
      Issue.record("refused")
      return
    }
    #expect(document.root.children.map(\.text) == values)
    #expect(document.root.children.map { $0.attribute("a") ?? "" } == values)
  }
}

@Suite struct HTMLEscapingTests {
  @Test func markupAndQuotesAreEscaped() {
    #expect(
      htmlEscaped("<a href=\"x\" b='y'>&县</a>")
        == "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;县&lt;/a&gt;")
  }

  @Test func controlCharactersAreReplacedAndLineEndsKept() {
    #expect(htmlEscaped("a\u{0}b\u{1B}c\u{7F}d\u{85}\r\n\t") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}\r\n\t")
  }
}
