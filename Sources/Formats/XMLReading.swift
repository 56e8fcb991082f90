/// XML读取结果：a document that was read whole, or why it was not.
package enum XMLOutcome: Sendable {
  /// Well-formed and within bounds. Without violations, and only then, it also fits the schema that was given.
  case read(XMLDocument, XMLViolations)
  case refused(FormatProblem)
}

/// 结构不符清单：what breaks the schema, in document order; details are capped, the count is exact.
package struct XMLViolations: Hashable, Sendable {
  package internal(set) var items: [XMLViolation] = []
  package internal(set) var count = 0

  package var isEmpty: Bool { count == 0 }
}

/// XML读取：reads a document from UTF-8 bytes, and checks it against a schema while it reads.
///
/// What a document may not do: have a document type declaration (so it has no entities of its own), reach
/// files or the network in any way, hold NUL bytes, exceed the bounds. Encoding names in it are not looked
/// at, because `decodeXMLText` has done so; `schemaLocation` is not followed.
///
/// A document counts as read only if everything agrees: the parser returned success, called the document
/// well-formed, noted no error of any kind, told of the end of the document, closed the root, and used up
/// every byte. Without the last, a second report behind a NUL byte would be lost in silence.
///
/// - Returns: the document and what breaks the schema, or `empty`, `tooLarge`, `undecodable`, `nulByte`,
///   `doctype`, `malformed`, `incomplete`, `tooDeep`, `tooManyElements`, `tooManyAttributes`,
///   `tooManyComments` or `textTooLong`.
/// - Throws: `libraryFailed` where libxml2 cannot start or gives up on the schema.
package func readXML(
  _ utf8: [UInt8], schema: XMLSchema? = nil, limits: XMLLimits = XMLLimits()
) throws(FormatFault) -> XMLOutcome {
  if let problem = firstProblem(in: utf8, limits) { return .refused(problem) }
  if let invalid = firstInvalidUTF8(in: utf8) {
    return .refused(at(invalid.offset, .undecodable, utf8))
  }
  return try parseXML(utf8, schema: schema, limits: limits)
}

/// As above for bytes that have been decoded, which are not asked again whether they are UTF-8.
package func readXML(
  _ text: DecodedText, schema: XMLSchema? = nil, limits: XMLLimits = XMLLimits()
) throws(FormatFault) -> XMLOutcome {
  if let problem = firstProblem(in: text.utf8, limits) { return .refused(problem) }
  return try parseXML(text.utf8, schema: schema, limits: limits)
}

private func firstProblem(in bytes: [UInt8], _ limits: XMLLimits) -> FormatProblem? {
  let allowedBytes = min(limits.documentBytes, 1 << 30)
  if bytes.isEmpty { return FormatProblem(.empty) }
  if bytes.count > allowedBytes { return FormatProblem(.tooLarge, limit: allowedBytes) }
  return firstNul(in: bytes).map { at($0, .nulByte, bytes) }
}

private func parseXML(
  _ utf8: [UInt8], schema: XMLSchema?, limits: XMLLimits
) throws(FormatFault) -> XMLOutcome {
  if let problem = XMLBounds.problem(in: utf8, limits: limits) { return .refused(problem) }

  LibXML.prepare()
  // Nearly every document fits, which the grammar sees sooner; what does not, libxml2 reads again with its schema.
  if let grammar = schema?.grammar {
    let (outcome, hasCDATA) = try run(utf8, schema: nil, limits: limits)
    guard case .read(let document, _) = outcome, hasCDATA || !grammar.accepts(document) else {
      return outcome
    }
  }
  return try run(utf8, schema: schema, limits: limits).outcome
}

private func run(
  _ utf8: [UInt8], schema: XMLSchema?, limits: XMLLimits
) throws(FormatFault) -> (outcome: XMLOutcome, hasCDATA: Bool) {
  guard let parser = XMLParser(utf8) else { throw .libraryFailed("libxml2") }
  var collector = XMLCollector(source: utf8, limits: limits)
  try withUnsafeMutablePointer(to: &collector) { (pointer) throws(FormatFault) in
    try parser.run(reportingTo: pointer, schema: schema)
  }
  if let problem = collector.problem { return (.refused(problem), collector.hasCDATA) }
  guard parser.usedUpInput, collector.sawWholeDocument else {
    return (.refused(at(parser.offset, .incomplete, utf8)), collector.hasCDATA)
  }
  return (.read(collector.document(), collector.violations), collector.hasCDATA)
}

private func at(_ offset: Int, _ kind: FormatProblem.Kind, _ bytes: [UInt8]) -> FormatProblem {
  let position = LineTable(bytes, countsLoneCR: false).position(of: offset, in: bytes)
  return FormatProblem(kind, line: position.line, column: position.column, offset: offset)
}
