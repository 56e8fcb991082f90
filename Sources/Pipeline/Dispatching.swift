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
          report.sent.append(try send(record, to: place, life: life))
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

  private func send(
    _ record: RollUpRecord, to destination: String, life: PeriodLife
  ) throws(PipelineFault) -> SubmitReport.Sent {
    let superior = try superior(at: destination)
    let place = superior.inbox.folder.display
    let path = workspace.outbox(record.period).appending(record.fileName)
    guard let bytes = try? readBounded(path), digest(of: bytes) == record.digest else {
      throw .rollUpFileChanged(path: path.display)
    }
    let isRepeat = try registered { () throws(StoreFault) in
      try register.dispatches(in: record.period).contains {
        $0.digest == record.digest && $0.destination == place
      }
    }
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
    let isKnown = fileExists(target)
    try files { () throws(SpoolFault) in
      try createFolders(target.folder)
      try writeAtomically(try readBounded(source), to: target)
    }
    if isKnown { return }
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

  /// 重发：tries again what waits in `Outbox/deferred`. What is no longer the signed roll-up is not sent any more; a superior
  /// that is still out of reach is no fault here.
  func sendDeferred() throws(PipelineFault) -> [SubmitReport.Sent] {
    let root = workspace.outbox.appending(SpoolFolder.deferred)
    guard fileExists(root) else { return [] }
    let names = try files { () throws(SpoolFault) in try listFolder(root) }
    var sent: [SubmitReport.Sent] = []
    for period in names.compactMap({ Period($0.display) }) {
      let life = try life(of: period)
      let waiting = try files { () throws(SpoolFault) in
        try scanFolder(root.appending(period.description))
      }
      let records = try ownRollUps(period)
      for entry in waiting {
        guard let record = records.first(where: { $0.fileName == entry.name.display }),
          life.stage(of: record.plan) == .signedOff, let destination = try destination(of: record)
        else {
          try files { () throws(SpoolFault) in try removeFile(entry.path) }
          continue
        }
        do throws(PipelineFault) {
          sent.append(try send(record, to: destination, life: life))
        } catch {
          guard case .dispatch = error else { throw error }
        }
      }
    }
    return sent
  }

  /// Where a waiting roll-up was to go.
  private func destination(of record: RollUpRecord) throws(PipelineFault) -> String? {
    let notes = try registered { () throws(StoreFault) in
      try register.journal(of: [.deferred], in: record.period)
    }
    return notes.last { $0.note.digest == record.digest }?.note.details["to"]
  }

  // MARK: 撤回上报

  /// 撤回上报：takes the roll-up back out of the superior's Inbox, as long as it lies there untaken.
  package func withdrawDispatch(_ period: Period, _ act: OfficerAct) throws(PipelineFault) -> [SubmitReport
    .Sent]
  {
    try exclusively { () throws(PipelineFault) in
      let life = try life(of: period)
      var withdrawn: [SubmitReport.Sent] = []
      let dispatches = try registered { () throws(StoreFault) in try register.dispatches(in: period) }
      for record in try ownRollUps(period) {
        guard let version = life.plans[record.plan]?.dispatched,
          let sent = dispatches.last(where: { $0.digest == version.digest })
        else { continue }
        if life.stage(of: record.plan) == .acceptedAbove { throw .refused(.locked(period)) }
        let superior = try superior(at: sent.destination)
        let isTaken: Bool
        do throws(SubmitFault) {
          isTaken = try !takeBack(
            named: record.fileName, digest: version.digest, of: record.unit, from: superior)
        } catch {
          throw .dispatch(error)
        }
        if isTaken { throw .refused(.alreadyTaken(period, superior: sent.destination)) }
        let note = JournalNote(
          .withdrawn, unit: record.unit, plan: record.plan, period: period, scope: .rollup,
          revision: version.revision, digest: version.digest, officer: act.officer, reason: act.reason,
          details: ["from": sent.destination])
        try registered { () throws(StoreFault) in
          try register.withdrawDispatch(sent, note: note, at: clock.now)
        }
        withdrawn.append(self.sent(record, to: sent.destination, isRepeat: false))
      }
      guard !withdrawn.isEmpty else { throw .refused(.notDispatched(period)) }
      return withdrawn
    }
  }

  // MARK: 上级回执

  /// 取回执：what superiors have answered since, kept under `Inbox/receipts` and on record, in the order in which they answered.
  /// A superior that is out of reach is no fault here: its answer is fetched next time.
  func fetchReceipts() throws(PipelineFault) -> [SuperiorAnswer] {
    let (sent, known) = try registered { () throws(StoreFault) in
      (
        try register.dispatches(),
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
