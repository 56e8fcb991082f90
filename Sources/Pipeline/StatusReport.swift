import Findings
import ReportModel
import Spool
import Store

/// 报送情况：who owes a report of the period, who has sent it, what came of it, what was rolled up and sent.
package struct StatusReport: Sendable {
  package enum State: String, Sendable {
    /// 已报 · 待核实 · 暂存 · 退回 · 缺报 · 由汇总代报 · 无须单独填报 · 免报.
    case accepted, questions, held, returned, missing
    case insideRollUp = "inside-roll-up"
    case notNeeded = "not-needed"
    case exempt
  }

  package struct Unit: Sendable {
    package var code: OrgUnitCode
    package var name: String
    package var level: OrgLevel
    /// What it reports on.
    package var plan: PlanID
    /// The compiling unit that it belongs to.
    package var under: OrgUnitCode
    package var scope: ReportScope
    package var state: State
    package var isLate: Bool
    package var revision: Int?
    package var receivedAt: Instant?
    package var file: String?
    package var questions: Int
    /// What became of a newer file that does not count (held, returned), while the version above stands.
    package var attempt: Outcome?
    /// 暂存的文件 that wait for the officer.
    package var held: [HeldFile] = []
  }

  package struct HeldFile: Sendable {
    package var file: String
    package var digest: String
    /// Where it lies, below the Inbox.
    package var original: String
    package var receivedAt: Instant
  }

  package var period: Period
  package var office: OrgUnitCode
  package var officeName: String
  package var units: [Unit] = []
  /// Names of the units that others are `under`.
  package var names: [OrgUnitCode: String] = [:]
  package var rollUps: [RollUpRecord] = []
  package var dispatches: [DispatchRecord] = []
  package var answers: [SuperiorAnswer] = []
  /// 报告期状态, with who did what.
  package var life: PeriodLife
  /// 延期: units that may report later.
  package var extensions: [(unit: OrgUnitCode, name: String, until: Instant)] = []
  /// 待发: roll-ups of the period that wait for a superior out of reach.
  package var deferred: [String] = []
  /// How many files lie in `Inbox/unreadable`.
  package var unreadableCount = 0

  package func count(_ state: State) -> Int { units.filter { $0.state == state }.count }
}

extension Office {
  /// The period that was typed, or the last one with anything on record; `nil` for a new workspace.
  package func period(_ text: String?) throws(PipelineFault) -> Period? {
    guard let text else { return try latestPeriod() }
    return try Period.parse(text)
  }

  private func latestPeriod() throws(PipelineFault) -> Period? {
    // From the newest on, so that the years before are not read.
    for period in reportablePeriods.reversed() {
      let isUsed = try registered { () throws(StoreFault) in try register.hasEntries(in: period) }
      if isUsed { return period }
    }
    return nil
  }

  package func status(_ period: Period) throws(PipelineFault) -> StatusReport {
    var report = StatusReport(
      period: period, office: workspace.unit, officeName: catalogue.units.name(of: workspace.unit),
      life: try life(of: period))
    report.extensions = catalogue.decisions.extensions.filter { $0.key.period == period }
      .sorted { $0.key < $1.key }
      .map { ($0.key.unit, catalogue.units.name(of: $0.key.unit), Instant(seconds: $0.value)) }
    let all = try entries(in: period)
    let held = Dictionary(grouping: try undecided(among: all), by: \.identity)
    var entries = Entries(all)
    for programme in programmes {
      let roster = roster(programme, period)
      entries.addUnplanned(roster)
      if let plan = roster.plan(of: workspace.unit) {
        add(workspace.unit, under: workspace.unit, plan, roster, entries, to: &report)
      }
      for index in report.units.indices where !held.isEmpty {
        let unit = report.units[index]
        guard let plan = roster.planForReport(of: unit.code) else { continue }
        let identity = SubmissionIdentity(unit: unit.code, plan: plan.id, period: period, scope: unit.scope)
        report.units[index].held = (held[identity] ?? []).map {
          StatusReport.HeldFile(
            file: $0.fileName, digest: $0.digest, original: $0.original, receivedAt: $0.receivedAt)
        }
      }
    }
    (report.rollUps, report.dispatches) = try registered { () throws(StoreFault) in
      (try register.rollUps(in: period), try register.dispatches(in: period))
    }
    for unit in Set(report.units.map(\.under)) { report.names[unit] = catalogue.units.name(of: unit) }
    report.answers = try answers(in: period)
    let waiting = workspace.folder(.deferred, period, in: workspace.outbox)
    report.deferred = try files { () throws(SpoolFault) in
      fileExists(waiting)
        ? try scanFolder(waiting).map { "Outbox/deferred/\(period)/\($0.name.display)" } : []
    }
    report.unreadableCount = try files { () throws(SpoolFault) in
      let folder = workspace.folder(.unreadable, nil)
      return fileExists(folder) ? try scanFolder(folder).count : 0
    }
    return report
  }

  /// 各报告的登记情况：the versions of a quarter, found by what they report on.
  private struct Entries {
    private(set) var latest: [SubmissionIdentity: RegisteredSubmission] = [:]
    private(set) var inForce: [SubmissionIdentity: RegisteredSubmission] = [:]
    /// Of a file whose plan could not be made out at least the sender is known.
    private var unplanned: [OrgUnitCode: RegisteredSubmission] = [:]

    /// - Parameter all: oldest first.
    init(_ all: [RegisteredSubmission]) {
      latest.reserveCapacity(all.count)
      inForce.reserveCapacity(all.count)
      for entry in all {
        guard let identity = entry.identity else {
          if let unit = entry.unit { unplanned[unit] = entry }
          continue
        }
        latest[identity] = entry
        if entry.isInForce { inForce[identity] = entry }
      }
    }

    /// Counts files whose plan could not be made out as what the sender would have reported on.
    mutating func addUnplanned(_ roster: Roster) {
      for (unit, entry) in unplanned {
        guard let plan = roster.planForReport(of: unit) else { continue }
        let identity = SubmissionIdentity(
          unit: unit, plan: plan.id, period: roster.period, scope: entry.scope ?? .own)
        latest[identity] = latest[identity] ?? entry
      }
    }
  }

  /// - Parameter plan: the one that the area works to.
  private func add(
    _ area: OrgUnitCode, under superior: OrgUnitCode, _ plan: Plan, _ roster: Roster, _ entries: Entries,
    to report: inout StatusReport
  ) {
    func line(
      _ unit: OrgUnitCode, scope: ReportScope, absent: StatusReport.State
    ) -> StatusReport.Unit {
      let identity = SubmissionIdentity(unit: unit, plan: plan.id, period: report.period, scope: scope)
      let entry = entries.inForce[identity] ?? entries.latest[identity]
      let state: StatusReport.State =
        switch entry?.outcome {
        case .accepted: .accepted
        case .questions: .questions
        case .held: .held
        case .returned: .returned
        case .unreadable, nil: absent
        }
      let isExcused = roster.isExempt(unit) && [.missing, .held, .returned].contains(state)
      return StatusReport.Unit(
        code: unit, name: catalogue.units.name(of: unit), level: catalogue.units[unit]?.level ?? .county,
        plan: plan.id, under: superior, scope: scope, state: isExcused ? .exempt : state,
        isLate: entry?.isLate ?? false,
        revision: entry?.revision,
        receivedAt: entry?.receivedAt, file: entry?.fileName, questions: entry?.softCount ?? 0,
        attempt: entry?.isInForce == true
          ? entries.latest[identity].flatMap { $0.outcome.counts ? nil : $0.outcome } : nil)
    }

    if area != workspace.unit,
      entries.inForce[
        SubmissionIdentity(unit: area, plan: plan.id, period: report.period, scope: .rollup)] != nil
    {
      report.units.append(line(area, scope: .rollup, absent: .missing))
      addInside(area, roster: roster, entries, to: &report)
      return
    }
    let departments = roster.departments(of: area)
    let ownIsAsked = plan.sharedDefinitions.contains {
      $0.definition.asked != .whenPublished && roster.ownLevelCovers($0.definition, of: area, plan: plan)
    }
    // Where departments make up the own level, a report for the whole of it is possible and not owed.
    report.units.append(
      line(area, scope: .own, absent: ownIsAsked && departments.isEmpty ? .missing : .notNeeded))
    for department in departments {
      var entry = line(department, scope: .own, absent: .missing)
      entry.under = area
      report.units.append(entry)
    }
    let compiling = roster.isCompiling(area) ? area : superior
    for child in catalogue.units.areas(below: area, in: report.period) {
      add(
        child.code, under: compiling, roster.plan(of: child.code, below: plan), roster, entries, to: &report)
    }
  }

  /// Reports that came beside the roll-up of their superior, which stands for them.
  private func addInside(
    _ area: OrgUnitCode, roster: Roster, _ entries: Entries, to report: inout StatusReport
  ) {
    for unit in roster.dueUnits(under: area) {
      let scopes: [ReportScope] = unit == area ? [.own] : [.own, .rollup]
      let found = scopes.compactMap { scope in
        roster.planForReport(of: unit).flatMap {
          entries.inForce[
            SubmissionIdentity(unit: unit, plan: $0.id, period: report.period, scope: scope)]
        }
      }
      for entry in found {
        report.units.append(
          StatusReport.Unit(
            code: unit, name: catalogue.units.name(of: unit), level: catalogue.units[unit]?.level ?? .county,
            plan: entry.plan ?? PlanID(""), under: area, scope: entry.scope ?? .own, state: .insideRollUp,
            isLate: entry.isLate,
            revision: entry.revision, receivedAt: entry.receivedAt, file: entry.fileName, questions: 0))
      }
    }
  }

  func answers(in period: Period) throws(PipelineFault) -> [SuperiorAnswer] {
    let (receipts, dispatches) = try registered { () throws(StoreFault) in
      (try register.superiorReceipts(in: period), try register.dispatches(in: period))
    }
    return receipts.compactMap { receipt in
      guard let sent = dispatches.first(where: { $0.digest == receipt.rollUpDigest }) else { return nil }
      return SuperiorAnswer(
        unit: sent.unit, plan: sent.plan, period: sent.period, revision: sent.revision,
        outcome: receipt.outcome,
        receivedAt: receipt.receivedAt, receiver: receipt.receiver, file: receipt.fileName)
    }
  }
}
