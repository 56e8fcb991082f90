import Findings
import ReportModel
import Store

/// 报送情况：who owes a report of the period, who has sent it, what came of it, what was rolled up and sent.
package struct StatusReport: Sendable {
  package enum State: String, Sendable {
    /// 已报 · 待核实 · 暂存 · 退回 · 缺报 · 由汇总代报 · 无须单独填报.
    case accepted, questions, held, returned, missing
    case insideRollUp = "inside-roll-up"
    case notNeeded = "not-needed"
  }

  package struct Unit: Sendable {
    package var code: OrgUnitCode
    package var name: String
    package var level: OrgLevel
    /// The compiling unit that it belongs to.
    package var under: OrgUnitCode
    package var scope: ReportScope
    package var state: State
    package var isLate: Bool
    package var revision: Int?
    package var receivedAt: Instant?
    package var file: String?
    package var questions: Int
  }

  package var period: Period
  package var office: OrgUnitCode
  package var officeName: String
  package var units: [Unit] = []
  package var rollUps: [RollUpRecord] = []
  package var dispatches: [DispatchRecord] = []
  package var answers: [SuperiorAnswer] = []
  package var unreadable: [RegisteredSubmission] = []

  package func count(_ state: State) -> Int { units.filter { $0.state == state }.count }
}

extension Office {
  /// The last period with anything on record; `nil` for a new workspace.
  package func latestPeriod() throws(PipelineFault) -> Period? {
    try registered { () throws(StoreFault) in try register.entries(in: nil).compactMap(\.period).max() }
  }

  package func status(_ period: Period) throws(PipelineFault) -> StatusReport {
    var report = StatusReport(
      period: period, office: workspace.unit, officeName: catalogue.units.name(of: workspace.unit))
    let entries = try registered { () throws(StoreFault) in try register.entries(in: period) }
    var latest: [SubmissionIdentity: RegisteredSubmission] = [:]
    var inForce: [SubmissionIdentity: RegisteredSubmission] = [:]
    for entry in entries {
      guard let identity = entry.identity else { continue }
      latest[identity] = entry
      if entry.isInForce { inForce[identity] = entry }
    }
    for programme in programmes {
      let roster = roster(programme, period)
      add(
        workspace.unit, under: workspace.unit, roster: roster, inForce: inForce, latest: latest, to: &report)
    }
    (report.rollUps, report.dispatches) = try registered { () throws(StoreFault) in
      (try register.rollUps(in: period), try register.dispatches(in: period))
    }
    report.answers = try answers(in: period)
    report.unreadable = try registered { () throws(StoreFault) in
      try register.entries(in: nil).filter { $0.outcome == .unreadable }
    }
    return report
  }

  private func add(
    _ area: OrgUnitCode, under superior: OrgUnitCode, roster: Roster,
    inForce: [SubmissionIdentity: RegisteredSubmission], latest: [SubmissionIdentity: RegisteredSubmission],
    to report: inout StatusReport
  ) {
    guard let plan = roster.plan(of: area) else { return }
    func line(
      _ unit: OrgUnitCode, scope: ReportScope, absent: StatusReport.State
    ) -> StatusReport.Unit {
      let identity = SubmissionIdentity(unit: unit, plan: plan.id, period: report.period, scope: scope)
      let entry = inForce[identity] ?? latest[identity]
      let state: StatusReport.State =
        switch entry?.outcome {
        case .accepted: .accepted
        case .questions: .questions
        case .held: .held
        case .returned: .returned
        case .unreadable, nil: absent
        }
      return StatusReport.Unit(
        code: unit, name: catalogue.units.name(of: unit), level: catalogue.units[unit]?.level ?? .county,
        under: superior, scope: scope, state: state, isLate: entry?.isLate ?? false,
        revision: entry?.revision,
        receivedAt: entry?.receivedAt, file: entry?.fileName, questions: entry?.softCount ?? 0)
    }

    if area != workspace.unit,
      inForce[SubmissionIdentity(unit: area, plan: plan.id, period: report.period, scope: .rollup)] != nil
    {
      report.units.append(line(area, scope: .rollup, absent: .missing))
      return
    }
    let departments = roster.departments(of: area)
    let ownIsAsked = plan.indicators.contains {
      $0.asked != .whenPublished && roster.ownLevelCovers($0, of: area, plan: plan)
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
      add(child.code, under: compiling, roster: roster, inForce: inForce, latest: latest, to: &report)
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
