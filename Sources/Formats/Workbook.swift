/// 工作簿：the sheets of an XLSX file as tables of cells, without formats, pictures and whatever else is for people.
package struct Workbook: Sendable {
  /// In the order of the tabs; charts are left out.
  package var sheets: [WorkbookSheet]
  /// 宏: there is a program in the file, which nobody runs.
  package var hasMacros: Bool
  /// 外部链接: formulas that look into other files, which nobody opens.
  package var hasExternalLinks: Bool
}

/// 工作表：one sheet.
package struct WorkbookSheet: Sendable {
  package var name: String
  /// From 1, in the order of the tabs.
  package var number: Int
  package var isHidden: Bool
  /// The rows that hold anything, with the numbers they have on the sheet.
  package var table: CellTable
  /// Why the sheet could not be read to its end.
  package var problem: FormatProblem?
}

/// 单元格附注：what a cell of a workbook is besides its text; most cells have none.
package struct CellDetail: Sendable, Hashable {
  /// 公式: as it stands in the file, `=` in front.
  package var formula: String?
  /// The program that wrote the formula has not calculated it.
  package var isWithoutResult = false
  /// What the sheet shows instead of what the cell holds.
  package var shown: String?
  /// What the file holds of a number that nobody typed: 0.30000000000000004.
  package var noise: String?

  package init() {}
  var isPlain: Bool { self == CellDetail() }
}

/// 工作表信息：what a table from a workbook has besides its rows.
package struct SheetDetail: Sendable {
  /// The sheet's number, from 1.
  package var number: Int
  package var hiddenRows: Set<Int> = []
  package var hiddenColumns: [ClosedRange<Int>] = []
  package var mergedAreas: [MergedArea] = []
  /// 被盖住的内容: what stood in cells under a merged one, where nobody sees it; it is not in the table.
  package var covered: [(row: Int, column: Int, text: String)] = []

  /// Of each row of the table, its number on the sheet.
  var rowNumbers: [UInt32] = []
  /// By the number of the cell in the table.
  var cells: [UInt32: CellDetail] = [:]
  /// Which merged areas a row of the sheet meets.
  var areasByRow: [Int: [Int]] = [:]
  /// Those that show anything.
  var filledAreas: Set<Int> = []

  init(number: Int) { self.number = number }

  package func isHidden(column: Int) -> Bool { hiddenColumns.contains { $0.contains(column) } }

  /// The merged area under which a cell lies, where it shows what stands in another one.
  package func coveringArea(row: Int, column: Int) -> MergedArea? {
    areasByRow[row]?.lazy.filter { filledAreas.contains($0) }.map { mergedAreas[$0] }.first {
      $0.columns.contains(column) && (row != $0.rows.lowerBound || column != $0.columns.lowerBound)
    }
  }
}

/// 工作簿上限：how large a workbook may be.
package struct WorkbookReadingLimits: Hashable, Sendable {
  package var zip: ZipLimits
  package var sheetCount: Int
  /// Elements of all large parts together, blank cells among them; a million formatted rows have some ten million.
  package var elementCount: Int
  /// Cells of all sheets that hold something, and the blanks before them in their rows.
  package var cellCount: Int
  /// Columns in which anything may stand.
  package var columnCount: Int
  /// Rows of a sheet in which anything stands.
  package var rowCount: Int
  /// Bytes of the texts of a sheet, every shared one counted as often as it is shown.
  package var textBytes: Int
  /// Bytes of one cell; spreadsheets allow 32 767 characters.
  package var cellBytes: Int
  package var mergedAreaCount: Int

  package init(
    zip: ZipLimits = ZipLimits(), sheetCount: Int = 200, elementCount: Int = 16_000_000,
    cellCount: Int = 4_000_000, columnCount: Int = 1_000,
    rowCount: Int = 200_000, textBytes: Int = 64 << 20, cellBytes: Int = 4 * 32_767,
    mergedAreaCount: Int = 50_000
  ) {
    self.zip = zip
    self.sheetCount = sheetCount
    self.elementCount = elementCount
    self.cellCount = cellCount
    self.columnCount = columnCount
    self.rowCount = rowCount
    self.textBytes = textBytes
    self.cellBytes = cellBytes
    self.mergedAreaCount = mergedAreaCount
  }
}
