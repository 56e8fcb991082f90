/// 指标对照：how an indicator maps to one of the superior's plan.
package struct CrosswalkEntry: Sendable, Hashable {
  package enum Relation: String, Sendable {
    /// 同口径 · 口径较窄 · 相关（只列示）.
    case same, narrower, related
    package var addsUp: Bool { self != .related }
  }
  package var indicator: IndicatorID
  package var to: IndicatorID
  package var relation: Relation
  /// Replaces the measure conversion; does not touch ratios.
  package var factor: Amount?
  package var reason: String
  package init(
    indicator: IndicatorID, to: IndicatorID, relation: Relation, factor: Amount? = nil, reason: String = ""
  ) {
    self.indicator = indicator
    self.to = to
    self.relation = relation
    self.factor = factor
    self.reason = reason
  }
}

/// 指标对照表：the whole crosswalk from a plan to its superior's.
package struct Crosswalk: Sendable, Hashable {
  package var to: PlanID
  package var entries: [CrosswalkEntry]
  package init(to: PlanID, entries: [CrosswalkEntry]) {
    self.to = to
    self.entries = entries
  }
}

/// 亮灯规则：percentage points behind 序时进度.
package struct LightRule: Sendable, Hashable {
  /// From here on yellow; below it green with a mark.
  package var yellowFrom: Amount
  /// Above this red.
  package var redOver: Amount
  package init(yellowFrom: Amount = 10, redOver: Amount = 30) {
    self.yellowFrom = yellowFrom
    self.redOver = redOver
  }
}

/// 实施方案：a plan with its task matrix, indicators, targets and crosswalk.
package struct Plan: Sendable, Hashable {
  package var id: PlanID
  package var programme: ProgrammeID
  /// The unit whose plan it is, which compiles it.
  package var unit: OrgUnitCode
  package var parent: PlanID?
  package var firstYear: Int {
    didSet { firstPeriod = Self.firstPeriod(cumulativeFrom, firstYear) }
  }
  package var lastYear: Int
  /// 规划期累计的起算月, `2021-01`.
  package var cumulativeFrom: String {
    didSet { firstPeriod = Self.firstPeriod(cumulativeFrom, firstYear) }
  }
  package var title: String
  package var source: String
  /// `nil` where the plan does not set its own lights.
  package var lights: LightRule?
  package var matrix: TaskMatrix
  package var indicators: [IndicatorDefinition] {
    didSet {
      index = Self.index(indicators)
      sortedIndicators = indicators.map(\.id).sorted()
      sharedDefinitions = indicators.map(SharedDefinition.init)
    }
  }
  package var targets: [TargetDefinition]
  /// 审核公式, in the order of the plan.
  package var formulas: [AuditFormula]
  package var crosswalk: Crosswalk?
  /// The first quarter that 规划期累计 counts.
  package private(set) var firstPeriod: Period
  /// `indicators`, to be pointed at.
  package private(set) var sharedDefinitions: [SharedDefinition]
  private var index: [IndicatorID: Int]
  /// In the order of their codes.
  package private(set) var sortedIndicators: [IndicatorID]

  package init(
    id: PlanID, programme: ProgrammeID, unit: OrgUnitCode, parent: PlanID? = nil, firstYear: Int,
    lastYear: Int,
    cumulativeFrom: String, title: String, source: String, lights: LightRule? = nil, matrix: TaskMatrix,
    indicators: [IndicatorDefinition], targets: [TargetDefinition] = [], formulas: [AuditFormula] = [],
    crosswalk: Crosswalk? = nil
  ) {
    self.id = id
    self.programme = programme
    self.unit = unit
    self.parent = parent
    self.firstYear = firstYear
    self.lastYear = lastYear
    self.cumulativeFrom = cumulativeFrom
    self.title = title
    self.source = source
    self.lights = lights
    self.matrix = matrix
    self.indicators = indicators
    self.targets = targets
    self.formulas = formulas
    self.crosswalk = crosswalk
    index = Self.index(indicators)
    sortedIndicators = indicators.map(\.id).sorted()
    sharedDefinitions = indicators.map(SharedDefinition.init)
    firstPeriod = Self.firstPeriod(cumulativeFrom, firstYear)
  }

  private static func index(_ indicators: [IndicatorDefinition]) -> [IndicatorID: Int] {
    Dictionary(indicators.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func indicator(_ id: IndicatorID) -> IndicatorDefinition? { index[id].map { indicators[$0] } }
  /// Where an indicator stands in `indicators`.
  package func position(of id: IndicatorID) -> Int? { index[id] }
  package func task(_ id: TaskID) -> PlanTask? { matrix.positions[id].map { matrix.tasks[$0] } }

  private static func firstPeriod(_ cumulativeFrom: String, _ firstYear: Int) -> Period {
    let parts = cumulativeFrom.split(separator: "-").compactMap { Int($0) }
    let month = parts.count > 1 ? parts[1] : 1
    return Period(year: parts.first ?? firstYear, quarter: (month - 1) / 3 + 1) ?? .earliest
  }

  package var lastPeriod: Period { Period(year: lastYear, quarter: 4) ?? firstPeriod }

  /// The wholes above an indicator on its part-of chain, nearest first.
  package func wholes(of id: IndicatorID) -> [IndicatorID] {
    var chain: [IndicatorID] = []
    var next = indicator(id)?.partOf
    while let whole = next, !chain.contains(whole) {
      chain.append(whole)
      next = indicator(whole)?.partOf
    }
    return chain
  }
}
