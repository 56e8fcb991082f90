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
/// with the register's rows and the receipt's bytes, and only then the Inbox entry goes, the copy moves to the folder
/// of its state, and the receipts are written. What is found in `processing` at the start is finished or undone.
struct Intake {
  let office: Office
  /// Told how many of how many files are done.
  let progress: (Int, Int) -> Void

  private var workspace: Workspace { office.workspace }

  /// The largest file that is read; larger ones are left where they are and named.
  static let fileLimitBytes = 256 << 20

  /// A file of which this run holds a private copy.
  private struct Claimed {
    var file: IncomingFile
    var entry: SpoolPath
    var copy: SpoolPath
  }

  func run() throws(PipelineFault) -> IngestReport {
    let examination = Examination(
      catalogue: office.catalogue, reader: office.reader, register: office.register, receiver: workspace.unit)
    try finishWhatWasCut()
    var report = IngestReport()
    var claimed: [Claimed] = []
    let (found, skipped) = try files { () throws(SpoolFault) in try candidates() }
    report.skipped = skipped
    for (entry, unit) in found {
      do throws(PipelineFault) {
        claimed.append(try claim(entry, dropFolderUnit: unit, examination))
      } catch {
        // One file that cannot be read does not stop the others; anything else does.
        guard case .files(let fault) = error else { throw error }
        report.skipped.append(.init(name: entry.name.display, reason: Self.reason(fault)))
      }
    }
    var done = 0
    for round in Self.rounds(of: claimed) {
      report.files += try settle(round, examination)
      done += round.count
      progress(done, claimed.count)
    }
    return report
  }

  private static func reason(_ fault: SpoolFault) -> IngestReport.Skipped.Reason {
    switch fault {
    case .changed: .notSettled
    case .notAFile: .notAFile
    default: .unreadable(fault.description)
    }
  }

  // MARK: Claim

  /// Settled files of the Inbox and of the units' drop folders, with the unit whose folder it is.
  private func candidates() throws(SpoolFault) -> ([(SpoolEntry, OrgUnitCode?)], [IngestReport.Skipped]) {
    var entries: [(SpoolEntry, OrgUnitCode?)] = []
    var skipped: [IngestReport.Skipped] = []
    var folders: [(SpoolPath, OrgUnitCode?)] = [(workspace.inbox, nil)]
    for name in try listFolder(workspace.inbox) {
      let code = OrgUnitCode(name.display)
      let folder = workspace.inbox.appending(name)
      guard office.catalogue.units[code] != nil, try fileStamp(folder).kind == .folder else { continue }
      folders.append((folder, code))
    }
    for (folder, unit) in folders {
      for entry in try scanFolder(folder) where !isIgnored(entry.name) {
        if entry.isFile {
          entries.append((entry, unit))
        } else {
          skipped.append(.init(name: entry.name.display, reason: .notAFile))
        }
      }
    }
    let quiet = Duration.milliseconds(Int(workspace.settings.settleSeconds * 1000))
    let looked = try Spool.settle(entries.map(\.0), quiet: quiet)
    skipped += looked.unsettled.map { .init(name: $0.name.display, reason: .notSettled) }
    let ready = Set(looked.settled.map(\.path))
    return (entries.filter { ready.contains($0.0.path) }, skipped)
  }

  private func processing(_ unit: OrgUnitCode?) -> SpoolPath {
    let folder = workspace.folder(.processing, nil)
    return unit.map { folder.appending($0.rawValue) } ?? folder
  }

  private func claim(
    _ entry: SpoolEntry, dropFolderUnit: OrgUnitCode?, _ examination: Examination
  ) throws(PipelineFault) -> Claimed {
    let folder = processing(dropFolderUnit)
    let (spooled, copy) = try files { () throws(SpoolFault) in
      let spooled = try readFile(entry.path, limitBytes: Self.fileLimitBytes)
      try createFolders(folder)
      let copy = folder.appending(entry.name)
      try writeAtomically(spooled.bytes, to: copy)
      return (spooled, copy)
    }
    let arrival = office.clock.fixed ?? Instant(seconds: spooled.arrival.seconds)
    let file = try examination.read(
      spooled.bytes, name: entry.name.display, digest: spooled.digest, receivedAt: arrival,
      channel: dropFolderUnit == nil ? .openInbox : .dropFolder, dropFolderUnit: dropFolderUnit)
    return Claimed(file: file, entry: entry.path, copy: copy)
  }

  /// Recovery: a copy in `processing` whose report is on record is moved to its place; any other is dropped, because
  /// its Inbox entry goes only after the record was made and is therefore still there.
  private func finishWhatWasCut() throws(PipelineFault) {
    let root = workspace.folder(.processing, nil)
    try files { () throws(SpoolFault) in try createFolders(root) }
    var folders: [(SpoolPath, SpoolPath)] = [(root, workspace.inbox)]
    let names = try files { () throws(SpoolFault) in try listFolder(root) }
    for name in names {
      let isFolder = try files { () throws(SpoolFault) in try fileStamp(root.appending(name)).kind == .folder
      }
      if isFolder { folders.append((root.appending(name), workspace.inbox.appending(name))) }
    }
    for (folder, inbox) in folders {
      let copies = try files { () throws(SpoolFault) in try scanFolder(folder) }
      for copy in copies where copy.isFile {
        try finish(copy, inbox: inbox)
      }
    }
  }

  private func finish(_ copy: SpoolEntry, inbox: SpoolPath) throws(PipelineFault) {
    let bytes = try files { () throws(SpoolFault) in try readFile(copy.path, limitBytes: Self.fileLimitBytes)
    }
    let entry = inbox.appending(copy.name)
    let recorded = try registered { () throws(StoreFault) in
      try office.register.entries(withDigest: bytes.digest)
    }
    if let cut = recorded.last(where: { !fileExists(place($0.original)) }) {
      let rendered = try registered { () throws(StoreFault) in
        try office.register.renderedReceipt(of: cut.id)
      }
      if let rendered {
        try writeReceipt(rendered, stem: receiptName(of: cut), period: cut.period)
      }
      try files { () throws(SpoolFault) in
        try createFolders(place(cut.original).folder)
        _ = try moveFile(copy.path, to: place(cut.original), digest: bytes.digest)
        if fileExists(entry), try readFile(entry, limitBytes: Self.fileLimitBytes).digest == bytes.digest {
          try removeFile(entry)
        }
      }
      return
    }
    try files { () throws(SpoolFault) in
      if !recorded.isEmpty || fileExists(entry) {
        try removeFile(copy.path)
      } else {
        _ = try moveFile(copy.path, to: entry, digest: bytes.digest)
      }
    }
  }

  // MARK: Settle

  /// Batches in which no report depends on another: earlier periods first, because the later ones are checked
  /// against them, and versions of one report in the order of their stated revisions.
  private static func rounds(of claimed: [Claimed]) -> [[Claimed]] {
    var groups: [SubmissionIdentity: [Claimed]] = [:]
    var rounds: [Period: [[Claimed]]] = [:]
    var unidentified: [Claimed] = []
    for file in claimed {
      guard let identity = file.file.identity else {
        unidentified.append(file)
        continue
      }
      groups[identity, default: []].append(file)
    }
    for (identity, files) in groups {
      for (turn, batch) in turns(of: files).enumerated() {
        var batches = rounds[identity.period] ?? []
        while batches.count <= turn { batches.append([]) }
        batches[turn] += batch
        rounds[identity.period] = batches
      }
    }
    let ordered = rounds.sorted { $0.key < $1.key }.flatMap(\.value)
    let all = (unidentified.isEmpty ? [] : [unidentified]) + ordered
    return all.map { $0.sorted { $0.entry.bytes.lexicographicallyPrecedes($1.entry.bytes) } }
  }

  /// Files of one report: stated, different revisions one after the other; anything else together.
  private static func turns(of files: [Claimed]) -> [[Claimed]] {
    let distinct = Set(files.map(\.file.digest))
    let revisions = files.map { $0.file.reading.draft?.revision }
    let stated = Set(revisions.compactMap(\.self))
    guard distinct.count > 1, !revisions.contains(nil), stated.count == distinct.count else { return [files] }
    return stated.sorted().map { revision in files.filter { $0.file.reading.draft?.revision == revision } }
  }

  private func settle(_ round: [Claimed], _ examination: Examination) throws(PipelineFault) -> [IngestReport
    .File]
  {
    var entries: [RegisterEntry] = []
    var recorded: [(claimed: Claimed, receipt: Receipt, original: String, rendered: RenderedReceipt)] = []
    var results: [IngestReport.File] = []
    var notes: [JournalNote] = []
    var repeats: [Claimed] = []
    var seen: Set<String> = []
    var taken: Set<String> = []

    for claimed in round {
      let file = claimed.file
      if let identity = file.identity {
        // The same bytes twice in one batch are the same file; in force already, they are acknowledged again.
        let known = try registered { () throws(StoreFault) in
          try office.register.entryInForce(withDigest: file.digest, identity: identity)
        }
        if known != nil || !seen.insert("\(identity) \(file.digest)").inserted {
          repeats.append(claimed)
          continue
        }
      }
      var more: [Finding] = []
      if workspace.settings.senders == .closed, file.dropFolderUnit == nil {
        more.append(Finding(inboxRootIsClosed, at: Place()))
      }
      var result = try examination.examine(file, more: more)
      let rivals = rivals(of: claimed, in: round)
      if !rivals.isEmpty, result.receipt.outcome.counts { hold(&result, beside: rivals, file: file) }

      let stem = receiptName(of: result.receipt)
      let pages = render(result.receipt)
      let original = originalPlace(for: result, of: claimed, taken: &taken)
      entries.append(
        RegisterEntry(
          receipt: result.receipt, rendered: pages, original: original, byteCount: file.bytes.count,
          submission: result.submission))
      recorded.append((claimed, result.receipt, original, pages))
      results.append(
        IngestReport.File(
          receipt: result.receipt,
          receiptPath: "Outbox/receipts/\(result.receipt.period?.description ?? "unreadable")/\(stem).html"))
      office.log.info("\(result.receipt.outcome.rawValue) \(stem)")
    }
    for claimed in repeats {
      notes.append(JournalNote(.received, digest: claimed.file.digest, details: ["repeat": "true"]))
    }

    let now = office.clock.now
    if !entries.isEmpty || !notes.isEmpty {
      _ = try registered { () throws(StoreFault) in
        try office.register.record(entries, notes: notes, at: now)
      }
    }
    for (claimed, receipt, original, pages) in recorded {
      try files { () throws(SpoolFault) in
        try removeIfUnchanged(claimed)
        try createFolders(place(original).folder)
        _ = try moveFile(claimed.copy, to: place(original), digest: claimed.file.digest)
      }
      try writeReceipt(pages, stem: receiptName(of: receipt), period: receipt.period)
    }
    for claimed in repeats {
      results.append(try acknowledge(claimed))
    }
    return results
  }

  /// The Inbox entry goes, unless somebody has put another file there meanwhile.
  private func removeIfUnchanged(_ claimed: Claimed) throws(SpoolFault) {
    guard fileExists(claimed.entry) else { return }
    if try readFile(claimed.entry, limitBytes: Self.fileLimitBytes).digest == claimed.file.digest {
      try removeFile(claimed.entry)
    }
  }

  /// Other files of the batch that state the same report with other bytes.
  private func rivals(of claimed: Claimed, in round: [Claimed]) -> [Claimed] {
    guard let identity = claimed.file.identity else { return [] }
    return round.filter { $0.file.identity == identity && $0.file.digest != claimed.file.digest }
  }

  private func hold(_ result: inout Examination.Result, beside rivals: [Claimed], file: IncomingFile) {
    result.receipt.outcome = .held
    result.submission = nil
    let names = ([file.displayName] + rivals.map(\.file.displayName)).sorted().joined(separator: "、")
    let report = [
      result.receipt.unitName ?? "", result.receipt.period?.description ?? "",
      result.receipt.scope?.chinese ?? "",
    ].joined(separator: " ")
    result.receipt.findings.insert(
      Finding(twoFilesForOneReport, at: Place(), ["report": report, "files": names]), at: 0)
    result.receipt.counts[twoFilesForOneReport.code] = 1
  }

  /// Bytes that are in force already: counted once, acknowledged with the receipt they got.
  private func acknowledge(_ claimed: Claimed) throws(PipelineFault) -> IngestReport.File {
    let file = claimed.file
    let known = try registered { () throws(StoreFault) in
      try office.register.entries(withDigest: file.digest).last
    }
    var receipt: Receipt?
    if let known {
      receipt = try registered { () throws(StoreFault) in try office.register.receipt(of: known.id) }
      let pages = try registered { () throws(StoreFault) in
        try office.register.renderedReceipt(of: known.id)
      }
      if let pages { try writeReceipt(pages, stem: receiptName(of: known), period: known.period) }
    }
    try files { () throws(SpoolFault) in
      try removeIfUnchanged(claimed)
      try removeFile(claimed.copy)
    }
    guard var shown = receipt else { throw .library("回执不在登记库中 \(file.digest)") }
    let earlier = shown.fileName
    shown.fileName = file.displayName
    shown.findings.insert(Finding(sameBytesAgain, at: Place(), ["file": earlier]), at: 0)
    let stem = known.map { receiptName(of: $0) } ?? receiptName(of: shown)
    return IngestReport.File(
      receipt: shown,
      receiptPath: "Outbox/receipts/\(shown.period?.description ?? "unreadable")/\(stem).html",
      isRepeat: true)
  }

  // MARK: Places

  private func place(_ original: String) -> SpoolPath {
    var path = workspace.inbox
    for component in original.split(separator: "/") { path = path.appending(String(component)) }
    return path
  }

  /// Where an original is kept: a name that a person can read, numbered where another file has it already.
  private func originalPlace(
    for result: Examination.Result, of claimed: Claimed, taken: inout Set<String>
  ) -> String {
    let receipt = result.receipt
    let state: SpoolFolder =
      switch receipt.outcome {
      case .accepted, .questions: .accepted
      case .held: .held
      case .returned: .returned
      case .unreadable: .unreadable
      }
    let folder = ([state.rawValue] + (receipt.period.map { [$0.description] } ?? [])).joined(separator: "/")
    let ending =
      claimed.file.reading.draft.map { ".\($0.format.rawValue)" + (claimed.file.reading.isGzip ? ".gz" : "") }
      ?? ""
    var stem = receiptStem(receipt)
    if receipt.outcome == .unreadable { stem = "\(claimed.file.digest.prefix(12))" }
    var number = 1
    while true {
      let name = "\(folder)/\(stem)\(number == 1 ? "" : "-\(number)")\(ending)"
      if !fileExists(place(name)), taken.insert(name).inserted { return name }
      number += 1
    }
  }

  private func receiptName(of receipt: Receipt) -> String {
    Self.receiptName(stem: receiptStem(receipt), digest: receipt.digest)
  }

  private func receiptName(of entry: RegisteredSubmission) -> String {
    var receipt = Receipt(
      fileName: entry.fileName, outcome: entry.outcome, digest: entry.digest, unit: entry.unit,
      plan: entry.plan,
      period: entry.period, scope: entry.scope, revision: entry.revision,
      receivedAt: entry.receivedAt.seconds,
      channel: .openInbox, receiver: workspace.unit, receiverName: "", ruleCatalogue: "")
    receipt.mode = entry.mode
    return receiptName(of: receipt)
  }

  private static func receiptName(stem: String, digest: String) -> String {
    // Two files of one report each keep their receipt.
    stem.hasSuffix(digest.prefix(8)) || digest.hasPrefix(stem) ? stem : "\(stem)-\(digest.prefix(8))"
  }

  private func render(_ receipt: Receipt) -> RenderedReceipt {
    RenderedReceipt(
      xml: renderReceipt(receipt, sheets: ruleSheets).bytes,
      html: renderReceiptPage(receipt, sheets: ruleSheets, language: .zh).bytes)
  }

  private func writeReceipt(
    _ rendered: RenderedReceipt, stem: String, period: Period?
  ) throws(PipelineFault) {
    let folder = workspace.receipts.appending(period?.description ?? "unreadable")
    try files { () throws(SpoolFault) in
      try createFolders(folder)
      try writeAtomically(rendered.xml, to: folder.appending("\(stem).xml"))
      try writeAtomically(rendered.html, to: folder.appending("\(stem).html"))
    }
  }
}

/// A file operation as part of the pipeline.
func files<Result>(_ work: () throws(SpoolFault) -> Result) throws(PipelineFault) -> Result {
  do { return try work() } catch { throw .files(error) }
}

/// A register operation as part of the pipeline.
func registered<Result>(_ work: () throws(StoreFault) -> Result) throws(PipelineFault) -> Result {
  do { return try work() } catch { throw .register(error) }
}
