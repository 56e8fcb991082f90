import Findings
import ReportModel
import Spool
import Store

/// 备份结果.
package struct BackupReport: Sendable {
  package var path: String
  package var entries = 0
  package var originals = 0
  package var receipts = 0
  /// What could not be copied as the register has it.
  package var problems: [Discrepancy] = []
}

/// 备份：a consistent copy of a workspace, made while others work in it; the copy is a workspace of its own.
///
/// No lock is taken. The register is copied as it stands at one moment; everything else is copied to fit that copy: an
/// original that moves meanwhile is followed by its digest, receipts and journal are written from the copy itself, and where a
/// run has just written a newer roll-up than the copy knows, the register is copied once more.
package struct Backup {
  private let workspace: Workspace
  private let live: Register
  private let target: SpoolPath
  private var part: SpoolPath { SpoolPath(target.bytes + Array(".part".utf8)) }
  /// Tells a cut backup from a folder that somebody else made.
  private static let marker = ".cengbao-backup"

  package static func run(_ path: String, to directory: String) throws(PipelineFault) -> BackupReport {
    let workspace = try Workspace.open(at: path)
    let target = SpoolPath(Workspace.absolute(directory))
    let root = workspace.root.bytes
    guard !(target.bytes + [UInt8(ascii: "/")]).starts(with: root + [UInt8(ascii: "/")]) else {
      throw .backupInside(path: directory)
    }
    if fileExists(target), ((try? listFolder(target)) ?? [SpoolName("?")]).isEmpty == false {
      throw .backupExists(path: directory)
    }
    let live = try registered { () throws(StoreFault) in
      try Register.openReadOnly(at: workspace.registerPath.display)
    }
    let backup = Backup(workspace: workspace, live: live, target: target)
    do throws(PipelineFault) {
      // A register that was put back from an older backup must not push the journal's last entries out of the new one.
      let end = try JournalFile(in: workspace).end().mark.sequence
      let known = try registered { () throws(StoreFault) in try live.journalMark().sequence }
      if end > known { throw .journalAhead(file: end, register: known) }
      let report = try backup.run()
      try registered { () throws(StoreFault) in try live.close() }
      return report
    } catch {
      try? live.close()
      throw error
    }
  }

  private func run() throws(PipelineFault) -> BackupReport {
    try files { () throws(SpoolFault) in
      if fileExists(part), fileExists(part.appending(Self.marker)) { try removeTree(part) }
    }
    guard !fileExists(part) else { throw .backupExists(path: part.display) }
    try files { () throws(SpoolFault) in
      try createFolders(part)
      try writeAtomically([], to: part.appending(Self.marker), isDurable: false)
    }
    var report = BackupReport(path: target.display)
    let copy = try copyRegister(&report)
    do throws(PipelineFault) {
      try copyOriginals(copy, &report)
      try writeReceipts(copy, &report)
      try writeJournal(copy, &report)
      try registered { () throws(StoreFault) in try copy.close() }
    } catch {
      try? copy.close()
      throw error
    }
    try copyTheRest()
    try files { () throws(SpoolFault) in
      try removeFile(part.appending(Self.marker))
      try syncFileSystem(of: part)
      try renameOver(part, to: target)
    }
    return report
  }

  // MARK: Register and Outbox

  private func copyRegister(_ report: inout BackupReport) throws(PipelineFault) -> Register {
    let path = part.appending("register.sqlite")
    for attempt in 1... {
      try files { () throws(SpoolFault) in
        for ending in ["", "-wal", "-shm"] { try removeFile(SpoolPath(path.bytes + Array(ending.utf8))) }
      }
      try registered { () throws(StoreFault) in try live.backUp(to: path.display) }
      try copyTree(workspace.outbox, to: part.appending(SpoolFolder.outbox)) {
        $0.names.first != SpoolFolder.receipts.name
      }
      let copy = try registered { () throws(StoreFault) in try Register.openReadOnly(at: path.display) }
      let unlike = try rollUpsUnlike(copy, in: part.appending(SpoolFolder.outbox))
      // A run writes its files a moment before it records them; what stays unlike is not as it should be in the workspace.
      if unlike.isEmpty || attempt == 4 {
        report.problems += unlike
        return copy
      }
      try registered { () throws(StoreFault) in try copy.close() }
      pauseMonotonic(.milliseconds(500))
    }
    preconditionFailure("numbers do not end")
  }

  private func rollUpsUnlike(
    _ copy: Register, in outbox: SpoolPath
  ) throws(PipelineFault) -> [Discrepancy] {
    var newest: [String: RollUpRecord] = [:]
    for record in try registered({ () throws(StoreFault) in try copy.allRollUps() }) {
      newest["\(record.period) \(record.unit) \(record.plan)"] = record
    }
    var found: [Discrepancy] = []
    for record in newest.sorted(by: { $0.key < $1.key }).map(\.value) {
      let path = outbox.appending(record.period.description).appending(record.fileName)
      let place = "Outbox/\(record.period)/\(record.fileName)"
      let facts = ["period": record.period.description]
      guard let digest = try? digestOfFile(path) else {
        found.append(Discrepancy(.rollUpFileMissing, place, facts))
        continue
      }
      if digest != record.digest { found.append(Discrepancy(.rollUpFileChanged, place, facts)) }
    }
    return found
  }

  // MARK: What the copy names

  private func copyOriginals(_ copy: Register, _ report: inout BackupReport) throws(PipelineFault) {
    let rows = try registered { () throws(StoreFault) in try copy.entries(in: nil) }
    var done: Set<String> = []
    for row in rows where done.insert(row.original).inserted {
      var target = part.appending(SpoolFolder.inbox)
      for component in row.original.split(separator: "/") { target = target.appending(String(component)) }
      if try copyOriginal(of: row, to: target) {
        report.originals += 1
      } else {
        let kind: Discrepancy.Kind = fileExists(target) ? .originalChanged : .originalMissing
        report.problems.append(
          Discrepancy(kind, "Inbox/\(row.original)", ["digest": String(row.digest.prefix(12))]))
      }
    }
  }

  /// - Returns: whether the very bytes were found: where the copy says, where the live register says by now, or still on the
  ///   way there.
  private func copyOriginal(
    of row: RegisteredSubmission, to target: SpoolPath
  ) throws(PipelineFault) -> Bool {
    for attempt in 1...3 {
      var places = [workspace.place(row.original)]
      let now = try registered { () throws(StoreFault) in try live.entry(row.id) }
      if let now, now.original != row.original { places.append(workspace.place(now.original)) }
      let moves = try registered { () throws(StoreFault) in try live.unfinishedDecisions() }
      places += moves.filter { $0.digest == row.digest }.map { workspace.place($0.source) }
      for place in places {
        if try copied(place, to: target) == row.digest { return true }
      }
      let onTheWay = try files { () throws(SpoolFault) in try listTree(workspace.folder(.processing, nil)) }
      for file in onTheWay where file.stamp.kind == .file && !isIgnored(file.path.name) {
        guard (try? digestOfFile(file.path)) == row.digest else { continue }
        if try copied(file.path, to: target) == row.digest { return true }
      }
      // Between two looks it may have gone from one place to the next.
      if attempt < 3 { pauseMonotonic(.milliseconds(100)) }
    }
    // What is not the original any more is kept all the same, and told.
    _ = try copied(workspace.place(row.original), to: target)
    return false
  }

  /// The digest of what was copied; `nil` where nothing is there.
  private func copied(_ source: SpoolPath, to target: SpoolPath) throws(PipelineFault) -> String? {
    do throws(SpoolFault) {
      return try copyFile(source, to: target)
    } catch {
      if error.isMissing { return nil }
      throw .files(error)
    }
  }

  private func writeReceipts(_ copy: Register, _ report: inout BackupReport) throws(PipelineFault) {
    for row in try registered({ () throws(StoreFault) in try copy.entries(in: nil) }) {
      let rendered = try registered { () throws(StoreFault) in try copy.renderedReceipt(of: row.id) }
      guard let rendered else { continue }
      let address = row.receiptAddress
      let folder = part.appending(SpoolFolder.outbox).appending(SpoolFolder.receipts)
        .appending(address.folder)
      try files { () throws(SpoolFault) in
        try createFolders(folder)
        try writeAtomically(rendered.xml, to: folder.appending("\(address.stem).xml"), isDurable: false)
        try writeAtomically(rendered.html, to: folder.appending("\(address.stem).html"), isDurable: false)
      }
      report.receipts += 1
    }
  }

  /// The journal as far as the copy knows it; that the workspace's own file says the same is looked at on the way.
  private func writeJournal(_ copy: Register, _ report: inout BackupReport) throws(PipelineFault) {
    let contents = JournalContents(try registered { () throws(StoreFault) in try copy.journal() })
    var file = try JournalFile(in: workspace).contents()
    // A batch is on record a moment before its entries stand in the file, and the first one before there is a file.
    for _ in 1...3 where file == nil && contents.mark.sequence > 0 {
      pauseMonotonic(.milliseconds(500))
      file = try JournalFile(in: workspace).contents()
    }
    file?.entries.removeAll { $0.sequence > contents.mark.sequence }
    report.problems += journalDiscrepancies(register: contents, file: file).filter { !$0.isNote }
    report.entries = contents.entries.count
    let text = contents.entries.map { $0.fileLine + "\n" }.joined()
    if text.isEmpty { return }
    let folder = part.appending(SpoolFolder.journal)
    try files { () throws(SpoolFault) in
      try createFolders(folder)
      try writeAtomically(Array(text.utf8), to: folder.appending("journal.jsonl"), isDurable: false)
    }
  }

  // MARK: Everything else

  private func copyTheRest() throws(PipelineFault) {
    let inbox = part.appending(SpoolFolder.inbox)
    try copyTree(workspace.schemas, to: part.appending("Schemas")) { _ in true }
    try copyTree(
      workspace.journal.appending("schemas"), to: part.appending(SpoolFolder.journal).appending("schemas")
    ) { _ in true }
    try copyTree(workspace.inbox.appending(SpoolFolder.receipts), to: inbox.appending(SpoolFolder.receipts)) {
      _ in true
    }
    let states: [SpoolFolder] = [.accepted, .held, .returned, .unreadable]
    for state in states {
      // What came with an original and says who sent it.
      try copyTree(workspace.folder(state, nil), to: inbox.appending(state)) {
        $0.path.name.hasSuffix(".envelope")
      }
    }
    try files { () throws(SpoolFault) in
      for state in states + [.processing] { try createFolders(inbox.appending(state)) }
      // The drop folders, empty: what lies in them was not taken in yet, and its senders have no receipt.
      for name in try listFolder(workspace.inbox) {
        let path = workspace.inbox.appending(name)
        guard let stamp = try? fileStamp(path) else { continue }
        if stamp.kind == .folder { try createFolders(inbox.appending(name)) }
        if name == SpoolName("README.md") { try copyFile(path, to: inbox.appending(name)) }
      }
      try copyFile(
        workspace.root.appending(Workspace.settingsName), to: part.appending(Workspace.settingsName))
    }
  }

  private func copyTree(
    _ source: SpoolPath, to target: SpoolPath, where isMeant: (TreeFile) -> Bool
  ) throws(PipelineFault) {
    let found = try files { () throws(SpoolFault) in try listTree(source) }
    for file in found where file.stamp.kind == .file && isMeant(file) && !file.path.name.hasSuffix(".part") {
      var path = target
      for name in file.names { path = path.appending(name) }
      _ = try copied(file.path, to: path)
    }
  }
}
