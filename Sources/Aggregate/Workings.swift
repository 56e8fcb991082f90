import Findings
import ReportModel

/// 汇总底稿：what one area came to in one quarter, kept so that a later run need not compute it again.
struct Workings: Hashable {
  var content = Content()
  var output = Output()

  /// What the unit above and the next quarter go on from.
  struct Content: Hashable {
    /// As it stands after this quarter.
    var ledger = UnitLedger()
    /// After a received roll-up: the ledgers of the areas below, of which that roll-up is all that is known. An area
    /// that is not named has an empty one.
    var below: [OrgUnitCode: UnitLedger] = [:]
    var cells: [IndicatorID: FigureCell] = [:]
    var account = Account()
    /// Whether it came as one roll-up.
    var isRollUp = false
    /// 上行数, in the terms of the superior's plan.
    var upward: [IndicatorID: Contribution] = [:]
    /// What has no place in the superior's totals.
    var side: [SideFigure] = []
    /// What the superior's roll-up is to say about this area.
    var findings: [Finding] = []
  }

  /// What is shown, and nothing else is computed from.
  struct Output: Hashable {
    /// The area's roll-up where it compiles one; sources and paragraphs stand in the account.
    var compiled: Compiled?
    var base: [BaseRow] = []
  }

  struct Compiled: Hashable {
    var observations: [Observation] = []
    var progress: [TargetProgress] = []
    var due: [DueUnit] = []
    var side: [SideFigure] = []
    var findings: [Finding] = []
  }
}

/// 指标底稿：one figure of the area in the terms of its own plan, and what it was computed from.
struct FigureCell: Hashable {
  /// Of everything that went into the figure, so that it is computed again only if something differs.
  var inputs = Fingerprint()
  /// The carried share of a stock that several departments make up.
  var estimated: Amount?
  /// What the own level's composition noticed, and what adding up noticed.
  var levelFindings: [Finding] = []
  var totalFindings: [Finding] = []
  /// `nil` where nobody was asked and nothing is known.
  var figure: Contribution?
}

/// 来源与文字：what travels upward beside the figures.
struct Account: Hashable {
  var sources: [SubmissionSource] = []
  var missingUnits: [OrgUnitCode] = []
  /// Whose words travel upward.
  var words: [WordsSource] = []
  var statusCounts: [TaskID: [TaskStatus: Int]] = [:]
  /// Whether anything at all came from the subtree in this period.
  var hasReports = false
  var hasQuestions = false
  var isLate = false
}

extension Workings {
  /// The area's roll-up, of the first revision; `nil` where it compiles none.
  func rollUp(of area: PeriodTree.Area, in scope: RollUpScope, period: Period) -> CompiledRollUp? {
    guard let compiled = output.compiled else { return nil }
    let account = content.account
    var plans: [PlanID: String] = [:]
    for used in Set([area.plan.id] + account.sources.map(\.plan)) {
      plans[used] = scope.catalogue.digests.plans[used]
    }
    let basis = RollUpBasis(
      sources: account.sources.sorted { ($0.unit, $0.plan, $0.scope) < ($1.unit, $1.plan, $1.scope) },
      missingUnits: account.missingUnits.sorted(),
      digests: CatalogueDigests(units: scope.catalogue.digests.units, plans: plans),
      ruleCatalogue: scope.ruleCatalogue,
      statusCounts: account.statusCounts.mapValues { counts in
        TaskStatus.allCases.compactMap { status in
          counts[status].map { StatusCount(status: status, units: $0) }
        }
      })
    return CompiledRollUp(
      rollUp: RollUp(
        unit: area.unit, plan: area.plan.id, period: period,
        observations: compiled.observations, basis: basis,
        progress: compiled.progress, due: compiled.due, sideFigures: compiled.side),
      findings: compiled.findings, words: account.words)
  }
}
