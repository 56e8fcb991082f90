import ReportModel
import TestKit
import Testing

@Suite("Shares and pace")
struct QuotientTests {
  @Test("Nothing is divided by zero or by less")
  func denominators() {
    #expect(Quotient(0, over: 0) == nil)
    #expect(Quotient(1, over: -1) == nil)
    #expect(Quotient(0, over: 1)?.percent == .zero)
  }

  @Test(
    "A percentage is rounded half up, once, when it is printed",
    arguments: [
      (4310, 5000, "86.2"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (1, 2001, "0"),
      (-1, 2000, "-0.1"),
      (45, 1000, "4.5"), (449_999, 10_000_000, "4.5"), (5001, 5000, "100"), (5003, 5000, "100.1"),
    ])
  func percentages(_ numerator: Int, _ denominator: Int, _ expected: String) throws {
    #expect(
      try #require(Quotient(Amount(numerator), over: Amount(denominator))).percent.description == expected)
  }

  @Test("Percentages agree with wide integers, at every number of decimals")
  func percentReference() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let numerator = Int.random(in: 0...10_000_000, using: &generator)
      let denominator = Int.random(in: 1...10_000_000, using: &generator)
      for decimals in 0...4 {
        var factor: Int128 = 100
        for _ in 0..<decimals { factor *= 10 }
        let exact = Int128(numerator) * factor
        let rounded = (exact * 2 + Int128(denominator)) / (Int128(denominator) * 2)
        let quotient = try #require(Quotient(Amount(numerator), over: Amount(denominator)))
        #expect(quotient.percent(decimals: decimals) == Amount(significand: rounded, scale: decimals))
      }
    }
  }

  @Test("The largest figures have a percentage as well")
  func large() throws {
    let most = Amount(Int.max)
    #expect(try #require(Quotient(most, over: most)).percent(decimals: 9) == 100)
    let smallest = try #require(Amount("0.000000001"))
    #expect(try #require(Quotient(smallest, over: most)).percent == .zero)
  }

  @Test("How far one lies behind the pace agrees with wide integers, at the very edge as well")
  func lag() throws {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      let (n, d) = (Int.random(in: 0...400, using: &generator), Int.random(in: 1...400, using: &generator))
      let (pn, pd) = (Int.random(in: 0...20, using: &generator), Int.random(in: 1...20, using: &generator))
      let points = Int.random(in: 0...50, using: &generator)
      // pace − share − points/100, over the common denominator.
      let sign = Int128(100 * pn * d) - Int128(100 * n * pd) - Int128(points * pd * d)
      let share = try #require(Quotient(Amount(n), over: Amount(d)))
      let pace = try #require(Quotient(Amount(pn), over: Amount(pd)))
      #expect(share.isBelow(pace, byMoreThan: Amount(points)) == (sign > 0))
      #expect(share.isBelow(pace, byAtLeast: Amount(points)) == (sign >= 0))
    }
  }

  @Test("Ten points behind is exactly ten, where binary fractions would waver")
  func edge() throws {
    let pace = try #require(Quotient(3, over: 4))
    let share = try #require(Quotient(65, over: 100))
    #expect(share.isBelow(pace, byAtLeast: 10))
    #expect(!share.isBelow(pace, byMoreThan: 10))
    // A share of a thousandth of a billionth more is no longer ten points behind.
    let more = try #require(Quotient(Amount("65.000000001") ?? 0, over: 100))
    #expect(!more.isBelow(pace, byAtLeast: 10))
    // Figures whose cross products go beyond 128 bits.
    let huge = try #require(Quotient(Amount(Int.max - 1), over: Amount(Int.max)))
    let one = try #require(Quotient(Amount(Int.max), over: Amount(Int.max)))
    #expect(huge.isBelow(one, byMoreThan: 0))
    #expect(!one.isBelow(huge, byMoreThan: 0))
    #expect(!one.isBelow(one, byMoreThan: 0) && one.isBelow(one, byAtLeast: 0))
  }
}
