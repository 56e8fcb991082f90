import CLibXML2

/// XML解析器：one libxml2 parser over one document, freed once.
struct XMLParser: ~Copyable {
  private let context: xmlParserCtxtPtr
  private let byteCount: Int

  /// libxml2 copies the bytes, so nothing of ours is borrowed beyond this call.
  init?(_ bytes: [UInt8]) {
    let made = bytes.withUnsafeBytes { raw in
      raw.baseAddress.flatMap {
        xmlCreateMemoryParserCtxt($0.assumingMemoryBound(to: CChar.self), Int32(raw.count))
      }
    }
    guard let made else { return nil }
    context = made
    byteCount = bytes.count
    context.useOptions()
  }

  deinit {
    if context.pointee.myDoc != nil { xmlFreeDoc(context.pointee.myDoc) }
    xmlFreeParserCtxt(context)
  }

  /// How many bytes of the document the parser has passed.
  var offset: Int { context.offset }

  var usedUpInput: Bool { context.offset == byteCount }

  /// Parses once, with the collector as handler and the schema, if any, plugged in between.
  borrowing func run(
    reportingTo collector: UnsafeMutablePointer<XMLCollector>, schema: XMLSchema?
  ) throws(FormatFault) {
    let context = context
    collector.pointee.context = context
    let status: Int32?
    if let schema {
      status = try schema.withCompiled { Self.parse(context, for: collector, schema: $0) }
    } else {
      status = Self.parse(context, for: collector, schema: nil)
    }
    collector.pointee.context = nil
    guard let status else { throw .libraryFailed("libxml2") }
    if collector.pointee.problem == nil,
      status != 0 || context.pointee.wellFormed != 1 || context.pointee.nsWellFormed != 1
        || context.pointee.errNo != 0
    {
      collector.pointee.problem = FormatProblem(.incomplete, offset: offset)
    }
  }

  /// The parser's answer; `nil` where the schema could not be put in its place.
  private static func parse(
    _ context: xmlParserCtxtPtr, for collector: UnsafeMutablePointer<XMLCollector>, schema: xmlSchemaPtr?
  ) -> Int32? {
    let receiver = UnsafeMutableRawPointer(collector)
    let ownHandler = context.pointee.sax
    let ownData = context.pointee.userData
    var handler = xmlSAXHandler.forwardingToCollector
    return withUnsafeMutablePointer(to: &handler) { handler in
      context.pointee.sax = handler
      context.pointee.userData = receiver
      defer {
        context.pointee.sax = ownHandler
        context.pointee.userData = ownData
      }
      return LibXML.collectingErrors(to: receiver, XMLCollector.noteParserError) {
        guard let schema else { return xmlParseDocument(context) }
        var status: Int32 = -1
        let isReady = XMLSchema.validating(context, by: schema, for: collector) {
          status = xmlParseDocument(context)
        }
        return isReady ? status : nil
      }
    }
  }
}

extension xmlParserCtxtPtr {
  /// No network; the encoding was settled before, so a name for another one is not followed. Replacing
  /// entities concerns the five known ones alone, as no document can declare others: without it `&amp;`
  /// in an attribute would arrive, in the handler and in the schema, as `&#38;`.
  func useOptions() {
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOENT.rawValue
    xmlCtxtUseOptions(self, Int32(options))
  }

  /// How many bytes of the document have been passed; the parser moves its window over them.
  var offset: Int {
    guard let input = pointee.input, let current = input.pointee.cur, let base = input.pointee.base else {
      return 0
    }
    return Int(input.pointee.consumed) + (current - base)
  }
}
