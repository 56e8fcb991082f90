import CLibXML2

/// XML库的启用：sets libxml2 up once for the whole process, with every way out of the document closed.
///
/// Why: catalogs that a document names are on by default, and the default entity loader reads files and
/// the network. Nothing in this system needs either.
enum LibXML {
  private static let setUp: Void = {
    xmlInitParser()
    // Left to itself it happens when the first schema is compiled, on as many threads as do so just then.
    xmlSchemaInitTypes()
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE)
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  static func prepare() { _ = setUp }

  /// Runs `body` with libxml2's own messages of this thread going to `receiver`, and silences them afterwards.
  static func collectingErrors<Result: ~Copyable>(
    to receiver: UnsafeMutableRawPointer, _ handler: @escaping xmlStructuredErrorFunc,
    _ body: () -> Result
  ) -> Result {
    xmlSetStructuredErrorFunc(receiver, handler)
    defer { xmlSetStructuredErrorFunc(nil) { _, _ in } }
    return body()
  }

  /// The text of a message, without its line end.
  static func message(_ error: xmlErrorPtr) -> String {
    guard let text = error.pointee.message else { return "" }
    var message = String(cString: text)
    while message.last?.isNewline == true { message.removeLast() }
    return message
  }
}
