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

  /// How many bytes of files are kept as they were read until their turn comes; what is beyond that is read twice, so that
  /// memory does not grow with the Inbox.
  static let keptBytes = 32 << 20
  /// How many bytes of files are worked on at a time.
  static let chunkBytes = 4 << 20

  func run() throws(PipelineFault) -> IngestReport {
    let examination = Examination(
      catalogue: office.catalogue, reader: office.reader, register: office.register, receiver: workspace.unit,
      isRootClosed: workspace.isRootClosed)
    var report = IngestReport()
    report.files = try finishWhatWasCut()
    let (found, skipped) = try files { () throws(SpoolFault) in try candidates() }
    let (claimed, left) = try claim(found, examination)
    report.skipped = skipped + left
    if !claimed.isEmpty {
      try files { () throws(SpoolFault) in try syncFileSystem(of: workspace.folder(.processing, nil)) }
      try office.noteCatalogue()
    }
    let count = claimed.count
    var done = 0
    for round in rounds(of: claimed) {
      report.files += try settle(round, examination) {
        done += 1
        progress(done, count)
      }
    }
    return report
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
      if let identity = file.identity, maySpeak(file, for: identity.unit) {
        groups[identity, default: []].append(file)
      } else {
        apart.append(file)
      }
    }
    for (identity, files) in groups {
      for (turn, batch) in Self.turns(of: files).enumerated() {
        while rounds[identity.period, default: []].count <= turn {
          rounds[identity.period, default: []].append([])
        }
        rounds[identity.period, default: []][turn] += batch
      }
    }
    let ordered = rounds.sorted { $0.key < $1.key }.flatMap(\.value)
    let all = (apart.isEmpty ? [] : [apart]) + ordered
    return all.map { $0.sorted { $0.entry.bytes.lexicographicallyPrecedes($1.entry.bytes) } }
  }

  private func maySpeak(_ file: ClaimedFile, for unit: OrgUnitCode) -> Bool {
    let units = office.catalogue.units
    return file.dropFolderUnit.map { units.contains(unit, under: units.current($0)) } ?? !workspace
      .isRootClosed
  }

  /// Files of one report: stated, different revisions one after the other; anything else together.
  private static func turns(of files: [ClaimedFile]) -> [[ClaimedFile]] {
    let distinct = Set(files.map(\.digest))
    let revisions = files.map(\.revision)
    let stated = Set(revisions.compactMap(\.self))
    guard distinct.count > 1, !revisions.contains(nil), stated.count == distinct.count else { return [files] }
    return stated.sorted().map { revision in files.filter { $0.revision == revision } }
  }

  /// What became of the files of a round, as far as the rest of the way needs to know.
  private struct Settled {
    struct Verdict: Sendable {
      var claimed: ClaimedFile
      var told: IngestReport.File
      var address: ReceiptAddress
      var original: String
      var id: EntryID
    }
    var verdicts: [Verdict] = []
    var repeats: [ClaimedFile] = []
    var postponed: [ClaimedFile] = []
  }

  private func settle(
    _ round: [ClaimedFile], _ examination: Examination, each: () -> Void
  ) throws(PipelineFault) -> [IngestReport.File] {
    let settled = try record(round, examination, each: each)
    try office.writeJournal()
    try writeReceipts(settled.verdicts)
    var results: [IngestReport.File] = []
    results.reserveCapacity(round.count)
    for verdict in settled.verdicts {
      results.append(verdict.told)
      office.log.info("\(verdict.told.receipt.outcome.rawValue) \(verdict.address.stem)")
    }
    for claimed in settled.repeats { results.append(try acknowledge(claimed)) }
    let workspace = workspace
    try files { () throws(SpoolFault) in
      _ = try concurrently(settled.verdicts) { verdict throws(SpoolFault) in
        try removeEntry(verdict.claimed.entry, digest: verdict.claimed.digest)
        try workspace.moveEnvelope(of: verdict.claimed.entry, to: verdict.original)
      }
      try syncFileSystem(of: workspace.receipts)
      var folders: Set<SpoolPath> = []
      for verdict in settled.verdicts {
        let folder = workspace.place(verdict.original).folder
        if folders.insert(folder).inserted { try createFolders(folder) }
      }
      _ = try concurrently(settled.verdicts) { verdict throws(SpoolFault) in
        try moveFile(
          verdict.claimed.copy, to: workspace.place(verdict.original), digest: verdict.claimed.digest,
          isDurable: false)
      }
      try syncFileSystem(of: workspace.inbox)
    }
    if !settled.repeats.isEmpty { try finishRepeats() }
    if settled.postponed.isEmpty { return results }
    return results + (try settle(settled.postponed, examination, each: {}))
  }

  /// Checks the files of a round and records what became of them, all in one transaction. While some are being recorded the
  /// next ones are already looked at.
  private func record(
    _ round: [ClaimedFile], _ examination: Examination, each: () -> Void
  ) throws(PipelineFault) -> Settled {
    let mark = try registered { () throws(StoreFault) in try office.register.journalMark() }
    let chunks = chunks(of: round)
    var settled = Settled()
    settled.verdicts.reserveCapacity(round.count)
    var taken: Set<String> = []
    func assess(_ chunk: [ClaimedFile]) -> Ahead<Result<AssessedChunk, PipelineFault>> {
      Ahead { AssessedChunk.make(chunk, by: examination) }
    }
    try office.register.recording(at: office.clock.now) { recording throws(PipelineFault) in
      var ahead = chunks.first.map(assess)
      for (position, chunk) in chunks.enumerated() {
        guard let assessed = try ahead?.get().get() else { break }
        ahead = position + 1 < chunks.count ? assess(chunks[position + 1]) : nil
        let judgement = try office.judge(assessed.assessments, of: assessed.files)
        let entries = try office.entries(
          for: judgement.verdicts, of: assessed.files, mark: mark, taken: &taken)
        let ids = try registered { () throws(StoreFault) in try recording.record(entries) }
        for ((verdict, entry), id) in zip(zip(judgement.verdicts, entries), ids) {
          let address = ReceiptAddress(entry)
          settled.verdicts.append(
            Settled.Verdict(
              claimed: chunk[verdict.index],
              told: IngestReport.File(receipt: entry.receipt, receiptPath: address.page), address: address,
              original: entry.original, id: id))
        }
        settled.repeats += judgement.repeats.map { chunk[$0] }
        settled.postponed += judgement.postponed.map { chunk[$0] }
        for _ in chunk { each() }
      }
      let notes = settled.repeats.map { claimed in
        let identity = claimed.identity
        return JournalNote(
          .received, unit: identity?.unit, plan: identity?.plan, period: identity?.period,
          scope: identity?.scope, digest: claimed.digest,
          details: ["file": claimed.displayName, "repeat": "true"])
      }
      try registered { () throws(StoreFault) in
        try recording.note(notes, repeats: settled.repeats.map(unfinished))
      }
    } failure: {
      .register($0)
    }
    return settled
  }

  /// Files of one report stay together, whatever their size, because what becomes of one depends on the others.
  private func chunks(of round: [ClaimedFile]) -> [[ClaimedFile]] {
    var chunks: [[ClaimedFile]] = []
    var bytes = 0
    for group in round.together(by: \.identity) {
      let size = group.reduce(0) { $0 + $1.byteCount }
      if chunks.isEmpty || bytes + size > Self.chunkBytes {
        chunks.append([])
        bytes = 0
      }
      chunks[chunks.count - 1] += group
      bytes += size
    }
    return chunks
  }

  /// The receipts of what is on record, as they stand in the register.
  private func writeReceipts(_ verdicts: [Settled.Verdict]) throws(PipelineFault) {
    let folders = Set(verdicts.map(\.address.folder)).sorted()
    let receipts = workspace.receipts
    try files { () throws(SpoolFault) in
      for folder in folders { try createFolders(receipts.appending(folder)) }
    }
    let register = office.register
    let rendering = ReceiptRendering(catalogue: office.catalogue)
    _ = try concurrently(verdicts) { verdict throws(PipelineFault) in
      let rendered = try registered { () throws(StoreFault) in try register.renderedReceipt(of: verdict.id) }
      guard let rendered else { throw .library("登记库中没有 \(verdict.claimed.digest) 的回执") }
      try writeReceiptFiles(rendered, to: verdict.address, below: receipts, isDurable: false)
      if verdict.original.hasSuffix(workbookEnding) {
        let bytes = try files { () throws(SpoolFault) in try readBounded(verdict.claimed.copy) }
        try rendering.writeWorkbook(
          verdict.told.receipt, of: bytes, to: verdict.address, below: receipts, isDurable: false)
      }
    }
  }

  /// Bytes that were taken already: counted once, acknowledged with the receipt they got.
  private func acknowledge(_ claimed: ClaimedFile) throws(PipelineFault) -> IngestReport.File {
    let file = claimed
    let known = try registered { () throws(StoreFault) -> RegisteredSubmission? in
      let inForce = try file.identity.flatMap { identity throws(StoreFault) in
        try office.register.entryInForce(withDigest: file.digest, identity: identity)
      }
      if let inForce { return inForce }
      return try office.register.entries(withDigest: file.digest).last { $0.identity == file.identity }
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
