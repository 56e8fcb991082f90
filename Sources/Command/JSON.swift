import Foundation

/// JSON 值：what `--json` prints; keys are sorted, absent values are `null`.
indirect enum JSON: Encodable {
  case null
  case bool(Bool)
  case int(Int)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }

  static func text(_ value: (some CustomStringConvertible)?) -> JSON {
    value.map { .string($0.description) } ?? .null
  }
  static func number(_ value: Int?) -> JSON { value.map(JSON.int) ?? .null }

  /// Over several lines, to be read; or all on one, for readers that take a line at a time.
  func print(onOneLine: Bool = false) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !onOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
    Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}
