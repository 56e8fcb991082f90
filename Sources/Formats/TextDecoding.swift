import Glibc

/// 文本解码：reads bytes as byte-order-marked UTF-8, else strict UTF-8, else strict GB18030, and names which.
///
/// Why: clerks' spreadsheets write all three. An encoding is never guessed where the bytes fit no single one:
/// a UTF-8 file that is cut inside a character or that has lines of both encodings would often pass as
/// GB18030 and turn into nonsense, so both are problems of their own.
///
/// - Returns: the text, or `utf16`, `undecodable`, `cutCharacter` or `mixedEncodings` with the byte offset.
/// - Throws: `noConverter` where the system cannot read GB18030.
package func decodeText(_ bytes: [UInt8]) throws(FormatFault) -> Result<DecodedText, FormatProblem> {
  if let offset = utf16Sign(in: bytes) {
    return .failure(FormatProblem(.utf16, line: 1, offset: offset))
  }
  if bytes.starts(with: byteOrderMark) {
    let rest = Array(bytes[byteOrderMark.count...])
    guard let invalid = firstInvalidUTF8(in: rest) else {
      return .success(DecodedText(utf8: rest, encoding: .utf8WithBOM))
    }
    return .failure(
      problem(
        invalid.isCut ? .cutCharacter : .undecodable, at: invalid.offset + byteOrderMark.count, in: bytes,
        detail: TextEncoding.utf8WithBOM.rawValue))
  }
  guard let invalid = firstInvalidUTF8(in: bytes) else {
    return .success(DecodedText(utf8: bytes, encoding: .utf8))
  }
  if invalid.isCut, bytes[..<invalid.offset].contains(where: { $0 >= 0x80 }) {
    return .failure(problem(.cutCharacter, at: invalid.offset, in: bytes))
  }
  switch try decodeGB18030(bytes) {
  case .failure(let failed):
    if let offset = firstUTF8Line(in: bytes),
      case .success = try decodeGB18030(linesThatAreNotUTF8(in: bytes))
    {
      return .failure(problem(.mixedEncodings, at: offset, in: bytes))
    }
    // The encoding that got further is the one the reader will look for.
    return .failure(problem(.undecodable, at: max(failed.offset ?? 0, invalid.offset), in: bytes))
  case .success(let utf8):
    if let offset = firstUTF8Line(in: bytes) {
      return .failure(problem(.mixedEncodings, at: offset, in: bytes))
    }
    return .success(DecodedText(utf8: utf8, encoding: .gb18030))
  }
}

/// XML文本解码：as `decodeText`, and the encoding that the XML declaration names must be the one of the bytes.
///
/// UTF-8 (also when no encoding is named) and GB18030 with its older names GBK and GB2312 are taken.
///
/// - Returns: the text, or also `labelDisagrees` or `unknownLabel` with the label as detail.
/// - Throws: `noConverter` where the system cannot read GB18030.
package func decodeXMLText(_ bytes: [UInt8]) throws(FormatFault) -> Result<DecodedText, FormatProblem> {
  if let offset = utf16Sign(in: bytes) {
    return .failure(FormatProblem(.utf16, line: 1, offset: offset))
  }
  let label = xmlEncodingLabel(in: bytes)
  func disagreement() -> FormatProblem {
    FormatProblem(.labelDisagrees, line: 1, offset: 0, detail: label ?? "")
  }
  switch label?.lowercased() {
  case nil, "utf-8"?, "utf8"?:
    switch try decodeText(bytes) {
    case .success(let text) where text.encoding == .gb18030: return .failure(disagreement())
    case let outcome: return outcome
    }
  case "gb18030"?, "gbk"?, "gb2312"?:
    if bytes.starts(with: byteOrderMark) || isEvidentlyUTF8(bytes) { return .failure(disagreement()) }
    switch try decodeGB18030(bytes) {
    case .success(let utf8):
      if let offset = firstUTF8Line(in: bytes) {
        return .failure(problem(.mixedEncodings, at: offset, in: bytes, detail: label ?? ""))
      }
      return .success(DecodedText(utf8: utf8, encoding: .gb18030))
    case .failure(let failed):
      return .failure(problem(.undecodable, at: failed.offset ?? 0, in: bytes, detail: label ?? ""))
    }
  case "utf-16"?, "utf-16le"?, "utf-16be"?, "utf16"?, "iso-10646-ucs-2"?, "ucs-2"?:
    return .failure(FormatProblem(.utf16, line: 1, offset: 0, detail: label ?? ""))
  default:
    return .failure(FormatProblem(.unknownLabel, line: 1, offset: 0, detail: label ?? ""))
  }
}

/// The mark that some programs put before UTF-8.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

private func problem(
  _ kind: FormatProblem.Kind, at offset: Int, in bytes: [UInt8], detail: String = ""
) -> FormatProblem {
  let line = LineTable(bytes, countsLoneCR: true).line(of: offset)
  return FormatProblem(kind, line: line, offset: offset, detail: detail)
}

/// Where UTF-16 or UTF-32 shows itself: a byte order mark, or the NUL bytes around a first `<`.
private func utf16Sign(in bytes: [UInt8]) -> Int? {
  let marks: [[UInt8]] = [
    [0xFF, 0xFE], [0xFE, 0xFF], [0x00, 0x00, 0xFE, 0xFF],
    [0x3C, 0x00], [0x00, 0x3C], [0x00, 0x00, 0x00, 0x3C],
  ]
  return marks.contains { bytes.starts(with: $0) } ? 0 : nil
}

/// The first place where bytes are not UTF-8; cut when they end inside a character that began well.
func firstInvalidUTF8(in bytes: [UInt8]) -> (offset: Int, isCut: Bool)? {
  do {
    _ = try UTF8Span(validating: bytes.span)
    return nil
  } catch {
    let offset = error.byteOffsets.lowerBound
    let isCut = error.kind == .truncatedScalar && error.byteOffsets.upperBound == bytes.count
    return (offset, isCut)
  }
}

/// The place of the first NUL byte, where there is one.
func firstNul(in bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBytes { raw in
    guard let base = raw.baseAddress, let hit = memchr(base, 0, raw.count) else { return nil }
    return UnsafeRawPointer(hit) - base
  }
}

/// The label in `<?xml … encoding="…"?>`, where there is one.
private func xmlEncodingLabel(in bytes: [UInt8]) -> String? {
  var rest = bytes[...]
  if rest.starts(with: byteOrderMark) { rest = rest.dropFirst(byteOrderMark.count) }
  guard rest.starts(with: Array("<?xml".utf8)) else { return nil }
  rest = rest.prefix(256)
  guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
  let key = Array("encoding".utf8)
  var position = rest.startIndex
  while position + key.count < end {
    if rest[position...].starts(with: key) { break }
    position += 1
  }
  guard position + key.count < end else { return nil }
  guard
    let opening = rest[position..<end].firstIndex(where: {
      $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
    }), let closing = rest[(opening + 1)..<end].firstIndex(of: rest[opening])
  else { return nil }
  return String(decoding: rest[(opening + 1)..<closing], as: UTF8.self)
}

/// Whether bytes are UTF-8 with at least two characters of three bytes and none of two, as Chinese text is.
///
/// Short GB18030 text can happen to be UTF-8 too; its characters then have two bytes.
private func isEvidentlyUTF8(_ bytes: [UInt8]) -> Bool {
  guard firstInvalidUTF8(in: bytes) == nil else { return false }
  var longCount = 0
  for byte in bytes {
    if byte >= 0xE0 { longCount += 1 } else if byte >= 0xC0 { return false }
  }
  return longCount >= 2
}

/// The start of the first line that is, by itself, UTF-8 with four characters of three bytes or more.
private func firstUTF8Line(in bytes: [UInt8]) -> Int? {
  var start = 0
  while start < bytes.count {
    let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    let line = bytes[start..<end]
    if line.count(where: { $0 >= 0xE0 }) >= 4 {
      let copy = Array(line)
      if isEvidentlyUTF8(copy) { return start }
    }
    start = end + 1
  }
  return nil
}

/// What is left of a file when its lines of UTF-8 are taken out.
private func linesThatAreNotUTF8(in bytes: [UInt8]) -> [UInt8] {
  var rest: [UInt8] = []
  for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: true) {
    let copy = Array(line)
    if firstInvalidUTF8(in: copy) != nil { rest += copy + [0x0A] }
  }
  return rest
}

/// GB18030 to UTF-8 by the C library, stopping at the first bytes that are not GB18030.
private func decodeGB18030(_ bytes: [UInt8]) throws(FormatFault) -> Result<[UInt8], FormatProblem> {
  guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else {
    throw .noConverter(encoding: "GB18030")
  }
  defer { iconv_close(converter) }
  // iconv takes a mutable pointer and does not write through it.
  var source = bytes.map { CChar(bitPattern: $0) }
  var failedAt: Int?
  // Two bytes become at most three, four become at most four.
  let capacity = bytes.count * 2 + 16
  var decoded = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
    source.withUnsafeMutableBufferPointer { input in
      output.withMemoryRebound(to: CChar.self) { output in
        var from = input.baseAddress
        var left = input.count
        var to = output.baseAddress
        var room = output.count
        if iconv(converter, &from, &left, &to, &room) == -1 { failedAt = input.count - left }
        count = output.count - room
      }
    }
  }
  if let failedAt { return .failure(FormatProblem(.undecodable, offset: failedAt)) }
  if decoded.starts(with: byteOrderMark) { decoded.removeFirst(byteOrderMark.count) }
  return .success(decoded)
}
