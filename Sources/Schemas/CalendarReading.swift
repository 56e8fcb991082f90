import Findings
import ReportModel

/// 报送时限规则.
enum CalendarRules {
  static let repeatedDeadline = RuleSheet.catalogue(
    "P1202", .hard, "报送时限重复", "{level} {period} 的报送时限前面已经定了，这一行不起作用。", "同一层级、同一报告期只留一行。",
    en: "Deadline given twice",
    "The deadline of {level} for {period} is already there; this row has no effect.",
    "Keep one row per level and period.")

  static let deadlineBeforePeriodEnds = RuleSheet.catalogue(
    "P1203", .soft, "报送时限早于报告期末", "{level} {period} 的报送时限 {value} 在报告期结束（{end}）之前。",
    "核对年份和月份；四季度的时限在下一年。",
    en: "Deadline before the period ends", "The deadline {value} of {level} for {period} lies before {end}.",
    "Check year and month: the fourth quarter's deadline falls in the next year.")

  static let unknownHolidays = RuleSheet.catalogue(
    "P1204", .soft, "没有该年的放假安排",
    "{level} {period} 的报送时限 {value} 遇休息日要顺延或提前，但 holidays.csv 没有 {year} 年的放假安排，只避开了星期六、星期日。",
    "按国务院办公厅关于 {year} 年部分节假日安排的通知，在 holidays.csv 中补上放假和调休上班的日子。",
    en: "Holidays of the year not on file",
    "The deadline {value} of {level} for {period} moves to a working day, but holidays.csv has nothing for {year}: only weekends were avoided.",
    "Add the days off and the working weekends of {year} to holidays.csv.")

  static let all = [repeatedDeadline, deadlineBeforePeriodEnds, unknownHolidays]
}

extension CellForm where Value == Instant {
  /// `2024-10-15T24:00`: Beijing time; 24:00 is the midnight that ends the day.
  static var instant: CellForm {
    CellForm("北京时间，如 2024-10-15T24:00", "a Beijing time such as 2024-10-15T24:00") { Instant(deadline: $0) }
  }
}

/// Reads `calendar.csv`: `level,period,deadline`, and where they are there `shift` and `afterClosing`, with comment lines
/// that begin with `#`.
func readCalendar(
  _ file: SchemaFile, workingDays: WorkingDays
) throws(SchemasFault) -> ([Deadline], [Finding]) {
  struct Slot: Hashable {
    let level: OrgLevel
    let period: Period
  }
  var log = CatalogueLog(file: file.name)
  let table = try CatalogueTable(
    file, required: ["level", "period", "deadline"], allowsComments: true, log: &log)
  var deadlines: [Deadline] = []
  var seen: Set<Slot> = []
  var unknownYears: Set<Int> = []
  for row in table?.rows ?? [] {
    let level = row.required("level", .word(OrgLevel.self), &log)
    let period = row.required("period", .period, &log)
    let written = row.required("deadline", .instant, &log)
    let shift = row.optional("shift", .word(WorkingDays.Shift.self), &log)
    let afterClosing = row.optional("afterClosing", .word(Deadline.AfterClosing.self), &log)
    guard let level, let period, let written else { continue }
    var facts = ["level": level.rawValue, "period": period.description, "end": period.lastDay]
    guard seen.insert(Slot(level: level, period: period)).inserted else {
      log.report(CalendarRules.repeatedDeadline, line: row.line, facts)
      continue
    }
    let shifted = workingDays.shift(written, shift ?? .none)
    if shifted.instant.date <= period.lastDay {
      log.report(
        CalendarRules.deadlineBeforePeriodEnds, line: row.line, column: row.position(of: "deadline"),
        value: row["deadline"], facts)
    }
    // Once a year: there is one thing to do about all of them.
    if let year = shifted.unknownYear, unknownYears.insert(year).inserted {
      facts["year"] = String(year)
      log.report(
        CalendarRules.unknownHolidays, line: row.line, column: row.position(of: "shift"),
        value: row["deadline"], facts)
    }
    deadlines.append(
      Deadline(
        level: level, period: period, instant: shifted.instant.seconds,
        shiftedFrom: shifted.instant == written ? nil : written.seconds, afterClosing: afterClosing ?? .hold))
  }
  return (deadlines, log.findings)
}
