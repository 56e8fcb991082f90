/// 单元格表：the rows of a CSV file or of a workbook's sheet, as flat arrays of byte ranges.
///
/// Rows have the numbers that a spreadsheet shows: the blank rows of a CSV file are kept, those of a sheet are not. Numbers are
/// not interpreted here.
package final class CellTable: Sendable {
  struct CellRecord {
    /// Of the cell's first byte in the source, its quote included.
    var offset: UInt32
    var start: UInt32
    var end: UInt32
    /// Whether `start` and `end` are of `unquoted` and not of `source`.
    var isUnquoted: Bool
    var wasQuoted: Bool
  }

  /// The file as UTF-8, without byte order mark; of a sheet, the texts that the sheets of the workbook share.
  package let source: [UInt8]
  package let delimiter: CSVDelimiter
  /// Whether any row showed a delimiter; if none did, a comma is assumed.
  package let isDelimiterCertain: Bool
  /// What is wrong with the file; the rows before it and, where the reader could go on, behind it are there.
  package let problems: [FormatProblem]

  /// What a table from a workbook has besides.
  package let sheet: SheetDetail?

  /// Cells whose quoting had to be taken apart; of a sheet, those that share no text.
  let unquoted: [UInt8]
  let cellRecords: [CellRecord]
  /// For every row the number of the first cell, and one more number at the end.
  let rowStarts: [UInt32]
  /// Where each row begins in the source; of a sheet, the number that each has there.
  let rowOffsets: [UInt32]
  /// Number of the sheet, from 1; 0 for a file that has none. Apart, because every place asks for it.
  let sheetNumber: Int
  let lines: LineTable

  init(
    source: [UInt8], delimiter: CSVDelimiter, isDelimiterCertain: Bool, problems: [FormatProblem],
    unquoted: [UInt8], cells: [CellRecord], rowStarts: [UInt32], rowOffsets: [UInt32], lines: LineTable,
    sheet: SheetDetail? = nil
  ) {
    self.sheet = sheet
    sheetNumber = sheet?.number ?? 0
    self.source = source
    self.delimiter = delimiter
    self.isDelimiterCertain = isDelimiterCertain
    self.problems = problems
    self.unquoted = unquoted
    self.cellRecords = cells
    self.rowStarts = rowStarts
    self.rowOffsets = rowOffsets
    self.lines = lines
  }

  package var rowCount: Int { rowOffsets.count }

  package var rows: some RandomAccessCollection<TableRow> {
    (0..<rowCount).lazy.map { [self] in TableRow(table: self, index: $0) }
  }

  /// The row of a number, from 0.
  package subscript(index: Int) -> TableRow {
    precondition(rowOffsets.indices.contains(index), "no such row")
    return TableRow(table: self, index: index)
  }
}

/// 行：a view on one row; its elements are its cells.
package struct TableRow: RandomAccessCollection, Sendable {
  package let table: CellTable
  /// Number of the row, from 0; blank rows count.
  package let index: Int

  /// Number of the row as spreadsheets count, from 1: blank rows count, and lines within a quoted cell do not.
  package var number: Int { table.sheetNumber > 0 ? Int(table.rowOffsets[index]) : index + 1 }

  /// The line on which the row starts, from 1; a quoted cell may run over several.
  package var line: Int { table.lines.line(of: Int(table.rowOffsets[index])) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { Int(table.rowStarts[index + 1] - table.rowStarts[index]) }

  /// Said here, so that nobody counts through the generic way.
  package var count: Int { endIndex }

  /// Number of the sheet, from 1; 0 for a file that has none.
  package var sheet: Int { table.sheetNumber }

  package subscript(position: Int) -> TableCell {
    precondition(position >= 0 && position < endIndex, "no such cell")
    return TableCell(
      table: table, index: Int(table.rowStarts[index]) + position, row: number, column: position + 1)
  }

  /// Whether no cell holds anything but white space.
  package var isBlank: Bool { allSatisfy(\.isBlank) }
}

/// 单元格：a view on one cell.
package struct TableCell: Sendable {
  fileprivate let table: CellTable
  fileprivate let index: Int
  /// Number of the row as spreadsheets count, from 1.
  package let row: Int
  /// Number of the cell in its row, from 1.
  package let column: Int

  fileprivate init(table: CellTable, index: Int, row: Int, column: Int) {
    self.table = table
    self.index = index
    self.row = row
    self.column = column
  }

  private var record: CellTable.CellRecord { table.cellRecords[index] }

  /// Number of the sheet, from 1; 0 for a file that has none.
  package var sheet: Int { table.sheetNumber }

  /// The line on which the cell starts, from 1.
  package var line: Int { table.lines.line(of: Int(record.offset)) }

  /// What the cell holds, its quoting taken away and nothing else changed.
  package var text: String {
    // The table's bytes are UTF-8, and what parts them is ASCII.
    withBytes { bytes in unsafe String(copying: UTF8Span(unchecked: bytes)) }
  }

  /// The bytes of the cell, lent: nothing is held beyond the call.
  package func withBytes<Result>(_ read: (Span<UInt8>) -> Result) -> Result {
    let record = record
    let bytes = record.isUnquoted ? table.unquoted : table.source
    return read(bytes.span.extracting(Int(record.start)..<Int(record.end)))
  }

  package var bytes: ArraySlice<UInt8> {
    let record = record
    let range = Int(record.start)..<Int(record.end)
    return record.isUnquoted ? table.unquoted[range] : table.source[range]
  }

  package var wasQuoted: Bool { record.wasQuoted }

  /// What the cell of a workbook is besides its text; `nil` for most.
  package var detail: CellDetail? {
    table.sheetNumber > 0 ? table.sheet?.cells[UInt32(index)] : nil
  }
  package var isEmpty: Bool { record.start == record.end }

  /// Whether the cell holds nothing but white space, the ideographic and the no-break space included.
  package var isBlank: Bool {
    if isEmpty { return true }
    // Most begin with a letter, a digit or a Chinese character.
    let first = withBytes { $0[0] }
    if (0x21...0x7E).contains(first) || (0xE4...0xE9).contains(first) { return false }
    return text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
  }
}
