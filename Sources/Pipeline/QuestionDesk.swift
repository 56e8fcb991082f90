import Findings
import ReportModel
import Store
import Validate

/// 待核实问题：one open question of a report that counts.
package struct OpenQuestion: Sendable {
  package var unit: OrgUnitCode
  package var unitName: String
  package var plan: PlanID
  package var scope: ReportScope
  package var finding: Finding
  /// `accepted/2024-Q3/610702-hanzhong-2022-own-r1.xml`.
  package var file: String
  /// Names of tasks and indicators that it mentions.
  package var names: [String: String]

  /// What `confirm` is to be given for this question alone.
  package var words: [String] {
    [finding.code] + [finding.place.indicator ?? finding.place.task].compactMap(\.self)
  }
}

extension Office {
  /// Open questions of a period, unit by unit, in file order.
  package func questions(in period: Period) throws(PipelineFault) -> [OpenQuestion] {
    let entries = try registered { () throws(StoreFault) in
      try register.entries(in: period).filter { $0.isInForce && $0.outcome == .questions }
    }
    var questions: [OpenQuestion] = []
    for entry in entries.sorted(by: { ($0.unit?.rawValue ?? "", $0.id) < ($1.unit?.rawValue ?? "", $1.id) }) {
      guard let identity = entry.identity,
        let receipt = try registered({ () throws(StoreFault) in try register.receipt(of: entry.id) })
      else { continue }
      for finding in receipt.findings where finding.isOpenQuestion {
        questions.append(
          OpenQuestion(
            unit: identity.unit, unitName: catalogue.units.name(of: identity.unit), plan: identity.plan,
            scope: identity.scope, finding: finding, file: entry.original, names: receipt.names))
      }
    }
    return questions
  }

  /// 核实确认：the officer has looked into questions of a report and found its figures right.
  ///
  /// - Parameters:
  ///   - rule: the code whose questions are confirmed; `nil` for all.
  ///   - subject: only those about this indicator or task.
  /// - Returns: how many were confirmed, and how many of the report's questions stay open.
  package func confirm(
    _ unitText: String, _ period: Period, rule: String?, subject: String?, _ act: OfficerAct
  ) throws(PipelineFault) -> (unit: OrgUnit, confirmed: Int, open: Int, receipt: String) {
    try exclusively { () throws(PipelineFault) in
      let unit = try dueUnit(unitText, period)
      let entries = try inForce(of: unit, period).filter { $0.outcome == .questions }
      for entry in entries {
        try checkIsUnsigned(period, under: entry.plan, doing: "核实确认", doingEN: "a confirmation")
      }
      guard !entries.isEmpty else { throw .refused(.noOpenQuestions(unit.name, period)) }
      var confirmed = 0
      var open = 0
      var page = ""
      for entry in entries {
        let result = try settleQuestions(of: entry, act) { finding in
          (rule == nil || finding.code == rule)
            && (subject == nil || finding.place.indicator == subject || finding.place.task == subject)
        }
        confirmed += result.confirmed
        open += result.open
        page = result.page ?? page
      }
      guard confirmed > 0 else {
        throw .refused(.noSuchQuestion(unit.name, period, asked: [rule, subject].compactMap(\.self)))
      }
      return (unit, confirmed, open, page)
    }
  }

  /// A rule that no longer asks the unit leaves no question of its own open.
  func exemptStandingReports(
    of unit: OrgUnit, _ period: Period, from rule: String, _ act: OfficerAct
  ) throws(PipelineFault) {
    for entry in try inForce(of: unit, period) where entry.outcome == .questions {
      _ = try settleQuestions(of: entry, act, isExemption: true) { $0.code == rule }
    }
  }

  /// Reports of a unit that count, its own and its roll-up.
  func inForce(of unit: OrgUnit, _ period: Period) throws(PipelineFault) -> [RegisteredSubmission] {
    try registered { () throws(StoreFault) in
      try register.entries(in: period).filter { $0.isInForce && $0.unit == unit.code }
    }
  }

  private func settleQuestions(
    of entry: RegisteredSubmission, _ act: OfficerAct, isExemption: Bool = false,
    where isMeant: (Finding) -> Bool
  ) throws(PipelineFault) -> (confirmed: Int, open: Int, page: String?) {
    let confirmed = try confirmation(of: entry, act, where: isMeant)
    guard !confirmed.settled.isEmpty, let identity = entry.identity else { return (0, confirmed.before, nil) }
    let notes = confirmed.settled.map { finding in
      var details = ["rule": finding.code]
      details["task"] = finding.place.task
      details["indicator"] = finding.place.indicator
      details["value"] = finding.place.value
      // An exemption can be lifted; what it settled is then asked about again in the next version.
      if isExemption { details["exemption"] = "true" }
      return JournalNote(
        .confirmed, unit: identity.unit, plan: identity.plan, period: identity.period, scope: identity.scope,
        revision: entry.revision, digest: entry.digest, officer: act.officer, reason: act.reason,
        details: details)
    }
    let page = try decide(
      .confirmed, act, notes: notes, about: entry, receipt: confirmed.receipt,
      submission: confirmed.submission,
      original: entry.original)
    return (confirmed.settled.count, confirmed.before - confirmed.settled.count, page)
  }

  /// A report with some of its questions settled; how many it had before.
  func confirmation(
    of entry: RegisteredSubmission, _ act: OfficerAct, where isMeant: (Finding) -> Bool
  ) throws(PipelineFault) -> (
    receipt: Receipt, submission: ReviewedSubmission, settled: [Finding], before: Int
  ) {
    let (receipt, submission) = try registered { () throws(StoreFault) in
      (try register.receipt(of: entry.id), try register.submission(of: entry.id))
    }
    guard var receipt, let submission else { throw .library("登记库中没有 \(entry.digest) 的回执") }
    let before = receipt.findings.filter(\.isOpenQuestion)
    let result = Validate.confirm(submission, findings: receipt.findings) { finding in
      isMeant(finding) ? "\(act.officer)：\(act.reason)" : nil
    }
    receipt.findings = result.findings
    receipt.outcome = result.submission.outcome
    return (receipt, result.submission, before.filter(isMeant), before.count)
  }
}
