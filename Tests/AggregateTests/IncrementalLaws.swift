import Aggregate
import ReportModel
import TestKit
import Testing

/// 增量汇总规律：whatever is corrected, and in whatever order quarters are run, what is taken over from earlier runs is what
/// would be worked out again.
@Suite("Laws of working out again only what changed")
struct IncrementalLaws {
  @Test("After any corrections a run that takes over what it kept is the run from scratch")
  func incrementalIsFull() throws {
    try LawCheck.hold(RollUpLaws.cases, .init(quarters: 1...6)) { drawn in
      var office = KeptOffice(drawn.world)
      var corrections = Corrections(drawn)
      _ = try office.run(drawn.last, corrections.catalogue)
      for number in 1...3 {
        for _ in 1...corrections.number(1...2) { corrections.correct(&office.world) }
        // Sometimes an earlier quarter is run, and the later ones wait.
        let period = corrections.number(1...3) == 1 ? corrections.period : drawn.last
        let incremental = try office.run(period, corrections.catalogue)
        let full = office.world.run(period, under: nil, corrections.catalogue)
        if let difference = Self.difference(incremental.rollUps, full) {
          return "run \(number) of \(period): \(difference)\n\(corrections.log.joined(separator: "\n"))"
        }
        if let place = try Self.differentWorkings(office, period, corrections.catalogue) {
          return
            "run \(number) of \(period) keeps something else of \(place)\n\(corrections.log.joined(separator: "\n"))"
        }
        var fresh = office.fresh
        if try fresh.run(period, corrections.catalogue).lastYear != incremental.lastYear {
          return "run \(number) of \(period): the year before\n\(corrections.log.joined(separator: "\n"))"
        }
        let again = try office.run(period, corrections.catalogue)
        if again.rollUps != full { return "run \(number) again, another result" }
        if !again.computed.isEmpty || again.readVersions > 0 || !again.shown.isEmpty {
          return "run \(number) again worked out \(again.computed), showed \(again.shown)"
        }
      }
      return nil
    }
  }

  @Test("Workings that went lost are made again, and nothing older takes their place")
  func lostWorkings() throws {
    try LawCheck.hold(300, .init(quarters: 2...6)) { drawn in
      var office = KeptOffice(drawn.world)
      var corrections = Corrections(drawn)
      for _ in 1...2 {
        _ = try office.run(drawn.last, corrections.catalogue)
        corrections.correct(&office.world)
        for place in office.kept.keys.sorted() where corrections.number(1...3) == 1 { office.forget(place) }
        let incremental = try office.run(drawn.last, corrections.catalogue)
        let full = office.world.run(drawn.last, under: nil, corrections.catalogue)
        if let difference = Self.difference(incremental.rollUps, full) { return difference }
      }
      return nil
    }
  }

  @Test("What is worked out lies in the corrected unit and above it, from the corrected quarter on")
  func onlyAncestors() throws {
    try LawCheck.hold(RollUpLaws.cases, .init(quarters: 1...6)) { drawn in
      var office = KeptOffice(drawn.world)
      let catalogue = drawn.world.catalogue
      _ = try office.run(drawn.last, catalogue)
      var corrections = Corrections(drawn)
      // The only version in the first quarter may be what makes it the first.
      guard let corrected = corrections.replaceOne(&office.world) else { return nil }
      let area =
        catalogue.units[corrected.identity.unit]?.level == .department
        ? catalogue.units[corrected.identity.unit]?.reportsTo : corrected.identity.unit
      let run = try office.run(drawn.last, catalogue)
      for figure in run.computed {
        guard let area, catalogue.units.contains(area, under: figure.unit) else {
          return "\(figure) was worked out, \(corrected.identity) corrected"
        }
        if figure.period < corrected.identity.period {
          return "\(figure) was worked out, \(corrected.identity) corrected"
        }
      }
      return nil
    }
  }

  /// The first place of which an office that starts now would keep other bytes: what is not seen in this quarter may be in
  /// the next.
  private static func differentWorkings(
    _ office: KeptOffice, _ period: Period, _ catalogue: Catalogue
  ) throws -> UnitPeriod? {
    var fresh = office.fresh
    _ = try fresh.run(period, catalogue)
    return fresh.kept.keys.sorted().first { fresh.kept[$0]?.packed != office.kept[$0]?.packed }
  }

  static func difference(_ incremental: QuarterRollUps, _ full: QuarterRollUps) -> String? {
    if incremental == full { return nil }
    for (one, other) in zip(incremental.rollUps, full.rollUps) where one != other {
      if one.findings != other.findings { return "findings of \(one.rollUp.unit)" }
      for (left, right) in zip(one.rollUp.observations, other.rollUp.observations) where left != right {
        return "\(one.rollUp.unit) \(left.indicator)\nincremental \(left)\nfull        \(right)"
      }
      if one.rollUp.progress != other.rollUp.progress { return "progress of \(one.rollUp.unit)" }
      return "\(one.rollUp.unit) beside its figures"
    }
    if incremental.base != full.base { return "base rows" }
    if incremental.previous != full.previous { return "the quarter before" }
    return "other roll-ups"
  }
}

/// Random corrections of a drawn office.
struct Corrections {
  private let drawn: RandomCase
  private(set) var catalogue: Catalogue
  private var generator: SeededGenerator
  private(set) var log: [String] = []
  private var revision = 10

  init(_ drawn: RandomCase) {
    self.drawn = drawn
    catalogue = drawn.world.catalogue
    generator = SeededGenerator(
      seed: UInt64(drawn.world.submissions.count * 1009 + drawn.world.units.count * 31 + drawn.periods.count))
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  var period: Period {
    mutating get { drawn.periods.randomElement(using: &generator) ?? drawn.last }
  }

  mutating func correct(_ world: inout World) {
    revision += 1
    switch number(0...11) {
    case 0...3: _ = replaceOne(&world)
    case 4...5: addOne(&world)
    case 6: withdraw(&world)
    case 7...9: sendRollUp(&world)
    case 10: withdrawRollUp(&world)
    default: exempt()
    }
  }

  /// A new version of a report with one figure changed, added or left out, or with other words only.
  mutating func replaceOne(_ world: inout World) -> ReviewedSubmission? {
    guard
      var submission = world.submissions.filter({ $0.outcome.counts && $0.identity.scope == .own })
        .sorted(by: { ($0.identity, $0.revision) < ($1.identity, $1.revision) })
        .randomElement(using: &generator)
    else { return nil }
    revision += 1
    submission.revision = revision
    submission.digest += "-\(revision)"
    if let position = submission.observations.indices.randomElement(using: &generator) {
      switch number(0...4) {
      case 0: submission.observations.remove(at: position)
      case 1: submission.outcome = submission.outcome == .accepted ? .questions : .accepted
      case 2:
        submission.paragraphs.append(
          SourceParagraph(
            unit: submission.identity.unit, plan: submission.identity.plan, task: nil, kind: .summary,
            text: "\(revision)"))
      default:
        let items = submission.observations[position].values.items
        if let item = items.randomElement(using: &generator) {
          submission.observations[position].values[item] = Amount(number(0...60))
        }
      }
    }
    log.append("replaced \(submission.identity)")
    world.submissions.append(submission)
    return submission
  }

  private mutating func addOne(_ world: inout World) {
    guard let unit = drawn.world.units.randomElement(using: &generator),
      let plan = Roster(catalogue, programme: .sample, period: period).planForReport(of: unit.code)
    else { return }
    // Now and then a quarter before the first one that anybody reported.
    let period = number(1...12) == 1 ? (drawn.periods.first ?? .earliest).previous : self.period
    let observations = plan.indicators.filter { _ in number(0...2) > 0 }.map { indicator -> Observation in
      if number(0...6) == 0 { return .notApplicable(indicator.id) }
      let amount = Amount(number(0...30))
      if indicator.isRatio { return .reported(indicator.id, .ratio(amount, 30)) }
      return .reported(indicator.id, indicator.isFlow ? .flow(amount) : .stock(amount))
    }
    log.append("added \(unit.code) \(period)")
    world.submissions.append(
      .own(unit.code, plan.id, period, observations, revision: revision, isLate: number(0...3) == 0))
  }

  private mutating func withdraw(_ world: inout World) {
    guard let identity = world.submissions.map(\.identity).sorted().randomElement(using: &generator) else {
      return
    }
    log.append("withdrew \(identity)")
    world.submissions.removeAll { $0.identity == identity }
  }

  private mutating func withdrawRollUp(_ world: inout World) {
    let identities = world.submissions.map(\.identity).filter { $0.scope == .rollup }.sorted()
    guard let identity = identities.randomElement(using: &generator) else { return }
    log.append("withdrew \(identity)")
    world.submissions.removeAll { $0.identity == identity }
  }

  /// An area's roll-up comes, as its own office made it or with another figure; it may stand beside the leaves.
  private mutating func sendRollUp(_ world: inout World) {
    let period = self.period
    let roster = Roster(catalogue, programme: .sample, period: period)
    let areas = roster.compilingUnits(under: "P").filter { $0 != "P" }
    guard let area = areas.randomElement(using: &generator),
      let rollUp = world.run(period, under: area, catalogue).rollUp(of: area)
    else { return }
    var received = ReviewedSubmission.received(rollUp, catalogue: catalogue)
    received.revision = revision
    received.digest += "-\(revision)"
    if number(0...1) == 0, let position = received.observations.indices.randomElement(using: &generator),
      let item = received.observations[position].values.items.randomElement(using: &generator)
    {
      received.observations[position].values[item] = Amount(number(0...90))
    }
    log.append("roll-up of \(area) \(period)")
    world.submissions.append(received)
  }

  private mutating func exempt() {
    guard let unit = drawn.world.units.randomElement(using: &generator) else { return }
    let duty = Decisions.Duty(unit: unit.code, period: period)
    if catalogue.decisions.exemptions.remove(duty) == nil { catalogue.decisions.exemptions.insert(duty) }
    log.append("exempt \(duty)")
  }
}
