import ReportModel

/// 单位、任务、文字：who reported, where the tasks stand, and the units' own words.
extension ReaderPage {
  // MARK: Roster

  var dueSection: Markup? {
    guard !rollUp.due.isEmpty else { return nil }
    let lines = dueFacts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as Markup }
    return "<dl class=\"facts\">\n\(lines)</dl>\n"
  }

  /// Who is in and who is missing, by group.
  var dueFacts: [(String, String)] {
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
    return facts
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
    statusTable.map { table in
      """
      <p class="hint">\(statusHint)</p>
      \(table.markup())
      """
    }
  }

  var statusHint: String { say("表中为填报各状态的单位数。", "Numbers of units that state each status.") }

  var statusTable: ReportTable? {
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
    return table
  }

  // MARK: Words

  var problemSection: Markup? { list(.problems) }

  var summarySection: Markup? { list(.summaries) }

  /// By task, in plan order, then by unit; each with the unit's name.
  private func list(_ section: ShownWords.Section) -> Markup? {
    let total = words.total(section)
    guard total > 0 else { return nil }
    let entries = words.entries(section)
    var markup: Markup = ""
    var topic: ShownWords.Topic?
    for entry in entries {
      if entry.topic != topic {
        if topic != nil { markup += "</ul>\n" }
        if let title = title(of: entry.topic) { markup += "<h3>\(title)</h3>\n" }
        markup += "<ul class=\"words\">\n"
        topic = entry.topic
      }
      markup += item(entry.paragraph, showsKind: section == .further)
    }
    markup += "</ul>\n"
    if let rest = unlisted(section) { markup += "<p class=\"hint\">\(rest)</p>\n" }
    return markup
  }

  /// Where the paragraphs are that are not listed; `nil` where all are.
  func unlisted(_ section: ShownWords.Section) -> String? {
    let (total, count) = (words.total(section), words.entries(section).count)
    guard total > count else { return nil }
    return say(
      "共\(total)条，这里列出\(count)条，其余见同名 .xml 文件。",
      "\(count) of \(total); the rest is in the .xml file of the same name.")
  }

  func title(of topic: ShownWords.Topic) -> String? {
    guard case .task(let task, let plan, _, _) = topic else { return nil }
    return catalogue.plan(plan)?.task(task).map { titled($0) } ?? task.rawValue
  }

  /// Whose words they are.
  func speaker(_ unit: OrgUnitCode) -> String {
    unit == rollUp.unit ? say("\(name(unit))本级", "\(name(unit)) own level") : name(unit)
  }

  private func item(_ paragraph: SourceParagraph, showsKind: Bool) -> Markup {
    let who = speaker(paragraph.unit)
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

  /// 情况说明: what the units say to the questions about their figures.
  var explanationSection: Markup? { list(.explanations) }

  /// 工作进展和下一步打算, closed on the screen and left out of print.
  var furtherWords: Markup? {
    list(.further).map {
      "<details>\n<summary>\(say("各单位工作进展和下一步打算（原文）", "Progress and next steps in the units' words"))</summary>\n\($0)</details>\n"
    }
  }
}
