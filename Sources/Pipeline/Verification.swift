import Findings
import ReportModel
import Spool
import Store

/// 核对：recomputes every digest, every roll-up and the journal's chain, and says what differs; changes nothing and waits for
/// nobody.
package struct Verification {
  let workspace: Workspace
  let register: Register
  let shelf: CatalogueShelf
  var report = VerificationReport()

  /// What the register says, read once.
  struct Record {
    var entries: [JournalEntry] = []
    var submissions: [RegisteredSubmission] = []
    var reviewed: Set<EntryID> = []
    /// 办理结果: the journal's entries about outcomes; each made one row of submissions, in this order.
    var outcomes: [JournalEntry] = []
    var rollUps: [RollUpRecord] = []
    var dispatches: [DispatchRecord] = []
    /// Without what was taken back: the version that went instead has its name.
    var standing: [DispatchRecord] = []
    var answers: [SuperiorReceipt] = []

    /// The number of the journal's entry that each submission was recorded with.
    var sequences: [EntryID: Int] = [:]
  }
  var record = Record()

  /// - Parameter isFull: also makes the whole register again, elsewhere, and compares every row.
  package static func run(
    _ path: String, isFull: Bool = false
  ) throws(PipelineFault) -> VerificationReport {
    let workspace = try Workspace.open(at: path)
    let register = try registered { () throws(StoreFault) in
      try Register.openReadOnly(at: workspace.registerPath.display)
    }
    do throws(PipelineFault) {
      let report = try settled(workspace, register, isFull: isFull)
      try registered { () throws(StoreFault) in try register.close() }
      return report
    } catch {
      try? register.close()
      throw error
    }
  }

  private var isReadable: Bool { !report.differences.contains { $0.kind == .registerDamaged } }

  /// Others may work meanwhile: what looks wrong is looked at again before it is told.
  private static func settled(
    _ workspace: Workspace, _ register: Register, isFull: Bool
  ) throws(PipelineFault) -> VerificationReport {
    for attempt in 1... {
      let before = try registered { () throws(StoreFault) in try register.journalMark() }
      var verification = Verification(
        workspace: workspace, register: register, shelf: CatalogueShelf(workspace))
      try verification.check()
      if isFull, verification.isReadable { try verification.checkContent() }
      let after = try registered { () throws(StoreFault) in try register.journalMark() }
      let isBusy = before != after || WorkspaceLock.holder(of: workspace.lockPath) != nil
      if verification.report.differences.isEmpty || !isBusy || attempt == 3 {
        if before != after { verification.report.add(Discrepancy(.busy, "register.sqlite")) }
        return verification.report
      }
      pauseMonotonic(.seconds(1))
    }
    preconditionFailure("numbers do not end")
  }

  mutating func check() throws(PipelineFault) {
    let damages: [String]
    do throws(StoreFault) {
      damages = try register.structuralProblems()
    } catch {
      guard case .corrupt(let detail) = error else { throw .register(error) }
      damages = [detail]
    }
    for problem in damages {
      report.add(Discrepancy(.registerDamaged, "register.sqlite", ["detail": problem]))
    }
    // What else it says is worth nothing.
    guard damages.isEmpty else { return }
    for name in try registered({ () throws(StoreFault) in try register.schemaProblems() }) {
      report.add(Discrepancy(.schemaDiffers, "register.sqlite", ["detail": name]))
    }
    for problem in try registered({ () throws(StoreFault) in try register.danglingReferences() }) {
      report.add(Discrepancy(.danglingReference, "register.sqlite", ["detail": problem]))
    }
    // Files before rows: what a row says was in its place before the row was made.
    let kept = try listStates()
    let file = try JournalFile(in: workspace).contents()
    try readRecord()
    report.counts[.journal] = record.entries.count
    report.add(journalDiscrepancies(register: JournalContents(record.entries), file: file))
    checkRows()
    checkOrder()
    try checkOriginals(kept)
    try checkReceipts()
    checkCatalogues()
    try checkRollUps()
    try checkDispatches()
  }

  private mutating func readRecord() throws(PipelineFault) {
    let record = try registered { () throws(StoreFault) in
      Record(
        entries: try register.journal(), submissions: try register.entries(in: nil),
        reviewed: try register.reviewedEntries(), rollUps: try register.allRollUps(),
        dispatches: try register.allDispatches(), standing: try register.dispatches(),
        answers: try register.allSuperiorReceipts())
    }
    self.record = record
    self.record.outcomes = record.entries.filter { $0.note.event.isOutcome }
    self.record.sequences = Dictionary(
      zip(record.submissions, self.record.outcomes).map { ($0.id, $1.sequence) },
      uniquingKeysWith: { first, _ in first })
  }

  // MARK: The register against the journal

  private mutating func checkRows() {
    report.counts[.submissions] = record.submissions.count
    if record.submissions.count != record.outcomes.count {
      differ("submission", "\(record.submissions.count) ≠ \(record.outcomes.count)")
    }
    for (row, entry) in zip(record.submissions, record.outcomes) {
      let note = entry.note
      let columns = [
        ("digest", row.digest == note.digest), ("unit", row.unit == note.unit),
        ("plan", row.plan == note.plan),
        ("period", row.period == note.period), ("scope", row.scope == note.scope),
        ("revision", row.revision == note.revision),
        ("outcome", row.outcome.rawValue == note.event.rawValue), ("recordedAt", row.recordedAt == entry.at),
      ].filter { !$0.1 }.map(\.0)
      if !columns.isEmpty {
        differ("submission \(row.id.rawValue)", "\(columns.joined(separator: ", ")) ≠ \(entry.sequence)")
      }
    }
    let superseded = record.submissions.filter { $0.supersededBy != nil }
    let told = record.entries.count { $0.note.event == .superseded }
    if superseded.count != told { differ("submission.supersededBy", "\(superseded.count) ≠ \(told)") }
    compare(
      "rollUp", record.rollUps.map { [$0.unit.rawValue, $0.plan.rawValue, "\($0.period)", $0.digest] },
      record.entries.filter { $0.note.event == .rolledUp })
    compare(
      "dispatch",
      record.dispatches.map { [$0.unit.rawValue, $0.plan.rawValue, "\($0.period)", $0.digest] },
      record.entries.dispatchesOnce)
    let answers = record.entries.filter { $0.note.event == .receipt }.compactMap(\.note.digest)
    if answers != record.answers.map(\.rollUpDigest) { differ("superiorReceipt", "≠ receipt") }
    checkSuccession()
  }

  private mutating func compare(_ table: String, _ rows: [[String]], _ entries: [JournalEntry]) {
    let told = entries.map { entry in
      [
        entry.note.unit?.rawValue ?? "", entry.note.plan?.rawValue ?? "",
        entry.note.period?.description ?? "", entry.note.digest ?? "",
      ]
    }
    for (index, row) in rows.enumerated() where index >= told.count || row != told[index] {
      differ("\(table) \(index + 1)", row.prefix(3).joined(separator: " "))
    }
    if rows.count < told.count { differ(table, "\(rows.count) ≠ \(told.count)") }
  }

  private mutating func differ(_ place: String, _ detail: String) {
    report.add(Discrepancy(.registerDiffersFromJournal, place, ["detail": detail]))
  }

  /// One version in force for each report; every other that counted was followed by a later one.
  private mutating func checkSuccession() {
    var inForce: [SubmissionIdentity: Int] = [:]
    let rows = Dictionary(
      record.submissions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for row in record.submissions {
      let place = "submission \(row.id.rawValue)"
      if row.isInForce, let identity = row.identity { inForce[identity, default: 0] += 1 }
      let counted = row.outcome.counts && row.equalTo == nil && record.reviewed.contains(row.id)
      if counted, row.isInForce == (row.supersededBy != nil) {
        report.add(Discrepancy(.succession, place, ["detail": "isInForce, supersededBy"]))
      }
      if !counted, row.isInForce {
        report.add(Discrepancy(.succession, place, ["detail": "isInForce, \(row.outcome.rawValue)"]))
      }
      if let successor = row.supersededBy {
        let isLater =
          successor > row.id && rows[successor]?.unit == row.unit
          && rows[successor]?.period == row.period
        if !isLater {
          report.add(Discrepancy(.succession, place, ["detail": "supersededBy \(successor.rawValue)"]))
        }
      }
    }
    for (identity, count) in inForce.sorted(by: { $0.key < $1.key }) where count > 1 {
      report.add(
        Discrepancy(
          .versionsInForce, "\(identity.unit) \(identity.plan) \(identity.period)", ["count": String(count)]))
    }
  }

  /// What was signed had been rolled up, what was sent too, and what was answered had been sent.
  private mutating func checkOrder() {
    var rolledUp: Set<String> = []
    var sent: Set<String> = []
    for entry in record.entries {
      guard let digest = entry.note.digest else { continue }
      var problem: (zh: String, en: String)?
      switch entry.note.event {
      case .rolledUp: rolledUp.insert(digest)
      case .signedOff where !rolledUp.contains(digest):
        problem = ("审签的汇总没有登记过", "what was signed off was never rolled up")
      case .dispatched:
        sent.insert(digest)
        if !rolledUp.contains(digest) { problem = ("上报的汇总没有登记过", "what was dispatched was never rolled up") }
      case .receipt where !sent.contains(digest):
        problem = ("上级回执所答的没有上报过", "the superior answered what was never dispatched")
      default: continue
      }
      if let problem {
        report.add(
          Discrepancy(
            .periodLife, entry.note.period?.description ?? "journal",
            ["zh": problem.zh, "en": problem.en, "entry": String(entry.sequence)]))
      }
    }
  }

  // MARK: Originals

  private static let states: [SpoolFolder] = [.accepted, .held, .returned, .unreadable, .processing]

  private func listStates() throws(PipelineFault) -> [(state: SpoolFolder, file: TreeFile)] {
    try files { () throws(SpoolFault) in
      var found: [(state: SpoolFolder, file: TreeFile)] = []
      for state in Self.states {
        for file in try listTree(workspace.folder(state, nil)) where !Self.isOurs(file) {
          found.append((state, file))
        }
      }
      return found
    }
  }

  /// Files that belong beside originals, and such as nobody looks at.
  private static func isOurs(_ file: TreeFile) -> Bool {
    file.path.name.hasSuffix(".envelope") || isIgnored(file.path.name)
  }

  private mutating func checkOriginals(
    _ kept: [(state: SpoolFolder, file: TreeFile)]
  ) throws(PipelineFault) {
    var originals: [(path: SpoolPath, row: RegisteredSubmission)] = []
    var known: Set<SpoolPath> = []
    for row in record.submissions {
      let path = workspace.place(row.original)
      if known.insert(path).inserted { originals.append((path, row)) }
    }
    report.counts[.originals] = originals.count
    let unknown = kept.filter { !known.contains($0.file.path) && fileExists($0.file.path) }
    let moves = try registered { () throws(StoreFault) in try register.unfinishedDecisions() }
    // Their digests tell whether one of them is an original that is missed elsewhere.
    var digests: [String: Int] = [:]
    var isAccountedFor: Set<Int> = []
    var isHashed = false
    func hashUnknown() throws(PipelineFault) {
      if isHashed { return }
      isHashed = true
      for (index, entry) in unknown.enumerated() where entry.file.stamp.kind == .file {
        digests[try files { () throws(SpoolFault) in try digestOfFile(entry.file.path) }] = index
      }
    }
    func name(_ index: Int) -> String {
      "Inbox/\(unknown[index].state.rawValue)/\(unknown[index].file.display)"
    }
    for (path, row) in originals {
      let place = "Inbox/\(row.original)"
      let short = ["digest": String(row.digest.prefix(12))]
      if let stamp = try? fileStamp(path), stamp.kind == .file {
        let digest = try files { () throws(SpoolFault) in try digestOfFile(path) }
        if digest != row.digest { report.add(Discrepancy(.originalChanged, place, short)) }
        continue
      }
      if let move = moves.first(where: { $0.target == row.original }),
        let digest = try? digestOfFile(workspace.place(move.source)), digest == row.digest
      {
        report.add(Discrepancy(.originalOnItsWay, place, ["found": "Inbox/\(move.source)"]))
        if let index = unknown.firstIndex(where: { $0.file.path == workspace.place(move.source) }) {
          isAccountedFor.insert(index)
        }
        continue
      }
      try hashUnknown()
      guard let index = digests[row.digest] else {
        report.add(Discrepancy(.originalMissing, place, short))
        continue
      }
      isAccountedFor.insert(index)
      let kind: Discrepancy.Kind =
        unknown[index].state == .processing ? .originalOnItsWay : .originalMisplaced
      report.add(Discrepancy(kind, place, ["found": name(index)]))
    }
    for index in unknown.indices where !isAccountedFor.contains(index) {
      report.add(
        Discrepancy(unknown[index].state == .processing ? .unfinishedCopy : .stranger, name(index)))
    }
  }

  // MARK: Receipts

  private mutating func checkReceipts() throws(PipelineFault) {
    let entries = Dictionary(
      zip(record.submissions, record.outcomes).map { ($0.id, $1) }, uniquingKeysWith: { first, _ in first })
    // The first release gave the same bytes one receipt each time; the file is the last one's.
    var last: [String: EntryID] = [:]
    for row in record.submissions { last[row.receiptAddress.page] = row.id }
    for row in record.submissions {
      let rendered = try registered { () throws(StoreFault) in try register.renderedReceipt(of: row.id) }
      guard let rendered else {
        report.add(Discrepancy(.receiptNotAsGiven, "receipt \(row.id.rawValue)"))
        continue
      }
      report.counts[.receipts, default: 0] += 1
      if let told = entries[row.id]?.note.details["receiptDigest"], told != digest(of: rendered.xml) {
        report.add(Discrepancy(.receiptNotAsGiven, "receipt \(row.id.rawValue)"))
      }
      guard last[row.receiptAddress.page] == row.id else { continue }
      let address = row.receiptAddress
      let folder = workspace.receipts.appending(address.folder)
      for (ending, bytes) in [("xml", rendered.xml), ("html", rendered.html)] {
        let name = "\(address.stem).\(ending)"
        let place = "Outbox/receipts/\(address.folder)/\(name)"
        if let found = try? readBounded(folder.appending(name)) {
          if found != bytes { report.add(Discrepancy(.receiptChanged, place)) }
        } else {
          report.add(Discrepancy(.receiptMissing, place))
        }
      }
    }
  }

  // MARK: Catalogues

  private mutating func checkCatalogues() {
    var seen: Set<String> = []
    for entry in record.entries where entry.note.event == .catalogue {
      guard let digest = entry.note.digest, seen.insert(digest).inserted else { continue }
      report.counts[.catalogues, default: 0] += 1
      let number = ["entry": String(entry.sequence)]
      switch shelf.version(digest) {
      case .whole: continue
      case .missing: report.add(Discrepancy(.catalogueMissing, shelf.place(digest), number))
      case .changed: report.add(Discrepancy(.catalogueChanged, shelf.place(digest), number))
      case .unusable(let fault):
        report.add(
          Discrepancy(
            .catalogueUnusable, shelf.place(digest), ["zh": fault.chinese, "en": fault.english]))
      }
    }
  }

  // MARK: What was sent

  private mutating func checkDispatches() throws(PipelineFault) {
    report.counts[.dispatches] = record.dispatches.count
    for sent in record.standing {
      let name = sent.fileName
      let path = workspace.outbox.appending(SpoolFolder.sent).appending(sent.period.description)
        .appending(name)
      guard fileExists(path) else { continue }
      if try files({ () throws(SpoolFault) in try digestOfFile(path) }) != sent.digest {
        report.add(Discrepancy(.sentFileChanged, "Outbox/sent/\(sent.period)/\(name)"))
      }
    }
    for answer in record.answers where !answer.fileName.isEmpty {
      var path = workspace.root
      for component in answer.fileName.split(separator: "/") { path = path.appending(String(component)) }
      if !fileExists(path) { report.add(Discrepancy(.answerMissing, answer.fileName)) }
    }
  }
}

extension [JournalEntry] {
  /// What was dispatched, each version to each place once, however often it went.
  var dispatchesOnce: [JournalEntry] {
    var seen: Set<[String]> = []
    return filter { entry in
      entry.note.event == .dispatched
        && seen.insert([entry.note.digest ?? "", entry.note.details["to"] ?? ""]).inserted
    }
  }
}

extension JournalEvent {
  /// What became of a file: such an entry stands for one row of submissions.
  var isOutcome: Bool { Outcome(rawValue: rawValue) != nil }
}
