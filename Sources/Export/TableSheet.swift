import Formats
import ReportModel

/// 报表入表：a page's table as a sheet of a workbook: its title, a word of explanation, a header that stays and is printed
/// on every page.
///
/// Figures are numbers, exact, shown with the places that the page shows. What stands under a figure in small print on the page
/// goes into a column of its own at the end.
struct TableSheet {
  var name: String
  var title: String
  var hints: [String] = []
  var table: ReportTable
  /// Of the columns in narrow characters; the last one goes for the rest.
  var widths: [Int]
  /// Columns that stay while scrolling.
  var frozenColumns = 1
  var pagesWide = 1
  var isLandscape = true

  private static let remarkWidth = 28
  private static let remarkLook = WorkbookLook.framed.with { $0.fontSize = 9 }

  func sheet(in book: inout OutputWorkbook, page: OutputSheet.Page, say: Wording) -> OutputSheet {
    var sheet = OutputSheet(name: name)
    let remarks = table.rows.map { remark(of: $0, say: say) }
    let hasRemarks = remarks.contains { !$0.isEmpty }
    let count = table.columns.count
    sheet.columns = (0..<count).map { .init(width: .init(widths[min($0, widths.count - 1)])) }
    if hasRemarks { sheet.columns.append(.init(width: .init(Self.remarkWidth))) }
    let width = sheet.columns.count
    sheet.page = page
    sheet.page.pagesWide = pagesWide
    sheet.page.isLandscape = isLandscape

    band(
      title, WorkbookLook.subtitle.with { $0.horizontal = .left }, over: width, in: &sheet, &book, least: 26)
    for hint in hints { band(hint, WorkbookLook.hint, over: width, in: &sheet, &book, least: 14, line: 13) }
    let headings = table.columns.map(\.heading) + (hasRemarks ? [say("备注", "Remarks")] : [])
    sheet.rows.append(.init(headings.map { book.text($0, WorkbookLook.heading) }))
    sheet.fitRow(sheet.rows.count - 1, least: 22)
    sheet.frozen = SheetCell(row: sheet.rows.count, column: frozenColumns)
    sheet.page.titleRows = sheet.rows.count
    sheet.page.titleColumns = pagesWide > 1 ? frozenColumns : 0

    var looks = CellLooks()
    for (row, remark) in zip(table.rows, remarks) {
      if row.kind == .section, let first = row.cells.first {
        band(first.shownText ?? "", WorkbookLook.section, over: width, in: &sheet, &book, least: 20)
        continue
      }
      var cells = row.cells.enumerated().map { position, cell in
        looks.cell(cell, kind: table.columns[position].kind, in: &book)
      }
      if hasRemarks { cells.append(book.text(remark, Self.remarkLook)) }
      sheet.rows.append(.init(cells))
      sheet.fitRow(sheet.rows.count - 1)
    }
    return sheet
  }

  /// A text over the whole width.
  private func band(
    _ text: String, _ style: CellStyle, over width: Int, in sheet: inout OutputSheet,
    _ book: inout OutputWorkbook, least: Int, line: Int = 17
  ) {
    let row = sheet.rows.count
    let blank = book.cell(.blank, style)
    // On paper a page is as wide as all columns, on the screen hardly more than twelve of them.
    let room = sheet.columns.prefix(pagesWide > 1 ? 14 : width).reduce(0) { $0 + Int($1.width) }
    sheet.rows.append(
      .init(
        [book.text(text, style)] + [OutputCell](repeating: blank, count: width - 1),
        height: .init(max(least, style.wraps ? text.rowHeight(width: max(20, room - 4), line: line) : least)))
    )
    let last = min(width, pagesWide > 1 ? 14 : width) - 1
    sheet.merges.append(SheetRange(SheetCell(row: row, column: 0), SheetCell(row: row, column: last)))
  }

  /// What stands beneath the row's figures.
  private func remark(of row: ReportTable.Row, say: Wording) -> String {
    guard row.kind != .section else { return "" }
    return row.cells.enumerated().compactMap { position, cell in
      guard let note = cell.note, cell.shownText == nil else { return nil }
      return table.columns[position].heading + say("：", ": ") + note
    }.joined(separator: say("；", "; "))
  }
}

extension ReportTable.Cell {
  /// The cell's words, with the small print beneath them; `nil` for a figure.
  var shownText: String? {
    switch content {
    case .text(let text): note.map { "\(text)\n\($0)" } ?? text
    case .blank: note.map { $0 } ?? ""
    case .number, .percent, .progress: nil
    }
  }
}

/// 单元格样式：the looks of a sheet's cells, each made once, for a table has few looks and many cells.
private struct CellLooks {
  private struct Key: Hashable {
    var kind: ReportTable.Column.Kind
    var tone: ReportTable.Cell.Tone
    var hasNote: Bool
    /// Places and whether it is a share; `nil` for text.
    var format: Format?
  }

  private enum Format: Hashable {
    case number(decimals: Int)
    case percent(decimals: Int)

    var text: String {
      switch self {
      case .number(let decimals): WorkbookLook.numberFormat(decimals: decimals)
      case .percent(0): "0%"
      case .percent(let decimals): "0." + String(repeating: "0", count: decimals) + "%"
      }
    }
  }

  private var known: [Key: OutputWorkbook.StyleID] = [:]

  mutating func cell(
    _ cell: ReportTable.Cell, kind: ReportTable.Column.Kind, in book: inout OutputWorkbook
  ) -> OutputCell {
    let (content, format) = Self.content(of: cell)
    let key = Key(kind: kind, tone: cell.tone, hasNote: cell.note != nil, format: format)
    if let look = known[key] { return OutputCell(content, look) }
    let look = book.style(Self.look(key))
    known[key] = look
    return OutputCell(content, look)
  }

  private static func content(of cell: ReportTable.Cell) -> (OutputCell.Content, Format?) {
    switch cell.content {
    case .number(let amount, let decimals):
      return (.number(amount.description), .number(decimals: min(decimals, Int(amount.scale))))
    case .percent(let quotient, let decimals): return share(quotient, decimals: decimals)
    case .progress(let attained, _): return share(attained, decimals: 1)
    case .blank, .text:
      let text = cell.shownText ?? ""
      return (text.isEmpty ? .blank : .text(text), nil)
    }
  }

  private static func share(_ quotient: Quotient, decimals: Int) -> (OutputCell.Content, Format) {
    let text =
      quotient.percent(decimals: decimals).shifted(by: -2).map { OutputCell.Content.number($0.description) }
      ?? .text(quotient.printed(decimals: decimals))
    return (text, .percent(decimals: decimals))
  }

  private static func look(_ key: Key) -> CellStyle {
    var look = WorkbookLook.framed
    switch key.kind {
    case .label, .text: break
    case .mark: look.horizontal = .center
    case .number: look.horizontal = .right
    }
    switch key.tone {
    case .plain: break
    case .muted: look.color = 0x737373
    case .question: look.color = WorkbookLook.question
    case .alarm:
      look.color = WorkbookLook.alarm
      look.isBold = !key.hasNote
    case .light(let light):
      look.fill = light.fill
      look.horizontal = .center
    }
    if let format = key.format {
      look.wraps = false
      look.numberFormat = format.text
    }
    return look
  }
}

extension Light {
  fileprivate var fill: UInt32? {
    switch self {
    case .done: 0xDDEBF7
    case .green, .greenMarked: 0xE2EFDA
    case .yellow: 0xFFF2CC
    case .red: 0xF8CBAD
    case .notYet, .none: nil
    }
  }
}
