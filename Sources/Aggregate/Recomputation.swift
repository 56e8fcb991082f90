import Findings
import ReportModel

/// 已算指标：one figure that a run worked out, rather than taking it over.
package struct ComputedFigure: Hashable, Sendable {
  package var unit: OrgUnitCode
  package var indicator: IndicatorID
  package var period: Period
  package init(unit: OrgUnitCode, indicator: IndicatorID, period: Period) {
    self.unit = unit
    self.indicator = indicator
    self.period = period
  }
}

/// 重算所需：what one period of a run has to read.
package struct RecomputationNeeds: Sendable {
  package var period: Period
  /// Versions in force whose figures are needed, by number.
  package var versions: [Int64] = []
  package var contents: Set<UnitPeriod> = []
  package var outputs: Set<UnitPeriod> = []
}

/// 新底稿：workings to be kept, with what they were made from.
package struct FreshWorkings: Sendable {
  package var place: UnitPeriod
  package var madeFrom: Fingerprint
  package var packed: PackedWorkings
}

/// 重算：rolls a programme up for one quarter, working out again only what is not as it was when it was worked out before.
///
/// Period by period, oldest first: `next` says what has to be read, `compute` takes it and gives back what is to be
/// kept. An area's workings of a quarter are used as they are where they were made from the very versions that are
/// in force now, in this quarter and all before it, in the area and everywhere below (`PeriodTree.Area.madeFrom`).
/// Comparing what is there with what was used needs nobody to mark anything: whatever changes what is in force, an
/// arrival, an officer's decision, a backup that was put back, is seen by the next run.
///
/// Where an area is worked out again, those of its figures are taken over that nothing changed for.
package struct Recomputation {
  package let scope: RollUpScope
  /// The quarter that is rolled up.
  package let last: Period
  private let versions: VersionsInForce
  private let onRecord: [UnitPeriod: Fingerprint]
  private let keepsWorkings: Bool

  private var period: Period
  private var isAtEnd = false
  private var tree = PeriodTree()
  private var outdated: Set<OrgUnitCode> = []
  /// What every area's ledger was made from, and in which workings it stands.
  private var ledgerOrigins: [OrgUnitCode: Fingerprint] = [:]
  private var ledgerPlaces: [OrgUnitCode: UnitPeriod] = [:]
  /// The ledgers that this run moved on itself.
  private var ledgers: [OrgUnitCode: UnitLedger] = [:]

  package private(set) var computed: [ComputedFigure] = []
  private var rollUps: [CompiledRollUp] = []
  private var previous: [RollUp] = []
  private var base: [BaseRow] = []

  /// - Parameters:
  ///   - inForce: the versions that count, of every period up to this one; later ones are ignored.
  ///   - onRecord: which workings there are under this `basis`, and what each was made from.
  package init(
    _ period: Period, _ scope: RollUpScope, inForce: [VersionInForce],
    onRecord: [UnitPeriod: Fingerprint] = [:], keepsWorkings: Bool = true
  ) {
    self.scope = scope
    self.onRecord = onRecord
    self.keepsWorkings = keepsWorkings
    last = period
    versions = VersionsInForce(inForce, through: period, units: scope.catalogue.units)
    self.period = versions.firstPeriod ?? period
  }

  /// What the next period has to read; `nil` when the quarter itself is done.
  package mutating func next() -> RecomputationNeeds? {
    guard !isAtEnd else { return nil }
    tree = PeriodTree(
      roster: Roster(scope.catalogue, programme: scope.programme, period: period), root: scope.root,
      versions: versions, ledgerOrigins: ledgerOrigins)
    outdated = Set(
      tree.areas.filter { area in
        area.insideOf == nil && onRecord[UnitPeriod(area.unit, period)] != area.madeFrom
      }.map(\.unit))
    var needs = RecomputationNeeds(period: period)
    for area in tree.areas where area.insideOf == nil {
      let place = UnitPeriod(area.unit, period)
      if outdated.contains(area.unit) {
        needs.versions += area.versions
        if onRecord[place] != nil {
          needs.contents.insert(place)
          needs.outputs.insert(place)
        }
        addLedger(of: area.unit, to: &needs)
        if area.isReceived {
          for below in tree.areas(below: area) { addLedger(of: below.unit, to: &needs) }
        } else {
          for child in area.children.map({ tree.areas[$0] }) where !outdated.contains(child.unit) {
            needs.contents.insert(UnitPeriod(child.unit, period))
          }
        }
      } else if isShown(area) {
        needs.outputs.insert(place)
        if area.isCompiling, !area.isReceived { needs.contents.insert(place) }
      }
    }
    return needs
  }

  /// Everything of the quarter itself is shown, and the roll-ups of the one before.
  private func isShown(_ area: PeriodTree.Area) -> Bool {
    if area.isReceived { return false }
    return period == last || (period.next == last && area.isCompiling)
  }

  private func addLedger(of unit: OrgUnitCode, to needs: inout RecomputationNeeds) {
    guard ledgers[unit] == nil, let place = ledgerPlaces[unit] else { return }
    needs.contents.insert(place)
  }

  /// Works the period out.
  ///
  /// - Parameters:
  ///   - submissions: the versions that were asked for; others do no harm.
  ///   - workings: those that were asked for.
  /// - Returns: what is to be kept, in no case more than was worked out.
  /// - Throws: where something that was asked for is lacking or cannot be read; the run is then of no more use.
  package mutating func compute(
    _ submissions: [ReviewedSubmission], workings: [UnitPeriod: PackedWorkings]
  ) throws(WorkingsUnreadable) -> [FreshWorkings] {
    let reports = SubmissionIndex(submissions, units: scope.catalogue.units)
    for area in tree.areas where outdated.contains(area.unit) {
      guard area.reports.allSatisfy({ reports[$0] != nil }) else { throw WorkingsUnreadable() }
    }
    var contents: [UnitPeriod: Workings.Content] = [:]
    return try work(reports) { (place, part) throws(WorkingsUnreadable) in
      guard let packed = workings[place] else { throw WorkingsUnreadable() }
      var found = Workings()
      if part != .output {
        if let known = contents[place] {
          found.content = known
        } else {
          found.content = try packed.unpackedContent()
          contents[place] = found.content
        }
      }
      if part != .content { found.output = try packed.unpackedOutput() }
      return found
    }
  }

  /// The same where nothing is on record.
  mutating func compute(_ submissions: [ReviewedSubmission]) -> [FreshWorkings] {
    work(SubmissionIndex(submissions, units: scope.catalogue.units)) { (_, _) in Workings() }
  }

  private enum Part { case content, output, both }

  private mutating func work<Failure: Error>(
    _ reports: SubmissionIndex, kept: (UnitPeriod, Part) throws(Failure) -> Workings
  ) throws(Failure) -> [FreshWorkings] {
    let roster = Roster(scope.catalogue, programme: scope.programme, period: period)
    var fresh: [FreshWorkings] = []
    var now: [OrgUnitCode: Workings.Content] = [:]
    var moved: [OrgUnitCode: UnitLedger] = [:]
    for area in tree.areas where area.insideOf == nil {
      let place = UnitPeriod(area.unit, period)
      guard outdated.contains(area.unit) else {
        if isShown(area) { show(area, try kept(place, area.isCompiling ? .both : .output)) }
        continue
      }
      var fold = AreaFold(
        scope: scope, roster: roster, tree: tree, area: area, reports: reports, versions: versions,
        keepsWorkings: keepsWorkings, earlier: onRecord[place] == nil ? nil : try kept(place, .both),
        ledger: try ledger(of: area.unit, kept))
      let result: Workings
      if let rollUp = area.isReceived ? reports.rollUp(area.unit, area.plan, period) : nil {
        var below: [OrgUnitCode: UnitLedger] = [:]
        for inside in tree.areas(below: area) { below[inside.unit] = try ledger(of: inside.unit, kept) }
        result = fold.received(rollUp, below: below)
        for inside in below.keys { moved[inside] = result.content.below[inside] ?? UnitLedger() }
      } else {
        var children: [AreaFold.Child] = []
        for child in area.children.map({ tree.areas[$0] }) {
          if let content = now[child.unit] {
            children.append(AreaFold.Child(area: child, content: content))
          } else {
            let content = try kept(UnitPeriod(child.unit, period), .content).content
            children.append(AreaFold.Child(area: child, content: content))
          }
        }
        result = fold.compiled(children)
      }
      moved[area.unit] = result.content.ledger
      computed += fold.computed.map { ComputedFigure(unit: area.unit, indicator: $0, period: period) }
      if keepsWorkings {
        fresh.append(FreshWorkings(place: place, madeFrom: area.madeFrom, packed: PackedWorkings(result)))
      }
      if isShown(area) { show(area, result) }
      now[area.unit] = result.content
    }
    moveOn(moved)
    return fresh
  }

  private mutating func show(_ area: PeriodTree.Area, _ workings: Workings) {
    let compiled = workings.rollUp(of: area, in: scope, period: period)
    if period == last {
      base += workings.output.base
      if let compiled { rollUps.append(compiled) }
    } else if let compiled {
      previous.append(compiled.rollUp)
    }
  }

  /// What an area remembers from the periods before.
  private func ledger<Failure: Error>(
    of unit: OrgUnitCode, _ kept: (UnitPeriod, Part) throws(Failure) -> Workings
  ) throws(Failure) -> UnitLedger {
    if let moved = ledgers[unit] { return moved }
    guard let place = ledgerPlaces[unit] else { return UnitLedger() }
    let content = try kept(place, .content).content
    return place.unit == unit ? content.ledger : content.below[unit] ?? UnitLedger()
  }

  /// To the next period: an area that there was none of in this one keeps what it remembers.
  private mutating func moveOn(_ moved: [OrgUnitCode: UnitLedger]) {
    var received: [OrgUnitCode: [Int64]] = [:]
    for area in tree.areas where area.isReceived { received[area.unit] = area.versions }
    for area in tree.areas {
      if let above = area.insideOf {
        // Its own reports do not count; what the roll-up above says of it does.
        var origin = Fingerprint()
        for number in received[above] ?? [] { origin.add(UInt64(bitPattern: number)) }
        origin.add(ledgerOrigins[area.unit] ?? Fingerprint())
        ledgerOrigins[area.unit] = origin
      } else {
        ledgerOrigins[area.unit] = area.madeFrom
      }
      ledgerPlaces[area.unit] = UnitPeriod(area.insideOf ?? area.unit, period)
      ledgers[area.unit] = moved[area.unit]
    }
    isAtEnd = period == last
    period = period.next
  }

  /// The quarter, once `next` has come to its end.
  ///
  /// - Parameter revisions: the revision that each unit's roll-up is to carry; 1 where none is named.
  package func result(revisions: [OrgUnitCode: Int] = [:]) -> QuarterRollUps {
    var result = QuarterRollUps(rollUps: rollUps, base: base, previous: previous)
    for position in result.rollUps.indices {
      result.rollUps[position].rollUp.revision = revisions[result.rollUps[position].rollUp.unit] ?? 1
    }
    for position in result.previous.indices {
      result.previous[position].revision = revisions[result.previous[position].unit] ?? 1
    }
    return result
  }
}
