import Findings
import Formats
import ReportModel

/// CSV报表读取：cover, header and rows of a table that a clerk made, into a draft.
///
/// What is understood although it was typed another way is a repair; what could mean two things is a finding.
/// Lines are those of the file, columns are cell numbers, both from 1.
struct CSVReportReader {
  /// Rows in which the header is looked for.
  static let headerSearchRows = 100

  private(set) var log: FindingLog
  private let fileName: String
  private var cover = CoverBlock()
  private var columns: ColumnMap?
  private var blankMeansZero = false
  /// What the table says about measure units outside their column, and where it begins.
  private var measureNotes: MeasureNotes?
  private var tableLine = 0

  private var tasks: [DraftTask] = []
  private var taskIndices: [String: Int] = [:]
  /// What was typed as each task's status.
  private var statusTexts: [String] = []
  private var subtotals: [DraftFigure] = []
  /// 情况说明栏 of the last header, counted from 1.
  private var explanationColumn: Int?

  /// The task of the row above, from which a blank code is filled; `nil` where none may be.
  private var taskAbove: Int?
  private var titleAbove = ""
  private var codeAbove: [UInt8] = []
  /// The title cell read last, and what it says.
  private var titleBytes: [UInt8] = []
  private var titleRead = ""
  private var measuresRead = ReadWords<String>()
  private var statusesRead = ReadWords<(word: String, status: TaskStatus?)>()
  private var hasTypedRate = false
  /// The header parts a column so that no row below it can be read.
  private var isParted = false
  /// Most rows have as many cells as the header, as every spreadsheet writes them.
  private var isRectangular = false
  private var unreadColumnsInUse: Set<Int> = []

  init(fileName: String, log: FindingLog) {
    self.fileName = fileName
    self.log = log
  }

  mutating func read(_ text: DecodedText) -> SubmissionDraft? {
    let table = readCSV(text, limits: CSVLimits(fileBytes: Envelope.limitBytes))
    let before = log
    var rowIndex = 0
    var header: ColumnMap?
    while rowIndex < min(table.rowCount, Self.headerSearchRows) {
      let row = table[rowIndex]
      rowIndex += 1
      if row.isBlank { continue }
      header = ColumnMap(row)
      let next = (rowIndex..<table.rowCount).first { !table[$0].isBlank }
      if header != nil {
        if let next, readSecondRow(table[next], below: row, &header) { rowIndex = next + 1 }
        break
      }
      if let next, cover.readAcross(row, above: table[next], log: &log) {
        rowIndex = next + 1
        continue
      }
      // What stands over some columns of the header only is no item of the cover.
      let isOverHeader = row.first?.isBlank ?? false && next.map { ColumnMap(table[$0]) != nil } ?? false
      cover.read(row, isAboveTable: !isOverHeader, log: &log)
    }
    if table.isDelimiterCertain, table.delimiter != .comma {
      log.repair(
        IngestSheet.otherDelimiter, at: SourcePosition(line: 1), value: table.delimiter == .tab ? "Tab" : ";",
        readAs: ",")
    }
    guard header != nil || !cover.isEmpty else {
      // Notes about the lines of something else would only confuse.
      log = before
      for problem in table.problems { log.note(problem) }
      if table.problems.isEmpty {
        if let (position, delimiter) = RowSigns.wrongDelimiter(in: table) {
          log.note(IngestSheet.wrongDelimiter, at: position, value: delimiter)
        } else {
          log.note(
            IngestSheet.notAReport,
            ["found": "没有封面，也没有表头", "foundEN": "neither a cover nor a table header"])
        }
      }
      return nil
    }
    for problem in table.problems { log.note(problem) }

    var draft = SubmissionDraft(fileName: fileName, format: .csv)
    if var settled = header {
      settled.settle(log: &log)
      explanationColumn = settled.explanation.map { $0 + 1 }
      if !isParted { columns = settled }
      begin(settled)
      blankMeansZero = cover.blankMeansZero
      isRectangular = settled.fitsMost(of: table, from: rowIndex)
      while rowIndex < table.rowCount, let columns, columns.taskCode != nil, columns.indicatorCode != nil {
        readRow(table[rowIndex], columns)
        rowIndex += 1
      }
      noteUnreadColumns()
      applyLineBelow()
    } else {
      // Without a header its rows look like odd cover items; they are not.
      log.forget(IngestSheet.unknownCoverKey)
      log.forget(IngestSheet.lineNotRead)
      log.note(IngestSheet.noTable)
    }
    cover.apply(to: &draft, log: &log)
    draft.tasks = tasks
    draft.subtotals = subtotals
    draft.explanationColumn = explanationColumn
    let isUnknown = draft.unit == nil && draft.unitName == nil && draft.period == nil
    return isUnknown ? nil : draft
  }

  /// Takes the second row of a header into it, where there is one.
  private mutating func readSecondRow(_ lower: CSVRow, below upper: CSVRow, _ header: inout ColumnMap?)
    -> Bool
  {
    switch TwoRowHeader(upper, lower) {
    case nil: return false
    case .joined(let headings)?:
      guard let joined = ColumnMap(headings, line: upper.number) else { return false }
      header = joined
      log.repair(
        IngestSheet.twoRowHeader, at: start(of: lower),
        value: lower.filter(\.holdsText).map { Folding.trim($0.text) }.joined(separator: " "),
        readAs: joined.values.isEmpty ? headings.filter { !$0.isEmpty }.joined(separator: " ") : "")
    case .parted(let heading, let place, let measures)?:
      isParted = true
      log.note(
        IngestSheet.partedColumn, at: place, value: heading,
        ["parts": measures.map { "“\(FindingLog.quote($0))”" }.joined(separator: "、")])
    }
    return true
  }

  // MARK: Rows

  private mutating func readRow(_ row: CSVRow, _ columns: ColumnMap) {
    if !row.contains(where: \.holdsText) { return }
    let code = cell(row, columns.taskCode)
    let indicator = cell(row, columns.indicatorCode)
    let hasCode = code?.holdsText ?? false
    let hasIndicator = indicator?.holdsText ?? false
    let isPlainCode = hasCode && (code.map { CodeSpelling.isNormal($0) } ?? false)

    if !isPlainCode {
      if let header = ColumnMap(row) {
        readHeader(header, at: start(of: row), below: columns)
        return
      }
      if let lead = hasCode ? code : row.first(where: \.holdsText), RowSigns.isFooter(lead) {
        cover.read(row, isAboveTable: false, log: &log)
        return
      }
      if !hasIndicator, MeasureNoteSpelling.isLine(row) {
        cover.read(row, isAboveTable: false, log: &log)
        return
      }
    }
    if isTotal(row, columns, hasIndicator: hasIndicator) {
      readTotal(row, columns)
      return
    }
    if noteOddCells(row, columns) { return }

    let valueCell = firstValue(row, columns)
    let hasText =
      columns.paragraphs.contains { !isBlank(row, $0.index) } || !isBlank(row, columns.status)
      || !isBlank(row, columns.explanation)
    if !hasIndicator, valueCell == nil, !hasText || (hasCode && !isPlainCode && !RowSigns.isLikeCode(code)) {
      readLoneLine(row, columns, isPlainCode: isPlainCode)
      return
    }
    guard let task = task(of: row, columns, indicator: indicator) else { return }
    if hasIndicator, let indicator {
      readFigure(row, columns, indicator: indicator, task: task)
    } else if let valueCell {
      log.note(
        IngestSheet.noIndicator, at: position(valueCell), task: tasks[task].id.text,
        value: Folding.trim(valueCell.text),
        [
          "name": FindingLog.quote(cell(row, columns.indicatorName).map { Folding.trim($0.text) } ?? ""),
          "hint": "", "hintEN": "",
        ])
    }
    readTexts(row, columns, task: task, indicator: hasIndicator ? indicator : nil)
  }

  /// A header within the table: the same again is passed over, another one counts for the rows below it.
  private mutating func readHeader(_ header: ColumnMap, at place: SourcePosition, below columns: ColumnMap) {
    if header.isSame(as: columns) {
      log.repair(
        IngestSheet.repeatedHeader, at: place, value: header.headings.first { !$0.isEmpty } ?? "", readAs: "")
      begin(columns, at: place.line)
      return
    }
    noteUnreadColumns()
    unreadColumnsInUse = []
    if let lacking = header.lacking {
      log.note(IngestSheet.otherHeader, at: place, ["heading": lacking.heading])
      self.columns = nil
      return
    }
    var next = header
    next.settle(log: &log)
    log.repair(
      IngestSheet.changedHeader, at: place,
      value: next.headings.filter { !$0.isEmpty }.joined(separator: " "), readAs: "")
    (self.columns, taskAbove, codeAbove) = (next, nil, [])
    begin(next)
  }

  /// A table begins, or goes on under its header repeated: a line of measure units above it is its own, else that of the
  /// table before holds on.
  private mutating func begin(_ columns: ColumnMap, at line: Int? = nil) {
    let measureLine = cover.takeMeasureLine() ?? measureNotes?.line
    measureNotes = MeasureNotes(line: measureLine, columns: columns.measureNotes)
    tableLine = line ?? columns.position(0).line
  }

  /// 单位：万元 below the last table: it says the same as above it.
  private mutating func applyLineBelow() {
    guard measureNotes?.line == nil, let line = cover.takeMeasureLine(),
      let notes = MeasureNotes(line: line, columns: measureNotes?.columns ?? [:])
    else { return }
    for task in tasks.indices {
      for index in tasks[task].figures.indices
      where tasks[task].figures[index].position.line > tableLine {
        tasks[task].figures[index].measureNotes = notes
      }
    }
  }

  private mutating func noteUnreadColumns() {
    guard let columns else { return }
    for index in columns.unread where unreadColumnsInUse.contains(index) {
      let heading = columns.heading(index)
      let isBare = heading.isEmpty
      log.note(
        IngestSheet.unreadColumn, at: columns.position(index), value: isBare ? nil : heading,
        [
          "column": isBare ? "第 \(index + 1) 列没有表头" : "“\(heading)”不是报表中的栏",
          "columnEN": isBare ? "Column \(index + 1) has no heading" : "“\(heading)” is no column of the form",
        ])
    }
  }

  private func cell(_ row: CSVRow, _ index: Int?) -> CSVCell? {
    guard let index, index < row.count else { return nil }
    return row[index]
  }

  private func firstValue(_ row: CSVRow, _ columns: ColumnMap) -> CSVCell? {
    for (_, index) in columns.values {
      if let cell = cell(row, index), cell.holdsText { return cell }
    }
    return nil
  }

  private func isBlank(_ row: CSVRow, _ index: Int?) -> Bool { !(cell(row, index)?.holdsText ?? false) }

  private func position(_ cell: CSVCell) -> SourcePosition {
    SourcePosition(line: cell.row, column: cell.column)
  }

  /// The first cell of a row that holds something.
  private func start(of row: CSVRow) -> SourcePosition {
    row.first { $0.holdsText }.map(position) ?? SourcePosition(line: row.number, column: 1)
  }

  /// Whether the row has more cells than the header, so that nothing in it is where its heading says.
  private mutating func noteOddCells(_ row: CSVRow, _ columns: ColumnMap) -> Bool {
    for index in columns.unread where !isBlank(row, index) { unreadColumnsInUse.insert(index) }
    guard row.count > columns.width else { return false }
    let extra = row.dropFirst(columns.width).first(where: \.holdsText)
    // Blank cells at the end mean nothing, unless every other row has as many cells as the header: then a comma has cut
    // a cell of this one in two.
    guard extra != nil || (isRectangular && row.count > columns.cellCount) else { return false }
    func code(_ index: Int?) -> String? {
      cell(row, index).flatMap { $0.holdsText && CodeSpelling.isNormal($0) ? $0.text : nil }
    }
    let width = extra == nil ? columns.cellCount : columns.width
    // What the cells have become shows where the comma is; which of them belong together nobody guesses.
    let numbers = columns.values.map(\.index).sorted().compactMap { cell(row, $0) }.filter(\.holdsText)
      .map { FindingLog.quote(Folding.trim($0.text)) }
    var hint = numbers.isEmpty ? "" : "照现在的逗号，本行的数成了：\(numbers.joined(separator: "、"))。"
    var hintEN =
      numbers.isEmpty ? "" : " As the commas stand, its figures are: \(numbers.joined(separator: "; "))."
    if let extra {
      hint += "多出的内容是“\(FindingLog.quote(Folding.trim(extra.text)))”。"
      hintEN += " The rest is “\(FindingLog.quote(Folding.trim(extra.text)))”."
    }
    let facts = ["count": String(row.count), "width": String(width), "hint": hint, "hintEN": hintEN]
    let place = extra.map(position) ?? SourcePosition(line: row.number, column: width + 1)
    log.note(
      IngestSheet.extraCells, at: place, task: code(columns.taskCode), indicator: code(columns.indicatorCode),
      value: extra.map { Folding.trim($0.text) }, facts)
    return true
  }

  // MARK: Lines that are no figures

  private mutating func readLoneLine(_ row: CSVRow, _ columns: ColumnMap, isPlainCode: Bool) {
    if isPlainCode {
      // A task that is named and nothing said about it, as forms are prefilled.
      _ = task(of: row, columns, indicator: nil)
      return
    }
    if let title = cell(row, columns.taskTitle), title.holdsText,
      Folding.compact(title.text) != titleAbove
    {
      taskAbove = nil
    }
    cover.read(row, isAboveTable: false, log: &log)
  }

  /// 合计, 小计 or 总计 in one of the columns that name things.
  private func isTotal(_ row: CSVRow, _ columns: ColumnMap, hasIndicator: Bool) -> Bool {
    for index in [columns.taskCode, columns.taskTitle, columns.indicatorCode, columns.indicatorName, 0] {
      guard let cell = cell(row, index), cell.withBytes({ $0.count < 64 && RowSigns.holdsTotalSign($0) })
      else { continue }
      var word = Folding.compact(cell.text)
      while word.last == ":" || word.last == "：" { word.removeLast() }
      if CellVocabulary.totals.contains(word) { return true }
      if !hasIndicator, ["合计", "小计", "总计", "共计"].contains(where: { word.hasSuffix($0) }) { return true }
    }
    return false
  }

  private mutating func readTotal(_ row: CSVRow, _ columns: ColumnMap) {
    let place = start(of: row)
    func name(_ index: Int?) -> TypedText {
      guard let cell = cell(row, index) else { return TypedText("", at: place) }
      let text = Folding.trim(cell.text)
      return TypedText(CodeSpelling.isNormal(text.utf8) ? text : "", at: position(cell))
    }
    var figure = DraftFigure(
      task: name(columns.taskCode), indicator: name(columns.indicatorCode), position: place)
    figure.measure = measure(row, columns)
    for (item, index) in columns.values {
      guard let cell = cell(row, index),
        case .value(let amount, _, _) = ValueCell(
          cell.text, measure: figure.measure?.text ?? "", isRatioPart: item.isRatioPart)
      else { continue }
      figure.values[item] = amount
      figure.cells[item] = TypedText(Folding.trim(cell.text), at: position(cell))
    }
    if !figure.values.isEmpty {
      figure.status = .reported
      subtotals.append(figure)
    }
    log.repair(
      IngestSheet.totalRow, at: place, value: row.first { $0.holdsText }.map { Folding.trim($0.text) } ?? "",
      readAs: "")
    taskAbove = nil
    codeAbove = []
  }

  // MARK: Tasks

  /// The task that a row belongs to: by its code, else by the code above where the title allows it.
  private mutating func task(of row: CSVRow, _ columns: ColumnMap, indicator: CSVCell?) -> Int? {
    let title = title(of: row, columns)
    guard let cell = cell(row, columns.taskCode), cell.holdsText else {
      return taskFilledDown(row, columns, title: title, indicator: indicator)
    }
    defer { if !title.isEmpty { titleAbove = title } }
    if let taskAbove, cell.bytes.elementsEqual(codeAbove) { return taskAbove }
    guard let code = code(in: cell) else { return nil }
    titleAbove = title
    codeAbove = Array(cell.bytes)
    let index = taskIndices[code] ?? tasks.count
    if index == tasks.count {
      taskIndices[code] = index
      tasks.append(DraftTask(id: TypedText(code, at: position(cell))))
      statusTexts.append("")
    }
    taskAbove = index
    return index
  }

  /// A task's or indicator's code in its usual form; `nil` for one that a spreadsheet has made unreadable.
  private mutating func code(in cell: CSVCell, task: String? = nil) -> String? {
    if CodeSpelling.isNormal(cell) {
      let code = cell.text
      if !code.utf8.contains(UInt8(ascii: "e")) || !code.isScientificNotation { return code }
    }
    let typed = Folding.trim(cell.text)
    if typed.isScientificNotation {
      log.note(
        IngestSheet.mangledCode, at: position(cell), task: task, value: typed,
        task == nil
          ? ["example": "任务编号如 hz-06，可从模板复制", "exampleEN": "the task's code, such as hz-06, from the form"]
          : [
            "example": "指标编号如 key-teachers，可从模板复制",
            "exampleEN": "the indicator's code, such as key-teachers, from the form",
          ])
      return nil
    }
    let code = CodeSpelling.normal(typed)
    if code != typed { log.repair(IngestSheet.codeSpelling, at: position(cell), value: typed, readAs: code) }
    return code
  }

  /// The title without spaces; the one above is known by its bytes.
  private mutating func title(of row: CSVRow, _ columns: ColumnMap) -> String {
    guard let cell = cell(row, columns.taskTitle), cell.holdsText else { return "" }
    if !cell.bytes.elementsEqual(titleBytes) {
      titleBytes = Array(cell.bytes)
      titleRead = Folding.compact(cell.text)
    }
    return titleRead
  }

  private mutating func taskFilledDown(
    _ row: CSVRow, _ columns: ColumnMap, title: String, indicator: CSVCell?
  ) -> Int? {
    let place = SourcePosition(line: row.number, column: (columns.taskCode ?? 0) + 1)
    let indicatorText = indicator.map { Folding.trim($0.text) }
    guard let taskAbove else {
      let typed = indicator.flatMap { $0.holdsText ? $0 : nil } ?? row.first(where: \.holdsText)
      log.note(
        IngestSheet.noTask, at: place, indicator: indicatorText,
        ["row": FindingLog.quote(typed.map { Folding.trim($0.text) } ?? "")])
      return nil
    }
    let code = tasks[taskAbove].id.text
    if !title.isEmpty, title != titleAbove {
      let titlePlace = cell(row, columns.taskTitle).map(position) ?? place
      log.note(
        IngestSheet.titleConflict, at: titlePlace, task: code, indicator: indicatorText, value: title,
        ["title": titleAbove])
      return nil
    }
    log.repair(IngestSheet.filledDown, at: place, value: "", readAs: code)
    return taskAbove
  }

  // MARK: Figures

  private mutating func measure(_ row: CSVRow, _ columns: ColumnMap) -> TypedText? {
    guard let cell = cell(row, columns.measure), cell.holdsText else { return nil }
    let measure = measuresRead.meaning(of: cell) { typed in
      let text = Folding.compact(typed)
      return CellVocabulary.notApplicable.contains(text) ? "" : text
    }
    return measure.isEmpty ? nil : TypedText(measure, at: position(cell))
  }

  private mutating func readFigure(_ row: CSVRow, _ columns: ColumnMap, indicator: CSVCell, task: Int) {
    let place = position(indicator)
    guard let name = code(in: indicator, task: tasks[task].id.text) else { return }
    var figure = DraftFigure(
      task: tasks[task].id, indicator: TypedText(name, at: place), position: place)
    figure.measure = measure(row, columns)
    figure.measureNotes = measureNotes
    let measure = figure.measure?.text ?? ""
    var declined = TypedCells()
    figure.cells.reserveCapacity(columns.values.count)
    var refusals: [RefusedCell] = []
    for (item, index) in columns.values {
      guard let cell = cell(row, index), !cell.isEmpty else { continue }
      if let plain = cell.withBytes(PlainNumber.amount) {
        figure.values[item] = plain
        figure.cells[item] = TypedText(cell.text, at: position(cell))
        continue
      }
      readValue(
        cell, item, into: &figure, measure: measure, declined: &declined, refusals: &refusals)
    }
    RefusedCell.note(refusals, of: figure, log: &log)
    readRate(row, columns, into: &figure)
    if let cell = cell(row, columns.adjustmentReason) {
      figure.adjustmentReason = Folding.reason(cell.text)
    }
    if !figure.values.isEmpty {
      figure.status = .reported
      if figure.values.contradict(declined) {
        figure.status = .notApplicable
        // Both stand in the row, for whoever says what is wrong with it.
        for cell in declined.cells where figure.cells[cell.item] == nil {
          figure.cells[cell.item] = cell.typed
        }
      }
    } else if !declined.isEmpty, figure.cells.isEmpty {
      figure.status = .notApplicable
    }
    if blankMeansZero, figure.readBlanksAsZero() != nil {
      log.repair(IngestSheet.blankAsZero, at: place, value: "", readAs: "0")
    }
    tasks[task].figures.append(figure)
  }

  /// 自填比例: kept as typed. Why: the percentage that counts is computed from its parts, so what is typed can only be
  /// compared with it, and nothing in it can be wrong enough to return a report.
  private mutating func readRate(_ row: CSVRow, _ columns: ColumnMap, into figure: inout DraftFigure) {
    guard let cell = cell(row, columns.rate), cell.holdsText else { return }
    switch ValueCell(cell.text, measure: "%", isRatioPart: false) {
    case .blank, .notApplicable: return
    case .value(let amount, _, _): figure.typedRateAmount = amount
    case .problem: break
    }
    figure.typedRate = TypedText(Folding.trim(cell.text), at: position(cell))
    if !hasTypedRate {
      hasTypedRate = true
      log.repair(
        IngestSheet.typedRate, at: columns.position(cell.column - 1),
        value: columns.heading(cell.column - 1), readAs: "")
    }
  }

  private mutating func readValue(
    _ cell: CSVCell, _ item: FigureItem, into figure: inout DraftFigure, measure: String,
    declined: inout TypedCells, refusals: inout [RefusedCell]
  ) {
    let typed = Folding.trim(cell.text)
    let place = position(cell)
    let task = figure.task.text
    let indicator = figure.indicator.text
    switch ValueCell(cell.text, measure: measure, isRatioPart: item.isRatioPart) {
    case .blank: return
    case .notApplicable(let trace):
      declined[item] = TypedText(typed, at: place)
      if let trace { log.repair(trace, at: place, value: typed, readAs: "—") }
      return
    case .value(let amount, let glued, let traces):
      if let glued {
        if let known = figure.measure, measure.isEmpty, !MeasureWords.areSame(known.text, glued) {
          log.note(
            IngestSheet.measuresInRow, at: place, task: task, indicator: indicator, value: typed,
            ["heading": item.chinese, "measure": known.text])
          break
        }
        if figure.measure == nil { figure.measure = TypedText(glued, at: place) }
      }
      let readAs = amount.description + (glued ?? "")
      for trace in traces { log.repair(trace, at: place, value: typed, readAs: readAs) }
      figure.values[item] = amount
    case .problem(let sheet, let facts):
      refusals.append(RefusedCell(sheet: sheet, facts: facts, item: item, typed: TypedText(typed, at: place)))
    }
    figure.cells[item] = TypedText(typed, at: place)
  }

  // MARK: Texts

  private mutating func readTexts(_ row: CSVRow, _ columns: ColumnMap, task: Int, indicator: CSVCell?) {
    if let cell = cell(row, columns.status), cell.holdsText { readStatus(cell, task: task) }
    for (kind, index) in columns.paragraphs {
      guard let cell = cell(row, index), !cell.isEmpty, let text = Folding.paragraph(cell.text) else {
        continue
      }
      tasks[task].append(text, kind, at: position(cell), log: &log)
    }
    if let cell = cell(row, columns.explanation), !cell.isEmpty, let text = Folding.reason(cell.text) {
      let code = indicator.map { IndicatorID(CodeSpelling.normal($0.text)) }
      tasks[task].explanations.append(
        Explanation(indicator: code, task: TaskID(tasks[task].id.text), text: text))
    }
  }

  private mutating func readStatus(_ cell: CSVCell, task: Int) {
    let (word, known) = statusesRead.meaning(of: cell) { typed in
      let word = Folding.compact(typed)
      return (word, StatusVocabulary.status(of: word))
    }
    guard let status = known else {
      if CellVocabulary.notApplicable.contains(word) { return }
      log.note(
        IngestSheet.unknownStatus, at: position(cell), task: tasks[task].id.text,
        value: Folding.trim(cell.text))
      return
    }
    if word != status.chinese {
      log.repair(IngestSheet.statusSynonym, at: position(cell), value: word, readAs: status.chinese)
    }
    if let first = tasks[task].status, first != status {
      log.note(
        IngestSheet.statusConflict, at: position(cell), task: tasks[task].id.text, value: word,
        ["first": statusTexts[task]])
      return
    }
    tasks[task].status = status
    statusTexts[task] = word
  }
}
