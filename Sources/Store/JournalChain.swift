import Findings

/// 台账链：follows entries one by one and tells the first that does not continue the ones before it.
package struct JournalChain: Sendable {
  /// The last entry that was in order; zeros before the first.
  package private(set) var mark = JournalMark(sequence: 0, hash: JournalEntry.beforeFirst)

  package init() {}

  /// `nil` when the entry continues the chain, which then ends with it.
  package mutating func append(_ entry: JournalEntry) -> JournalBreak? {
    let expected = mark.sequence + 1
    guard entry.sequence == expected else { return JournalBreak(sequence: expected, cause: .missing) }
    guard entry.previous == mark.hash else { return JournalBreak(sequence: expected, cause: .unlinked) }
    guard entry.hash == entry.expectedHash else { return JournalBreak(sequence: expected, cause: .changed) }
    mark = JournalMark(sequence: entry.sequence, hash: entry.hash)
    return nil
  }
}
