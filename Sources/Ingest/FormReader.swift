import Findings
import Formats
import ReportModel

/// 表式读取：cover, header and rows of a form that a clerk filled in, into a draft; one table of a CSV file, or some sheets of a
/// workbook one after the other.
///
/// What is understood although it was typed another way is a repair; what could mean two things is a finding.
/// Rows are those of the file, columns are cell numbers, both from 1.
struct FormReader {
  /// Rows in which the header is looked for.
  static let headerSearchRows = 100

  var log: FindingLog
  let fileName: String
  var cover = CoverBlock()
  var columns: ColumnMap?
  var blankMeansZero = false
  /// What the table says about measure units outside their column, and where it begins.
  var measureNotes: MeasureNotes?
  var tableStart = SourcePosition.none

  var tasks: [DraftTask] = []
  var taskIndices: [String: Int] = [:]
  /// What was typed as each task's status.
  var statusTexts: [String] = []
  var subtotals: [DraftFigure] = []
  /// The heading of 情况说明栏 of the last header that has one.
  var explanationHeading: SourcePosition?

  /// The task of the row above, from which a blank code is filled; `nil` where none may be.
  var taskAbove: Int?
  var titleAbove = ""
  var codeAbove: [UInt8] = []
  /// The title cell read last, and what it says.
  var titleBytes: [UInt8] = []
  var titleRead = ""
  var measuresRead = ReadWords<String>()
  var statusesRead = ReadWords<(word: String, status: TaskStatus?)>()
  var hasTypedRate = false
  /// The header parts a column so that no row below it can be read.
  var isParted = false
  /// Most rows have as many cells as the header, as every spreadsheet writes them.
  var isRectangular = false
  var unreadColumnsInUse: Set<Int> = []

  init(fileName: String, log: FindingLog) {
    self.fileName = fileName
    self.log = log
  }

  /// 上半部分：what stands above the rows of a table.
  struct Top {
    /// The header, and the number of the row below it; `nil` where the table has none.
    var header: ColumnMap?
    var nextRow: Int
  }

  /// Reads cover and header of a table.
  mutating func readTop(of table: CellTable) -> Top {
    startTable()
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
      noteCoverDetails(of: row)
    }
    return Top(header: header, nextRow: rowIndex)
  }

  /// Reads the rows of a table below its header.
  mutating func readRows(of table: CellTable, below top: Top) {
    guard var settled = top.header else { return }
    settled.settle(log: &log)
    if let column = settled.explanation { explanationHeading = settled.position(column) }
    if !isParted { columns = settled }
    begin(settled)
    blankMeansZero = cover.blankMeansZero
    isRectangular = table.sheet == nil && settled.fitsMost(of: table, from: top.nextRow)
    var rowIndex = top.nextRow
    while rowIndex < table.rowCount, let columns, columns.isComplete {
      readRow(table[rowIndex], columns)
      rowIndex += 1
    }
    noteUnreadColumns()
    applyLineBelow()
  }

  /// What has been read, as a draft; `nil` where it says neither whose report it is nor of which period.
  mutating func draft(_ format: SubmissionDraft.Format) -> SubmissionDraft? {
    var draft = SubmissionDraft(fileName: fileName, format: format)
    cover.apply(to: &draft, log: &log)
    draft.tasks = tasks
    draft.subtotals = subtotals
    draft.explanationHeading = explanationHeading
    let isUnknown = draft.unit == nil && draft.unitName == nil && draft.period == nil
    return isUnknown ? nil : draft
  }

  /// Without a header its rows look like odd cover items; they are not.
  mutating func noteNoTable(at place: SourcePosition = .none) {
    log.forget(IngestSheet.unknownCoverKey)
    log.forget(IngestSheet.lineNotRead)
    log.note(IngestSheet.noTable, at: place)
  }

  /// Nothing is filled down from one sheet into the next.
  private mutating func startTable() {
    (columns, isParted, unreadColumnsInUse) = (nil, false, [])
    (taskAbove, titleAbove, codeAbove) = (nil, "", [])
  }

  /// Takes the second row of a header into it, where there is one.
  mutating func readSecondRow(_ lower: TableRow, below upper: TableRow, _ header: inout ColumnMap?)
    -> Bool
  {
    switch TwoRowHeader(upper, lower) {
    case nil: return false
    case .joined(let headings)?:
      guard let joined = ColumnMap(headings, at: upper.place(column: 0)) else { return false }
      header = joined
      log.repair(
        IngestSheet.twoRowHeader, at: lower.start,
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

  /// A header within the table: the same again is passed over, another one counts for the rows below it.
  mutating func readHeader(_ header: ColumnMap, at place: SourcePosition, below columns: ColumnMap) {
    if header.isSame(as: columns) {
      log.repair(
        IngestSheet.repeatedHeader, at: place, value: header.headings.first { !$0.isEmpty } ?? "", readAs: "")
      begin(columns, at: place)
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
  mutating func begin(_ columns: ColumnMap, at place: SourcePosition? = nil) {
    let measureLine = cover.takeMeasureLine() ?? measureNotes?.line
    measureNotes = MeasureNotes(line: measureLine, columns: columns.measureNotes)
    tableStart = place ?? columns.position(0)
  }

  /// 单位：万元 below the last table: it says the same as above it.
  mutating func applyLineBelow() {
    guard measureNotes?.line == nil, let line = cover.takeMeasureLine(),
      let notes = MeasureNotes(line: line, columns: measureNotes?.columns ?? [:])
    else { return }
    for task in tasks.indices {
      for index in tasks[task].figures.indices
      where tasks[task].figures[index].position > tableStart {
        tasks[task].figures[index].measureNotes = notes
      }
    }
  }

  mutating func noteUnreadColumns() {
    guard let columns else { return }
    for index in unreadColumnsInUse.sorted() {
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

  /// What a workbook's cell is besides its text: the result of a formula, or shown otherwise.
  mutating func noteDetail(
    of cell: TableCell, _ heading: String, task: String? = nil, indicator: String? = nil
  ) {
    guard let detail = cell.detail else { return }
    if detail.isWithoutResult {
      log.note(
        IngestSheet.formulaWithoutResult, at: cell.place, task: task, indicator: indicator,
        value: detail.formula ?? "", ["heading": heading])
      return
    }
    let text = Folding.trim(cell.text)
    // Of an error the finding about it says enough.
    if let formula = detail.formula, !text.hasPrefix("#") {
      log.repair(IngestSheet.formulaResult, at: cell.place, value: formula, readAs: text)
    }
    if let noise = detail.noise {
      log.repair(IngestSheet.binaryNoise, at: cell.place, value: noise, readAs: text)
    }
    if let shown = detail.shown {
      log.repair(IngestSheet.shownOtherwise, at: cell.place, value: shown, readAs: text)
    }
  }

  /// The same for a line of the cover; formulas in titles concern nobody.
  private mutating func noteCoverDetails(of row: TableRow) {
    guard row.sheet > 0, row.contains(where: { $0.detail != nil }),
      row.contains(where: { CoverVocabulary.key(of: $0.text) != nil })
    else { return }
    for cell in row { noteDetail(of: cell, "封面") }
  }
}
