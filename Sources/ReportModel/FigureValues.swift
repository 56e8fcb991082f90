/// 数据栏：one of the columns in which a figure is typed.
package enum FigureItem: String, Sendable, CaseIterable {
  case inPeriod, yearToDate, planToDate, atEnd, numerator, denominator, adjustment

  /// Kept, because the compiler's own makes a new list for every figure that asks.
  package static let allCases: [FigureItem] = [
    .inPeriod, .yearToDate, .planToDate, .atEnd, .numerator, .denominator, .adjustment,
  ]

  /// The column's heading on the form.
  package var chinese: String {
    switch self {
    case .inPeriod: "本期数"
    case .yearToDate: "本年累计"
    case .planToDate: "规划期累计"
    case .atEnd: "期末数"
    case .numerator: "分子"
    case .denominator: "分母"
    case .adjustment: "历史调整数"
    }
  }
}

/// 数据：the values of one figure; what was not given is `nil`, which is never zero.
///
/// Stored side by side in 64 bytes, half of what optional amounts take: a quarter passes half a million of these along.
package struct FigureValues: Sendable, Hashable {
  private var inPeriodDigits: Int64 = 0
  private var yearToDateDigits: Int64 = 0
  private var planToDateDigits: Int64 = 0
  private var atEndDigits: Int64 = 0
  private var numeratorDigits: Int64 = 0
  private var denominatorDigits: Int64 = 0
  private var adjustmentDigits: Int64 = 0
  private var inPeriodScale = noScale
  private var yearToDateScale = noScale
  private var planToDateScale = noScale
  private var atEndScale = noScale
  private var numeratorScale = noScale
  private var denominatorScale = noScale
  private var adjustmentScale = noScale

  /// The scale of what was not given.
  private static let noScale = UInt8.max

  /// 本期数, the quarter's own.
  package var inPeriod: Amount? {
    get { Self.amount(inPeriodDigits, inPeriodScale) }
    set { (inPeriodDigits, inPeriodScale) = Self.stored(newValue) }
  }
  /// 本年累计, since 1 January.
  package var yearToDate: Amount? {
    get { Self.amount(yearToDateDigits, yearToDateScale) }
    set { (yearToDateDigits, yearToDateScale) = Self.stored(newValue) }
  }
  /// 规划期累计, since the plan's `cumulativeFrom`.
  package var planToDate: Amount? {
    get { Self.amount(planToDateDigits, planToDateScale) }
    set { (planToDateDigits, planToDateScale) = Self.stored(newValue) }
  }
  /// 期末数, of a stock or a survey.
  package var atEnd: Amount? {
    get { Self.amount(atEndDigits, atEndScale) }
    set { (atEndDigits, atEndScale) = Self.stored(newValue) }
  }
  package var numerator: Amount? {
    get { Self.amount(numeratorDigits, numeratorScale) }
    set { (numeratorDigits, numeratorScale) = Self.stored(newValue) }
  }
  package var denominator: Amount? {
    get { Self.amount(denominatorDigits, denominatorScale) }
    set { (denominatorDigits, denominatorScale) = Self.stored(newValue) }
  }
  /// 历史调整数, signed: what an earlier period is corrected by.
  package var adjustment: Amount? {
    get { Self.amount(adjustmentDigits, adjustmentScale) }
    set { (adjustmentDigits, adjustmentScale) = Self.stored(newValue) }
  }

  private static func amount(_ digits: Int64, _ scale: UInt8) -> Amount? {
    scale == noScale ? nil : Amount(stored: digits, scale: scale)
  }

  private static func stored(_ amount: Amount?) -> (Int64, UInt8) {
    amount.map { ($0.significand, $0.scale) } ?? (0, noScale)
  }

  package init(
    inPeriod: Amount? = nil, yearToDate: Amount? = nil, planToDate: Amount? = nil, atEnd: Amount? = nil,
    numerator: Amount? = nil, denominator: Amount? = nil, adjustment: Amount? = nil
  ) {
    self.inPeriod = inPeriod
    self.yearToDate = yearToDate
    self.planToDate = planToDate
    self.atEnd = atEnd
    self.numerator = numerator
    self.denominator = denominator
    self.adjustment = adjustment
  }

  package static let none = FigureValues()

  package subscript(item: FigureItem) -> Amount? {
    get {
      switch item {
      case .inPeriod: inPeriod
      case .yearToDate: yearToDate
      case .planToDate: planToDate
      case .atEnd: atEnd
      case .numerator: numerator
      case .denominator: denominator
      case .adjustment: adjustment
      }
    }
    set {
      switch item {
      case .inPeriod: inPeriod = newValue
      case .yearToDate: yearToDate = newValue
      case .planToDate: planToDate = newValue
      case .atEnd: atEnd = newValue
      case .numerator: numerator = newValue
      case .denominator: denominator = newValue
      case .adjustment: adjustment = newValue
      }
    }
  }

  package var isEmpty: Bool {
    inPeriod == nil && yearToDate == nil && planToDate == nil && atEnd == nil && numerator == nil
      && denominator == nil && adjustment == nil
  }

  /// The items that hold a value, in form order.
  package var items: [FigureItem] { FigureItem.allCases.filter { self[$0] != nil } }

  /// Every value through `transform`; `nil` as soon as one cannot be held exactly.
  package func mapped(_ transform: (Amount) -> Amount?) -> FigureValues? {
    var result = FigureValues()
    for item in items {
      guard let value = self[item], let moved = transform(value) else { return nil }
      result[item] = moved
    }
    return result
  }
}
