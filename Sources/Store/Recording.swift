import Findings
import Foundation
import GRDB
import ReportModel

extension Register {
  /// Records a whole batch in one transaction: submissions, figures, receipts and journal. Ids come in the order of the batch.
  ///
  /// A counted report supersedes the version in force of its identity; a held or returned one leaves it standing. Bytes
  /// that are in force already with the same outcome are not recorded again, so that a batch may run twice. `notes` are
  /// journal entries that belong to the batch, `repeats` the files that it leaves to be removed. Every `received` entry says with which one its batch begins.
  @discardableResult
  package func record(
    _ batch: [RegisterEntry], notes: [JournalNote] = [], repeats: [UnfinishedRepeat] = [], at now: Instant
  ) throws(StoreFault) -> [EntryID] {
    if batch.isEmpty, notes.isEmpty { return [] }
    return try recording(at: now) { recording throws(StoreFault) in
      let ids = try recording.record(batch)
      try recording.note(notes, repeats: repeats)
      return ids
    } failure: {
      $0
    }
  }

  /// The same for a batch that is made piece by piece, so that it need not be held: whatever `work` records is one
  /// transaction, and none of it is there if `work` throws. Meanwhile the register can be read as it was before.
  ///
  /// - Parameter failure: what a fault of the register is to the caller.
  package func recording<Value, Failure: Error>(
    at now: Instant, _ work: (inout Recording) throws(Failure) -> Value,
    failure: (StoreFault) -> Failure
  ) throws(Failure) -> Value {
    try wholly(
      { database in Recording(recorder: try BatchRecorder(database, at: now), database: database) }, work,
      failure: failure)
  }
}

/// 登记进行中：a batch that is being recorded.
package struct Recording {
  fileprivate var recorder: BatchRecorder
  fileprivate let database: Database

  /// Ids come in the order of the entries.
  @discardableResult
  package mutating func record(_ entries: [RegisterEntry]) throws(StoreFault) -> [EntryID] {
    do { return try entries.map { try recorder.record($0) } } catch { throw fault(error) }
  }

  package mutating func note(
    _ notes: [JournalNote], repeats: [UnfinishedRepeat] = []
  ) throws(StoreFault) {
    do {
      for note in notes { try recorder.journal.append(note, at: recorder.now) }
      for item in repeats {
        try database.execute(
          sql: "INSERT INTO unfinishedRepeat (entry, copy, digest) VALUES (?, ?, ?)",
          arguments: [Data(item.entry), Data(item.copy), item.digest])
      }
    } catch {
      throw fault(error)
    }
  }

  private func fault(_ error: any Error) -> StoreFault { StoreFault(error, path: "") }
}

/// 批次登记：the rows of one batch, within its transaction.
struct BatchRecorder {
  private let database: Database
  let now: Instant
  private let firstEntry: String
  private var content: ContentWriter
  var journal: JournalWriter

  init(_ database: Database, at now: Instant, isReplay: Bool = false) throws {
    self.database = database
    self.now = now
    content = try ContentWriter(database)
    journal = try JournalWriter(database, isReplay: isReplay)
    firstEntry = String(journal.mark.sequence + 1)
  }

  mutating func record(_ entry: RegisterEntry) throws -> EntryID {
    let receipt = entry.receipt
    let counting = entry.counting
    let standing = try counting.flatMap { try inForce($0.identity) }
    if let standing, standing.digest == entry.digest, standing.outcome == receipt.outcome {
      return standing.id
    }
    if let standing {
      // The index allows one version in force, so the old one steps back before the new one comes.
      try execute("UPDATE submission SET isInForce = 0 WHERE id = ?", [standing.id.rawValue])
    }
    let id = try insertSubmission(entry, isInForce: counting != nil)
    try insertReceipt(entry, id)
    if let submission = entry.submission { try content.write(submission, as: id) }
    try journal.append(entry.note(.received, entry.arrival(batch: firstEntry)), at: now)
    try journal.append(entry.note(JournalEvent(receipt.outcome), entry.standing), at: now)
    if let standing { try supersede(standing, by: id, entry) }
    return id
  }

  /// What an officer decided about a report on record: the new row takes its place, and its file its new one.
  mutating func record(
    _ entry: RegisterEntry, decidedFrom subject: RegisteredSubmission, notes: [JournalNote]
  ) throws -> EntryID {
    for note in notes { try journal.append(note, at: now) }
    let counting = entry.counting
    var standing = try counting.flatMap { try inForce($0.identity) }
    if subject.isInForce { standing = subject }
    if let standing {
      try execute("UPDATE submission SET isInForce = 0 WHERE id = ?", [standing.id.rawValue])
    }
    let id = try insertSubmission(entry, isInForce: counting != nil)
    try execute(
      "UPDATE submission SET decidedFrom = ? WHERE id = ?", [subject.id.rawValue, id.rawValue])
    try insertReceipt(entry, id)
    if let submission = entry.submission { try content.write(submission, as: id) }
    try journal.append(entry.note(JournalEvent(entry.receipt.outcome), entry.standing), at: now)
    if let standing { try supersede(standing, by: id, entry) }
    try execute(
      "INSERT INTO unfinishedDecision (submission, source, target, digest) VALUES (?, ?, ?, ?)",
      [id.rawValue, subject.original, entry.original, entry.digest])
    if entry.original != subject.original {
      try execute(
        "UPDATE submission SET original = ? WHERE original = ?", [entry.original, subject.original])
    }
    return id
  }

  private mutating func supersede(
    _ standing: RegisteredSubmission, by id: EntryID, _ entry: RegisterEntry
  ) throws {
    try execute("UPDATE submission SET supersededBy = ? WHERE id = ?", [id.rawValue, standing.id.rawValue])
    var note = entry.note(.superseded, ["by": entry.digest])
    note.revision = standing.revision
    note.digest = standing.digest
    try journal.append(note, at: now)
  }

  private func inForce(_ identity: SubmissionIdentity) throws -> RegisteredSubmission? {
    try RegisteredSubmission.inForce(database, identity)
  }

  private func insertSubmission(_ entry: RegisterEntry, isInForce: Bool) throws -> EntryID {
    let receipt = entry.receipt
    let submission = entry.submission
    let tally = FindingTally(receipt)
    try execute(
      """
      INSERT INTO submission (fileName, original, digest, byteCount, receivedAt, recordedAt, channel, outcome, unit,
        plan, period, scope, revision, mode, isLate, figureCount, hardCount, softCount, noteCount, repairCount,
        isInForce, cover, basis, receiptStem, dropFolder, equalTo)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        receipt.fileName, entry.original, entry.digest, entry.byteCount,
        submission?.receivedAt ?? receipt.receivedAt, now.seconds, receipt.channel.rawValue,
        receipt.outcome.rawValue, entry.unit?.rawValue, entry.plan?.rawValue, entry.period?.description,
        entry.scope?.rawValue, entry.revision, (submission?.mode ?? receipt.mode).rawValue,
        submission?.isLate ?? receipt.isLate, receipt.figureCount, tally.hard, tally.soft, tally.note,
        receipt.repairs.count, isInForce, try submission.map { try StoredDetail.text(of: $0.cover) },
        try submission?.basis.map { try StoredDetail.text(of: $0) }, entry.receiptStem,
        entry.dropFolderUnit?.rawValue, entry.equalTo?.rawValue,
      ])
    return EntryID(database.lastInsertedRowID)
  }

  private func insertReceipt(_ entry: RegisterEntry, _ id: EntryID) throws {
    let receipt = entry.receipt
    try execute(
      """
      INSERT INTO receipt (submission, unitName, planTitle, receiver, receiverName, names, ruleCatalogue, xml, html,
        journalSequence, journalHash, decision, officer, reason, decidedAt, sheets)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id.rawValue, receipt.unitName, receipt.planTitle, receipt.receiver.rawValue, receipt.receiverName,
        CanonicalJSON.object(receipt.names), receipt.ruleCatalogue, Data(entry.rendered.xml),
        Data(entry.rendered.html), receipt.journal?.sequence, receipt.journal?.hash,
        receipt.decision?.kind.rawValue, receipt.decision?.officer, receipt.decision?.reason,
        receipt.decision?.at.seconds, receipt.sheets.isEmpty ? nil : CanonicalJSON.list(receipt.sheets),
      ])
    for (position, finding) in receipt.findings.enumerated() {
      let place = finding.place
      try execute(
        """
        INSERT INTO finding (submission, position, code, severity, line, "column", unit, task, indicator, value, facts, sheet)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          id.rawValue, position, finding.code, finding.severity.rawValue, place.position.line,
          place.position.column, place.unit?.rawValue, place.task, place.indicator, place.value,
          CanonicalJSON.object(finding.facts), place.position.sheet,
        ])
    }
    for (code, count) in receipt.counts.sorted(by: { $0.key < $1.key }) {
      try execute(
        "INSERT INTO findingCount (submission, code, count) VALUES (?, ?, ?)", [id.rawValue, code, count])
    }
    for (position, repair) in receipt.repairs.enumerated() {
      try execute(
        """
        INSERT INTO repair (submission, position, code, line, "column", value, readAs, sheet)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          id.rawValue, position, repair.code, repair.position.line, repair.position.column, repair.value,
          repair.readAs, repair.position.sheet,
        ])
    }
    for (position, change) in receipt.changes.enumerated() {
      try execute(
        """
        INSERT INTO figureChange (submission, position, task, indicator, item, before, after)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          id.rawValue, position, change.task.rawValue, change.indicator.rawValue, change.item.rawValue,
          change.before?.description, change.after?.description,
        ])
    }
  }

  private func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

extension RegisterEntry {
  fileprivate var digest: String { submission?.digest ?? receipt.digest }
  fileprivate var unit: OrgUnitCode? { submission?.identity.unit ?? receipt.unit }
  fileprivate var plan: PlanID? { submission?.identity.plan ?? receipt.plan }
  fileprivate var period: Period? { submission?.identity.period ?? receipt.period }
  fileprivate var scope: ReportScope? { submission?.identity.scope ?? receipt.scope }
  fileprivate var revision: Int? { submission?.revision ?? receipt.revision }

  /// The report whose figures count from now on.
  fileprivate var counting: ReviewedSubmission? {
    receipt.outcome.counts && equalTo == nil ? submission : nil
  }

  /// 收件情况: what the file itself does not tell, so that the register can be made again from originals and journal.
  fileprivate func arrival(batch: String) -> [String: String] {
    var details = [
      "batch": batch, "bytes": String(byteCount), "channel": receipt.channel.rawValue,
      "file": receipt.fileName,
      "original": original, "receivedAt": String(submission?.receivedAt ?? receipt.receivedAt),
    ]
    details["dropFolder"] = dropFolderUnit?.rawValue
    return details
  }

  /// 办理情况: where the original and the receipt are, and which bytes the receipt had.
  fileprivate var standing: [String: String] {
    var details = ["original": original, "receiptDigest": digestHex(of: rendered.xml)]
    details["receipt"] = receiptStem
    if equalTo != nil { details["sameContent"] = "true" }
    return details
  }

  fileprivate func note(_ event: JournalEvent, _ details: [String: String] = [:]) -> JournalNote {
    JournalNote(
      event, unit: unit, plan: plan, period: period, scope: scope, revision: revision, digest: digest,
      details: details)
  }
}

/// 问题计数：exact numbers by severity, also where the details of a rule are capped.
struct FindingTally: Hashable {
  private(set) var hard = 0
  private(set) var soft = 0
  private(set) var note = 0

  init(_ receipt: Receipt) {
    var listed: [RuleCode: Int] = [:]
    var severities: [RuleCode: Severity] = [:]
    for finding in receipt.findings {
      add(1, finding.severity)
      listed[finding.code, default: 0] += 1
      severities[finding.code] = severities[finding.code] ?? finding.severity
    }
    // What the cap left out is like what it let through.
    for (code, count) in receipt.counts {
      add(max(0, count - (listed[code] ?? 0)), severities[code] ?? .note)
    }
  }

  private mutating func add(_ count: Int, _ severity: Severity) {
    switch severity {
    case .hard: hard += count
    case .soft: soft += count
    case .note: note += count
    }
  }
}
