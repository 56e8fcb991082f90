import Aggregate
import Export
import Findings
import ReportModel
import Spool
import Store
import Validate

// Every roll-up on record is computed again from what was in force when it was made.
extension Verification {
  /// 当时: what a roll-up was made under.
  private struct Moment {
    var catalogue: Catalogue
    var inForce: [RegisteredSubmission]
  }

  mutating func checkRollUps() throws(PipelineFault) {
    let entries = record.entries.filter { $0.note.event == .rolledUp }
    var newest: [RollUpKey: (record: RollUpRecord, sequence: Int)] = [:]
    for (rollUp, entry) in zip(record.rollUps, entries) {
      newest[RollUpKey(rollUp)] = (rollUp, entry.sequence)
    }
    report.counts[.rollUps] = newest.count
    let current: LoadedCatalogue?
    do throws(PipelineFault) {
      current = try Office.loadCatalogue(workspace.schemas)
    } catch {
      current = nil
      report.add(
        Discrepancy(.catalogueUnusable, "Schemas", ["zh": error.chinese, "en": error.english]))
    }
    var computed: [String: QuarterRollUps] = [:]
    for (_, (rollUp, sequence)) in newest.sorted(by: { $0.key < $1.key }) {
      let file = checkFile(of: rollUp)
      let version = catalogueDigest(before: sequence)
      let facts = [
        "unit": rollUp.unit.rawValue, "revision": String(rollUp.revision),
        "period": rollUp.period.description,
      ]
      let place = "Outbox/\(rollUp.period)/\(rollUp.fileName)"
      var loaded = current
      if let version {
        // A version that is not there was told already.
        guard case .whole(let kept) = shelf.version(version) else { continue }
        loaded = kept
      }
      guard let loaded else { continue }
      let then = moment(at: sequence, loaded.catalogue)
      let made = try digest(
        of: rollUp, at: then, key: key(rollUp.period, before: sequence, loaded), &computed)
      if made != rollUp.digest {
        report.add(
          Discrepancy(try reason(rollUp, then, file, isVersionKnown: version != nil, loaded), place, facts))
        continue
      }
      // A quarter that was sent is not asked for again because a plan was edited since.
      let isSent = record.dispatches.contains { $0.digest == rollUp.digest }
      guard let current, hasChanged(since: sequence, rollUp.period) || (version != current.digest && !isSent)
      else { continue }
      let now = moment(at: Int.max, current.catalogue)
      let key = key(rollUp.period, before: Int.max, current)
      if try digest(of: rollUp, at: now, key: key, &computed) != rollUp.digest {
        report.add(Discrepancy(.rollUpOutdated, place, facts))
      }
    }
    // Where nobody can say what is in force, there is nothing to compare.
    let isClear = !report.differences.contains {
      [.schemaDiffers, .succession, .versionsInForce].contains($0.kind)
    }
    if isClear, let current, let period = newest.keys.map(\.period).max() {
      try checkWorkings(period, current, &computed)
    }
  }

  /// 底稿: what earlier runs kept gives the same as everything from the beginning.
  private mutating func checkWorkings(
    _ period: Period, _ current: LoadedCatalogue, _ computed: inout [String: QuarterRollUps]
  ) throws(PipelineFault) {
    let now = moment(at: Int.max, current.catalogue)
    let office = Office(
      workspace: workspace, loaded: current, decisions: now.catalogue.decisions, register: register,
      clock: Clock(fixed: nil))
    for programme in office.programmes {
      guard let plan = office.catalogue.plan(of: workspace.unit, in: programme),
        period >= plan.firstPeriod, period <= plan.lastPeriod
      else { continue }
      let full = try fullRollUp(
        programme, period, now, key: key(period, before: Int.max, current), &computed)
      var kept = try office.rollUp(programme, period)
      // What was sent gave them revisions, which are no part of the sums.
      for index in kept.rollUps.indices { kept.rollUps[index].rollUp.revision = 1 }
      for index in kept.previous.indices { kept.previous[index].revision = 1 }
      if kept != full {
        report.add(
          Discrepancy(
            .workingsDiffer, "register.sqlite workings",
            ["programme": programme.rawValue, "period": period.description]))
      }
    }
  }

  private struct RollUpKey: Hashable, Comparable {
    var period: Period
    var unit: OrgUnitCode
    var plan: PlanID

    init(_ rollUp: RollUpRecord) {
      period = rollUp.period
      unit = rollUp.unit
      plan = rollUp.plan
    }

    static func < (left: RollUpKey, right: RollUpKey) -> Bool {
      (left.period, left.unit, left.plan) < (right.period, right.unit, right.plan)
    }
  }

  /// - Returns: the file's bytes where they are the ones on record.
  private mutating func checkFile(of rollUp: RollUpRecord) -> [UInt8]? {
    let place = "Outbox/\(rollUp.period)/\(rollUp.fileName)"
    let facts = ["period": rollUp.period.description]
    guard let bytes = try? readBounded(workspace.outbox(rollUp.period).appending(rollUp.fileName)) else {
      report.add(Discrepancy(.rollUpFileMissing, place, facts))
      return nil
    }
    guard Spool.digest(of: bytes) == rollUp.digest else {
      report.add(Discrepancy(.rollUpFileChanged, place, facts))
      return nil
    }
    return bytes
  }

  /// Why a roll-up cannot be made again byte for byte.
  private func reason(
    _ rollUp: RollUpRecord, _ then: Moment, _ file: [UInt8]?, isVersionKnown: Bool, _ loaded: LoadedCatalogue
  ) throws(PipelineFault) -> Discrepancy.Kind {
    if let file, let read = try? loaded.reader.read(file, fileName: rollUp.fileName),
      let rules = read.draft?.basis?.ruleCatalogue, rules != ruleCatalogueVersion
    {
      return .rollUpOfAnotherProgram
    }
    return isVersionKnown ? .rollUpDiffers : .rollUpCatalogueUnknown
  }

  // MARK: What was in force

  private func catalogueDigest(before sequence: Int) -> String? {
    record.entries.last { $0.sequence < sequence && $0.note.event == .catalogue }?.note.digest
  }

  /// Roll-ups of a quarter between the same two changes were made from the same.
  private func key(_ period: Period, before sequence: Int, _ loaded: LoadedCatalogue) -> String {
    let last = record.entries.last {
      $0.sequence < sequence && $0.note.event.changesTotals && $0.note.period.map { $0 <= period } ?? true
    }
    return "\(period) \(last?.sequence ?? 0) \(loaded.digest)"
  }

  private func hasChanged(since sequence: Int, _ period: Period) -> Bool {
    record.entries.contains { entry in
      entry.sequence > sequence && entry.note.event.changesTotals
        && entry.note.period.map { $0 <= period } ?? true
    }
  }

  private func moment(at sequence: Int, _ catalogue: Catalogue) -> Moment {
    let sequences = record.sequences
    var catalogue = catalogue
    catalogue.decisions = Decisions(
      record.entries.filter { $0.sequence < sequence && Decisions.events.contains($0.note.event) })
    let inForce = record.submissions.filter { row in
      guard row.outcome.counts, row.equalTo == nil, record.reviewed.contains(row.id),
        let recorded = sequences[row.id], recorded < sequence
      else { return false }
      guard let successor = row.supersededBy, let replaced = sequences[successor] else { return true }
      return replaced > sequence
    }
    return Moment(catalogue: catalogue, inForce: inForce)
  }

  private func digest(
    of record: RollUpRecord, at moment: Moment, key: String, _ computed: inout [String: QuarterRollUps]
  ) throws(PipelineFault) -> String? {
    let catalogue = moment.catalogue
    guard let programme = catalogue.plan(record.plan)?.programme,
      catalogue.plan(of: record.unit, in: programme)?.id == record.plan
    else { return nil }
    let result = try fullRollUp(programme, record.period, moment, key: key, &computed)
    guard var rollUp = result.rollUp(of: record.unit) else { return nil }
    rollUp.revision = record.revision
    return Spool.digest(of: renderRollUp(rollUp, catalogue: catalogue).bytes)
  }

  /// Everything from the beginning, without what earlier runs kept.
  private func fullRollUp(
    _ programme: ProgrammeID, _ period: Period, _ moment: Moment, key: String,
    _ computed: inout [String: QuarterRollUps]
  ) throws(PipelineFault) -> QuarterRollUps {
    let key = "\(key) \(programme)"
    if let known = computed[key] { return known }
    let catalogue = moment.catalogue
    let plans = Set(catalogue.plans.filter { $0.programme == programme }.map(\.id))
    let meant = moment.inForce.filter { row in
      row.period.map { $0 <= period } ?? false && row.plan.map { plans.contains($0) } ?? false
    }
    let submissions = try registered { () throws(StoreFault) in
      try register.submissions(of: meant.map(\.id))
    }
    let result = rollUpQuarter(
      period, of: programme, under: workspace.unit, catalogue: catalogue, submissions: submissions,
      ruleCatalogue: ruleCatalogueVersion)
    computed[key] = result
    return result
  }
}

extension JournalEvent {
  /// Whether a total may be another one after such an entry.
  fileprivate var changesTotals: Bool {
    switch self {
    case .accepted, .questions, .superseded, .exempted, .extended, .confirmed, .asked,
      .returned:
      true
    default: false
    }
  }
}
