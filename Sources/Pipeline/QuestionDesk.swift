import Findings
import ReportModel
import Store
import Validate

/// 待核实问题：one question of a report that counts: an open one, or one that the sender explained and no officer has looked at.
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
  /// Names of the sheets that its place may be on.
  package var sheets: [String]

  /// What `confirm` is to be given for this question alone.
  package var words: [String] {
    [finding.code] + [finding.place.indicator ?? finding.place.task].compactMap(\.self)
  }
}

extension Office {
  /// Questions of a period that an officer may settle, unit by unit, in file order: open ones, and those that the sender has
  /// explained and that no officer has confirmed.
  package func questions(in period: Period) throws(PipelineFault) -> [OpenQuestion] {
    let entries = try registered { () throws(StoreFault) in
      try register.entries(in: period).filter(\.isInForce)
    }
    var questions: [OpenQuestion] = []
    for entry in entries.sorted(by: { ($0.unit?.rawValue ?? "", $0.id) < ($1.unit?.rawValue ?? "", $1.id) }) {
      guard let identity = entry.identity,
        let receipt = try registered({ () throws(StoreFault) in try register.receipt(of: entry.id) })
      else { continue }
      for finding in receipt.findings where finding.awaitsOfficer {
        questions.append(
          OpenQuestion(
            unit: identity.unit, unitName: catalogue.units.name(of: identity.unit), plan: identity.plan,
            scope: identity.scope, finding: finding, file: entry.original, names: receipt.names,
            sheets: receipt.sheets))
      }
    }
    return questions
  }

  /// 核实确认 or 追问：the officer has looked into questions of a report, and found its figures right, or is not content
  /// with the answer, which opens the question again.
  ///
  /// - Parameters:
  ///   - rule: the code whose questions are meant; `nil` for all.
  ///   - subject: only those about this indicator or task.
  /// - Returns: how many were settled or opened, and how many of the report's questions are open now.
  package func decideQuestions(
    _ unitText: String, _ period: Period, rule: String?, subject: String?, asking: Bool, _ act: OfficerAct
  ) throws(PipelineFault) -> (unit: OrgUnit, count: Int, open: Int, receipt: String) {
    try exclusively { () throws(PipelineFault) in
      let unit = try dueUnit(unitText, period)
      let entries = try inForce(of: unit, period)
      for entry in entries {
        try checkIsUnsigned(
          period, under: entry.plan, doing: asking ? "追问" : "核实确认",
          doingEN: asking ? "asking back" : "a confirmation")
      }
      var result = Settled()
      for entry in entries {
        result.add(
          try settleQuestions(of: entry, asking ? .asked : .confirmed, act) { finding in
            (rule == nil || finding.code == rule)
              && (subject == nil || finding.place.indicator == subject || finding.place.task == subject)
          })
      }
      guard result.count > 0 else {
        throw .refused(
          rule != nil
            ? .noSuchQuestion(unit.name, period, asked: [rule, subject].compactMap(\.self))
            : .noOpenQuestions(unit.name, period))
      }
      return (unit, result.count, result.open, result.page)
    }
  }

  /// A rule that no longer asks the unit leaves no question of its own open.
  func exemptStandingReports(
    of unit: OrgUnit, _ period: Period, from rule: String, _ act: OfficerAct
  ) throws(PipelineFault) {
    for entry in try inForce(of: unit, period) where entry.outcome == .questions {
      _ = try settleQuestions(of: entry, .confirmed, act, isExemption: true) { finding in
        finding.isOpenQuestion
          && (finding.code == rule || finding.facts["check"].map { "\(finding.code)/\($0)" } == rule)
      }
    }
  }

  /// Reports of a unit that count, its own and its roll-up.
  func inForce(of unit: OrgUnit, _ period: Period) throws(PipelineFault) -> [RegisteredSubmission] {
    try registered { () throws(StoreFault) in
      try register.entries(in: period).filter { $0.isInForce && $0.unit == unit.code }
    }
  }

  /// What came of several reports of one unit.
  private struct Settled {
    var count = 0
    var open = 0
    var page = ""

    mutating func add(_ other: Settled) {
      count += other.count
      open += other.open
      if !other.page.isEmpty { page = other.page }
    }
  }

  private func settleQuestions(
    of entry: RegisteredSubmission, _ kind: OfficerDecision.Kind, _ act: OfficerAct,
    isExemption: Bool = false,
    where isMeant: (Finding) -> Bool
  ) throws(PipelineFault) -> Settled {
    let settled = try settlement(of: entry, kind, act, where: isMeant)
    let open = settled.receipt.findings.count(where: \.isOpenQuestion)
    guard !settled.meant.isEmpty, let identity = entry.identity else {
      return Settled(open: open)
    }
    let notes = settled.meant.map { finding in
      var details = ["rule": finding.code]
      details["task"] = finding.place.task
      details["indicator"] = finding.place.indicator
      details["value"] = finding.questionedValue
      // An exemption can be lifted; what it settled is then asked about again in the next version.
      if isExemption { details["exemption"] = "true" }
      // Another answer to the same question may be a good one.
      if kind == .asked { details["answer"] = finding.facts["explained"] }
      return JournalNote(
        kind == .asked ? .asked : .confirmed, unit: identity.unit, plan: identity.plan,
        period: identity.period,
        scope: identity.scope, revision: entry.revision, digest: entry.digest, officer: act.officer,
        reason: act.reason, details: details)
    }
    let page = try decide(
      kind, act, notes: notes, about: entry, receipt: settled.receipt, submission: settled.submission,
      original: entry.original)
    return Settled(count: settled.meant.count, open: open, page: page)
  }

  /// A report with some of its questions settled or opened again, and which those were before.
  func settlement(
    of entry: RegisteredSubmission, _ kind: OfficerDecision.Kind, _ act: OfficerAct,
    where isMeant: (Finding) -> Bool
  ) throws(PipelineFault) -> (receipt: Receipt, submission: ReviewedSubmission, meant: [Finding]) {
    let (receipt, submission) = try registered { () throws(StoreFault) in
      (try register.receipt(of: entry.id), try register.submission(of: entry.id))
    }
    guard var receipt, let submission else { throw .library("登记库中没有 \(entry.digest) 的回执") }
    let isAsking = kind == .asked
    let meant = receipt.findings.filter { (isAsking ? $0.canBeAskedBack : $0.awaitsOfficer) && isMeant($0) }
    let result = settle(submission, findings: receipt.findings, askingBack: isAsking) { finding in
      isMeant(finding) ? "\(act.officer)：\(act.reason)" : nil
    }
    receipt.findings = result.findings
    receipt.outcome = result.submission.outcome
    return (receipt, result.submission, meant)
  }
}
