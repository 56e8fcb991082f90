import Findings
import Formats
import ReportModel

/// 季度工作簿：a compiling unit's quarter as a workbook that an officer can hand to the leader: what the page says, in sheets that
/// can be sorted, copied from and printed.
///
/// Everything comes from the value that the page is made from, in the page's words.
struct QuarterWorkbook {
  private let page: ReaderPage
  private let comparison: UnitComparison
  private let lastYear: RollUp?
  private let questions: [UnitQuestion]
  private var book: OutputWorkbook
  private var say: Wording { page.say }
  private var rollUp: RollUp { page.rollUp }

  init(_ page: ReaderPage, lastYear: RollUp?, questions: [UnitQuestion]) {
    self.page = page
    self.lastYear = lastYear
    self.questions = questions
    comparison = UnitComparison(page, lastYear: lastYear)
    // The last report that is in it, so that the same roll-up is the same file whenever it is made.
    let newest =
      page.rollUp.basis.sources.map(\.receivedAt).max()
      ?? Instant(iso8601: page.rollUp.period.lastDay)?.seconds ?? 0
    book = OutputWorkbook(
      title: "\(page.name(page.rollUp.unit)) \(page.rollUp.period.chinese)", createdAt: newest)
  }

  mutating func bytes() throws(FormatFault) -> [UInt8] {
    var sheets: [OutputSheet] = []
    if let table = dueTable { sheets.append(sheet(table)) }
    if let table = indicatorTable { sheets.append(sheet(table)) }
    for table in targetTables { sheets.append(sheet(table)) }
    if let sheet = unitSheet() { sheets.append(sheet) }
    for table in [
      reconciliationTable, statusTable, questionTable, problemTable, explanationTable, findingTable,
      sourceTable,
    ] {
      if let table { sheets.append(sheet(table)) }
    }
    book.sheets = [summarySheet(of: sheets)] + sheets
    return try book.bytes()
  }

  private var printed: OutputSheet.Page {
    var printed = WorkbookLook.page(
      "\(page.name(rollUp.unit))　\(page.plan?.title ?? rollUp.plan.rawValue)", say.period(rollUp.period),
      say: say)
    printed.footerLeft = rollUp.fileStem + (page.note.map { "　\($0)" } ?? "")
    return printed
  }

  private mutating func sheet(_ table: TableSheet) -> OutputSheet {
    table.sheet(in: &book, page: printed, say: say)
  }

  // MARK: 概况

  private mutating func summarySheet(of sheets: [OutputSheet]) -> OutputSheet {
    var sheet = OutputSheet(name: say("概况", "Summary"))
    sheet.columns = [.init(width: 18), .init(width: 84)]
    sheet.page = printed
    sheet.page.isLandscape = false
    sheet.isShown = true
    band(page.plan?.title ?? rollUp.plan.rawValue, WorkbookLook.title, line: 22, in: &sheet)
    band(
      say("\(rollUp.period.chinese)执行情况", "Implementation, \(say.period(rollUp.period))"),
      WorkbookLook.subtitle, in: &sheet)
    if let note = page.note, !note.isEmpty {
      band(
        note,
        WorkbookLook.plain.with {
          $0.color = WorkbookLook.alarm
          $0.horizontal = .center
        }, in: &sheet)
    }
    band(
      page.headline,
      WorkbookLook.plain.with {
        $0.fontName = WorkbookLook.heiti
        $0.fontSize = 13
      }, line: 20, in: &sheet)
    fact(say("汇总单位", "Compiled by"), "\(page.name(rollUp.unit))（\(rollUp.unit)）", in: &sheet)
    fact(say("版次", "Revision"), "\(rollUp.revision)　\(rollUp.fileStem)", in: &sheet)
    fact(say("报送", "Reports"), page.reportSentence, in: &sheet)
    if !rollUp.observations.isEmpty { fact(say("数据", "Figures"), page.completenessSentence, in: &sheet) }
    let lights = page.lightTally.map { "\(say.light($0.0)) \($0.1)" }
    if !lights.isEmpty { fact(say("进度", "Pace"), say.list(lights), in: &sheet) }
    for (light, text) in page.behindPace { fact(say.light(light), text, in: &sheet) }
    for (title, text) in page.dueFacts { fact(title, text, in: &sheet) }
    for entry in page.words.entries(.summaries) {
      fact(say("汇总情况说明", "Officer's summary"), entry.paragraph.text, in: &sheet)
    }
    let contents = sheet.rows.count
    for other in sheets {
      let title = say("本簿各表", "Sheets")
      sheet.rows.append(
        .init(
          [
            book.text(sheet.rows.count == contents ? title : "", WorkbookLook.key),
            book.cell(
              .link(other.name, sheet: other.name, cell: SheetCell(row: 0, column: 0)),
              WorkbookLook.framed.with {
                $0.color = 0x1C4F8C
                $0.isUnderlined = true
              }),
          ], height: 18))
    }
    if sheets.count > 1 {
      sheet.merges.append(
        SheetRange(
          SheetCell(row: contents, column: 0), SheetCell(row: contents + sheets.count - 1, column: 0)))
    }
    band(
      say(
        "单元格里是精确数，按页面的小数位显示。缺报不等于零：缺报单位的本期数不计入，累计数沿用其最近一次所报；标“不完整”的合计缺了一部分单位的数。全部明细见同名 .csv 和 .xml 文件。",
        "Cells hold exact figures. Missing is not zero: a silent unit's quarter is left out and its last known cumulatives stay; a total marked partial lacks somebody. All details are in the .csv and .xml files of the same name."
      ), WorkbookLook.hint, line: 13, in: &sheet)
    return sheet
  }

  private mutating func band(_ text: String, _ style: CellStyle, line: Int = 18, in sheet: inout OutputSheet)
  {
    let row = sheet.rows.count
    sheet.rows.append(
      .init(
        [book.text(text, style), book.cell(.blank, style)],
        height: .init(text.rowHeight(width: style.fontSize > 14 ? 66 : 96, line: line) + 6)))
    sheet.merges.append(SheetRange(SheetCell(row: row, column: 0), SheetCell(row: row, column: 1)))
  }

  private mutating func fact(_ key: String, _ text: String, in sheet: inout OutputSheet) {
    sheet.rows.append(.init([book.text(key, WorkbookLook.key), book.text(text, WorkbookLook.framed)]))
    sheet.fitRow(sheet.rows.count - 1, least: 20)
  }

  // MARK: 应报已报

  private var dueTable: TableSheet? {
    let units = [page.due.own].compactMap(\.self) + page.due.areas + page.due.departments
    guard !units.isEmpty else { return nil }
    var table = ReportTable(
      title: say("应报、已报和缺报", "Due, received and missing"),
      columns: [
        .init(say("单位", "Unit"), .label), .init(say("类别", "Kind"), .mark), .init(say("报送情况", "State"), .mark),
        .init(say("核实", "Questions"), .mark), .init(say("口径", "Scope"), .mark),
        .init(say("版次", "Revision"), .mark), .init(say("收到时间", "Received"), .mark),
      ])
    let wanted = Set(units.map(\.unit))
    let sources = Dictionary(
      rollUp.basis.sources.filter { wanted.contains($0.unit) }.map {
        ([$0.unit.rawValue, $0.scope.rawValue], $0)
      },
      uniquingKeysWith: { first, _ in first })
    table.rows = units.map { unit in
      let kind =
        unit.unit == rollUp.unit
        ? say("本级", "own level") : unit.isDepartment ? say("部门", "department") : say("下级", "below")
      let state: ReportTable.Cell =
        switch unit.state {
        case .received: .text(say("已报", "in"))
        case .late: .text(say("已报（迟报）", "in, late"), .question)
        case .missing: .text(say("缺报", "missing"), .alarm)
        case .notNeeded: .text(say("不需报", "not needed"), .muted)
        }
      let source = sources[[unit.unit.rawValue, unit.scope.rawValue]]
      return ReportTable.Row([
        .text(page.name(unit.unit)), .text(kind), state,
        unit.hasQuestions ? .text(say("待核实", "in question"), .question) : .blank,
        source.map { .text(say.scope($0.scope)) } ?? .blank, source.map { .text("\($0.revision)") } ?? .blank,
        source.map { .text(Instant(seconds: $0.receivedAt).short) } ?? .blank,
      ])
    }
    return TableSheet(
      name: say("应报已报", "Due"), title: table.title, hints: [page.reportSentence], table: table,
      widths: [28, 12, 16, 12, 12, 10, 20], isLandscape: false)
  }

  // MARK: 指标

  /// What this quarter is compared with, as far as there is anything.
  private var earlier: [(title: String, change: String, rollUp: RollUp)] {
    [
      page.previous.map { (say("上季", "Last quarter"), say("环比", "On quarter"), $0) },
      lastYear.map { (say("上年同期", "Last year"), say("同比", "On year"), $0) },
    ].compactMap(\.self)
  }

  private var comparisonHint: String { Comparison(say: say).hint(hasLastYear: lastYear != nil) }

  private var indicatorTable: TableSheet? {
    guard !rollUp.observations.isEmpty else { return nil }
    let earlier = earlier
    var table = ReportTable(
      title: say("指标完成情况", "Indicators"),
      columns: [
        .init(say("指标", "Indicator"), .label), .init(say("单位", "Measure"), .mark),
        .init(say("本期或期末", "Quarter or at end"), .number),
      ]
        + earlier.flatMap { [.init($0.title, .number), .init($0.change, .number)] } + [
          .init(say("本年累计", "Year to date"), .number),
          .init(say("规划期累计", "Plan to date"), .number), .init(say("目标值", "Goal"), .number),
          .init(say("完成率", "Attained"), .number), .init(say("序时进度", "Pace"), .number),
          .init(say("灯", "Light"), .mark), .init(say("完整性（已报/应报）", "State (in/due)")),
        ])
    let comparison = Comparison(say: say)
    var task: TaskID?
    for observation in rollUp.observations {
      if observation.task != task {
        task = observation.task
        table.rows.append(.section(page.taskTitle(observation.task)))
      }
      let definition = page.plan?.indicator(observation.indicator)
      func value(_ observation: Observation?) -> Comparison.Value {
        guard let observation else { return .absent }
        return Comparison.value(
          observation.values, of: definition, isReported: observation.status == .reported,
          isWhole: observation.rolled?.completeness != .partial)
      }
      var cells: [ReportTable.Cell] = [
        .text(definition?.name ?? observation.indicator.rawValue), .text(definition?.measure ?? ""),
        page.current(observation),
      ]
      for (_, _, rollUp) in earlier {
        cells.append(page.last(observation.indicator, in: rollUp))
        cells.append(
          comparison.change(from: value(rollUp.observation(observation.indicator)), to: value(observation)))
      }
      cells += page.cumulatives(observation)
      let targets = page.ownProgress.filter { $0.indicator == observation.indicator }.compactMap { progress in
        page.plan.map { page.row(progress, in: $0).cells }
      }
      func target(_ cells: [ReportTable.Cell]) -> [ReportTable.Cell] {
        // The light's history stands among the targets.
        [cells[5], cells[2], cells[3], .text(cells[1].shownWord, cells[1].tone)]
      }
      cells += targets.first.map(target) ?? [ReportTable.Cell](repeating: .blank, count: 4)
      cells.append(page.completeness(of: observation))
      table.rows.append(ReportTable.Row(cells))
      for further in targets.dropFirst() {
        table.rows.append(
          ReportTable.Row(
            [ReportTable.Cell](repeating: .blank, count: 5 + 2 * earlier.count) + target(further) + [.blank]))
      }
    }
    return TableSheet(
      name: say("指标", "Indicators"), title: table.title, hints: [comparisonHint], table: table,
      widths: [24, 7, 12] + [Int](repeating: 11, count: 2 * earlier.count) + [11, 12, 14, 9, 9, 13, 26])
  }

  private var targetTables: [TableSheet] {
    let widths = [46, 24, 10, 10, 16, 16]
    return [
      page.targetTable.map {
        TableSheet(
          name: say("目标进度", "Targets"), title: $0.title, hints: [page.legend], table: $0, widths: widths)
      },
      page.allocatedTable.map {
        TableSheet(
          name: say("分解目标", "Allocated targets"), title: $0.title, hints: [page.legend], table: $0,
          widths: widths)
      },
    ].compactMap(\.self)
  }

  // MARK: 分单位

  /// Units that stand side by side on one sheet of paper.
  private static let unitsPerPage = 16

  private mutating func unitSheet() -> OutputSheet? {
    guard let table = comparison.table() else { return nil }
    let units = table.columns.count - UnitComparison.leading
    let hint = say(
      "时期指标为本期数，时点指标为期末数。缺报单位标“沿用”的是其最近一次所报；“—”为不适用或没有可比的数；空白为本期不要求填报；0 为报来的零。",
      "Flows show the quarter, stocks their state at its end. “carried” is a silent unit's last report; “—” not applicable or nothing to compare with; blank not asked; 0 a reported zero."
    )
    let layout = TableSheet(
      name: say("分单位一览", "By unit"), title: table.title, hints: [hint, comparisonHint], table: table,
      widths: [32, 22, 12, 10], frozenColumns: UnitComparison.leading,
      pagesWide: max(1, (units + Self.unitsPerPage - 1) / Self.unitsPerPage))
    return layout.sheet(in: &book, page: printed, say: say)
  }

  private var reconciliationTable: TableSheet? {
    page.reconciliationTable.map {
      TableSheet(
        name: say("条线核对", "Reconciliation"), title: $0.title, hints: [page.reconciliationHint], table: $0,
        widths: [30, 20, 14, 16, 16, 14, 24])
    }
  }

  private var statusTable: TableSheet? {
    page.statusTable.map {
      TableSheet(
        name: say("任务进展", "Tasks"), title: $0.title, hints: [page.statusHint], table: $0,
        widths: [50, 12, 12, 12, 12], isLandscape: false)
    }
  }

  // MARK: 问题和文字

  private var questionTable: TableSheet? {
    guard !questions.isEmpty else { return nil }
    var table = ReportTable(
      title: say("核实性问题", "Questions"),
      columns: [
        .init(say("单位", "Unit"), .label), .init(say("指标或任务", "Indicator or task")),
        .init(say("问题", "Question")),
        .init(say("填报值", "As typed")), .init(say("怎样处理", "What to do")), .init(say("情况", "State")),
        .init(say("规则", "Rule"), .mark),
      ])
    let shown = questions.prefix(UnitQuestion.cap)
    table.rows = shown.map { question in
      let finding = question.finding
      let subject = (finding.place.indicator ?? finding.place.task).map { question.names[$0] ?? $0 } ?? ""
      let state: ReportTable.Cell =
        finding.facts["explained"].map { .text(say("已说明：\($0)", "explained: \($0)")) }
        ?? finding.facts["confirmed"].map { .text(say("已核实：\($0)", "confirmed: \($0)")) }
        ?? .text(say("待说明", "open"), .question)
      return ReportTable.Row([
        .text(page.name(question.unit)), .text(subject),
        .text(page.sheets.message(of: finding, in: say.language)),
        .text(finding.place.value ?? ""), .text(page.sheets.remedy(of: finding, in: say.language)), state,
        .text(finding.code),
      ])
    }
    var hints = [
      say(
        "本级、部门和直接下级的报表中还没有了结的核实性问题；有关的数已计入，标为待核实。更下级的问题见其上级的工作簿。",
        "Unsettled questions about the reports of the own level, its departments and direct subordinates; the figures count meanwhile. Those further below are in their superiors' workbooks."
      )
    ]
    if questions.count > shown.count {
      hints.append(
        say(
          "共\(questions.count)条，这里列出\(shown.count)条，其余用 cengbao questions \(rollUp.period) 查看。",
          "\(shown.count) of \(questions.count); see cengbao questions \(rollUp.period)."))
    }
    return TableSheet(
      name: say("核实性问题", "Questions"), title: table.title, hints: hints, table: table,
      widths: [16, 20, 48, 14, 40, 24, 9])
  }

  private var problemTable: TableSheet? {
    wordsTable(.problems, name: say("存在问题", "Problems"), title: say("存在问题", "Problems raised"))
  }

  private var explanationTable: TableSheet? {
    wordsTable(.explanations, name: say("情况说明", "Explanations"), title: say("情况说明", "Explanations"))
  }

  private func wordsTable(_ section: ShownWords.Section, name: String, title: String) -> TableSheet? {
    let entries = page.words.entries(section)
    guard !entries.isEmpty else { return nil }
    var table = ReportTable(
      title: title,
      columns: [
        .init(say("任务", "Task"), .label), .init(say("单位", "Unit")), .init(say("指标", "Indicator")),
        .init(say("内容（原文）", "Words")),
      ])
    table.rows = entries.map { entry in
      let paragraph = entry.paragraph
      return ReportTable.Row([
        .text(page.title(of: entry.topic) ?? say("整张报表", "the whole report")),
        .text(page.speaker(paragraph.unit)),
        .text(
          paragraph.indicator.map { page.catalogue.plan(paragraph.plan)?.indicator($0)?.name ?? $0.rawValue }
            ?? ""),
        .text(paragraph.text),
      ])
    }
    return TableSheet(
      name: name, title: title, hints: [page.unlisted(section)].compactMap(\.self), table: table,
      widths: [34, 18, 22, 76])
  }

  private var findingTable: TableSheet? {
    page.findingTable.map {
      TableSheet(name: say("汇总问题", "Findings"), title: $0.title, table: $0, widths: [9, 76, 52, 9])
    }
  }

  // MARK: 来源

  /// Of the own level, its departments and direct subordinates; a nation has thousands more, which its files name.
  private var sourceTable: TableSheet? {
    let units = Set(rollUp.due.map(\.unit)).union([rollUp.unit])
    guard let table = page.sourceTable(of: units) else { return nil }
    let total = rollUp.basis.sources.count
    let rest =
      total > table.rows.count
      ? say(
        "共\(total)份，这里列出本级、部门和直接下级的\(table.rows.count)份，其余见同名 .xml 文件。",
        "\(table.rows.count) of \(total), those of the own level, departments and direct subordinates; the rest is in the .xml file."
      )
      : nil
    return TableSheet(
      name: say("来源", "Sources"), title: table.title, hints: [rest].compactMap(\.self), table: table,
      widths: table.columns.count > 6 ? [24, 16, 10, 8, 18, 16, 24] : [24, 10, 8, 18, 16, 24])
  }
}

extension ReportTable.Cell {
  /// The word alone, without the small print.
  fileprivate var shownWord: String {
    guard case .text(let text) = content else { return "" }
    return text
  }
}
