import Findings
import Formats
import ReportModel

/// 工作簿报表读取：the sheets of a workbook that make up a form, into a draft.
///
/// 封面, 指标 and 进展 of our own form, or one sheet with all of it as people make it themselves, are parts of one form and are
/// read by the same rules as a CSV file. A sheet is known by what stands in it; names decide nothing but for the page that is
/// printed to be sealed.
struct WorkbookReportReader {
  private var form: FormReader
  private let workbook: Workbook
  var log: FindingLog { form.log }

  /// 表页用途：what a sheet is to the form.
  private enum Role: Equatable {
    case figures(isFilled: Bool)
    case progress, cover, other, blank
  }

  /// The page to print and seal, which repeats what stands on the others.
  private static let printedSheets: Set<String> = ["盖章页"]
  /// Our own form explains itself in the cells beside its cover items.
  private static let coverSheet = "封面"

  init(_ workbook: Workbook, fileName: String, log: FindingLog) {
    self.workbook = workbook
    form = FormReader(fileName: fileName, log: log)
  }

  mutating func read() -> SubmissionDraft? {
    let all = workbook.sheets.filter { !Self.printedSheets.contains(Folding.compact($0.name)) }
    let roles = Dictionary(uniqueKeysWithValues: all.map { ($0.number, Self.role(of: $0.table)) })
    /// Sheets of a role; hidden ones only where no other has it: what its sender sees is what he reports.
    func sheets(_ role: Role) -> [WorkbookSheet] {
      let fitting = all.filter { roles[$0.number] == role }
      let seen = fitting.filter { !$0.isHidden }
      return seen.isEmpty ? fitting : seen
    }
    let filled = sheets(.figures(isFilled: true))
    let figures = filled.isEmpty ? sheets(.figures(isFilled: false)) : filled
    let covers = sheets(.cover)
    let progress = sheets(.progress)
    let broken = workbook.sheets.filter { $0.problem != nil }

    guard let main = figures.first ?? covers.first ?? progress.first else {
      for sheet in broken { note(sheet.problem, on: sheet) }
      if broken.isEmpty {
        form.log.note(
          IngestSheet.notAReport,
          ["found": "各表页都没有封面，也没有表头", "foundEN": "no sheet has a cover or a table header"])
      }
      return nil
    }
    let chosen = covers + figures.prefix(1) + progress
    for sheet in chosen { read(sheet) }
    if figures.isEmpty { form.log.note(IngestSheet.noTable, at: SourcePosition(sheet: main.number)) }
    if filled.count > 1 {
      let names = filled.map { "“\(FindingLog.quote($0.name))”" }.joined(separator: "、")
      form.log.note(
        IngestSheet.severalForms, at: SourcePosition(sheet: filled[1].number),
        ["names": names, "count": String(filled.count)])
    }
    let read = Set((chosen + filled).map(\.number))
    let unread = all.filter { !read.contains($0.number) && ($0.problem != nil || roles[$0.number] != .blank) }
    if let first = unread.first {
      let names = unread.prefix(10).map { "“\(FindingLog.quote($0.name))”" }.joined(separator: "、")
      form.log.note(
        IngestSheet.unreadSheets, at: SourcePosition(sheet: first.number),
        ["names": names + (unread.count > 10 ? "等 \(unread.count) 张" : "")])
    }
    if workbook.hasMacros { form.log.note(IngestSheet.macros) }
    if workbook.hasExternalLinks { form.log.note(IngestSheet.externalLinks) }
    return form.draft(.xlsx)
  }

  // MARK: Sheets

  private static func role(of table: CellTable) -> Role {
    guard table.rows.contains(where: { $0.contains(where: \.holdsText) }) else { return .blank }
    var coverItems = 0
    for index in 0..<min(table.rowCount, FormReader.headerSearchRows) {
      let row = table[index]
      if var header = ColumnMap(row) {
        if header.isProgress { return .progress }
        var log = FindingLog()
        header.settle(log: &log)
        let isFilled = ((index + 1)..<table.rowCount).contains { below in
          header.values.contains { $0.index < table[below].count && table[below][$0.index].holdsText }
        }
        return .figures(isFilled: isFilled)
      }
      for cell in row where cell.holdsText {
        let text = Folding.trim(cell.text)
        if CoverVocabulary.key(of: text) != nil || !CoverBlock.pairs(in: text).isEmpty { coverItems += 1 }
      }
    }
    return coverItems >= 2 ? .cover : .other
  }

  private mutating func read(_ sheet: WorkbookSheet) {
    note(sheet.problem, on: sheet)
    form.cover.hasHelpBeside = Folding.compact(sheet.name) == Self.coverSheet
    let top = form.readTop(of: sheet.table)
    form.cover.hasHelpBeside = false
    form.readRows(of: sheet.table, below: top)
    noteHidden(sheet, top.header)
    for cell in sheet.table.sheet?.covered.prefix(FindingLog.detailLimit) ?? []
    where !Folding.trim(cell.text).isEmpty {
      form.log.note(
        IngestSheet.coveredCell, at: SourcePosition(sheet: sheet.number, line: cell.row, column: cell.column),
        value: Folding.trim(cell.text))
    }
  }

  private mutating func note(_ problem: FormatProblem?, on sheet: WorkbookSheet) {
    if let problem { form.log.note(problem, sheet: sheet) }
  }

  /// 隐藏的行列: read like all others, which is said, for the sender may not know of them.
  private mutating func noteHidden(_ sheet: WorkbookSheet, _ header: ColumnMap?) {
    guard let detail = sheet.table.sheet else { return }
    let rows = detail.hiddenRows.sorted()
    let columns = (header?.typedColumns ?? []).filter { column in
      detail.isHidden(column: column)
        && sheet.table.rows.contains { $0.count >= column && $0[column - 1].holdsText }
    }.sorted()
    guard sheet.isHidden || !rows.isEmpty || !columns.isEmpty else { return }
    func list(_ words: [String]) -> String {
      words.prefix(10).joined(separator: "、") + (words.count > 10 ? "…" : "")
    }
    var what: [String] = []
    var whatEN: [String] = []
    if sheet.isHidden {
      what.append("整张表页")
      whatEN.append("the whole sheet")
    }
    if !rows.isEmpty {
      what.append("第 \(list(rows.map(String.init))) 行")
      whatEN.append("rows \(list(rows.map(String.init)))")
    }
    if !columns.isEmpty {
      let letters = columns.compactMap {
        SourcePosition(line: 1, column: $0).cellName.map { String($0.dropLast()) }
      }
      what.append("\(list(letters)) 列")
      whatEN.append("columns \(list(letters))")
    }
    let place = SourcePosition(sheet: sheet.number, line: rows.first ?? 0)
    form.log.note(
      IngestSheet.hiddenCells, at: place,
      [
        "sheet": FindingLog.quote(sheet.name), "what": what.joined(separator: "、"),
        "whatEN": whatEN.joined(separator: ", "),
      ])
  }
}
