import Aggregate
import Findings
import ReportModel
import TestKit
import Testing

/// A small office: a register, its plans and everything that came in.
struct World: Sendable {
  var units: [OrgUnit]
  var plans: [Plan]
  var submissions: [ReviewedSubmission] = []
  var allocations: [TargetAllocation] = []

  var catalogue: Catalogue {
    Catalogue(units: UnitRegister(units), measures: .sample, plans: plans, allocations: allocations)
  }

  /// Rolls up everything below the first unit.
  func run(_ period: Period, under root: OrgUnitCode? = nil, _ known: Catalogue? = nil) -> QuarterRollUps {
    rollUpQuarter(
      period, of: .sample, under: root ?? units.first?.code ?? "", catalogue: known ?? catalogue,
      submissions: submissions)
  }

  func rollUp(of unit: OrgUnitCode, _ period: Period, _ known: Catalogue? = nil) throws -> RollUp {
    try #require(run(period, under: nil, known).rollUp(of: unit), "\(unit) compiles nothing in \(period)")
  }

  func findings(of unit: OrgUnitCode, _ period: Period) throws -> [Finding] {
    try #require(run(period).rollUps.first { $0.rollUp.unit == unit }).findings
  }

  /// One figure of a unit's roll-up.
  func figure(_ indicator: IndicatorID, of unit: OrgUnitCode, _ period: Period) throws -> Figure {
    Figure(try #require(try rollUp(of: unit, period).observation(indicator), "\(indicator) is not there"))
  }

  func has(_ indicator: IndicatorID, in unit: OrgUnitCode, _ period: Period) throws -> Bool {
    try rollUp(of: unit, period).observation(indicator) != nil
  }

  mutating func submit(_ submissions: ReviewedSubmission...) { self.submissions += submissions }
}

/// A rolled-up figure in short.
struct Figure {
  var observation: Observation
  init(_ observation: Observation) { self.observation = observation }

  var values: FigureValues { observation.values }
  var status: ObservationStatus { observation.status }
  var state: Completeness? { observation.rolled?.completeness }
  var estimated: Amount? { observation.rolled?.estimated }
  var coverage: FigureCoverage { observation.rolled?.coverage ?? FigureCoverage() }
  var reconciliation: Reconciliation? { observation.rolled?.reconciliation }
  func part(_ unit: OrgUnitCode, _ scope: ReportScope? = nil) -> FigurePart? {
    observation.rolled?.parts.first { $0.unit == unit && (scope == nil || $0.scope == scope) }
  }

  /// expected, reported, not applicable, missing.
  var counts: [Int] {
    [coverage.expected.count, coverage.reportedCount, coverage.notApplicable.count, coverage.missing.count]
  }
}
