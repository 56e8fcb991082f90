import Aggregate
import Findings
import ReportModel
import Store
import Validate

/// 汇总结果与工作量：a quarter's roll-ups with what had to be worked out for them.
struct RolledQuarter {
  var rollUps: QuarterRollUps
  /// Figures that were not taken over from an earlier run.
  var computed: [ComputedFigure]
}

extension Office {
  /// 现行版本: what is in force of a programme up to and including a period, without what it says.
  func versionsInForce(
    _ programme: ProgrammeID, through period: Period
  ) throws(PipelineFault) -> [VersionInForce] {
    try registered { () throws(StoreFault) in
      try register.versionsInForce(plans: plans(of: programme), through: period).map { version in
        VersionInForce(version.identity, number: version.id.rawValue)
      }
    }
  }

  func plans(of programme: ProgrammeID) -> [PlanID] {
    catalogue.plans.filter { $0.programme == programme }.map(\.id)
  }

  /// 汇总：the roll-ups of a quarter under the revisions that they now carry.
  ///
  /// What earlier runs worked out is used as far as it was made from what is in force now; only the rest is read and
  /// worked out. With `keeps` the register keeps it for the next run; a reader leaves the register as it is.
  func rollUp(
    _ programme: ProgrammeID, _ period: Period, inForce: [VersionInForce], keeps: Bool
  ) throws(PipelineFault) -> RolledQuarter {
    let scope = rollUpScope(programme)
    let basis = scope.basis(for: inForce).description
    let onRecord = try registered { () throws(StoreFault) in
      try register.workingsOnRecord(of: programme, basis: basis, through: period)
    }
    let origins = Dictionary(
      onRecord.compactMap { record in
        Fingerprint(record.madeFrom).map { (UnitPeriod(record.unit, record.period), $0) }
      }, uniquingKeysWith: { $1 })
    let run = Recomputation(period, scope, inForce: inForce, onRecord: origins)
    if let quarter = try workOut(run, basis: basis, keeps: keeps) { return quarter }
    log.warning("kept workings of \(programme) cannot be read; all of \(period) is worked out anew")
    let anew = Recomputation(period, scope, inForce: inForce)
    if let quarter = try workOut(anew, basis: basis, keeps: keeps) { return quarter }
    // Nothing that was kept was asked for, so a report that is in force cannot be had.
    throw .register(.corrupt(detail: "\(programme) \(period)"))
  }

  /// Period by period: reads what is asked for, works it out and keeps it; `nil` where what was kept cannot be read.
  private func workOut(
    _ recomputation: Recomputation, basis: String, keeps: Bool
  ) throws(PipelineFault) -> RolledQuarter? {
    let programme = recomputation.scope.programme
    var run = recomputation
    while let needs = run.next() {
      let (submissions, records) = try registered { () throws(StoreFault) in
        (
          try register.submissions(of: needs.versions.map(EntryID.init)),
          try register.workings(
            of: programme, contents: needs.contents.map { ($0.unit, $0.period) },
            outputs: needs.outputs.map { ($0.unit, $0.period) })
        )
      }
      let packed = Dictionary(
        records.map {
          (UnitPeriod($0.unit, $0.period), PackedWorkings(content: $0.content, output: $0.output))
        }, uniquingKeysWith: { $1 })
      let fresh: [FreshWorkings]
      do { fresh = try run.compute(submissions, workings: packed) } catch { return nil }
      guard keeps else { continue }
      try registered { () throws(StoreFault) in
        try register.keepWorkings(
          fresh.map {
            WorkingsRecord(
              unit: $0.place.unit, period: $0.place.period, madeFrom: $0.madeFrom.description,
              content: $0.packed.content, output: $0.packed.output)
          }, of: programme, basis: basis)
      }
    }
    log.info("worked out \(run.computed.count) figures of \(programme)")
    let revisions = try revisions(programme, recomputation.last)
    return RolledQuarter(rollUps: run.result(revisions: revisions), computed: run.computed)
  }

  private func rollUpScope(_ programme: ProgrammeID) -> RollUpScope {
    RollUpScope(
      programme: programme, root: workspace.unit, catalogue: catalogue, ruleCatalogue: ruleCatalogueVersion)
  }

  /// The revision that each unit's roll-up carries unless something changes.
  private func revisions(
    _ programme: ProgrammeID, _ period: Period
  ) throws(PipelineFault) -> [OrgUnitCode: Int] {
    var revisions: [OrgUnitCode: Int] = [:]
    for unit in roster(programme, period).compilingUnits(under: workspace.unit) {
      guard let plan = catalogue.plan(of: unit, in: programme) else { continue }
      let sent = try registered { () throws(StoreFault) in
        try register.dispatchedRevisions(unit: unit, plan: plan.id, period: period)
      }
      revisions[unit] = max(1, sent)
    }
    return revisions
  }
}
