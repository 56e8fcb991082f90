import CLibXML2
import Synchronization

/// XML结构定义：an XSD 1.0 schema, for as many threads as read by it.
///
/// Why from bytes: a schema is one file without includes or imports, so that nothing is looked up while it
/// compiles. Why several copies: libxml2 does not promise that one compiled schema can check two documents at a time, and
/// writes to it where a document names a `schemaLocation`. So each document takes a copy of its own, and there are as many
/// as there ever were readers at a time.
package final class XMLSchema: Sendable {
  private let bytes: [UInt8]
  private let idle: Mutex<Idle>
  /// The same in tables of our own, where all of it is understood.
  let grammar: XMLGrammar?

  private struct Idle {
    var schemas: [CompiledSchema] = []
    var compiledCount = 0
    var lentCount = 0
  }

  /// - Throws: `schemaRefused` with all messages where the bytes are not one self-contained XSD;
  ///   `libraryFailed` where libxml2 cannot start.
  package init(_ bytes: [UInt8]) throws(FormatFault) {
    switch try readXML(bytes) {
    case .refused(let problem):
      throw .schemaRefused(["\(problem.kind.rawValue) \(problem.line ?? 0): \(problem.detail)"])
    case .read(let document, _):
      let outside = document.root.children.filter { element in
        ["include", "import", "redefine"].contains(element.name)
      }
      if !outside.isEmpty {
        throw .schemaRefused(outside.map { "\($0.line): \($0.name) is not allowed" })
      }
      grammar = XMLGrammar(document)
    }
    self.bytes = bytes
    let first = try CompiledSchema(bytes)
    idle = Mutex(Idle(schemas: [first], compiledCount: 1))
  }

  deinit {
    idle.withLock { idle in
      for schema in idle.schemas { xmlSchemaFree(schema.pointer) }
    }
  }

  /// 编译次数: how many copies there are.
  package var compiledCount: Int { idle.withLock(\.compiledCount) }

  /// How many documents libxml2 was asked about.
  package var libraryCheckCount: Int { idle.withLock(\.lentCount) }

  /// Lends a compiled copy to one document. What compiling says goes to its own receiver, so no other may be set.
  func withCompiled<Result>(_ use: (xmlSchemaPtr) -> Result) throws(FormatFault) -> Result {
    let free = idle.withLock { idle in
      idle.lentCount += 1
      return idle.schemas.popLast()
    }
    let schema: CompiledSchema
    if let free {
      schema = free
    } else {
      schema = try CompiledSchema(bytes)
      idle.withLock { $0.compiledCount += 1 }
    }
    defer { idle.withLock { $0.schemas.append(schema) } }
    return use(schema.pointer)
  }

  /// Runs a parse with a compiled schema between the parser and its handler.
  ///
  /// - Returns: whether the schema was in place and finished its work.
  static func validating(
    _ context: xmlParserCtxtPtr, by schema: xmlSchemaPtr, for collector: UnsafeMutablePointer<XMLCollector>,
    _ parse: () -> Void
  ) -> Bool {
    guard let checker = xmlSchemaNewValidCtxt(schema) else { return false }
    defer { xmlSchemaFreeValidCtxt(checker) }
    xmlSchemaSetValidStructuredErrors(checker, XMLCollector.noteViolation, collector)
    // The plug writes back to both places when it goes, so they stay put until then.
    var handler: UnsafeMutablePointer<xmlSAXHandler>? = context.pointee.sax
    var data: UnsafeMutableRawPointer? = context.pointee.userData
    return withUnsafeMutablePointer(to: &handler) { handler in
      withUnsafeMutablePointer(to: &data) { data in
        guard let plug = xmlSchemaSAXPlug(checker, handler, data) else { return false }
        context.pointee.sax = handler.pointee
        context.pointee.userData = data.pointee
        parse()
        // A document that broke off leaves the check inside open elements; libxml2 frees what it noted for
        // their keys only when they end. The collector lets these ends pass, for it has its problem.
        for tag in collector.pointee.openTags.reversed() {
          handler.pointee?.pointee.endElementNs?(data.pointee, tag.local, nil, tag.namespace)
        }
        // Asked before the plug goes, because that clears the answer.
        let isValid = xmlSchemaIsValid(checker) == 1
        xmlSchemaSAXUnplug(plug)
        return isValid || !collector.pointee.violations.isEmpty || collector.pointee.problem != nil
      }
    }
  }
}

/// 编译好的结构定义：one compiled copy.
///
/// Unchecked, because only the rule about it makes it so: it lies in its schema's store or is lent to one document, never
/// both, and libxml2 keeps nothing about it for the thread that made it.
private struct CompiledSchema: @unchecked Sendable {
  let pointer: xmlSchemaPtr

  init(_ bytes: [UInt8]) throws(FormatFault) {
    LibXML.prepare()
    let messages = Messages()
    let receiver = Unmanaged.passUnretained(messages).toOpaque()
    let compiled: xmlSchemaPtr? = LibXML.collectingErrors(to: receiver, Messages.note) {
      bytes.withUnsafeBytes { raw in
        guard let base = raw.baseAddress,
          let parser = xmlSchemaNewMemParserCtxt(
            base.assumingMemoryBound(to: CChar.self), Int32(raw.count))
        else { return nil }
        defer { xmlSchemaFreeParserCtxt(parser) }
        xmlSchemaSetParserStructuredErrors(parser, Messages.note, receiver)
        return xmlSchemaParse(parser)
      }
    }
    withExtendedLifetime(messages) {}
    guard let compiled else {
      if messages.texts.isEmpty { throw .libraryFailed("libxml2") }
      throw .schemaRefused(messages.texts)
    }
    if !messages.texts.isEmpty {
      xmlSchemaFree(compiled)
      throw .schemaRefused(messages.texts)
    }
    pointer = compiled
  }

  /// What libxml2 says while it compiles.
  private final class Messages {
    var texts: [String] = []

    static let note: xmlStructuredErrorFunc = { receiver, error in
      guard let receiver, let error else { return }
      let messages = Unmanaged<Messages>.fromOpaque(receiver).takeUnretainedValue()
      messages.texts.append("\(error.pointee.line): \(LibXML.message(error))")
    }
  }
}
