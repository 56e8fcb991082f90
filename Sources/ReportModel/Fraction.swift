/// 分数：an exact quotient of whole numbers, in which audit formulas are worked out, because a division of decimals
/// need not end.
///
/// Kept in lowest terms with a denominator above zero. What would leave 128 bits is `nil`, never wrapped.
package struct Fraction: Hashable, Sendable {
  package let numerator: Int128
  package let denominator: Int128

  package static let zero = Fraction(.zero)

  package init(_ amount: Amount) {
    var power: Int128 = 1
    for _ in 0..<amount.scale { power *= 10 }
    let common = Self.greatestDivisor(Int128(amount.significand).magnitude, power.magnitude)
    numerator = Int128(amount.significand) / common
    denominator = power / common
  }

  /// `nil` for a denominator of zero.
  private init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let common = Self.greatestDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = numerator / common * sign
    self.denominator = denominator / common * sign
  }

  /// Of two numbers that are not both zero; fits, because the smaller of the two is a positive `Int128`.
  private static func greatestDivisor(_ first: UInt128, _ second: UInt128) -> Int128 {
    var (large, small) = (first, second)
    while small != 0 { (large, small) = (small, large % small) }
    return Int128(large)
  }

  package var isZero: Bool { numerator == 0 }
  package var negated: Fraction? { Fraction(0 - numerator, over: denominator) }

  package func adding(_ other: Fraction) -> Fraction? {
    // Over the least common denominator, so that decimals never grow beyond the finer of the two.
    let common = Self.greatestDivisor(denominator.magnitude, other.denominator.magnitude)
    let (left, leftOverflows) = numerator.multipliedReportingOverflow(by: other.denominator / common)
    let (right, rightOverflows) = other.numerator.multipliedReportingOverflow(by: denominator / common)
    let (top, topOverflows) = left.addingReportingOverflow(right)
    let (bottom, bottomOverflows) = denominator.multipliedReportingOverflow(
      by: other.denominator / common)
    if leftOverflows || rightOverflows || topOverflows || bottomOverflows { return nil }
    return Fraction(top, over: bottom)
  }

  package func subtracting(_ other: Fraction) -> Fraction? { other.negated.flatMap { adding($0) } }

  package func multiplied(by other: Fraction) -> Fraction? {
    // Reduced crosswise first, so that only a result that is too large overflows.
    guard let left = Fraction(numerator, over: other.denominator),
      let right = Fraction(other.numerator, over: denominator)
    else { return nil }
    let (top, topOverflows) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (bottom, bottomOverflows) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    return topOverflows || bottomOverflows ? nil : Fraction(top, over: bottom)
  }

  /// `nil` also for a divisor of zero.
  package func divided(by other: Fraction) -> Fraction? {
    Fraction(other.denominator, over: other.numerator).flatMap { multiplied(by: $0) }
  }

  /// −1, 0 or 1, as this is less than, equal to or greater than the other; `nil` where the comparison leaves 128 bits.
  package func compared(to other: Fraction) -> Int? {
    subtracting(other).map { Int($0.numerator.signum()) }
  }

  /// The decimal that this is exactly; `nil` where there is none or it has more than nine places.
  package var amount: Amount? {
    var power: Int128 = 1
    var places = 0
    while power % denominator != 0 {
      guard places < Amount.maximumScale else { return nil }
      power *= 10
      places += 1
    }
    let (significand, overflows) = numerator.multipliedReportingOverflow(by: power / denominator)
    return overflows ? nil : Amount(significand: significand, scale: places)
  }

  /// Rounded half up to so many decimals, for people to read; `nil` where it is too large to be written.
  package func rounded(toDecimals decimals: Int) -> Amount? {
    var power: UInt128 = 1
    for _ in 0..<decimals { power *= 10 }
    let (scaled, overflows) = numerator.magnitude.multipliedReportingOverflow(by: power)
    guard !overflows else { return nil }
    let divisor = denominator.magnitude
    var quotient = scaled / divisor
    if scaled % divisor >= divisor - scaled % divisor { quotient += 1 }
    guard let whole = Int128(exactly: quotient) else { return nil }
    return Amount(significand: numerator < 0 ? -whole : whole, scale: decimals)
  }
}
