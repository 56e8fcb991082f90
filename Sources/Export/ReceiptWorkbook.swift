import Findings
import Formats
import ReportModel

/// 回执工作簿：the receipt of a workbook as a workbook: first what came of it, with every finding linked to its cell, then the
/// sheets as they were sent, the cells in question tinted and with the finding as a comment.
///
/// Written anew from what was read, cell texts as they were shown. Formats, macros, links to other files and formulas of the
/// original are not carried over: nobody has to trust what is in them.
struct ReceiptWorkbook {
  private let page: ReceiptPage
  private let source: Workbook
  private var book: OutputWorkbook
  /// Of the copies, by the number of the sheet.
  private var copies: [Int: Copy] = [:]
  private var receipt: Receipt { page.receipt }
  private var say: Wording { page.say }

  /// 抄件: one sheet as it is copied.
  private struct Copy {
    var name: String
    var rows: Int
    var columns: Int
    /// What is beyond these bounds is left out, and said so.
    var isCut: Bool
  }

  /// A form has some hundred rows; whoever sends more knows where they are.
  private static let rowLimit = 2_000
  private static let columnLimit = 60
  private static let sheetLimit = 20
  private static let mergeLimit = 400

  init(_ page: ReceiptPage, copyOf source: Workbook) {
    self.page = page
    self.source = source
    book = OutputWorkbook(title: page.say("回执", "Receipt"), createdAt: page.receipt.receivedAt)
  }

  mutating func bytes() throws(FormatFault) -> [UInt8] {
    let first = say("回执", "Receipt")
    var taken: Set<String> = [first.lowercased()]
    for sheet in source.sheets.prefix(Self.sheetLimit) {
      let rows = sheet.table.rows.last?.number ?? 0
      let columns = sheet.table.rows.map(\.count).max() ?? 0
      copies[sheet.number] = Copy(
        name: Self.name(for: sheet, among: &taken), rows: min(rows, Self.rowLimit),
        columns: min(columns, Self.columnLimit),
        isCut: rows > Self.rowLimit || columns > Self.columnLimit || sheet.problem != nil)
    }
    var sheets: [OutputSheet] = []
    for sheet in source.sheets.prefix(Self.sheetLimit) {
      if let copy = copies[sheet.number] { sheets.append(self.sheet(sheet, copy)) }
    }
    book.sheets = [summary(named: first)] + sheets
    return try book.bytes()
  }

  /// A name that a sheet can have, and that no other has.
  private static func name(for sheet: WorkbookSheet, among taken: inout Set<String>) -> String {
    var name = String(sheet.name.map { "[]:*?/\\".contains($0) || $0.isNewline ? "_" : $0 })
    while name.utf16.count > 28 { name.removeLast() }
    // Excel keeps one name for itself.
    let isReserved = name.lowercased() == "history"
    if name.isEmpty || name.hasPrefix("'") || name.hasSuffix("'") || isReserved { name = "表\(sheet.number)" }
    let stem = name
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(stem)_\(number)"
      number += 1
    }
    return name
  }

  /// Where a place of the file is in the copy; a row as its first cell.
  private func cell(_ position: SourcePosition) -> SheetCell? {
    guard let copy = copies[position.sheet], position.line > 0, position.line <= Self.rowLimit,
      position.column <= Self.columnLimit, position.line <= copy.rows || !copy.isCut
    else { return nil }
    return SheetCell(row: position.line - 1, column: max(1, position.column) - 1)
  }

  // MARK: 回执

  private mutating func summary(named name: String) -> OutputSheet {
    var sheet = OutputSheet(name: name)
    sheet.columns = [9, 24, 22, 46, 18, 52, 9].map { .init(width: .init($0)) }
    sheet.isShown = true
    sheet.page = WorkbookLook.page(receipt.fileName, page.subject, say: say)
    band(page.subject, WorkbookLook.subtitle.with { $0.horizontal = .left }, in: &sheet)
    band(
      page.outcome,
      WorkbookLook.title.with {
        $0.horizontal = .left
        $0.color = receipt.outcome.counts ? 0 : WorkbookLook.alarm
      }, line: 24, in: &sheet)
    band(page.lead + page.deadline, WorkbookLook.plain, in: &sheet)
    for (position, step) in page.instructions.enumerated() {
      band("\(position + 1). \(step)", WorkbookLook.plain, in: &sheet)
    }
    band(
      say(
        "后面各表是收到的文件的抄件：有问题的格标了颜色，光标停在上面可以看到问题。请在自己的原文件里改，改好重新报送；不要报这份回执。",
        "The sheets that follow are a copy of the file: cells in question are tinted and carry the finding as a comment. Correct your own file and send that; not this receipt."
      ), WorkbookLook.hint, in: &sheet)
    if copies.values.contains(where: \.isCut) || source.sheets.count > copies.count {
      band(
        say(
          "文件太大，抄件没有抄全，所列问题仍按原文件。", "The file is too large to be copied whole; the findings are of all of it."
        ),
        WorkbookLook.hint, in: &sheet)
    }
    header(
      [
        say("程度", "Severity"), say("位置", "Where"), say("指标或任务", "Indicator or task"), say("问题", "Finding"),
        say("填的是", "Typed"), say("处理", "What to do"), say("规则", "Rule"),
      ], in: &sheet)
    for finding in Severity.allCases.flatMap({ severity in receipt.findings.filter { $0.severity == severity }
    }) {
      let answer = finding.answer.map { page.answerLabel(finding) + $0 }
      let tinted = WorkbookLook.framed.with { $0.fill = finding.severity.fill }
      row(
        [
          book.text(say.severity(finding.severity), tinted.centered()), place(finding.place.position),
          book.text(page.figure(finding.place), WorkbookLook.framed),
          book.text(page.sheets.message(of: finding, in: say.language), WorkbookLook.framed),
          book.text(finding.place.value ?? "", WorkbookLook.framed),
          book.text(answer ?? page.remedy(of: finding), WorkbookLook.framed),
          book.text(finding.code, WorkbookLook.framed.centered()),
        ], in: &sheet)
    }
    if receipt.findings.isEmpty {
      row([book.text(say("没有", "none"), WorkbookLook.framed)], in: &sheet)
    }
    if let repairs = page.repairTable {
      band("", WorkbookLook.plain, in: &sheet)
      header(
        [
          "", repairs.columns[0].heading, "", repairs.columns[3].heading, repairs.columns[1].heading,
          repairs.columns[2].heading, "",
        ],
        in: &sheet)
      for (repair, shown) in zip(receipt.repairs.inOrder, repairs.rows) {
        row(
          [
            book.text(say("自动修正", "Repair"), WorkbookLook.framed), place(repair.position),
            book.text("", WorkbookLook.framed),
            book.text(shown.cells[3].shownText ?? "", WorkbookLook.framed),
            book.text(shown.cells[1].shownText ?? "", WorkbookLook.framed),
            book.text(shown.cells[2].shownText ?? "", WorkbookLook.framed),
            book.text(repair.code, WorkbookLook.framed),
          ], in: &sheet)
      }
    }
    band(
      say("原文件摘要（SHA-256）：\(receipt.digest)", "Digest of the file (SHA-256): \(receipt.digest)"),
      WorkbookLook.hint,
      in: &sheet)
    return sheet
  }

  /// Where it is, as a link into the copy where it is in it.
  private mutating func place(_ position: SourcePosition) -> OutputCell {
    let text = page.position(position)
    guard !text.isEmpty, let copy = copies[position.sheet], let cell = cell(position) else {
      return book.text(text, WorkbookLook.framed)
    }
    return book.cell(
      .link(text, sheet: copy.name, cell: cell),
      WorkbookLook.framed.with {
        $0.color = 0x1C4F8C
        $0.isUnderlined = true
      })
  }

  private mutating func header(_ headings: [String], in sheet: inout OutputSheet) {
    sheet.rows.append(.init(headings.map { book.text($0, WorkbookLook.heading) }))
    sheet.fitRow(sheet.rows.count - 1, least: 20)
  }

  private mutating func row(_ cells: [OutputCell], in sheet: inout OutputSheet) {
    sheet.rows.append(.init(cells))
    sheet.fitRow(sheet.rows.count - 1)
  }

  private mutating func band(_ text: String, _ style: CellStyle, line: Int = 15, in sheet: inout OutputSheet)
  {
    let row = sheet.rows.count
    let width = sheet.columns.count
    sheet.rows.append(
      .init(
        [book.text(text, style)] + [OutputCell](repeating: book.cell(.blank, style), count: width - 1),
        height: .init(text.rowHeight(width: style.fontSize > 14 ? 110 : 170, line: line) + 3)))
    sheet.merges.append(
      SheetRange(SheetCell(row: row, column: 0), SheetCell(row: row, column: width - 1)))
  }

  // MARK: 抄件

  private mutating func sheet(_ source: WorkbookSheet, _ copy: Copy) -> OutputSheet {
    var sheet = OutputSheet(name: copy.name)
    sheet.page = WorkbookLook.page(receipt.fileName, copy.name, say: say)
    var marks: [SheetCell: [Finding]] = [:]
    for finding in receipt.findings where finding.place.position.sheet == source.number {
      if let cell = cell(finding.place.position) { marks[cell, default: []].append(finding) }
    }
    let lastMarked = marks.keys.map(\.row).max() ?? -1
    let widest = max(copy.columns, (marks.keys.map(\.column).max() ?? -1) + 1)
    let plain = book.style(WorkbookLook.framed)
    let numeric = book.style(WorkbookLook.framed.right())
    var texts: [[String]] = []
    for row in source.table.rows where row.number <= copy.rows {
      while texts.count < row.number - 1 { texts.append([]) }
      texts.append(row.prefix(copy.columns).map(\.text))
    }
    while texts.count <= lastMarked { texts.append([]) }
    sheet.columns = (0..<widest).map { column in
      let widths = texts.prefix(200).map { column < $0.count ? $0[column].printedWidth : 0 }
      return .init(width: .init(min(40, max(8, (widths.max() ?? 0) + 2))))
    }
    for (number, row) in texts.enumerated() {
      let last = marks.keys.filter { $0.row == number }.map(\.column).max() ?? -1
      var cells: [OutputCell] = []
      for column in 0..<max(row.count, last + 1) {
        let text = column < row.count ? row[column] : ""
        guard let found = marks[SheetCell(row: number, column: column)] else {
          cells.append(
            OutputCell(text.isEmpty ? .blank : .text(text), Amount(text) == nil ? plain : numeric))
          continue
        }
        let worst = found.map(\.severity).min() ?? .note
        cells.append(
          book.text(
            text,
            WorkbookLook.framed.with {
              $0.fill = worst.fill
              $0.isBold = worst == .hard
            }))
      }
      sheet.rows.append(.init(cells))
      if !cells.isEmpty { sheet.fitRow(number, least: 15) }
    }
    sheet.comments = marks.sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }.map {
      cell, found in
      .init(cell, found.map(remark).joined(separator: "\n\n"))
    }
    if marks.values.joined().contains(where: { $0.severity == .hard }) {
      sheet.tabColor = WorkbookLook.alarm
    } else if !marks.isEmpty {
      sheet.tabColor = 0xF2B705
    }
    sheet.merges = merges(of: source, copy)
    return sheet
  }

  private func remark(_ finding: Finding) -> String {
    let title = page.sheets.title(of: finding.code, in: say.language)
    let words =
      finding.answer.map { page.answerLabel(finding) + $0 } ?? say("处理：", "What to do: ")
      + page.remedy(of: finding)
    return "【\(say.severity(finding.severity))】\(title) \(finding.code)\n"
      + page.sheets.message(of: finding, in: say.language) + "\n" + words
  }

  /// Those that a sheet can have: within what is copied, and none over another.
  private func merges(of source: WorkbookSheet, _ copy: Copy) -> [SheetRange] {
    var kept: [MergedArea] = []
    for area in source.table.sheet?.mergedAreas.prefix(Self.mergeLimit) ?? []
    where area.rows.upperBound <= copy.rows && area.columns.upperBound <= copy.columns {
      if area.rows.count == 1, area.columns.count == 1 { continue }
      if kept.contains(where: { $0.rows.overlaps(area.rows) && $0.columns.overlaps(area.columns) }) {
        continue
      }
      kept.append(area)
    }
    return kept.map {
      SheetRange(
        SheetCell(row: $0.rows.lowerBound - 1, column: $0.columns.lowerBound - 1),
        SheetCell(row: $0.rows.upperBound - 1, column: $0.columns.upperBound - 1))
    }
  }
}

extension Severity {
  fileprivate var fill: UInt32 {
    switch self {
    case .hard: 0xF8CBAD
    case .soft: 0xFFE699
    case .note: 0xDDEBF7
    }
  }
}
