import ReportModel

extension Amount {
  /// As people read it: rounded half up, thousands separated, no padding zeros: `12,345.68`.
  func printed(decimals: Int) -> String { text { appendPrinted(to: &$0, decimals: decimals) } }

  /// As `printed`, with exactly `decimals` places.
  func printedFixed(decimals: Int) -> String { text { appendPrintedFixed(to: &$0, decimals: decimals) } }

  func appendPrinted(to bytes: inout [UInt8], decimals: Int) {
    rounded(toDecimals: decimals).appendGrouped(to: &bytes, decimals: 0)
  }

  func appendPrintedFixed(to bytes: inout [UInt8], decimals: Int) {
    rounded(toDecimals: decimals).appendGrouped(to: &bytes, decimals: decimals)
  }

  private func text(_ append: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    append(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func appendGrouped(to bytes: inout [UInt8], decimals: Int) {
    let first = bytes.count + (isNegative ? 1 : 0)
    append(to: &bytes, decimals: decimals)
    // From the right, so that what is inserted moves nothing that is still to be looked at.
    var position = bytes[first...].firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    while position - first > 3 {
      position -= 3
      bytes.insert(UInt8(ascii: ","), at: position)
    }
  }
}

extension Quotient {
  /// A percentage with exactly `decimals` places: `86.2%`.
  func printed(decimals: Int) -> String { percent(decimals: decimals).printedFixed(decimals: decimals) + "%" }
}
