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
  enum Topic: Hashable, Comparable, Sendable {
    /// The report as a whole, which comes first.
    case whole
    /// A task: the compiling unit's plan before others, those that the plan knows in its order and the rest behind.
    case task(TaskID, plan: PlanID, isOwnPlan: Bool, position: Int)

    static func < (left: Topic, right: Topic) -> Bool {
      guard case .task(let task, let plan, let isOwn, let position) = left else { return left != right }
      guard case .task(let otherTask, let otherPlan, let isOtherOwn, let otherPosition) = right else {
        return false
      }
      if isOwn != isOtherOwn { return isOwn }
      if plan != otherPlan { return plan < otherPlan }
      if position != otherPosition { return position < otherPosition }
      return task < otherTask
    }
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
  /// Topics of rows, and where the last one is.
  private var rowTopics: [(task: [UInt8], plan: [UInt8], topic: Topic)] = []
  private var lastRow = 0
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

  package mutating func add(_ paragraph: SourceParagraph) {
    let topic = topic(of: paragraph.task, in: paragraph.plan)
    if isWanted(topic, in: Section(paragraph.kind)) { insert(Entry(topic: topic, paragraph: paragraph)) }
  }

  /// As above; hardly any of a nation's rows becomes a paragraph.
  package mutating func add(_ row: ParagraphRow) {
    let topic = topic(of: row)
    if isWanted(topic, in: Section(row.kind)) { insert(Entry(topic: topic, paragraph: row.paragraph)) }
  }

  /// As if everything that the other one was told had been told here, after what was.
  package mutating func add(_ other: ShownWords) {
    for section in Section.allCases {
      totals[section.rawValue] += other.totals[section.rawValue]
      for entry in other.entries(section) { insert(entry) }
    }
  }

  func total(_ section: Section) -> Int { totals[section.rawValue] }

  /// In the page's order.
  func entries(_ section: Section) -> [Entry] { shown[section.rawValue] }

  /// Counts a paragraph, and says whether one of its topic may have a place among those that are shown.
  private mutating func isWanted(_ topic: Topic, in section: Section) -> Bool {
    totals[section.rawValue] += 1
    guard shown[section.rawValue].count == Self.cap, let last = shown[section.rawValue].last else {
      return true
    }
    return !(last.topic < topic)
  }

  private mutating func insert(_ entry: Entry) {
    let section = Section(entry.paragraph.kind).rawValue
    let isFull = shown[section].count == Self.cap
    if isFull, let last = shown[section].last, !precedes(entry, last) { return }
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

  /// As below. The rows of a unit mostly name what those of the unit before named, in the same order.
  private mutating func topic(of row: ParagraphRow) -> Topic {
    guard let task = row.task else { return .whole }
    for step in 0..<min(2, rowTopics.count) {
      let place = (lastRow + step) % rowTopics.count
      if rowTopics[place].task.elementsEqual(task), rowTopics[place].plan.elementsEqual(row.plan) {
        lastRow = place
        return rowTopics[place].topic
      }
    }
    let plan = PlanID(String(decoding: row.plan, as: UTF8.self))
    let topic = topic(of: TaskID(String(decoding: task, as: UTF8.self)), in: plan)
    if let place = rowTopics.firstIndex(where: { $0.topic == topic }) {
      lastRow = place
    } else if rowTopics.count < 1_000 {
      rowTopics.append((Array(task), Array(row.plan), topic))
      lastRow = rowTopics.count - 1
    }
    return topic
  }

  private mutating func topic(of task: TaskID?, in id: PlanID) -> Topic {
    guard let task else { return .whole }
    if positions[id] == nil {
      positions[id] = Dictionary(
        (catalogue.plan(id)?.matrix.tasks ?? []).enumerated().map { ($1.id, $0) },
        uniquingKeysWith: { first, _ in first })
    }
    return .task(task, plan: id, isOwnPlan: id == plan, position: positions[id]?[task] ?? .max)
  }

  private func precedes(_ left: Entry, _ right: Entry) -> Bool {
    if left.topic != right.topic { return left.topic < right.topic }
    let (left, right) = (left.paragraph, right.paragraph)
    guard left.unit == right.unit else {
      if left.unit == unit || right.unit == unit { return left.unit == unit }
      return left.unit < right.unit
    }
    return left.precedesWithinUnit(right)
  }
}
