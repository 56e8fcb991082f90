import Findings

/// 经办：who decides and why. Nothing that an officer decides happens without both.
package struct OfficerAct: Sendable, Hashable {
  package let officer: String
  package let reason: String

  /// - Throws: `refused(.nothingSaid)` where either is blank.
  package init(by officer: String, reason: String) throws(PipelineFault) {
    // One line each and nothing that cannot be seen, for they stand in lists, in the journal and on terminals.
    func plain(_ text: String) -> String {
      let visible = text.unicodeScalars.map { scalar in
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
          ? " " : Character(scalar)
      }
      return String(visible).trimmingBlanks
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
