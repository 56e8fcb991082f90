/// 日期序数：a day and a time of day as a workbook counts them, as text.
struct SerialDate {
  /// Days since 1899-12-31, or since 1904-01-01 in workbooks that old Macintoshes began.
  var countsFrom1904: Bool

  /// `2024-10-08`, `2024-10-08 09:30`, `09:30:00`; what spreadsheets show where there is no such day.
  func text(_ number: StoredNumber, hasDate: Bool, hasTime: Bool) -> String {
    // Times are shown to the second; nothing is calculated with them.
    guard let serial = Double(number.text), serial >= 0, serial < 2_958_466 else { return "########" }
    var days = Int(serial)
    var seconds = Int(((serial - Double(days)) * 86_400).rounded())
    if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
    if !hasDate { return seconds % 60 == 0 ? clock : "\(clock):\(two(seconds % 60))" }
    let date = day(days)
    return hasTime && seconds > 0 ? "\(date) \(clock)" : date
  }

  private func day(_ serial: Int) -> String {
    // The 29th of February 1900, which never was, is day 60.
    if !countsFrom1904, serial == 60 { return "1900-02-29" }
    let sinceEpoch =
      countsFrom1904 ? serial - 24_107 : serial - 25_569 + (serial < 60 ? 1 : 0)
    // Days since 1970-01-01 to a date of the Gregorian calendar, counted from the 1st of March of year 0.
    let shifted = sinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
