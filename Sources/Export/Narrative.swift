import ReportModel

/// 文字部分：the officer's own summary apart from the source paragraphs, each in a defined order.
///
/// A text that is longer than the format allows is continued in a further paragraph, never cut off.
struct Narrative {
  private(set) var summary: String?
  private(set) var taskSummaries: [TaskID: String] = [:]
  private(set) var paragraphs: [SourceParagraph] = []

  /// `Text` in the schema: characters at most.
  static let textLength = 20_000

  init(of rollUp: RollUp) {
    for paragraph in rollUp.paragraphs.inOrder(of: rollUp.unit) {
      var pieces = Self.pieces(of: paragraph.text)[...]
      let isOwnSummary =
        paragraph.kind == .summary && paragraph.unit == rollUp.unit && paragraph.plan == rollUp.plan
      if isOwnSummary, let first = pieces.first {
        if let task = paragraph.task {
          if taskSummaries[task] == nil {
            taskSummaries[task] = first
            pieces = pieces.dropFirst()
          }
        } else if summary == nil {
          summary = first
          pieces = pieces.dropFirst()
        }
      }
      for piece in pieces {
        var part = paragraph
        part.text = piece
        paragraphs.append(part)
      }
    }
  }

  private static func pieces(of text: String) -> [String] {
    let scalars = text.unicodeScalars
    guard !scalars.isEmpty else { return [] }
    guard text.utf8.count > textLength else { return [text] }
    var pieces: [String] = []
    var rest = scalars[...]
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(textLength)))
      rest = rest.dropFirst(textLength)
    }
    return pieces
  }
}

extension [SourceParagraph] {
  /// The own unit first, then by unit, plan, task and kind; equal ones keep their order.
  func inOrder(of unit: OrgUnitCode) -> [SourceParagraph] {
    func key(_ paragraph: SourceParagraph) -> (Int, OrgUnitCode, PlanID, TaskID, Int) {
      (
        paragraph.unit == unit ? 0 : 1, paragraph.unit, paragraph.plan, paragraph.task ?? "",
        ParagraphKind.allCases.firstIndex(of: paragraph.kind) ?? 0
      )
    }
    return enumerated().sorted { left, right in
      let (a, b) = (key(left.element), key(right.element))
      if a != b { return a < b }
      return left.offset < right.offset
    }.map(\.element)
  }
}
