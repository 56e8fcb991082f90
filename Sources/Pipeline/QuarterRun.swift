import Aggregate
import Export
import Findings
import ReportModel
import Spool
import Store

/// 季度汇总结果：what a run wrote, one entry for each compiling unit.
package struct RunReport: Sendable {
  package struct Unit: Sendable {
    package var rollUp: RollUp
    package var findings: [Finding]
    /// Paths relative to the workspace.
    package var files: [String]
    /// The bytes are those of the roll-up that is on record already.
    package var isUnchanged: Bool
    /// 订正: against the version that was sent before.
    package var amendment: Amendment?
  }

  package var period: Period
  package var ingested: IngestReport
  package var units: [Unit] = []
  /// 汇总单位 from which nothing came, neither now nor before; nothing was written for them.
  package var silentUnits: [OrgUnitCode] = []
  /// 基层表, relative to the workspace.
  package var baseTables: [String] = []
  /// Why nothing was rolled up although the Inbox was taken in; told after what became of the files.
  package var fault: PipelineFault?
  /// 后续各期: roll-ups of later quarters that changed with this one.
  package var later: [Unit] = []
}

/// 一期汇总：everything that a run renders for one period, before any of it is written.
private struct CompiledPeriod {
  var units: [(unit: RunReport.Unit, files: [RenderedFile], record: RollUpRecord)] = []
  var tables: [RenderedFile] = []
  var silentUnits: [OrgUnitCode] = []
}

extension Office {
  /// 收件：`cengbao ingest`.
  ///
  /// - Parameter settled: what is known to lie still: only this is taken, without waiting for anything.
  package func ingest(
    _ settled: Set<SpoolEntry>? = nil, progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) throws(PipelineFault) -> IngestReport {
    try exclusively { () throws(PipelineFault) in
      var report = try Intake(office: self, settled: settled, progress: progress).run()
      try sendDeferred(into: &report)
      report.superiorReceipts = try fetchReceipts()
      return report
    }
  }

  /// 汇总：ingests, rolls up every compiling unit from the office's own down, exports.
  ///
  /// Everything is rendered before the first file is written, so a failure leaves the Outbox as it was.
  package func run(
    _ period: Period, language: Language = .zh, progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) throws(PipelineFault) -> RunReport {
    try exclusively { () throws(PipelineFault) in
      // What cannot be rolled up whatever arrives is said before the Inbox is touched.
      let plans = try checkedPlans(period)
      try checkNothingIsStranded(period)
      var report = RunReport(period: period, ingested: try Intake(office: self, progress: progress).run())
      try sendDeferred(into: &report.ingested)
      report.ingested.superiorReceipts = try fetchReceipts()
      let compiled = try compile(period, plans, language: language)
      report.silentUnits = compiled.silentUnits
      guard !compiled.units.isEmpty else {
        let refused = try registered { () throws(StoreFault) in
          try register.entries(in: period).count { !$0.outcome.counts }
        }
        report.fault = .nothingReported(period, inbox: workspace.inbox.display, refused: refused)
        return report
      }
      try noteCatalogue()
      try write(compiled, period)
      report.units = compiled.units.map(\.unit)
      report.baseTables = compiled.tables.map { "Outbox/\(period)/\($0.name)" }
      report.later = try amendLaterQuarters(after: period, language: language)
      return report
    }
  }

  /// Rolls a period up and renders it; writes nothing.
  private func compile(
    _ period: Period, _ plans: [(ProgrammeID, Plan)], language: Language
  ) throws(PipelineFault) -> CompiledPeriod {
    var compiledPeriod = CompiledPeriod()
    for (programme, plan) in plans {
      let inForce = try versionsInForce(programme, through: period)
      // Without a report there is nothing to roll up, unless there was and it was taken out since.
      let isOnRecord = try ownRollUps(period).contains { $0.plan == plan.id }
      guard isOnRecord || inForce.contains(where: { $0.identity.period == period }) else { continue }
      let result = try rollUp(programme, period, inForce: inForce, keeps: true).rollUps
      for compiled in result.rollUps {
        // A subtree from which nothing ever came has no page of its own; its superior's names it. Where there was one, it
        // must not go on telling what was taken out since.
        let rollUp = compiled.rollUp
        let isKnown = try registered { () throws(StoreFault) in
          try register.latestRollUp(unit: rollUp.unit, plan: rollUp.plan, period: period) != nil
        }
        guard rollUp.unit == workspace.unit || rollUp.hasContent || isKnown else {
          compiledPeriod.silentUnits.append(compiled.rollUp.unit)
          continue
        }
        compiledPeriod.units.append(try render(compiled, in: result, language: language))
      }
      compiledPeriod.tables.append(
        renderBaseTable(result.base, name: "\(workspace.unit)-\(plan.id)-base.csv"))
    }
    return compiledPeriod
  }

  /// Writes what was rendered, then records it.
  private func write(_ compiled: CompiledPeriod, _ period: Period) throws(PipelineFault) {
    let folder = workspace.outbox(period)
    try files { () throws(SpoolFault) in
      try createFolders(folder)
      for file in compiled.units.flatMap(\.files) + compiled.tables {
        try writeAtomically(file.bytes, to: folder.appending(file.name), isDurable: false)
      }
      try syncFileSystem(of: folder)
    }
    try registered { () throws(StoreFault) in
      try register.recordRollUps(compiled.units.map(\.record), at: clock.now)
    }
  }

  /// 订正后续各期：quarters on record after a corrected one, whose derived cumulatives change with it; only the units whose
  /// roll-up changes are touched. What is typed stands.
  private func amendLaterQuarters(
    after period: Period, language: Language
  ) throws(PipelineFault) -> [RunReport.Unit] {
    var amended: [RunReport.Unit] = []
    for later in reportablePeriods where later > period {
      let isOnRecord = try registered { () throws(StoreFault) in try !register.rollUps(in: later).isEmpty }
      guard isOnRecord else { continue }
      var compiled = try compile(later, checkedPlans(later), language: language)
      guard compiled.units.contains(where: { !$0.unit.isUnchanged }) else { continue }
      compiled.units.removeAll { $0.unit.isUnchanged }
      try write(compiled, later)
      amended += compiled.units.map(\.unit)
    }
    return amended
  }

  /// The plans of the office's own unit that cover the period, by programme.
  private func checkedPlans(_ period: Period) throws(PipelineFault) -> [(ProgrammeID, Plan)] {
    var plans: [(ProgrammeID, Plan)] = []
    var refusal: PipelineFault = .unitHasNoPlan(
      workspace.unit, name: catalogue.units.name(of: workspace.unit))
    for programme in programmes {
      do throws(PipelineFault) {
        plans.append((programme, try checkedPlan(programme, period)))
      } catch {
        refusal = error
      }
    }
    guard !plans.isEmpty else { throw refusal }
    return plans
  }

  /// Reports in force whose plan is gone from the catalogue would silently be left out of every total.
  private func checkNothingIsStranded(_ period: Period) throws(PipelineFault) {
    let known = Set(catalogue.plans.map(\.id))
    let entries = try registered { () throws(StoreFault) in try register.entries(in: nil) }
    let stranded = entries.filter { entry in
      entry.isInForce && entry.period.map { $0 <= period } ?? false
        && entry.plan.map { !known.contains($0) } ?? false
    }
    if let plan = stranded.compactMap(\.plan).min() {
      throw .planMissing(plan, reports: stranded.count { $0.plan == plan })
    }
  }

  /// The digest that a run would give the roll-up on record now.
  func currentDigest(of record: RollUpRecord) throws(PipelineFault) -> String? {
    for programme in programmes {
      guard catalogue.plan(of: record.unit, in: programme)?.id == record.plan else { continue }
      let inForce = try versionsInForce(programme, through: record.period)
      let result = try rollUp(programme, record.period, inForce: inForce, keeps: false).rollUps
      guard let rollUp = result.rollUp(of: record.unit) else { return nil }
      return digest(of: try version(of: rollUp).xml.bytes)
    }
    return nil
  }

  /// The office's own plans that cover a period.
  func plansCovering(_ period: Period) throws(PipelineFault) -> [Plan] {
    try checkedPlans(period).map(\.1)
  }

  /// The plan of the office's own unit, refused for a period that it does not cover.
  func checkedPlan(_ programme: ProgrammeID, _ period: Period) throws(PipelineFault) -> Plan {
    guard let plan = catalogue.plan(of: workspace.unit, in: programme) else {
      throw .unitHasNoPlan(workspace.unit, name: catalogue.units.name(of: workspace.unit))
    }
    guard period >= plan.firstPeriod, period <= plan.lastPeriod else {
      throw .periodOutsidePlan(period, plan.id)
    }
    guard roster(programme, period).isCompiling(workspace.unit) else {
      throw .unitDoesNotCompile(workspace.unit, name: catalogue.units.name(of: workspace.unit))
    }
    return plan
  }

  /// The version that a roll-up is: what was sent stays what it is, and once anything that it says differs, it is the next
  /// revision. That a plan was edited, or the program renewed, is no amendment as long as everything else is the same.
  private func version(
    of rollUp: RollUp
  ) throws(PipelineFault) -> (rollUp: RollUp, xml: RenderedFile, sent: DispatchRecord?) {
    var version = rollUp
    var xml = renderRollUp(version, catalogue: catalogue)
    let sent = try registered { () throws(StoreFault) in
      try register.dispatches(in: rollUp.period).last { $0.unit == rollUp.unit && $0.plan == rollUp.plan }
    }
    guard let sent, sent.digest != digest(of: xml.bytes) else { return (version, xml, sent) }
    if let basis = try sentDraft(sent)?.basis {
      version.revision = sent.revision
      version.basis.digests = basis.digests
      version.basis.ruleCatalogue = basis.ruleCatalogue
      xml = renderRollUp(version, catalogue: catalogue)
      if digest(of: xml.bytes) == sent.digest { return (version, xml, sent) }
      version.basis = rollUp.basis
    }
    version.revision = sent.revision + 1
    return (version, renderRollUp(version, catalogue: catalogue), sent)
  }

  private func render(
    _ compiled: CompiledRollUp, in result: QuarterRollUps, language: Language
  ) throws(PipelineFault) -> (unit: RunReport.Unit, files: [RenderedFile], record: RollUpRecord) {
    let (rollUp, xml, sent) = try version(of: compiled.rollUp)
    let digest = digest(of: xml.bytes)
    let before = try registered { () throws(StoreFault) in
      try register.latestRollUp(unit: rollUp.unit, plan: rollUp.plan, period: rollUp.period)
    }
    let amendment = try sent.flatMap { record throws(PipelineFault) in
      try self.amendment(of: rollUp, against: record)
    }
    var rendered = [
      xml, renderRollUpTable(rollUp, catalogue: catalogue),
      renderReaderPage(
        rollUp, previous: result.previous(of: rollUp.unit), catalogue: catalogue, findings: compiled.findings,
        sheets: ruleSheets, language: language, note: workspace.settings.pageNote, amendment: amendment),
    ]
    if let amendment, let plan = catalogue.plan(rollUp.plan) {
      rendered.append(renderAmendment(amendment, plan: plan))
    }
    let unit = RunReport.Unit(
      rollUp: rollUp, findings: compiled.findings,
      files: rendered.map { "Outbox/\(rollUp.period)/\($0.name)" },
      isUnchanged: before?.digest == digest, amendment: amendment)
    let record = RollUpRecord(
      unit: rollUp.unit, plan: rollUp.plan, period: rollUp.period, revision: rollUp.revision, digest: digest,
      fileName: xml.name)
    return (unit, rendered, record)
  }
}

extension RollUp {
  /// Whether anything stands in it: a report of this period, or a figure known from an earlier one.
  var hasContent: Bool { !basis.sources.isEmpty || observations.contains { !$0.values.isEmpty } }
}
