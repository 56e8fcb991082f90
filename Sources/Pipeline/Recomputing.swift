import Aggregate
import Findings
import ReportModel
import Spool
import Store
import Validate

/// 汇总统计：what came of going through a quarter.
struct RollUpTally {
  /// How many figures were not taken over from an earlier run.
  var computed: Int
  /// Areas that were not handed over because they are as they were.
  var unchanged: [OrgUnitCode]
}

extension Office {
  func plans(of programme: ProgrammeID) -> [PlanID] {
    catalogue.plans.filter { $0.programme == programme }.map(\.id)
  }

  /// 汇总：the whole of a quarter as one value, without leaving anything in the register.
  func rollUp(_ programme: ProgrammeID, _ period: Period) throws(PipelineFault) -> QuarterRollUps {
    var result = QuarterRollUps()
    let revisions = try self.revisions(programme, period)
    try rollUp(
      programme, period, keeps: false,
      begin: { _ in
        result = QuarterRollUps()
        return [:]
      }
    ) { areas throws(PipelineFault) in
      for area in areas {
        try result.append(area, revisions: revisions) { version, _ throws(PipelineFault) in
          try registered { () throws(StoreFault) in try register.words(of: EntryID(version)) }
        }
      }
    }
    return result
  }

  /// 汇总数：the figures and the progress of some units' roll-ups as they are now, in the order of the units. A unit that compiles
  /// none is left out.
  ///
  /// As the last run left them where nothing has changed since; else they are worked out.
  func figures(
    _ programme: ProgrammeID, _ period: Period, of units: [OrgUnitCode]
  ) throws(PipelineFault) -> [RollUp] {
    if let standing = try standingFigures(programme, period, of: units) { return standing }
    var found: [OrgUnitCode: RollUp] = [:]
    try rollUp(programme, period, keeps: false, wanted: Set(units), begin: { _ in [:] }) { areas in
      for area in areas { found[area.unit] = area.compiled?.rollUp }
    }
    return units.compactMap { found[$0] }
  }

  /// `nil` where something has changed since the last run, or what it kept cannot be read.
  private func standingFigures(
    _ programme: ProgrammeID, _ period: Period, of units: [OrgUnitCode]
  ) throws(PipelineFault) -> [RollUp]? {
    let state = try state(of: programme, through: period)
    guard let end = try lastEnd(of: programme, since: period, before: period.next, state) else { return nil }
    let records = try registered { () throws(StoreFault) in
      try register.workings(of: programme, contents: [], outputs: units.map { ($0, period) })
    }
    var figures: [RollUp] = []
    do throws(WorkingsUnreadable) {
      for unit in units {
        let packed = records.first { $0.unit == unit }
          .map { PackedWorkings(content: $0.content, output: $0.output) }
        if let rollUp = try end.figures(of: unit, packed) { figures.append(rollUp) }
      }
    } catch {
      return nil
    }
    return figures
  }

  /// 逐个汇总：hands every area over as soon as it is worked out, subordinates before their superiors, some at a time.
  ///
  /// What earlier runs worked out is used as far as it was made from what is in force now; only the rest is read and
  /// worked out. It begins behind the last quarter up to which nothing changed in the register, so that the years before cost
  /// nothing. With `keeps` the register keeps it for the next run, all of it or nothing; a reader leaves the register as it is.
  ///
  /// - Parameters:
  ///   - wanted: areas to be handed over; all of them where it is `nil`.
  ///   - begin: called with the basis before the first area, and again where everything has to be done anew; says what areas were
  ///     made from that need not be handed over as long as it is the same.
  ///   - tellsUnchanged: with the roll-ups of these.
  @discardableResult
  func rollUp(
    _ programme: ProgrammeID, _ period: Period, keeps: Bool, wanted: Set<OrgUnitCode>? = nil,
    tellsUnchanged: Bool = false,
    begin: (String) throws(PipelineFault) -> [OrgUnitCode: Fingerprint],
    _ take: ([ShownArea]) throws(PipelineFault) -> Void
  ) throws(PipelineFault) -> RollUpTally {
    let plans = plans(of: programme)
    let scope = scope(of: programme)
    let state = try state(of: programme, through: period)
    let end = try lastEnd(of: programme, before: period, state)
    let yearEnd = try period.sameQuarterOfLastYear.flatMap { year throws(PipelineFault) in
      try lastEnd(of: programme, before: year.next, state)
    }
    // What is kept is used as far as it can be read.
    var attempts: [(after: PeriodEnd?, usesWorkings: Bool)] = [(nil, true), (nil, false)]
    if let end { attempts.insert((end, true), at: 0) }
    for (end, usesWorkings) in attempts {
      let shownBefore = try begin(state.basis)
      let after = end?.period.next
      let (inForce, onRecord) = try registered { () throws(StoreFault) in
        (
          try register.versionsInForce(plans: plans, from: after, through: period).map { version in
            VersionInForce(version.identity, number: version.id.rawValue)
          },
          usesWorkings
            ? try register.workingsOnRecord(of: programme, basis: state.basis, from: after, through: period)
            : []
        )
      }
      let origins = Dictionary(
        onRecord.compactMap { record in
          Fingerprint(record.madeFrom).map { (UnitPeriod(record.unit, record.period), $0) }
        }, uniquingKeysWith: { $1 })
      let run = Recomputation(
        period, scope, after: end, yearEnd: yearEnd, inForce: inForce, onRecord: origins, wanted: wanted,
        shownBefore: shownBefore, tellsUnchanged: tellsUnchanged)
      if let tally = try workOut(run, state, keeps: keeps, take) { return tally }
      log.warning("kept workings of \(programme) cannot be read; \(period) is worked out anew")
    }
    // Nothing that was kept was asked for, so a report that is in force cannot be had.
    throw .register(.corrupt(detail: "\(programme) \(period)"))
  }

  private func scope(of programme: ProgrammeID) -> RollUpScope {
    RollUpScope(
      programme: programme, root: workspace.unit, catalogue: catalogue, ruleCatalogue: ruleCatalogueVersion)
  }

  private func state(of programme: ProgrammeID, through period: Period) throws(PipelineFault) -> RegisterState
  {
    let plans = plans(of: programme)
    let (first, changes) = try registered { () throws(StoreFault) in
      (try register.firstPeriodInForce(plans: plans), try register.changes(plans: plans, through: period))
    }
    return RegisterState(
      basis: scope(of: programme).basis(from: first).description, changes: changes,
      exemptions: catalogue.decisions.exemptions)
  }

  /// 接续期末: the last quarter before one, or between two, up to which nothing has changed since a run went through it.
  private func lastEnd(
    of programme: ProgrammeID, since earliest: Period? = nil, before period: Period, _ state: RegisterState
  ) throws(PipelineFault) -> PeriodEnd? {
    try registered { () throws(StoreFault) in
      for kept in try register.periodEnds(of: programme, before: period)
      where kept.period >= earliest ?? kept.period && kept.state == state.text(through: kept.period) {
        guard let content = try register.periodEnd(of: programme, kept.period),
          let end = try? PeriodEnd(packed: content)
        else { continue }
        return end
      }
      return nil
    }
  }

  /// Step by step: reads what is asked for, works it out and keeps it; `nil` where what was kept cannot be read.
  private func workOut(
    _ recomputation: Recomputation, _ state: RegisterState, keeps: Bool,
    _ take: ([ShownArea]) throws(PipelineFault) -> Void
  ) throws(PipelineFault) -> RollUpTally? {
    let programme = recomputation.scope.programme
    var run = recomputation
    var computed = 0
    func workOut(
      read: (RecomputationNeeds) throws(PipelineFault) -> [WorkingsRecord],
      keep: ([WorkingsRecord]) throws(PipelineFault) -> Void,
      keepEnd: (PeriodEnd) throws(PipelineFault) -> Void
    ) throws(PipelineFault) -> RollUpTally? {
      while let needs = run.next() {
        for end in run.takeEnds() { try keepEnd(end) }
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
      for end in run.takeEnds() { try keepEnd(end) }
      log.info("worked out \(computed) figures of \(programme)")
      return RollUpTally(computed: computed, unchanged: run.unchanged)
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
      } keepEnd: { _ in
      }
    }
    return try register.keepingWorkings(of: programme, basis: state.basis) { keeping throws(PipelineFault) in
      // Several closures cannot all have it, and only one works at a time.
      let shared = Shared(keeping)
      defer { keeping = shared.value }
      return try workOut { needs throws(PipelineFault) in
        try registered { () throws(StoreFault) in
          try shared.value.workings(contents: needs.contentPlaces, outputs: needs.outputPlaces)
        }
      } keep: { records throws(PipelineFault) in
        try registered { () throws(StoreFault) in try shared.value.keep(records) }
      } keepEnd: { end throws(PipelineFault) in
        try registered { () throws(StoreFault) in
          try shared.value.keepEnd(
            end.period, state: state.text(through: end.period), content: end.packed)
        }
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
    for unit in wanted ?? Set(roster(programme, period).compilingUnits(under: workspace.unit)) {
      guard let plan = catalogue.plan(of: unit, in: programme) else { continue }
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

/// 登记状态：what stands for everything that a programme's workings up to and including a quarter are made from.
private struct RegisterState {
  let basis: String
  let changes: [(plan: PlanID, period: Period, count: Int)]
  let exemptions: Set<Decisions.Duty>

  func text(through last: Period) -> String {
    let changes = changes.filter { $0.period <= last }.map { "\($0.plan) \($0.period) \($0.count)" }
    let exemptions = exemptions.filter { $0.period <= last }.map { "\($0.unit) \($0.period)" }.sorted()
    return digest(of: Array(([basis] + changes + [""] + exemptions).joined(separator: "\n").utf8))
  }
}
