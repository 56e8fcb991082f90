import Glibc

/// XML预检：walks from `<` to `<` and checks the bounds before the parser sees a byte.
///
/// Why before: the parser has already paid for 100 000 attributes when it first tells about them. The walk
/// leaves well-formedness to the parser; it relies on one rule alone, that a tag holds no `<`, whose breach
/// stops the parser.
struct XMLBounds {
  private let bytes: UnsafeRawBufferPointer
  private let limits: XMLLimits
  private var depth = 0
  private var elementCount = 0
  private var commentCount = 0

  /// The first bound that is exceeded or document type that is declared, or nothing.
  static func problem(in bytes: [UInt8], limits: XMLLimits) -> FormatProblem? {
    bytes.withUnsafeBytes { raw in
      var walk = XMLBounds(bytes: raw, limits: limits)
      guard let (kind, offset, limit) = walk.run() else { return nil }
      let position = LineTable(bytes, countsLoneCR: false).position(of: offset, in: bytes)
      return FormatProblem(
        kind, line: position.line, column: position.column, offset: offset, limit: limit)
    }
  }

  private init(bytes: UnsafeRawBufferPointer, limits: XMLLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  private mutating func run() -> (FormatProblem.Kind, offset: Int, limit: Int?)? {
    var position = find("<", from: 0)
    while let tag = position {
      if has("<!--", at: tag) || has("<?", at: tag) {
        commentCount += 1
        if commentCount > limits.commentCount { return (.tooManyComments, tag, limits.commentCount) }
        // Where the end is missing, the parser says so.
        let end = has("<?", at: tag) ? find("?>", from: tag + 2) : find("-->", from: tag + 4)
        position = end.flatMap { find("<", from: $0) }
      } else if has("<![CDATA[", at: tag) {
        position = find("]]>", from: tag + 9).flatMap { find("<", from: $0) }
      } else {
        let next = find("<", from: tag + 1)
        if has("</", at: tag) {
          depth -= 1
        } else if has("<!DOCTYPE", at: tag) {
          return (.doctype, tag, nil)
        } else if !has("<!", at: tag) {
          if let found = checkStartTag(at: tag, before: next ?? bytes.count) { return found }
        }
        position = next
      }
    }
    return nil
  }

  private mutating func checkStartTag(at tag: Int, before next: Int)
    -> (FormatProblem.Kind, offset: Int, limit: Int?)?
  {
    elementCount += 1
    if elementCount > limits.elementCount { return (.tooManyElements, tag, limits.elementCount) }
    var quote: UInt8 = 0
    var attributeCount = 0
    var position = tag + 1
    var isEmptyElement = false
    // An attribute value is passed over in one go; what is left is short.
    scan: while position < next {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        quote = byte
        attributeCount += 1
        guard let end = find(byte: quote, from: position + 1, before: next) else { break scan }
        if end - position - 1 > limits.textBytes { return (.textTooLong, tag, limits.textBytes) }
        position = end
      case UInt8(ascii: ">"):
        isEmptyElement = bytes[position - 1] == UInt8(ascii: "/")
        break scan
      default: break
      }
      position += 1
    }
    if attributeCount > limits.attributeCount { return (.tooManyAttributes, tag, limits.attributeCount) }
    if !isEmptyElement { depth += 1 }
    if depth + (isEmptyElement ? 1 : 0) > limits.depth { return (.tooDeep, tag, limits.depth) }
    return nil
  }

  private func has(_ sign: StaticString, at position: Int) -> Bool {
    guard position + sign.utf8CodeUnitCount <= bytes.count, let base = bytes.baseAddress else { return false }
    return memcmp(base + position, sign.utf8Start, sign.utf8CodeUnitCount) == 0
  }

  private func find(byte: UInt8, from start: Int, before end: Int) -> Int? {
    guard start < end, let base = bytes.baseAddress,
      let hit = memchr(base + start, Int32(byte), end - start)
    else { return nil }
    return UnsafeRawPointer(hit) - base
  }

  /// The next place of a sign; looks for its first byte and compares.
  private func find(_ sign: StaticString, from start: Int) -> Int? {
    var position = start
    while let hit = find(byte: sign.utf8Start.pointee, from: position, before: bytes.count) {
      if has(sign, at: hit) { return hit }
      position = hit + 1
    }
    return nil
  }
}
