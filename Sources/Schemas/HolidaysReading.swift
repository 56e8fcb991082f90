import Findings

/// 节假日表规则.
enum HolidayRules {
  static let repeatedDay = RuleSheet.catalogue(
    "P1205", .hard, "节假日重复", "{value} 前面已经写过，这一行不起作用。", "同一天只留一行。",
    en: "Day given twice", "{value} is already there; this row has no effect.", "Keep one row per day.")

  static let workdayInTheWeek = RuleSheet.catalogue(
    "P1206", .soft, "调休上班不在周末", "{value} 是星期{weekday}，本来就上班，不必写调休上班。",
    "核对日期；调休上班的应是星期六或星期日，放假的 kind 填 holiday。",
    en: "Working day that is none by exception", "{value} is a {weekdayEN}, which is worked anyway.",
    "Check the date: only a Saturday or Sunday is worked by exception; a day off has the kind holiday.")

  static let all = [repeatedDay, workdayInTheWeek]
}

extension CellForm where Value == Instant {
  /// `2024-10-01`, also as spreadsheets rewrite it: `2024/10/1`.
  static var day: CellForm {
    CellForm("日期，如 2024-10-01", "a date such as 2024-10-01") { text in
      let parts = text.split(separator: text.contains("/") ? "/" : "-", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].count == 4,
        parts.dropFirst().allSatisfy({ (1...2).contains($0.count) })
      else { return nil }
      return Instant(
        iso8601: parts.map { $0.count == 1 ? "0" + $0 : String($0) }.joined(separator: "-"))
    }
  }
}

/// Reads `holidays.csv`: `date,kind,name`, with comment lines that begin with `#`.
func readHolidays(_ file: SchemaFile) throws(SchemasFault) -> (WorkingDays, [Finding]) {
  var log = CatalogueLog(file: file.name)
  let table = try CatalogueTable(file, required: ["date", "kind"], allowsComments: true, log: &log)
  var days = WorkingDays()
  for row in table?.rows ?? [] {
    let day = row.required("date", .day, &log)
    let kind = row.required("kind", .word(WorkingDays.Kind.self), &log)
    guard let day, let kind else { continue }
    let column = row.position(of: "date")
    guard days.add(day, kind) else {
      log.report(HolidayRules.repeatedDay, line: row.line, column: column, value: day.date)
      continue
    }
    if kind == .workday, day.weekday <= 5 {
      let names = [("一", "Monday"), ("二", "Tuesday"), ("三", "Wednesday"), ("四", "Thursday"), ("五", "Friday")]
      let (name, english) = names[day.weekday - 1]
      log.report(
        HolidayRules.workdayInTheWeek, line: row.line, column: column, value: day.date,
        ["weekday": name, "weekdayEN": english])
    }
  }
  return (days, log.findings)
}
