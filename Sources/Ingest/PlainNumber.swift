import ReportModel

/// 规范数字：the spelling that nearly every number has, read byte by byte.
///
/// Why apart: half a million cells go through here in a national quarter; whatever is longer or odder takes the
/// slow way and gets its finding there.
enum PlainNumber {
  /// An optional minus sign, digits, optionally a point and digits; at most 18 digits.
  static func amount(_ bytes: Span<UInt8>) -> Amount? {
    guard bytes.count <= 20 else { return nil }
    var significand: Int64 = 0
    var digits = 0
    var scale = 0
    var isNegative = false
    var sawPoint = false
    for index in bytes.indices {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        // Noughts before a number are passed over, which has to be said.
        guard digits <= 18, sawPoint || digits != 2 || significand != 0 else { return nil }
        significand = significand * 10 + Int64(byte - UInt8(ascii: "0"))
        if sawPoint { scale += 1 }
      case UInt8(ascii: ".") where digits > 0 && !sawPoint: sawPoint = true
      case UInt8(ascii: "-") where digits == 0 && !isNegative: isNegative = true
      default: return nil
      }
    }
    guard digits > 0, !sawPoint || scale > 0 else { return nil }
    return Amount(significand: Int128(isNegative ? -significand : significand), scale: scale)
  }
}
