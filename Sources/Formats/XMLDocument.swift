/// XML文档：a document that was read, as flat arrays: elements in document order, names as small numbers,
/// values as byte ranges of two buffers.
///
/// Why flat: half a million figures are walked without a string or an object for each. `XMLElement` is the
/// comfortable view on it; `nameID(of:)` and the byte accessors serve the hot loops.
package final class XMLDocument: Sendable {
  /// 元素名：the local name and the namespace URI of an element or attribute; the URI is empty for none.
  package struct Name: Hashable, Sendable {
    package let local: String
    package let namespace: String

    package init(local: String, namespace: String) {
      self.local = local
      self.namespace = namespace
    }
  }

  struct ElementRecord {
    var name: UInt32
    /// Of the `<` in the source.
    var offset: UInt32
    var attributesStart: UInt32
    var attributesEnd: UInt32
    var textStart: UInt32
    var textEnd: UInt32
    /// Number of the first element after this one and all that it holds.
    var end: UInt32
    var parent: UInt32
  }

  struct AttributeRecord {
    var name: UInt32
    /// Of the value in the source, or of the element where the parser had to rewrite the value.
    var offset: UInt32
    /// In the source, or in `content` where the parser had to rewrite the value.
    var valueStart: UInt32
    var valueEnd: UInt32
    var isRewritten: Bool
  }

  /// A stretch of text after the first one of an element that holds elements too.
  struct FurtherText {
    var element: UInt32
    var start: UInt32
    var end: UInt32
  }

  /// All names in the order in which they first appear; a name's number is its index.
  package let names: [Name]
  /// The bytes that all texts, and the attribute values that the parser rewrote, are ranges of.
  package let content: [UInt8]
  /// The document as it was given, in UTF-8.
  package let source: [UInt8]

  let elementRecords: [ElementRecord]
  let attributeRecords: [AttributeRecord]
  let furtherTexts: [FurtherText]
  let lines: LineTable
  private let nameIDs: [Name: Int]

  init(
    names: [Name], content: [UInt8], source: [UInt8], elements: [ElementRecord],
    attributes: [AttributeRecord], furtherTexts: [FurtherText], lines: LineTable
  ) {
    precondition(!elements.isEmpty, "a document has a root")
    self.names = names
    self.content = content
    self.source = source
    self.elementRecords = elements
    self.attributeRecords = attributes
    // In the order of elements, so that each finds its own.
    self.furtherTexts = furtherTexts.sorted { ($0.element, $0.start) < ($1.element, $1.start) }
    self.lines = lines
    nameIDs = Dictionary(zip(names, names.indices)) { first, _ in first }
  }

  package var root: XMLElement { XMLElement(document: self, index: 0) }

  package var elementCount: Int { elementRecords.count }

  /// The element of a number in document order, from 0 (the root).
  package subscript(index: Int) -> XMLElement {
    precondition(elementRecords.indices.contains(index), "no such element")
    return XMLElement(document: self, index: index)
  }

  /// The number of a name, where the document has it.
  package func nameID(of local: String, namespace: String) -> Int? {
    nameIDs[Name(local: local, namespace: namespace)]
  }

  /// The texts of an element behind its first one.
  func furtherTexts(of element: Int) -> ArraySlice<FurtherText> {
    var low = 0
    var high = furtherTexts.count
    while low < high {
      let middle = (low + high) / 2
      if Int(furtherTexts[middle].element) < element { low = middle + 1 } else { high = middle }
    }
    return furtherTexts[low...].prefix { Int($0.element) == element }
  }

  func text(_ start: UInt32, _ end: UInt32) -> String { Self.string(content, start, end) }

  func value(_ attribute: AttributeRecord) -> String {
    Self.string(attribute.isRewritten ? content : source, attribute.valueStart, attribute.valueEnd)
  }

  /// The parser hands on nothing but UTF-8, so it is not looked at again.
  private static func string(_ bytes: [UInt8], _ start: UInt32, _ end: UInt32) -> String {
    unsafe String(copying: UTF8Span(unchecked: bytes.span.extracting(Int(start)..<Int(end))))
  }

  func position(of offset: UInt32) -> TextPosition {
    lines.position(of: Int(offset), in: source)
  }
}
