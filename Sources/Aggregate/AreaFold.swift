import Findings
import ReportModel

/// 单位汇总：works one area out for one quarter, on top of what it remembers from the quarter before.
///
/// Nothing else goes in than its own and its departments' reports, its ledger, and what the areas directly below came to;
/// that is why what it comes to can be kept and used again as long as these are the same.
struct AreaFold {
  let scope: RollUpScope
  let roster: Roster
  let tree: PeriodTree
  let area: PeriodTree.Area
  let reports: SubmissionIndex
  let versions: VersionsInForce
  /// Whether the workings are kept, and each figure says what it was computed from.
  let keepsWorkings: Bool
  /// What the area came to before something changed; figures of which nothing changed are taken over.
  let earlier: Workings?
  /// Goes on from the period before to this one.
  var ledger: UnitLedger
  /// Figures that could not be taken over, in the plan's order.
  var computed: [IndicatorID] = []
  /// The own level as a leaf, and the leaves of the figure before, which are mostly those of the next one too.
  let leaves: OwnLeaves
  var ownUnion = CoverageUnion()
  var belowUnion = CoverageUnion()

  init(
    scope: RollUpScope, roster: Roster, tree: PeriodTree, area: PeriodTree.Area, reports: SubmissionIndex,
    versions: VersionsInForce, keepsWorkings: Bool, earlier: Workings?, ledger: UnitLedger
  ) {
    self.scope = scope
    self.roster = roster
    self.tree = tree
    self.area = area
    self.reports = reports
    self.versions = versions
    self.keepsWorkings = keepsWorkings
    self.earlier = earlier
    self.ledger = ledger
    leaves = OwnLeaves(area.unit)
  }

  var unit: OrgUnitCode { area.unit }
  // Lent, not copied: they are asked for with every figure.
  var plan: Plan { _read { yield area.plan } }
  var period: Period { roster.period }
  var catalogue: Catalogue { _read { yield scope.catalogue } }
  var units: UnitRegister { _read { yield scope.catalogue.units } }
  var isRoot: Bool { area.superiorPlan == nil }

  /// A direct subordinate with what it came to.
  struct Child {
    var area: PeriodTree.Area
    var content: HandedUp
    var scope: ReportScope { content.isRollUp || area.isCompiling ? .rollup : .own }
  }

  /// The figure as it was, if everything that goes into it is as it was.
  func unchanged(_ indicator: IndicatorDefinition, _ inputs: Fingerprint) -> FigureCell? {
    guard keepsWorkings, let cell = earlier?.content.cells[indicator.id], cell.inputs == inputs else {
      return nil
    }
    return cell
  }

  /// Puts the figures into the superior's terms and notes what the area last contributed.
  mutating func handUp(_ content: inout Workings.Content) {
    var figures: [IndicatorID: Contribution] = [:]
    figures.reserveCapacity(content.cells.count)
    for (indicator, cell) in content.cells { figures[indicator] = cell.figure }
    if !isRoot, plan.unit == unit { ledger.counted = figures }
    if let superior = area.superiorPlan?.plan {
      var mapped = map(figures, of: unit, from: plan, to: superior)
      content.findings += mapped.findings
      content.side = mapped.side
      let last = ledger.contributed
      if !content.isRollUp {
        // The leaves' own histories say what stays of them, unless a roll-up spoke for them since.
        for indicator in superior.indicators {
          guard var figure = mapped.figures[indicator.id], let stated = last[indicator.id],
            stated.isStatedByRollUp
          else { continue }
          figure.fill(
            from: stated, indicator: indicator, leafCarries: mapped.carries.contains(indicator.id),
            isOlder: true)
          mapped.figures[indicator.id] = figure
        }
      }
      if last.isEmpty {
        ledger.contributed = mapped.figures
      } else {
        ledger.contributed.merge(mapped.figures) { _, new in new }
      }
      content.upward = mapped.figures
    }
    content.ledger = ledger
  }
}

/// 上交内容：what an area's superior goes on from.
struct HandedUp: Sendable {
  var isRollUp: Bool
  var upward: [IndicatorID: Contribution]
  var side: [SideFigure]
  var findings: [Finding]
  var account: Account

  init(_ content: Workings.Content) {
    isRollUp = content.isRollUp
    upward = content.upward
    side = content.side
    findings = content.findings
    account = content.account
  }
}
