/// 文件名：the name of a file or folder as the bytes that the file system keeps.
///
/// Why bytes: a string would lose names that are not UTF-8 and take composed and decomposed spellings for one.
package struct SpoolName: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The name for people: control characters, marks that turn the writing direction or take no room, and
  /// bytes that are not UTF-8 stand as `\xNN`, a backslash as `\\`.
  package var display: String { escapedForDisplay(bytes) }

  /// The name with a number before its extension: `a.xml` becomes `a-2.xml`, `a.csv.gz` becomes `a-2.csv.gz`.
  package func numbered(_ number: Int) -> SpoolName {
    let dot = UInt8(ascii: ".")
    var cut = bytes.lastIndex(of: dot) ?? bytes.count
    if bytes[cut...].elementsEqual(".gz".utf8), let inner = bytes[..<cut].lastIndex(of: dot),
      cut - inner <= 5
    {
      cut = inner
    }
    if cut == 0 { cut = bytes.count }
    return SpoolName(bytes[..<cut] + Array("-\(number)".utf8) + bytes[cut...])
  }

  package func hasPrefix(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
  package func hasSuffix(_ text: String) -> Bool { bytes.reversed().starts(with: text.utf8.reversed()) }
}

/// In the order of the bytes, which is the same on every machine.
extension SpoolName: Comparable {
  package static func < (left: SpoolName, right: SpoolName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

func escapedForDisplay(_ bytes: [UInt8]) -> String {
  var shown = ""
  var rest = bytes[...]
  while let first = rest.first {
    var scalar: Unicode.Scalar?
    var length = 1
    for candidate in 1...4 where candidate <= rest.count {
      if let decoded = String(validating: rest.prefix(candidate), as: UTF8.self),
        let only = decoded.unicodeScalars.first
      {
        scalar = only
        length = candidate
        break
      }
    }
    if first == UInt8(ascii: "\\") {
      shown += "\\\\"
    } else if let scalar, !isHidden(scalar) {
      shown.unicodeScalars.append(scalar)
    } else {
      for byte in rest.prefix(length) {
        let digits = String(byte, radix: 16, uppercase: true)
        shown += "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    rest = rest.dropFirst(length)
  }
  return shown
}

/// Control and format characters, line and paragraph separators: what cannot be seen or moves what can.
private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
  default: false
  }
}
