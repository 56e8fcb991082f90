/// XML书写：writes a document with equal bytes for equal calls: UTF-8, LF, two spaces a level, attributes in
/// the order given.
///
/// Characters that XML 1.0 cannot hold become U+FFFD. An element holds either text or elements.
/// Programmer errors: closing what is not open, a second root, finishing with elements open.
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

  /// Begins an element that holds elements.
  package mutating func open(_ name: String, _ attributes: [Attribute] = []) {
    beginChild()
    appendTag(name, attributes)
    openNames.append(name)
    isHoldingSomething = false
  }

  /// Ends the innermost open element; one that holds nothing is written as an empty element.
  package mutating func close() {
    guard let name = openNames.popLast() else { preconditionFailure("no element is open") }
    if isHoldingSomething {
      indent()
      append("</\(name)>\n")
    } else {
      append("/>\n")
    }
    isHoldingSomething = true
  }

  /// Writes an element that holds text or nothing.
  package mutating func element(_ name: String, _ attributes: [Attribute] = [], text: String? = nil) {
    beginChild()
    appendTag(name, attributes)
    if let text, !text.isEmpty {
      append(">")
      appendEscaped(text, inAttribute: false)
      append("</\(name)>\n")
    } else {
      append("/>\n")
    }
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
    for (name, value) in attributes {
      append(" ")
      append(name)
      append("=\"")
      appendEscaped(value, inAttribute: true)
      append("\"")
    }
  }

  private mutating func indent() {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * openNames.count))
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func appendEscaped(_ text: String, inAttribute: Bool) {
    // Nearly every text needs nothing done to it; it is looked through once and appended as it is.
    guard text.utf8.contains(where: { Self.needsCare($0, inAttribute: inAttribute) }) else {
      append(text)
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": append("&amp;")
      case "<": append("&lt;")
      case ">": append("&gt;")
      case "\"" where inAttribute: append("&quot;")
      // A reader turns these into spaces unless they are references; a CR is lost even in text.
      case "\n" where inAttribute: append("&#10;")
      case "\t" where inAttribute: append("&#9;")
      case "\r": append("&#13;")
      default: bytes.append(contentsOf: String(Self.allowed(scalar)).utf8)
      }
    }
  }

  /// Whether a text with this byte has to be looked at scalar by scalar. `EF` begins U+FFFE and U+FFFF (and full-width
  /// forms, which are looked at in vain).
  private static func needsCare(_ byte: UInt8, inAttribute: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0xEF: true
    case UInt8(ascii: "\""): inAttribute
    case 0x09, 0x0A: inAttribute
    case 0x00..<0x20: true
    default: false
    }
  }

  /// The scalar, or U+FFFD for one that XML 1.0 has no way to hold.
  private static func allowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: scalar
    default: "\u{FFFD}"
    }
  }
}
