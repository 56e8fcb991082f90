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
    /// `accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml:88`.
    package var file: String?
    package var line: Int
    package var digest: String?
    /// Counted in the total, or only reconciled against it.
    package var isCounted: Bool
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
    let submissions = try inForce(programme, through: period)
    let entries = try registered { () throws(StoreFault) in
      try register.entries(in: nil).filter(\.isInForce)
    }
    let result = try rollUp(programme, period, submissions: submissions)
    if let rollUp = result.rollUp(of: unit.code), unit.level != .department {
      lineage.observation = rollUp.observation(indicator.id)
      lineage.progress = rollUp.progress.filter { $0.indicator == indicator.id && $0.unit == unit.code }
      let rolled = lineage.observation?.rolled
      for part in rolled?.parts ?? [] {
        lineage.sources += sources(
          part, counted: true, of: indicator, in: plan, compiling: unit.code, period: period,
          submissions: submissions, entries: entries, programme: programme)
      }
      for part in rolled?.reconciliation?.parts ?? [] {
        lineage.sources += sources(
          part, counted: false, of: indicator, in: plan, compiling: unit.code, period: period,
          submissions: submissions, entries: entries, programme: programme)
      }
      return lineage
    }
    // A reporting unit: its own figure as it entered the roll-up, and the file that states it.
    let submission = submissions.last {
      $0.identity.unit == unit.code && $0.identity.plan == plan.id && $0.identity.period == period
    }
    lineage.observation = submission?.observations.first { $0.indicator == indicator.id }
    if let observation = lineage.observation {
      let part = FigurePart(
        unit: unit.code, scope: submission?.identity.scope ?? .own, values: observation.values,
        status: observation.status)
      lineage.sources = [
        source(part, counted: true, submission: submission, observation: observation, entries)
      ]
    }
    return lineage
  }

  private func sources(
    _ part: FigurePart, counted: Bool, of indicator: IndicatorDefinition, in plan: Plan,
    compiling: OrgUnitCode,
    period: Period, submissions: [ReviewedSubmission], entries: [RegisteredSubmission], programme: ProgrammeID
  ) -> [Lineage.Source] {
    let ofUnit = submissions.filter { $0.identity.unit == part.unit && $0.identity.period == period }
    let submission =
      part.scope == .rollup
      ? ofUnit.first { $0.identity.scope == .rollup }
      : ofUnit.first { $0.identity.scope == .own && !$0.observations.isEmpty }
    let observation = submission?.observations.first { $0.indicator == indicator.id }
    var found = [source(part, counted: counted, submission: submission, observation: observation, entries)]
    // An own level without a filing of its own is made of its departments' figures.
    if part.unit == compiling, part.scope == .own, submission == nil {
      let roster = roster(programme, period)
      for department in roster.suppliers(of: indicator, in: plan) {
        let submission = submissions.first {
          $0.identity.unit == department && $0.identity.period == period && $0.identity.scope == .own
        }
        let observation = submission?.observations.first { $0.indicator == indicator.id }
        let line = FigurePart(
          unit: department, scope: .own, values: observation?.values ?? .none,
          status: observation?.status ?? .missing)
        found.append(source(line, counted: false, submission: submission, observation: observation, entries))
      }
    }
    return found
  }

  private func source(
    _ part: FigurePart, counted: Bool, submission: ReviewedSubmission?, observation: Observation?,
    _ entries: [RegisteredSubmission]
  ) -> Lineage.Source {
    let entry = submission.flatMap { submission in
      entries.last { $0.identity == submission.identity && $0.digest == submission.digest }
    }
    return Lineage.Source(
      unit: part.unit, name: catalogue.units.name(of: part.unit), part: part, file: entry?.original,
      line: observation?.line ?? 0, digest: submission?.digest, isCounted: counted)
  }
}
