import Findings
import ReportModel
import Testing

@testable import Schemas

/// Deadlines on days off, by hand against the State Council's arrangements; the small calendars stand beside each case.
@Suite struct WorkingDayTests {
  private func read(calendar: String, holidays: String? = nil) throws -> (Catalogue, [Finding]) {
    var files = try Repository.schemaFiles().filter { $0.name != "calendar.csv" }
    files.append(SchemaFile(name: "calendar.csv", bytes: Array(calendar.utf8)))
    if let holidays {
      files.removeAll { $0.name == "holidays.csv" }
      if !holidays.isEmpty { files.append(SchemaFile(name: "holidays.csv", bytes: Array(holidays.utf8))) }
    }
    return try readCatalogue(files, digest: Repository.digest)
  }

  /// Where the shipped holidays move a deadline to.
  private func shifted(_ deadline: String, _ shift: String, period: String = "2023-Q4") throws -> Deadline {
    let (catalogue, findings) = try read(
      calendar: "level,period,deadline,shift\ncounty,\(period),\(deadline),\(shift)\n")
    #expect(findings.isEmpty, "\(findings)")
    let reported = try #require(Period(period))
    return try #require(catalogue.deadline(for: "610702", in: reported))
  }

  private func text(_ instant: Int64) -> String { String(Instant(seconds: instant).iso8601.dropLast(6)) }

  private func summary(_ findings: [Finding]) -> [String] {
    findings.map {
      "\($0.code) \($0.facts["file"] ?? "?"):\($0.place.position.line):\($0.place.position.column)"
    }
  }

  @Test(
    "Days off move a deadline to the next working day, working weekends do not",
    arguments: [
      // National Day 2024: off from 1 to 7 October, a Tuesday to a Monday; Saturday the 12th is worked.
      ("2024-09-30T17:00", "2024-09-30T17:00:00"), ("2024-10-01T17:00", "2024-10-08T17:00:00"),
      ("2024-10-05T17:00", "2024-10-08T17:00:00"), ("2024-10-07T23:59:59", "2024-10-08T23:59:59"),
      ("2024-10-08T09:00", "2024-10-08T09:00:00"), ("2024-10-12T17:00", "2024-10-12T17:00:00"),
      ("2024-10-13T17:00", "2024-10-14T17:00:00"), ("2024-09-29T17:00", "2024-09-29T17:00:00"),
      // 24:00 belongs to the day that it ends.
      ("2024-10-10T24:00", "2024-10-11T00:00:00"), ("2024-10-12T24:00", "2024-10-13T00:00:00"),
      ("2024-10-07T24:00", "2024-10-09T00:00:00"), ("2024-10-13T24:00", "2024-10-15T00:00:00"),
      ("2024-09-30T24:00", "2024-10-01T00:00:00"),
      // Spring Festival 2024: off from 10 to 17 February; the Sundays 4 and 18 are worked.
      ("2024-02-04T12:00", "2024-02-04T12:00:00"), ("2024-02-10T12:00", "2024-02-18T12:00:00"),
      ("2024-02-17T24:00", "2024-02-19T00:00:00"), ("2024-02-18T12:00", "2024-02-18T12:00:00"),
      ("2024-02-03T12:00", "2024-02-04T12:00:00"),
      // The Spring Festival of 2025 lies in two months, with Saturday 8 February worked.
      ("2025-01-26T12:00", "2025-01-26T12:00:00"), ("2025-01-28T12:00", "2025-02-05T12:00:00"),
      ("2025-02-08T12:00", "2025-02-08T12:00:00"), ("2025-02-09T12:00", "2025-02-10T12:00:00"),
      // Labour Day 2024 ends on a Sunday and Saturday 11 May is worked; Sunday 12 May is not.
      ("2024-05-01T12:00", "2024-05-06T12:00:00"), ("2024-05-11T12:00", "2024-05-11T12:00:00"),
      ("2024-05-12T12:00", "2024-05-13T12:00:00"),
      // A weekend before a holiday: Saturday 8 June to Monday 10 June 2024 are one chain.
      ("2024-06-08T12:00", "2024-06-11T12:00:00"), ("2024-06-09T24:00", "2024-06-12T00:00:00"),
      // Of 2026: Sunday 4 January is worked, Saturday 10 January is not, Saturday 10 October is.
      ("2026-01-01T12:00", "2026-01-04T12:00:00"), ("2026-01-10T24:00", "2026-01-13T00:00:00"),
      ("2026-10-10T24:00", "2026-10-11T00:00:00"), ("2026-02-14T12:00", "2026-02-14T12:00:00"),
      ("2026-02-15T12:00", "2026-02-24T12:00:00"),
    ])
  func next(_ written: String, _ effective: String) throws {
    let deadline = try shifted(written, "next")
    #expect(text(deadline.instant) == effective)
    let original = try shifted(written, "none")
    #expect(original.shiftedFrom == nil)
    #expect(deadline.shiftedFrom == (deadline.instant == original.instant ? nil : original.instant))
  }

  @Test(
    "Or to the working day before",
    arguments: [
      ("2024-10-01T17:00", "2024-09-30T17:00:00"), ("2024-10-07T24:00", "2024-10-01T00:00:00"),
      ("2024-10-08T17:00", "2024-10-08T17:00:00"), ("2024-10-12T17:00", "2024-10-12T17:00:00"),
      ("2024-10-13T24:00", "2024-10-13T00:00:00"), ("2024-02-17T12:00", "2024-02-09T12:00:00"),
      ("2024-02-18T12:00", "2024-02-18T12:00:00"), ("2024-06-10T12:00", "2024-06-07T12:00:00"),
      ("2025-02-04T12:00", "2025-01-27T12:00:00"), ("2026-01-03T12:00", "2025-12-31T12:00:00"),
    ])
  func previous(_ written: String, _ effective: String) throws {
    let deadline = try shifted(written, "previous")
    #expect(text(deadline.instant) == effective)
  }

  @Test("Without a shift a deadline stays on its day off", arguments: ["none", ""])
  func none(_ shift: String) throws {
    let deadline = try shifted("2024-10-05T24:00", shift)
    #expect(text(deadline.instant) == "2024-10-06T00:00:00")
    #expect(deadline.shiftedFrom == nil)
  }

  @Test("The shift is each level's own, and so is what happens after closing")
  func levels() throws {
    let (catalogue, findings) = try read(
      calendar: """
        level,period,deadline,afterClosing,shift
        department,2024-Q2,2024-10-05T12:00,accept,
        county,2024-Q2,2024-10-05T12:00,hold,next
        city,2024-Q2,2024-10-05T12:00,,previous
        """)
    #expect(findings.isEmpty)
    let period = try #require(Period("2024-Q2"))
    let deadlines = try ["610700-jyj", "610702", "610700"].map {
      try #require(catalogue.deadline(for: OrgUnitCode($0), in: period))
    }
    #expect(
      deadlines.map { text($0.instant) } == [
        "2024-10-05T12:00:00", "2024-10-08T12:00:00", "2024-09-30T12:00:00",
      ])
    #expect(deadlines.map(\.afterClosing) == [.accept, .hold, .hold])
    #expect(deadlines.map { $0.shiftedFrom == nil } == [true, false, false])
  }

  @Test("A year without holidays on file is told of once, where something would be shifted by it")
  func unknownYears() throws {
    let calendar = """
      level,period,deadline,shift
      county,2024-Q3,2024-10-10T24:00,
      county,2024-Q4,2025-01-10T24:00,next
      city,2024-Q4,2025-01-15T24:00,next
      county,2025-Q1,2025-04-12T24:00,next
      county,2025-Q3,2026-01-01T12:00,previous
      """
    let (catalogue, findings) = try read(
      calendar: calendar, holidays: "date,kind,name\n2026-01-01,holiday,元旦\n")
    // 2025 by the first row that looks at it; 2026 is known, and the day before its first one is in 2025.
    #expect(summary(findings) == ["P1204 calendar.csv:3:4"])
    #expect(findings.map(\.severity) == [.soft])
    #expect(findings.map { $0.facts["year"] } == ["2025"])
    let period = try #require(Period("2025-Q1"))
    #expect(
      text(try #require(catalogue.deadline(for: "610702", in: period)).instant) == "2025-04-15T00:00:00")
    // Without the file every year is unknown.
    let without = try read(calendar: calendar, holidays: "").1
    #expect(without.map { $0.facts["year"] } == ["2025", "2026"])
    #expect(try read(calendar: calendar).1.isEmpty)
  }

  @Test("A deadline that is moved before the period's end is named")
  func movedTooFar() throws {
    let calendar = "level,period,deadline,shift\ncounty,2024-Q3,2024-10-01T12:00,previous\n"
    #expect(summary(try read(calendar: calendar).1) == ["P1203 calendar.csv:2:3"])
    let next = calendar.replacing("previous", with: "next")
    #expect(try read(calendar: next).1.isEmpty)
  }

  @Test("Bad words in the calendar are named; the row still says when")
  func badWords() throws {
    let (catalogue, findings) = try read(
      calendar: "level,period,deadline,shift,afterClosing\ncounty,2024-Q3,2024-10-10T24:00,later,refuse\n")
    #expect(summary(findings) == ["P1009 calendar.csv:2:4", "P1009 calendar.csv:2:5"])
    #expect(findings.allSatisfy { $0.severity == .hard })
    #expect(catalogue.deadlines.count == 1)
  }

  @Test(
    "Holidays: bad rows are named with line and column, good ones count, dates as spreadsheets write them too"
  )
  func badHolidays() throws {
    let (catalogue, findings) = try read(
      calendar: "level,period,deadline,shift\ncounty,2024-Q2,2024-10-01T12:00,next\n",
      holidays: """
        # 说明
        date,kind,name
        2024/10/1,holiday,国庆节
        2024-10-01,workday,国庆节
        2024-10-02,off,国庆节
        2024-13-02,holiday,国庆节
        2024-10-09,workday,
        ,holiday,
        2024-10-2-1,holiday,
        24-10-02,holiday,
        """)
    #expect(
      summary(findings) == [
        "P1205 holidays.csv:4:1", "P1009 holidays.csv:5:2", "P1009 holidays.csv:6:1",
        "P1206 holidays.csv:7:1", "P1010 holidays.csv:8:1", "P1009 holidays.csv:9:1",
        "P1009 holidays.csv:10:1",
      ])
    let sheets = RuleSheets(catalogueSheets)
    let inTheWeek = try #require(findings.first { $0.code == "P1206" })
    #expect(sheets.message(of: inTheWeek, in: .zh).contains("星期三"))
    #expect(sheets.message(of: inTheWeek, in: .en).contains("Wednesday"))
    let period = try #require(Period("2024-Q2"))
    #expect(
      text(try #require(catalogue.deadline(for: "610702", in: period)).instant) == "2024-10-02T12:00:00")
    let (_, without) = try read(calendar: "level,period,deadline\n", holidays: "date,name\n")
    #expect(summary(without) == ["P1003 holidays.csv:1:0"])
  }

  /// Days off and working weekends of each year, and how many days of it are worked.
  @Test(
    "The shipped holidays are those of the State Council, day for day as many as it announced",
    arguments: [(2024, 28, 8, 251), (2025, 28, 5, 248), (2026, 33, 6, 248)])
  func shippedHolidays(year: Int, off: Int, worked: Int, workingDays: Int) throws {
    let file = try #require(try Repository.schemaFiles().first { $0.name == "holidays.csv" })
    let (days, findings) = try readHolidays(file)
    #expect(findings.isEmpty)
    let rows = try Repository.text("Schemas/holidays.csv").split(separator: "\n").filter {
      $0.hasPrefix("\(year)-")
    }
    #expect(rows.count { $0.contains(",holiday,") } == off)
    #expect(rows.count { $0.contains(",workday,") } == worked)
    #expect(rows == rows.sorted())
    let first = try #require(Instant(iso8601: "\(year)-01-01")).dayNumber
    let next = try #require(Instant(iso8601: "\(year + 1)-01-01")).dayNumber
    #expect((first..<next).count { days.isWorked($0) } == workingDays)
  }

  @Test("The shipped deadlines are as they are written, and those of the sample quarters would not move")
  func sampleQuarters() throws {
    let catalogue = try Repository.catalogue()
    #expect(catalogue.deadlines.allSatisfy { $0.shiftedFrom == nil && $0.afterClosing == .hold })
    let calendar = try Repository.text("Schemas/calendar.csv")
    let moving = calendar.replacing(",,", with: ",next,")
    #expect(moving != calendar)
    let (shifted, findings) = try read(calendar: moving)
    for text in ["2024-Q1", "2024-Q2", "2024-Q3"] {
      let period = try #require(Period(text))
      for unit in ["610700", "610702", "610700-jyj"] as [OrgUnitCode] {
        #expect(shifted.deadline(for: unit, in: period) == catalogue.deadline(for: unit, in: period))
      }
    }
    // Of the twelve quarters these two fall on a Saturday or Sunday; 2027 is not announced.
    let moved = shifted.deadlines.filter { $0.shiftedFrom != nil }
    #expect(Set(moved.map(\.period.description)) == ["2025-Q4", "2026-Q4"])
    #expect(findings.map(\.code) == ["P1204"] && findings.map { $0.facts["year"] } == ["2027"])
  }

  @Test("What roll-ups name as their basis does not change with the calendar or the holidays")
  func digests() throws {
    let shipped = try Repository.catalogue().digests
    let (catalogue, _) = try read(
      calendar: "level,period,deadline\ncounty,2024-Q3,2024-10-12T24:00\n", holidays: "date,kind\n")
    #expect(catalogue.digests == shipped)
    #expect(!shipped.units.isEmpty && shipped.plans.count == 3)
  }
}
