import ReportModel

/// 单位、任务、文字：who reported, where the tasks stand, and the units' own words.
extension ReaderPage {
  // MARK: Roster

  var dueSection: Markup? {
    guard !rollUp.due.isEmpty else { return nil }
    var facts: [(String, String)] = []
    func add(_ units: [DueUnit], _ inTitle: String, _ missingTitle: String) {
      let received = units.filter(\.isIn)
      let missing = units.filter { $0.state == .missing }
      if !received.isEmpty {
        facts.append((counted(inTitle, received.count), say.list(received.map(described))))
      }
      if !missing.isEmpty {
        facts.append((counted(missingTitle, missing.count), names(missing.map(\.unit))))
      }
    }
    add([due.own].compactMap(\.self), say("本级已报", "Own level in"), say("本级缺报", "Own level missing"))
    add(due.areas, say("下级已报", "Areas in"), say("下级缺报", "Areas missing"))
    add(due.departments, say("部门已报", "Departments in"), say("部门缺报", "Departments missing"))
    let silent = Set(rollUp.basis.missingUnits).subtracting(rollUp.due.map(\.unit))
    if !silent.isEmpty {
      facts.append((counted(say("再下级缺报", "Missing further below"), silent.count), named(silent)))
    }
    let lines = facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as Markup }
    return "<dl class=\"facts\">\n\(lines)</dl>\n"
  }

  private func counted(_ title: String, _ count: Int) -> String {
    say("\(title)（\(count)）", "\(title) (\(count))")
  }

  private func described(_ unit: DueUnit) -> String {
    let marks = [
      unit.state == .late ? say("迟报", "late") : nil,
      unit.hasQuestions ? say("待核实", "in question") : nil,
    ].compactMap(\.self)
    let text =
      unit.unit == rollUp.unit ? say("\(name(unit.unit))本级", "\(name(unit.unit)) own level") : name(unit.unit)
    return marks.isEmpty ? text : say("\(text)（\(say.list(marks))）", "\(text) (\(say.list(marks)))")
  }

  // MARK: Tasks

  var statusSection: Markup? {
    let counts = rollUp.basis.statusCounts
    guard !counts.isEmpty else { return nil }
    var table = ReportTable(
      title: say("任务进展", "Task status"),
      columns: [.init(say("任务", "Task"), .label)] + TaskStatus.allCases.map { .init(say.status($0), .number) }
    )
    let planned = plan?.matrix.tasks.map(\.id) ?? []
    let order = planned + Set(counts.keys).subtracting(planned).sorted()
    for task in order {
      guard let counted = counts[task] else { continue }
      let units = Dictionary(counted.map { ($0.status, $0.units) }, uniquingKeysWith: +)
      table.rows.append(
        ReportTable.Row(
          [.text(taskTitle(task))]
            + TaskStatus.allCases.map { status in
              let count = units[status] ?? 0
              return .whole(count, count == 0 ? .muted : status == .notStarted ? .alarm : .plain)
            }))
    }
    return """
      <p class="hint">\(say("表中为填报各状态的单位数。", "Numbers of units that state each status."))</p>
      \(table.markup())
      """
  }

  // MARK: Words

  /// Paragraphs that the page shows of one kind; the files hold all.
  private static let paragraphCap = 200

  var problemSection: Markup? { words([.problems]) }

  var summarySection: Markup? {
    let own = rollUp.paragraphs.filter { $0.kind == .summary }
    guard !own.isEmpty else { return nil }
    return words(own, showsKind: false)
  }

  private func words(_ kinds: [ParagraphKind]) -> Markup? {
    let chosen = rollUp.paragraphs.filter { kinds.contains($0.kind) }
    return chosen.isEmpty ? nil : words(chosen, showsKind: kinds.count > 1)
  }

  /// By task, in plan order, then by unit; each with the unit's name.
  private func words(_ paragraphs: [SourceParagraph], showsKind: Bool) -> Markup {
    struct Topic: Hashable {
      var plan: PlanID
      var task: TaskID
    }
    var byTopic: [Topic: [SourceParagraph]] = [:]
    var whole: [SourceParagraph] = []
    for paragraph in paragraphs {
      if let task = paragraph.task {
        byTopic[Topic(plan: paragraph.plan, task: task), default: []].append(paragraph)
      } else {
        whole.append(paragraph)
      }
    }
    var groups: [(title: String?, items: [SourceParagraph])] = whole.isEmpty ? [] : [(nil, whole)]
    let plans = [rollUp.plan] + Set(byTopic.keys.map(\.plan)).subtracting([rollUp.plan]).sorted()
    for id in plans {
      let known = catalogue.plan(id)?.matrix.tasks ?? []
      let planned = Set(known.map(\.id))
      for task in known {
        if let items = byTopic[Topic(plan: id, task: task.id)] { groups.append((titled(task), items)) }
      }
      for topic in byTopic.keys.filter({ $0.plan == id && !planned.contains($0.task) }).sorted(by: {
        $0.task < $1.task
      }) {
        groups.append((topic.task.rawValue, byTopic[topic] ?? []))
      }
    }
    var markup: Markup = ""
    var shown = 0
    for group in groups where shown < Self.paragraphCap {
      if let title = group.title { markup += "<h3>\(title)</h3>\n" }
      let ordered = group.items.inOrder(of: rollUp.unit)
      let items = ordered.prefix(Self.paragraphCap - shown).map { paragraph -> Markup in
        let who =
          paragraph.unit == rollUp.unit
          ? say("\(name(paragraph.unit))本级", "\(name(paragraph.unit)) own level") : name(paragraph.unit)
        let kind =
          paragraph.indicator.map { id in
            let name = catalogue.plan(paragraph.plan)?.indicator(id)?.name ?? id.rawValue
            return say("“\(name)”", " “\(name)”")
          } ?? (showsKind ? say("（\(paragraph.kind.chinese)）", " (\(paragraph.kind.rawValue))") : "")
        // The officer's own words are the page's words; whose they are goes without saying.
        let lead: Markup =
          paragraph.kind == .summary && paragraph.unit == rollUp.unit
          ? "" : "<b>\(who)\(kind)\(say("：", ": "))</b>"
        return "<li>\(lead)\(Markup.lines(paragraph.text))</li>\n"
      }
      shown += items.count
      markup += "<ul class=\"words\">\n\(items)</ul>\n"
    }
    if paragraphs.count > shown {
      markup += """
        <p class="hint">\(say(
          "共\(paragraphs.count)条，这里列出\(shown)条，其余见同名 .xml 文件。",
          "\(shown) of \(paragraphs.count); the rest is in the .xml file of the same name."))</p>

        """
    }
    return markup
  }

  /// 情况说明: what the units say to the questions about their figures.
  var explanationSection: Markup? { words([.explanation]) }

  /// 工作进展和下一步打算, closed on the screen and left out of print.
  var furtherWords: Markup? {
    words([.progress, .next]).map {
      "<details>\n<summary>\(say("各单位工作进展和下一步打算（原文）", "Progress and next steps in the units' words"))</summary>\n\($0)</details>\n"
    }
  }
}
