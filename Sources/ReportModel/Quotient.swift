/// 比值：two figures, one over the other, kept apart so that nothing is rounded before it is printed.
package struct Quotient: Hashable, Sendable {
  package let numerator: Amount
  /// Never zero and never negative.
  package let denominator: Amount

  /// `nil` for a denominator that is not above zero.
  package init?(_ numerator: Amount, over denominator: Amount) {
    guard denominator > .zero else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The percentage rounded half up to one decimal, as people read it: 86.2.
  package var percent: Amount { percent(decimals: 1) }

  package func percent(decimals: Int) -> Amount {
    let (top, bottom) = aligned
    var factor: Int128 = 100
    for _ in 0..<decimals { factor *= 10 }
    // Large figures lose their last places before the product can overflow; a percentage needs no more.
    var numerator = top.magnitude
    var denominator = bottom.magnitude
    while numerator > UInt128(Int128.max) / UInt128(factor) / 2 {
      numerator /= 10
      denominator /= 10
    }
    let scaled = numerator * UInt128(factor)
    var quotient = denominator == 0 ? 0 : scaled / denominator
    if denominator != 0, scaled % denominator * 2 >= denominator { quotient += 1 }
    let signed = top < 0 ? -Int128(quotient) : Int128(quotient)
    return Amount(significand: signed, scale: decimals) ?? .zero
  }

  /// How many percentage points this lies below `pace`, exactly: the sign of `pace − self − points`.
  package func isBelow(_ pace: Quotient, byMoreThan points: Amount) -> Bool {
    lag(behind: pace, against: points) > 0
  }

  package func isBelow(_ pace: Quotient, byAtLeast points: Amount) -> Bool {
    lag(behind: pace, against: points) >= 0
  }

  /// −1, 0 or 1: the sign of `pace − self − points/100`, by cross-multiplication in wide integers.
  private func lag(behind pace: Quotient, against points: Amount) -> Int {
    // pace.n/pace.d − n/d − p/100  =  (100·pace.n·d − 100·n·pace.d − p·pace.d·d) / (100·pace.d·d)
    let n = WideInteger(aligned.top)
    let d = WideInteger(aligned.bottom)
    let paceN = WideInteger(pace.aligned.top)
    let paceD = WideInteger(pace.aligned.bottom)
    let p = WideInteger(points.atMaximumScale)
    let hundred = WideInteger(Int128(100) * 1_000_000_000)
    let left = hundred * paceN * d
    let right = hundred * n * paceD + p * paceD * d
    return left == right ? 0 : (left < right ? -1 : 1)
  }

  private var aligned: (top: Int128, bottom: Int128) {
    (numerator.atMaximumScale, denominator.atMaximumScale)
  }
}

/// A signed integer of any width, for exact comparison only.
private struct WideInteger: Comparable {
  /// Little-endian base 2^32 digits without leading zeros.
  var digits: [UInt32]
  var isNegative: Bool

  init(_ value: Int128) {
    digits = []
    var rest = value.magnitude
    while rest > 0 {
      digits.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
    isNegative = value < 0
  }

  private init(digits: [UInt32], isNegative: Bool) {
    var digits = digits
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    self.isNegative = isNegative && !digits.isEmpty
  }

  static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    var product = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for (i, a) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (j, b) in right.digits.enumerated() {
        let sum = UInt64(a) * UInt64(b) + UInt64(product[i + j]) + carry
        product[i + j] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      product[i + right.digits.count] = UInt32(carry)
    }
    return WideInteger(digits: product, isNegative: left.isNegative != right.isNegative)
  }

  static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    if left.isNegative == right.isNegative {
      var sum: [UInt32] = []
      var carry: UInt64 = 0
      for i in 0..<max(left.digits.count, right.digits.count) {
        let total = left.digit(i) + right.digit(i) + carry
        sum.append(UInt32(truncatingIfNeeded: total))
        carry = total >> 32
      }
      sum.append(UInt32(carry))
      return WideInteger(digits: sum, isNegative: left.isNegative)
    }
    let (large, small) = compareMagnitude(left, right) >= 0 ? (left, right) : (right, left)
    var difference: [UInt32] = []
    var borrow: Int64 = 0
    for i in 0..<large.digits.count {
      var step = Int64(large.digit(i)) - Int64(small.digit(i)) - borrow
      borrow = step < 0 ? 1 : 0
      if step < 0 { step += 1 << 32 }
      difference.append(UInt32(step))
    }
    return WideInteger(digits: difference, isNegative: large.isNegative)
  }

  static func < (left: WideInteger, right: WideInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    let order = compareMagnitude(left, right)
    return left.isNegative ? order > 0 : order < 0
  }

  private func digit(_ index: Int) -> UInt64 { index < digits.count ? UInt64(digits[index]) : 0 }

  private static func compareMagnitude(_ left: WideInteger, _ right: WideInteger) -> Int {
    if left.digits.count != right.digits.count { return left.digits.count < right.digits.count ? -1 : 1 }
    for (a, b) in zip(left.digits.reversed(), right.digits.reversed()) where a != b { return a < b ? -1 : 1 }
    return 0
  }
}
