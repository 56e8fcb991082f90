/// 单元格地址：`F12` as numbers, and areas such as `A2:A5`.
struct CellReference: Hashable {
  static let lastRow = 1_048_576
  static let lastColumn = 16_384

  /// From 1.
  var row: Int
  var column: Int

  /// `nil` for what is no address on a sheet.
  init?(_ text: some Sequence<UInt8>) {
    (row, column) = (0, 0)
    for byte in text {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      // Absolute addresses stand in areas of names only.
      default: return nil
      }
      guard row <= Self.lastRow, column <= Self.lastColumn else { return nil }
    }
    guard row > 0, column > 0 else { return nil }
  }
}

/// 合并区域：cells that are shown as one; the first of them holds what is shown.
package struct MergedArea: Sendable, Hashable {
  package var rows: ClosedRange<Int>
  package var columns: ClosedRange<Int>

  /// Reads `A2:A5`.
  init?(_ text: some Sequence<UInt8>) {
    let parts = Array(text).split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, let first = CellReference(parts[0]), let last = CellReference(parts[1]),
      first.row <= last.row, first.column <= last.column
    else { return nil }
    rows = first.row...last.row
    columns = first.column...last.column
  }
}
