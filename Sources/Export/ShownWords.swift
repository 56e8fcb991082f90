import ReportModel

/// 所列文字：what the reader page shows of the units' words, chosen while they go by: the first ones of each section in
/// the page's order, and how many there were in all.
///
/// A nation's words are more than memory should hold and a page can show. They come in any order; of those that the
/// page's order does not tell apart, the one that came first is first.
package struct ShownWords: Sendable {
  /// Paragraphs that the page shows of one section; the files hold all.
  static let cap = 200

  enum Section: Int, CaseIterable {
    case problems, explanations, summaries
    /// 工作进展和下一步打算.
    case further

    init(_ kind: ParagraphKind) {
      switch kind {
      case .problems: self = .problems
      case .explanation: self = .explanations
      case .summary: self = .summaries
      case .progress, .next: self = .further
      }
    }
  }

  /// 主题: what the paragraphs of a section are put together by.
  enum Topic: Hashable, Sendable {
    /// The report as a whole, which comes first.
    case whole
    /// A task: the compiling unit's plan before others, those that the plan knows in its order and the rest behind.
    case task(TaskID, plan: PlanID, isOwnPlan: Bool, position: Int)
  }

  struct Entry: Sendable {
    var topic: Topic
    var paragraph: SourceParagraph
  }

  private let unit: OrgUnitCode
  private let plan: PlanID
  private let catalogue: Catalogue
  /// Where each task stands in its plan, of the plans met so far.
  private var positions: [PlanID: [TaskID: Int]] = [:]
  private var shown = [[Entry]](repeating: [], count: Section.allCases.count)
  private var totals = [Int](repeating: 0, count: Section.allCases.count)

  /// - Parameters:
  ///   - unit: the compiling unit, whose words come first.
  ///   - plan: of its roll-up.
  package init(of unit: OrgUnitCode, plan: PlanID, catalogue: Catalogue) {
    self.unit = unit
    self.plan = plan
    self.catalogue = catalogue
  }

  init(of rollUp: RollUp, _ catalogue: Catalogue) {
    self.init(of: rollUp.unit, plan: rollUp.plan, catalogue: catalogue)
    for paragraph in rollUp.paragraphs { add(paragraph) }
  }

  package mutating func add(_ paragraph: SourceParagraph) { add(paragraph) { paragraph.text } }

  /// As above; the text becomes a String only where it is kept.
  package mutating func add(_ row: ParagraphRow) {
    let wordless = ParagraphRow(
      unit: row.unit, plan: row.plan, task: row.task, kind: row.kind, indicator: row.indicator,
      rule: row.rule, text: UnsafeBufferPointer(start: nil, count: 0))
    add(wordless.paragraph) { String(decoding: row.text, as: UTF8.self) }
  }

  func total(_ section: Section) -> Int { totals[section.rawValue] }

  /// In the page's order.
  func entries(_ section: Section) -> [Entry] { shown[section.rawValue] }

  private mutating func add(_ paragraph: SourceParagraph, text: () -> String) {
    let section = Section(paragraph.kind).rawValue
    totals[section] += 1
    var entry = Entry(topic: topic(of: paragraph), paragraph: paragraph)
    let isFull = shown[section].count == Self.cap
    if isFull, let last = shown[section].last, !precedes(entry, last) { return }
    entry.paragraph.text = text()
    // Behind all that do not come after it.
    var lower = 0
    var upper = shown[section].count
    while lower < upper {
      let middle = (lower + upper) / 2
      if precedes(entry, shown[section][middle]) { upper = middle } else { lower = middle + 1 }
    }
    if isFull { shown[section].removeLast() }
    shown[section].insert(entry, at: lower)
  }

  private mutating func topic(of paragraph: SourceParagraph) -> Topic {
    guard let task = paragraph.task else { return .whole }
    let id = paragraph.plan
    if positions[id] == nil {
      positions[id] = Dictionary(
        (catalogue.plan(id)?.matrix.tasks ?? []).enumerated().map { ($1.id, $0) },
        uniquingKeysWith: { first, _ in first })
    }
    return .task(task, plan: id, isOwnPlan: id == plan, position: positions[id]?[task] ?? .max)
  }

  private func precedes(_ left: Entry, _ right: Entry) -> Bool {
    switch (left.topic, right.topic) {
    case (.whole, .task): return true
    case (.task, .whole): return false
    case (.whole, .whole): break
    case (
      .task(let a, let planA, let isOwnA, let positionA), .task(let b, let planB, let isOwnB, let positionB)
    ):
      if isOwnA != isOwnB { return isOwnA }
      if planA != planB { return planA < planB }
      if positionA != positionB { return positionA < positionB }
      if a != b { return a < b }
    }
    let (left, right) = (left.paragraph, right.paragraph)
    guard left.unit == right.unit else {
      if left.unit == unit || right.unit == unit { return left.unit == unit }
      return left.unit < right.unit
    }
    return left.precedesWithinUnit(right)
  }
}
