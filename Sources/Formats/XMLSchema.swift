import CLibXML2

/// XML结构定义：an XSD 1.0 schema, compiled once, used by one thread at a time.
///
/// Why from bytes: a schema is one file without includes or imports, so that nothing is looked up while it
/// compiles. Not `Sendable`: every worker compiles its own.
package final class XMLSchema {
  private let schema: xmlSchemaPtr

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
    }
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
    schema = compiled
    if !messages.texts.isEmpty { throw .schemaRefused(messages.texts) }
  }

  deinit { xmlSchemaFree(schema) }

  /// Runs a parse with this schema between the parser and its handler.
  ///
  /// - Returns: whether the schema was in place and finished its work.
  func validating(
    _ context: xmlParserCtxtPtr, for collector: UnsafeMutablePointer<XMLCollector>, _ parse: () -> Void
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
