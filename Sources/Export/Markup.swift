import Formats

/// 网页片段：HTML in which everything interpolated is escaped unless it is markup itself.
///
/// Literals are tags and are taken as they are; texts from reports come in through interpolation only, so a name
/// with `<script>` in it is a name.
struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
  init() { text = "" }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""
    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: String) { text += htmlEscaped(value) }
    mutating func appendInterpolation(_ value: Int) { text += String(value) }
    mutating func appendInterpolation(_ value: Markup) { text += value.text }
    mutating func appendInterpolation(_ values: [Markup]) { for value in values { text += value.text } }
  }

  static func += (left: inout Markup, right: Markup) { left.text += right.text }

  /// Paragraphs of a plain text, one for each of its lines.
  static func lines(_ text: String) -> Markup {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
    return "\(lines.map { "<p>\(String($0))</p>" as Markup })"
  }
}
