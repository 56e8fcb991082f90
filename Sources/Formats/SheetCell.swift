/// 单元格位置：row and column in a sheet, counted from 0.
package struct SheetCell: Hashable, Sendable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// As spreadsheets call it: `F12`.
  package var name: String { Self.columnName(column) + String(row + 1) }

  /// `A` … `Z`, `AA` …
  package static func columnName(_ column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}

/// 单元格区域：a rectangle of cells, both corners in it.
package struct SheetRange: Hashable, Sendable {
  package var first: SheetCell
  package var last: SheetCell

  package init(_ first: SheetCell, _ last: SheetCell) {
    self.first = first
    self.last = last
  }

  package init(_ cell: SheetCell) { self.init(cell, cell) }

  /// `B2:F12`.
  package var name: String { first == last ? first.name : "\(first.name):\(last.name)" }
}
