/// 规范文本：JSON whose bytes depend on the values alone, written here because the journal's chain is computed over it
/// and must not change with a library.
///
/// Keys are in byte order, there is no white space, and only what JSON demands is escaped.
enum CanonicalJSON {
  enum Value {
    case text(String)
    case integer(Int64)
    case object([String: String])
  }

  /// Members without a value are left out.
  static func object(_ members: [(String, Value?)]) -> String {
    var json = "{"
    for (key, value) in members.sorted(by: { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }) {
      guard let value else { continue }
      if json.utf8.count > 1 { json += "," }
      json += quoted(key) + ":"
      switch value {
      case .text(let text): json += quoted(text)
      case .integer(let number): json += String(number)
      case .object(let members): json += object(members.map { ($0.key, .text($0.value)) })
      }
    }
    return json + "}"
  }

  static func object(_ members: [String: String]) -> String {
    object(members.map { ($0.key, .text($0.value)) })
  }

  static func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ",") + "]" }

  private static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    bytes.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes += Array("\\u00".utf8)
        bytes += [hexadecimal(byte >> 4), hexadecimal(byte & 15)]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  static func hexadecimal(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }
}
