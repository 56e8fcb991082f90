import Formats

extension CSVCell {
  /// Whether the cell holds anything; nearly always its first byte tells.
  var holdsText: Bool {
    guard let first = withBytes({ $0.isEmpty ? nil : $0[0] }) else { return false }
    // Spaces of other scripts begin with C2, E1, E2, E3 or EF.
    if first > 0x20, first < 0x80 || (first >= 0xE4 && first < 0xEF) { return true }
    return !isBlank
  }
}
