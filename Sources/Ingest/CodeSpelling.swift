import Formats

/// 编号写法：codes of tasks, indicators and plans in their usual form.
enum CodeSpelling {
  /// Whether the bytes are lower-case letters, digits and hyphens only, as almost all are.
  static func isNormal(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.allSatisfy { isNormal($0) }
  }

  static func isNormal(_ cell: TableCell) -> Bool {
    cell.withBytes { bytes in bytes.indices.allSatisfy { isNormal(bytes[$0]) } }
  }

  private static func isNormal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }

  /// Full-width characters, capitals, spaces and the quotes that spreadsheets are given are taken away; what
  /// has other than ASCII characters afterwards is only trimmed.
  static func normal(_ text: String) -> String {
    if isNormal(text.utf8) { return text }
    var code = Folding.compact(text)
    if code.hasPrefix("=\""), code.hasSuffix("\""), code.count > 3 {
      code = String(code.dropFirst(2).dropLast())
    }
    while code.first == "'" { code.removeFirst() }
    code = code.replacing("–", with: "-").replacing("—", with: "-").replacing("_", with: "-")
    guard !code.isEmpty, code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isDigit || $0 == "-") }) else {
      return Folding.trim(text)
    }
    return code.lowercased()
  }
}

/// 单位写法：a unit's code, its name, or both in one cell.
struct UnitSpelling {
  var code: String?
  var name: String?
  /// The code had to be corrected.
  var isRepaired = false
  /// A code in scientific notation, whose digits are lost.
  var isMangled = false

  init(_ text: String) {
    let normal = CodeSpelling.normal(text)
    if normal.isScientificNotation {
      isMangled = true
      return
    }
    if let code = Self.code(normal) {
      self.code = code
      isRepaired = code != text
      return
    }
    // `610703.0`, which a spreadsheet makes of a number.
    let folded = Folding.compact(text)
    if let point = folded.firstIndex(of: "."),
      folded[folded.index(after: point)...].allSatisfy({ $0 == "0" }),
      let code = Self.code(String(folded[..<point]))
    {
      self.code = code
      isRepaired = true
      return
    }
    // `南郑区（610703）`, `610703 南郑区`.
    let runs = folded.split { !($0.isASCII && ($0.isLetter || $0.isDigit || $0 == "-")) }
    let codes = runs.compactMap { Self.code($0.lowercased()) }
    let rest = folded.filter { !$0.isASCII && !"（）【】〔〕、，：".contains($0) }
    if codes.count == 1, !rest.isEmpty {
      code = codes[0]
      name = rest
      isRepaired = true
    } else if folded.contains(where: { !$0.isASCII }) {
      name = Folding.trim(text)
    }
  }

  /// Six digits, a registered local code, or the twelve digits of the statistical code with nothing below the
  /// county.
  private static func code(_ text: String) -> String? {
    let digits = text.prefix(while: \.isDigit)
    let rest = text.dropFirst(digits.count)
    if digits.count == 12, rest.isEmpty, digits.hasSuffix("000000") { return String(digits.prefix(6)) }
    guard digits.count == 6 else { return nil }
    if rest.isEmpty { return text }
    guard rest.first == "-", (2...17).contains(rest.count), CodeSpelling.isNormal(rest.utf8),
      !rest.dropFirst().contains("-")
    else { return nil }
    return text
  }

  /// Whether a text is a code as it stands.
  static func isCode(_ text: String) -> Bool { code(text) == text }

  /// The name without the place for the seal: `（盖章）`.
  static func withoutSeal(_ name: String) -> String {
    guard name.unicodeScalars.contains("章") else { return Folding.trim(name) }
    var plain = name
    for seal in ["（盖章）", "(盖章)", "（公章）", "(公章)", "（章）"] { plain = plain.replacing(seal, with: "") }
    return Folding.trim(plain)
  }
}
