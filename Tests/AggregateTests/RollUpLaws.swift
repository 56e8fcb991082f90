import Aggregate
import ReportModel
import TestKit
import Testing

/// 汇总规律：every law over random trees, plans, states and gaps. `CENGBAO_SEED` draws other cases.
@Suite("Laws of the roll-up")
struct RollUpLaws {
  static let cases = 1000

  @Test("Every figure is what an independent recomputation from the reports says")
  func naiveRecomputation() throws {
    try LawCheck.hold(Self.cases) { drawn in
      let naive = NaiveRecomputation(world: drawn.world, period: drawn.last)
      for rollUp in drawn.world.run(drawn.last).rollUps.map(\.rollUp) {
        guard let plan = drawn.world.plans.first(where: { $0.id == rollUp.plan }) else { continue }
        for indicator in plan.indicators {
          let expected = naive.total(of: rollUp.unit, indicator)
          guard let observation = rollUp.observation(indicator.id) else {
            if expected.values.isEmpty, expected.expected.isEmpty { continue }
            return "\(rollUp.unit) \(indicator.id) is not there; expected \(expected)"
          }
          let actual = NaiveRecomputation.Total(observation)
          if actual != expected {
            return "\(rollUp.unit) \(indicator.id)\nis       \(actual)\nexpected \(expected)"
          }
          let state = observation.rolled?.completeness
          let due: Completeness =
            expected.isPartial ? .partial : expected.provisional.isEmpty ? .complete : .provisional
          if state != due {
            return "\(rollUp.unit) \(indicator.id) is \(String(describing: state)), not \(due)"
          }
        }
      }
      return nil
    }
  }

  @Test("What is called complete is the truth, and no floor exceeds it")
  func completeIsTrue() throws {
    try LawCheck.hold(Self.cases, .init(hasOwnPlans: false, isPlain: true)) { drawn in
      let period = drawn.last
      for rollUp in drawn.world.run(period).rollUps.map(\.rollUp) {
        for observation in rollUp.observations {
          let leaves = drawn.world.units.map(\.code).filter { code in
            code != "P" && drawn.world.catalogue.units.contains(code, under: rollUp.unit)
          }
          let truths = leaves.compactMap {
            drawn.truth[.init(unit: $0, indicator: observation.indicator)]?[period]
          }
          let year = Amount(truths.map(\.year).reduce(0, +))
          let plan = Amount(truths.map(\.plan).reduce(0, +))
          let values = observation.values
          let isComplete = observation.rolled?.completeness == .complete
          // Nothing at all is known where nobody was asked, so there is no figure to be true.
          if isComplete, let stated = values.yearToDate, stated != year,
            observation.rolled?.coverage.expected.isEmpty == false
          {
            return "\(rollUp.unit) \(observation.indicator) year \(stated), in truth \(year)"
          }
          if isComplete, let stated = values.planToDate, stated != plan,
            observation.rolled?.coverage.expected.isEmpty == false
          {
            return "\(rollUp.unit) \(observation.indicator) plan \(stated), in truth \(plan)"
          }
        }
      }
      return nil
    }
  }

  @Test("The order of reports, units and plans is irrelevant")
  func order() throws {
    try LawCheck.hold(Self.cases) { drawn in
      var other = drawn.world
      var generator = SeededGenerator(seed: UInt64(drawn.world.submissions.count))
      other.submissions.shuffle(using: &generator)
      other.units.shuffle(using: &generator)
      other.plans.shuffle(using: &generator)
      return other.run(drawn.last, under: "P") == drawn.world.run(drawn.last)
        ? nil : "another order, another result"
    }
  }

  @Test("A report given twice counts once")
  func twice() throws {
    try LawCheck.hold(Self.cases) { drawn in
      var other = drawn.world
      other.submissions += drawn.world.submissions.reversed()
      return other.run(drawn.last) == drawn.world.run(drawn.last) ? nil : "given twice, counted differently"
    }
  }

  @Test("City by city, then the province, is straight to the province")
  func flattened() throws {
    try LawCheck.hold(Self.cases, .init(hasOwnPlans: false)) { drawn in
      var flat = drawn.world
      flat.units = flat.units.map { unit in
        unit.level == .county ? .unit(unit.code, .county, under: "P") : unit
      }
      for period in [drawn.last] {
        let tall = try drawn.world.rollUp(of: "P", period)
        let broad = try flat.rollUp(of: "P", period)
        if let difference = Self.difference(tall, broad, includingParts: false) { return difference }
        if tall.basis.statusCounts != broad.basis.statusCounts { return "status counts differ" }
      }
      return nil
    }
  }

  @Test("Federated offices get the province's figures that one central office gets")
  func federated() throws {
    try LawCheck.hold(Self.cases, .init(quarters: 1...5)) { drawn in
      try Self.federatedDifference(drawn) { _ in true }
    }
  }

  @Test("Some cities federated and some central is the same again")
  func mixed() throws {
    try LawCheck.hold(Self.cases, .init(quarters: 1...5, cities: 2...3)) { drawn in
      try Self.federatedDifference(drawn) { $0 == "X0" || $0 == "D" }
    }
  }

  @Test("A child that falls silent takes its quarter away and leaves its last known cumulatives")
  func removedReports() throws {
    try LawCheck.hold(Self.cases, .init(quarters: 2...6)) { drawn in
      let child: OrgUnitCode = "X0"
      let period = drawn.last
      let catalogue = drawn.world.catalogue
      var silent = drawn.world
      silent.submissions.removeAll {
        $0.identity.period == period && catalogue.units.contains($0.identity.unit, under: child)
      }
      // Somebody has to have reported before, or there is no history to speak of.
      guard drawn.periods.count > 1 else { return nil }
      let full = try drawn.world.rollUp(of: "P", period)
      let less = try silent.rollUp(of: "P", period)
      let earlier = try drawn.world.rollUp(of: "P", period.previous)
      for observation in less.observations {
        guard let before = full.observation(observation.indicator)?.rolled, let now = observation.rolled,
          let indicator = drawn.world.plans[0].indicator(observation.indicator), indicator.basis == .sum
        else { continue }
        if now.parts.filter({ $0.unit != child }) != before.parts.filter({ $0.unit != child }) {
          return "\(indicator.id): another unit's part changed"
        }
        let part = now.parts.first { $0.unit == child }
        let last = earlier.observation(indicator.id)?.rolled?.parts.first { $0.unit == child }
        let kept = FigureValues(
          yearToDate: period.isFirstOfYear ? nil : last?.values.yearToDate,
          planToDate: last?.values.planToDate)
        if indicator.isFlow, (part?.values ?? .none) != kept {
          return "\(indicator.id): keeps \(part?.values as Any), last known \(kept)"
        }
        if part?.status == .reported { return "\(indicator.id): reported by nobody" }
        // The total is what its parts add up to, whoever fell silent.
        if indicator.unitFunction == .sum || indicator.isRatio {
          for item in FigureItem.allCases {
            let known = now.parts.compactMap { $0.values[item] }
            if observation.values[item] != (known.isEmpty ? nil : Amount.sum(known)) {
              return "\(indicator.id): the parts' \(item) do not add up"
            }
          }
        }
      }
      return nil
    }
  }

  @Test("A child that leaves the tree takes exactly its contribution with it")
  func removedChild() throws {
    try LawCheck.hold(Self.cases) { drawn in
      let child: OrgUnitCode = "X0"
      let catalogue = drawn.world.catalogue
      guard let full = drawn.world.run(drawn.last).rollUp(of: "P"),
        let without = Self.without(child, drawn.world, catalogue).run(drawn.last).rollUp(of: "P")
      else { return nil }
      for indicator in drawn.world.plans[0].indicators where indicator.basis == .sum {
        let before = full.observation(indicator.id)
        let after = without.observation(indicator.id)
        let others = (before?.rolled?.parts ?? []).filter { $0.unit != child }
        if others != after?.rolled?.parts ?? [] { return "\(indicator.id): another unit's part changed" }
        guard indicator.unitFunction == .sum || indicator.isRatio else { continue }
        let part = before?.rolled?.parts.first { $0.unit == child }
        for item in FigureItem.allCases {
          let taken = part?.values[item] ?? .zero
          if before?.values[item] ?? .zero != (after?.values[item] ?? .zero).adding(taken) {
            return "\(indicator.id) \(item): not exactly its contribution"
          }
        }
      }
      return nil
    }
  }

  @Test("A reported zero in the place of a missing figure changes the coverage, never the quarter's sum")
  func missingIsNotZero() throws {
    try LawCheck.hold(Self.cases, .init(hasOwnPlans: false)) { drawn in
      let before = try drawn.world.rollUp(of: "P", drawn.last)
      for indicator in drawn.world.plans[0].indicators
      where indicator.basis == .sum && indicator.isFlow && indicator.unitFunction == .sum {
        guard let was = before.observation(indicator.id),
          let leaf = was.rolled?.coverage.missing.filter({ $0 != "P" }).min()
        else { continue }
        var filled = drawn.world
        let zero = Observation.reported(indicator.id, .flow(0))
        filled.submit(
          .own(leaf, "P-plan", drawn.last, [zero], revision: 9, mode: .supplement))
        let now = try filled.figure(indicator.id, of: "P", drawn.last)
        let coverage = was.rolled?.coverage ?? FigureCoverage()
        if now.values.inPeriod != was.values.inPeriod ?? .zero {
          return "\(indicator.id): the quarter changed"
        }
        if now.coverage.missing != coverage.missing.subtracting([leaf])
          || now.coverage.expected != coverage.expected
        {
          return "\(indicator.id): \(leaf) reported zero, the coverage is \(now.coverage)"
        }
      }
      return nil
    }
  }

  @Test("Ratios are recomputed from the numerators and denominators of everybody who has both")
  func ratios() throws {
    try LawCheck.hold(Self.cases, .init(hasOwnPlans: false)) { drawn in
      let results = drawn.world.run(drawn.last)
      guard let rollUp = results.rollUp(of: "P") else { return nil }
      for indicator in drawn.world.plans[0].indicators where indicator.isRatio && indicator.basis == .sum {
        let rows = results.base.filter { $0.indicator == indicator.id && $0.status == .reported }
        let values = rollUp.observation(indicator.id)?.values ?? .none
        if rows.contains(where: { $0.values.numerator == nil || $0.values.denominator == nil }) {
          return "\(indicator.id): half a ratio counts as reported"
        }
        if values.numerator ?? .zero != Amount.sum(rows.compactMap(\.values.numerator))
          || values.denominator ?? .zero != Amount.sum(rows.compactMap(\.values.denominator))
        {
          return "\(indicator.id): \(values) from \(rows.map(\.values))"
        }
      }
      return nil
    }
  }

  @Test("A later quarter's reports never change an earlier quarter")
  func laterReports() throws {
    try LawCheck.hold(Self.cases, .init(quarters: 2...5)) { drawn in
      let period = drawn.periods.dropLast().last ?? drawn.last
      var earlier = drawn.world
      earlier.submissions.removeAll { $0.identity.period > period }
      return earlier.run(period) == drawn.world.run(period) ? nil : "\(period) changed"
    }
  }
}

extension RollUpLaws {
  private static func without(_ child: OrgUnitCode, _ world: World, _ catalogue: Catalogue) -> World {
    var less = world
    less.units.removeAll { catalogue.units.contains($0.code, under: child) }
    less.plans.removeAll { catalogue.units.contains($0.unit, under: child) }
    less.submissions.removeAll { catalogue.units.contains($0.identity.unit, under: child) }
    return less
  }

  /// Every office below the province that `isFederated` names rolls its own quarters up and sends them; the province
  /// sees nothing else of it.
  private static func federatedDifference(
    _ drawn: RandomCase, _ isFederated: (OrgUnitCode) -> Bool
  ) throws -> String? {
    let catalogue = drawn.world.catalogue
    var federated = drawn.world
    federated.submissions = []
    let children = catalogue.units.areas(below: "P", in: drawn.last).map(\.code)
    for submission in drawn.world.submissions {
      let child = children.first { catalogue.units.contains(submission.identity.unit, under: $0) }
      if let child, isFederated(child), isCompiling(child, drawn) { continue }
      federated.submit(submission)
    }
    for child in children where isFederated(child) && isCompiling(child, drawn) {
      var office = drawn.world
      office.submissions.removeAll { !catalogue.units.contains($0.identity.unit, under: child) }
      for period in drawn.periods {
        let rollUp = try #require(office.run(period, under: child).rollUp(of: child))
        federated.submit(.received(rollUp, catalogue: catalogue))
      }
    }
    let central = try drawn.world.rollUp(of: "P", drawn.last)
    let composed = try federated.rollUp(of: "P", drawn.last)
    if let difference = difference(central, composed, includingParts: true) { return difference }
    if central.sideFigures != composed.sideFigures { return "side figures differ" }
    if central.basis.statusCounts != composed.basis.statusCounts { return "status counts differ" }
    if central.basis.missingUnits != composed.basis.missingUnits {
      return "missing units \(central.basis.missingUnits) centrally, \(composed.basis.missingUnits) federated"
    }
    if central.paragraphs != composed.paragraphs { return "paragraphs differ" }
    return nil
  }

  private static func isCompiling(_ unit: OrgUnitCode, _ drawn: RandomCase) -> Bool {
    Roster(drawn.world.catalogue, programme: .sample, period: drawn.last).isCompiling(unit)
  }

  private static func difference(_ left: RollUp, _ right: RollUp, includingParts: Bool) -> String? {
    let indicators = Set((left.observations + right.observations).map(\.indicator)).sorted()
    for indicator in indicators {
      // Without its reconciliation a figure that nobody was asked for is nothing.
      func observation(in rollUp: RollUp) -> Observation? {
        rollUp.observation(indicator).flatMap {
          !includingParts && $0.values.isEmpty && $0.rolled?.coverage.expected.isEmpty == true ? nil : $0
        }
      }
      if observation(in: left) == nil, observation(in: right) == nil { continue }
      guard var one = observation(in: left), var other = observation(in: right) else {
        return "\(indicator) is only in one of the two"
      }
      if !includingParts {
        one.rolled?.parts = []
        one.rolled?.reconciliation = nil
        other.rolled?.parts = []
        other.rolled?.reconciliation = nil
      }
      if one != other {
        return
          "\(indicator)\none   \(NaiveRecomputation.Total(one)) \(one.rolled?.parts ?? [])\nother \(NaiveRecomputation.Total(other)) \(other.rolled?.parts ?? [])"
      }
    }
    return nil
  }
}

extension NaiveRecomputation.Total {
  init(_ observation: Observation) {
    let coverage = observation.rolled?.coverage ?? FigureCoverage()
    self.init(
      values: observation.values, status: observation.status, expected: coverage.expected,
      missing: coverage.missing, notApplicable: coverage.notApplicable, provisional: coverage.provisional,
      isPartial: observation.rolled?.completeness == .partial, estimated: observation.rolled?.estimated)
  }
}
