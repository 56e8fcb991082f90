import ReportModel
import TestKit
import Testing

/// A law that random offices are held to: what is wrong with a case, or `nil`.
typealias Law = (RandomCase) throws -> String?

enum LawCheck {
  /// Prints the seed, draws `count` cases and records the first that breaks the law, made as small as it goes.
  static func hold(
    _ count: Int, _ shape: RandomCase.Shape = .init(), sourceLocation: SourceLocation = #_sourceLocation,
    _ law: Law
  ) throws {
    let seed = SeededGenerator.environmentSeed
    print("CENGBAO_SEED=\(seed): \(count) random cases")
    for number in 0..<count {
      let drawn = RandomCase(seed: seed &+ UInt64(number), shape: shape)
      guard try law(drawn) != nil else { continue }
      let small = try shrink(drawn, law)
      let complaint = try law(small) ?? ""
      Issue.record(
        "CENGBAO_SEED=\(seed &+ UInt64(number))\n\(complaint)\n\(small.description)",
        sourceLocation: sourceLocation)
      return
    }
  }

  /// Leaves out quarters, reports, units and figures as long as the law stays broken.
  private static func shrink(_ failing: RandomCase, _ law: Law) throws -> RandomCase {
    var smallest = failing
    var isSmaller = true
    func attempt(_ change: (inout RandomCase) -> Void) throws {
      var candidate = smallest
      change(&candidate)
      if try law(candidate) != nil {
        smallest = candidate
        isSmaller = true
      }
    }
    while isSmaller {
      isSmaller = false
      if smallest.periods.count > 1 {
        try attempt { $0.periods.removeLast() }
      }
      for position in smallest.world.submissions.indices.reversed() {
        try attempt { $0.world.submissions.remove(at: position) }
      }
      for unit in smallest.world.units where unit.code != "P" {
        if smallest.world.units.contains(where: { $0.reportsTo == unit.code }) { continue }
        try attempt { candidate in
          candidate.world.units.removeAll { $0.code == unit.code }
          candidate.world.plans.removeAll { $0.unit == unit.code }
          candidate.world.submissions.removeAll { $0.identity.unit == unit.code }
        }
      }
      for position in smallest.world.plans.indices {
        for indicator in smallest.world.plans[position].indicators {
          try attempt { $0.world.plans[position].indicators.removeAll { $0.id == indicator.id } }
        }
      }
      for position in smallest.world.submissions.indices {
        for observation in smallest.world.submissions[position].observations {
          try attempt {
            $0.world.submissions[position].observations.removeAll { $0.indicator == observation.indicator }
          }
        }
      }
    }
    return smallest
  }
}

extension RandomCase: CustomStringConvertible {
  var description: String {
    var lines = ["last period \(last)"]
    for unit in world.units {
      lines.append("\(unit.code) \(unit.level.rawValue) under \(unit.reportsTo?.rawValue ?? "nobody")")
    }
    for plan in world.plans {
      lines.append("\(plan.id) of \(plan.unit)")
      for indicator in plan.indicators {
        lines.append(
          "  \(indicator.id) \(indicator.measure) \(indicator.timeFunction) \(indicator.kind) \(indicator.unitFunction) basis \(indicator.basis) within \(indicator.withinUnit) owners \(indicator.dataOwners) by \(indicator.reportedBy) asked \(indicator.asked) carry \(indicator.carry) part of \(indicator.partOf?.rawValue ?? "–")"
        )
      }
      for entry in plan.crosswalk?.entries ?? [] {
        lines.append(
          "  \(entry.indicator) → \(entry.to) \(entry.relation) × \(entry.factor?.description ?? "–")")
      }
    }
    for submission in world.submissions.sorted(by: { $0.identity < $1.identity }) {
      let figures = submission.observations.map { observation in
        let items = observation.values.items.map {
          "\($0.rawValue) \(observation.values[$0]?.description ?? "")"
        }
        return
          "\(observation.indicator) \(observation.status.rawValue)\(observation.isProvisional ? "?" : "") \(items.joined(separator: " "))"
      }
      lines.append(
        "\(submission.identity.period) \(submission.identity.unit) \(submission.identity.scope) r\(submission.revision) \(submission.mode) \(submission.outcome): \(figures.joined(separator: "; "))"
      )
    }
    return lines.joined(separator: "\n")
  }
}
