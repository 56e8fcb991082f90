import ReportModel

extension Amount {
  /// As people read it: rounded half up, thousands separated, no padding zeros: `12,345.68`.
  func printed(decimals: Int) -> String { grouped(rounded(toDecimals: decimals).description) }

  /// As `printed`, with exactly `decimals` places.
  func printedFixed(decimals: Int) -> String {
    grouped(rounded(toDecimals: decimals).fixed(decimals: decimals))
  }

  private func grouped(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
    let whole = Array(parts.first ?? "0")
    var result = isNegative ? "-" : ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return parts.count > 1 ? result + "." + parts[1] : result
  }
}

extension Quotient {
  /// A percentage with exactly `decimals` places: `86.2%`.
  func printed(decimals: Int) -> String { percent(decimals: decimals).printedFixed(decimals: decimals) + "%" }
}
