import Findings
import Spool
import Store

/// 台账内容：the entries of a journal as far as they continue each other, and what ended them.
struct JournalContents {
  var entries: [JournalEntry] = []
  /// The first entry that is not in order; what comes after it is not read.
  var broken: JournalBreak?
  /// 残行: the file ends in the middle of a line, as a cut append leaves it.
  var isTorn = false

  var mark: JournalMark {
    entries.last.map { JournalMark(sequence: $0.sequence, hash: $0.hash) }
      ?? JournalMark(sequence: 0, hash: JournalEntry.beforeFirst)
  }

  init() {}

  init(_ entries: [JournalEntry]) {
    var chain = JournalChain()
    for entry in entries {
      if let broken = chain.append(entry) {
        self.broken = broken
        return
      }
      self.entries.append(entry)
    }
  }

  /// The number of the first entry that is not the same in both, as far as both go.
  func firstDifference(from other: JournalContents) -> Int? {
    zip(entries, other.entries).first { $0.hash != $1.hash }?.0.sequence
  }
}

extension JournalFile {
  /// Every whole entry of the file; `nil` where there is no file.
  func contents() throws(PipelineFault) -> JournalContents? {
    guard fileExists(path) else { return nil }
    let bytes = try files { () throws(SpoolFault) in try readBounded(path, limitBytes: Int.max) }
    var contents = JournalContents()
    var chain = JournalChain()
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: bytes[start..<end], as: UTF8.self)
      start = end + 1
      guard let entry = JournalEntry(fileLine: line) else {
        contents.broken = JournalBreak(sequence: chain.mark.sequence + 1, cause: .unreadable)
        return contents
      }
      if let broken = chain.append(entry) {
        contents.broken = broken
        return contents
      }
      contents.entries.append(entry)
    }
    contents.isTorn = start < bytes.endIndex
    return contents
  }
}

extension JournalBreak {
  package var chinese: String {
    let what =
      switch cause {
      case .missing: "缺失或次序不对"
      case .changed: "内容被改动过（与它的摘要不符）"
      case .unlinked: "接不上前一条"
      case .unreadable: "读不懂，可能被改动过"
      }
    return "第 \(sequence) 条\(what)"
  }

  package var english: String {
    let what =
      switch cause {
      case .missing: "is missing or out of order"
      case .changed: "was changed: it does not fit its hash"
      case .unlinked: "does not continue the one before"
      case .unreadable: "cannot be read; it may have been changed"
      }
    return "entry \(sequence) \(what)"
  }
}
