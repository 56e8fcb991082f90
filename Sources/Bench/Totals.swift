import Foundation

/// 全国合计：the nation's totals of every indicator, in hundredths. Counted here from the formulas the reports are made
/// with, and read from what the measured programs made of the reports: a run that lost a figure is worth no number.
struct Totals: Equatable {
  struct Sums: Equatable {
    var inPeriod = 0
    var yearToDate = 0
    var planToDate = 0
    var atEnd = 0
  }

  private(set) var byIndicator: [String: Sums] = [:]

  /// `versions` are the counties that were corrected.
  init(_ tree: NationalTree, _ quarter: Int, versions: [Int: Int] = [:]) {
    for (number, unit) in tree.counties.enumerated() {
      let report = NationalReport(
        county: number, unit: unit, quarter: quarter, version: versions[number] ?? 1)
      for task in NationalPlan.tasks {
        for kind in NationalPlan.Kind.allCases {
          let scale = kind == .money ? 1 : 100
          let indicator = NationalPlan.indicator(task, kind)
          if kind == .stock {
            byIndicator[indicator, default: Sums()].atEnd += report.stock(task) * scale
          } else {
            let flows = report.flows(task, kind)
            byIndicator[indicator, default: Sums()].inPeriod += flows.inPeriod * scale
            byIndicator[indicator, default: Sums()].yearToDate += flows.yearToDate * scale
            byIndicator[indicator, default: Sums()].planToDate += flows.planToDate * scale
          }
        }
      }
    }
  }

  /// The nation's own rows in the table which the program put into the Outbox.
  init(outbox table: URL) throws {
    for line in try String(contentsOf: table, encoding: .utf8).split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: ",", maxSplits: 16, omittingEmptySubsequences: false)
      guard cells.count > 16, cells[8] == NationalTree.root, cells[10] == "合计" else { continue }
      byIndicator[String(cells[5])] = try Self.sums(cells[12...15])
    }
  }

  /// That an answer of `explain` about the nation holds the total of an indicator that is counted.
  func check(_ answer: ChildProcess, _ indicator: String) throws {
    let printed = try answer.printed
    let total = (byIndicator[indicator]?.inPeriod ?? 0) / 100
    guard printed.replacingOccurrences(of: ",", with: "").contains("本期数 \(total) ") else {
      throw BenchFailure("explain does not say \(total):\n\(printed.prefix(2_000))")
    }
  }

  /// What a peer printed: the indicator and its four sums.
  init(printed text: String) throws {
    for line in text.split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == 5 else { throw BenchFailure("Not a total: \(line)") }
      byIndicator[String(cells[0])] = try Self.sums(cells[1...])
    }
  }

  private static func sums(_ cells: ArraySlice<Substring>) throws -> Sums {
    let values = try cells.map { cell throws -> Int in
      if cell.isEmpty { return 0 }
      let parts = cell.split(separator: ".")
      let decimals = parts.count == 2 ? parts[1] : ""
      guard parts.count <= 2, decimals.count <= 2, let whole = Int(parts[0]),
        let hundredths = Int(decimals + String(repeating: "0", count: 2 - decimals.count))
      else { throw BenchFailure("Not a figure: \(cell)") }
      return whole * 100 + hundredths
    }
    return Sums(inPeriod: values[0], yearToDate: values[1], planToDate: values[2], atEnd: values[3])
  }

  /// Says which indicator differs.
  func agree(with expected: Totals, _ who: String) throws {
    for (indicator, sums) in expected.byIndicator.sorted(by: { $0.key < $1.key })
    where byIndicator[indicator] != sums {
      let own = byIndicator[indicator].map { "\($0)" } ?? "missing"
      throw BenchFailure("\(who): \(indicator) should be \(sums) and is \(own), in hundredths")
    }
    guard byIndicator.count == expected.byIndicator.count else {
      throw BenchFailure("\(who): \(byIndicator.count) indicators instead of \(expected.byIndicator.count)")
    }
  }
}
