import Export
import Findings
import Formats
import ReportModel
import Spool
import Store

// Where originals and receipts are kept.
extension Office {
  func place(_ original: String) -> SpoolPath { workspace.place(original) }

  /// Where an original is kept: a name that a person can read, numbered where another file has it already.
  func originalPlace(
    for result: Examination.Result, of file: IncomingFile, taken: inout Set<String>
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
      let name = file.displayName
      let dot = name.lastIndex(of: ".").flatMap { name[$0...].utf8.count <= 16 ? $0 : nil } ?? name.endIndex
      stem = shortened(String(name[..<dot]))
      ending = String(name[dot...])
    } else {
      if let period = receipt.period { folder += "/\(period)" }
      stem = receiptStem(receipt)
      ending =
        file.reading.draft.map {
          ".\($0.format.rawValue)" + (file.reading.isGzip ? ".gz" : "")
        } ?? ""
    }
    var number = 1
    while true {
      let name = "\(folder)/\(stem)\(number == 1 ? "" : "-\(number)")\(ending)"
      if !fileExists(place(name)), taken.insert(name).inserted { return name }
      number += 1
    }
  }

  /// What is recorded of the files of a round: their receipts with the journal's end, rendered, and where originals and receipts
  /// will lie.
  ///
  /// - Parameter taken: the names that other entries of the same batch have.
  func entries(
    for verdicts: [Judgement.Verdict], of files: [IncomingFile], mark: JournalMark, taken: inout Set<String>
  ) throws(PipelineFault) -> [RegisterEntry] {
    let known = try registered { () throws(StoreFault) in
      try register.answerCounts(of: verdicts.map(\.result.receipt.digest))
    }
    let rendering = ReceiptRendering(catalogue: catalogue)
    let receipts = verdicts.map { verdict in
      var receipt = verdict.result.receipt
      receipt.journal = mark
      return receipt
    }
    let rendered = concurrently(receipts) { rendering.render($0) }
    return verdicts.indices.map { position in
      let verdict = verdicts[position]
      let file = files[verdict.index]
      let receipt = receipts[position]
      return RegisterEntry(
        receipt: receipt, rendered: rendered[position],
        original: originalPlace(for: verdict.result, of: file, taken: &taken), byteCount: file.byteCount,
        submission: verdict.result.submission,
        receiptStem: stem(of: receipt, known: known[receipt.digest] ?? 0, taken: &taken),
        dropFolderUnit: file.dropFolderUnit, equalTo: verdict.equalTo)
    }
  }

  /// The same for one file.
  func entry(
    _ receipt: Receipt, submission: ReviewedSubmission?, byteCount: Int, dropFolderUnit: OrgUnitCode?,
    equalTo: EntryID?, mark: JournalMark, original: String, taken: inout Set<String>
  ) throws(PipelineFault) -> RegisterEntry {
    var receipt = receipt
    receipt.journal = mark
    let known = try registered { () throws(StoreFault) in
      try register.answerCounts(of: [receipt.digest])[receipt.digest] ?? 0
    }
    return RegisterEntry(
      receipt: receipt, rendered: ReceiptRendering(catalogue: catalogue).render(receipt), original: original,
      byteCount: byteCount, submission: submission,
      receiptStem: stem(of: receipt, known: known, taken: &taken), dropFolderUnit: dropFolderUnit,
      equalTo: equalTo)
  }

  /// The same bytes may be answered more than once: each answer is a file of its own.
  private func stem(of receipt: Receipt, known: Int, taken: inout Set<String>) -> String {
    let stem = ReceiptAddress(receipt).stem
    var number = known + 1
    func numbered() -> String { number == 1 ? stem : "\(stem)-\(number)" }
    while !taken.insert("receipt \(numbered())").inserted { number += 1 }
    return numbered()
  }

  func writeReceipt(
    _ rendered: RenderedReceipt, to address: ReceiptAddress, isDurable: Bool
  ) throws(PipelineFault) {
    let receipts = workspace.receipts
    try files { () throws(SpoolFault) in try createFolders(receipts.appending(address.folder)) }
    try writeReceiptFiles(rendered, to: address, below: receipts, isDurable: isDurable)
  }
}

/// What a workbook's name ends with.
let workbookEnding = ".xlsx"

/// Writes a receipt's two files into a folder that is there.
func writeReceiptFiles(
  _ rendered: RenderedReceipt, to address: ReceiptAddress, below receipts: SpoolPath, isDurable: Bool
) throws(PipelineFault) {
  let folder = receipts.appending(address.folder)
  try files { () throws(SpoolFault) in
    try writeAtomically(rendered.xml, to: folder.appending("\(address.stem).xml"), isDurable: isDurable)
    try writeAtomically(rendered.html, to: folder.appending("\(address.stem).html"), isDurable: isDurable)
  }
}

/// 回执成文：makes a receipt's bytes.
struct ReceiptRendering: Sendable {
  let catalogue: Catalogue

  func render(_ receipt: Receipt) -> RenderedReceipt {
    RenderedReceipt(
      xml: renderReceipt(receipt, sheets: ruleSheets).bytes,
      html: renderReceiptPage(receipt, sheets: ruleSheets, language: .zh, due: due(receipt)).bytes)
  }

  /// A workbook's receipt as a copy of it, beside the others: it says what they say, so the register keeps none. There is none
  /// where the file cannot be read as a workbook.
  func writeWorkbook(
    _ receipt: Receipt, of original: [UInt8], to address: ReceiptAddress, below receipts: SpoolPath,
    isDurable: Bool
  ) throws(PipelineFault) {
    // The page says everything that the copy says: that no copy can be made holds no answer up.
    let bytes = try? workbook { () throws(FormatFault) -> [UInt8]? in
      guard case .success(let source) = try readWorkbook(original) else { return nil }
      return try renderReceiptWorkbook(
        receipt, copyOf: source, sheets: ruleSheets, language: .zh, due: due(receipt)
      ).bytes
    }
    guard let bytes else { return }
    try files { () throws(SpoolFault) in
      try writeAtomically(
        bytes, to: receipts.appending(address.folder).appending(address.stem + workbookEnding),
        isDurable: isDurable)
    }
  }

  private func due(_ receipt: Receipt) -> Instant? {
    guard let unit = receipt.unit, let period = receipt.period else { return nil }
    return catalogue.dueInstant(for: unit, in: period).map { Instant(seconds: $0) }
  }
}

extension Workspace {
  /// Where the register says that an original lies.
  func place(_ original: String) -> SpoolPath {
    var path = inbox
    for component in original.split(separator: "/") { path = path.appending(String(component)) }
    return path
  }

  /// The envelope of a roll-up goes where the roll-up goes; whether there is one changes nothing.
  func moveEnvelope(of entry: SpoolPath, to original: String) throws(SpoolFault) {
    let name = SpoolName(entry.name.bytes + Array(envelopeEnding.utf8))
    let envelope = entry.folder.appending(name)
    guard (try? fileStamp(envelope))?.kind == .file else { return }
    let target = place(original + envelopeEnding)
    try createFolders(target.folder)
    _ = try moveFile(envelope, to: target, isDurable: false)
  }
}

/// The Inbox entry goes, unless somebody has put another file there meanwhile.
func removeEntry(_ entry: SpoolPath, digest: String) throws(SpoolFault) {
  guard let stamp = try? fileStamp(entry), stamp.kind == .file else { return }
  if try digestOfFile(entry) == digest { try removeFile(entry) }
}
