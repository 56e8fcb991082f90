/// XML元素：a view on one element of a document; copying it copies two words.
package struct XMLElement: Sendable {
  package let document: XMLDocument
  /// Number in document order, from 0 (the root).
  package let index: Int

  private var record: XMLDocument.ElementRecord { document.elementRecords[index] }

  // MARK: Name and place

  /// Number of the name in `document.names`.
  package var nameID: Int { Int(record.name) }
  /// The local name, without prefix.
  package var name: String { document.names[nameID].local }
  /// The namespace URI, empty for none.
  package var namespace: String { document.names[nameID].namespace }

  /// Line and column of the `<`, from 1; the column counts characters.
  package var position: TextPosition { document.position(of: record.offset) }
  package var line: Int { document.lines.line(of: Int(record.offset)) }
  package var column: Int { position.column }

  // MARK: Attributes

  package var attributes: XMLAttributes {
    let record = record
    return XMLAttributes(
      document: document, startIndex: Int(record.attributesStart), endIndex: Int(record.attributesEnd))
  }

  /// The attribute of a name; without a namespace given, the one in none.
  package func attributeNode(_ name: String, namespace: String = "") -> XMLAttribute? {
    let record = record
    for index in Int(record.attributesStart)..<Int(record.attributesEnd) {
      let known = document.names[Int(document.attributeRecords[index].name)]
      if known.local == name, known.namespace == namespace {
        return XMLAttribute(document: document, index: index)
      }
    }
    return nil
  }

  /// The value of an attribute in no namespace, as the parser normalised it.
  package func attribute(_ name: String) -> String? { attributeNode(name)?.value }

  /// The bytes of an attribute's value, for loops that make no string.
  package func attributeBytes(_ name: String) -> ArraySlice<UInt8>? { attributeNode(name)?.valueBytes }

  // MARK: Text

  /// The text directly in the element, not that of elements in it; white space between elements is left out.
  package var text: String {
    let record = record
    var text = document.text(record.textStart, record.textEnd)
    if document.furtherTexts.isEmpty { return text }
    for further in document.furtherTexts(of: index) { text += document.text(further.start, further.end) }
    return text
  }

  /// The bytes of the text before the first element inside; all of it where the element holds only text.
  package var textBytes: ArraySlice<UInt8> {
    document.content[Int(record.textStart)..<Int(record.textEnd)]
  }

  // MARK: Elements around

  package var parent: XMLElement? {
    index == 0 ? nil : XMLElement(document: document, index: Int(record.parent))
  }

  /// The elements directly in this one, in document order.
  package var children: XMLChildren {
    XMLChildren(document: document, position: index + 1, end: Int(record.end), nameID: nil)
  }

  /// The elements of a name directly in this one; in its own namespace unless another is given.
  package func children(named name: String, namespace: String? = nil) -> XMLChildren {
    guard let nameID = document.nameID(of: name, namespace: namespace ?? self.namespace) else {
      return XMLChildren(document: document, position: 0, end: 0, nameID: nil)
    }
    return XMLChildren(document: document, position: index + 1, end: Int(record.end), nameID: nameID)
  }

  package func firstChild(named name: String, namespace: String? = nil) -> XMLElement? {
    var matches = children(named: name, namespace: namespace)
    return matches.next()
  }
}

/// XML子元素：the elements directly in one element, in document order.
package struct XMLChildren: Sequence, IteratorProtocol, Sendable {
  fileprivate let document: XMLDocument
  fileprivate var position: Int
  fileprivate let end: Int
  fileprivate let nameID: Int?

  package mutating func next() -> XMLElement? {
    while position < end {
      let index = position
      let record = document.elementRecords[index]
      position = Int(record.end)
      if nameID == nil || nameID == Int(record.name) {
        return XMLElement(document: document, index: index)
      }
    }
    return nil
  }
}

/// XML属性表：the attributes of one element, in document order.
package struct XMLAttributes: RandomAccessCollection, Sendable {
  fileprivate let document: XMLDocument
  package let startIndex: Int
  package let endIndex: Int

  package subscript(index: Int) -> XMLAttribute {
    precondition((startIndex..<endIndex).contains(index), "no such attribute")
    return XMLAttribute(document: document, index: index)
  }
}

/// XML属性：a view on one attribute.
package struct XMLAttribute: Sendable {
  fileprivate let document: XMLDocument
  fileprivate let index: Int

  private var record: XMLDocument.AttributeRecord { document.attributeRecords[index] }

  package var name: String { document.names[Int(record.name)].local }
  /// The namespace URI, empty for none.
  package var namespace: String { document.names[Int(record.name)].namespace }
  package var nameID: Int { Int(record.name) }
  package var value: String { document.value(record) }
  package var valueBytes: ArraySlice<UInt8> {
    let record = record
    return (record.isRewritten ? document.content : document.source)[
      Int(record.valueStart)..<Int(record.valueEnd)]
  }
  /// The bytes of the value, lent: nothing is held beyond the call.
  package func withValueBytes<Result>(_ read: (Span<UInt8>) -> Result) -> Result {
    let record = record
    let bytes = record.isRewritten ? document.content : document.source
    return read(bytes.span.extracting(Int(record.valueStart)..<Int(record.valueEnd)))
  }
  /// Line and column of the value's first character; of the element where the value holds references or line ends.
  package var position: TextPosition { document.position(of: record.offset) }
}
