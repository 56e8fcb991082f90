import Formats
import ReportModel

extension TableCell {
  /// Whether the cell holds anything; nearly always its first byte tells.
  var holdsText: Bool {
    guard let first = withBytes({ $0.isEmpty ? nil : $0[0] }) else { return false }
    // Spaces of other scripts begin with C2, E1, E2, E3 or EF.
    if first > 0x20, first < 0x80 || (first >= 0xE4 && first < 0xEF) { return true }
    return !isBlank
  }
}

extension TableCell {
  var place: SourcePosition { SourcePosition(sheet: sheet, line: row, column: column) }
}

extension TableRow {
  /// The first cell that holds something.
  var start: SourcePosition { first { $0.holdsText }?.place ?? place(column: 1) }

  func place(column: Int) -> SourcePosition { SourcePosition(sheet: sheet, line: number, column: column) }
}
