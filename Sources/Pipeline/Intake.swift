import Export
import Findings
import Ingest
import ReportModel
import Spool
import Store
import Validate

/// 收件：takes everything that lies in the Inbox, checks it, records it and answers with receipts.
///
/// The order is what makes it safe to cut anywhere: a private copy in `processing` first, then one transaction
/// with the register's rows and the receipt's bytes, and only then the receipts are written, the Inbox entry goes and,
/// last of all, the copy moves to the folder of its state. A copy that is still in `processing` at the start tells that
/// something was cut; it is finished or undone. Each step reaches the disk once for all files of a round.
struct Intake {
  let office: Office
  /// What is known to lie still and is taken now, and nothing else; without it intake waits and sees for itself.
  var settled: Set<SpoolEntry>?
  /// Told how many of how many files are done.
  let progress: (Int, Int) -> Void

  var workspace: Workspace { office.workspace }

  /// The largest file that is read, which is what the readers take; of a larger one only the digest is made.
  static let fileLimitBytes = 64 << 20

  func run() throws(PipelineFault) -> IngestReport {
    let examination = Examination(
      catalogue: office.catalogue, reader: office.reader, register: office.register, receiver: workspace.unit)
    var report = IngestReport()
    report.files = try finishWhatWasCut()
    var claimed: [ClaimedFile] = []
    let (found, skipped) = try files { () throws(SpoolFault) in try candidates() }
    report.skipped = skipped
    for (entry, point) in found {
      do throws(PipelineFault) {
        claimed.append(try claim(entry, at: point, examination))
      } catch {
        // One file that cannot be read does not stop the others; anything else does.
        guard case .files(let fault) = error, fault.path == entry.path else { throw error }
        // Somebody took it back meanwhile.
        if fault.isMissing { continue }
        report.skipped.append(.init(name: entry.name.display, reason: Self.reason(fault)))
      }
    }
    if !claimed.isEmpty {
      try files { () throws(SpoolFault) in try syncFileSystem(of: workspace.folder(.processing, nil)) }
      try office.noteCatalogue()
    }
    var done = 0
    for round in rounds(of: claimed) {
      report.files += try settle(round, examination) {
        done += 1
        progress(done, claimed.count)
      }
    }
    return report
  }

  private static func reason(_ fault: SpoolFault) -> IngestReport.Skipped.Reason {
    switch fault {
    case .changed: .notSettled
    case .notAFile: .notAFile
    default: .unreadable(fault)
    }
  }

  // MARK: Settle

  /// Batches in which no report depends on another: earlier periods first, because the later ones are checked
  /// against them, and versions of one report in the order of their stated revisions.
  private func rounds(of claimed: [ClaimedFile]) -> [[ClaimedFile]] {
    var groups: [SubmissionIdentity: [ClaimedFile]] = [:]
    var rounds: [Period: [[ClaimedFile]]] = [:]
    var apart: [ClaimedFile] = []
    for file in claimed {
      // Who may not speak for the unit is refused, and has no say in what becomes of the unit's own files.
      if let identity = file.file.identity, maySpeak(file.file, for: identity.unit) {
        groups[identity, default: []].append(file)
      } else {
        apart.append(file)
      }
    }
    for (identity, files) in groups {
      for (turn, batch) in Self.turns(of: files).enumerated() {
        var batches = rounds[identity.period] ?? []
        while batches.count <= turn { batches.append([]) }
        batches[turn] += batch
        rounds[identity.period] = batches
      }
    }
    let ordered = rounds.sorted { $0.key < $1.key }.flatMap(\.value)
    let all = (apart.isEmpty ? [] : [apart]) + ordered
    return all.map { $0.sorted { $0.entry.bytes.lexicographicallyPrecedes($1.entry.bytes) } }
  }

  private func maySpeak(_ file: IncomingFile, for unit: OrgUnitCode) -> Bool {
    let units = office.catalogue.units
    return file.dropFolderUnit.map { units.contains(unit, under: units.current($0)) } ?? !workspace
      .isRootClosed
  }

  /// Files of one report: stated, different revisions one after the other; anything else together.
  private static func turns(of files: [ClaimedFile]) -> [[ClaimedFile]] {
    let distinct = Set(files.map(\.file.digest))
    let revisions = files.map { $0.file.reading.draft?.revision }
    let stated = Set(revisions.compactMap(\.self))
    guard distinct.count > 1, !revisions.contains(nil), stated.count == distinct.count else { return [files] }
    return stated.sorted().map { revision in files.filter { $0.file.reading.draft?.revision == revision } }
  }

  private func settle(
    _ round: [ClaimedFile], _ examination: Examination, each: () -> Void
  ) throws(PipelineFault) -> [IngestReport.File] {
    let judgement = try office.judge(round.map(\.file), by: examination, each: each)
    let mark = try registered { () throws(StoreFault) in try office.register.journalMark() }
    var taken: Set<String> = []
    var entries: [RegisterEntry] = []
    for verdict in judgement.verdicts {
      let file = round[verdict.index].file
      let original = office.originalPlace(for: verdict.result, of: file, taken: &taken)
      entries.append(
        try office.entry(
          verdict.result.receipt, submission: verdict.result.submission, byteCount: file.byteCount,
          dropFolderUnit: file.dropFolderUnit, equalTo: verdict.equalTo, mark: mark, original: original,
          taken: &taken))
    }
    let repeats = judgement.repeats.map { round[$0] }
    let notes = repeats.map { claimed in
      let identity = claimed.file.identity
      return JournalNote(
        .received, unit: identity?.unit, plan: identity?.plan, period: identity?.period,
        scope: identity?.scope, digest: claimed.file.digest,
        details: ["file": claimed.file.displayName, "repeat": "true"])
    }
    try registered { () throws(StoreFault) in
      _ = try office.register.record(
        entries, notes: notes, repeats: repeats.map(unfinished), at: office.clock.now)
    }
    try office.writeJournal()

    var results: [IngestReport.File] = []
    for entry in entries {
      let address = ReceiptAddress(entry)
      try office.writeReceipt(entry.rendered, to: address, isDurable: false)
      results.append(IngestReport.File(receipt: entry.receipt, receiptPath: address.page))
      office.log.info("\(entry.receipt.outcome.rawValue) \(address.stem)")
    }
    for claimed in repeats { results.append(try acknowledge(claimed)) }
    try files { () throws(SpoolFault) in
      for (verdict, entry) in zip(judgement.verdicts, entries) {
        let claimed = round[verdict.index]
        try removeEntry(claimed.entry, digest: claimed.file.digest)
        try moveEnvelope(of: claimed.entry, to: entry.original)
      }
      try syncFileSystem(of: workspace.receipts)
      for (verdict, entry) in zip(judgement.verdicts, entries) {
        let place = office.place(entry.original)
        try createFolders(place.folder)
        _ = try moveFile(
          round[verdict.index].copy, to: place, digest: entry.receipt.digest, isDurable: false)
      }
      try syncFileSystem(of: workspace.inbox)
    }
    if !repeats.isEmpty { try finishRepeats() }
    if judgement.postponed.isEmpty { return results }
    return results + (try settle(judgement.postponed.map { round[$0] }, examination, each: {}))
  }

  /// The envelope of a roll-up goes where the roll-up goes; whether there is one changes nothing.
  func moveEnvelope(of entry: SpoolPath, to original: String) throws(SpoolFault) {
    let name = SpoolName(entry.name.bytes + Array(envelopeEnding.utf8))
    let envelope = entry.folder.appending(name)
    guard (try? fileStamp(envelope))?.kind == .file else { return }
    let place = office.place(original + envelopeEnding)
    try createFolders(place.folder)
    _ = try moveFile(envelope, to: place, isDurable: false)
  }

  /// The Inbox entry goes, unless somebody has put another file there meanwhile.
  func removeEntry(_ entry: SpoolPath, digest: String) throws(SpoolFault) {
    guard let stamp = try? fileStamp(entry), stamp.kind == .file else { return }
    if try digestOfFile(entry) == digest { try removeFile(entry) }
  }

  /// Bytes that were taken already: counted once, acknowledged with the receipt they got.
  private func acknowledge(_ claimed: ClaimedFile) throws(PipelineFault) -> IngestReport.File {
    let file = claimed.file
    var known = try office.entryInForce(file)
    if known == nil {
      known = try registered { () throws(StoreFault) in
        try office.register.entries(withDigest: file.digest).last { $0.identity == file.identity }
      }
    }
    guard let known else { throw .library("登记库中没有 \(file.digest)") }
    let (receipt, pages) = try registered { () throws(StoreFault) in
      (try office.register.receipt(of: known.id), try office.register.renderedReceipt(of: known.id))
    }
    guard var receipt, let pages else { throw .library("登记库中没有 \(file.digest) 的回执") }
    try office.writeReceipt(pages, to: known.receiptAddress, isDurable: false)
    let earlier = receipt.fileName
    receipt.fileName = file.displayName
    receipt.add(Finding(sameBytesAgain, at: Place(), ["file": earlier]))
    return IngestReport.File(receipt: receipt, receiptPath: known.receiptAddress.page, isRepeat: true)
  }
}
