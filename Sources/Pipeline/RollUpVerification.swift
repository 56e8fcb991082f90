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
    var sent: [JournalEntry]
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
      let state = stateNumber(before: sequence)
      let made = try digest(
        of: rollUp, at: then, key: "\(rollUp.period) \(state) \(version ?? "")", &computed)
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
      if try digest(of: rollUp, at: now, key: "\(rollUp.period) now", &computed) != rollUp.digest {
        report.add(Discrepancy(.rollUpOutdated, place, facts))
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

  /// Roll-ups between the same two changes were made from the same.
  private func stateNumber(before sequence: Int) -> Int {
    record.entries.last { $0.sequence < sequence && $0.note.event.changesTotals }?.sequence ?? 0
  }

  private func hasChanged(since sequence: Int, _ period: Period) -> Bool {
    record.entries.contains { entry in
      entry.sequence > sequence && entry.note.event.changesTotals && entry.note.event != .dispatched
        && entry.note.event != .catalogue && entry.note.period.map { $0 <= period } ?? true
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
    return Moment(
      catalogue: catalogue, inForce: inForce,
      sent: record.entries.filter { $0.sequence < sequence }.standingDispatches)
  }

  private func digest(
    of record: RollUpRecord, at moment: Moment, key: String, _ computed: inout [String: QuarterRollUps]
  ) throws(PipelineFault) -> String? {
    let catalogue = moment.catalogue
    guard let programme = catalogue.plan(record.plan)?.programme,
      catalogue.plan(of: record.unit, in: programme)?.id == record.plan
    else { return nil }
    let key = "\(key) \(programme)"
    let result: QuarterRollUps
    if let known = computed[key] {
      result = known
    } else {
      result = try fullRollUp(programme, record.period, moment)
      computed[key] = result
    }
    guard var rollUp = result.rollUp(of: record.unit) else { return nil }
    rollUp.revision = record.revision
    return Spool.digest(of: renderRollUp(rollUp, catalogue: catalogue).bytes)
  }

  /// Everything from the beginning, without what earlier runs kept.
  private func fullRollUp(
    _ programme: ProgrammeID, _ period: Period, _ moment: Moment
  ) throws(PipelineFault) -> QuarterRollUps {
    let catalogue = moment.catalogue
    let plans = Set(catalogue.plans.filter { $0.programme == programme }.map(\.id))
    let meant = moment.inForce.filter { row in
      row.period.map { $0 <= period } ?? false && row.plan.map { plans.contains($0) } ?? false
    }
    let submissions = try registered { () throws(StoreFault) in
      try register.submissions(of: meant.map(\.id))
    }
    var revisions: [OrgUnitCode: Int] = [:]
    let roster = Roster(catalogue, programme: programme, period: period)
    for unit in roster.compilingUnits(under: workspace.unit) {
      guard let plan = catalogue.plan(of: unit, in: programme) else { continue }
      let sent = Set(
        moment.sent.map(\.note).filter { $0.unit == unit && $0.plan == plan.id && $0.period == period }.map(
          \.revision))
      revisions[unit] = max(1, sent.count)
    }
    return rollUpQuarter(
      period, of: programme, under: workspace.unit, catalogue: catalogue, submissions: submissions,
      revisions: revisions, ruleCatalogue: ruleCatalogueVersion)
  }
}

extension JournalEvent {
  /// Whether a total may be another one after such an entry.
  fileprivate var changesTotals: Bool {
    switch self {
    case .accepted, .questions, .superseded, .exempted, .extended, .confirmed, .dispatched, .withdrawn,
      .catalogue:
      true
    default: false
    }
  }
}
