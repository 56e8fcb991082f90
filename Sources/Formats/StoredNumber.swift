/// 存储的数：a number as a workbook stores it, exactly: digits and a power of ten.
///
/// Why not as it stands: spreadsheets write binary fractions with up to seventeen digits, `9.949999999999999` where 9.95 was
/// typed. They themselves know, show and let people type fifteen; so do we.
struct StoredNumber: Hashable {
  /// Digits that a spreadsheet keeps.
  static let significantDigits = 15

  var isNegative = false
  /// Without noughts at either end; empty for nought.
  private(set) var digits: [UInt8] = []
  /// The value is the whole number of the digits times ten to this power.
  private(set) var exponent = 0

  /// Reads `-12.5`, `1E+2`, `9.1610703123456704E+17`; `nil` for anything else.
  init?(_ text: some Sequence<UInt8>) {
    var exponentText: [UInt8]?
    var sawPoint = false
    var sawDigit = false
    for (index, byte) in text.enumerated() {
      if exponentText != nil {
        exponentText?.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        sawDigit = true
        digits.append(byte - UInt8(ascii: "0"))
        if sawPoint { exponent -= 1 }
        if digits.count > 400 { return nil }
      case UInt8(ascii: ".") where !sawPoint: sawPoint = true
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: "E"), UInt8(ascii: "e"): exponentText = []
      default: return nil
      }
    }
    guard sawDigit else { return nil }
    if var power = exponentText {
      var isBelow = false
      if let sign = power.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        isBelow = sign == UInt8(ascii: "-")
        power.removeFirst()
      }
      guard (1...4).contains(power.count), power.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      let size = power.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      exponent += isBelow ? -size : size
    }
    normalise()
  }

  private mutating func normalise() {
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    if let first = digits.firstIndex(where: { $0 != 0 }) { digits.removeFirst(first) } else { digits = [] }
    if digits.isEmpty { (exponent, isNegative) = (0, false) }
  }

  var isZero: Bool { digits.isEmpty }

  /// As far as the spreadsheet itself knows it.
  var asKept: StoredNumber {
    rounded(dropping: digits.count - Self.significantDigits)
  }

  /// With so many decimals, half away from nought.
  func rounded(decimals: Int) -> StoredNumber { rounded(dropping: -exponent - decimals) }

  private func rounded(dropping count: Int) -> StoredNumber {
    guard count > 0 else { return self }
    var rounded = self
    if count > digits.count {
      rounded.digits = []
    } else {
      let isUp = digits[digits.count - count] >= 5
      rounded.digits.removeLast(count)
      rounded.exponent += count
      if isUp {
        var place = rounded.digits.count - 1
        while place >= 0, rounded.digits[place] == 9 {
          rounded.digits[place] = 0
          place -= 1
        }
        if place >= 0 { rounded.digits[place] += 1 } else { rounded.digits.insert(1, at: 0) }
      }
    }
    rounded.normalise()
    return rounded
  }

  func shifted(by power: Int) -> StoredNumber {
    var shifted = self
    if !isZero { shifted.exponent += power }
    return shifted
  }

  /// The number in plain decimals; in scientific notation what would have more than forty digits.
  var text: String {
    if digits.isEmpty { return "0" }
    let sign = isNegative ? "-" : ""
    func word(_ digits: some Sequence<UInt8>) -> String {
      String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }
    guard (-40...40).contains(exponent), digits.count + exponent <= 40 else {
      let power = exponent + digits.count - 1
      let fraction = digits.count > 1 ? "." + word(digits.dropFirst()) : ""
      return sign + word(digits.prefix(1)) + fraction + "E" + (power < 0 ? "" : "+") + String(power)
    }
    if exponent >= 0 { return sign + word(digits) + String(repeating: "0", count: exponent) }
    let whole = digits.count + exponent
    return whole > 0
      ? sign + word(digits[..<whole]) + "." + word(digits[whole...])
      : sign + "0." + String(repeating: "0", count: -whole) + word(digits)
  }

  /// Whether both are the same binary fraction, which is all that the spreadsheet ever held.
  func isSameBinary(as other: StoredNumber) -> Bool { Double(text) == Double(other.text) }
}
