import ReportModel
import TestKit
import Testing

@Suite("Quarters")
struct PeriodTests {
  @Test("A period prints as it reads, and its neighbours are one quarter away")
  func neighbours() throws {
    var period: Period = "2000-Q1"
    var seen: Set<Period> = []
    for _ in 0..<400 {
      #expect(Period(period.description) == period)
      #expect(period.next.previous == period)
      #expect(period < period.next)
      #expect(period.next.ordinal - period.ordinal == 1)
      #expect(seen.insert(period).inserted)
      period = period.next
    }
    #expect(period == Period(year: 2099, quarter: 4)?.next)
  }

  @Test("The year turns after the fourth quarter")
  func turn() {
    #expect(("2024-Q4" as Period).next == "2025-Q1")
    #expect(("2025-Q1" as Period).previous == "2024-Q4")
    #expect(("2025-Q1" as Period).isFirstOfYear && !("2025-Q1" as Period).isLastOfYear)
    #expect(("2024-Q4" as Period).isLastOfYear && !("2024-Q4" as Period).isFirstOfYear)
  }

  @Test(
    "Only the canonical spelling is read",
    arguments: [
      "", "2024Q3", "2024-q3", "2024-Q5", "2024-Q0", "1999-Q4", "2100-Q1", "2024-Q3 ", "２024-Q3", "2024-03",
    ])
  func spellings(_ text: String) {
    #expect(Period(text) == nil)
  }

  @Test("Quarters know their last day and their Chinese name")
  func days() {
    let period: Period = "2024-Q3"
    #expect(period.lastDay == "2024-09-30")
    #expect(period.chinese == "2024年第三季度")
    #expect(
      Period.run(from: "2023-Q1", count: 4).map(\.lastDay) == [
        "2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31",
      ])
  }
}
