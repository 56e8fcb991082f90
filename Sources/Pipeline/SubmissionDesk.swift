import Findings
import Ingest
import ReportModel
import Spool
import Store
import Validate

/// 报送管理：what an officer decides about a report that was taken in: send it back, withdraw it, let a held one through.
///
/// The report as it arrived stays on record; a new entry says what it is from now on, with a receipt of its own that tells the
/// sender.
extension Office {
  /// 退回已接收的或暂存的：the sender has to report again; until then nothing counts.
  package func sendBack(
    _ unitText: String, _ period: Period, scope: ReportScope?, digest: String?, _ act: OfficerAct
  ) throws(PipelineFault) -> (unit: OrgUnit, receipts: [String]) {
    try turnDown(
      unitText, period, scope: scope, digest: digest, act, kind: .returned, event: .sentBack,
      sheet: sentBackByOfficer)
  }

  /// 撤回：at the sender's request, so that a report that was sent by mistake does not count.
  package func withdraw(
    _ unitText: String, _ period: Period, scope: ReportScope?, _ act: OfficerAct
  ) throws(PipelineFault) -> (unit: OrgUnit, receipts: [String]) {
    try turnDown(
      unitText, period, scope: scope, digest: nil, act, kind: .withdrawn, event: .withdrawn,
      sheet: withdrawnOnRequest)
  }

  private func turnDown(
    _ unitText: String, _ period: Period, scope: ReportScope?, digest: String?, _ act: OfficerAct,
    kind: OfficerDecision.Kind, event: JournalEvent, sheet: RuleSheet
  ) throws(PipelineFault) -> (unit: OrgUnit, receipts: [String]) {
    try exclusively { () throws(PipelineFault) in
      let unit = try dueUnit(unitText, period)
      let subjects = try subjects(of: unit, period, scope: scope, digest: digest, kind: kind)
      var receipts: [String] = []
      for subject in subjects {
        let receipt = try turnedDown(subject, act, sheet: sheet)
        var note = JournalNote(
          event, unit: subject.unit, plan: subject.plan, period: period, scope: subject.scope,
          revision: subject.revision, digest: subject.digest, officer: act.officer, reason: act.reason)
        note.details["subject"] = subject.outcome.rawValue
        receipts.append(
          try decide(
            kind, act, notes: [note], about: subject, receipt: receipt, submission: nil,
            original: freePlace(for: subject, in: .returned)))
      }
      return (unit, receipts)
    }
  }

  /// Which reports are meant: the one that the digest names, else the only held one, else those that count.
  ///
  /// A held report counts nowhere, so a signed quarter does not keep it from being sent back.
  private func subjects(
    of unit: OrgUnit, _ period: Period, scope: ReportScope?, digest: String?, kind: OfficerDecision.Kind
  ) throws(PipelineFault) -> [RegisteredSubmission] {
    let held = kind == .returned ? try self.held(of: unit, period, scope: scope) : []
    let counting = try inForce(of: unit, period).filter { scope == nil || $0.scope == scope }
    var subjects = held.isEmpty ? counting : held
    if let digest {
      subjects = (held + counting).filter { !digest.isEmpty && $0.digest.hasPrefix(digest) }
      guard !subjects.isEmpty else { throw .refused(.noSuchHeld(unit.name, period, digest: digest)) }
    } else if held.count > 1 {
      throw .refused(
        .severalToReturn(unit.name, period, digests: held.map { String($0.digest.prefix(8)) }))
    }
    guard !subjects.isEmpty else { throw .refused(.nothingInForce(unit.name, period)) }
    for subject in subjects where subject.isInForce {
      try checkIsUnsigned(period, under: subject.plan, doing: kind.chinese, doingEN: "taking it out")
    }
    return subjects
  }

  /// The receipt of a report that an officer does not let count.
  func turnedDown(
    _ subject: RegisteredSubmission, _ act: OfficerAct, sheet: RuleSheet
  ) throws(PipelineFault) -> Receipt {
    guard var receipt = try registered({ () throws(StoreFault) in try register.receipt(of: subject.id) })
    else { throw .library("登记库中没有 \(subject.digest) 的回执") }
    receipt.outcome = .returned
    receipt.changes = []
    receipt.add(Finding(sheet, at: Place(), ["officer": act.officer, "reason": act.reason]))
    return receipt
  }

  /// 放行暂存的：it is checked as if it arrived now, with the arrival that it had, and counts if it passes.
  package func release(
    _ unitText: String, _ period: Period, scope: ReportScope?, digest: String?, _ act: OfficerAct
  ) throws(PipelineFault) -> IngestReport {
    try exclusively { () throws(PipelineFault) in
      let unit = try dueUnit(unitText, period)
      let all = try held(of: unit, period, scope: scope)
      guard !all.isEmpty else { throw .refused(.nothingHeld(unit.name, period)) }
      let meant = digest.map { prefix in all.filter { $0.digest.hasPrefix(prefix) } } ?? all
      guard let subject = meant.last else {
        throw .refused(.noSuchHeld(unit.name, period, digest: digest ?? ""))
      }
      guard Set(meant.map(\.digest)).count == 1 else {
        throw .refused(
          .severalHeld(unit.name, period, digests: meant.map { String($0.digest.prefix(8)) }))
      }
      try checkIsUnsigned(period, under: subject.plan, doing: "放行", doingEN: "a release")
      let standing = try inForce(of: unit, period).first { $0.identity == subject.identity }
      if let standing, standing.id > subject.id {
        throw .refused(.newerInForce(unit.name, period, file: standing.fileName))
      }
      try noteCatalogue()
      let examination = Examination(
        catalogue: catalogue, reader: reader, register: register, receiver: workspace.unit)
      let file = try incomingFile(of: subject, by: examination)
      let judgement = try judge([file], by: examination, isReleased: true)
      guard let result = judgement.verdicts.first?.result else { throw .library("没有审核结果") }
      var taken: Set<String> = []
      let note = JournalNote(
        .released, unit: subject.unit, plan: subject.plan, period: period, scope: subject.scope,
        revision: subject.revision, digest: subject.digest, officer: act.officer, reason: act.reason)
      let page = try decide(
        .released, act, notes: [note], about: subject, receipt: result.receipt,
        submission: result.submission, original: originalPlace(for: result, of: file, taken: &taken))
      var report = IngestReport()
      report.files = [IngestReport.File(receipt: result.receipt, receiptPath: page)]
      return report
    }
  }

  /// Held files of a unit that nothing was decided about, its own reports and its roll-ups.
  private func held(
    of unit: OrgUnit, _ period: Period, scope: ReportScope?
  ) throws(PipelineFault) -> [RegisteredSubmission] {
    try registered { () throws(StoreFault) in
      try register.entries(in: period).held.filter {
        $0.unit == unit.code && (scope == nil || $0.scope == scope)
      }
    }
  }

  /// The original of a report on record, read again as it was when it arrived.
  func incomingFile(
    of entry: RegisteredSubmission, by examination: Examination
  ) throws(PipelineFault) -> IncomingFile {
    let path = place(entry.original)
    guard fileExists(path) else { throw .refused(.originalMissing(path: path.display)) }
    let bytes = try files { () throws(SpoolFault) in
      try readBounded(path, limitBytes: Intake.fileLimitBytes)
    }
    guard Spool.digest(of: bytes) == entry.digest else {
      throw .refused(.originalChanged(path: path.display))
    }
    return try examination.read(
      bytes, name: entry.fileName, digest: entry.digest, receivedAt: entry.receivedAt, channel: entry.channel,
      dropFolderUnit: entry.dropFolderUnit)
  }

  /// Records a decision, tells the journal, writes the receipt and moves the original.
  ///
  /// - Returns: where the receipt's page lies.
  func decide(
    _ kind: OfficerDecision.Kind, _ act: OfficerAct, notes: [JournalNote],
    about subject: RegisteredSubmission,
    receipt original: Receipt, submission: ReviewedSubmission?, original place: String
  ) throws(PipelineFault) -> String {
    let now = clock.now
    let entry = try decidedEntry(
      kind, act, about: subject, receipt: original, submission: submission, original: place, at: now)
    try registered { () throws(StoreFault) in
      _ = try register.decide(notes, about: subject.id, now: entry, at: now)
    }
    try writeJournal()
    try finishDecisions()
    return ReceiptAddress(entry).page
  }

  /// What is recorded of a decision.
  func decidedEntry(
    _ kind: OfficerDecision.Kind, _ act: OfficerAct, about subject: RegisteredSubmission,
    receipt original: Receipt, submission: ReviewedSubmission?, original place: String, at now: Instant
  ) throws(PipelineFault) -> RegisterEntry {
    var receipt = original
    receipt.decision = OfficerDecision(kind: kind, officer: act.officer, reason: act.reason, at: now)
    let mark = try registered { () throws(StoreFault) in try register.journalMark() }
    var taken: Set<String> = []
    return try entry(
      receipt, submission: submission, byteCount: subject.byteCount, dropFolderUnit: subject.dropFolderUnit,
      equalTo: nil, mark: mark, original: place, taken: &taken)
  }

  /// Writes the receipts and moves the originals of decisions on record; may run twice, and runs at every start.
  func finishDecisions() throws(PipelineFault) {
    let decisions = try registered { () throws(StoreFault) in try register.unfinishedDecisions() }
    if decisions.isEmpty { return }
    for decision in decisions {
      let (entry, rendered) = try registered { () throws(StoreFault) in
        (try register.entry(decision.id), try register.renderedReceipt(of: decision.id))
      }
      // On the disk whatever an earlier try left in memory only.
      if let entry, let rendered { try writeReceipt(rendered, to: entry.receiptAddress, isDurable: true) }
      guard decision.source != decision.target else { continue }
      try files { () throws(SpoolFault) in
        try createFolders(place(decision.target).folder)
        _ = try moveFile(
          place(decision.source), to: place(decision.target), digest: decision.digest, isDurable: false)
        let envelope = place(decision.source + envelopeEnding)
        if fileExists(envelope) {
          _ = try moveFile(envelope, to: place(decision.target + envelopeEnding), isDurable: false)
        }
      }
    }
    try files { () throws(SpoolFault) in
      try syncFileSystem(of: workspace.receipts)
      try syncFileSystem(of: workspace.inbox)
    }
    try registered { () throws(StoreFault) in try register.finish(decisions) }
  }

  /// A free name in the folder of a state, like the one that the original has.
  private func freePlace(for entry: RegisteredSubmission, in state: SpoolFolder) -> String {
    let name = SpoolPath(entry.original).name
    let folder = state.rawValue + (entry.period.map { "/\($0)" } ?? "")
    for number in 1... {
      let candidate = "\(folder)/\((number == 1 ? name : name.numbered(number)).display)"
      if !fileExists(place(candidate)) { return candidate }
    }
    preconditionFailure("numbers do not end")
  }
}
