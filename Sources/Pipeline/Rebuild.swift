import Findings
import ReportModel
import Spool
import Store

/// 重建：makes the register again from the originals and the journal, whatever has become of the old one.
///
/// Under the workspace's lock, into a file beside the old register. It comes into use only when it is whole; the old one is
/// kept. Cut anywhere, it begins anew.
package struct Rebuild {
  private let workspace: Workspace
  private static let newName = "register.sqlite.rebuilding"

  /// - Parameter isForced: the new register is taken into use although something could not be made again.
  package static func run(
    _ path: String, isForced: Bool = false, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(PipelineFault) -> RebuildReport {
    let rebuild = Rebuild(workspace: try Workspace.open(at: path))
    let lock: WorkspaceLock
    do throws(SpoolFault) {
      lock = try WorkspaceLock(rebuild.workspace.lockPath, timeout: .seconds(30))
    } catch {
      throw .files(error)
    }
    let report = try rebuild.run(isForced: isForced, progress: progress)
    // A lock lives to the end of its scope, thrown out of or not.
    _ = consume lock
    return report
  }

  private func run(
    isForced: Bool, progress: (Int, Int) -> Void
  ) throws(PipelineFault) -> RebuildReport {
    var remarks = RebuildReport()
    let journal = try journal(&remarks)
    let target = workspace.root.appending(Self.newName)
    try remove(target)
    let register = try registered { () throws(StoreFault) in try Register.open(at: target.display) }
    var replay = try Replay(journal.entries, of: workspace, into: register)
    try replay.run(progress: progress)
    var report = replay.report
    report.items = remarks.items + report.items
    if report.hasLosses, !isForced {
      try registered { () throws(StoreFault) in try register.close() }
      try remove(target)
      return report
    }
    report.receiptsWritten = try writeMissingReceipts(register)
    if journal.isFileToBeWritten { try rewriteFile(journal.entries) }
    report.oldRegister = try takeIntoUse(register, at: target)
    report.isInUse = true
    return report
  }

  private func remove(_ register: SpoolPath) throws(PipelineFault) {
    try files { () throws(SpoolFault) in
      for ending in ["", "-wal", "-shm", "-journal"] { try removeFile(companion(register, ending)) }
    }
  }

  // MARK: The journal to go by

  private struct Source {
    var entries: [JournalEntry]
    var isFileToBeWritten = false
  }

  /// The file, and what the old register knows beyond it; the old register's alone where the file is gone or broken.
  private func journal(_ report: inout RebuildReport) throws(PipelineFault) -> Source {
    let place = "Journal/journal.jsonl"
    let file = try JournalFile(in: workspace).contents()
    let salvaged = Register.salvagedJournal(at: workspace.registerPath.display).map(JournalContents.init)
    let kept = salvaged.flatMap { $0.broken == nil ? $0 : nil }
    guard let file, file.broken == nil else {
      guard let kept, !kept.entries.isEmpty, file?.firstDifference(from: kept) == nil else {
        throw .nothingToRebuildFrom(file?.broken)
      }
      report.add(
        .remark, place, file == nil ? "台账文件不见了，按旧登记库里完好的台账重建，并重写文件。" : "台账文件断链，按旧登记库里完好的台账重建，并重写文件（旧的留着）。",
        file == nil
          ? "the journal file is gone; the journal in the old register is whole and is written again."
          : "the journal file is broken; the journal in the old register is whole and is written again, the old file is kept."
      )
      return Source(entries: kept.entries, isFileToBeWritten: true)
    }
    if file.isTorn {
      report.add(
        .remark, place, "最后一行没有写完，不算一条；下一次收件会去掉它。",
        "the last line was not written to its end and is no entry; the next ingest takes it away.")
    }
    guard let kept else {
      if !fileExists(workspace.registerPath) { return Source(entries: file.entries) }
      report.add(
        .remark, "register.sqlite", "旧登记库读不了，只按台账文件重建。",
        "the old register cannot be read; the journal file alone decides.")
      return Source(entries: file.entries)
    }
    if let sequence = kept.firstDifference(from: file) { throw .journalDiffers(sequence: sequence) }
    let tail = kept.entries.dropFirst(file.entries.count)
    if !tail.isEmpty {
      report.add(
        .remark, place, "旧登记库比台账文件多 \(tail.count) 条，一并重建；下一次收件补写文件。",
        "the old register has \(tail.count) entries more than the file; they are used too, and the next ingest writes them to the file."
      )
    }
    return Source(entries: file.entries + tail)
  }

  /// Puts a whole journal file in the place of one that is gone or broken, which is kept.
  private func rewriteFile(_ entries: [JournalEntry]) throws(PipelineFault) {
    let path = JournalFile(in: workspace).path
    let text = entries.map { $0.fileLine + "\n" }.joined()
    try files { () throws(SpoolFault) in
      try createFolders(path.folder)
      if fileExists(path) { try moveFile(path, to: path.folder.appending("journal-old-1.jsonl")) }
      try writeAtomically(Array(text.utf8), to: path)
    }
  }

  // MARK: Taking it into use

  /// Keeps the old register under another name and puts the new content in its place.
  ///
  /// Where the old register is a sound database, its content is replaced in one transaction: other processes may have the
  /// file open, and one that is renamed under them can lose what is written next. What is damaged or not a register at all
  /// is replaced as a file.
  ///
  /// - Returns: the name of the one that is kept.
  private func takeIntoUse(_ new: Register, at path: SpoolPath) throws(PipelineFault) -> String? {
    let wasThere = fileExists(workspace.registerPath)
    let kept = freeName()
    let place = workspace.root.appending(kept)
    let old: Register?
    do throws(StoreFault) {
      old = try sound()
    } catch {
      switch error {
      case .corrupt, .foreign, .inputOutput: old = nil
      default: throw .register(error)
      }
    }
    if let old {
      if wasThere {
        let part = workspace.root.appending("\(kept).part")
        try remove(part)
        try registered { () throws(StoreFault) in try old.backUp(to: part.display) }
        try files { () throws(SpoolFault) in
          try syncFileSystem(of: workspace.root)
          try renameOver(part, to: place)
        }
      }
      try registered { () throws(StoreFault) in
        try new.replaceContent(of: old)
        try old.close()
        try new.close()
      }
      try remove(path)
      return wasThere ? kept : nil
    }
    try registered { () throws(StoreFault) in try new.close() }
    guard !fileExists(companion(path, "-wal")) else { throw .library("register.sqlite.rebuilding-wal") }
    try files { () throws(SpoolFault) in
      for ending in ["", "-wal"] where fileExists(companion(workspace.registerPath, ending)) {
        try copyFile(companion(workspace.registerPath, ending), to: companion(place, ending))
      }
      try syncFileSystem(of: workspace.root)
      // The log of the old one must not be taken for the new one's.
      for ending in ["-wal", "-shm"] { try removeFile(companion(workspace.registerPath, ending)) }
      try renameOver(path, to: workspace.registerPath)
    }
    return kept
  }

  /// The register in its place, opened, where SQLite finds nothing wrong with it; an empty one where there was none.
  private func sound() throws(StoreFault) -> Register {
    let register = try Register.open(at: workspace.registerPath.display)
    let problems: [String]
    do throws(StoreFault) {
      problems = try register.structuralProblems()
    } catch {
      try? register.close()
      throw error
    }
    guard problems.isEmpty else {
      try? register.close()
      throw .corrupt(detail: problems[0])
    }
    return register
  }

  private func freeName() -> String {
    var number = 1
    while fileExists(workspace.root.appending("register-old-\(number).sqlite")) { number += 1 }
    return "register-old-\(number).sqlite"
  }

  private func companion(_ path: SpoolPath, _ ending: String) -> SpoolPath {
    SpoolPath(path.bytes + Array(ending.utf8))
  }

  private func writeMissingReceipts(_ register: Register) throws(PipelineFault) -> Int {
    var count = 0
    let rows = try registered { () throws(StoreFault) in try register.entries(in: nil) }
    for row in rows {
      let address = row.receiptAddress
      let folder = workspace.receipts.appending(address.folder)
      let names = ["xml", "html"].map { folder.appending("\(address.stem).\($0)") }
      guard names.contains(where: { !fileExists($0) }),
        let rendered = try registered({ () throws(StoreFault) in try register.renderedReceipt(of: row.id) })
      else { continue }
      try files { () throws(SpoolFault) in
        try createFolders(folder)
        for (name, bytes) in zip(names, [rendered.xml, rendered.html]) where !fileExists(name) {
          try writeAtomically(bytes, to: name, isDurable: false)
        }
      }
      count += 1
    }
    return count
  }
}

extension Verification {
  /// Makes the register again in a scratch folder and compares every row.
  mutating func checkContent() throws(PipelineFault) {
    report.isFull = true
    let entries = JournalContents(record.entries)
    // A broken chain was told already, and nothing can be replayed along it.
    guard entries.broken == nil else { return }
    let scratch = SpoolPath.scratch("cengbao-verify")
    try files { () throws(SpoolFault) in try createFolders(scratch) }
    defer { try? removeTree(scratch) }
    let path = scratch.appending("register.sqlite")
    let made = try registered { () throws(StoreFault) in try Register.open(at: path.display) }
    var replay = try Replay(entries.entries, of: workspace, into: made)
    try replay.run { _, _ in }
    let register = register
    let differences = try registered { () throws(StoreFault) in
      let differences = try register.differences(from: made)
      try made.close()
      return differences
    }
    for difference in differences {
      report.add(
        Discrepancy(
          .contentDiffers, "\(difference.table) \(difference.key)",
          ["detail": difference.columns.isEmpty ? "≠" : difference.columns.joined(separator: ", ")]))
    }
  }
}
