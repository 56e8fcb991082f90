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
  ///
  /// A province holds tens of thousands of paragraphs: they are put together by unit before anything is compared.
  func inOrder(of unit: OrgUnitCode) -> [SourceParagraph] {
    var byUnit: [OrgUnitCode: [SourceParagraph]] = [:]
    for paragraph in self { byUnit[paragraph.unit, default: []].append(paragraph) }
    let units = byUnit.keys.sorted { ($0 == unit ? 0 : 1, $0) < ($1 == unit ? 0 : 1, $1) }
    return units.flatMap { unit -> [SourceParagraph] in
      let paragraphs = byUnit[unit] ?? []
      func precedes(_ left: SourceParagraph, _ right: SourceParagraph) -> Bool {
        if left.plan != right.plan { return left.plan < right.plan }
        if left.task != right.task { return (left.task ?? "") < (right.task ?? "") }
        if left.kind != right.kind { return left.kind.order < right.kind.order }
        if left.indicator != right.indicator { return (left.indicator ?? "") < (right.indicator ?? "") }
        return (left.rule ?? "") < (right.rule ?? "")
      }
      return paragraphs.indices.sorted { left, right in
        if precedes(paragraphs[left], paragraphs[right]) { return true }
        return !precedes(paragraphs[right], paragraphs[left]) && left < right
      }.map { paragraphs[$0] }
    }
  }
}

extension ParagraphKind {
  /// The order in which a report states them.
  fileprivate var order: Int {
    switch self {
    case .progress: 0
    case .problems: 1
    case .next: 2
    case .summary: 3
    case .explanation: 4
    }
  }
}
