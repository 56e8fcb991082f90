import ReportModel
import TestKit
import Testing

@Suite("Exact figures")
struct AmountTests {
  /// Random figures of every size and scale, the edges included.
  private func samples(_ count: Int, seed: UInt64 = 1) -> [Amount] {
    var generator = SeededGenerator(seed: seed)
    var result: [Amount] = [.zero, 1, -1]
    for edge in [Int128(Int64.max), Int128(Int64.min)] {
      result += (0...9).compactMap { Amount(significand: edge, scale: $0) }
    }
    while result.count < count {
      let magnitude =
        Int128(Int64.random(in: Int64.min...Int64.max, using: &generator))
        >> Int128(Int.random(in: 0...62, using: &generator))
      if let amount = Amount(significand: magnitude, scale: Int.random(in: 0...9, using: &generator)) {
        result.append(amount)
      }
    }
    return result
  }

  /// The reference: a significand at nine decimals, in wide integers, without the code under test.
  private func reference(_ amount: Amount) -> Int128 {
    var value = Int128(amount.significand)
    var missing = 9 - Int(amount.scale)
    while missing > 0 {
      value *= 10
      missing -= 1
    }
    return value
  }

  /// Whether nine decimals' worth fits into 64 bits in lowest terms.
  private func fits(_ reference: Int128) -> Bool {
    var value = reference
    var scale = 9
    while scale > 0, value % 10 == 0 {
      value /= 10
      scale -= 1
    }
    return Int64(exactly: value) != nil
  }

  @Test("What is printed reads back as the same figure")
  func roundTrip() {
    for amount in samples(3000) {
      #expect(Amount(amount.description) == amount)
      #expect(Amount(amount.fixed(decimals: 9)) == amount)
    }
  }

  @Test("Equal figures are equal values, whatever their spelling")
  func lowestTerms() {
    for amount in samples(500) {
      let spelled = amount.fixed(decimals: min(9, Int(amount.scale) + 2))
      #expect(Amount(spelled)?.hashValue == amount.hashValue)
      #expect(amount.scale == 0 || amount.significand % 10 != 0)
    }
    #expect(Amount("1.50") == Amount("1.5"))
    #expect(Amount("-0") == .zero)
    #expect(Amount("0.000000000")?.scale == 0)
  }

  @Test("Adding and subtracting agree with wide integers, out of range is nothing and never wrapped")
  func addition() {
    let amounts = samples(400, seed: 2)
    for (left, right) in zip(amounts, amounts.reversed()) {
      let sum = reference(left) + reference(right)
      #expect(left.adding(right).map(reference) == (fits(sum) ? sum : nil))
      #expect(left.adding(right) == right.adding(left))
      let difference = reference(left) - reference(right)
      #expect(left.subtracting(right).map(reference) == (fits(difference) ? difference : nil))
      if let total = left.adding(right) { #expect(total.subtracting(right) == left) }
    }
    #expect(Amount(Int.max).adding(1) == nil)
    #expect(Amount(Int.max).adding(Amount("0.1") ?? 0) == nil)
    #expect(Amount(Int.max).subtracting(1) == Amount(Int.max - 1))
  }

  @Test("A sum does not depend on the order, also where it leaves the range on the way")
  func sums() {
    var amounts = samples(60, seed: 3)
    let expected = Amount.sum(amounts)
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<50 {
      amounts.shuffle(using: &generator)
      #expect(Amount.sum(amounts) == expected)
    }
    #expect(Amount.sum([Amount(Int.max), 1, -1]) == Amount(Int.max))
    #expect(Amount.sum([Amount(Int.max), 1]) == nil)
    #expect(Amount.sum([]) == .zero)
  }

  @Test("Multiplying agrees with wide integers, and shifting is multiplying by a power of ten")
  func multiplication() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let left = Amount(Int.random(in: -1_000_000...1_000_000, using: &generator))
      guard
        let right = Amount(
          significand: Int128(Int.random(in: -9999...9999, using: &generator)),
          scale: Int.random(in: 0...4, using: &generator))
      else { continue }
      #expect(left.multiplied(by: right).map(reference) == Int128(left.significand) * reference(right))
      #expect(left.multiplied(by: right) == right.multiplied(by: left))
      #expect(right.shifted(by: 4) == right.multiplied(by: 10_000))
      #expect(right.shifted(by: -4)?.shifted(by: 4) == right)
    }
    #expect(Amount(12345).shifted(by: -4) == Amount("1.2345"))
    #expect(Amount("0.1")?.shifted(by: -9) == nil)
    #expect(Amount(Int.max).shifted(by: 1) == nil)
    #expect(Amount(Int.max).multiplied(by: 2) == nil)
  }

  @Test("Order is the order of the values")
  func order() {
    let amounts = samples(300, seed: 6)
    for (left, right) in zip(amounts, amounts.dropFirst()) {
      #expect((left < right) == (reference(left) < reference(right)))
      #expect((left == right) == (reference(left) == reference(right)))
    }
  }

  @Test(
    "Rounding is half up, away from zero, as spreadsheets do",
    arguments: [
      ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.4999", 0, "2"), ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"),
      ("1.005", 2, "1.01"), ("0.05", 1, "0.1"), ("0.04", 1, "0"), ("9.95", 1, "10"), ("1.2345", 4, "1.2345"),
      ("7", 2, "7"), ("0.999999999", 8, "1"),
    ])
  func rounding(_ text: String, _ decimals: Int, _ expected: String) throws {
    #expect(try #require(Amount(text)).rounded(toDecimals: decimals).description == expected)
  }

  @Test("Rounding agrees with wide integers")
  func roundingReference() {
    for amount in samples(500, seed: 8) {
      for decimals in 0..<9 {
        var divisor: Int128 = 1
        for _ in decimals..<9 { divisor *= 10 }
        let value = reference(amount)
        let magnitude = value < 0 ? -value : value
        let rounded = (magnitude + divisor / 2) / divisor * divisor
        #expect(reference(amount.rounded(toDecimals: decimals)) == (value < 0 ? -rounded : rounded))
      }
    }
  }

  @Test(
    "Only plain decimal notation is a figure",
    arguments: [
      "", "-", "+", ".", ".5", "5.", "1,000", "1e3", "1 2", " 1", "1 ", "--1", "+-1", "1.2.3", "１", "300余",
      "NaN", "0x10",
      "9223372036854775808", "0.0000000001", "1.0000000001",
    ])
  func notFigures(_ text: String) {
    #expect(Amount(text) == nil)
    #expect(Amount(ascii: Array(text.utf8)) == nil)
  }

  @Test(
    "These are figures",
    arguments: [
      ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
      ("+7", "7"), ("007.50", "7.5"), ("0.000000001", "0.000000001"), ("-0.5", "-0.5"),
      ("1.2000000000", "1.2"),
    ])
  func figures(_ text: String, _ printed: String) throws {
    #expect(try #require(Amount(text)).description == printed)
    #expect(Amount(text[...]) == Amount(ascii: Array(text.utf8)))
  }

  @Test("Fixed notation fills up with zeros and never cuts off")
  func fixed() throws {
    #expect(Amount(5).fixed(decimals: 2) == "5.00")
    #expect(try #require(Amount("-0.05")).fixed(decimals: 1) == "-0.05")
    #expect(try #require(Amount("0.5")).fixed(decimals: 0) == "0.5")
    #expect(Amount.zero.fixed(decimals: 1) == "0.0")
  }
}
