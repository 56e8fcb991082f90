import Aggregate
import Findings
import ReportModel
import Store
import Validate

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

  /// 汇总：the whole of a quarter as one value, without leaving anything in the register.
  func rollUp(
    _ programme: ProgrammeID, _ period: Period, inForce: [VersionInForce], wanted: Set<OrgUnitCode>? = nil,
    includingWords: Bool = true
  ) throws(PipelineFault) -> QuarterRollUps {
    var result = QuarterRollUps()
    let revisions = try self.revisions(programme, period, wanted)
    try rollUp(
      programme, period, inForce: inForce, keeps: false, wanted: wanted, begin: { result = QuarterRollUps() }
    ) { areas throws(PipelineFault) in
      for area in areas {
        try result.append(area, revisions: revisions) { version, _ throws(PipelineFault) in
          guard includingWords else { return [] }
          return try registered { () throws(StoreFault) in try register.words(of: EntryID(version)) }
        }
      }
    }
    return result
  }

  /// 逐个汇总：hands every area over as soon as it is worked out, subordinates before their superiors, some at a time.
  ///
  /// What earlier runs worked out is used as far as it was made from what is in force now; only the rest is read and
  /// worked out. With `keeps` the register keeps it for the next run, all of it or nothing; a reader leaves the register as it
  /// is.
  ///
  /// - Parameters:
  ///   - wanted: areas to be handed over; all of them where it is `nil`.
  ///   - begin: called before the first area, and again where everything has to be done anew.
  /// - Returns: how many figures were not taken over from an earlier run.
  @discardableResult
  func rollUp(
    _ programme: ProgrammeID, _ period: Period, inForce: [VersionInForce], keeps: Bool,
    wanted: Set<OrgUnitCode>? = nil, begin: () -> Void,
    _ take: ([ShownArea]) throws(PipelineFault) -> Void
  ) throws(PipelineFault) -> Int {
    let scope = RollUpScope(
      programme: programme, root: workspace.unit, catalogue: catalogue, ruleCatalogue: ruleCatalogueVersion)
    let basis = scope.basis(for: inForce).description
    let onRecord = try registered { () throws(StoreFault) in
      try register.workingsOnRecord(of: programme, basis: basis, through: period)
    }
    let origins = Dictionary(
      onRecord.compactMap { record in
        Fingerprint(record.madeFrom).map { (UnitPeriod(record.unit, record.period), $0) }
      }, uniquingKeysWith: { $1 })
    begin()
    let run = Recomputation(period, scope, inForce: inForce, onRecord: origins, wanted: wanted)
    if let computed = try workOut(run, basis: basis, keeps: keeps, take) { return computed }
    log.warning("kept workings of \(programme) cannot be read; all of \(period) is worked out anew")
    begin()
    let anew = Recomputation(period, scope, inForce: inForce, wanted: wanted)
    if let computed = try workOut(anew, basis: basis, keeps: keeps, take) { return computed }
    // Nothing that was kept was asked for, so a report that is in force cannot be had.
    throw .register(.corrupt(detail: "\(programme) \(period)"))
  }

  /// Step by step: reads what is asked for, works it out and keeps it; `nil` where what was kept cannot be read.
  private func workOut(
    _ recomputation: Recomputation, basis: String, keeps: Bool,
    _ take: ([ShownArea]) throws(PipelineFault) -> Void
  ) throws(PipelineFault) -> Int? {
    let programme = recomputation.scope.programme
    var run = recomputation
    var computed = 0
    func workOut(
      read: (RecomputationNeeds) throws(PipelineFault) -> [WorkingsRecord],
      keep: ([WorkingsRecord]) throws(PipelineFault) -> Void
    ) throws(PipelineFault) -> Int? {
      while let needs = run.next() {
        let submissions = try submissions(for: needs)
        let packed = Dictionary(
          try read(needs).map {
            (UnitPeriod($0.unit, $0.period), PackedWorkings(content: $0.content, output: $0.output))
          }, uniquingKeysWith: { $1 })
        let step: RecomputedStep
        do {
          step = try run.compute(submissions, workings: packed, by: perform)
        } catch {
          return nil
        }
        computed += step.computed.count
        try keep(
          step.fresh.map {
            WorkingsRecord(
              unit: $0.place.unit, period: $0.place.period, madeFrom: $0.madeFrom.description,
              content: $0.packed.content, output: $0.packed.output)
          })
        try take(step.shown)
      }
      log.info("worked out \(computed) figures of \(programme)")
      return computed
    }
    guard keeps else {
      // Nothing is kept, so a later step finds here what an earlier one came to.
      var fresh: [UnitPeriod: WorkingsRecord] = [:]
      return try workOut { needs throws(PipelineFault) in
        let places = needs.contents.union(needs.outputs)
        let onRecord = try registered { () throws(StoreFault) in
          try register.workings(of: programme, contents: needs.contentPlaces, outputs: needs.outputPlaces)
        }
        return onRecord + places.compactMap { fresh[$0] }
      } keep: { records throws(PipelineFault) in
        for record in records { fresh[UnitPeriod(record.unit, record.period)] = record }
      }
    }
    return try register.keepingWorkings(of: programme, basis: basis) { keeping throws(PipelineFault) in
      // Two closures cannot both have it, and only one works at a time.
      let shared = Shared(keeping)
      defer { keeping = shared.value }
      return try workOut { needs throws(PipelineFault) in
        try registered { () throws(StoreFault) in
          try shared.value.workings(contents: needs.contentPlaces, outputs: needs.outputPlaces)
        }
      } keep: { records throws(PipelineFault) in
        try registered { () throws(StoreFault) in try shared.value.keep(records) }
      }
    } failure: {
      .register($0)
    }
  }

  private final class Shared<Value> {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  private func submissions(for needs: RecomputationNeeds) throws(PipelineFault) -> [ReviewedSubmission] {
    let register = register
    let plain = needs.versions.filter { !needs.versionsWithWords.contains($0) }.map(EntryID.init)
    let size = 24
    let parts = stride(from: 0, to: plain.count, by: size).map {
      Array(plain[$0..<min($0 + size, plain.count)])
    }
    let loaded = try concurrently(parts) { ids throws(PipelineFault) in
      try registered { () throws(StoreFault) in try register.submissions(of: ids, includingWords: false) }
    }
    let whole = try registered { () throws(StoreFault) in
      try register.submissions(of: needs.versionsWithWords.sorted().map(EntryID.init))
    }
    return loaded.flatMap(\.self) + whole
  }

  /// The revision that each unit's roll-up carries unless something changes.
  func revisions(
    _ programme: ProgrammeID, _ period: Period, _ wanted: Set<OrgUnitCode>? = nil
  ) throws(PipelineFault) -> [OrgUnitCode: Int] {
    var revisions: [OrgUnitCode: Int] = [:]
    for unit in roster(programme, period).compilingUnits(under: workspace.unit) {
      guard wanted?.contains(unit) ?? true, let plan = catalogue.plan(of: unit, in: programme) else {
        continue
      }
      let sent = try registered { () throws(StoreFault) in
        try register.dispatchedRevisions(unit: unit, plan: plan.id, period: period)
      }
      revisions[unit] = max(1, sent)
    }
    return revisions
  }
}

extension RecomputationNeeds {
  fileprivate var contentPlaces: [(OrgUnitCode, Period)] { contents.map { ($0.unit, $0.period) } }
  fileprivate var outputPlaces: [(OrgUnitCode, Period)] { outputs.map { ($0.unit, $0.period) } }
}
