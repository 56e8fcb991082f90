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
    package var revision: Int
    package var digest: String
    package var destination: String
    /// The same roll-up had been sent there before.
    package var isRepeat: Bool
  }
  package var period: Period
  package var sent: [Sent] = []
  package var answers: [SuperiorAnswer] = []
}

extension Office {
  /// 上报：puts the office's own roll-up of the period into the superior's Inbox and fetches what receipts there are.
  package func submit(_ period: Period, to destination: String?) throws(PipelineFault) -> SubmitReport {
    try exclusively { () throws(PipelineFault) in
      guard let destination = destination ?? workspace.superior else { throw .noDestination }
      var report = SubmitReport(period: period)
      let records = try registered { () throws(StoreFault) in
        try register.rollUps(in: period).filter { $0.unit == workspace.unit }
      }
      var latest: [PlanID: RollUpRecord] = [:]
      for record in records where record.revision >= latest[record.plan]?.revision ?? 0 {
        latest[record.plan] = record
      }
      guard !latest.isEmpty else {
        throw .noRollUp(period, unit: catalogue.units.name(of: workspace.unit))
      }
      // Written the same way wherever the command was typed: what was sent is known by it.
      let superior = try superior(at: Workspace.absolute(destination))
      let place = superior.inbox.folder.display
      for record in latest.values.sorted(by: { $0.plan < $1.plan }) {
        let path = workspace.outbox(period).appending(record.fileName)
        guard let bytes = try? readBounded(path), digest(of: bytes) == record.digest else {
          throw .rollUpFileChanged(path: path.display)
        }
        let isRepeat = try registered { () throws(StoreFault) in
          try register.dispatches(in: period).contains {
            $0.digest == record.digest && $0.destination == place
          }
        }
        if !isRepeat {
          let head = try registered { () throws(StoreFault) in try register.journalMark() }
          let file = DispatchFile(
            unit: record.unit, plan: record.plan, period: period, revision: record.revision,
            name: record.fileName,
            bytes: bytes)
          let envelope: Dispatch
          do throws(SubmitFault) {
            envelope = try dispatch(file, to: superior, at: clock.now, journalHead: head.hash)
          } catch {
            throw .dispatch(error)
          }
          try registered { () throws(StoreFault) in
            try register.recordDispatch(
              DispatchRecord(
                unit: record.unit, plan: record.plan, period: period, revision: record.revision,
                digest: record.digest, destination: place, sentAt: envelope.sentAt))
          }
        }
        report.sent.append(
          SubmitReport.Sent(
            unit: record.unit, plan: record.plan, revision: record.revision, digest: record.digest,
            destination: place, isRepeat: isRepeat))
      }
      report.answers = try fetchReceipts()
      return report
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

  /// 取回执：what superiors have answered since, kept under `Inbox/receipts` and on record. A superior that is out of
  /// reach is no fault here: its answer is fetched next time.
  func fetchReceipts() throws(PipelineFault) -> [SuperiorAnswer] {
    let (sent, known) = try registered { () throws(StoreFault) in
      var sent: [DispatchRecord] = []
      var known: Set<String> = []
      for period in reportablePeriods {
        sent += try register.dispatches(in: period)
        known.formUnion(try register.superiorReceipts(in: period).map { "\($0.rollUpDigest) \($0.fileName)" })
      }
      return (sent, known)
    }
    let schema = try files { () throws(SpoolFault) in
      try readBounded(workspace.schemas.appending("receipt.xsd"))
    }
    var answers: [SuperiorAnswer] = []
    for (destination, records) in Dictionary(grouping: sent, by: \.destination).sorted(by: { $0.key < $1.key }
    ) {
      guard let superior = try? SuperiorOffice(at: destination) else { continue }
      let awaited = records.map { SentRollUp(period: $0.period, digest: $0.digest) }
      guard let collected = try? collectReceipts(from: superior, for: awaited) else { continue }
      for receipt in collected {
        guard let summary = readReceipt(receipt.bytes, schema: schema),
          let record = records.first(where: { $0.digest == receipt.rollUp.digest })
        else { continue }
        let file = "Inbox/receipts/\(record.period)/\(receipt.name.display)"
        if known.contains("\(record.digest) \(file)") { continue }
        let folder = workspace.inbox.appending(SpoolFolder.receipts).appending(record.period.description)
        try files { () throws(SpoolFault) in
          try createFolders(folder)
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
            outcome: summary.outcome, receivedAt: summary.receivedAt, receiver: summary.receiver, file: file))
      }
    }
    return answers
  }
}
