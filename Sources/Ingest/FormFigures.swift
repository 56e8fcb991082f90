import Findings
import Formats
import ReportModel

/// 数据行读取：the figure of a row, and what is said about its task.
extension FormReader {
  mutating func measure(_ row: TableRow, _ columns: ColumnMap) -> TypedText? {
    guard let cell = cell(row, columns.measure), cell.holdsText else { return nil }
    let measure = measuresRead.meaning(of: cell) { typed in
      let text = Folding.compact(typed)
      return CellVocabulary.notApplicable.contains(text) ? "" : text
    }
    return measure.isEmpty ? nil : TypedText(measure, at: cell.place)
  }

  mutating func readFigure(_ row: TableRow, _ columns: ColumnMap, indicator: TableCell, task: Int) {
    let place = indicator.place
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
      noteMerged(row, index, item, of: figure)
      guard let cell = cell(row, index) else { continue }
      noteDetail(of: cell, item.chinese, task: figure.task.text, indicator: name)
      if cell.isEmpty { continue }
      if let plain = cell.withBytes(PlainNumber.amount) {
        figure.values[item] = plain
        figure.cells[item] = TypedText(cell.text, at: cell.place)
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

  /// A number that is shown across several cells: for which of them it is, nobody can tell.
  private mutating func noteMerged(
    _ row: TableRow, _ index: Int, _ item: FigureItem, of figure: DraftFigure
  ) {
    guard row.sheet > 0, let area = row.table.sheet?.coveringArea(row: row.number, column: index + 1) else {
      return
    }
    let anchor = SourcePosition(line: area.rows.lowerBound, column: area.columns.lowerBound)
    log.note(
      IngestSheet.mergedValue, at: row.place(column: index + 1), task: figure.task.text,
      indicator: figure.indicator.text, ["heading": item.chinese, "anchor": anchor.cellName ?? ""])
  }

  /// 自填比例: kept as typed. Why: the percentage that counts is computed from its parts, so what is typed can only be
  /// compared with it, and nothing in it can be wrong enough to return a report.
  mutating func readRate(_ row: TableRow, _ columns: ColumnMap, into figure: inout DraftFigure) {
    guard let cell = cell(row, columns.rate), cell.holdsText else { return }
    noteDetail(
      of: cell, columns.heading(cell.column - 1), task: figure.task.text, indicator: figure.indicator.text)
    switch ValueCell(cell.text, measure: "%", isRatioPart: false) {
    case .blank, .notApplicable: return
    case .value(let amount, _, _): figure.typedRateAmount = amount
    case .problem: break
    }
    figure.typedRate = TypedText(Folding.trim(cell.text), at: cell.place)
    if !hasTypedRate {
      hasTypedRate = true
      log.repair(
        IngestSheet.typedRate, at: columns.position(cell.column - 1),
        value: columns.heading(cell.column - 1), readAs: "")
    }
  }

  mutating func readValue(
    _ cell: TableCell, _ item: FigureItem, into figure: inout DraftFigure, measure: String,
    declined: inout TypedCells, refusals: inout [RefusedCell]
  ) {
    let typed = Folding.trim(cell.text)
    let place = cell.place
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

  mutating func readTexts(_ row: TableRow, _ columns: ColumnMap, task: Int, indicator: TableCell?) {
    if let cell = cell(row, columns.status), cell.holdsText { readStatus(cell, task: task) }
    for (kind, index) in columns.paragraphs {
      guard let cell = cell(row, index), !cell.isEmpty, let text = Folding.paragraph(cell.text) else {
        continue
      }
      tasks[task].append(text, kind, at: cell.place, log: &log)
    }
    if let cell = cell(row, columns.explanation), !cell.isEmpty, let text = Folding.reason(cell.text) {
      let code = indicator.map { IndicatorID(CodeSpelling.normal($0.text)) }
      tasks[task].explanations.append(
        Explanation(indicator: code, task: TaskID(tasks[task].id.text), text: text))
    }
  }

  mutating func readStatus(_ cell: TableCell, task: Int) {
    let (word, known) = statusesRead.meaning(of: cell) { typed in
      let word = Folding.compact(typed)
      return (word, StatusVocabulary.status(of: word))
    }
    guard let status = known else {
      if CellVocabulary.notApplicable.contains(word) { return }
      log.note(
        IngestSheet.unknownStatus, at: cell.place, task: tasks[task].id.text,
        value: Folding.trim(cell.text))
      return
    }
    if word != status.chinese {
      log.repair(IngestSheet.statusSynonym, at: cell.place, value: word, readAs: status.chinese)
    }
    if let first = tasks[task].status, first != status {
      log.note(
        IngestSheet.statusConflict, at: cell.place, task: tasks[task].id.text, value: word,
        ["first": statusTexts[task]])
      return
    }
    tasks[task].status = status
    statusTexts[task] = word
  }
}
