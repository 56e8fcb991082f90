/// 指标口径：what an indicator counts and how it adds up, every property declared.
package struct IndicatorDefinition: Sendable, Hashable {
  package enum Kind: String, Sendable { case count, amount, ratio, coverage, survey }
  /// flow 时期数：periods add up · stock 时点数：state at the end of the period.
  package enum TimeFunction: String, Sendable { case flow, stock }
  package enum UnitFunction: String, Sendable {
    case sum, max, min
    case ratioOfSums = "ratio-of-sums"
    case none
  }
  /// 口径：sum 本级与下级相加 · line 条线全口径，下级只核对 · own 只有本级有.
  package enum Basis: String, Sendable { case sum, line, own }
  /// 本级各部门之间：owner 以主责单位为准 · sum 各部门相加.
  package enum WithinUnit: String, Sendable { case owner, sum }
  /// 由谁填报.
  package enum ReportedBy: String, Sendable {
    case areas, departments, both
    package var includesAreas: Bool { self != .departments }
    package var includesDepartments: Bool { self != .areas }
  }
  /// 何时应报.
  package enum Asked: String, Sendable {
    case quarterly, yearly
    case whenPublished = "when-published"

    /// Whether a report of this period owes the figure.
    package func occurs(in period: Period) -> Bool {
      switch self {
      case .quarterly: true
      case .yearly: period.isLastOfYear
      case .whenPublished: false
      }
    }

    /// Whether the figure was owed in some period strictly between the two.
    package func occurs(after first: Period, before last: Period) -> Bool {
      guard self != .whenPublished else { return false }
      var period = first.next
      while period < last {
        if occurs(in: period) { return true }
        period = period.next
      }
      return false
    }
  }
  /// 其中项之和：equal 等于本指标 · within 不超过本指标.
  package enum PartsRule: String, Sendable { case equal, within }
  package enum PartsSeverity: String, Sendable { case hard, soft }

  package var id: IndicatorID
  package var task: TaskID
  package var name: String
  package var measure: String
  package var kind: Kind
  package var decimals: Int
  package var timeFunction: TimeFunction
  package var unitFunction: UnitFunction
  package var basis: Basis
  package var withinUnit: WithinUnit
  /// 数据主责单位, in order; empty with `withinUnit == .sum` means every department of the matrix.
  package var dataOwners: [OrgUnitCode]
  package var reportedBy: ReportedBy
  package var asked: Asked
  /// Whether a stock that was not reported enters once with its last reported value, marked estimated.
  package var carry: Bool
  package var partOf: IndicatorID?
  package var parts: PartsRule?
  package var partsSeverity: PartsSeverity
  package var maximum: Amount?
  /// 口径说明.
  package var definition: String
  /// 暂定口径：which properties the plan's text does not decide; `nil` where it decides all.
  package var reading: String?

  package init(
    id: IndicatorID, task: TaskID, name: String, measure: String, kind: Kind, decimals: Int = 0,
    timeFunction: TimeFunction, unitFunction: UnitFunction, basis: Basis, withinUnit: WithinUnit = .sum,
    dataOwners: [OrgUnitCode] = [], reportedBy: ReportedBy, asked: Asked = .quarterly, carry: Bool = false,
    partOf: IndicatorID? = nil, parts: PartsRule? = nil, partsSeverity: PartsSeverity = .hard,
    maximum: Amount? = nil, definition: String = "", reading: String? = nil
  ) {
    self.id = id
    self.task = task
    self.name = name
    self.measure = measure
    self.kind = kind
    self.decimals = decimals
    self.timeFunction = timeFunction
    self.unitFunction = unitFunction
    self.basis = basis
    self.withinUnit = withinUnit
    self.dataOwners = dataOwners
    self.reportedBy = reportedBy
    self.asked = asked
    self.carry = carry
    self.partOf = partOf
    self.parts = parts
    self.partsSeverity = partsSeverity
    self.maximum = maximum
    self.definition = definition
    self.reading = reading
  }

  /// Whether the figure is a numerator over a denominator.
  package var isRatio: Bool { kind == .ratio || kind == .coverage }
  /// Whether the figure is `inPeriod`, `yearToDate`, `planToDate`.
  package var isFlow: Bool { timeFunction == .flow && !isRatio }
  /// Whether a report of this period owes the figure.
  package func isAsked(in period: Period) -> Bool { asked.occurs(in: period) }
}

/// 共用口径：a plan's definition as thousands of figures point at it, because a copy of all its texts would cost each of
/// them more than every check of it.
package final class SharedDefinition: Sendable {
  package let definition: IndicatorDefinition
  package let isRatio: Bool
  package let isFlow: Bool
  init(_ definition: IndicatorDefinition) {
    self.definition = definition
    isRatio = definition.isRatio
    isFlow = definition.isFlow
  }
}

extension SharedDefinition: Hashable {
  package static func == (left: SharedDefinition, right: SharedDefinition) -> Bool {
    left === right || left.definition == right.definition
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(definition.id) }
}
