/// 时刻：seconds since 1970 shown in Beijing time (UTC+8, no summer time), without a calendar library: the same text
/// in every locale and time zone.
package struct Instant: Sendable, Hashable, Comparable {
  package let seconds: Int64
  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  private static let offset: Int64 = 8 * 3600

  /// `2024-10-08T09:30:00+08:00`.
  package var iso8601: String { "\(date)T\(time)+08:00" }

  /// `2024-10-08 09:30`.
  package var short: String { "\(date) \(time.prefix(5))" }

  /// `2024-10-08`.
  package var date: String {
    let (year, month, day) = Self.civil(fromDays: dayNumber)
    return "\(Self.pad(year, 4))-\(Self.pad(month, 2))-\(Self.pad(day, 2))"
  }

  /// Days since 1970-01-01, in Beijing time.
  package var dayNumber: Int { Int((seconds + Self.offset).floorDivided(by: 86400)) }

  /// 星期: from 1, Monday, to 7, Sunday, in Beijing time.
  package var weekday: Int {
    // 1970-01-01 was a Thursday.
    Int(Int64(dayNumber + 3).floorModulo(7)) + 1
  }

  /// The year in Beijing time.
  package var year: Int { Self.civil(fromDays: dayNumber).0 }

  /// The first second of a day in Beijing time.
  package init(dayNumber: Int) { seconds = Int64(dayNumber) * 86400 - Self.offset }

  private var time: String {
    let rest = Int((seconds + Self.offset).floorModulo(86400))
    return "\(Self.pad(rest / 3600, 2)):\(Self.pad(rest / 60 % 60, 2)):\(Self.pad(rest % 60, 2))"
  }

  /// Reads `2024-10-08`, `2024-10-08T09:30:00`, with `Z` or `±hh:mm`; without an offset Beijing time is meant.
  package init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    func byte(_ index: Int) -> Character? {
      index < bytes.count ? Character(UnicodeScalar(bytes[index])) : nil
    }
    guard bytes.count >= 10, byte(4) == "-", byte(7) == "-", let year = number(0..<4),
      let month = number(5..<7),
      let day = number(8..<10), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
    else { return nil }
    var total = Int64(Self.days(year, month, day)) * 86400
    var offset = Self.offset
    if bytes.count > 10 {
      guard byte(10) == "T" || byte(10) == " ", let hour = number(11..<13), byte(13) == ":",
        let minute = number(14..<16), hour < 24, minute < 60
      else { return nil }
      var second = 0
      var index = 16
      if byte(16) == ":" {
        guard let parsed = number(17..<19), parsed < 60 else { return nil }
        second = parsed
        index = 19
      }
      total += Int64(hour * 3600 + minute * 60 + second)
      if index < bytes.count {
        switch byte(index) {
        case "Z" where bytes.count == index + 1: offset = 0
        case "+", "-":
          guard bytes.count == index + 6, let hours = number(index + 1..<index + 3), byte(index + 3) == ":",
            let minutes = number(index + 4..<index + 6), hours <= 14, minutes < 60
          else { return nil }
          offset = Int64(hours * 3600 + minutes * 60) * (byte(index) == "-" ? -1 : 1)
        default: return nil
        }
      }
    }
    seconds = total - offset
  }

  /// Reads a deadline: like `init(iso8601:)`, with a time of day, of which `24:00` is the midnight that ends the day.
  package init?(deadline text: String) {
    var text = text
    for midnight in ["T24:00:00", " 24:00:00", "T24:00", " 24:00"] where text.hasSuffix(midnight) {
      text.removeLast(midnight.count)
      guard text.utf8.count == 10, let day = Instant(iso8601: text) else { return nil }
      self.init(seconds: day.seconds + 86400)
      return
    }
    // A bare date would leave open whether the day itself still counts.
    guard text.utf8.count > 10 else { return nil }
    self.init(iso8601: text)
  }

  private static func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's algorithm).
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146097 + dayOfEra - 719468
  }

  private static func civil(fromDays days: Int) -> (Int, Int, Int) {
    let shifted = days + 719468
    let era = (shifted >= 0 ? shifted : shifted - 146096) / 146097
    let dayOfEra = shifted - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
  fileprivate func floorModulo(_ divisor: Int64) -> Int64 {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
