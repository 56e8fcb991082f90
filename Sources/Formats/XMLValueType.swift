/// 值的类型：what the text of an attribute or element may be, as far as we judge it ourselves.
///
/// `accepts` is certain in one direction: what it takes the schema allows. What is spelt in a rarer way, with blanks around
/// it or noughts before it, it leaves to the library.
enum XMLValueType: Sendable {
  case text(TextFacets)
  case decimal(NumberFacets)
  case boolean, date, moment

  /// Of `xs:string`; a class, because half a million values point at them.
  final class TextFacets: Sendable {
    let pattern: ValuePattern?
    let mostCharacters: Int?
    let allowed: [[UInt8]]

    init(pattern: ValuePattern? = nil, mostCharacters: Int? = nil, allowed: [[UInt8]] = []) {
      self.pattern = pattern
      self.mostCharacters = mostCharacters
      self.allowed = allowed
    }
  }

  /// Of `xs:decimal` and the whole numbers below it.
  struct NumberFacets: Sendable {
    var least = Int64.min
    var most = Int64.max
    var mostDecimals = Int.max
  }

  /// A type of the XML Schema language, without facets; `nil` for one that is not judged here.
  init?(builtIn name: some StringProtocol) {
    switch name {
    case "string": self = .text(TextFacets())
    case "decimal": self = .decimal(NumberFacets())
    case "nonNegativeInteger": self = .decimal(NumberFacets(least: 0, mostDecimals: 0))
    case "positiveInteger": self = .decimal(NumberFacets(least: 1, mostDecimals: 0))
    case "boolean": self = .boolean
    case "date": self = .date
    case "dateTime": self = .moment
    default: return nil
    }
  }

  /// Adds a facet; `false` for one that is not understood.
  mutating func restrict(_ facet: String, to value: String) -> Bool {
    switch (self, facet) {
    case (.text(let facets), "pattern"):
      guard facets.pattern == nil, let pattern = ValuePattern(value) else { return false }
      self = .text(
        TextFacets(pattern: pattern, mostCharacters: facets.mostCharacters, allowed: facets.allowed))
    case (.text(let facets), "maxLength"):
      guard let most = Int(value), most >= 0 else { return false }
      self = .text(TextFacets(pattern: facets.pattern, mostCharacters: most, allowed: facets.allowed))
    case (.text(let facets), "enumeration"):
      self = .text(
        TextFacets(
          pattern: facets.pattern, mostCharacters: facets.mostCharacters,
          allowed: facets.allowed + [Array(value.utf8)]))
    case (.decimal(var facets), "minInclusive"):
      guard let bound = Int64(value) else { return false }
      facets.least = max(facets.least, bound)
      self = .decimal(facets)
    case (.decimal(var facets), "maxInclusive"):
      guard let bound = Int64(value) else { return false }
      facets.most = min(facets.most, bound)
      self = .decimal(facets)
    case (.decimal(var facets), "fractionDigits"):
      guard let digits = Int(value) else { return false }
      facets.mostDecimals = min(facets.mostDecimals, digits)
      self = .decimal(facets)
    default: return false
    }
    return true
  }

  func accepts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .text(let facets): facets.accept(bytes)
    case .decimal(let facets): facets.accept(bytes)
    case .boolean: Self.truths.contains { bytes.elementsEqual($0) }
    case .date: bytes.count == 10 && Self.isDate(bytes)
    case .moment: Self.isMoment(bytes)
    }
  }

  private static let truths = ["true", "false", "1", "0"].map { Array($0.utf8) }

  /// The number that digits make; `nil` where they are none.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var number = 0
    for index in range {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else { return nil }
      number = number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    return number
  }

  /// `2024-10-08` at the beginning, from the year 1000 on.
  private static func isDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes, 0..<4), let month = number(bytes, 5..<7), let day = number(bytes, 8..<10),
      year >= 1000, (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// `2024-10-08T09:30:00+08:00`, or `Z` at its end.
  private static func isMoment(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 20, isDate(bytes), bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let hour = number(bytes, 11..<13), let minute = number(bytes, 14..<16),
      let second = number(bytes, 17..<19), hour < 24, minute < 60, second < 60
    else { return false }
    if bytes.count == 20 { return bytes[19] == UInt8(ascii: "Z") }
    guard bytes.count == 25, bytes[19] == UInt8(ascii: "+") || bytes[19] == UInt8(ascii: "-"),
      bytes[22] == UInt8(ascii: ":"), let hours = number(bytes, 20..<22), let minutes = number(bytes, 23..<25)
    else { return false }
    return hours < 14 && minutes < 60
  }
}

extension XMLValueType.TextFacets {
  func accept(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Never more characters than bytes.
    if let mostCharacters, bytes.count > mostCharacters {
      var count = 0
      for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
      if count > mostCharacters { return false }
    }
    if let pattern, !pattern.matches(bytes) { return false }
    return allowed.isEmpty || allowed.contains { bytes.elementsEqual($0) }
  }
}

extension XMLValueType.NumberFacets {
  /// An optional minus sign, digits, optionally a point and digits, 18 in all.
  func accept(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var whole: Int64 = 0
    var digits = 0
    var decimals = 0
    var isNegative = false
    var sawPoint = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if sawPoint {
          decimals += 1
        } else {
          digits += 1
          if digits > 18 { return false }
          whole = whole * 10 + Int64(byte - UInt8(ascii: "0"))
        }
      case UInt8(ascii: ".") where digits > 0 && !sawPoint: sawPoint = true
      case UInt8(ascii: "-") where digits == 0 && !isNegative && !sawPoint: isNegative = true
      default: return false
      }
    }
    guard digits > 0, digits + decimals <= 18, sawPoint == (decimals > 0), decimals <= mostDecimals,
      // Whole numbers of the language are mostly not negative; a sign is the library's to judge.
      !isNegative || mostDecimals > 0
    else { return false }
    // What follows the point is counted as one more.
    let magnitude = decimals > 0 ? whole + 1 : whole
    return isNegative ? -magnitude >= least && -whole <= most : magnitude <= most && whole >= least
  }
}
