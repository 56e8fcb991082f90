import Findings
import ReportModel
import Synchronization

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

/// 重算所需：what one step of a run has to read.
package struct RecomputationNeeds: Sendable {
  package var period: Period
  /// Versions in force whose figures are needed, by number.
  package var versions: [Int64] = []
  /// Those of them whose words are needed too; of the others they are only named.
  package var versionsWithWords: Set<Int64> = []
  package var contents: Set<UnitPeriod> = []
  package var outputs: Set<UnitPeriod> = []
}

/// 分头去做：runs a piece of work once for every number below a count, in any order and at the same time if it likes.
package typealias Workers = (_ count: Int, _ work: @Sendable (Int) -> Void) -> Void

/// 逐步结果：what one step of a run came to.
package struct RecomputedStep: Sendable {
  /// To be kept, in no case more than was worked out.
  package var fresh: [FreshWorkings] = []
  /// Areas of the quarter itself, subordinates before their superiors.
  package var shown: [ShownArea] = []
  package var computed: [ComputedFigure] = []
}

/// 单位成果：what is shown of one area.
package struct ShownArea: Sendable {
  package var unit: OrgUnitCode
  /// 来历: areas with the same one, on the same basis, show the same.
  package var madeFrom: Fingerprint
  /// It was shown before just like this.
  package var isUnchanged: Bool
  /// Where it compiles a roll-up.
  package var compiled: CompiledRollUp?
  /// Its roll-up of the period before, for comparison: figures and progress only.
  package var previous: RollUp?
  /// As above of the same quarter a year before, as far as its workings are kept.
  package var lastYear: RollUp?
  package var base: [BaseRow]
}

/// 新底稿：workings to be kept, with what they were made from.
package struct FreshWorkings: Sendable {
  package var place: UnitPeriod
  package var madeFrom: Fingerprint
  package var packed: PackedWorkings
}

/// 重算：rolls a programme up for one quarter, working out again only what is not as it was when it was worked out before.
///
/// Step by step, oldest period first and subordinates before their superiors: `next` says what has to be read, `compute`
/// takes it and gives back what is to be kept and what is to be shown. Of what a step came to only as much is held as the
/// superiors will ask for, so that a nation takes no more room than a province. An area's workings of a quarter are
/// used as they are where they were made from the very versions that are
/// in force now, in this quarter and all before it, in the area and everywhere below (`PeriodTree.Area.madeFrom`).
/// Comparing what is there with what was used needs nobody to mark anything: whatever changes what is in force, an
/// arrival, an officer's decision, a backup that was put back, is seen by the next run.
///
/// Where an area is worked out again, those of its figures are taken over that nothing changed for.
package struct Recomputation: Sendable {
  package let scope: RollUpScope
  /// The quarter that is rolled up.
  package let last: Period
  private let versions: VersionsInForce
  private let onRecord: [UnitPeriod: Fingerprint]
  private let keepsWorkings: Bool
  /// Areas that are to be shown; all of them where it is `nil`.
  private let wanted: Set<OrgUnitCode>?
  private let shownBefore: [OrgUnitCode: Fingerprint]
  private let tellsUnchanged: Bool
  /// Areas that were not shown, or only told of, because they are as they were when they were shown before.
  package private(set) var unchanged: [OrgUnitCode] = []

  private var period: Period
  private var isAtEnd = false
  private var isInPeriod = false
  private var roster: Roster
  private var tree = PeriodTree()
  private var outdated: Set<OrgUnitCode> = []
  /// Areas of this step, by their positions in the tree, and where the next step begins.
  private var step: [Int] = []
  private var position = 0
  /// What areas handed up whose superiors are still to come.
  private var handed: [OrgUnitCode: HandedUp] = [:]
  /// What every area's ledger was made from, and in which workings it stands.
  private var ledgerOrigins: [OrgUnitCode: Fingerprint] = [:]
  private var ledgerPlaces: [OrgUnitCode: UnitPeriod] = [:]
  /// The ledgers that this run moved on itself, where nothing is kept from which they could be had again.
  private var ledgers: [OrgUnitCode: UnitLedger] = [:]
  private var moved: [OrgUnitCode: UnitLedger] = [:]
  /// Who compiled a roll-up in the period before the last, under which plan; the roll-ups themselves as above.
  private var compiledBefore: [OrgUnitCode: PlanID] = [:]
  /// The same of the quarter a year before the last; empty where nothing is known of it.
  private var compiledLastYear: [OrgUnitCode: PlanID] = [:]
  private var ends: [PeriodEnd] = []
  private var previous: [OrgUnitCode: RollUp] = [:]

  /// Reports that one step reads at most, unless a single area has more.
  private static let stepReports = 128
  /// Areas that one step looks at at most.
  private static let stepAreas = 512

  /// - Parameters:
  ///   - end: where every area stands after a quarter before this one; the run goes on from there. From the first quarter on
  ///     where it is `nil`.
  ///   - yearEnd: the same after the quarter a year before this one, where the run begins behind that.
  ///   - inForce: the versions that count, of every period after that up to this one; others are ignored.
  ///   - onRecord: which workings there are under this `basis`, and what each was made from.
  ///   - keepsWorkings: without, what was worked out is not packed, and nothing of it can be asked for later.
  ///   - wanted: areas that are to be shown; all of them where it is `nil`.
  ///   - shownBefore: what areas were made from when they were shown before; those of which that is still so are not shown again.
  ///   - tellsUnchanged: of these, the roll-ups are handed over all the same.
  package init(
    _ period: Period, _ scope: RollUpScope, after end: PeriodEnd? = nil, yearEnd: PeriodEnd? = nil,
    inForce: [VersionInForce],
    onRecord: [UnitPeriod: Fingerprint] = [:], keepsWorkings: Bool = true, wanted: Set<OrgUnitCode>? = nil,
    shownBefore: [OrgUnitCode: Fingerprint] = [:], tellsUnchanged: Bool = false
  ) {
    self.scope = scope
    self.onRecord = onRecord
    self.keepsWorkings = keepsWorkings
    self.wanted = wanted
    self.shownBefore = shownBefore
    self.tellsUnchanged = tellsUnchanged
    last = period
    versions = VersionsInForce(inForce, through: period, units: scope.catalogue.units)
    let first = end?.period.next ?? versions.firstPeriod ?? period
    self.period = first
    if let end {
      ledgerOrigins = end.origins
      ledgerPlaces = end.places
      if end.period == period.previous { compiledBefore = end.compiled }
      if let yearEnd, yearEnd.period == period.sameQuarterOfLastYear, yearEnd.period <= end.period {
        compiledLastYear = yearEnd.compiled
      }
    }
    roster = Roster(scope.catalogue, programme: scope.programme, period: first)
  }

  /// What the next step has to read; `nil` when the quarter is done.
  package mutating func next() -> RecomputationNeeds? {
    while !isAtEnd {
      if !isInPeriod { beginPeriod() }
      if let needs = nextStep() { return needs }
      endPeriod()
    }
    return nil
  }

  private mutating func beginPeriod() {
    isInPeriod = true
    position = 0
    handed = [:]
    moved = [:]
    roster = Roster(scope.catalogue, programme: scope.programme, period: period)
    tree = PeriodTree(roster: roster, root: scope.root, versions: versions, ledgerOrigins: ledgerOrigins)
    outdated = Set(
      tree.areas.filter { area in
        area.insideOf == nil && onRecord[UnitPeriod(area.unit, period)] != area.madeFrom
      }.map(\.unit))
  }

  private mutating func nextStep() -> RecomputationNeeds? {
    var needs = RecomputationNeeds(period: period)
    step = []
    while position < tree.areas.count, step.count < Self.stepAreas,
      needs.versions.count < Self.stepReports
    {
      let area = tree.areas[position]
      // The root's files are the largest by far: alone in its step it has all cores.
      if position == tree.areas.count - 1, !step.isEmpty { break }
      if area.insideOf == nil {
        if isUnchanged(area) { unchanged.append(area.unit) }
        if outdated.contains(area.unit) || isShown(area) {
          step.append(position)
          add(area, to: &needs)
        }
      }
      position += 1
    }
    return step.isEmpty ? nil : needs
  }

  private func add(_ area: PeriodTree.Area, to needs: inout RecomputationNeeds) {
    let place = UnitPeriod(area.unit, period)
    if outdated.contains(area.unit) {
      needs.versions += area.versions
      for report in area.reports {
        if versions.wording(of: report) == nil {
          needs.versionsWithWords.formUnion(versions.numbers(report))
        }
      }
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
    } else {
      needs.outputs.insert(place)
      if area.isCompiling { needs.contents.insert(place) }
    }
    if let before = placeBefore(area) { needs.outputs.insert(before) }
    if let year = placeLastYear(area) { needs.outputs.insert(year) }
  }

  /// Everything of the quarter itself is shown that was not shown before as it is.
  private func isShown(_ area: PeriodTree.Area) -> Bool {
    isOfQuarter(area) && (!isUnchanged(area) || (tellsUnchanged && area.isCompiling))
  }

  private func isUnchanged(_ area: PeriodTree.Area) -> Bool {
    isOfQuarter(area) && shownBefore[area.unit] == area.madeFrom
  }

  private func isOfQuarter(_ area: PeriodTree.Area) -> Bool {
    period == last && !area.isReceived && area.insideOf == nil && (wanted?.contains(area.unit) ?? true)
  }

  /// Where the roll-up of the period before stands.
  private func placeBefore(_ area: PeriodTree.Area) -> UnitPeriod? {
    guard keepsWorkings, isShown(area), !isUnchanged(area), area.isCompiling, compiledBefore[area.unit] != nil
    else { return nil }
    return UnitPeriod(area.unit, last.previous)
  }

  /// Where the roll-up of the same quarter a year before stands, if it is kept: by now it is as it should be, for what was not has
  /// been worked out again before this quarter. Of an area that was inside a received roll-up then, older workings may lie there.
  private func placeLastYear(_ area: PeriodTree.Area) -> UnitPeriod? {
    guard placeBefore(area) != nil, let year = last.sameQuarterOfLastYear, compiledLastYear[area.unit] != nil
    else { return nil }
    return UnitPeriod(area.unit, year)
  }

  private func addLedger(of unit: OrgUnitCode, to needs: inout RecomputationNeeds) {
    guard ledgers[unit] == nil, let place = ledgerPlaces[unit] else { return }
    needs.contents.insert(place)
  }

  /// Of every quarter that was gone through since the last call, where each area stands after it.
  package mutating func takeEnds() -> [PeriodEnd] {
    defer { ends = [] }
    return ends
  }

  /// Works the step out.
  ///
  /// - Parameters:
  ///   - submissions: the versions that were asked for; others do no harm.
  ///   - workings: those that were asked for, among them what earlier steps gave to be kept.
  ///   - workers: areas that do not depend on each other are given to them together.
  /// - Throws: where something that was asked for is lacking or cannot be read; the run is then of no more use.
  package mutating func compute(
    _ submissions: [ReviewedSubmission], workings: [UnitPeriod: PackedWorkings] = [:],
    by workers: Workers = { count, work in for number in 0..<count { work(number) } }
  ) throws(WorkingsUnreadable) -> RecomputedStep {
    let reports = SubmissionIndex(submissions, units: scope.catalogue.units)
    for position in step where outdated.contains(tree.areas[position].unit) {
      guard tree.areas[position].reports.allSatisfy({ reports[$0] != nil }) else {
        throw WorkingsUnreadable()
      }
    }
    var results: [Int: AreaResult] = [:]
    for wave in waves() {
      let run = self
      let outcomes = Mutex<[Int: Result<AreaResult, WorkingsUnreadable>]>([:])
      workers(wave.count) { number in
        let outcome: Result<AreaResult, WorkingsUnreadable>
        do throws(WorkingsUnreadable) {
          outcome = .success(try run.work(run.tree.areas[wave[number]], reports, workings))
        } catch {
          outcome = .failure(error)
        }
        outcomes.withLock { $0[number] = outcome }
      }
      let found = outcomes.withLock { $0 }
      for number in wave.indices {
        guard let result = try found[number]?.get() else { throw WorkingsUnreadable() }
        let area = tree.areas[wave[number]]
        for child in area.children { handed[tree.areas[child].unit] = nil }
        if let handedUp = result.handed { handed[area.unit] = handedUp }
        moved.merge(result.moved) { $1 }
        if !keepsWorkings, period == last.previous, let rollUp = result.compiled?.rollUp {
          previous[area.unit] = rollUp.shownForComparison
        }
        results[wave[number]] = result
      }
    }
    var done = RecomputedStep()
    for position in step {
      guard let result = results[position] else { continue }
      let area = tree.areas[position]
      if let packed = result.packed {
        done.fresh.append(
          FreshWorkings(place: UnitPeriod(area.unit, period), madeFrom: area.madeFrom, packed: packed))
      }
      done.computed += result.computed.map { ComputedFigure(unit: area.unit, indicator: $0, period: period) }
      if isShown(area) {
        done.shown.append(
          ShownArea(
            unit: area.unit, madeFrom: area.madeFrom, isUnchanged: isUnchanged(area),
            compiled: result.compiled, previous: result.previous ?? previous[area.unit],
            lastYear: result.lastYear,
            base: result.base))
      }
    }
    return done
  }

  /// The areas of the step in groups, none of which depends on another of its group or on a later one.
  private func waves() -> [[Int]] {
    var numbers: [Int: Int] = [:]
    var waves: [[Int]] = []
    for position in step {
      let area = tree.areas[position]
      let waits = outdated.contains(area.unit) && !area.isReceived
      let number = (waits ? area.children.compactMap { numbers[$0] }.max() : nil).map { $0 + 1 } ?? 0
      numbers[position] = number
      if waves.count == number { waves.append([]) }
      waves[number].append(position)
    }
    return waves
  }

  /// What one area came to, as far as anybody will ask.
  private struct AreaResult: Sendable {
    var handed: HandedUp?
    var packed: PackedWorkings?
    var compiled: CompiledRollUp?
    var previous: RollUp?
    var lastYear: RollUp?
    var base: [BaseRow] = []
    var computed: [IndicatorID] = []
    var moved: [OrgUnitCode: UnitLedger] = [:]
  }

  private func work(
    _ area: PeriodTree.Area, _ reports: SubmissionIndex, _ kept: [UnitPeriod: PackedWorkings]
  ) throws(WorkingsUnreadable) -> AreaResult {
    var unpacked: [UnitPeriod: Workings.Content] = [:]
    func packed(_ place: UnitPeriod) throws(WorkingsUnreadable) -> PackedWorkings {
      guard let packed = kept[place] else { throw WorkingsUnreadable() }
      return packed
    }
    func content(_ place: UnitPeriod) throws(WorkingsUnreadable) -> Workings.Content {
      if let known = unpacked[place] { return known }
      let content = try packed(place).unpackedContent()
      unpacked[place] = content
      return content
    }
    /// What an area remembers from the periods before.
    func ledger(of unit: OrgUnitCode) throws(WorkingsUnreadable) -> UnitLedger {
      if let moved = ledgers[unit] { return moved }
      guard let place = ledgerPlaces[unit] else { return UnitLedger() }
      let content = try content(place)
      return place.unit == unit ? content.ledger : content.below[unit] ?? UnitLedger()
    }

    let place = UnitPeriod(area.unit, period)
    var result = AreaResult()
    if let before = placeBefore(area), let plan = compiledBefore[area.unit] {
      result.previous = try packed(before).figures(of: area.unit, plan, before.period)
    }
    if let year = placeLastYear(area), let plan = compiledLastYear[area.unit], let packed = kept[year] {
      result.lastYear = try packed.figures(of: area.unit, plan, year.period)
    }
    guard outdated.contains(area.unit) else {
      let shown = Workings(
        content: area.isCompiling ? try content(place) : Workings.Content(),
        output: try packed(place).unpackedOutput())
      result.compiled = shown.rollUp(of: area, in: scope, period: period)
      result.base = shown.output.base
      return result
    }
    var earlier: Workings?
    if onRecord[place] != nil {
      earlier = Workings(content: try content(place), output: try packed(place).unpackedOutput())
    }
    var fold = AreaFold(
      scope: scope, roster: roster, tree: tree, area: area, reports: reports, versions: versions,
      keepsWorkings: keepsWorkings, earlier: earlier, ledger: try ledger(of: area.unit))
    let workings: Workings
    if let rollUp = area.isReceived ? reports.rollUp(area.unit, area.plan, period) : nil {
      var below: [OrgUnitCode: UnitLedger] = [:]
      for inside in tree.areas(below: area) { below[inside.unit] = try ledger(of: inside.unit) }
      workings = fold.received(rollUp, below: below)
      if !keepsWorkings {
        for inside in below.keys { result.moved[inside] = workings.content.below[inside] ?? UnitLedger() }
      }
    } else {
      var children: [AreaFold.Child] = []
      for child in area.children.map({ tree.areas[$0] }) {
        if let theirs = handed[child.unit] {
          children.append(AreaFold.Child(area: child, content: theirs))
        } else {
          let theirs = HandedUp(try content(UnitPeriod(child.unit, period)))
          children.append(AreaFold.Child(area: child, content: theirs))
        }
      }
      workings = fold.compiled(children)
    }
    if keepsWorkings {
      result.packed = PackedWorkings(workings, area.plan.sortedIndicators)
    } else {
      result.moved[area.unit] = workings.content.ledger
    }
    result.handed = HandedUp(workings.content)
    result.computed = fold.computed
    if isShown(area) || (!keepsWorkings && period == last.previous) {
      result.compiled = workings.rollUp(of: area, in: scope, period: period)
      result.base = workings.output.base
    }
    return result
  }

  /// To the next period: an area that there was none of in this one keeps what it remembers.
  private mutating func endPeriod() {
    var compiled: [OrgUnitCode: PlanID] = [:]
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
        if area.isCompiling, !area.isReceived { compiled[area.unit] = area.plan.id }
      }
      ledgerPlaces[area.unit] = UnitPeriod(area.insideOf ?? area.unit, period)
      ledgers[area.unit] = moved[area.unit]
    }
    moved = [:]
    compiledBefore = compiled
    if period == last.sameQuarterOfLastYear { compiledLastYear = compiled }
    if keepsWorkings {
      ends.append(PeriodEnd(period: period, origins: ledgerOrigins, places: ledgerPlaces, compiled: compiled))
    }
    isInPeriod = false
    isAtEnd = period == last
    period = period.next
  }
}

extension RollUp {
  fileprivate var shownForComparison: RollUp {
    RollUp(unit: unit, plan: plan, period: period, observations: observations, progress: progress)
  }
}
