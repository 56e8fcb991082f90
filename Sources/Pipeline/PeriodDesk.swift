import Findings
import ReportModel
import Spool
import Store

/// 报告期管理：close, sign off, reopen; extensions and exemptions. Each is one entry of the journal, and refused with a
/// sentence where it does not apply.
extension Office {
  /// 截止：takes in what has arrived, then holds whatever changes the period from now on.
  package func close(_ period: Period, _ act: OfficerAct) throws(PipelineFault) -> IngestReport {
    try exclusively { () throws(PipelineFault) in
      _ = try plansCovering(period)
      let life = try life(of: period)
      if let closing = life.closing { throw .refused(.alreadyClosed(period, closing)) }
      // One mistyped quarter would hold everybody's reports.
      guard clock.now.date > period.lastDay else { throw .refused(.notOver(period)) }
      let report = try Intake(office: self, progress: { _, _ in }).run()
      try noteCatalogue()
      try note(.closed, period, act)
      return report
    }
  }

  /// 重新开放：what was closed takes reports again, and what was signed off is no longer.
  package func reopen(_ period: Period, _ act: OfficerAct) throws(PipelineFault) {
    try exclusively { () throws(PipelineFault) in
      let life = try life(of: period)
      guard life.isClosed else { throw .refused(.alreadyOpen(period)) }
      // What lies with the superior would be accepted there while it is changed here.
      if life.plans.keys.contains(where: { life.stage(of: $0) == .dispatched }) {
        throw .refused(.unanswered(period))
      }
      // Every one of the office's roll-ups is with the superior: only the superior can send one back.
      if !life.plans.isEmpty, life.plans.keys.allSatisfy(life.isLocked) { throw .refused(.locked(period)) }
      try note(.reopened, period, act)
    }
  }

  /// 审签结果：which version of the office's roll-up was signed.
  package struct Signed: Sendable {
    package var plan: PlanID
    package var revision: Int
    package var digest: String
    package var file: String
  }

  /// 审签：who prepared, reviewed and signed the office's roll-up, which is then what may be sent. Refused while a question is
  /// open, while the period is, and where the roll-up is not the latest.
  package func signOff(
    _ period: Period, prepared: String, reviewed: String, _ act: OfficerAct
  ) throws(PipelineFault) -> [Signed] {
    try exclusively { () throws(PipelineFault) in
      let life = try life(of: period)
      guard life.isClosed else { throw .refused(.notClosed(period)) }
      let records = try ownRollUps(period)
      guard !records.isEmpty else {
        throw .noRollUp(period, unit: catalogue.units.name(of: workspace.unit))
      }
      let questions = try questions(in: period).filter(\.finding.isOpenQuestion)
      guard questions.isEmpty else {
        var units: [String] = []
        for question in questions where !units.contains(question.unitName) { units.append(question.unitName) }
        throw .refused(.questionsOpen(period, count: questions.count, units: units))
      }
      let held = try undecided(period)
      guard held.isEmpty else {
        throw .refused(
          .heldOpen(period, units: Set(held.compactMap(\.unit)).sorted().map { catalogue.units.name(of: $0) })
        )
      }
      let unsigned = records.filter { life.plans[$0.plan]?.signedOff?.digest != $0.digest }
      if unsigned.isEmpty, let act = records.compactMap({ life.plans[$0.plan]?.signedOff?.act }).first {
        throw .refused(.alreadySignedOff(period, act))
      }
      for record in unsigned { try checkIsLatest(record) }
      let now = clock.now
      try registered { () throws(StoreFault) in
        try register.note(
          unsigned.map { record in
            JournalNote(
              .signedOff, unit: record.unit, plan: record.plan, period: period, scope: .rollup,
              revision: record.revision, digest: record.digest, officer: act.officer, reason: act.reason,
              details: ["prepared": prepared, "reviewed": reviewed])
          }, at: now)
      }
      return unsigned.map {
        Signed(
          plan: $0.plan, revision: $0.revision, digest: $0.digest, file: "Outbox/\(period)/\($0.fileName)")
      }
    }
  }

  /// 延期：one unit may report later; what comes by then is neither late nor held.
  package func extend(
    _ unitText: String, _ period: Period, until: Instant, _ act: OfficerAct
  ) throws(PipelineFault) -> OrgUnit {
    try exclusively { () throws(PipelineFault) in
      let unit = try dueUnit(unitText, period)
      try checkIsNotInsideRollUp(unit, period)
      try checkIsUnsigned(period, doing: "延期", doingEN: "an extension")
      if let due = catalogue.dueInstant(for: unit.code, in: period), until.seconds <= due {
        throw .refused(.extensionTooShort(unit.name, period, due: Instant(seconds: due)))
      }
      try note(.extended, period, act, unit: unit.code, details: ["until": String(until.seconds)])
      return unit
    }
  }

  /// 免报，豁免规则：the unit owes nothing in the period, or is not asked what a soft rule asks; `isLifted` takes either back.
  package func exempt(
    _ unitText: String, _ period: Period, rule: String?, isLifted: Bool, _ act: OfficerAct
  ) throws(PipelineFault) -> OrgUnit {
    try exclusively { () throws(PipelineFault) in
      let unit = try dueUnit(unitText, period)
      try checkIsNotInsideRollUp(unit, period)
      try checkIsUnsigned(period, doing: "免报或豁免", doingEN: "an exemption")
      let duty = Decisions.Duty(unit: unit.code, period: period)
      let isExempt: Bool
      if let rule {
        let parts = rule.split(separator: "/", maxSplits: 1).map(String.init)
        guard let sheet = ruleSheets[parts.first ?? ""],
          parts.count < 2 || catalogue.plans.contains(where: { $0.formulas.contains { $0.id == parts[1] } })
        else { throw .refused(.unknownRule(rule)) }
        guard sheet.severity != .hard else { throw .refused(.hardRule(rule)) }
        isExempt = catalogue.decisions.ruleExemptions[duty]?[rule] != nil
      } else {
        isExempt = catalogue.decisions.exemptions.contains(duty)
      }
      if isExempt, !isLifted { throw .refused(.alreadyExempt(unit.name, period)) }
      if !isExempt, isLifted { throw .refused(.notExempt(unit.name, period)) }
      var details: [String: String] = [:]
      details["rule"] = rule
      if isLifted { details["revoked"] = "true" }
      try note(.exempted, period, act, unit: unit.code, details: details)
      if let rule, !isLifted { try exemptStandingReports(of: unit, period, from: rule, act) }
      return unit
    }
  }

  // MARK: What has to hold

  /// 待处理的暂存件: held files that nothing was decided about, and after which no other version came into force.
  func undecided(_ period: Period) throws(PipelineFault) -> [RegisteredSubmission] {
    try undecided(
      among: try registered { () throws(StoreFault) in try register.entries(in: period) })
  }

  /// The same, where all versions of the period are at hand.
  func undecided(
    among entries: [RegisteredSubmission]
  ) throws(PipelineFault) -> [RegisteredSubmission] {
    var undecided: [RegisteredSubmission] = []
    for file in entries.held {
      let counting = try registered { () throws(StoreFault) in
        try file.identity.flatMap { identity throws(StoreFault) in try register.entryInForce(identity) }
      }
      if counting.map({ $0.id <= file.id }) ?? true { undecided.append(file) }
    }
    return undecided
  }

  /// The office's own roll-ups of a period, the newest of each plan.
  func ownRollUps(_ period: Period) throws(PipelineFault) -> [RollUpRecord] {
    try registered { () throws(StoreFault) in
      try register.rollUps(in: period).filter {
        $0.unit == workspace.unit && ownPlan(for: $0.plan) == $0.plan
      }
    }
  }

  /// The roll-up on record is what a run would make now, and its file says so.
  private func checkIsLatest(_ record: RollUpRecord) throws(PipelineFault) {
    let path = workspace.outbox(record.period).appending(record.fileName)
    guard let bytes = try? readBounded(path), digest(of: bytes) == record.digest else {
      throw .rollUpFileChanged(path: path.display)
    }
    guard try currentDigest(of: record) == record.digest else {
      throw .refused(.rollUpOutdated(record.period))
    }
  }

  /// - Parameter plan: of the report that is decided about; a decision about a unit concerns every plan.
  func checkIsUnsigned(
    _ period: Period, under plan: PlanID? = nil, doing: String, doingEN: String
  ) throws(PipelineFault) {
    let life = try life(of: period)
    let concerned = plan.map { [ownPlan(for: $0)].compactMap(\.self) } ?? Array(life.plans.keys)
    if concerned.contains(where: life.isLocked) { throw .refused(.locked(period)) }
    if let stage = concerned.map(life.stage(of:)).max(), stage >= .signedOff {
      throw .refused(.signedOffAlready(period, stage: stage, doing: doing, doingEN: doingEN))
    }
  }

  /// A unit of the roster that this office decides about.
  func dueUnit(_ text: String, _ period: Period) throws(PipelineFault) -> OrgUnit {
    let unit = try unit(text)
    guard catalogue.units.contains(unit.code, under: workspace.unit) else {
      throw .refused(.notBelow(unit.name))
    }
    guard programmes.contains(where: { roster($0, period).isDue(unit.code) }) else {
      throw .refused(.notDue(unit.name, period))
    }
    return unit
  }

  /// What a roll-up from below says about its units only its own office can change.
  private func checkIsNotInsideRollUp(_ unit: OrgUnit, _ period: Period) throws(PipelineFault) {
    let above = catalogue.units.lineage(of: unit.code).prefix { $0 != workspace.unit }
    let entries = try registered { () throws(StoreFault) in
      try register.entries(in: period).filter { $0.isInForce && $0.scope == .rollup }
    }
    for code in above where entries.contains(where: { $0.unit == code }) {
      throw .refused(.insideRollUp(unit.name, period, of: catalogue.units.name(of: code)))
    }
  }

  private func note(
    _ event: JournalEvent, _ period: Period, _ act: OfficerAct, unit: OrgUnitCode? = nil,
    details: [String: String] = [:]
  ) throws(PipelineFault) {
    let now = clock.now
    try registered { () throws(StoreFault) in
      try register.note(
        [
          JournalNote(
            event, unit: unit ?? workspace.unit, period: period, officer: act.officer, reason: act.reason,
            details: details)
        ], at: now)
    }
  }
}
