import Findings
import ReportModel

/// 问题收集：collects what a file's reading brings to light, within bounds.
///
/// Why bounded: a hostile file of a million bad cells must not become a million findings; what is left out is
/// counted.
struct FindingLog {
  /// Details kept for each rule, of findings and of repairs.
  static let detailLimit = 1_000
  /// Characters of a cell that a finding quotes.
  static let quoteLimit = 60

  private(set) var findings: [Finding] = []
  private(set) var counts: [RuleCode: Int] = [:]
  private(set) var repairs: [Repair] = []
  private var repairCounts: [RuleCode: Int] = [:]

  mutating func note(
    _ sheet: RuleSheet, at position: SourcePosition = .none, task: String? = nil, indicator: String? = nil,
    value: String? = nil, _ facts: Facts = [:]
  ) {
    counts[sheet.code, default: 0] += 1
    guard counts[sheet.code, default: 0] <= Self.detailLimit else { return }
    let place = Place(
      position, task: task.map(Self.quote), indicator: indicator.map(Self.quote), value: value.map(Self.quote)
    )
    findings.append(Finding(sheet, at: place, facts))
  }

  /// Takes back what was noted under a rule, for lines that turned out to be something else.
  mutating func forget(_ sheet: RuleSheet) {
    findings.removeAll { $0.code == sheet.code }
    repairs.removeAll { $0.code == sheet.code }
    counts[sheet.code] = nil
    repairCounts[sheet.code] = nil
  }

  mutating func repair(_ sheet: RuleSheet, at position: SourcePosition, value: String, readAs: String) {
    repairCounts[sheet.code, default: 0] += 1
    guard repairCounts[sheet.code, default: 0] <= Self.detailLimit else { return }
    repairs.append(
      Repair(
        code: sheet.code, position: position, value: Self.quote(value), readAs: Self.quote(readAs)))
  }

  /// A cell as a finding quotes it: on one line and not longer than needed to find it.
  static func quote(_ text: String) -> String {
    var line = String(text.prefix(quoteLimit + 1))
    if line.count > quoteLimit { line = line.prefix(quoteLimit) + "…" }
    if line.utf8.contains(where: { $0 < 0x20 }) {
      line = String(line.map { $0.unicodeScalars.contains { $0.value < 0x20 } ? " " : $0 })
    }
    return line
  }

  var findingsInOrder: [Finding] { findings.sorted(by: Finding.inFileOrder) }

  var repairsInOrder: [Repair] {
    repairs.sorted { ($0.position, $0.code, $0.value) < ($1.position, $1.code, $1.value) }
  }
}
