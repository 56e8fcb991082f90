import Findings
import TestKit
import Testing

@Suite("Instants in Beijing time")
struct InstantTests {
  @Test("What is printed reads back as the same second, over four hundred years")
  func roundTrip() {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<3000 {
      let instant = Instant(seconds: Int64.random(in: -6_000_000_000...9_000_000_000, using: &generator))
      #expect(Instant(iso8601: instant.iso8601) == instant)
    }
  }

  @Test("Days follow one another without a hole, leap days included")
  func days() throws {
    var days: [String] = []
    let start = try #require(Instant(iso8601: "1999-12-31"))
    for day in 0..<1500 { days.append(Instant(seconds: start.seconds + Int64(day) * 86400).date) }
    #expect(Set(days).count == days.count)
    #expect(days == days.sorted())
    #expect(days.contains("2000-02-29") && !days.contains("2001-02-29"))
    #expect(days[1] == "2000-01-01")
  }

  @Test(
    "Known instants",
    arguments: [
      (0, "1970-01-01T08:00:00+08:00"), (-1, "1970-01-01T07:59:59+08:00"),
      (1_728_351_000, "2024-10-08T09:30:00+08:00"), (1_727_711_999, "2024-09-30T23:59:59+08:00"),
      (-28801, "1969-12-31T23:59:59+08:00"),
    ] as [(Int64, String)])
  func known(_ seconds: Int64, _ text: String) {
    #expect(Instant(seconds: seconds).iso8601 == text)
  }

  @Test(
    "Offsets are understood, and without one Beijing time is meant",
    arguments: [
      "2024-10-08T09:30:00+08:00", "2024-10-08T09:30:00", "2024-10-08 09:30", "2024-10-08T01:30:00Z",
      "2024-10-07T21:30:00-04:00", "2024-10-08T07:15:00+05:45",
    ])
  func offsets(_ text: String) {
    #expect(Instant(iso8601: text)?.seconds == 1_728_351_000)
  }

  @Test("A day alone is its first second")
  func dayAlone() throws {
    #expect(try #require(Instant(iso8601: "2024-10-08")).iso8601 == "2024-10-08T00:00:00+08:00")
    #expect(try #require(Instant(iso8601: "2024-10-08")).short == "2024-10-08 00:00")
  }

  @Test(
    "Anything else is no instant",
    arguments: [
      "", "2024-10-8", "2024-13-01", "2024-02-30", "2023-02-29", "2024-00-10", "2024-10-08T",
      "2024-10-08T24:00:00",
      "2024-10-08T09:60:00", "2024-10-08T09:30:61", "2024-10-08T09:30:00z", "2024-10-08T09:30:00+8",
      "2024-10-08T09:30:00Z ",
      "2024/10/08", "２024-10-08", "2024-10-08T09:30:00+99:99",
    ])
  func refused(_ text: String) {
    #expect(Instant(iso8601: text) == nil)
  }

  @Test(
    "The day of the week, in Beijing time",
    arguments: [
      ("1970-01-01", 4), ("1969-12-31", 3), ("1969-12-28", 7), ("2000-02-29", 2), ("2024-02-29", 4),
      ("2024-10-01", 2), ("2024-10-12", 6), ("2024-10-13", 7), ("2024-10-14", 1), ("2026-02-15", 7),
      ("2024-10-13T23:59:59", 7), ("2024-10-13T16:00:00Z", 1),
    ])
  func weekday(_ text: String, _ weekday: Int) throws {
    #expect(try #require(Instant(iso8601: text)).weekday == weekday)
  }

  @Test("Days are numbered one after the other, the first of each year begins the year, and weeks have seven")
  func dayNumbers() throws {
    let start = try #require(Instant(iso8601: "1965-01-01"))
    var earlier = start
    for offset in 1..<30_000 {
      let day = Instant(dayNumber: start.dayNumber + offset)
      #expect(day.seconds == start.seconds + Int64(offset) * 86400)
      #expect(day.dayNumber == start.dayNumber + offset)
      #expect(day.weekday == earlier.weekday % 7 + 1)
      #expect((day.year == earlier.year) == !day.date.hasSuffix("-01-01"))
      #expect(day.date.hasPrefix("\(day.year)-"))
      earlier = day
    }
  }
}
