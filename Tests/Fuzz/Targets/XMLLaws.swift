import Formats

extension FuzzGround {
  /// Reads a document, walks through all of it, writes it and reads it again.
  func checkXML(_ bytes: [UInt8], _ laws: inout Laws) throws {
    let plain = try readXML(bytes)
    let checked = try readXML(bytes, schema: reportSchema)
    switch (plain, checked) {
    case (.refused(let one), .refused(let other)):
      laws.require(one == other, "with a schema refused as \(other), without as \(one)")
      let lineCount = bytes.count { $0 == 0x0A } + 1
      laws.require((1...lineCount).contains(one.line ?? 1), "\(one) lies outside the document")
      laws.require((0...bytes.count).contains(one.offset ?? 0), "\(one) lies outside the document")
    case (.read(let document, _), .read(let other, let violations)):
      laws.require(content(of: document) == content(of: other), "with a schema another document is read")
      laws.require(violations.items.count <= violations.count, "more violations than counted")
      requirePlaces(of: document, &laws)
      try requireRoundTrip(of: document, &laws)
    default: laws.require(false, "with a schema \(checked), without \(plain)")
    }
  }

  private func requirePlaces(of document: XMLDocument, _ laws: inout Laws) {
    var last = TextPosition(line: 0, column: 0)
    var childCount = 0
    for index in 0..<document.elementCount {
      let element = document[index]
      let place = element.position
      laws.require(
        (place.line, place.column) > (last.line, last.column),
        "<\(element.name)> stands before its predecessor")
      last = place
      for child in element.children {
        childCount += 1
        laws.require(child.parent?.index == index, "<\(child.name)> has another parent")
      }
      for attribute in element.attributes {
        let position = attribute.position
        laws.require(
          (position.line, position.column) >= (place.line, place.column),
          "@\(attribute.name) lies before its element")
        laws.require(
          Array(attribute.value.utf8) == Array(attribute.valueBytes), "@\(attribute.name) is not UTF-8")
      }
    }
    laws.require(
      childCount == document.elementCount - 1, "\(childCount + 1) of \(document.elementCount) elements")
  }

  /// Elements, attributes without a namespace and texts, in one line each; texts beside elements are left out.
  private func content(of document: XMLDocument) -> [String] {
    (0..<document.elementCount).map { index in
      let element = document[index]
      let attributes = element.attributes.filter { $0.namespace.isEmpty }.map { "\($0.name)=\($0.value)" }
      let text = element.children.contains { _ in true } ? "" : element.text
      return "\(element.namespace) \(element.name) \(attributes) \(text)"
    }
  }

  private func requireRoundTrip(of document: XMLDocument, _ laws: inout Laws) throws {
    // A namespace on every element takes room that a document near the bound does not have.
    guard document.elementCount <= 10_000 else { return }
    var writer = XMLWriter()
    func write(_ element: XMLElement) {
      let attributes: [XMLWriter.Attribute] =
        [("xmlns", element.namespace)]
        + element.attributes.filter { $0.namespace.isEmpty }.map { ($0.name, $0.value) }
      if element.children.contains(where: { _ in true }) {
        writer.open(element.name, attributes)
        for child in element.children { write(child) }
        writer.close()
      } else {
        writer.element(element.name, attributes, text: element.text)
      }
    }
    write(document.root)
    // One attribute more for each element.
    switch try readXML(writer.finish(), limits: XMLLimits(attributeCount: 128)) {
    case .refused(let problem): laws.require(false, "what was written is refused: \(problem)")
    case .read(let other, _):
      let (before, after) = (content(of: document), content(of: other))
      laws.require(before == after, "written and read again it is \(after) and not \(before)")
    }
  }
}
