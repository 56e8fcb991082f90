import CXlsxWriter

extension OutputWorkbook {
  /// 成书：the workbook as the bytes of an `.xlsx` file; equal workbooks give equal bytes.
  ///
  /// - Throws: `libraryFailed` where memory, descriptors or room for temporary files have run out, and where a sheet has
  ///   a name that a workbook cannot have, which is a programmer error.
  package func bytes() throws(FormatFault) -> [UInt8] {
    let file = try MemoryFile()
    // The library writes every part of the workbook to a file of its own first; without a folder in memory it takes the usual one.
    let book = withTexts(["/dev/shm"]) { texts in
      var options = lxw_workbook_options()
      options.tmpdir = texts[0]
      return workbook_new_opt(file.path, &options)
    }
    guard let book else { throw .libraryFailed("workbook_new") }
    var writer = WorkbookWriter(book, self)
    let written = writer.write()
    // Frees the book whatever has come before.
    let closed = workbook_close(book)
    if let error = [written, closed].first(where: { $0 != LXW_NO_ERROR }) {
      throw .libraryFailed(lxw_strerror(error).map { String(cString: $0) } ?? "libxlsxwriter")
    }
    return try file.bytes()
  }
}

/// 工作簿书写：hands a workbook to libxlsxwriter, which copies every text that it is given.
private struct WorkbookWriter {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let workbook: OutputWorkbook
  private var formats: [UnsafeMutablePointer<lxw_format>?] = []
  private var failure = LXW_NO_ERROR

  init(_ book: UnsafeMutablePointer<lxw_workbook>, _ workbook: OutputWorkbook) {
    self.book = book
    self.workbook = workbook
  }

  mutating func write() -> lxw_error {
    withTexts([workbook.title]) { texts in
      var properties = lxw_doc_properties()
      properties.title = texts[0]
      properties.created = time_t(workbook.createdAt)
      note(workbook_set_properties(book, &properties))
    }
    formats = workbook.styles.map(format)
    for sheet in workbook.sheets {
      guard let target = workbook_add_worksheet(book, sheet.name) else {
        note(LXW_ERROR_PARAMETER_VALIDATION)
        break
      }
      write(sheet, to: target)
    }
    return failure
  }

  /// The first failure is the cause of the others.
  private mutating func note(_ error: lxw_error) {
    if failure == LXW_NO_ERROR { failure = error }
  }

  private func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
    guard let format = workbook_add_format(book) else { return nil }
    format_set_font_name(format, style.fontName)
    format_set_font_size(format, style.fontSize)
    format_set_font_charset(format, WriterLimits.chineseCharset)
    if style.isBold { format_set_bold(format) }
    if style.isUnderlined { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if style.color != 0 { format_set_font_color(format, style.color) }
    if let fill = style.fill {
      format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      format_set_fg_color(format, fill)
    }
    switch style.border {
    case .none: break
    case .thin: format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .medium: format_set_border(format, UInt8(LXW_BORDER_MEDIUM.rawValue))
    }
    if style.border != .none, style.borderColor != 0 { format_set_border_color(format, style.borderColor) }
    switch style.horizontal {
    case .general: break
    case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .center: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    }
    switch style.vertical {
    case .top: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .center: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    }
    if style.wraps { format_set_text_wrap(format) }
    if style.indent > 0 { format_set_indent(format, UInt8(clamping: style.indent)) }
    if style.numberFormat != "General" { format_set_num_format(format, style.numberFormat) }
    if style.isInput { format_set_unlocked(format) }
    return format
  }

  // MARK: Sheets

  private mutating func write(_ sheet: OutputSheet, to target: UnsafeMutablePointer<lxw_worksheet>) {
    for (position, column) in sheet.columns.enumerated() {
      var options = lxw_row_col_options()
      options.hidden = column.isHidden ? 1 : 0
      let position = UInt16(clamping: position)
      note(worksheet_set_column_opt(target, position, position, column.width, nil, &options))
    }
    for merge in sheet.merges where merge.first != merge.last {
      // Its first cell is written with the others; the format is that of every cell in it.
      let style = sheet.cell(merge.first).flatMap { formats[$0.style.index] }
      note(
        worksheet_merge_range(
          target, UInt32(merge.first.row), UInt16(merge.first.column), UInt32(merge.last.row),
          UInt16(merge.last.column), "", style))
    }
    for (position, row) in sheet.rows.enumerated() {
      if row.height != nil || row.isHidden {
        var options = lxw_row_col_options()
        options.hidden = row.isHidden ? 1 : 0
        note(
          worksheet_set_row_opt(
            target, UInt32(position), row.height ?? LXW_DEF_ROW_HEIGHT_POINTS, nil, &options))
      }
      for (column, cell) in row.cells.enumerated() {
        write(cell, at: SheetCell(row: position, column: column), to: target)
      }
    }
    for validation in sheet.validations { write(validation, to: target) }
    for comment in sheet.comments { write(comment, to: target) }
    finish(sheet, target)
  }

  private mutating func write(
    _ cell: OutputCell, at place: SheetCell, to target: UnsafeMutablePointer<lxw_worksheet>
  ) {
    let (row, column) = (UInt32(place.row), UInt16(clamping: place.column))
    let format = formats[cell.style.index]
    switch cell.content {
    case .blank: note(worksheet_write_blank(target, row, column, format))
    case .text(let text): note(worksheet_write_string(target, row, column, text.withinCell, format))
    case .number(let text):
      if let number = exactDouble(text) {
        note(worksheet_write_number(target, row, column, number, format))
      } else {
        note(worksheet_write_string(target, row, column, text, format))
      }
    case .link(let text, let sheet, let cell):
      note(
        worksheet_write_url_opt(
          target, row, column, "internal:\(quoted(sheet))!\(cell.name)", format, text.withinCell, nil))
    case .valueOf(let sheet, let source):
      let reference = "\(quoted(sheet))!\(source.name)"
      let shown = workbook.sheet(sheet)?.cell(source)?.content.shown ?? ""
      note(
        worksheet_write_formula_str(
          target, row, column, "=IF(\(reference)=\"\",\"\",\(reference))", format, shown))
    case .dateOf(let sheet, let source):
      let reference = "\(quoted(sheet))!\(source.name)"
      let shown = workbook.sheet(sheet)?.cell(source)?.content.shown ?? ""
      note(
        worksheet_write_formula_str(
          target, row, column, "=IF(\(reference)=\"\",\"\",TEXT(\(reference),\"yyyy-mm-dd\"))", format, shown)
      )
    case .countOf(let sheet, let ranges):
      let count = workbook.sheet(sheet)?.numbers(in: ranges).count ?? 0
      note(
        worksheet_write_formula_num(
          target, row, column, "=COUNT(\(list(ranges, of: sheet)))", format, Double(count)))
    case .sumOf(let sheet, let ranges):
      let sum = workbook.sheet(sheet)?.numbers(in: ranges).reduce(0, +) ?? 0
      note(
        worksheet_write_formula_num(target, row, column, "=SUM(\(list(ranges, of: sheet)))", format, sum))
    }
  }

  private func list(_ ranges: [SheetRange], of sheet: String) -> String {
    ranges.map { "\(quoted(sheet))!\($0.name)" }.joined(separator: ",")
  }

  /// A sheet's name as formulas and links have it.
  private func quoted(_ sheet: String) -> String {
    "'" + sheet.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private mutating func write(
    _ validation: CellValidation, to target: UnsafeMutablePointer<lxw_worksheet>
  ) {
    var choices: [String] = []
    if case .oneOf(let list) = validation.rule { choices = list }
    let formula = validation.rule.formula(for: validation.range.first.name) ?? ""
    let texts =
      [
        validation.promptTitle.cut(to: WriterLimits.title),
        validation.prompt.cut(to: WriterLimits.message),
        validation.errorTitle.cut(to: WriterLimits.title), validation.error.cut(to: WriterLimits.message),
        formula,
      ] + choices
    withTexts(texts) { texts in
      var list = texts[5...].map(\.self) + [nil]
      list.withUnsafeMutableBufferPointer { list in
        var data = lxw_data_validation()
        switch validation.rule {
        case .any: data.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
        case .oneOf:
          data.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
          data.value_list = list.baseAddress
        case .number:
          data.validate = UInt8(LXW_VALIDATION_TYPE_CUSTOM_FORMULA.rawValue)
          data.value_formula = texts[4]
        }
        data.error_type =
          validation.isStrict
          ? UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue) : UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
        if !validation.promptTitle.isEmpty { data.input_title = texts[0] }
        if !validation.prompt.isEmpty { data.input_message = texts[1] }
        if !validation.errorTitle.isEmpty { data.error_title = texts[2] }
        if !validation.error.isEmpty { data.error_message = texts[3] }
        let range = validation.range
        note(
          worksheet_data_validation_range(
            target, UInt32(range.first.row), UInt16(range.first.column), UInt32(range.last.row),
            UInt16(range.last.column), &data))
      }
    }
  }

  private mutating func write(_ comment: OutputSheet.Comment, to target: UnsafeMutablePointer<lxw_worksheet>)
  {
    let text = comment.text.withinCell
    withTexts(["", "宋体"]) { texts in
      var options = lxw_comment_options()
      options.author = texts[0]
      options.font_name = texts[1]
      options.font_size = 10
      options.width = 300
      options.height = UInt16(clamping: 30 + 18 * text.lineCount(width: 40))
      note(
        worksheet_write_comment_opt(
          target, UInt32(comment.cell.row), UInt16(clamping: comment.cell.column), text, &options))
    }
  }

  // MARK: What holds for a whole sheet

  private mutating func finish(_ sheet: OutputSheet, _ target: UnsafeMutablePointer<lxw_worksheet>) {
    if sheet.frozen != SheetCell(row: 0, column: 0) {
      worksheet_freeze_panes(target, UInt32(sheet.frozen.row), UInt16(clamping: sheet.frozen.column))
    }
    if sheet.isProtected {
      // Widths and heights may be changed by everybody: it is only looking.
      var options = lxw_protection()
      options.format_columns = 1
      options.format_rows = 1
      worksheet_protect(target, nil, &options)
    }
    if let color = sheet.tabColor { worksheet_set_tab_color(target, color) }
    if sheet.isShown { worksheet_activate(target) }
    let columnCount = max(1, sheet.rows.map(\.cells.count).max() ?? 1)
    let whole = SheetRange(
      SheetCell(row: 0, column: 0), SheetCell(row: max(1, sheet.rows.count) - 1, column: columnCount - 1))
    // Codes and exact figures that stand as text are no mistake.
    note(
      worksheet_ignore_errors(
        target, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "\(whole.first.name):\(whole.last.name)"))
    if let printed = sheet.page.printedColumns {
      note(worksheet_print_area(target, 0, 0, UInt32(whole.last.row), UInt16(clamping: printed - 1)))
    }
    setPage(sheet.page, target)
  }

  private mutating func setPage(_ page: OutputSheet.Page, _ target: UnsafeMutablePointer<lxw_worksheet>) {
    worksheet_set_paper(target, WriterLimits.a4)
    if page.isLandscape { worksheet_set_landscape(target) } else { worksheet_set_portrait(target) }
    worksheet_set_margins(target, 0.5, 0.5, 0.75, 0.65)
    worksheet_fit_to_pages(target, UInt16(clamping: page.pagesWide), 0)
    if page.titleRows > 0 { note(worksheet_repeat_rows(target, 0, UInt32(page.titleRows - 1))) }
    if page.titleColumns > 0 {
      note(worksheet_repeat_columns(target, 0, UInt16(clamping: page.titleColumns - 1)))
    }
    if page.isCentered { worksheet_center_horizontally(target) }
    let header = Self.marginText(left: page.headerLeft, right: page.headerRight.escapedInMargin)
    if !header.isEmpty { note(worksheet_set_header(target, header)) }
    let number = page.footerRight.map {
      "\($0.before.escapedInMargin)&P\($0.between.escapedInMargin)&N\($0.after.escapedInMargin)"
    }
    let footer = Self.marginText(left: page.footerLeft, right: number ?? "")
    if !footer.isEmpty { note(worksheet_set_footer(target, footer)) }
  }

  private static func marginText(left: String, right: String) -> String {
    let font = "&\"宋体,Regular\"&9"
    // A digit behind the size of the font would be taken as a part of it.
    func part(_ text: String) -> String { (text.first?.isNumber ?? false) ? "\(font) \(text)" : font + text }
    let right = right.isEmpty ? "" : "&R" + part(right)
    // 255 characters for all of it.
    let left = left.isEmpty ? "" : "&L" + part(left.cut(to: 200 - right.count).escapedInMargin)
    return left + right
  }
}

/// 工作簿上限：what Excel takes, and what it numbers.
private enum WriterLimits {
  static let title = 32
  static let message = 255
  static let cell = 32_767
  /// GB2312: lets Windows pick a Chinese font where it does not know the one that is named.
  static let chineseCharset: UInt8 = 134
  static let a4: UInt8 = 9
}

private let LXW_DEF_ROW_HEIGHT_POINTS = 15.0

/// Lends texts as C strings that C may keep for as long as the closure runs.
private func withTexts<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies)
}

/// A decimal as the binary number of a cell, where the cell shows and gives back just this decimal: fifteen significant
/// digits are what a spreadsheet keeps.
func exactDouble(_ text: String) -> Double? {
  var digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }[...]
  while digits.first == UInt8(ascii: "0") { digits.removeFirst() }
  while digits.last == UInt8(ascii: "0") { digits.removeLast() }
  guard digits.count <= 15, let number = Double(text), number.isFinite else { return nil }
  return number
}

extension CellValidation.Rule {
  /// For the first cell of the range; it moves with the others.
  fileprivate func formula(for cell: String) -> String? {
    guard case .number(let isWhole, let isNegativeAllowed, let texts) = self else { return nil }
    var conditions = ["ISNUMBER(\(cell))"]
    if !isNegativeAllowed { conditions.append("\(cell)>=0") }
    if isWhole { conditions.append("\(cell)=INT(\(cell))") }
    // Conditions are looked at all together, also where the cell holds text, which has no whole part.
    var number = conditions.count == 1 ? conditions[0] : "AND(\(conditions.joined(separator: ",")))"
    if isWhole { number = "IFERROR(\(number),FALSE)" }
    let alternatives = texts.map { "\(cell)=\"\($0)\"" }
    return "=OR(\(([number] + alternatives).joined(separator: ",")))"
  }
}

extension OutputCell.Content {
  /// What a formula that names the cell gives.
  fileprivate var shown: String {
    switch self {
    case .text(let text), .number(let text), .link(let text, _, _): text
    case .blank, .valueOf, .dateOf, .countOf, .sumOf: ""
    }
  }
}

extension OutputWorkbook {
  fileprivate func sheet(_ name: String) -> OutputSheet? { sheets.first { $0.name == name } }
}

extension OutputSheet {
  fileprivate func cell(_ place: SheetCell) -> OutputCell? {
    guard rows.indices.contains(place.row), rows[place.row].cells.indices.contains(place.column) else {
      return nil
    }
    return rows[place.row].cells[place.column]
  }

  fileprivate func numbers(in ranges: [SheetRange]) -> [Double] {
    ranges.flatMap { range in
      (range.first.row...range.last.row).flatMap { row in
        (range.first.column...range.last.column).compactMap { column -> Double? in
          guard case .number(let text) = cell(SheetCell(row: row, column: column))?.content else {
            return nil
          }
          return exactDouble(text)
        }
      }
    }
  }
}

extension String {
  /// The text as far as a cell holds it.
  fileprivate var withinCell: String {
    utf8.count <= WriterLimits.cell ? self : cut(to: WriterLimits.cell)
  }

  /// At most so many UTF-16 units, which is how Excel counts; what is cut off is marked.
  fileprivate func cut(to length: Int) -> String {
    guard utf16.count > length else { return self }
    var count = 1
    let kept = prefix {
      count += $0.utf16.count
      return count <= length
    }
    return kept + "…"
  }

  fileprivate var escapedInMargin: String {
    split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
  }

  /// Lines that it takes where a line holds `width` narrow characters.
  fileprivate func lineCount(width: Int) -> Int {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).reduce(0) { count, line in
      let length = line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
      return count + max(1, (length + width - 1) / width)
    }
  }
}
