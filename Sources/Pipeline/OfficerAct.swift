import Findings

/// 经办：who decides and why. Nothing that an officer decides happens without both.
package struct OfficerAct: Sendable, Hashable {
  package let officer: String
  package let reason: String

  /// - Throws: `refused(.nothingSaid)` where either is blank.
  package init(by officer: String, reason: String) throws(PipelineFault) {
    // One line each, for they stand in lists and in the journal.
    func plain(_ text: String) -> String {
      text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmingBlanks
    }
    self.officer = plain(officer)
    self.reason = plain(reason)
    guard !self.officer.isEmpty, !self.reason.isEmpty else { throw .refused(.nothingSaid) }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
