import Formats

/// 网页片段：HTML in which everything interpolated is escaped unless it is markup itself.
///
/// Literals are tags and are taken as they are; texts from reports come in through interpolation only, so a name
/// with `<script>` in it is a name. Held as the bytes of the page: a province's has millions of them.
struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
  private(set) var bytes: [UInt8]

  init(stringLiteral value: StaticString) {
    bytes = []
    add(tag: value)
  }
  init(stringInterpolation: Interpolation) { bytes = stringInterpolation.markup.bytes }
  init() { bytes = [] }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = Markup()
    init(literalCapacity: Int, interpolationCount: Int) {
      markup.bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }
    mutating func appendLiteral(_ literal: StaticString) { markup.add(tag: literal) }
    mutating func appendInterpolation(_ value: String) { markup.add(value) }
    mutating func appendInterpolation(_ value: Int) { markup.bytes.appendDigits(of: value) }
    mutating func appendInterpolation(_ value: Markup) { markup += value }
    mutating func appendInterpolation(_ values: [Markup]) { for value in values { markup += value } }
  }

  var isEmpty: Bool { bytes.isEmpty }

  static func += (left: inout Markup, right: Markup) { left.bytes.append(contentsOf: right.bytes) }

  mutating func add(tag: StaticString) { tag.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// A text, which is escaped.
  mutating func add(_ text: String) { bytes.appendHTML(text) }

  /// - Parameter append: adds what needs no escaping: a number.
  mutating func add(appending append: (inout [UInt8]) -> Void) { append(&bytes) }

  /// Paragraphs of a plain text, one for each of its lines.
  static func lines(_ text: String) -> Markup {
    // Nearly every text is one line; to look at it character by character takes long.
    let isOneLine = !text.utf8.contains { (0x0A...0x0D).contains($0) || $0 == 0xC2 || $0 == 0xE2 }
    let lines = isOneLine ? [text[...]] : text.split(whereSeparator: \.isNewline)
    var markup = Markup()
    for line in lines where !line.allSatisfy(\.isWhitespace) {
      markup.add(tag: "<p>")
      markup.add(String(line))
      markup.add(tag: "</p>")
    }
    return markup
  }
}
