/// XML书写：writes a document with equal bytes for equal calls: UTF-8, LF, two spaces a level, attributes in
/// the order given.
///
/// Characters that XML 1.0 cannot hold become U+FFFD. An element holds either text or elements.
/// Programmer errors: closing what is not open, an attribute behind something inside, a second root, finishing with
/// elements open.
package struct XMLWriter: Sendable {
  package typealias Attribute = (name: String, value: String)

  private var bytes: [UInt8] = []
  private var openNames: [String] = []
  /// Whether the innermost open element has anything inside yet.
  private var isHoldingSomething = true
  private var hasRoot = false

  package init() {
    append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// A writer of further children of a root that was opened elsewhere.
  package init(inside root: String) {
    openNames = [root]
    hasRoot = true
  }

  /// Begins an element that holds elements.
  package mutating func open(_ name: String, _ attributes: [Attribute] = []) {
    beginChild()
    appendTag(name, attributes)
    openNames.append(name)
    isHoldingSomething = false
  }

  /// A further attribute of the element opened last, which holds nothing yet; none where there is no value.
  package mutating func attribute(_ name: String, _ value: String?) {
    guard var value else { return }
    attribute(name) { bytes in value.withUTF8 { bytes.appendXML($0, inAttribute: true) } }
  }

  /// As above, from UTF-8.
  package mutating func attribute(_ name: String, utf8 value: UnsafeBufferPointer<UInt8>?) {
    guard let value else { return }
    attribute(name) { $0.appendXML(value, inAttribute: true) }
  }

  package mutating func attribute(_ name: String, _ value: Int) {
    attribute(name) { $0.appendDigits(of: value) }
  }

  /// - Parameter append: adds the value, which has to be without anything that needs escaping: a number, a code.
  package mutating func attribute(_ name: String, appending append: (inout [UInt8]) -> Void) {
    precondition(!isHoldingSomething, "the element holds something already")
    bytes.append(UInt8(ascii: " "))
    self.append(name)
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: "\""))
    append(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends the innermost open element; one that holds nothing is written as an empty element.
  package mutating func close() {
    guard let name = openNames.popLast() else { preconditionFailure("no element is open") }
    if isHoldingSomething {
      indent()
      append("</")
      append(name)
      append(">\n")
    } else {
      append("/>\n")
    }
    isHoldingSomething = true
  }

  /// Ends the innermost open element, which holds nothing yet, with text or nothing.
  package mutating func close(text: UnsafeBufferPointer<UInt8>) {
    precondition(!isHoldingSomething, "the element holds something already")
    guard let name = openNames.popLast() else { preconditionFailure("no element is open") }
    end(name, text: text)
    isHoldingSomething = true
  }

  /// Writes an element that holds text or nothing.
  package mutating func element(_ name: String, _ attributes: [Attribute] = [], text: String? = nil) {
    beginChild()
    appendTag(name, attributes)
    var text = text ?? ""
    text.withUTF8 { end(name, text: $0) }
  }

  /// Writes a comment on a line of its own; two hyphens in a row get a space between them.
  package mutating func comment(_ text: String) {
    if !openNames.isEmpty { beginChild(isElement: false) }
    append("<!-- ")
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "-", previous == "-" { append(" ") }
      append(String(Self.allowed(scalar)))
      previous = scalar
    }
    append(" -->\n")
  }

  /// The bytes of the whole document.
  package consuming func finish() -> [UInt8] {
    precondition(openNames.isEmpty && hasRoot, "the root is not closed")
    return bytes
  }

  /// What was written so far, or since it was last taken out; the writer goes on behind it.
  package var written: [UInt8] { bytes }

  /// Forgets what was written so far, and keeps the room for more.
  package mutating func removeWritten() { bytes.removeAll(keepingCapacity: true) }

  private mutating func beginChild(isElement: Bool = true) {
    if openNames.isEmpty {
      precondition(!hasRoot, "a document has one root")
      hasRoot = true
    } else if !isHoldingSomething {
      append(">\n")
      isHoldingSomething = true
    }
    indent()
  }

  private mutating func appendTag(_ name: String, _ attributes: [Attribute]) {
    append("<")
    append(name)
    for (name, var value) in attributes {
      append(" ")
      append(name)
      append("=\"")
      value.withUTF8 { bytes.appendXML($0, inAttribute: true) }
      append("\"")
    }
  }

  private mutating func end(_ name: String, text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty {
      append("/>\n")
    } else {
      append(">")
      bytes.appendXML(text, inAttribute: false)
      append("</")
      append(name)
      append(">\n")
    }
  }

  private mutating func indent() {
    for _ in openNames {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// The scalar, or U+FFFD for one that XML 1.0 has no way to hold.
  private static func allowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: scalar
    default: "\u{FFFD}"
    }
  }
}

extension [UInt8] {
  /// Appends text that is escaped for XML. What needs nothing done to it, which is nearly all, goes in as it is.
  fileprivate mutating func appendXML(_ text: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
    var start = 0
    var position = 0
    while position < text.count {
      let byte = text[position]
      // Letters, digits and whatever is not ASCII.
      if byte > UInt8(ascii: ">"), byte != 0xEF {
        position += 1
        continue
      }
      guard let (length, replacement) = xmlReplacement(at: position, in: text, inAttribute: inAttribute)
      else {
        position += 1
        continue
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<position]))
      append(contentsOf: replacement.utf8)
      position += length
      start = position
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }
}

/// What stands for the character at a position, and how many bytes that character has; `nil` where it stands for itself.
private func xmlReplacement(
  at position: Int, in text: UnsafeBufferPointer<UInt8>, inAttribute: Bool
) -> (length: Int, replacement: String)? {
  switch text[position] {
  case UInt8(ascii: "&"): return (1, "&amp;")
  case UInt8(ascii: "<"): return (1, "&lt;")
  case UInt8(ascii: ">"): return (1, "&gt;")
  case UInt8(ascii: "\""): return inAttribute ? (1, "&quot;") : nil
  // A reader turns these into spaces unless they are references; a CR is lost even in text.
  case UInt8(ascii: "\n"): return inAttribute ? (1, "&#10;") : nil
  case UInt8(ascii: "\t"): return inAttribute ? (1, "&#9;") : nil
  case UInt8(ascii: "\r"): return (1, "&#13;")
  case 0x00..<0x20: return (1, "\u{FFFD}")
  // U+FFFE and U+FFFF, the only ones in well-formed UTF-8 that XML cannot hold beside controls.
  case 0xEF where position + 2 < text.count && text[position + 1] == 0xBF && text[position + 2] >= 0xBE:
    return (3, "\u{FFFD}")
  default: return nil
  }
}
