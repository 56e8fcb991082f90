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
package struct FigureValues: Sendable, Hashable {
  /// 本期数, the quarter's own.
  package var inPeriod: Amount?
  /// 本年累计, since 1 January.
  package var yearToDate: Amount?
  /// 规划期累计, since the plan's `cumulativeFrom`.
  package var planToDate: Amount?
  /// 期末数, of a stock or a survey.
  package var atEnd: Amount?
  package var numerator: Amount?
  package var denominator: Amount?
  /// 历史调整数, signed: what an earlier period is corrected by.
  package var adjustment: Amount?

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
