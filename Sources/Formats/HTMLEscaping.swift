/// 网页转义：text made safe for HTML, between tags and inside quoted attributes alike.
///
/// Control characters that HTML forbids become U+FFFD; line ends and tabs stay.
package func htmlEscaped(_ text: String) -> String {
  var escaped: [UInt8] = []
  escaped.appendHTML(text)
  return String(decoding: escaped, as: UTF8.self)
}

extension [UInt8] {
  /// Appends text as `htmlEscaped` makes it. What needs nothing done to it goes in as it is.
  package mutating func appendHTML(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      var position = 0
      while position < utf8.count {
        let byte = utf8[position]
        // Letters and whatever else is beyond suspicion.
        if byte > UInt8(ascii: ">"), byte != 0x7F, byte != 0xC2 {
          position += 1
          continue
        }
        guard let (length, replacement) = htmlReplacement(at: position, in: utf8) else {
          position += 1
          continue
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<position]))
        append(contentsOf: replacement.utf8)
        position += length
        start = position
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
  }
}

/// What stands for the character at a position, and how many bytes that character has; `nil` where it stands for itself.
private func htmlReplacement(
  at position: Int, in text: UnsafeBufferPointer<UInt8>
) -> (length: Int, replacement: String)? {
  switch text[position] {
  case UInt8(ascii: "&"): (1, "&amp;")
  case UInt8(ascii: "<"): (1, "&lt;")
  case UInt8(ascii: ">"): (1, "&gt;")
  case UInt8(ascii: "\""): (1, "&quot;")
  case UInt8(ascii: "'"): (1, "&#39;")
  case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): nil
  case 0x00..<0x20, 0x7F: (1, "\u{FFFD}")
  // U+0080 to U+009F.
  case 0xC2 where position + 1 < text.count && text[position + 1] < 0xA0: (2, "\u{FFFD}")
  default: nil
  }
}
