import Findings
import Formats
import ReportModel

/// 表样（工作簿）：the form as a workbook, for clerks who live in Excel and WPS: what is known is locked, what is asked is
/// tinted, and a cell says what it wants when somebody goes there.
///
/// Four sheets: 封面, 指标, 进展 are the three parts of the table, under its keys and headings; 盖章页 is for paper alone.
struct FormWorkbook {
  enum Sheet {
    static let cover = "封面"
    static let figures = "指标"
    static let progress = "进展"
    static let seal = "盖章页"
  }

  let form: ReportForm
  let content: FormContent
  /// 表样编号: what paper and file are matched by.
  let mark: String
  var book: OutputWorkbook
  /// Where the cover's answers stand, for the page to be sealed.
  var answers: [String: SheetCell] = [:]
  /// Where figures are typed.
  var typed: [SheetRange] = []

  private var words: FormWording { content.words }
  var say: Wording { content.words.say }

  init(_ form: ReportForm, mark: String, say: Wording) {
    self.form = form
    self.mark = mark
    content = FormContent(form, say: say)
    // The same form is the same file whenever it is made.
    let day = Instant(iso8601: form.period.lastDay)?.seconds ?? 0
    book = OutputWorkbook(title: "\(form.unitName) \(form.period.chinese)", createdAt: day)
  }

  mutating func bytes() throws(FormatFault) -> [UInt8] {
    let cover = coverSheet()
    let figures = figureSheet()
    let progress = progressSheet()
    let seal = sealSheet()
    book.sheets = [cover, figures, progress, seal]
    return try book.bytes()
  }

  func page() -> OutputSheet.Page {
    var page = WorkbookLook.page(
      "\(form.unitName)（\(form.unit)）", say.period(form.period), say: say)
    page.footerLeft = say("表样编号 \(mark)", "form \(mark)")
    return page
  }

  // MARK: 封面

  private mutating func coverSheet() -> OutputSheet {
    var sheet = OutputSheet(name: Sheet.cover)
    sheet.columns = [.init(width: 16), .init(width: 60), .init(width: 50)]
    sheet.isProtected = true
    sheet.isShown = true
    sheet.page = page()
    known("报送单位", form.unit.rawValue, form.unitName, in: &sheet)
    known("实施方案", form.plan.rawValue, in: &sheet)
    known("方案名称", form.planTitle, in: &sheet)
    known("报告期", form.period.description, form.period.chinese, in: &sheet)
    if form.takesSummary {
      answer(
        "口径", ReportScope.own.chinese, .oneOf([ReportScope.own, .rollup].map(\.chinese)), in: &sheet,
        hint: say("本表是本级的表；汇总由系统生成，一般不改。", "This is the own level's form; roll-ups are made by the system."))
    } else {
      known("口径", ReportScope.own.chinese, in: &sheet)
    }
    answer(
      "方式", nil, .oneOf(["重报", "补报"]), in: &sheet, style: WorkbookLook.optionalInput,
      hint: say(
        "一般不选。更正已报的整张表选“重报”；只补几行漏报的选“补报”。",
        "Usually left blank: 重报 replaces the whole report, 补报 adds rows that were left out."))
    answer("填表人", form.cover.filledBy, .any, in: &sheet)
    answer("审核人", form.cover.reviewedBy, .any, in: &sheet)
    answer("负责人", form.cover.approvedBy, .any, in: &sheet)
    answer(
      "联系电话", form.cover.phone, .any, in: &sheet, style: WorkbookLook.input.with { $0.numberFormat = "@" })
    answer(
      "填表日期", nil, .any, in: &sheet,
      style: WorkbookLook.input.with {
        $0.numberFormat = "yyyy-mm-dd"
        $0.horizontal = .left
      }, hint: say("填写的那一天，如 \(exampleDay)。", "The day, like \(exampleDay)."))
    if form.takesSummary {
      answer(
        "汇总情况说明", nil, .any, in: &sheet, style: WorkbookLook.optionalInput.with { $0.vertical = .top },
        hint: say("给领导看的总的情况，印在汇总页上；没有的空着。", "The officer's own words on the whole; may stay blank."),
        height: 90)
    }
    if let due = form.due { known("报送时限", due.deadlineText(say), in: &sheet) }
    for sentence in words.instructions(form, for: .workbook) {
      let row = sheet.rows.count
      sheet.rows.append(
        .init(
          [
            book.text("填表说明", WorkbookLook.key), book.text(sentence, WorkbookLook.given),
            book.cell(.blank, WorkbookLook.given),
          ], height: .init(max(20, sentence.rowHeight(width: 106)))))
      sheet.merges.append(SheetRange(SheetCell(row: row, column: 1), SheetCell(row: row, column: 2)))
    }
    return sheet
  }

  /// A day after the period's end.
  private var exampleDay: String {
    let next = form.period.next
    return "\(next.year)-\(["01", "04", "07", "10"][next.quarter - 1])-08"
  }

  mutating func blanks(_ count: Int, _ style: CellStyle) -> [OutputCell] {
    [OutputCell](repeating: book.cell(.blank, style), count: count)
  }

  private mutating func known(
    _ key: String, _ value: String, _ name: String = "", in sheet: inout OutputSheet
  ) {
    answers[key] = SheetCell(row: sheet.rows.count, column: 1)
    sheet.rows.append(
      .init([
        book.text(key, WorkbookLook.key), book.text(value, WorkbookLook.given),
        book.text(name, WorkbookLook.given),
      ]))
    sheet.fitRow(sheet.rows.count - 1, least: 20)
  }

  private mutating func answer(
    _ key: String, _ value: String?, _ rule: CellValidation.Rule, in sheet: inout OutputSheet,
    style: CellStyle = WorkbookLook.input, hint: String = "", height: Int? = nil
  ) {
    let place = SheetCell(row: sheet.rows.count, column: 1)
    answers[key] = place
    sheet.rows.append(
      .init(
        [
          book.text(key, WorkbookLook.key), book.text(value ?? "", style), book.text(hint, WorkbookLook.hint),
        ]))
    sheet.fitRow(place.row, least: height ?? 20)
    if rule != .any || !hint.isEmpty {
      sheet.validations.append(
        CellValidation(
          SheetRange(place), rule, promptTitle: key, prompt: hint, errorTitle: key,
          error: say("请从下拉列表里选。", "Choose from the list.")))
    }
  }

  // MARK: 指标

  private mutating func figureSheet() -> OutputSheet {
    var columns = FormColumn.columns(of: form).filter { !$0.isOfTask }
    if form.hasHistory {
      let place = columns.firstIndex(of: .definition) ?? columns.count
      columns.insert(contentsOf: [.adjustment, .reason], at: place)
    }
    var sheet = OutputSheet(name: Sheet.figures)
    sheet.columns = columns.map { .init(width: .init($0.width)) }
    sheet.isProtected = true
    sheet.page = page()
    sheet.page.titleRows = 1
    // The definitions are for the screen.
    sheet.page.printedColumns = columns.firstIndex(of: .definition) ?? columns.count
    let name = columns.firstIndex(of: .name) ?? 0
    sheet.frozen = SheetCell(row: 1, column: name + 1)
    sheet.rows.append(
      .init(
        columns.map { book.text($0.rawValue, $0.isTyped ? WorkbookLook.inputHeading : WorkbookLook.heading) })
    )
    sheet.fitRow(0, least: 30)
    for task in form.tasks {
      for figure in task.figures {
        let row = sheet.rows.count
        sheet.rows.append(.init(columns.map { cell($0, task, figure) }))
        sheet.fitRow(row, least: 24)
        for (position, column) in columns.enumerated() {
          let place = SheetCell(row: row, column: position)
          if let validation = validation(of: column, figure, at: place) {
            sheet.validations.append(validation)
          }
        }
      }
    }
    for (position, column) in columns.enumerated() where column.item != nil && sheet.rows.count > 1 {
      typed.append(
        SheetRange(
          SheetCell(row: 1, column: position), SheetCell(row: sheet.rows.count - 1, column: position)))
    }
    return sheet
  }

  private mutating func cell(
    _ column: FormColumn, _ task: ReportForm.Task, _ figure: ReportForm.Figure?
  ) -> OutputCell {
    switch content.cell(column, task, figure) {
    case .number(let amount): return book.number(amount, WorkbookLook.given)
    case .text(let text):
      return book.text(text, column == .status ? WorkbookLook.input.centered() : column.knownLook)
    case .empty: break
    }
    if let item = column.item {
      guard let figure, item.belongs(to: figure.definition) else {
        return book.cell(.blank, WorkbookLook.closed)
      }
      // What need not be filled in is not tinted.
      let isAsked =
        figure.asked.contains(item) && !form.isMadeOfDepartments && figure.definition.asked != .whenPublished
      return book.cell(
        .blank,
        (isAsked ? WorkbookLook.input : WorkbookLook.optionalInput).with {
          $0.horizontal = .right
          $0.wraps = false
        })
    }
    guard column.isTyped else { return book.cell(.blank, WorkbookLook.given) }
    let style = column.isWanted ? WorkbookLook.input : WorkbookLook.optionalInput
    return book.cell(
      .blank, column == .status ? style.centered() : column == .adjustment ? style.right() : style)
  }

  private func validation(
    of column: FormColumn, _ figure: ReportForm.Figure, at place: SheetCell
  ) -> CellValidation? {
    let definition = figure.definition
    if column == .adjustment {
      return CellValidation(
        SheetRange(place), .number(isWhole: false, isNegativeAllowed: true, orTexts: []),
        promptTitle: definition.name,
        prompt: say(
          "以前多报的填负数，少报的填正数，同时写“调整原因”。",
          "What was too much with a minus sign, what was too little without; say why."),
        errorTitle: definition.name, error: say("这里填数字。", "A number, please."))
    }
    guard let item = column.item, item.belongs(to: definition) else { return nil }
    var prompt = [
      words.requirement(of: figure, in: form), say("单位：\(definition.measure)", definition.measure),
    ]
    if !figure.asked.contains(item) {
      prompt.insert(say("可不填，由系统推算；填了的要与推算一致", "may stay blank; what is typed is compared"), at: 0)
    }
    if item == .planToDate, let last = figure.known.planToDate {
      prompt.append(say("上期为\(last)", "\(last) before"))
    }
    if item == .yearToDate, let last = figure.known.yearToDate {
      prompt.append(say("上期为\(last)", "\(last) before"))
    }
    if !definition.definition.isEmpty { prompt.append(definition.definition) }
    return CellValidation(
      SheetRange(place),
      .number(
        isWhole: definition.kind == .count, isNegativeAllowed: definition.kind == .amount,
        orTexts: ["—", "-", "/", "不适用"]),
      promptTitle: definition.name, prompt: prompt.joined(separator: say("；", "; ")),
      errorTitle: definition.name,
      error: say(
        "这里只填数字，不带单位，不写“余”“约”“8.5万”；没有发生的填 0，本单位没有此项的填“—”，报不出的空着，在“情况说明”写原因。",
        "A plain number without a unit; 0 where nothing happened, — where it does not apply, blank where it cannot be told."
      ))
  }

  // MARK: 进展

  private mutating func progressSheet() -> OutputSheet {
    let columns = [.task, .title] + FormColumn.columns(of: form).filter(\.isOfTask)
    var sheet = OutputSheet(name: Sheet.progress)
    sheet.columns = columns.map { .init(width: .init($0.progressWidth)) }
    sheet.isProtected = true
    sheet.page = page()
    sheet.page.titleRows = 1
    sheet.frozen = SheetCell(row: 1, column: 2)
    sheet.rows.append(
      .init(
        columns.map { book.text($0.rawValue, $0.isTyped ? WorkbookLook.inputHeading : WorkbookLook.heading) })
    )
    sheet.fitRow(0, least: 24)
    // Without a height, so that a row grows with what is typed in it.
    for task in form.tasks { sheet.rows.append(.init(columns.map { cell($0, task, nil) })) }
    if let status = columns.firstIndex(of: .status) {
      sheet.validations.append(
        CellValidation(
          SheetRange(
            SheetCell(row: 1, column: status), SheetCell(row: sheet.rows.count - 1, column: status)),
          .oneOf(TaskStatus.allCases.map(\.chinese)), promptTitle: FormColumn.status.rawValue,
          prompt: say(
            "从下拉列表里选一项。选“已完成”的，本任务的指标应当达到目标。",
            "Choose one; “completed” means that its figures have reached their targets."),
          errorTitle: FormColumn.status.rawValue,
          error: say(
            "请从下拉列表里选：\(TaskStatus.allCases.map(\.chinese).joined(separator: "、"))。", "Choose from the list.")
        ))
    }
    return sheet
  }
}

extension FigureItem {
  /// Whether a figure of the indicator can have it.
  fileprivate func belongs(to definition: IndicatorDefinition) -> Bool {
    switch self {
    case .inPeriod, .yearToDate, .planToDate: definition.isFlow
    case .atEnd: !definition.isFlow && !definition.isRatio
    case .numerator, .denominator: definition.isRatio
    case .adjustment: false
    }
  }
}

extension FormColumn {
  /// Whether somebody types in it.
  fileprivate var isTyped: Bool {
    switch self {
    case .status, .progress, .problems, .next, .explanation, .adjustment, .reason: true
    default: item != nil
    }
  }

  /// Whether every row is to have it.
  fileprivate var isWanted: Bool { self == .status || self == .progress }

  fileprivate var knownLook: CellStyle {
    switch self {
    case .task, .measure, .lastStatus: WorkbookLook.given.centered()
    case .definition: WorkbookLook.given.with { $0.fontSize = 9 }
    case .indicator:
      WorkbookLook.given.with {
        $0.fontSize = 7
        $0.color = 0x808080
      }
    default: WorkbookLook.given
    }
  }

  fileprivate var width: Int {
    switch self {
    case .task: 7
    case .title: 16
    // For the reader; findings about a whole row point there.
    case .indicator: 10
    case .name: 20
    case .measure: 6
    case .requirement: 21
    case .goal: 17
    case .explanation: 22
    case .reason: 16
    case .definition: 80
    default: 9
    }
  }

  fileprivate var progressWidth: Int {
    switch self {
    case .task: 7
    case .title: 30
    case .lastStatus, .status: 10
    case .lastNext: 26
    case .progress: 40
    default: 28
    }
  }
}
