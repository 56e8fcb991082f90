import ReportModel

/// 报告期写法：the many ways in which a quarter is written.
enum PeriodSpelling: Hashable {
  case period(Period)
  /// A quarter without its year, which is never taken from anywhere else.
  case yearMissing
  /// Several quarters, half a year, a month: not one quarter.
  case notOneQuarter
  case unknown(Doubt?)

  /// 疑问: what is unclear about a period that could nearly be read.
  enum Doubt: Hashable {
    /// `2024-3`: March or the third quarter?
    case monthOrQuarter(Int)
    /// `24年三季度`.
    case shortYear
    /// `Sep-24`, which a spreadsheet makes of `2024-9`.
    case spreadsheetDate

    var chinese: String {
      switch self {
      case .monthOrQuarter(let number): "（是 \(number) 月还是第 \(number) 季度？）"
      case .shortYear: "（年份要写四位）"
      case .spreadsheetDate: "（电子表格把它改成了日期，先把这一格设成文本）"
      }
    }
    var english: String {
      switch self {
      case .monthOrQuarter(let number): " (month \(number) or quarter \(number)?)"
      case .shortYear: " (the year needs four digits)"
      case .spreadsheetDate: " (a spreadsheet made a date of it; format the cell as text)"
      }
    }
  }

  /// Reads `2024-Q3`, `2024Q3`, `Q3 2024`, `2024年三季度`, `2024年第3季度`, `2024.3季度`, `2024年度第三季度`,
  /// `二〇二四年第三季度`, `2024年7-9月`, `三季度（2024年）` and what lies between them.
  init(_ text: some StringProtocol) {
    var rest = Substring(Folding.compact(text).uppercased())
    for prefix in ["(", "〔", "["] where rest.hasPrefix(prefix) { rest = rest.dropFirst() }
    for suffix in [")", "〕", "]", "报表", "报"] where rest.hasSuffix(suffix) {
      rest = rest.dropLast(suffix.count)
    }
    // `Q3 2024` and `Q3-2024`.
    if rest.hasPrefix("Q"), let quarter = rest.dropFirst().first.flatMap(Self.quarterDigit) {
      let tail = rest.dropFirst(2).drop { "-/.,年".contains($0) }
      if tail.isEmpty {
        self = .yearMissing
      } else {
        self = Self.make(tail.hasSuffix("年") ? tail.dropLast() : tail, quarter)
      }
      return
    }
    guard let (year, afterYear) = Self.year(rest) else {
      self = Self.withoutYear(rest)
      return
    }
    let tail = afterYear.drop { "-/._".contains($0) }
    if let quarter = Self.quarter(tail) {
      self = Self.make(year, quarter)
    } else if let number = tail.plainInteger, (1...4).contains(number), !afterYear.hasPrefix("年") {
      self = .unknown(.monthOrQuarter(number))
    } else {
      self = Self.isOtherSpan(tail) ? .notOneQuarter : .unknown(nil)
    }
  }

  /// What does not begin with a year of four digits.
  private static func withoutYear(_ text: Substring) -> PeriodSpelling {
    if quarter(text) != nil { return .yearMissing }
    // The year behind the quarter.
    if let end = text.firstRange(of: "季度")?.upperBound, let quarter = quarter(text[..<end]) {
      let tail = text[end...].filter { !"(),，年".contains($0) }
      if tail.count == 4 { return make(tail, quarter) }
    }
    // A year of two digits stays unread; whose century it is nobody guesses.
    let digits = text.prefix { $0.isDigit }
    if digits.count == 2 {
      var tail = text.dropFirst(2)
      if tail.first == "年" { tail = tail.dropFirst() }
      if quarter(tail.drop { "-/._".contains($0) }) != nil { return .unknown(.shortYear) }
    }
    let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    if months.contains(where: { text.contains($0) }), text.contains(where: \.isDigit) {
      return .unknown(.spreadsheetDate)
    }
    let isSpan = ["半年", "全年", "月", "前", "至"].contains { text.contains($0) }
    return text.first?.isDigit != true && isSpan ? .notOneQuarter : .unknown(nil)
  }

  private static func make(_ year: some StringProtocol, _ quarter: Int) -> PeriodSpelling {
    guard year.count == 4, let year = year.plainInteger, let period = Period(year: year, quarter: quarter)
    else { return .unknown(nil) }
    return .period(period)
  }

  /// Four digits, ASCII or Chinese, and the rest behind 年, 年度.
  private static func year(_ text: Substring) -> (String, Substring)? {
    let chinese: [Character: Character] = [
      "〇": "0", "○": "0", "零": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
      "八": "8", "九": "9",
    ]
    let isChinese = text.first.map { chinese[$0] != nil } ?? false
    let digits = text.prefix(4).map { isChinese ? chinese[$0] ?? $0 : $0 }
    guard digits.count == 4, digits.allSatisfy(\.isDigit) else { return nil }
    var rest = text.dropFirst(4)
    for word in ["年度", "年"] where rest.hasPrefix(word) {
      rest = rest.dropFirst(word.count)
      return (String(digits), rest)
    }
    // Chinese digits without 年 are no year; a fifth digit makes another number of it.
    if isChinese || rest.first?.isDigit == true { return nil }
    return (String(digits), rest)
  }

  /// `Q3`, `三季度`, `第三季度`, `3季度`, `3季`, `7-9月`.
  private static func quarter(_ text: Substring) -> Int? {
    var rest = text
    if rest.hasPrefix("第") { rest = rest.dropFirst() }
    if rest.first == "Q", rest.count == 2, let last = rest.last { return quarterDigit(last) }
    let romans = ["I": 1, "II": 2, "III": 3, "IV": 4]
    if let roman = romans[String(rest)] { return roman }
    for word in ["季度", "季"] where rest.hasSuffix(word) {
      let number = rest.dropLast(word.count)
      if number.count == 1, let digit = number.first { return quarterDigit(digit) }
      return nil
    }
    if rest.hasSuffix("月份") { rest = rest.dropLast() }
    let months = rest.replacing("月", with: "").replacing("至", with: "-").replacing("到", with: "-")
      .replacing("—", with: "-").replacing("–", with: "-").replacing("~", with: "-").replacing("～", with: "-")
    guard rest.hasSuffix("月") else { return nil }
    switch months {
    case "1-3", "01-03": return 1
    case "4-6", "04-06": return 2
    case "7-9", "07-09": return 3
    case "10-12": return 4
    default: return nil
    }
  }

  private static func quarterDigit(_ digit: Character) -> Int? {
    switch digit {
    case "1", "一", "壹", "Ⅰ": 1
    case "2", "二", "贰", "Ⅱ": 2
    case "3", "三", "叁", "Ⅲ": 3
    case "4", "四", "肆", "Ⅳ": 4
    default: nil
    }
  }

  private static func isOtherSpan(_ text: Substring) -> Bool {
    text.isEmpty || text.contains("季") || text.contains("月") || text.contains("半年") || text.contains("全年")
      || text.allSatisfy { $0.isDigit || $0 == "-" || $0 == "." }
  }
}
