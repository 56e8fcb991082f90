import Glibc

/// XML预检：walks from `<` to `<` and checks the bounds before the parser sees a byte.
///
/// Why before: the parser has already paid for 100 000 attributes when it first tells about them. The walk
/// leaves well-formedness to the parser; it relies on one rule alone, that a tag holds no `<`, whose breach
/// stops the parser.
struct XMLBounds {
  private let limits: XMLLimits
  private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  private var depth = 0
  /// Start tags so far.
  private(set) var elementCount = 0
  private var commentCount = 0

  typealias Offence = (kind: FormatProblem.Kind, offset: Int, limit: Int?)

  /// The first bound that is exceeded or document type that is declared, or nothing.
  static func problem(in bytes: [UInt8], limits: XMLLimits) -> FormatProblem? {
    bytes.withUnsafeBytes { raw in
      var walk = XMLBounds(limits: limits)
      guard let (kind, offset, limit) = walk.walk(raw, isLast: true).offence else { return nil }
      let position = LineTable(bytes, countsLoneCR: false).position(of: offset, in: bytes)
      return FormatProblem(
        kind, line: position.line, column: position.column, offset: offset, limit: limit)
    }
  }

  init(limits: XMLLimits) { self.limits = limits }

  /// Goes on through the next stretch of a document.
  ///
  /// - Returns: what is wrong, or up to where everything is whole; a tag, comment or section that ends in a later
  ///   stretch has to be given again from its `<`. In the last stretch the parser says where an end is missing.
  mutating func walk(_ stretch: UnsafeRawBufferPointer, isLast: Bool) -> (offence: Offence?, wholeCount: Int)
  {
    bytes = stretch
    defer { bytes = UnsafeRawBufferPointer(start: nil, count: 0) }
    var position = find("<", from: 0)
    while let tag = position {
      // The signs below are told apart by nine bytes at most.
      if !isLast, tag + 9 > bytes.count { return (nil, tag) }
      let end: Int?
      if has("<!--", at: tag) || has("<?", at: tag) {
        end = has("<?", at: tag) ? find("?>", from: tag + 2) : find("-->", from: tag + 4)
        if end == nil, !isLast { return (nil, tag) }
        commentCount += 1
        if commentCount > limits.commentCount { return ((.tooManyComments, tag, limits.commentCount), tag) }
        position = end.flatMap { find("<", from: $0) }
      } else if has("<![CDATA[", at: tag) {
        end = find("]]>", from: tag + 9)
        if end == nil, !isLast { return (nil, tag) }
        position = end.flatMap { find("<", from: $0) }
      } else {
        let next = find("<", from: tag + 1)
        if next == nil, !isLast, !isClosed(from: tag) { return (nil, tag) }
        if has("</", at: tag) {
          depth -= 1
        } else if has("<!DOCTYPE", at: tag) {
          return ((.doctype, tag, nil), tag)
        } else if !has("<!", at: tag) {
          if let found = checkStartTag(at: tag, before: next ?? bytes.count) { return (found, tag) }
        }
        position = next
      }
    }
    return (nil, bytes.count)
  }

  /// Whether a tag, which holds no other, comes to its end within the stretch.
  private func isClosed(from tag: Int) -> Bool {
    var position = tag + 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ">"): return true
      case let quote where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"):
        guard let end = find(byte: quote, from: position + 1, before: bytes.count) else { return false }
        position = end
      default: break
      }
      position += 1
    }
    return false
  }

  private mutating func checkStartTag(at tag: Int, before next: Int) -> Offence? {
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
