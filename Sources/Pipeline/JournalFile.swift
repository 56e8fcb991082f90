import Findings
import Spool
import Store

/// 台账文件：the journal's copy beside the register, one entry a line, from which the register can be made again.
///
/// An entry stands in it before anybody is told of the decision. What a cut append left without its line end is not an
/// entry, and the next append takes it away.
struct JournalFile {
  let path: SpoolPath

  init(in workspace: Workspace) { path = workspace.journal.appending("journal.jsonl") }

  /// Where the whole entries end.
  struct End {
    var mark: JournalMark
    var byteCount: Int
  }

  /// - Throws: `journalDamaged` where the last whole line is not an entry.
  func end() throws(PipelineFault) -> End {
    let start = End(
      mark: JournalMark(sequence: 0, hash: JournalEntry.beforeFirst), byteCount: 0)
    // No entry is nearly as long.
    guard let tail = try files({ () throws(SpoolFault) in try readEnd(of: path, limitBytes: 1 << 20) }) else {
      return start
    }
    let lineEnd = UInt8(ascii: "\n")
    guard let last = tail.bytes.lastIndex(of: lineEnd) else {
      // The first append, cut; no line is nearly as long as what was looked at.
      guard tail.length == tail.bytes.count else { throw .journalDamaged(path: path.display) }
      return start
    }
    let begin = tail.bytes[..<last].lastIndex(of: lineEnd).map { $0 + 1 } ?? 0
    guard let entry = JournalEntry(fileLine: String(decoding: tail.bytes[begin..<last], as: UTF8.self)) else {
      throw .journalDamaged(path: path.display)
    }
    return End(
      mark: JournalMark(sequence: entry.sequence, hash: entry.hash),
      byteCount: tail.length - (tail.bytes.count - last - 1))
  }

  /// - Parameter next: further entries, oldest first; none after the last.
  func append(
    after end: End, _ next: () throws(PipelineFault) -> [JournalEntry]
  ) throws(PipelineFault) {
    try files { () throws(SpoolFault) in try createFolders(path.folder) }
    try appendDurably(to: path, after: end.byteCount, failure: { .files($0) }) { () throws(PipelineFault) in
      let entries = try next()
      return entries.isEmpty ? nil : Array(entries.map { $0.fileLine + "\n" }.joined().utf8)
    }
  }
}

extension Office {
  /// Brings the journal file up to the register; to be called before anybody is told of what was recorded.
  ///
  /// - Throws: `journalAhead` where the file knows of decisions that the register does not: it was put back from a backup.
  func writeJournal() throws(PipelineFault) {
    let file = JournalFile(in: workspace)
    let end = try file.end()
    var entries = try entries(after: max(0, end.mark.sequence - 1))
    // The last entry that both have must be the same one.
    if end.mark.sequence > 0, entries.first?.hash != end.mark.hash {
      let known = try registered { () throws(StoreFault) in try register.journalMark() }
      throw known.sequence < end.mark.sequence
        ? .journalAhead(file: end.mark.sequence, register: known.sequence)
        : .journalDiffers(sequence: end.mark.sequence)
    }
    entries.removeAll { $0.sequence <= end.mark.sequence }
    if entries.isEmpty { return }
    try file.append(after: end) { () throws(PipelineFault) in
      guard let last = entries.last?.sequence else { return [] }
      let piece = entries
      entries = try self.entries(after: last)
      return piece
    }
  }

  /// Some at a time: a nation's quarter is half a hundred thousand of them.
  private func entries(after sequence: Int) throws(PipelineFault) -> [JournalEntry] {
    try registered { () throws(StoreFault) in try register.journal(after: sequence, atMost: 1000) }
  }
}
