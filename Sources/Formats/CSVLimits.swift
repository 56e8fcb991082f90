/// CSV上限：how large a table may be.
package struct CSVLimits: Hashable, Sendable {
  /// Bytes of the whole file, at most 1 GiB.
  package var fileBytes: Int
  package var rowCount: Int
  /// Cells of one row.
  package var cellCount: Int
  /// Bytes of one cell.
  package var cellBytes: Int

  package init(
    fileBytes: Int = 64 << 20, rowCount: Int = 200_000, cellCount: Int = 1_000, cellBytes: Int = 1 << 20
  ) {
    self.fileBytes = fileBytes
    self.rowCount = rowCount
    self.cellCount = cellCount
    self.cellBytes = cellBytes
  }
}
