/// 计量单位：how a figure is counted. 人 and 人次 are different dimensions and never convert.
package struct MeasureUnit: Sendable, Hashable {
  package let symbol: String
  package let dimension: String
  /// The unit is `10^powerOfTen` of the dimension's base (万元 is 4 where 元 is 0).
  package let powerOfTen: Int

  package init(symbol: String, dimension: String, powerOfTen: Int) {
    self.symbol = symbol
    self.dimension = dimension
    self.powerOfTen = powerOfTen
  }
}

/// 计量单位表：the measure units an office knows, and exact conversion between those of one dimension.
package struct MeasureTable: Sendable {
  package let units: [String: MeasureUnit]

  package init(_ units: [MeasureUnit]) {
    self.units = Dictionary(units.map { ($0.symbol, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether figures typed in `from` can be read as `to`.
  package func converts(_ from: String, to: String) -> Bool { shift(from, to: to) != nil }

  /// The decimal shift from one unit to the other; `nil` when they do not convert.
  package func shift(_ from: String, to: String) -> Int? {
    if from == to { return 0 }
    guard let source = units[from], let target = units[to], source.dimension == target.dimension else {
      return nil
    }
    return source.powerOfTen - target.powerOfTen
  }
}
