import Findings
import Formats
import ReportModel

/// 逐行读取：which kind of row it is, and to which task it belongs.
extension FormReader {
  mutating func readRow(_ row: TableRow, _ columns: ColumnMap) {
    if !row.contains(where: \.holdsText) { return }
    let code = cell(row, columns.taskCode)
    let indicator = cell(row, columns.indicatorCode)
    let hasCode = code?.holdsText ?? false
    let hasIndicator = indicator?.holdsText ?? false
    let isPlainCode = hasCode && (code.map { CodeSpelling.isNormal($0) } ?? false)

    if !isPlainCode {
      if let header = ColumnMap(row) {
        readHeader(header, at: row.start, below: columns)
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
        IngestSheet.noIndicator, at: valueCell.place, task: tasks[task].id.text,
        value: Folding.trim(valueCell.text),
        [
          "name": FindingLog.quote(cell(row, columns.indicatorName).map { Folding.trim($0.text) } ?? ""),
          "hint": "", "hintEN": "",
        ])
    }
    readTexts(row, columns, task: task, indicator: hasIndicator ? indicator : nil)
  }

  func cell(_ row: TableRow, _ index: Int?) -> TableCell? {
    guard let index, index < row.count else { return nil }
    return row[index]
  }

  func firstValue(_ row: TableRow, _ columns: ColumnMap) -> TableCell? {
    for (_, index) in columns.values {
      if let cell = cell(row, index), cell.holdsText { return cell }
    }
    return nil
  }

  func isBlank(_ row: TableRow, _ index: Int?) -> Bool { !(cell(row, index)?.holdsText ?? false) }

  /// Whether the row has more cells than the header, so that nothing in it is where its heading says.
  mutating func noteOddCells(_ row: TableRow, _ columns: ColumnMap) -> Bool {
    for index in columns.unread where !isBlank(row, index) { unreadColumnsInUse.insert(index) }
    guard row.count > columns.width else { return false }
    if row.sheet > 0 {
      // On a sheet every cell is where it was typed; what stands beside the table is a remark.
      for index in columns.width..<row.count where row[index].holdsText { unreadColumnsInUse.insert(index) }
      return false
    }
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
    let place = extra.map(\.place) ?? row.place(column: width + 1)
    log.note(
      IngestSheet.extraCells, at: place, task: code(columns.taskCode), indicator: code(columns.indicatorCode),
      value: extra.map { Folding.trim($0.text) }, facts)
    return true
  }

  // MARK: Lines that are no figures

  mutating func readLoneLine(_ row: TableRow, _ columns: ColumnMap, isPlainCode: Bool) {
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
  func isTotal(_ row: TableRow, _ columns: ColumnMap, hasIndicator: Bool) -> Bool {
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

  mutating func readTotal(_ row: TableRow, _ columns: ColumnMap) {
    let place = row.start
    func name(_ index: Int?) -> TypedText {
      guard let cell = cell(row, index) else { return TypedText("", at: place) }
      let text = Folding.trim(cell.text)
      return TypedText(CodeSpelling.isNormal(text.utf8) ? text : "", at: cell.place)
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
      figure.cells[item] = TypedText(Folding.trim(cell.text), at: cell.place)
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
  mutating func task(of row: TableRow, _ columns: ColumnMap, indicator: TableCell?) -> Int? {
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
      tasks.append(DraftTask(id: TypedText(code, at: cell.place)))
      statusTexts.append("")
    }
    taskAbove = index
    return index
  }

  /// A task's or indicator's code in its usual form; `nil` for one that a spreadsheet has made unreadable.
  mutating func code(in cell: TableCell, task: String? = nil) -> String? {
    noteDetail(of: cell, task == nil ? "任务编号" : "指标编号", task: task)
    if CodeSpelling.isNormal(cell) {
      let code = cell.text
      if !code.utf8.contains(UInt8(ascii: "e")) || !code.isScientificNotation { return code }
    }
    let typed = Folding.trim(cell.text)
    if typed.isScientificNotation {
      log.note(
        IngestSheet.mangledCode, at: cell.place, task: task, value: typed,
        task == nil
          ? ["example": "任务编号如 hz-06，可从模板复制", "exampleEN": "the task's code, such as hz-06, from the form"]
          : [
            "example": "指标编号如 key-teachers，可从模板复制",
            "exampleEN": "the indicator's code, such as key-teachers, from the form",
          ])
      return nil
    }
    let code = CodeSpelling.normal(typed)
    if code != typed { log.repair(IngestSheet.codeSpelling, at: cell.place, value: typed, readAs: code) }
    return code
  }

  /// The title without spaces; the one above is known by its bytes.
  mutating func title(of row: TableRow, _ columns: ColumnMap) -> String {
    guard let cell = cell(row, columns.taskTitle), cell.holdsText else { return "" }
    if !cell.bytes.elementsEqual(titleBytes) {
      titleBytes = Array(cell.bytes)
      titleRead = Folding.compact(cell.text)
    }
    return titleRead
  }

  mutating func taskFilledDown(
    _ row: TableRow, _ columns: ColumnMap, title: String, indicator: TableCell?
  ) -> Int? {
    let place = row.place(column: (columns.taskCode ?? 0) + 1)
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
      let titlePlace = cell(row, columns.taskTitle).map(\.place) ?? place
      log.note(
        IngestSheet.titleConflict, at: titlePlace, task: code, indicator: indicatorText, value: title,
        ["title": titleAbove])
      return nil
    }
    log.repair(IngestSheet.filledDown, at: place, value: "", readAs: code)
    return taskAbove
  }
}
