import ReportModel

extension Amount {
  /// As people read it: rounded half up, thousands separated, no padding zeros: `12,345.68`.
  func printed(decimals: Int) -> String { grouped(rounded(toDecimals: decimals).description) }

  /// As `printed`, with exactly `decimals` places.
  func printedFixed(decimals: Int) -> String {
    grouped(rounded(toDecimals: decimals).fixed(decimals: decimals))
  }

  private func grouped(_ text: String) -> String {
    let bytes = text.utf8
    let sign = bytes.first == UInt8(ascii: "-") ? 1 : 0
    let whole = bytes.dropFirst(sign).prefix { $0 != UInt8(ascii: ".") }.count
    guard whole > 3 else { return text }
    var grouped = ""
    grouped.reserveCapacity(text.utf8.count + whole / 3)
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let left = sign + whole - index
      if index > sign, left > 0, left % 3 == 0 { grouped.append(",") }
      grouped.unicodeScalars.append(scalar)
    }
    return grouped
  }
}

extension Quotient {
  /// A percentage with exactly `decimals` places: `86.2%`.
  func printed(decimals: Int) -> String { percent(decimals: decimals).printedFixed(decimals: decimals) + "%" }
}
