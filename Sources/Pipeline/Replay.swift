import Findings
import Ingest
import ReportModel
import Spool
import Store
import Validate

/// 重放：makes the rows of a register again, from the originals and the journal, in the journal's order.
///
/// Every file is judged as it was then: with the catalogue and the decisions in force at that entry and with what was on record.
/// The entries are taken over as they are. Where the program now comes to something else, the journal's word stands, and it is
/// said.
struct Replay {
  private let workspace: Workspace
  private let register: Register
  private let shelf: CatalogueShelf
  private let entries: [JournalEntry]
  private let originals: KeptOriginals
  private let given: GivenReceipts?
  private let fallback: LoadedCatalogue
  private(set) var report = RebuildReport()

  private var catalogue: LoadedCatalogue
  private var decisions: [JournalEntry] = []
  private var next = 0
  private var plain: [JournalEntry] = []

  /// - Parameter register: a new one, without any entry.
  init(
    _ entries: [JournalEntry], of workspace: Workspace, into register: Register
  ) throws(PipelineFault) {
    self.workspace = workspace
    self.register = register
    self.entries = entries
    shelf = CatalogueShelf(workspace)
    originals = try KeptOriginals(in: workspace)
    let isOld = entries.contains { $0.note.event == .received && $0.isOfFirstRelease }
    given = isOld ? try GivenReceipts(in: workspace) : nil
    let earliest = entries.first { $0.note.event == .catalogue }?.note.digest
    if let earliest, case .whole(let loaded) = shelf.version(earliest) {
      fallback = loaded
    } else {
      fallback = try Office.loadCatalogue(workspace.schemas)
    }
    catalogue = fallback
    report.entries = entries.count
    if isOld {
      report.add(
        .remark, "Journal/journal.jsonl",
        "台账里有 0.1 版记的条目，没有文件名、收到时刻和回执摘要：从当时的回执（Outbox/receipts）里取，找不到回执的用原件的名字和登记时刻；方案按台账所记最早的目录版本。",
        "The journal has entries of release 0.1, without file name, arrival and receipt digest: these are taken from the receipts in Outbox/receipts, else from the original's name and the time of recording; plans are those of the earliest catalogue version on record."
      )
    }
  }

  mutating func run(progress: (Int, Int) -> Void) throws(PipelineFault) {
    while next < entries.count {
      progress(next, entries.count)
      let entry = entries[next]
      switch entry.note.event {
      case .received where entry.note.details["repeat"] != "true": try replayBatch()
      case .confirmed, .asked, .sentBack, .released: try replayDecision()
      case .withdrawn where entry.note.details["subject"] != nil: try replayDecision()
      default: keep(entry)
      }
    }
    try flush()
    progress(entries.count, entries.count)
    try settleMoves()
  }

  // MARK: Entries without a file

  private mutating func keep(_ entry: JournalEntry) {
    if entry.note.event == .catalogue, let digest = entry.note.digest { turn(to: digest, entry) }
    if Decisions.events.contains(entry.note.event) { decisions.append(entry) }
    plain.append(entry)
    next += 1
  }

  private mutating func turn(to digest: String, _ entry: JournalEntry) {
    if case .whole(let loaded) = shelf.version(digest) {
      catalogue = loaded
      return
    }
    report.add(
      .loss, shelf.place(digest), "台账第 \(entry.sequence) 条启用的目录版本不见了或不能用，此后的文件改按另一版本的方案审核。请从备份恢复。",
      "the catalogue version of journal entry \(entry.sequence) is gone or cannot be used; another one was taken. Restore it from a backup."
    )
  }

  private mutating func flush() throws(PipelineFault) {
    if plain.isEmpty { return }
    var answers: [Int: SuperiorReceipt] = [:]
    for entry in plain where entry.note.event == .receipt { answers[entry.sequence] = answer(entry) }
    let batch = plain
    try registered { () throws(StoreFault) in try register.replay(batch, answers: answers) }
    plain = []
  }

  private mutating func answer(_ entry: JournalEntry) -> SuperiorReceipt? {
    let details = entry.note.details
    guard let digest = entry.note.digest, let outcome = details["outcome"].flatMap(Outcome.init),
      let receiver = details["receiver"]
    else { return nil }
    var answer = SuperiorReceipt(
      rollUpDigest: digest, outcome: outcome, receivedAt: entry.at, receiver: OrgUnitCode(receiver),
      fileName: details["file"] ?? "")
    if let seconds = details["receivedAt"].flatMap(Int64.init) {
      answer.receivedAt = Instant(seconds: seconds)
      return answer
    }
    // The first release kept only the file.
    let folder = workspace.inbox.appending(SpoolFolder.receipts)
    for file in (try? listTree(folder)) ?? [] {
      guard let bytes = try? readBounded(file.path), let summary = readReceipt(bytes, schema: nil),
        summary.digest == digest, summary.outcome == outcome
      else { continue }
      answer.receivedAt = summary.receivedAt
      answer.fileName = "Inbox/receipts/\(file.display)"
      return answer
    }
    report.add(
      .difference, "Journal \(entry.sequence)", "找不到这份上级回执的文件，收到时刻用登记时刻代替。",
      "the superior's receipt is gone; its time is that of recording.")
    return answer
  }

  // MARK: Batches

  /// 一份收件：the entries that one file made.
  private struct Taped {
    var received: JournalEntry
    var outcome: JournalEntry
    var told: Outcome
    var entries: [JournalEntry]

    var details: [String: String] { received.note.details }
    var digest: String { received.note.digest ?? "" }
    var original: String { outcome.note.details["original"] ?? details["original"] ?? "" }
    var isOfFirstRelease: Bool { received.isOfFirstRelease }
  }

  /// The entries of one file, from `position` on; `nil` where they are not in the order in which they are written.
  private func taped(at position: Int) -> Taped? {
    guard position + 1 < entries.count, entries[position].note.event == .received,
      entries[position].note.details["repeat"] != "true",
      let told = Outcome(rawValue: entries[position + 1].note.event.rawValue)
    else { return nil }
    var group = [entries[position], entries[position + 1]]
    if position + 2 < entries.count, entries[position + 2].note.event == .superseded {
      group.append(entries[position + 2])
    }
    return Taped(received: group[0], outcome: group[1], told: told, entries: group)
  }

  private mutating func replayBatch() throws(PipelineFault) {
    try flush()
    var batch: [Taped] = []
    while let file = taped(at: next) {
      if let first = batch.first {
        // The first release did not say what made a batch: each file by itself.
        guard let number = first.details["batch"], file.details["batch"] == number else { break }
      }
      batch.append(file)
      next += file.entries.count
    }
    guard let first = batch.first else {
      let entry = entries[next]
      report.add(
        .loss, "Journal \(entry.sequence)", "收件之后没有办理结果，这一条没有重建。",
        "nothing says what became of this file; it was not made again.")
      return keep(entry)
    }
    let office = office(at: first.received.at)
    let mark = try registered { () throws(StoreFault) in try register.journalMark() }
    let examination = Examination(
      catalogue: office.catalogue, reader: office.reader, register: register, receiver: workspace.unit)
    var incoming: [IncomingFile] = []
    var positions: [Int] = []
    for (index, file) in batch.enumerated() {
      guard let read = try self.incoming(file, examination) else { continue }
      positions.append(index)
      incoming.append(read)
    }
    var verdicts = try judge(incoming, of: positions.map { batch[$0] }, office, examination)
    if first.isOfFirstRelease, first.told == .held, let only = incoming.first {
      verdicts = try judgeAmongRivals(only, first, office, examination)
    }
    var rows: [RegisterEntry] = []
    var taken: Set<String> = []
    for (index, file) in batch.enumerated() {
      let row: RegisterEntry
      if let position = positions.firstIndex(of: index) {
        let verdict = try agreed(verdicts[position], with: file, incoming[position], examination)
        row = try entry(
          verdict, of: file, incoming[position].byteCount, incoming[position].dropFolderUnit, mark, office,
          &taken)
      } else {
        row = try entry(
          Judgement.Verdict(
            index: 0, result: Examination.Result(receipt: stub(file, office), submission: nil)), of: file,
          file.details["bytes"].flatMap { Int($0) } ?? 0,
          file.details["dropFolder"].map { OrgUnitCode($0) },
          mark, office, &taken)
      }
      rows.append(row)
    }
    let group = batch.flatMap(\.entries)
    let notes = try registered { () throws(StoreFault) in
      try register.replay(rows, as: group, at: first.received.at)
    }
    report.submissions += rows.count
    compare(notes, with: group)
  }

  private func office(at instant: Instant, rootIsClosed: Bool? = nil) -> Office {
    var settings = workspace.settings
    if let rootIsClosed { settings.senders = rootIsClosed ? .closed : .open }
    return Office(
      workspace: Workspace(root: workspace.root, settings: settings), loaded: catalogue,
      decisions: Decisions(decisions), register: register, clock: Clock(fixed: instant))
  }

  /// The file as it was when it arrived; `nil` where its original is gone.
  private mutating func incoming(
    _ file: Taped, _ examination: Examination
  ) throws(PipelineFault) -> IncomingFile? {
    let details = file.details
    let known = file.isOfFirstRelease ? given?.receipt(for: file.digest, file.told)?.summary : nil
    let name = details["file"] ?? known?.fileName ?? SpoolPath(file.original).name.display
    let arrival =
      details["receivedAt"].flatMap(Int64.init).map(Instant.init) ?? known?.receivedAt ?? file.received.at
    let channel = details["channel"].flatMap(SenderChannel.init) ?? known?.channel ?? .openInbox
    var folder = details["dropFolder"].map { OrgUnitCode($0) }
    if file.isOfFirstRelease, channel == .dropFolder { folder = file.received.note.unit }
    guard let path = originals[file.digest] else {
      lose(file)
      return nil
    }
    let byteCount = try files { () throws(SpoolFault) in try fileStamp(path).byteCount }
    if byteCount > Intake.fileLimitBytes {
      return examination.tooLarge(
        byteCount: byteCount, name: name, digest: file.digest, receivedAt: arrival, channel: channel,
        dropFolderUnit: folder)
    }
    let bytes = try files { () throws(SpoolFault) in
      try readBounded(path, limitBytes: Intake.fileLimitBytes)
    }
    return try examination.read(
      bytes, name: name, digest: file.digest, receivedAt: arrival, channel: channel, dropFolderUnit: folder)
  }

  private mutating func lose(_ file: Taped) {
    let place = "Inbox/\(file.original)"
    let isChanged = fileExists(workspace.place(file.original))
    let entry = file.received.sequence
    report.add(
      .loss, place,
      isChanged
        ? "原件被改动过，与台账第 \(entry) 条的摘要不符，数据没有重建。请从备份恢复这个文件再重建。"
        : "原件不见了（台账第 \(entry) 条），数据没有重建。请从备份恢复这个文件再重建。",
      isChanged
        ? "the original was changed and does not have the digest of journal entry \(entry); its figures are not made again. Restore it and rebuild."
        : "the original is gone (journal entry \(entry)); its figures are not made again. Restore it and rebuild."
    )
  }

  /// What the files of a batch come to now. The Inbox root may have been open then and be closed now, or the other way round.
  private func judge(
    _ incoming: [IncomingFile], of batch: [Taped], _ office: Office, _ examination: Examination
  ) throws(PipelineFault) -> [Judgement.Verdict] {
    func verdicts(_ office: Office) throws(PipelineFault) -> [Judgement.Verdict] {
      let judgement = try office.judge(incoming, by: examination)
      return try incoming.indices.map { index throws(PipelineFault) in
        if let verdict = judgement.verdicts.first(where: { $0.index == index }) { return verdict }
        return Judgement.Verdict(index: index, result: try examination.examine(incoming[index]))
      }
    }
    func isAsTold(_ verdicts: [Judgement.Verdict]) -> Bool {
      zip(verdicts, batch).allSatisfy { $0.result.receipt.outcome == $1.told }
    }
    let first = try verdicts(office)
    guard !isAsTold(first), incoming.contains(where: { $0.dropFolderUnit == nil }) else { return first }
    let clock = office.clock.fixed ?? Instant(seconds: 0)
    let second = try verdicts(self.office(at: clock, rootIsClosed: !workspace.isRootClosed))
    return isAsTold(second) ? second : first
  }

  /// The first release held rivals without saying which files came together: those of one report that were held at one time.
  private mutating func judgeAmongRivals(
    _ file: IncomingFile, _ taped: Taped, _ office: Office, _ examination: Examination
  ) throws(PipelineFault) -> [Judgement.Verdict] {
    var together = [file]
    for position in entries.indices where entries[position].at == taped.received.at {
      guard let other = self.taped(at: position), other.told == .held, other.digest != taped.digest,
        other.received.note.unit == taped.received.note.unit,
        other.received.note.period == taped.received.note.period,
        originals[other.digest] != nil, let read = try incoming(other, examination)
      else { continue }
      together.append(read)
    }
    let judged = try office.judge(together, by: examination).verdicts.first { $0.index == 0 }
    guard let verdict = judged else {
      return [Judgement.Verdict(index: 0, result: try examination.examine(file))]
    }
    return [verdict]
  }

  /// The verdict under which the journal's word stands, as far as it can.
  private mutating func agreed(
    _ verdict: Judgement.Verdict, with file: Taped, _ incoming: IncomingFile, _ examination: Examination
  ) throws(PipelineFault) -> Judgement.Verdict {
    var verdict = verdict
    let isTheSame = file.outcome.note.details["sameContent"] == "true"
    if !isTheSame, verdict.equalTo != nil {
      verdict = Judgement.Verdict(index: verdict.index, result: try examination.examine(incoming))
    }
    if isTheSame, verdict.equalTo == nil, let identity = verdict.result.submission?.identity {
      verdict.result.submission = nil
      verdict.equalTo = try registered { () throws(StoreFault) in try register.entryInForce(identity)?.id }
    }
    agree(
      &verdict.result, with: file.told, revision: file.outcome.note.revision, isTheSame: isTheSame,
      at: file.outcome)
    return verdict
  }

  private mutating func agree(
    _ result: inout Examination.Result, with told: Outcome, revision: Int?, isTheSame: Bool = false,
    at entry: JournalEntry
  ) {
    let place = "Journal \(entry.sequence)"
    let now = result.receipt.outcome
    if now != told {
      let isLost = told.counts && result.submission == nil && !isTheSame
      report.add(
        isLost ? .loss : .difference, place,
        "台账记的是\(told.chinese)，现在审核的结果是\(now.chinese)；"
          + (isLost ? "数据不能计入。可能是程序版本不同，请用当时的版本重建。" : "以台账为准。"),
        "the journal says \(told.rawValue), the checks now say \(now.rawValue); "
          + (isLost
            ? "its figures cannot count. Rebuild with the version of the program that took it."
            : "the journal stands."))
      result.receipt.outcome = told
      if !told.counts {
        result.submission = nil
        result.receipt.changes = []
      }
      result.submission?.outcome = told
    }
    guard let revision, result.receipt.revision != revision else { return }
    report.add(
      .difference, place, "台账记的是第 \(revision) 版，现在得到第 \(result.receipt.revision ?? 0) 版；以台账为准。",
      "the journal says r\(revision), the checks now say r\(result.receipt.revision ?? 0); the journal stands."
    )
    result.receipt.revision = revision
    result.submission?.revision = revision
  }

  /// A receipt for a file that is gone: what the journal knows of it.
  private func stub(_ file: Taped, _ office: Office) -> Receipt {
    let note = file.outcome.note
    let catalogue = office.catalogue
    let details = file.details
    return Receipt(
      fileName: details["file"] ?? SpoolPath(file.original).name.display, outcome: file.told,
      digest: file.digest, unit: note.unit, unitName: note.unit.map { catalogue.units.name(of: $0) },
      plan: note.plan, planTitle: note.plan.flatMap { catalogue.plan($0)?.title }, period: note.period,
      scope: note.scope, revision: note.revision,
      receivedAt: details["receivedAt"].flatMap(Int64.init) ?? file.received.at.seconds,
      channel: details["channel"].flatMap(SenderChannel.init) ?? .openInbox, receiver: workspace.unit,
      receiverName: catalogue.units.name(of: workspace.unit), ruleCatalogue: ruleCatalogueVersion)
  }

  private mutating func entry(
    _ verdict: Judgement.Verdict, of file: Taped, _ byteCount: Int, _ dropFolderUnit: OrgUnitCode?,
    _ mark: JournalMark, _ office: Office, _ taken: inout Set<String>
  ) throws(PipelineFault) -> RegisterEntry {
    if file.isOfFirstRelease {
      let receipt = verdict.result.receipt
      let known = given?.receipt(for: file.digest, file.told)
      if known == nil {
        report.add(
          .difference, "Journal \(file.outcome.sequence)", "当时的回执找不到，按现在的样式重写。",
          "the receipt that was given is gone; it is written anew.")
      }
      return RegisterEntry(
        receipt: receipt,
        rendered: known?.rendered ?? ReceiptRendering(catalogue: office.catalogue).render(receipt),
        original: file.details["original"] ?? file.original, byteCount: byteCount,
        submission: verdict.result.submission, dropFolderUnit: dropFolderUnit, equalTo: verdict.equalTo)
    }
    let row = try office.entry(
      verdict.result.receipt, submission: verdict.result.submission, byteCount: byteCount,
      dropFolderUnit: dropFolderUnit, equalTo: verdict.equalTo, mark: mark, original: file.original,
      taken: &taken)
    return withGivenReceipt(row, file.outcome)
  }

  /// The receipt has the bytes that were given: made again the same, or taken from the Outbox.
  private mutating func withGivenReceipt(_ entry: RegisterEntry, _ outcome: JournalEntry) -> RegisterEntry {
    var entry = entry
    if let stem = outcome.note.details["receipt"] { entry.receiptStem = stem }
    guard let told = outcome.note.details["receiptDigest"], told != digest(of: entry.rendered.xml) else {
      return entry
    }
    let address = ReceiptAddress(entry)
    let folder = workspace.receipts.appending(address.folder)
    let place = "Outbox/receipts/\(address.folder)/\(address.stem).xml"
    if let xml = try? readBounded(folder.appending("\(address.stem).xml")), digest(of: xml) == told {
      entry.rendered.xml = xml
      if let html = try? readBounded(folder.appending("\(address.stem).html")) { entry.rendered.html = html }
      report.add(
        .difference, place, "现在生成的回执与当时的不同（程序或规则版本不同），沿用当时发出的回执。",
        "the receipt would be another one now; the one that was given is kept.")
    } else {
      report.add(
        .difference, place, "当时的回执找不到，现在生成的与台账记的摘要不同。",
        "the receipt that was given is gone, and the one made now does not have its digest.")
    }
    return entry
  }

  private mutating func compare(_ notes: [JournalNote], with entries: [JournalEntry]) {
    func text(_ note: JournalNote) -> [String] {
      [
        note.event.rawValue, note.unit?.rawValue ?? "", note.plan?.rawValue ?? "",
        note.period?.description ?? "", note.scope?.rawValue ?? "", note.revision.map { String($0) } ?? "",
        note.digest ?? "",
      ]
    }
    for (index, entry) in entries.enumerated() {
      if index < notes.count, text(notes[index]) == text(entry.note) { continue }
      report.add(
        .loss, "Journal \(entry.sequence)", "重放得不到这一条（\(entry.note.event.chinese)）。",
        "the replay does not come to this entry (\(entry.note.event.rawValue)).")
      return
    }
    if notes.count > entries.count, let last = entries.last {
      report.add(
        .loss, "Journal \(last.sequence)", "重放多出了台账没有的事项。", "the replay comes to more than the journal says.")
    }
  }

  // MARK: Officers' decisions

  private mutating func replayDecision() throws(PipelineFault) {
    try flush()
    var notes: [JournalEntry] = []
    var position = next
    while position < entries.count, entries[position].note.event == entries[next].note.event,
      entries[position].note.digest == entries[next].note.digest
    {
      notes.append(entries[position])
      position += 1
    }
    guard position < entries.count, let first = notes.first,
      let told = Outcome(rawValue: entries[position].note.event.rawValue),
      let subject = try subject(of: first)
    else {
      report.add(
        .loss, "Journal \(entries[next].sequence)", "找不到这个决定所针对的报送，没有重建。",
        "the report that this decision is about is not there; it was not made again.")
      return keep(entries[next])
    }
    let outcome = entries[position]
    var group = notes + [outcome]
    if position + 1 < entries.count, entries[position + 1].note.event == .superseded {
      group.append(entries[position + 1])
    }
    next += group.count
    let office = office(at: first.at)
    let act = try OfficerAct(by: first.note.officer ?? "", reason: first.note.reason ?? "")
    let (kind, decided) = try result(of: notes, told, about: subject, act, office)
    var result = decided
    agree(&result, with: told, revision: outcome.note.revision, at: outcome)
    let row = withGivenReceipt(
      try office.decidedEntry(
        kind, act, about: subject, receipt: result.receipt, submission: result.submission,
        original: outcome.note.details["original"] ?? subject.original, at: first.at), outcome)
    let made = try registered { () throws(StoreFault) in
      try register.replay(notes.map(\.note), about: subject.id, now: row, as: group, at: first.at)
    }
    report.submissions += 1
    compare(made, with: group)
    decisions += notes.filter { Decisions.events.contains($0.note.event) }
  }

  /// The version that a decision is about, found as the desk finds it.
  private func subject(of entry: JournalEntry) throws(PipelineFault) -> RegisteredSubmission? {
    let note = entry.note
    guard let unit = note.unit, let period = note.period else { return nil }
    return try registered { () throws(StoreFault) in
      let held = try register.entries(in: period).held.filter {
        $0.digest == note.digest && $0.unit == unit
      }
      if note.event == .released { return held.last }
      if note.details["subject"] == Outcome.held.rawValue { return held.first }
      guard let plan = note.plan, let scope = note.scope else { return nil }
      let standing = try register.entryInForce(
        SubmissionIdentity(unit: unit, plan: plan, period: period, scope: scope))
      return standing?.digest == note.digest ? standing : nil
    }
  }

  private mutating func result(
    of notes: [JournalEntry], _ told: Outcome, about subject: RegisteredSubmission, _ act: OfficerAct,
    _ office: Office
  ) throws(PipelineFault) -> (OfficerDecision.Kind, Examination.Result) {
    switch notes.first?.note.event {
    case .confirmed, .asked:
      let meant = Set(notes.map { Question($0.note.details) })
      let kind: OfficerDecision.Kind = notes.first?.note.event == .asked ? .asked : .confirmed
      let settled = try office.settlement(of: subject, kind, act) { meant.contains(Question($0)) }
      return (kind, Examination.Result(receipt: settled.receipt, submission: settled.submission))
    case .released:
      let examination = Examination(
        catalogue: office.catalogue, reader: office.reader, register: register, receiver: workspace.unit)
      if let path = originals[subject.digest] {
        let bytes = try files { () throws(SpoolFault) in
          try readBounded(path, limitBytes: Intake.fileLimitBytes)
        }
        let file = try examination.read(
          bytes, name: subject.fileName, digest: subject.digest, receivedAt: subject.receivedAt,
          channel: subject.channel, dropFolderUnit: subject.dropFolderUnit)
        if let verdict = try office.judge([file], by: examination, isReleased: true).verdicts.first {
          return (.released, verdict.result)
        }
      }
      let receipt = try registered { () throws(StoreFault) in try register.receipt(of: subject.id) }
      guard var receipt else { throw .library("登记库中没有 \(subject.digest) 的回执") }
      receipt.outcome = told
      return (.released, Examination.Result(receipt: receipt, submission: nil))
    case .withdrawn:
      let receipt = try office.turnedDown(subject, act, sheet: withdrawnOnRequest)
      return (.withdrawn, Examination.Result(receipt: receipt, submission: nil))
    default:
      let receipt = try office.turnedDown(subject, act, sheet: sentBackByOfficer)
      return (.returned, Examination.Result(receipt: receipt, submission: nil))
    }
  }

  /// What tells one question of a report from another.
  private struct Question: Hashable {
    var rule, task, indicator, value: String?

    init(_ details: [String: String]) {
      rule = details["rule"]
      task = details["task"]
      indicator = details["indicator"]
      value = details["value"]
    }

    init(_ finding: Finding) {
      rule = finding.code
      task = finding.place.task
      indicator = finding.place.indicator
      value = finding.questionedValue
    }
  }

  /// Originals that decisions moved are in their places, but for those that a cut left behind.
  private func settleMoves() throws(PipelineFault) {
    let moves = try registered { () throws(StoreFault) in try register.unfinishedDecisions() }
    let done = moves.filter { move in
      fileExists(workspace.place(move.target)) || !fileExists(workspace.place(move.source))
    }
    try registered { () throws(StoreFault) in try register.finish(done) }
  }
}

extension JournalEntry {
  /// 0.1 版的收件条目, which says nothing but where the original is.
  fileprivate var isOfFirstRelease: Bool {
    note.details["batch"] == nil && note.details["repeat"] != "true"
  }
}
