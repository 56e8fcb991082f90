import Findings
import ReportModel
import Spool
import Store

// What a start finds of a run that was cut, and how it is finished or undone.
extension Intake {
  /// A copy in `processing` whose report is on record gets its receipt and its place; any other is undone: its Inbox
  /// entry goes only after the record was made and is therefore still there, or it is put back.
  ///
  /// - Returns: what was finished, for nobody has been told of it yet.
  func finishWhatWasCut() throws(PipelineFault) -> [IngestReport.File] {
    // The Inbox itself is never made: if it is gone, what was moved away or not mounted must find its place free.
    try files { () throws(SpoolFault) in _ = try fileStamp(workspace.inbox) }
    try finishRepeats(isDurable: true)
    let root = workspace.folder(.processing, nil)
    var folders: [(SpoolPath, SpoolPath)] = [(root, workspace.inbox)]
    let names = try files { () throws(SpoolFault) in
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

  /// The file of a repeat as it is noted until it is gone.
  func unfinished(_ claimed: ClaimedFile) -> UnfinishedRepeat {
    func relative(_ path: SpoolPath) -> [UInt8] {
      Array(path.bytes.dropFirst(workspace.inbox.bytes.count + 1))
    }
    return UnfinishedRepeat(
      entry: relative(claimed.entry), copy: relative(claimed.copy), digest: claimed.digest)
  }

  /// Repeats that are in the journal leave the Inbox, and are not taken again.
  ///
  /// - Parameter isDurable: brings their receipts to the disk one by one, whatever an earlier try left in memory only.
  func finishRepeats(isDurable: Bool = false) throws(PipelineFault) {
    let repeats = try registered { () throws(StoreFault) in try office.register.unfinishedRepeats() }
    if repeats.isEmpty { return }
    var answered: Set<String> = []
    for item in repeats where answered.insert(item.digest).inserted {
      let known = try registered { () throws(StoreFault) in
        try office.register.entries(withDigest: item.digest).last { $0.outcome.counts }
      }
      guard let known,
        let rendered = try registered({ () throws(StoreFault) in
          try office.register.renderedReceipt(of: known.id)
        })
      else { continue }
      try office.writeReceipt(rendered, to: known.receiptAddress, isDurable: isDurable)
    }
    try files { () throws(SpoolFault) in
      // The answer lies there before the question goes.
      try syncFileSystem(of: workspace.receipts)
      for item in repeats {
        let entry = workspace.inbox.appending(SpoolName(item.entry))
        try removeEntry(entry, digest: item.digest)
        // Its envelope is the one that came with these bytes before.
        try removeFile(entry.folder.appending(SpoolName(entry.name.bytes + Array(envelopeEnding.utf8))))
        try removeFile(workspace.inbox.appending(SpoolName(item.copy)))
      }
      try syncFileSystem(of: workspace.inbox)
    }
    try registered { () throws(StoreFault) in try office.register.finish(repeats) }
  }

  private func finish(_ copy: SpoolEntry, inbox: SpoolPath) throws(PipelineFault) -> IngestReport.File? {
    let digest = try files { () throws(SpoolFault) in try digestOfFile(copy.path) }
    let entry = inbox.appending(copy.name)
    let recorded = try registered { () throws(StoreFault) in
      try office.register.entries(withDigest: digest)
    }
    guard let cut = recorded.last(where: { !fileExists(office.place($0.original)) }) else {
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
    if let rendered { try office.writeReceipt(rendered, to: cut.receiptAddress, isDurable: true) }
    if let receipt, cut.original.hasSuffix(workbookEnding) {
      let bytes = try files { () throws(SpoolFault) in try readBounded(copy.path) }
      try ReceiptRendering(catalogue: office.catalogue).writeWorkbook(
        receipt, of: bytes, to: cut.receiptAddress, below: workspace.receipts, isDurable: true)
    }
    try files { () throws(SpoolFault) in
      try removeEntry(entry, digest: digest)
      try workspace.moveEnvelope(of: entry, to: cut.original)
      try createFolders(office.place(cut.original).folder)
      _ = try moveFile(copy.path, to: office.place(cut.original), digest: digest)
    }
    return receipt.map { IngestReport.File(receipt: $0, receiptPath: cut.receiptAddress.page) }
  }
}
