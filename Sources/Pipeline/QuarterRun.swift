import Aggregate
import Export
import Findings
import ReportModel
import Spool
import Store

/// 告知范围：what a run tells of the units that it compiled; what nobody asked for is not held until the end.
package enum Telling: Sendable {
  /// Every unit with its figures.
  case everything
  /// Units of which something changed, with their figures.
  case changes
  /// Which units changed, and their files; of what was taken in, the files that do not count.
  case names
}

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

/// 一期汇总：everything that a run wrote for one period, before any of it is in its place.
private struct CompiledPeriod {
  var units: [QuarterExport.Written] = []
  var programmes: [CompiledProgramme] = []
  var silentUnits: [OrgUnitCode] = []
  /// Whether there is a roll-up, written now or lying there as it would be written.
  var hasRollUps = false

  func discard() {
    for unit in units { unit.discard() }
    for programme in programmes { programme.table?.discard() }
  }
}

/// What a run wrote for one period of one programme, beside the units' own files.
private struct CompiledProgramme {
  var programme: ProgrammeID
  /// `nil` where the one that lies there stays.
  var table: StagedFile?
  var tablePath: SpoolPath
  var setting: String
  /// Areas that were gone through again, with the names of their files.
  var areas: [(area: ExportedArea, files: [SpoolPath])] = []
  /// Of which something was known that is not so any more.
  var gone: [OrgUnitCode] = []
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
  /// Everything is written before the first file takes its place, so a failure leaves the Outbox as it was. Files of which
  /// nothing changed, and which lie as they were written, are left alone.
  ///
  package func run(
    _ period: Period, language: Language = .zh, telling: Telling = .everything,
    progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) throws(PipelineFault) -> RunReport {
    try exclusively { () throws(PipelineFault) in
      // What cannot be rolled up whatever arrives is said before the Inbox is touched.
      let plans = try checkedPlans(period)
      try checkNothingIsStranded(period)
      var report = RunReport(period: period, ingested: try Intake(office: self, progress: progress).run())
      if telling == .names { report.ingested.files.removeAll { $0.receipt.outcome.counts } }
      releaseMemory()
      try sendDeferred(into: &report.ingested)
      report.ingested.superiorReceipts = try fetchReceipts()
      let compiled = try compile(period, plans, language: language, telling: telling)
      report.silentUnits = compiled.silentUnits
      guard compiled.hasRollUps else {
        compiled.discard()
        let refused = try registered { () throws(StoreFault) in
          try register.entries(in: period).count { !$0.outcome.counts }
        }
        report.fault = .nothingReported(period, inbox: workspace.inbox.display, refused: refused)
        return report
      }
      try noteCatalogue()
      try write(compiled, period)
      report.units = compiled.units.map(\.unit)
      report.baseTables = compiled.programmes.map { "Outbox/\(period)/\($0.tablePath.name.display)" }
      report.later = try amendLaterQuarters(after: period, language: language, telling)
      return report
    }
  }

  /// Rolls a period up and writes its files beside their places, where nobody sees them yet.
  private func compile(
    _ period: Period, _ plans: [(ProgrammeID, Plan)], language: Language, telling: Telling
  ) throws(PipelineFault) -> CompiledPeriod {
    var compiled = CompiledPeriod()
    do throws(PipelineFault) {
      for (programme, plan) in plans {
        // Without a report there is nothing to roll up, unless there was and it was taken out since.
        let isOnRecord = try ownRollUps(period).contains { $0.plan == plan.id }
        let isReported = try registered { () throws(StoreFault) in
          try !register.versionsInForce(plans: self.plans(of: programme), from: period, through: period)
            .isEmpty
        }
        guard isOnRecord || isReported else { continue }
        try compile(programme, plan, period, language: language, telling: telling, into: &compiled)
      }
      return compiled
    } catch {
      compiled.discard()
      throw error
    }
  }

  private func compile(
    _ programme: ProgrammeID, _ plan: Plan, _ period: Period, language: Language, telling: Telling,
    into all: inout CompiledPeriod
  ) throws(PipelineFault) {
    let export = QuarterExport(
      workspace: workspace, catalogue: catalogue, register: register, reader: reader, language: language,
      tellsFigures: telling != .names)
    let revisions = try self.revisions(programme, period)
    let folder = workspace.outbox(period)
    let tablePath = folder.appending("\(workspace.unit)-\(plan.id)-base.csv")
    try files { () throws(SpoolFault) in try createFolders(folder) }
    let (exported, dispatches) = try registered { () throws(StoreFault) in
      (try register.exported(programme, in: period), try register.dispatches(in: period))
    }
    var last: LastExport?
    var table: BaseTableWriting?
    var written: [QuarterExport.Area] = []
    // The areas of one step are written while the next step is worked out.
    var pending: Ahead<Result<[QuarterExport.Area], PipelineFault>>?
    func collect() throws(PipelineFault) {
      guard let areas = pending?.get() else { return }
      pending = nil
      for var area in try areas.get() {
        if !area.isUnchanged {
          try files { () throws(SpoolFault) in
            if table == nil { table = try BaseTableWriting(tablePath) }
            try table?.append(area.base, of: area.unit)
          }
        }
        area.baseBytes = area.base.count
        area.base = []
        written.append(area)
      }
    }
    func discard() {
      try? collect()
      table = nil
      for area in written { area.written?.discard() }
      written = []
    }
    do throws(PipelineFault) {
      let tally = try rollUp(programme, period, keeps: true, tellsUnchanged: telling == .everything) {
        basis in
        // Begun again where what earlier runs kept cannot be read.
        discard()
        let setting = ExportSetting(
          basis: basis, language: language, note: workspace.settings.pageNote ?? "", revisions: revisions,
          dispatches: dispatches)
        let found = LastExport(exported, in: folder, table: tablePath, setting)
        last = found
        return found.madeFrom
      } _: { areas throws(PipelineFault) in
        let files = last?.files ?? [:]
        try collect()
        if areas.contains(where: { $0.unit == workspace.unit }) { releaseMemory() }
        pending = Ahead { export.written(areas, revisions, lying: files) }
      }
      try collect()
      guard let last else { return }
      let gone = Set(last.rows.keys).subtracting(tally.unchanged).subtracting(written.map(\.unit))
      var compiled = CompiledProgramme(
        programme: programme, tablePath: tablePath, setting: last.setting.ofTable, gone: gone.sorted())
      let isTableWhole = table == nil && gone.isEmpty && !last.rows.isEmpty
      if !isTableWhole {
        let kept = tally.unchanged.compactMap { unit in last.rows[unit].map { (unit, $0) } }
        compiled.table = try files { () throws(SpoolFault) in
          if table == nil { table = try BaseTableWriting(tablePath) }
          return try table?.finish(among: kept)
        }
      }
      for area in written where !area.isUnchanged {
        compiled.areas.append((area.exported(last.setting), area.written?.files.map(\.path) ?? []))
      }
      all.units += written.compactMap(\.written)
      all.silentUnits += written.filter(\.isSilent).map(\.unit)
      all.programmes.append(compiled)
      all.hasRollUps =
        all.hasRollUps || written.contains { $0.written != nil }
        || tally.unchanged.contains { !(last.files[$0] ?? []).isEmpty }
    } catch {
      discard()
      throw error
    }
  }

  /// Puts what was written into its place, then records it.
  private func write(_ compiled: CompiledPeriod, _ period: Period) throws(PipelineFault) {
    try files { () throws(SpoolFault) in
      try publish(
        compiled.units.flatMap(\.files) + compiled.programmes.compactMap(\.table),
        in: workspace.outbox(period))
    }
    try registered { () throws(StoreFault) in
      try register.recordRollUps(compiled.units.compactMap(\.record), at: clock.now)
    }
    for programme in compiled.programmes where programme.table != nil || !programme.areas.isEmpty {
      var changed = ExportedQuarter(setting: programme.setting)
      try files { () throws(SpoolFault) in
        changed.stamp = try ExportedFile(programme.tablePath).stamp
        for (area, paths) in programme.areas {
          var files: [ExportedFile] = []
          for path in paths { files.append(try ExportedFile(path)) }
          changed.areas.append(area)
          changed.areas[changed.areas.count - 1].files = ExportedFile.text(files)
        }
      }
      try registered { () throws(StoreFault) in
        try register.recordExport(changed, without: programme.gone, of: programme.programme, in: period)
      }
    }
  }

  /// 订正后续各期：quarters on record after a corrected one, whose derived cumulatives change with it; only the units whose
  /// roll-up changes are touched. What is typed stands.
  private func amendLaterQuarters(
    after period: Period, language: Language, _ telling: Telling
  ) throws(PipelineFault) -> [RunReport.Unit] {
    var amended: [RunReport.Unit] = []
    for later in reportablePeriods where later > period {
      let isOnRecord = try registered { () throws(StoreFault) in try !register.rollUps(in: later).isEmpty }
      guard isOnRecord else { continue }
      let compiled = try compile(
        later, checkedPlans(later), language: language, telling: telling == .names ? .names : .changes)
      try write(compiled, later)
      amended += compiled.units.map(\.unit).filter { !$0.isUnchanged }
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
    let stranded = try registered { () throws(StoreFault) in try register.plansInForce(through: period) }
      .filter { $0.value > 0 && !known.contains($0.key) }
    if let plan = stranded.keys.min(), let reports = stranded[plan] {
      throw .planMissing(plan, reports: reports)
    }
  }

  /// The digest that a run would give the roll-up on record now.
  func currentDigest(of record: RollUpRecord) throws(PipelineFault) -> String? {
    for programme in programmes {
      guard catalogue.plan(of: record.unit, in: programme)?.id == record.plan else { continue }
      let revisions = try self.revisions(programme, record.period, [record.unit])
      var found: CompiledRollUp?
      try rollUp(
        programme, record.period, keeps: false, wanted: [record.unit], begin: { _ in [:] }
      ) { areas throws(PipelineFault) in
        for area in areas where area.unit == record.unit { found = area.compiled }
      }
      guard var found else { return nil }
      found.rollUp.revision = revisions[record.unit] ?? 1
      return try QuarterExport(
        workspace: workspace, catalogue: catalogue, register: register, reader: reader, language: .zh,
        tellsFigures: false
      ).digest(of: found)
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
}

extension QuarterExport {
  /// 一个单位的成果：its files, its rows of the base table, or that nothing ever came from it.
  fileprivate struct Area: Sendable {
    var unit: OrgUnitCode
    var madeFrom: Fingerprint
    var written: Written?
    var base: [UInt8] = []
    var baseBytes = 0
    var isCompiling = false
    var isSilent = false
    /// Only told of: what lies there is what would be written.
    var isUnchanged = false

    /// As it is remembered, without its files.
    func exported(_ setting: ExportSetting) -> ExportedArea {
      // An amendment is told of at every run.
      let isTold = written?.unit.amendment != nil
      return ExportedArea(
        unit: unit, madeFrom: madeFrom.description,
        setting: isTold ? ExportSetting.never : isCompiling ? setting.of(unit) : ExportSetting.none,
        files: "",
        baseBytes: baseBytes)
    }
  }

  /// Areas at the same time.
  fileprivate func written(
    _ areas: [ShownArea], _ revisions: [OrgUnitCode: Int], lying files: [OrgUnitCode: [String]]
  ) -> Result<[Area], PipelineFault> {
    let outcomes = concurrently(areas) { area -> Result<Area, PipelineFault> in
      do throws(PipelineFault) {
        return .success(
          try written(area, revision: revisions[area.unit] ?? 1, lying: files[area.unit] ?? []))
      } catch {
        return .failure(error)
      }
    }
    do throws(PipelineFault) {
      return .success(try outcomes.map { outcome throws(PipelineFault) in try outcome.get() })
    } catch {
      // Where one cannot be written the others go too.
      for outcome in outcomes { if case .success(let area) = outcome { area.written?.discard() } }
      return .failure(error)
    }
  }

  private func written(
    _ area: ShownArea, revision: Int, lying files: [String]
  ) throws(PipelineFault) -> Area {
    var result = Area(unit: area.unit, madeFrom: area.madeFrom, isCompiling: area.compiled != nil)
    if area.isUnchanged {
      result.isUnchanged = true
      // What compiles and has no files was silent, and still is.
      result.isSilent = files.isEmpty && area.compiled != nil
      if result.isSilent { return result }
      result.written = area.compiled.map { compiled in
        var rollUp = compiled.rollUp
        rollUp.revision = revision
        return .unchanged(rollUp, compiled.findings, lying: files)
      }
      return result
    }
    var table = BaseTable()
    table.removeAll()
    table.append(area.base)
    result.base = table.bytes
    guard var compiled = area.compiled else { return result }
    // A subtree from which nothing ever came has no page of its own; its superior's names it. Where there was one, it
    // must not go on telling what was taken out since.
    let rollUp = compiled.rollUp
    let isKnown = try registered { () throws(StoreFault) in
      try register.latestRollUp(unit: rollUp.unit, plan: rollUp.plan, period: rollUp.period) != nil
    }
    guard rollUp.unit == workspace.unit || rollUp.hasContent || isKnown else {
      result.isSilent = true
      return result
    }
    compiled.rollUp.revision = revision
    var previous = area.previous
    previous?.revision = revision
    result.written = try write(compiled, previous: previous, lastYear: area.lastYear)
    return result
  }
}

extension RollUp {
  /// Whether anything stands in it: a report of this period, or a figure known from an earlier one.
  var hasContent: Bool { !basis.sources.isEmpty || observations.contains { !$0.values.isEmpty } }
}
