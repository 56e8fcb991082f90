import Export
import Findings
import Ingest
import ReportModel
import Spool
import Store
import Submit

/// 上报结果.
package struct SubmitReport: Sendable {
  package struct Sent: Sendable {
    package var unit: OrgUnitCode
    package var plan: PlanID
    package var period: Period
    package var revision: Int
    package var digest: String
    package var destination: String
    /// The same roll-up had been sent there before.
    package var isRepeat: Bool
  }
  package var period: Period
  package var sent: [Sent] = []
  /// 待发: what the superior's folder could not take, with the reason; it is tried again by itself.
  package var deferred: [Sent] = []
  package var fault: PipelineFault?
  package var answers: [SuperiorAnswer] = []
}

extension Office {
  /// 上报：puts the office's signed roll-up of the period into the superior's Inbox and fetches what receipts there are.
  ///
  /// Where the superior's folder is out of reach the roll-up waits in `Outbox/deferred`, and goes with the next start.
  package func submit(_ period: Period, to destination: String?) throws(PipelineFault) -> SubmitReport {
    try exclusively { () throws(PipelineFault) in
      guard let destination = destination ?? workspace.superior else { throw .noDestination }
      // Written the same way wherever the command was typed: what was sent is known by it.
      let place = Workspace.absolute(destination)
      var report = SubmitReport(period: period)
      let records = try ownRollUps(period)
      guard !records.isEmpty else {
        throw .noRollUp(period, unit: catalogue.units.name(of: workspace.unit))
      }
      let life = try life(of: period)
      for record in records {
        let stage = life.stage(of: record.plan)
        guard stage >= .signedOff else { throw .refused(.notSignedOff(period, stage: stage)) }
      }
      for record in records {
        do throws(PipelineFault) {
          report.sent.append(try send(record, rollUpBytes(record), to: place, life: life))
        } catch {
          guard case .dispatch(let fault) = error, fault.isRetryWorthwhile else { throw error }
          try `defer`(record, to: place)
          report.deferred.append(sent(record, to: place, isRepeat: false))
          report.fault = .deferred(period, reason: fault)
        }
      }
      report.answers = try fetchReceipts()
      return report
    }
  }

  private func sent(_ record: RollUpRecord, to place: String, isRepeat: Bool) -> SubmitReport.Sent {
    SubmitReport.Sent(
      unit: record.unit, plan: record.plan, period: record.period, revision: record.revision,
      digest: record.digest,
      destination: place, isRepeat: isRepeat)
  }

  /// The bytes of a roll-up as they were registered.
  private func rollUpBytes(_ record: RollUpRecord) throws(PipelineFault) -> [UInt8] {
    let path = workspace.outbox(record.period).appending(record.fileName)
    guard let bytes = try? readBounded(path), digest(of: bytes) == record.digest else {
      throw .rollUpFileChanged(path: path.display)
    }
    return bytes
  }

  private func send(
    _ record: RollUpRecord, _ bytes: [UInt8], to destination: String, life: PeriodLife
  ) throws(PipelineFault) -> SubmitReport.Sent {
    let superior = try superior(at: destination)
    let place = superior.inbox.folder.display
    // What was sent back or taken back is sent again.
    let isOut = life.plans[record.plan]?.dispatched?.digest == record.digest
    let earlier = try registered { () throws(StoreFault) in try register.dispatches(in: record.period) }
    let isRepeat = isOut && earlier.contains { $0.digest == record.digest && $0.destination == place }
    if !isRepeat {
      let now = clock.now
      let envelope = try envelope(for: record, life: life, at: now)
      let file = DispatchFile(
        unit: record.unit, name: record.fileName, bytes: bytes, envelopeName: envelope.name,
        envelope: envelope.bytes)
      do throws(SubmitFault) {
        _ = try dispatch(file, to: superior)
      } catch {
        throw .dispatch(error)
      }
      // Before the record, so that a start after a cut does both again with the same bytes.
      try keep(bytes, envelope, of: record)
      try registered { () throws(StoreFault) in
        try register.recordDispatch(
          DispatchRecord(
            unit: record.unit, plan: record.plan, period: record.period, revision: record.revision,
            digest: record.digest, destination: place, sentAt: now))
      }
      try writeJournal()
    }
    try files { () throws(SpoolFault) in try removeFile(deferredPlace(of: record)) }
    return sent(record, to: place, isRepeat: isRepeat)
  }

  /// 上报信封: its journal mark is the end of the journal before the dispatch is noted.
  private func envelope(
    for record: RollUpRecord, life: PeriodLife, at now: Instant
  ) throws(PipelineFault) -> RenderedFile {
    let mark = try registered { () throws(StoreFault) in try register.journalMark() }
    let act = life.plans[record.plan]?.signedOff?.act
    return renderEnvelope(
      DispatchEnvelope(
        unit: record.unit, unitName: catalogue.units.name(of: record.unit), plan: record.plan,
        period: record.period, revision: record.revision, file: record.fileName, digest: record.digest,
        sentAt: now,
        prepared: act?.prepared ?? "", reviewed: act?.reviewed ?? "", signed: act?.officer ?? "",
        signedAt: act?.at ?? now, reason: act?.reason ?? "", journal: mark))
  }

  /// 已上报：the very bytes that went out are kept apart from what a later run writes.
  private func keep(_ bytes: [UInt8], _ envelope: RenderedFile, of record: RollUpRecord) throws(PipelineFault)
  {
    let folder = workspace.folder(.sent, record.period, in: workspace.outbox)
    try files { () throws(SpoolFault) in
      try createFolders(folder)
      try writeAtomically(bytes, to: folder.appending(record.fileName), isDurable: false)
      try writeAtomically(envelope.bytes, to: folder.appending(envelope.name), isDurable: false)
      try syncFileSystem(of: folder)
    }
  }

  private func superior(at destination: String) throws(PipelineFault) -> SuperiorOffice {
    let superior: SuperiorOffice
    do {
      superior = try SuperiorOffice(at: destination, ownWorkspace: workspace.root.display)
    } catch {
      throw .dispatch(error)
    }
    // Names and figures must not land at a neighbour's: where the office there says who it is, it has to be above us.
    if let other = try? Workspace.open(at: superior.inbox.folder.display),
      !catalogue.units.lineage(of: workspace.unit).dropFirst().contains(other.unit)
    {
      throw .notASuperior(other.unit, name: catalogue.units.name(of: other.unit))
    }
    return superior
  }

  // MARK: 待发

  private func deferredPlace(of record: RollUpRecord) -> SpoolPath {
    workspace.folder(.deferred, record.period, in: workspace.outbox).appending(record.fileName)
  }

  private func `defer`(_ record: RollUpRecord, to destination: String) throws(PipelineFault) {
    let source = workspace.outbox(record.period).appending(record.fileName)
    let target = deferredPlace(of: record)
    // Where it is to go is noted first, for without it nobody could send the file.
    if try self.destination(of: record) != destination {
      let now = clock.now
      try registered { () throws(StoreFault) in
        try register.note(
          [
            JournalNote(
              .deferred, unit: record.unit, plan: record.plan, period: record.period, scope: .rollup,
              revision: record.revision, digest: record.digest, details: ["to": destination])
          ], at: now)
      }
    }
    try files { () throws(SpoolFault) in
      try createFolders(target.folder)
      try writeAtomically(try readBounded(source), to: target)
    }
  }

  /// 重发：tries again what waits in `Outbox/deferred`. What is no longer the signed roll-up is not sent any more. Nothing that
  /// goes wrong here stops whoever calls: it is told, and tried again the next time.
  func sendDeferred(into report: inout IngestReport) throws(PipelineFault) {
    let root = workspace.outbox.appending(SpoolFolder.deferred)
    guard fileExists(root) else { return }
    let names = try files { () throws(SpoolFault) in try listFolder(root) }
    for period in names.compactMap({ Period($0.display) }) {
      let life = try life(of: period)
      let waiting = try files { () throws(SpoolFault) in
        try scanFolder(root.appending(period.description))
      }
      let records = try ownRollUps(period)
      for entry in waiting {
        guard let bytes = try? readBounded(entry.path) else { continue }
        let mark = digest(of: bytes)
        guard let record = records.first(where: { $0.fileName == entry.name.display && $0.digest == mark }),
          life.stage(of: record.plan) == .signedOff
        else {
          try files { () throws(SpoolFault) in try removeFile(entry.path) }
          continue
        }
        guard let destination = try destination(of: record) else { continue }
        do throws(PipelineFault) {
          report.sent.append(try send(record, bytes, to: destination, life: life))
        } catch {
          report.waiting.append(.init(sent: sent(record, to: destination, isRepeat: false), reason: error))
        }
      }
    }
  }

  /// Where a waiting roll-up was to go.
  private func destination(of record: RollUpRecord) throws(PipelineFault) -> String? {
    let notes = try registered { () throws(StoreFault) in
      try register.journal(of: [.deferred], in: record.period)
    }
    return notes.last { $0.note.digest == record.digest }?.note.details["to"]
  }

  // MARK: 撤回上报

  /// 撤回上报：takes the office's roll-ups back out of the superior's Inbox, as long as all of them lie there untaken.
  package func withdrawDispatch(
    _ period: Period, _ act: OfficerAct
  ) throws(PipelineFault) -> [SubmitReport.Sent] {
    try exclusively { () throws(PipelineFault) in
      let life = try life(of: period)
      if life.plans.keys.contains(where: life.isLocked) { throw .refused(.locked(period)) }
      let out = Set(life.plans.values.compactMap { $0.dispatched?.digest })
      let dispatches = try registered { () throws(StoreFault) in
        try register.dispatches(in: period).filter { $0.unit == workspace.unit && out.contains($0.digest) }
      }
      guard !dispatches.isEmpty else { throw .refused(.notDispatched(period)) }
      for sent in dispatches {
        let superior = try superior(at: sent.destination)
        let isThere = try dispatching { () throws(SubmitFault) in
          try liesUntaken(named: sent.fileName, digest: sent.digest, of: sent.unit, at: superior)
        }
        if !isThere { throw .refused(.alreadyTaken(period, superior: sent.destination)) }
      }
      return try dispatches.map { sent throws(PipelineFault) in try takeBack(sent, act) }
    }
  }

  private func takeBack(
    _ sent: DispatchRecord, _ act: OfficerAct
  ) throws(PipelineFault) -> SubmitReport.Sent {
    let superior = try superior(at: sent.destination)
    let isBack = try dispatching { () throws(SubmitFault) in
      try Submit.takeBack(named: sent.fileName, digest: sent.digest, of: sent.unit, from: superior)
    }
    if !isBack { throw .refused(.alreadyTaken(sent.period, superior: sent.destination)) }
    let note = JournalNote(
      .withdrawn, unit: sent.unit, plan: sent.plan, period: sent.period, scope: .rollup,
      revision: sent.revision, digest: sent.digest, officer: act.officer, reason: act.reason,
      details: ["from": sent.destination])
    let now = clock.now
    try registered { () throws(StoreFault) in try register.withdrawDispatch(sent, note: note, at: now) }
    try dispatching { () throws(SubmitFault) in
      try removeTakenBack(named: sent.fileName, of: sent.unit, from: superior)
    }
    return SubmitReport.Sent(
      unit: sent.unit, plan: sent.plan, period: sent.period, revision: sent.revision, digest: sent.digest,
      destination: sent.destination, isRepeat: false)
  }

  private func dispatching<Result>(
    _ work: () throws(SubmitFault) -> Result
  ) throws(PipelineFault) -> Result {
    do { return try work() } catch { throw .dispatch(error) }
  }

  // MARK: 上级回执

  /// 取回执：what superiors have answered since, kept under `Inbox/receipts` and on record, in the order in which they answered.
  /// A superior that is out of reach is no fault here: its answer is fetched next time.
  func fetchReceipts() throws(PipelineFault) -> [SuperiorAnswer] {
    let (sent, known) = try registered { () throws(StoreFault) in
      (
        try register.dispatches(withWithdrawn: true),
        Set(try register.superiorReceipts().map { "\($0.rollUpDigest) \($0.fileName)" })
      )
    }
    guard !sent.isEmpty else { return [] }
    let schema = try files { () throws(SpoolFault) in
      try readBounded(workspace.schemas.appending("receipt.xsd"))
    }
    var answers: [SuperiorAnswer] = []
    for (destination, records) in Dictionary(grouping: sent, by: \.destination).sorted(by: { $0.key < $1.key }
    ) {
      guard let superior = try? SuperiorOffice(at: destination) else { continue }
      let awaited = records.map { SentRollUp(period: $0.period, digest: $0.digest) }
      guard let collected = try? collectReceipts(from: superior, for: awaited) else { continue }
      var new: [(receipt: CollectedReceipt, summary: ReceiptSummary, record: DispatchRecord, file: String)] =
        []
      for receipt in collected {
        guard let record = records.first(where: { $0.digest == receipt.rollUp.digest }) else { continue }
        let file = "Inbox/receipts/\(record.period)/\(receipt.name.display)"
        if known.contains("\(record.digest) \(file)") { continue }
        guard let summary = readReceipt(receipt.bytes, schema: schema) else { continue }
        new.append((receipt, summary, record, file))
      }
      // An answer that was given later stands over one that was given before.
      new.sort {
        ($0.summary.journalEntry ?? 0, $0.record.period, $0.receipt.name)
          < ($1.summary.journalEntry ?? 0, $1.record.period, $1.receipt.name)
      }
      for (receipt, summary, record, file) in new {
        let folder = workspace.inbox.appending(SpoolFolder.receipts).appending(record.period.description)
        try files { () throws(SpoolFault) in
          try createFolders(folder)
          // The page is for people; the other file is what counts, and comes last.
          if let page = receipt.page {
            try writeAtomically(page.bytes, to: folder.appending(page.name))
          }
          try writeAtomically(receipt.bytes, to: folder.appending(receipt.name))
        }
        try registered { () throws(StoreFault) in
          try register.recordSuperiorReceipt(
            SuperiorReceipt(
              rollUpDigest: record.digest, outcome: summary.outcome, receivedAt: summary.receivedAt,
              receiver: summary.receiver, fileName: file), at: clock.now)
        }
        answers.append(
          SuperiorAnswer(
            unit: record.unit, plan: record.plan, period: record.period, revision: record.revision,
            outcome: summary.outcome, receivedAt: summary.receivedAt, receiver: summary.receiver, file: file,
            decision: summary.decision))
      }
    }
    return answers
  }
}
