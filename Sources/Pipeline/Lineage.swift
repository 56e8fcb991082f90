import Aggregate
import Findings
import ReportModel
import Store

/// 数据来源：one number of a unit with everything that it is made of.
package struct Lineage: Sendable {
  package struct Source: Sendable {
    package var unit: OrgUnitCode
    package var name: String
    package var part: FigurePart
    package var role: Role
    /// `accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml`; `nil` for what was compiled here or below.
    package var file: String?
    /// What its own plan calls the figure, with the lines of the file that state it.
    package var figures: [Figure]
    package var digest: String?

    package struct Figure: Sendable {
      package var indicator: IndicatorID
      /// 0 where it is not known.
      package var line: Int
    }

    /// 计入 · 部门构成（在本级之内）· 下级汇总内的构成 · 只作核对.
    package enum Role: String, Sendable {
      case counted, department, inside, reconciled
    }
  }

  package var unit: OrgUnitCode
  package var unitName: String
  package var plan: Plan
  package var period: Period
  package var indicator: IndicatorDefinition
  package var observation: Observation?
  package var progress: [TargetProgress]
  package var sources: [Source]
}

extension Office {
  /// 数据溯源：`cengbao explain UNIT PERIOD INDICATOR`.
  package func explain(
    _ unitText: String, _ period: Period, _ indicatorText: String
  ) throws(PipelineFault) -> Lineage {
    let unit = try unit(unitText)
    let area = unit.level == .department ? unit.reportsTo ?? unit.code : unit.code
    var unknown: PipelineFault = .unitHasNoPlan(unit.code, name: unit.name)
    for programme in programmes {
      guard let plan = catalogue.plan(of: area, in: programme) else { continue }
      let matches = plan.indicators.filter { $0.id.rawValue == indicatorText || $0.name == indicatorText }
      guard let indicator = matches.first else {
        unknown = .unknownIndicator(
          indicatorText, plan: plan.id,
          near: plan.indicators.filter {
            $0.name.contains(indicatorText) || $0.id.rawValue.contains(indicatorText)
          }.map(\.id))
        continue
      }
      return try lineage(of: indicator, in: plan, unit: unit, period: period, programme: programme)
    }
    throw unknown
  }

  private func lineage(
    of indicator: IndicatorDefinition, in plan: Plan, unit: OrgUnit, period: Period, programme: ProgrammeID
  ) throws(PipelineFault) -> Lineage {
    var lineage = Lineage(
      unit: unit.code, unitName: unit.name, plan: plan, period: period, indicator: indicator, progress: [],
      sources: [])
    let tracing = Tracing(
      office: self, roster: roster(programme, period), period: period, plan: plan, indicator: indicator)
    // The unit's own roll-up, or that of its superior, which says how its figure entered it.
    let rollUps = try figures(
      programme, period, of: Array(catalogue.units.lineage(of: unit.code).prefix(2)))
    if unit.level != .department, let rollUp = rollUps.first(where: { $0.unit == unit.code }) {
      lineage.observation = rollUp.observation(indicator.id)
      lineage.progress = rollUp.progress.filter { $0.indicator == indicator.id && $0.unit == unit.code }
      lineage.sources = try tracing.parts(of: lineage.observation, compiling: unit.code)
      return lineage
    }
    if unit.level != .department, let received = try tracing.submission(unit.code, plan.id, .rollup) {
      // Compiled in an office of its own: its file says what it is made of.
      lineage.observation = received.observations.first { $0.indicator == indicator.id }
      lineage.sources = try tracing.statedParts(of: lineage.observation, in: received)
      return lineage
    }
    let own = try tracing.submission(unit.code, plan.id, .own)
    if let own, let observation = own.observations.first(where: { $0.indicator == indicator.id }) {
      lineage.observation = observation
      let stated = FigurePart(
        unit: unit.code, scope: .own, values: observation.values, status: observation.status)
      // As it entered the total above, with the cumulatives that were worked out.
      let entered = rollUps.lazy.filter { $0.plan == plan.id }
        .compactMap { $0.observation(indicator.id)?.rolled?.parts.first { $0.unit == unit.code } }
        .first
      lineage.observation?.values = (entered ?? stated).values
      lineage.sources = [try tracing.source(entered ?? stated, .counted, from: own)]
    } else if own == nil {
      lineage.sources = try tracing.withinReceived(unit.code)
      lineage.observation = lineage.sources.first.map {
        Observation(
          task: indicator.task, indicator: indicator.id, values: $0.part.values, status: $0.part.status)
      }
    }
    return lineage
  }
}

/// 溯源：finds the files behind the parts of one figure.
private struct Tracing {
  let office: Office
  let roster: Roster
  let period: Period
  let plan: Plan
  let indicator: IndicatorDefinition

  func submission(
    _ unit: OrgUnitCode, _ plan: PlanID, _ scope: ReportScope
  ) throws(PipelineFault) -> ReviewedSubmission? {
    try registered { () throws(StoreFault) in
      try office.register.inForce(
        SubmissionIdentity(unit: unit, plan: plan, period: period, scope: scope))
    }
  }

  /// Everything that a compiled figure is made of, and what stands beside it.
  func parts(
    of observation: Observation?, compiling unit: OrgUnitCode
  ) throws(PipelineFault) -> [Lineage.Source] {
    var sources: [Lineage.Source] = []
    let rolled = observation?.rolled
    for part in rolled?.parts ?? [] { sources += try trace(part, .counted, compiling: unit) }
    for part in rolled?.reconciliation?.parts ?? [] {
      sources += try trace(part, .reconciled, compiling: unit)
    }
    return sources
  }

  private func trace(
    _ part: FigurePart, _ role: Lineage.Source.Role, compiling: OrgUnitCode
  ) throws(PipelineFault) -> [Lineage.Source] {
    guard let partPlan = roster.plan(of: part.unit) else { return [try source(part, role, from: nil)] }
    var submission = try submission(part.unit, partPlan.id, part.scope)
    // A report that carries the officer's words alone does not stand for the departments' figures.
    if part.scope == .own, submission?.observations.contains(where: { $0.status != .missing }) != true {
      submission = nil
    }
    var found = [try source(part, role, from: submission, plan: partPlan)]
    if part.unit == compiling, part.scope == .own, submission == nil {
      for department in roster.suppliers(of: indicator, in: plan) {
        let submission = try self.submission(department, plan.id, .own)
        let observation = submission?.observations.first { $0.indicator == indicator.id }
        found.append(
          try source(
            FigurePart(
              unit: department, scope: .own, values: observation?.values ?? .none,
              status: observation?.status ?? .missing), .department, from: submission))
      }
    }
    return found
  }

  /// The parts as a received roll-up states them, each with the digest of the file behind it.
  func statedParts(
    of observation: Observation?, in received: ReviewedSubmission
  ) throws(PipelineFault) -> [Lineage.Source] {
    guard let observation else { return [] }
    let whole = FigurePart(
      unit: received.identity.unit, scope: .rollup, values: observation.values, status: observation.status)
    var sources = [try source(whole, .counted, from: received)]
    let rolled = observation.rolled
    for part in rolled?.parts ?? [] {
      sources.append(below(part, .inside, in: received))
      guard part.unit == received.identity.unit, part.scope == .own else { continue }
      for department in roster.suppliers(of: indicator, in: plan) {
        let nothing = FigurePart(unit: department, scope: .own, values: .none, status: .missing)
        let source = below(nothing, .department, in: received)
        // The roll-up names the departments' files and not their figures.
        if source.digest != nil { sources.append(source) }
      }
    }
    for part in rolled?.reconciliation?.parts ?? [] { sources.append(below(part, .reconciled, in: received)) }
    return sources
  }

  /// A unit that has no report here: what a received roll-up says of it.
  func withinReceived(_ unit: OrgUnitCode) throws(PipelineFault) -> [Lineage.Source] {
    for superior in office.catalogue.units.lineage(of: unit).dropFirst() {
      guard let received = try submission(superior, plan.id, .rollup) else { continue }
      let rolled = received.observations.first { $0.indicator == indicator.id }?.rolled
      let parts = (rolled?.parts ?? []) + (rolled?.reconciliation?.parts ?? [])
      guard let part = parts.first(where: { $0.unit == unit }) else { continue }
      var source = try source(part, .counted, from: received)
      source.digest = below(part, .counted, in: received).digest ?? source.digest
      return [source]
    }
    return []
  }

  private func below(
    _ part: FigurePart, _ role: Lineage.Source.Role, in received: ReviewedSubmission
  ) -> Lineage.Source {
    Lineage.Source(
      unit: part.unit, name: office.catalogue.units.name(of: part.unit), part: part, role: role,
      file: nil, figures: [],
      digest: received.basis?.sources.first { $0.unit == part.unit && $0.scope == part.scope }?.digest)
  }

  /// - Parameter plan: of the unit; where it is another than that of the total, its figures are named as in the
  ///   crosswalk.
  func source(
    _ part: FigurePart, _ role: Lineage.Source.Role, from submission: ReviewedSubmission?, plan: Plan? = nil
  ) throws(PipelineFault) -> Lineage.Source {
    var names = [indicator.id]
    if let plan, plan.id != self.plan.id {
      names = roster.feeders(of: indicator.id, from: plan, to: self.plan).map(\.indicator)
    }
    var source = Lineage.Source(
      unit: part.unit, name: office.catalogue.units.name(of: part.unit), part: part, role: role, file: nil,
      figures: names.map { Lineage.Source.Figure(indicator: $0, line: 0) }, digest: nil)
    guard let submission else { return source }
    let entry = try registered { () throws(StoreFault) in
      try office.register.entryInForce(submission.identity)
    }
    let observations = submission.observations.filter { names.contains($0.indicator) }
    source.figures = observations.map { Lineage.Source.Figure(indicator: $0.indicator, line: $0.line) }
    source.file = entry?.original
    source.digest = submission.digest
    // What a supplement did not name stands in the version that it supplements.
    if submission.mode == .supplement, let entry, !observations.isEmpty,
      observations.allSatisfy({ $0.line == 0 })
    {
      try trace(&source, to: names, before: entry)
    }
    return source
  }

  private func trace(
    _ source: inout Lineage.Source, to names: [IndicatorID], before last: RegisteredSubmission
  ) throws(PipelineFault) {
    try registered { () throws(StoreFault) in
      let versions = try office.register.entries(in: period)
        .filter { $0.identity == last.identity && $0.outcome.counts && $0.id < last.id }
      for version in versions.reversed() {
        let figures =
          try office.register.submission(of: version.id)?.observations
          .filter { names.contains($0.indicator) && $0.line > 0 } ?? []
        guard !figures.isEmpty else { continue }
        source.figures = figures.map { Lineage.Source.Figure(indicator: $0.indicator, line: $0.line) }
        source.file = version.original
        source.digest = version.digest
        return
      }
    }
  }
}
