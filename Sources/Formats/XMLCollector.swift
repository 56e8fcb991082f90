import CLibXML2

/// XML事件收集：the box that libxml2's callbacks append to while a document is parsed.
///
/// The callbacks capture nothing and throw nothing; what is wrong is noted here, and all that follows is let
/// pass. The parser is not stopped from within a callback (but for the document type): stopping frees the
/// input, and the schema check behind us still reads from it. The size is bounded, so going on is cheap.
///
/// A struct behind a pointer and not a class: a class would check every access for exclusivity, a quarter of
/// the time of reading.
struct XMLCollector {
  /// Set while the parser runs.
  var context: xmlParserCtxtPtr?
  var problem: FormatProblem?
  private(set) var violations = XMLViolations()
  /// Text between elements may be blank, but not written as CDATA.
  private(set) var hasCDATA = false

  private let source: [UInt8]
  private let limits: XMLLimits
  private let lines: LineTable

  private var names: [XMLDocument.Name] = []
  private var nameIDs: [NameKey: UInt32] = [:]
  /// The names met last, found again without hashing.
  private var recentNames = [(key: NameKey, id: UInt32)](
    repeating: (NameKey(local: 0, namespace: 0), 0), count: 256)

  private var content: [UInt8] = []
  private var elements: [XMLDocument.ElementRecord] = []
  private var attributes: [XMLDocument.AttributeRecord] = []
  private var furtherTexts: [XMLDocument.FurtherText] = []
  /// Numbers of the elements that are open, the root first.
  private var open: [UInt32] = []
  /// Names of the elements that are open, kept also after a problem: the schema check counts on their ends.
  private(set) var openTags: [(local: UnsafePointer<xmlChar>, namespace: UnsafePointer<xmlChar>?)] = []
  /// Where the text that is being collected starts in `content`.
  private var textStart = 0
  /// The element that a schema error is about: the one opened, closed or given text last.
  private var elementInQuestion = 0
  private var isEnded = false

  /// The parser's pointers to the two parts of a name; it keeps one copy of each text.
  private struct NameKey: Hashable {
    var local: UInt
    var namespace: UInt
  }

  init(source: [UInt8], limits: XMLLimits) {
    self.source = source
    self.limits = limits
    lines = LineTable(source, countsLoneCR: false)
    content.reserveCapacity(source.count / 2)
    elements.reserveCapacity(source.count / 96)
    attributes.reserveCapacity(source.count / 48)
  }

  var sawWholeDocument: Bool { isEnded && open.isEmpty && !elements.isEmpty }

  func document() -> XMLDocument {
    XMLDocument(
      names: names, content: content, source: source, elements: elements, attributes: attributes,
      furtherTexts: furtherTexts, lines: lines)
  }

  // MARK: Events

  fileprivate mutating func startElement(
    _ local: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?, attributeCount: Int,
    _ fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    openTags.append((local, namespace))
    guard problem == nil else { return }
    finishText(isElementEnding: false)
    let offset = startOfTag()
    let attributesStart = UInt32(attributes.count)
    if let fields {
      for index in 0..<attributeCount {
        appendAttribute(fields + 5 * index, elementOffset: offset)
      }
    }
    let index = UInt32(elements.count)
    textStart = content.count
    elements.append(
      XMLDocument.ElementRecord(
        name: nameID(local, namespace), offset: offset, attributesStart: attributesStart,
        attributesEnd: UInt32(attributes.count), textStart: UInt32(textStart), textEnd: UInt32(textStart),
        end: index + 1, parent: open.last ?? 0))
    open.append(index)
    elementInQuestion = Int(index)
  }

  /// libxml2 gives five fields for an attribute: local name, prefix, namespace, start and end of the value.
  private mutating func appendAttribute(
    _ fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, elementOffset: UInt32
  ) {
    guard let local = fields[0], let start = fields[3], let end = fields[4] else { return }
    let length = end - start
    if length > limits.textBytes { note(.textTooLong, limit: limits.textBytes) }
    guard problem == nil else { return }
    let name = nameID(local, fields[2])
    // A value that needed no rewriting lies in the parser's window on the source, and stays there.
    if let input = context?.pointee.input, let base = input.pointee.base, let limit = input.pointee.end,
      start >= base, end <= limit
    {
      let offset = UInt32(Int(input.pointee.consumed) + (start - base))
      attributes.append(
        XMLDocument.AttributeRecord(
          name: name, offset: offset, valueStart: offset, valueEnd: offset + UInt32(length),
          isRewritten: false))
      return
    }
    let valueStart = UInt32(content.count)
    content.append(contentsOf: UnsafeBufferPointer(start: start, count: length))
    attributes.append(
      XMLDocument.AttributeRecord(
        name: name, offset: elementOffset, valueStart: valueStart, valueEnd: UInt32(content.count),
        isRewritten: true))
  }

  fileprivate mutating func endElement() {
    openTags.removeLast(min(1, openTags.count))
    guard problem == nil else { return }
    finishText(isElementEnding: true)
    guard let index = open.popLast() else { return }
    elements[Int(index)].end = UInt32(elements.count)
    elementInQuestion = Int(index)
  }

  fileprivate mutating func characters(_ text: UnsafePointer<xmlChar>, _ length: Int) {
    guard problem == nil, let holder = open.last else { return }
    elementInQuestion = Int(holder)
    content.append(contentsOf: UnsafeBufferPointer(start: text, count: length))
    if content.count - textStart > limits.textBytes { note(.textTooLong, limit: limits.textBytes) }
  }

  fileprivate mutating func cdata(_ text: UnsafePointer<xmlChar>, _ length: Int) {
    hasCDATA = true
    characters(text, length)
  }

  fileprivate mutating func endDocument() { isEnded = true }

  fileprivate mutating func startDoctype() {
    note(.doctype)
    // Here nothing is in flight, and the declarations that follow are not even parsed.
    xmlStopParser(context)
  }

  /// Gives the text collected so far to the open element; white space between elements is let go.
  private mutating func finishText(isElementEnding: Bool) {
    guard let last = open.last, content.count > textStart else { return }
    let element = Int(last)
    let holdsElements = elements.count - 1 > element
    let isBlank =
      (holdsElements || !isElementEnding) && content[textStart...].allSatisfy { $0 <= 0x20 }
    if isBlank {
      content.removeLast(content.count - textStart)
    } else if elements[element].textStart == elements[element].textEnd {
      elements[element].textStart = UInt32(textStart)
      elements[element].textEnd = UInt32(content.count)
    } else {
      furtherTexts.append(
        XMLDocument.FurtherText(element: last, start: UInt32(textStart), end: UInt32(content.count)))
    }
    textStart = content.count
  }

  /// The place of the `<` of the tag that the parser has just read; a tag holds no other `<`.
  private func startOfTag() -> UInt32 {
    guard var offset = context?.offset else { return 0 }
    offset = min(offset, source.count)
    source.withUnsafeBufferPointer { bytes in
      offset -= 1
      while offset > 0, bytes[offset] != UInt8(ascii: "<") { offset -= 1 }
    }
    return UInt32(max(offset, 0))
  }

  private mutating func nameID(_ local: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?)
    -> UInt32
  {
    let key = NameKey(
      local: UInt(bitPattern: local), namespace: namespace.map { UInt(bitPattern: $0) } ?? 0)
    let slot = Int((key.local >> 3 ^ key.namespace >> 5 ^ key.local >> 11) & 255)
    if recentNames[slot].key == key { return recentNames[slot].id }
    let id: UInt32
    if let known = nameIDs[key] {
      id = known
    } else {
      id = UInt32(names.count)
      nameIDs[key] = id
      names.append(
        XMLDocument.Name(
          local: String(cString: local), namespace: namespace.map { String(cString: $0) } ?? ""))
    }
    recentNames[slot] = (key, id)
    return id
  }

  // MARK: Problems

  private mutating func note(_ kind: FormatProblem.Kind, limit: Int? = nil, detail: String = "") {
    guard problem == nil, let context else { return }
    let offset = context.offset
    let position = lines.position(of: offset, in: source)
    problem = FormatProblem(
      kind, line: position.line, column: position.column, offset: offset, limit: limit, detail: detail)
  }

  /// The first error counts; what follows is mostly its echo. Warnings break nothing.
  static let noteParserError: xmlStructuredErrorFunc = { receiver, error in
    guard let receiver, let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    XMLCollector.at(receiver).pointee.note(.malformed, detail: LibXML.message(error))
  }

  static let noteViolation: xmlStructuredErrorFunc = { receiver, error in
    guard let receiver, let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    XMLCollector.at(receiver).pointee.appendViolation(error)
  }

  private mutating func appendViolation(_ error: xmlErrorPtr) {
    violations.count += 1
    guard violations.items.count < limits.violationCount, elements.indices.contains(elementInQuestion) else {
      return
    }
    let element = elements[elementInQuestion]
    let position = lines.position(of: Int(element.offset), in: source)
    let message = LibXML.message(error)
    violations.items.append(
      XMLViolation(
        line: position.line, column: position.column, element: names[Int(element.name)].local,
        attribute: Self.attribute(in: message), code: Int(error.pointee.code), message: message))
  }

  /// The attribute that a message is about, which begins `Element '{namespace}x', attribute 'y'`.
  private static func attribute(in message: String) -> String? {
    let parts = message.split(separator: "'", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "Element ", parts[2] == ", attribute " else { return nil }
    return String(parts[3].split(separator: "}").last ?? parts[3])
  }
}

extension xmlSAXHandler {
  /// The handler of second kind whose callbacks go to the collector that is the parser's user data.
  ///
  /// No entity, no external subset, no ignorable white space: what is not set here does not happen.
  static var forwardingToCollector: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { receiver, _, _, _ in
      guard let receiver else { return }
      XMLCollector.at(receiver).pointee.startDoctype()
    }
    handler.startElementNs = { receiver, local, _, namespace, _, _, attributeCount, _, attributes in
      guard let receiver, let local else { return }
      XMLCollector.at(receiver).pointee.startElement(
        local, namespace, attributeCount: Int(attributeCount), attributes)
    }
    handler.endElementNs = { receiver, _, _, _ in
      guard let receiver else { return }
      XMLCollector.at(receiver).pointee.endElement()
    }
    handler.characters = { receiver, text, length in
      guard let receiver, let text else { return }
      XMLCollector.at(receiver).pointee.characters(text, Int(length))
    }
    handler.cdataBlock = { receiver, text, length in
      guard let receiver, let text else { return }
      XMLCollector.at(receiver).pointee.cdata(text, Int(length))
    }
    handler.endDocument = { receiver in
      guard let receiver else { return }
      XMLCollector.at(receiver).pointee.endDocument()
    }
    return handler
  }
}

extension XMLCollector {
  fileprivate static func at(_ receiver: UnsafeMutableRawPointer) -> UnsafeMutablePointer<XMLCollector> {
    receiver.assumingMemoryBound(to: XMLCollector.self)
  }
}
