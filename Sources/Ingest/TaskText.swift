import ReportModel

extension DraftTask {
  /// The first text of a kind stands; an equal one is what filling down leaves, another one is appended.
  mutating func append(
    _ text: String, _ kind: ParagraphKind, at place: SourcePosition, log: inout FindingLog
  ) {
    let path: WritableKeyPath<DraftTask, String?> =
      switch kind {
      case .progress: \.progress
      case .problems: \.problems
      case .next: \.next
      case .summary: \.summary
      // 情况说明 has a column of its own, which answers questions.
      case .explanation: \.summary
      }
    guard let first = self[keyPath: path] else {
      self[keyPath: path] = text
      return
    }
    if first == text || first.split(separator: "\n").contains(where: { $0 == text }) { return }
    self[keyPath: path] = first + "\n" + text
    log.repair(IngestSheet.textAppended, at: place, value: text, readAs: kind.chinese)
  }
}
