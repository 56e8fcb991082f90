import ReportModel
import Testing

@testable import Export

struct PrintedNumberTests {
  @Test(
    "Figures are rounded half up and separated by thousands",
    arguments: [
      ("0", 0, "0"), ("999", 0, "999"), ("1000", 0, "1,000"), ("1234567", 0, "1,234,567"),
      ("-1234.5", 0, "-1,235"),
      ("1.005", 2, "1.01"), ("0.4", 0, "0"), ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("12.50", 4, "12.5"),
      ("1247.12345", 4, "1,247.1235"), ("999999.5", 0, "1,000,000"),
    ])
  func printed(text: String, decimals: Int, expected: String) throws {
    let amount = try #require(Amount(text))
    #expect(amount.printed(decimals: decimals) == expected)
  }

  @Test("A percentage keeps its places and is rounded half up")
  func percentage() throws {
    #expect(try #require(Quotient(4310, over: 5000)).printed(decimals: 1) == "86.2%")
    #expect(try #require(Quotient(1, over: 1)).printed(decimals: 1) == "100.0%")
    #expect(try #require(Quotient(1, over: 8)).printed(decimals: 2) == "12.50%")
    #expect(try #require(Quotient(12345, over: 10)).printed(decimals: 1) == "123,450.0%")
    #expect(try #require(Quotient(2, over: 3)).printed(decimals: 2) == "66.67%")
  }
}
