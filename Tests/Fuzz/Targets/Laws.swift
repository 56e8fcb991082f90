import Findings

/// 不变规律：what must hold whatever the bytes are, and which of it did not.
package struct Laws {
  package private(set) var broken: [String] = []

  mutating func require(_ holds: Bool, _ law: @autoclosure () -> String) {
    if !holds { broken.append(law()) }
  }

  /// Every finding can be put into words in both languages, and no more are listed than were counted.
  mutating func requireWords(for findings: [Finding], counts: [RuleCode: Int]? = nil, in sheets: RuleSheets) {
    var listed: [RuleCode: Int] = [:]
    for finding in findings {
      listed[finding.code, default: 0] += 1
      guard let sheet = sheets[finding.code] else {
        broken.append("\(finding.code) has no sheet")
        continue
      }
      for template in [sheet.message, sheet.remedy, sheet.messageEN, sheet.remedyEN] {
        for slot in Self.slots(of: template) where !Self.isFilled(slot, in: finding) {
          broken.append("\(finding.code) leaves {\(slot)} empty: \(finding.place) \(finding.facts)")
        }
      }
      require(
        finding.place.position.line >= 0 && finding.place.position.column >= 0, "a place before the file")
    }
    guard let counts else { return }
    for (code, number) in listed {
      require(number <= counts[code] ?? 0, "\(code): \(number) listed, \(counts[code] ?? 0) counted")
    }
    for code in counts.keys { require(sheets[code] != nil, "\(code) is counted and has no sheet") }
  }

  private static func slots(of template: String) -> [String] {
    template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { piece in
      String(piece.prefix { $0 != "}" })
    }
  }

  private static func isFilled(_ slot: String, in finding: Finding) -> Bool {
    if finding.facts[slot] != nil { return true }
    return switch slot {
    case "value": finding.place.value != nil
    case "task": finding.place.task != nil
    case "indicator": finding.place.indicator != nil
    default: false
    }
  }
}
