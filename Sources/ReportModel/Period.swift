/// 报告期：a quarter, written `2024-Q3`.
package struct Period: Hashable, Sendable {
  package let year: Int
  /// 1 to 4.
  package let quarter: Int

  /// `nil` for a year outside 2000–2099 or a quarter outside 1–4.
  package init?(year: Int, quarter: Int) {
    guard (2000...2099).contains(year), (1...4).contains(quarter) else { return nil }
    self.year = year
    self.quarter = quarter
  }

  /// The canonical spelling only; clerks' spellings are the reader's business.
  package init?(_ text: String) {
    var year = 0
    var quarter = 0
    for (place, byte) in text.utf8.enumerated() {
      switch (place, byte) {
      case (0..<4, UInt8(ascii: "0")...UInt8(ascii: "9")): year = year * 10 + Int(byte - UInt8(ascii: "0"))
      case (4, UInt8(ascii: "-")), (5, UInt8(ascii: "Q")): continue
      case (6, UInt8(ascii: "0")...UInt8(ascii: "9")): quarter = Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
    }
    // Of a text that ends early the quarter is not one.
    self.init(year: year, quarter: quarter)
  }

  /// Quarters since the year 0: consecutive periods differ by one.
  package var ordinal: Int { year * 4 + quarter - 1 }

  private init(ordinal: Int) {
    year = ordinal / 4
    quarter = ordinal % 4 + 1
  }

  /// The first period that can be written.
  package static let earliest = Period(ordinal: 2000 * 4)

  package var previous: Period { Period(ordinal: ordinal - 1) }
  package var next: Period { Period(ordinal: ordinal + 1) }
  /// 上年同期; `nil` where it cannot be written.
  package var sameQuarterOfLastYear: Period? { Period(year: year - 1, quarter: quarter) }
  package var lastOfPreviousYear: Period { Period(ordinal: year * 4 - 1) }
  package var isFirstOfYear: Bool { quarter == 1 }
  package var isLastOfYear: Bool { quarter == 4 }

  /// `2024-09-30`, for comparing with ISO dates as text.
  package var lastDay: String { "\(year)-" + ["03-31", "06-30", "09-30", "12-31"][quarter - 1] }

  /// 2024年第三季度, as officials write it.
  package var chinese: String { "\(year)年第\(["一", "二", "三", "四"][quarter - 1])季度" }
}

extension Period: Comparable, CustomStringConvertible {
  package static func < (left: Period, right: Period) -> Bool { left.ordinal < right.ordinal }
  package var description: String { "\(year)-Q\(quarter)" }
}
