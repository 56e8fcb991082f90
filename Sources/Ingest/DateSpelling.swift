/// 日期写法：the usual ways of writing a day, as an ISO date.
enum DateSpelling {
  /// Reads `2024-10-08`, `2024/10/8`, `2024.10.8`, `2024年10月8日`, `20241008`; `nil` for anything else and for
  /// days that do not exist.
  static func iso(_ text: some StringProtocol) -> String? {
    // So does one that a spreadsheet adds: `2024/10/8 0:00`.
    let parts = Folding.fold(text).split(separator: " ")
    let hasTime =
      parts.count == 2 && parts[1].contains(":") && parts[1].allSatisfy { $0.isDigit || $0 == ":" }
    let folded = hasTime ? String(parts[0]) : Folding.compact(text)
    var numbers: [Substring]
    if folded.count == 8, folded.allSatisfy(\.isDigit) {
      numbers = [folded.prefix(4), folded.dropFirst(4).prefix(2), folded.suffix(2)]
    } else {
      // A time of day behind the date says nothing more.
      var day = Substring(folded)
      if let time = day.firstIndex(of: "T") { day = day[..<time] }
      if day.hasSuffix("日") || day.hasSuffix("号") { day = day.dropLast() }
      numbers = day.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }
    }
    guard numbers.count == 3, numbers[0].count == 4, numbers[1].count <= 2, numbers[2].count <= 2,
      let year = numbers[0].plainInteger, let month = numbers[1].plainInteger,
      let day = numbers[2].plainInteger, (1900...2100).contains(year), (1...12).contains(month),
      day >= 1, day <= days(in: month, of: year)
    else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
