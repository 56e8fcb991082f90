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

  private var workspace: Workspace { office.workspace }

  /// The largest file that is read, which is what the readers take; of a larger one only the digest is made.
  static let fileLimitBytes = 64 << 20

  /// A file of which this run holds a private copy.
  private struct Claimed {
    var file: IncomingFile
    var entry: SpoolPath
    var copy: SpoolPath
  }

  /// 投递目录：a folder whose new files are taken, with the unit whose folder it is.
  private struct DropPoint {
    var folder: SpoolPath
    var unit: OrgUnitCode?
    /// Where its files are copied to: a folder of the same name, so that recovery knows where they came from.
    var processing: SpoolPath
  }

  func run() throws(PipelineFault) -> IngestReport {
    let examination = Examination(
      catalogue: office.catalogue, reader: office.reader, register: office.register, receiver: workspace.unit)
    var report = IngestReport()
    report.files = try finishWhatWasCut()
    var claimed: [Claimed] = []
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

  // MARK: Claim

  /// The Inbox itself and the units' drop folders in it.
  private func dropPoints() throws(SpoolFault) -> [DropPoint] {
    let processing = workspace.folder(.processing, nil)
    var points = [DropPoint(folder: workspace.inbox, unit: nil, processing: processing)]
    for name in try listFolder(workspace.inbox) {
      let code = OrgUnitCode(name.display)
      let folder = workspace.inbox.appending(name)
      guard office.catalogue.units[code] != nil, (try? fileStamp(folder))?.kind == .folder else { continue }
      points.append(DropPoint(folder: folder, unit: code, processing: processing.appending(name)))
    }
    return points
  }

  /// Settled files of the Inbox and of the units' drop folders.
  private func candidates() throws(SpoolFault) -> ([(SpoolEntry, DropPoint)], [IngestReport.Skipped]) {
    var entries: [(SpoolEntry, DropPoint)] = []
    var skipped: [IngestReport.Skipped] = []
    for point in try dropPoints() {
      for entry in try scanFolder(point.folder) where settled?.contains(entry) ?? true {
        if entry.isFile {
          entries.append((entry, point))
        } else {
          skipped.append(.init(name: entry.name.display, reason: .notAFile))
        }
      }
    }
    if settled != nil { return (entries, skipped) }
    let looked = try Spool.settle(entries.map(\.0), quiet: workspace.settings.quiet)
    skipped += looked.unsettled.map { .init(name: $0.name.display, reason: .notSettled) }
    let ready = Set(looked.settled.map(\.path))
    return (entries.filter { ready.contains($0.0.path) }, skipped)
  }

  private func claim(
    _ entry: SpoolEntry, at point: DropPoint, _ examination: Examination
  ) throws(PipelineFault) -> Claimed {
    let copy = point.processing.appending(Self.copyName(of: entry.name))
    let channel: SenderChannel = point.unit == nil ? .openInbox : .dropFolder
    func arrival(_ time: FileTime) -> Instant { office.clock.fixed ?? Instant(seconds: time.seconds) }
    try files { () throws(SpoolFault) in try createFolders(point.processing) }
    if entry.stamp.byteCount > Self.fileLimitBytes {
      // Too large to be copied, so it is moved; its receipt names it by the digest like any other.
      let (digest, copy) = try files { () throws(SpoolFault) in
        let digest = try digestOfFile(entry.path)
        return (digest, try moveFile(entry.path, to: copy, digest: digest, isDurable: false))
      }
      let file = examination.tooLarge(
        byteCount: entry.stamp.byteCount, name: entry.name.display, digest: digest,
        receivedAt: arrival(entry.arrival), channel: channel, dropFolderUnit: point.unit)
      return Claimed(file: file, entry: entry.path, copy: copy)
    }
    let spooled = try files { () throws(SpoolFault) in
      let spooled = try readFile(entry.path, limitBytes: Self.fileLimitBytes)
      try writeAtomically(spooled.bytes, to: copy, isDurable: false)
      return spooled
    }
    let file = try examination.read(
      spooled.bytes, name: entry.name.display, digest: spooled.digest, receivedAt: arrival(spooled.arrival),
      channel: channel, dropFolderUnit: point.unit)
    return Claimed(file: file, entry: entry.path, copy: copy)
  }

  /// A name as long as the file system allows leaves no room for the endings that files have while they are written.
  private static func copyName(of name: SpoolName) -> SpoolName {
    let roomBytes = 240
    guard name.bytes.count > roomBytes else { return name }
    return SpoolName(
      Array(name.bytes.prefix(roomBytes - 17)) + Array("~\(digest(of: name.bytes).prefix(16))".utf8))
  }

  // MARK: Recovery

  /// A copy in `processing` whose report is on record gets its receipt and its place; any other is undone: its Inbox
  /// entry goes only after the record was made and is therefore still there, or it is put back.
  ///
  /// - Returns: what was finished, for nobody has been told of it yet.
  private func finishWhatWasCut() throws(PipelineFault) -> [IngestReport.File] {
    let root = workspace.folder(.processing, nil)
    var folders: [(SpoolPath, SpoolPath)] = [(root, workspace.inbox)]
    let names = try files { () throws(SpoolFault) in
      // Never the Inbox itself: if it is gone, what was moved away or not mounted must find its place free.
      _ = try fileStamp(workspace.inbox)
      try createFolders(root)
      return try listFolder(root)
    }
    for name in names where (try? fileStamp(root.appending(name)))?.kind == .folder {
      folders.append((root.appending(name), workspace.inbox.appending(name)))
    }
    var finished: [IngestReport.File] = []
    for (folder, inbox) in folders {
      let copies = try files { () throws(SpoolFault) in
        // What was not written to its end was not claimed.
        for name in try listFolder(folder) where name.hasSuffix(".part") {
          try removeFile(folder.appending(name))
        }
        return try scanFolder(folder)
      }
      for copy in copies where copy.isFile {
        if let file = try finish(copy, inbox: inbox) { finished.append(file) }
      }
    }
    return finished
  }

  private func finish(_ copy: SpoolEntry, inbox: SpoolPath) throws(PipelineFault) -> IngestReport.File? {
    let digest = try files { () throws(SpoolFault) in try digestOfFile(copy.path) }
    let entry = inbox.appending(copy.name)
    let recorded = try registered { () throws(StoreFault) in
      try office.register.entries(withDigest: digest)
    }
    guard let cut = recorded.last(where: { !fileExists(place($0.original)) }) else {
      try files { () throws(SpoolFault) in
        if !recorded.isEmpty || fileExists(entry) {
          try removeFile(copy.path)
        } else {
          try createFolders(inbox)
          _ = try moveFile(copy.path, to: entry, digest: digest)
        }
      }
      return nil
    }
    let (rendered, receipt) = try registered { () throws(StoreFault) in
      (try office.register.renderedReceipt(of: cut.id), try office.register.receipt(of: cut.id))
    }
    if let rendered { try writeReceipt(rendered, of: cut.receiptAddress, isDurable: true) }
    try files { () throws(SpoolFault) in
      try removeEntry(entry, digest: digest)
      try createFolders(place(cut.original).folder)
      _ = try moveFile(copy.path, to: place(cut.original), digest: digest)
    }
    return receipt.map { IngestReport.File(receipt: $0, receiptPath: cut.receiptAddress.page) }
  }

  // MARK: Settle

  /// Batches in which no report depends on another: earlier periods first, because the later ones are checked
  /// against them, and versions of one report in the order of their stated revisions.
  private func rounds(of claimed: [Claimed]) -> [[Claimed]] {
    var groups: [SubmissionIdentity: [Claimed]] = [:]
    var rounds: [Period: [[Claimed]]] = [:]
    var apart: [Claimed] = []
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
    return file.dropFolderUnit.map { units.contains(unit, under: units.current($0)) } ?? !isRootClosed
  }

  private var isRootClosed: Bool { workspace.settings.senders == .closed }

  /// Files of one report: stated, different revisions one after the other; anything else together.
  private static func turns(of files: [Claimed]) -> [[Claimed]] {
    let distinct = Set(files.map(\.file.digest))
    let revisions = files.map { $0.file.reading.draft?.revision }
    let stated = Set(revisions.compactMap(\.self))
    guard distinct.count > 1, !revisions.contains(nil), stated.count == distinct.count else { return [files] }
    return stated.sorted().map { revision in files.filter { $0.file.reading.draft?.revision == revision } }
  }

  /// A file with what is to become of it.
  private struct Verdict {
    var claimed: Claimed
    var result: Examination.Result
  }

  private func settle(
    _ round: [Claimed], _ examination: Examination, each: () -> Void
  ) throws(PipelineFault) -> [IngestReport.File] {
    var verdicts: [Verdict] = []
    var repeats: [Claimed] = []
    for claimed in round {
      each()
      if try isRepeat(claimed, of: verdicts) {
        repeats.append(claimed)
        continue
      }
      var more: [Finding] = []
      if isRootClosed, claimed.file.dropFolderUnit == nil {
        more.append(Finding(inboxRootIsClosed, at: Place()))
      }
      verdicts.append(Verdict(claimed: claimed, result: try examination.examine(claimed.file, more: more)))
    }
    holdRivals(&verdicts)

    var taken: Set<String> = []
    var entries: [RegisterEntry] = []
    for verdict in verdicts {
      entries.append(
        RegisterEntry(
          receipt: verdict.result.receipt, rendered: render(verdict.result.receipt),
          original: originalPlace(for: verdict.result, of: verdict.claimed, taken: &taken),
          byteCount: verdict.claimed.file.byteCount, submission: verdict.result.submission))
    }
    let notes = repeats.map { claimed in
      let identity = claimed.file.identity
      return JournalNote(
        .received, unit: identity?.unit, plan: identity?.plan, period: identity?.period,
        scope: identity?.scope, digest: claimed.file.digest, details: ["repeat": "true"])
    }
    try registered { () throws(StoreFault) in
      _ = try office.register.record(entries, notes: notes, at: office.clock.now)
    }

    var results: [IngestReport.File] = []
    for entry in entries {
      let address = ReceiptAddress(entry.receipt)
      try writeReceipt(entry.rendered, of: address, isDurable: false)
      results.append(IngestReport.File(receipt: entry.receipt, receiptPath: address.page))
      office.log.info("\(entry.receipt.outcome.rawValue) \(address.stem)")
    }
    for claimed in repeats { results.append(try acknowledge(claimed)) }
    try files { () throws(SpoolFault) in
      for claimed in round { try removeEntry(claimed.entry, digest: claimed.file.digest) }
      try syncFileSystem(of: workspace.receipts)
      for (verdict, entry) in zip(verdicts, entries) {
        try createFolders(place(entry.original).folder)
        _ = try moveFile(
          verdict.claimed.copy, to: place(entry.original), digest: entry.receipt.digest, isDurable: false)
      }
      for claimed in repeats { try removeFile(claimed.copy) }
      try syncFileSystem(of: workspace.inbox)
    }
    return results
  }

  /// Bytes that are in force already, or that were in this batch before and were not refused. What was refused is
  /// looked at again: it may have come by a way that is its sender's.
  private func isRepeat(_ claimed: Claimed, of earlier: [Verdict]) throws(PipelineFault) -> Bool {
    let file = claimed.file
    guard let identity = file.identity else { return false }
    if try inForce(file) != nil { return true }
    return earlier.contains {
      $0.claimed.file.digest == file.digest && $0.claimed.file.identity == identity
        && ($0.result.receipt.outcome.counts || $0.claimed.file.dropFolderUnit == file.dropFolderUnit)
    }
  }

  private func inForce(_ file: IncomingFile) throws(PipelineFault) -> RegisteredSubmission? {
    guard let identity = file.identity else { return nil }
    return try registered { () throws(StoreFault) in
      try office.register.entryInForce(withDigest: file.digest, identity: identity)
    }
  }

  /// The Inbox entry goes, unless somebody has put another file there meanwhile.
  private func removeEntry(_ entry: SpoolPath, digest: String) throws(SpoolFault) {
    guard let stamp = try? fileStamp(entry), stamp.kind == .file else { return }
    if try digestOfFile(entry) == digest { try removeFile(entry) }
  }

  /// Reports that state the same in different ways are all held, because nobody can say which one is meant. One that is
  /// returned states nothing.
  private func holdRivals(_ verdicts: inout [Verdict]) {
    var rivals: [SubmissionIdentity: [Int]] = [:]
    for (index, verdict) in verdicts.enumerated() where verdict.result.receipt.outcome.counts {
      if let identity = verdict.claimed.file.identity { rivals[identity, default: []].append(index) }
    }
    for indices in rivals.values where indices.count > 1 {
      let names = indices.map { verdicts[$0].claimed.file.displayName }.sorted().joined(separator: "、")
      for index in indices { hold(&verdicts[index].result, files: names) }
    }
  }

  private func hold(_ result: inout Examination.Result, files: String) {
    result.receipt.outcome = .held
    result.receipt.changes = []
    result.submission = nil
    let report = [
      result.receipt.unitName ?? "", result.receipt.period?.description ?? "",
      result.receipt.scope?.chinese ?? "",
    ].joined(separator: " ")
    result.receipt.findings.insert(
      Finding(twoFilesForOneReport, at: Place(), ["report": report, "files": files]), at: 0)
    result.receipt.counts[twoFilesForOneReport.code] = 1
  }

  /// Bytes that were taken already: counted once, acknowledged with the receipt they got.
  private func acknowledge(_ claimed: Claimed) throws(PipelineFault) -> IngestReport.File {
    let file = claimed.file
    var known = try inForce(file)
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
    try writeReceipt(pages, of: known.receiptAddress, isDurable: false)
    let earlier = receipt.fileName
    receipt.fileName = file.displayName
    receipt.findings.insert(Finding(sameBytesAgain, at: Place(), ["file": earlier]), at: 0)
    receipt.counts[sameBytesAgain.code] = 1
    return IngestReport.File(receipt: receipt, receiptPath: known.receiptAddress.page, isRepeat: true)
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
    var folder = state.rawValue
    var stem: String
    var ending: String
    if receipt.outcome == .unreadable {
      // The name that it came with is all that is known of it.
      let name = claimed.file.displayName
      let dot = name.lastIndex(of: ".").flatMap { name[$0...].utf8.count <= 16 ? $0 : nil } ?? name.endIndex
      stem = shortened(String(name[..<dot]))
      ending = String(name[dot...])
    } else {
      if let period = receipt.period { folder += "/\(period)" }
      stem = receiptStem(receipt)
      ending =
        claimed.file.reading.draft.map {
          ".\($0.format.rawValue)" + (claimed.file.reading.isGzip ? ".gz" : "")
        } ?? ""
    }
    var number = 1
    while true {
      let name = "\(folder)/\(stem)\(number == 1 ? "" : "-\(number)")\(ending)"
      if !fileExists(place(name)), taken.insert(name).inserted { return name }
      number += 1
    }
  }

  private func render(_ receipt: Receipt) -> RenderedReceipt {
    RenderedReceipt(
      xml: renderReceipt(receipt, sheets: ruleSheets).bytes,
      html: renderReceiptPage(receipt, sheets: ruleSheets, language: .zh).bytes)
  }

  private func writeReceipt(
    _ rendered: RenderedReceipt, of address: ReceiptAddress, isDurable: Bool
  ) throws(PipelineFault) {
    let folder = workspace.receipts.appending(address.folder)
    try files { () throws(SpoolFault) in
      try createFolders(folder)
      try writeAtomically(rendered.xml, to: folder.appending("\(address.stem).xml"), isDurable: isDurable)
      try writeAtomically(rendered.html, to: folder.appending("\(address.stem).html"), isDurable: isDurable)
    }
  }
}
