import CLibXML2

/// XML流：a document that is read in pieces, for parts of workbooks, which can be large where nothing stands in them.
///
/// The same rules as for a whole document: no document type, no entity, no network, the same bounds. A piece is handed
/// to libxml2 only as far as its tags are whole, because the bounds are checked before the parser sees a byte.
final class XMLStream {
  /// 事件接收：what a reader of one kind of part does with the elements; names and values are lent.
  protocol Receiver: AnyObject {
    func start(_ name: XMLStreamName, _ attributes: XMLStreamAttributes)
    func end(_ name: XMLStreamName)
    func characters(_ text: UnsafeBufferPointer<UInt8>)
    /// What is wrong with what the document says; nothing more is read then.
    var problem: FormatProblem? { get }
  }

  private(set) var problem: FormatProblem?
  private let receiver: any Receiver
  private let limits: XMLLimits
  private var bounds: XMLBounds
  private let context: xmlParserCtxtPtr
  /// What of the pieces so far ends within a tag.
  private var rest: [UInt8] = []
  private var isEnded = false
  private var spreadsheetNamespace: UnsafePointer<xmlChar>?

  /// - Throws: `libraryFailed` where libxml2 cannot start.
  init(_ receiver: any Receiver, limits: XMLLimits) throws(FormatFault) {
    LibXML.prepare()
    var handler = Self.handler
    guard let context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else {
      throw .libraryFailed("libxml2")
    }
    context.useOptions()
    self.context = context
    self.receiver = receiver
    self.limits = limits
    bounds = XMLBounds(limits: limits)
  }

  deinit {
    if context.pointee.myDoc != nil { xmlFreeDoc(context.pointee.myDoc) }
    xmlFreeParserCtxt(context)
  }

  /// Takes the next piece; `false` where nothing more needs to be given.
  func take(_ piece: UnsafeRawBufferPointer) -> Bool {
    guard problem == nil else { return false }
    if rest.isEmpty {
      let whole = parse(piece, isLast: false)
      rest.append(contentsOf: piece[whole...])
    } else {
      rest.append(contentsOf: piece)
      let whole = rest.withUnsafeBytes { parse($0, isLast: false) }
      rest.removeFirst(whole)
    }
    // A tag that does not end; everything in it that may be long has the same bound.
    if rest.count > 2 * limits.textBytes { note(.textTooLong, limit: limits.textBytes) }
    return problem == nil
  }

  var elementCount: Int { bounds.elementCount }

  /// The document has come to its end.
  func finish() -> FormatProblem? {
    guard problem == nil else { return problem }
    _ = rest.withUnsafeBytes { parse($0, isLast: true) }
    if problem == nil, !isEnded || context.pointee.wellFormed != 1 || context.pointee.errNo != 0 {
      note(.incomplete)
    }
    return problem
  }

  private func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> Int {
    if bytes.contains(0) {
      note(.nulByte)
      return bytes.count
    }
    let (offence, whole) = bounds.walk(bytes, isLast: isLast)
    if let offence {
      note(offence.kind, limit: offence.limit)
      return bytes.count
    }
    let receiverBox = Unmanaged.passUnretained(self).toOpaque()
    context.pointee.userData = receiverBox
    let status = LibXML.collectingErrors(to: receiverBox, Self.noteError) {
      xmlParseChunk(
        context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(whole), isLast ? 1 : 0)
    }
    if status != 0 { note(.malformed) }
    if let found = receiver.problem, problem == nil { problem = found }
    return whole
  }

  private func note(_ kind: FormatProblem.Kind, limit: Int? = nil, detail: String = "") {
    if problem == nil { problem = FormatProblem(kind, limit: limit, detail: detail) }
  }

  /// The parser keeps one copy of each namespace, so that the address tells it the second time.
  private func name(
    _ local: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?
  ) -> XMLStreamName {
    guard let namespace else { return XMLStreamName(local: local, isOfSpreadsheets: false) }
    if namespace == spreadsheetNamespace { return XMLStreamName(local: local, isOfSpreadsheets: true) }
    let isKnown =
      namespace.reads("http://schemas.openxmlformats.org/spreadsheetml/2006/main")
      || namespace.reads("http://purl.oclc.org/ooxml/spreadsheetml/main")
    if isKnown { spreadsheetNamespace = namespace }
    return XMLStreamName(local: local, isOfSpreadsheets: isKnown)
  }

  private var isQuiet: Bool { problem != nil || receiver.problem != nil }

  // MARK: Callbacks

  private static func at(_ pointer: UnsafeMutableRawPointer) -> XMLStream {
    Unmanaged<XMLStream>.fromOpaque(pointer).takeUnretainedValue()
  }

  private static let noteError: xmlStructuredErrorFunc = { pointer, error in
    guard let pointer, let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    XMLStream.at(pointer).note(.malformed, detail: LibXML.message(error))
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { pointer, _, _, _ in
      guard let pointer else { return }
      XMLStream.at(pointer).note(.doctype)
    }
    handler.startElementNs = { pointer, local, _, namespace, _, _, count, _, attributes in
      guard let pointer, let local else { return }
      let stream = XMLStream.at(pointer)
      guard !stream.isQuiet else { return }
      stream.receiver.start(
        stream.name(local, namespace),
        XMLStreamAttributes(fields: attributes, count: Int(count)))
    }
    handler.endElementNs = { pointer, local, _, namespace in
      guard let pointer, let local else { return }
      let stream = XMLStream.at(pointer)
      guard !stream.isQuiet else { return }
      stream.receiver.end(stream.name(local, namespace))
    }
    handler.characters = { pointer, text, length in
      guard let pointer, let text else { return }
      let stream = XMLStream.at(pointer)
      guard !stream.isQuiet else { return }
      stream.receiver.characters(UnsafeBufferPointer(start: text, count: Int(length)))
    }
    handler.cdataBlock = handler.characters
    handler.endDocument = { pointer in
      guard let pointer else { return }
      XMLStream.at(pointer).isEnded = true
    }
    return handler
  }
}

/// 元素名：lent by the parser for one call.
struct XMLStreamName {
  fileprivate let local: UnsafePointer<xmlChar>
  /// Whether the name is of one of the two forms of the spreadsheet vocabulary, the usual and the strict one.
  let isOfSpreadsheets: Bool

  func isNamed(_ name: StaticString) -> Bool { local.reads(name) }
}

/// 属性：of one element, lent by the parser for one call.
struct XMLStreamAttributes {
  /// Five fields for each: local name, prefix, namespace, start and end of the value.
  fileprivate let fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  fileprivate let count: Int

  /// The value of an attribute without a namespace.
  func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    guard let fields else { return nil }
    for index in 0..<count {
      let field = fields + 5 * index
      if let local = field[0], field[2] == nil, local.reads(name), let start = field[3], let end = field[4] {
        return UnsafeBufferPointer(start: start, count: end - start)
      }
    }
    return nil
  }

  func text(_ name: StaticString) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A whole number that is not negative, of at most nine digits.
  func number(_ name: StaticString) -> Int? {
    guard let bytes = bytes(name), (1...9).contains(bytes.count) else { return nil }
    var number = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  func isTrue(_ name: StaticString) -> Bool {
    guard let bytes = bytes(name) else { return false }
    return bytes.elementsEqual([UInt8(ascii: "1")]) || bytes.elementsEqual("true".utf8)
      || bytes.elementsEqual("on".utf8)
  }
}

extension UnsafePointer<xmlChar> {
  /// Whether the text that ends with a nought is that one.
  fileprivate func reads(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    for index in 0..<count where self[index] != word.utf8Start[index] { return false }
    return self[count] == 0
  }
}
