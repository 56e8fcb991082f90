/// 字符归一：full-width forms to ASCII, any kind of space to a space, outer white space away.
///
/// Why: input methods for Chinese type `１２，４２０` as readily as `12,420`; identifiers, headings and numbers are
/// compared in one form. Texts that people read are only trimmed.
enum Folding {
  /// The folded text.
  static func fold(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy(isPlain) { return trim(text) }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      // Minus and plus signs of mathematics; ideographic full stop and comma are no decimal signs.
      case 0x2212: scalars.append("-")
      // Marks that are not seen: copied along from chats, web pages and Windows' own windows.
      case 0xFEFF, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xAD: break
      default: scalars.append(scalar.isSpace ? " " : scalar)
      }
    }
    return trim(String(scalars))
  }

  /// A byte of ASCII or of a Chinese character (U+4000 to U+9FFF): what has no other bytes is as it should be.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0xBF).contains(byte) && byte != 0x7F || (0xE4...0xE9).contains(byte)
  }

  /// The folded text without any space, for headings and cover keys that are spread over a cell (`合　计`).
  static func compact(_ text: some StringProtocol) -> String {
    let folded = fold(text)
    return folded.utf8.contains(0x20) ? String(folded.filter { $0 != " " }) : folded
  }

  /// The text without white space around it.
  static func trim(_ text: some StringProtocol) -> String {
    func isOuter(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isSpace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
    }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isOuter($0) }),
      let last = scalars.lastIndex(where: { !isOuter($0) })
    else { return "" }
    let end = scalars.index(after: last)
    return first == text.startIndex && end == text.endIndex ? String(text) : String(text[first..<end])
  }

  /// A narrative as it is kept: trimmed, line ends as LF; `nil` for a blank and for a lone dash, which is how
  /// forms are filled where there is nothing to say.
  static func paragraph(_ text: some StringProtocol) -> String? {
    var trimmed = trim(text)
    if trimmed.holds(0x0D) {
      trimmed = String(trimmed.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
    }
    if trimmed.isEmpty || trimmed.utf8.count <= 9 && CellVocabulary.notApplicable.contains(trimmed) {
      return nil
    }
    return trimmed
  }

  /// A reason or an explanation: as a narrative, and 无 is none. Why: an explanation answers questions about
  /// figures, and a word that explains nothing must not.
  static func reason(_ text: some StringProtocol) -> String? {
    guard let paragraph = paragraph(text), !CellVocabulary.none.contains(paragraph) else { return nil }
    return paragraph
  }
}

extension String {
  /// Whether the byte is in the UTF-8 text, looked for in one go: narratives are most of a file.
  fileprivate func holds(_ byte: UInt8) -> Bool {
    utf8.withContiguousStorageIfAvailable { $0.contains(byte) } ?? utf8.contains(byte)
  }
}

extension Unicode.Scalar {
  /// White space in the sense of Unicode, line ends included; the few there are, without looking into tables.
  var isSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}

extension Character {
  /// `0` to `9`, not the digits of other scripts.
  var isDigit: Bool { ("0"..."9").contains(self) && isASCII }
}

extension StringProtocol {
  /// The value of a text of 1 to 18 ASCII digits.
  var plainInteger: Int? {
    guard !isEmpty, count <= 18, allSatisfy(\.isDigit) else { return nil }
    return Int(self)
  }

  var isScientificNotation: Bool {
    // Nearly every text that is asked about is a code, which begins with a letter.
    guard let first = utf8.first,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: "-")
        || first == UInt8(ascii: "+")
    else { return false }
    let parts = lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let mantissa = parts[0].drop { $0 == "-" || $0 == "+" }
    let exponent = parts[1].drop { $0 == "-" || $0 == "+" }
    return mantissa.first?.isDigit == true && mantissa.allSatisfy { $0.isDigit || $0 == "." }
      && !exponent.isEmpty && exponent.allSatisfy(\.isDigit)
  }
}
