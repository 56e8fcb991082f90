import Aggregate
import Export
import Findings
import ReportModel
import Spool
import Store
import Validate

/// 季度汇总结果：what a run wrote, one entry for each compiling unit.
package struct RunReport: Sendable {
  package struct Unit: Sendable {
    package var rollUp: RollUp
    package var findings: [Finding]
    /// Paths relative to the workspace.
    package var files: [String]
    /// The bytes are those of the roll-up that is on record already.
    package var isUnchanged: Bool
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
      report.ingested.superiorReceipts = try fetchReceipts()
      var rendered: [(unit: RunReport.Unit, files: [RenderedFile], record: RollUpRecord)] = []
      var tables: [RenderedFile] = []
      for (programme, plan) in plans {
        let submissions = try inForce(programme, through: period)
        guard submissions.contains(where: { $0.identity.period == period }) else { continue }
        let result = try rollUp(programme, period, submissions: submissions)
        for compiled in result.rollUps {
          // A subtree from which nothing ever came has no page of its own; its superior's names it.
          guard compiled.rollUp.unit == workspace.unit || compiled.rollUp.hasContent else {
            report.silentUnits.append(compiled.rollUp.unit)
            continue
          }
          rendered.append(try render(compiled, in: result, language: language))
        }
        let stem = "\(workspace.unit)-\(plan.id)"
        tables.append(renderBaseTable(result.base, name: "\(stem)-base.csv"))
      }
      guard !rendered.isEmpty else {
        let refused = try registered { () throws(StoreFault) in
          try register.entries(in: period).count { !$0.outcome.counts }
        }
        report.fault = .nothingReported(period, inbox: workspace.inbox.display, refused: refused)
        return report
      }

      let folder = workspace.outbox(period)
      try files { () throws(SpoolFault) in
        try createFolders(folder)
        for file in rendered.flatMap(\.files) + tables {
          try writeAtomically(file.bytes, to: folder.appending(file.name), isDurable: false)
        }
        try syncFileSystem(of: folder)
      }
      for item in rendered {
        try registered { () throws(StoreFault) in try register.recordRollUp(item.record, at: clock.now) }
      }
      report.units = rendered.map(\.unit)
      report.baseTables = tables.map { "Outbox/\(period)/\($0.name)" }
      return report
    }
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

  func inForce(_ programme: ProgrammeID, through period: Period) throws(PipelineFault) -> [ReviewedSubmission]
  {
    let plans = catalogue.plans.filter { $0.programme == programme }.map(\.id)
    return try registered { () throws(StoreFault) in
      try register.submissionsInForce(programmePlans: plans, through: period)
    }
  }

  /// The roll-ups of a quarter under the revisions that they now carry.
  func rollUp(
    _ programme: ProgrammeID, _ period: Period, submissions: [ReviewedSubmission]
  ) throws(PipelineFault) -> QuarterRollUps {
    var revisions: [OrgUnitCode: Int] = [:]
    for unit in roster(programme, period).compilingUnits(under: workspace.unit) {
      guard let plan = catalogue.plan(of: unit, in: programme) else { continue }
      let sent = try registered { () throws(StoreFault) in
        try register.dispatchedRevisions(unit: unit, plan: plan.id, period: period)
      }
      revisions[unit] = max(1, sent)
    }
    return rollUpQuarter(
      period, of: programme, under: workspace.unit, catalogue: catalogue, submissions: submissions,
      revisions: revisions, ruleCatalogue: ruleCatalogueVersion)
  }

  private func render(
    _ compiled: CompiledRollUp, in result: QuarterRollUps, language: Language
  ) throws(PipelineFault) -> (unit: RunReport.Unit, files: [RenderedFile], record: RollUpRecord) {
    var rollUp = compiled.rollUp
    var xml = renderRollUp(rollUp, catalogue: catalogue)
    let sent = try registered { () throws(StoreFault) in
      try register.dispatches(in: rollUp.period).last { $0.unit == rollUp.unit && $0.plan == rollUp.plan }
    }
    // What was sent stays what it is; once anything differs, it is the next revision.
    if let sent, sent.digest != digest(of: xml.bytes) {
      rollUp.revision = sent.revision + 1
      xml = renderRollUp(rollUp, catalogue: catalogue)
    }
    let digest = digest(of: xml.bytes)
    let before = try registered { () throws(StoreFault) in
      try register.latestRollUp(unit: rollUp.unit, plan: rollUp.plan, period: rollUp.period)
    }
    let rendered = [
      xml, renderRollUpTable(rollUp, catalogue: catalogue),
      renderReaderPage(
        rollUp, previous: result.previous(of: rollUp.unit), catalogue: catalogue, findings: compiled.findings,
        sheets: ruleSheets, language: language, note: workspace.settings.pageNote),
    ]
    let unit = RunReport.Unit(
      rollUp: rollUp, findings: compiled.findings,
      files: rendered.map { "Outbox/\(rollUp.period)/\($0.name)" },
      isUnchanged: before?.digest == digest)
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
