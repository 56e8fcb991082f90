/// 特征值：stands for some content; two contents with one fingerprint are taken for the same.
///
/// FNV-1a over 128 bits. It tells contents apart that differ by accident; it is no seal against anybody, which the
/// digests of files and the chain of the journal are.
package struct Fingerprint: Hashable, Sendable {
  private(set) var value: UInt128

  init() { value = Self.basis }

  /// 32 hexadecimal digits.
  package init?(_ text: String) {
    guard text.utf8.count == 32, let value = UInt128(text, radix: 16) else { return nil }
    self.value = value
  }

  init(value: UInt128) { self.value = value }

  private static let basis: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
  private static let prime: UInt128 = (1 << 88) + 0x13b

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt128(byte)) &* Self.prime }
  }

  /// Text with its length, so that two texts in a row are not one.
  mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    add(text.utf8)
  }

  mutating func add(_ number: UInt64) {
    var rest = number
    for _ in 0..<8 {
      value = (value ^ UInt128(rest & 0xff)) &* Self.prime
      rest >>= 8
    }
  }

  mutating func add(_ other: Fingerprint) {
    add(UInt64(truncatingIfNeeded: other.value >> 64))
    add(UInt64(truncatingIfNeeded: other.value))
  }
}

extension Fingerprint: CustomStringConvertible {
  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
