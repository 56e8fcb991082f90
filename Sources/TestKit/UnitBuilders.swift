import ReportModel

/// A mistyped period in a test becomes 2000-Q1, which no test uses.
extension Period: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = Period(value) ?? .earliest }
}

extension Period {
  /// Consecutive periods, the first one included.
  package static func run(from first: Period, count: Int) -> [Period] {
    var periods: [Period] = []
    var period = first
    for _ in 0..<count {
      periods.append(period)
      period = period.next
    }
    return periods
  }
}

extension OrgUnit {
  /// A unit that is called like its code.
  package static func unit(
    _ code: OrgUnitCode, _ level: OrgLevel, under superior: OrgUnitCode? = nil, validFrom: String? = nil,
    validTo: String? = nil, replacedBy: OrgUnitCode? = nil
  ) -> OrgUnit {
    OrgUnit(
      code: code, name: code.rawValue, level: level, reportsTo: superior, validFrom: validFrom,
      validTo: validTo, replacedBy: replacedBy)
  }
}

extension MeasureTable {
  /// The measure units that tests speak of: 万元 and 元 convert, 人 and 人次 do not.
  package static let sample = MeasureTable([
    MeasureUnit(symbol: "元", dimension: "money", powerOfTen: 0),
    MeasureUnit(symbol: "万元", dimension: "money", powerOfTen: 4),
    MeasureUnit(symbol: "人", dimension: "person", powerOfTen: 0),
    MeasureUnit(symbol: "万人", dimension: "person", powerOfTen: 4),
    MeasureUnit(symbol: "人次", dimension: "visit", powerOfTen: 0),
    MeasureUnit(symbol: "场次", dimension: "event", powerOfTen: 0),
    MeasureUnit(symbol: "%", dimension: "share", powerOfTen: 0),
  ])
}
