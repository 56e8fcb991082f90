/// 数值：an exact decimal figure.
///
/// A figure is `significand × 10^-scale`, both integers, so adding and converting never round; binary floating
/// point does not occur in this package. Values are kept in lowest terms, so equal figures are equal values.
/// Range: a 64-bit significand and at most nine decimals. What would leave the range is `nil`, never wrapped.
package struct Amount: Hashable, Sendable {
  package let significand: Int64
  /// Decimal places, 0 to 9; zero for whole numbers.
  package let scale: UInt8

  /// The most decimal places that a figure can carry.
  package static let maximumScale = 9
  package static let zero = Amount(0)

  package init(_ whole: Int) {
    significand = Int64(whole)
    scale = 0
  }

  /// A figure from its parts; `nil` when it cannot be held exactly.
  package init?(significand: Int128, scale: Int) {
    var significand = significand
    var scale = scale
    if let narrow = Int64(exactly: significand), (0...Self.maximumScale).contains(scale) {
      self.init(narrow, scale)
      return
    }
    while scale > 0, significand % 10 == 0 {
      significand /= 10
      scale -= 1
    }
    while scale < 0 {
      let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      significand = product
      scale += 1
    }
    guard scale <= Self.maximumScale, let narrow = Int64(exactly: significand) else { return nil }
    self.init(narrow, scale)
  }

  /// From the parts of a figure, as they were.
  init(stored significand: Int64, scale: UInt8) {
    self.significand = significand
    self.scale = scale
  }

  /// As above for what fits from the start, in 64 bits throughout: a division of 128 is a call into the runtime.
  private init(_ significand: Int64, _ scale: Int) {
    var significand = significand
    var scale = scale
    while scale > 0 {
      let (quotient, rest) = significand.quotientAndRemainder(dividingBy: 10)
      if rest != 0 { break }
      significand = quotient
      scale -= 1
    }
    self.significand = significand
    self.scale = UInt8(scale)
  }

  /// Plain decimal notation: an optional sign, digits, optionally a point and digits. Nothing else is a figure.
  package init?(_ text: some StringProtocol) {
    self.init(ascii: text.utf8)
  }

  /// As `init(_:)`, from bytes.
  package init?(ascii bytes: some Sequence<UInt8>) {
    var significand: Int128 = 0
    var scale = 0
    var digits = 0
    var isNegative = false
    var sawPoint = false
    var isFirst = true
    for byte in bytes {
      defer { isFirst = false }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        guard digits <= 36 else { return nil }
        significand = significand * 10 + Int128(byte - UInt8(ascii: "0"))
        if sawPoint { scale += 1 }
      case UInt8(ascii: ".") where !sawPoint && digits > 0: sawPoint = true
      case UInt8(ascii: "-") where isFirst: isNegative = true
      case UInt8(ascii: "+") where isFirst: break
      default: return nil
      }
    }
    guard digits > 0, !(sawPoint && scale == 0) else { return nil }
    self.init(significand: isNegative ? -significand : significand, scale: scale)
  }

  /// The significand when written with nine decimals; always exact.
  package var atMaximumScale: Int128 { at(scale: UInt8(Self.maximumScale)) }

  /// The significand when written with at least as many decimals as it has; always exact.
  private func at(scale wanted: UInt8) -> Int128 {
    if scale == wanted { return Int128(significand) }
    var factor: Int64 = 1
    for _ in scale..<wanted { factor *= 10 }
    let product = significand.multipliedFullWidth(by: factor)
    return Int128(product.high) << 64 | Int128(product.low)
  }

  package var isZero: Bool { significand == 0 }
  package var isNegative: Bool { significand < 0 }
  package var isWhole: Bool { scale == 0 }

  package func adding(_ other: Amount) -> Amount? {
    let common = max(scale, other.scale)
    return Amount(significand: at(scale: common) + other.at(scale: common), scale: Int(common))
  }

  package func subtracting(_ other: Amount) -> Amount? {
    let common = max(scale, other.scale)
    return Amount(significand: at(scale: common) - other.at(scale: common), scale: Int(common))
  }

  package func multiplied(by factor: Amount) -> Amount? {
    Amount(
      significand: Int128(significand) * Int128(factor.significand),
      scale: Int(scale) + Int(factor.scale))
  }

  /// Moves the decimal point: `shifted(by: 4)` is ten thousand times the figure.
  package func shifted(by powerOfTen: Int) -> Amount? {
    Amount(significand: Int128(significand), scale: Int(scale) - powerOfTen)
  }

  /// Adds figures exactly and narrows once at the end, so the order of the parts cannot matter; `nil` when the
  /// total is out of range, zero for no parts.
  package static func sum(_ parts: some Sequence<Amount>) -> Amount? {
    // At the scale of the finest part so far: whole numbers, nearly all of them, stay as they are.
    var total: Int128 = 0
    var scale: UInt8 = 0
    for part in parts {
      while scale < part.scale {
        total *= 10
        scale += 1
      }
      total += part.at(scale: scale)
    }
    return Amount(significand: total, scale: Int(scale))
  }

  /// How far apart two figures are; `nil` when the distance is out of range.
  package func distance(to other: Amount) -> Amount? {
    self < other ? other.subtracting(self) : subtracting(other)
  }

  /// Rounded half away from zero (四舍五入), as spreadsheets do. For pages that people read, never for totals.
  package func rounded(toDecimals decimals: Int) -> Amount {
    guard decimals < Int(scale) else { return self }
    var divisor: Int128 = 1
    for _ in decimals..<Int(scale) { divisor *= 10 }
    let magnitude = Int128(significand.magnitude)
    var quotient = magnitude / divisor
    if magnitude % divisor * 2 >= divisor { quotient += 1 }
    return Amount(significand: isNegative ? -quotient : quotient, scale: decimals) ?? self
  }
}

extension Amount: Comparable {
  package static func < (left: Amount, right: Amount) -> Bool {
    if left.scale == right.scale { return left.significand < right.significand }
    let common = max(left.scale, right.scale)
    return left.at(scale: common) < right.at(scale: common)
  }
}

extension [Amount] {
  /// 中位数：the middle one in order of size, of an even number the lower of the two in the middle; `nil` of none.
  package var median: Amount? { isEmpty ? nil : sorted()[(count - 1) / 2] }
}

extension Amount: CustomStringConvertible {
  /// Plain decimal notation without trailing zeros; `Amount(description)` gives the same figure back.
  package var description: String { fixed(decimals: Int(scale)) }

  /// With at least `decimals` places (more are not cut off).
  package func fixed(decimals: Int) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(24)
    append(to: &digits, decimals: decimals)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends the characters of `fixed(decimals:)`, for files in which millions of figures are written.
  package func append(to bytes: inout [UInt8], decimals: Int = 0) {
    let places = max(decimals, Int(scale))
    if isNegative { bytes.append(UInt8(ascii: "-")) }
    let first = bytes.count
    // From the last place to the first.
    var written = 0
    func append(_ digit: UInt8) {
      bytes.append(UInt8(ascii: "0") + digit)
      written += 1
      if written == places { bytes.append(UInt8(ascii: ".")) }
    }
    for _ in Int(scale)..<places { append(0) }
    var rest = significand.magnitude
    repeat {
      append(UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0 || written <= places
    bytes[first...].reverse()
  }
}

extension Amount: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self.init(value) }
}
