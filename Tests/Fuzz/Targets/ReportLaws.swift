import Export
import Findings
import Formats
import Ingest
import ReportModel
import Validate

extension FuzzGround {
  /// Wednesday after the third quarter of 2024, when the sample reports arrive.
  private static let receivedAt: Int64 = 1_728_464_400

  /// Reads a report, checks it as a first version and as a later one, and writes its receipts.
  ///
  /// What takes long and rarely tells anything is done for a quarter of the inputs, whose bytes decide.
  func checkReport(_ bytes: [UInt8], _ laws: inout Laws) throws {
    let reading = try reader.read(bytes, fileName: "样表")
    let share = bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFF } % 4
    if share == 0 { try requireSameReading(bytes, reading, &laws) }
    laws.requireWords(for: reading.findings, counts: reading.counts, in: sheets)
    guard let draft = reading.draft else {
      laws.require(!reading.findings.isEmpty, "neither a draft nor a finding")
      try checkReceipt(of: reading, identification: nil, review: nil, withPages: share == 1, &laws)
      return
    }
    requireNothingLost(draft, reading.findings, &laws)

    let identification = identify(draft, in: catalogue)
    if share == 0 {
      laws.require(identification == identify(draft, in: catalogue), "identified differently the second time")
    }
    laws.requireWords(for: identification.findings, in: sheets)
    guard let identity = identification.identity, let plan = catalogue.plan(identity.plan) else {
      laws.require(
        !reading.findings.isEmpty || !identification.findings.isEmpty,
        "not identified, and no finding says so")
      try checkReceipt(of: reading, identification: identification, review: nil, withPages: share == 1, &laws)
      return
    }
    var context = ValidationContext(
      catalogue: catalogue, roster: roster(plan.programme, identity.period), plan: plan, identity: identity,
      workspaceUnit: "610700", channel: .openInbox, digest: Self.digest, receivedAt: Self.receivedAt)
    let findings = reading.findings + identification.findings
    let first = review(draft, ingestFindings: findings, in: context)
    check(first, &laws)
    try checkReceipt(of: reading, identification: identification, review: first, withPages: share == 1, &laws)

    // The same report as its own past: last quarter it said the same, and it has come before.
    guard let submission = first.submission else { return }
    var past = submission
    past.identity = SubmissionIdentity(
      unit: identity.unit, plan: identity.plan, period: identity.period.previous, scope: identity.scope)
    let history = unitHistory(of: [past], through: identity.period.previous, plan: plan)
    context.history = history.states
    context.recentQuarters = history.recentQuarters
    context.inForce = submission
    context.lastRevision = submission.revision
    let later = review(draft, ingestFindings: findings, in: context)
    if share == 0 {
      laws.require(
        later == review(draft, ingestFindings: findings, in: context), "reviewed differently the second time")
    }
    check(later, &laws)
    laws.require(later.changes.isEmpty, "a report differs from itself: \(later.changes)")
    try checkReceipt(of: reading, identification: identification, review: later, withPages: share == 2, &laws)
  }

  private static let digest = String(repeating: "0", count: 64)

  private func roster(_ programme: ProgrammeID, _ period: Period) -> Roster {
    let key = "\(programme) \(period)"
    if let known = rosters[key] { return known }
    // A fuzzer asks for more periods than there will ever be.
    if rosters.count > 64 { rosters = [:] }
    let roster = Roster(catalogue, programme: programme, period: period)
    rosters[key] = roster
    return roster
  }

  private func requireSameReading(_ bytes: [UInt8], _ reading: ReadResult, _ laws: inout Laws) throws {
    let again = try reader.read(bytes, fileName: "样表")
    laws.require(
      reading.findings == again.findings && reading.counts == again.counts
        && reading.draft?.repairs == again.draft?.repairs && reading.encoding == again.encoding,
      "the same bytes are read differently the second time")
  }

  /// A value that was typed is read, or refused by name; it never just disappears.
  private func requireNothingLost(_ draft: SubmissionDraft, _ findings: [Finding], _ laws: inout Laws) {
    for figure in draft.tasks.flatMap(\.figures) {
      for cell in figure.cells.cells
      where figure.values[cell.item] == nil && figure.status != .notApplicable {
        laws.require(
          findings.contains { $0.severity != .note },
          "“\(cell.typed.text)” in \(cell.item) is gone and nothing says so")
      }
    }
  }

  private func check(_ review: Review, _ laws: inout Laws) {
    laws.requireWords(for: review.findings, counts: review.counts, in: sheets)
    laws.require(
      review.outcome.counts == (review.submission != nil), "\(review.outcome) and the submission disagree")
    laws.require(
      review.findings.contains { $0.severity == .hard } == (review.outcome == .returned),
      "\(review.outcome) and the hard findings disagree")
    laws.require(
      review.findings == review.findings.sorted(by: Finding.inFileOrder), "findings out of file order")
    for repair in review.repairs {
      laws.require(sheets[repair.code] != nil, "the repair \(repair.code) has no sheet")
    }
  }

  /// The receipt, whatever the sender typed, is a valid document that says the same when it is read.
  private func checkReceipt(
    of reading: ReadResult, identification: Identification?, review: Review?, withPages: Bool,
    _ laws: inout Laws
  ) throws {
    let findings =
      review?.findings
      ?? (reading.findings + (identification?.findings ?? [])).sorted(by: Finding.inFileOrder)
    var counts: [RuleCode: Int] = review?.counts ?? [:]
    if review == nil { for finding in findings { counts[finding.code, default: 0] += 1 } }
    counts.merge(reading.counts) { max($0, $1) }
    let unit = identification?.unit
    let receipt = Receipt(
      fileName: "样表", outcome: review?.outcome ?? identification?.outcome ?? .unreadable,
      digest: Self.digest, unit: unit, unitName: unit.map { catalogue.units.name(of: $0) },
      plan: identification?.plan, planTitle: identification?.plan.flatMap { catalogue.plan($0)?.title },
      period: identification?.period, scope: identification?.scope,
      revision: review?.submission?.revision, mode: reading.draft?.mode ?? .replace,
      receivedAt: Self.receivedAt, channel: .openInbox, receiver: "610700", receiverName: "汉中市",
      figureCount: review?.figureCount ?? 0, findings: findings, counts: counts,
      repairs: (identification?.repairs ?? []) + (review?.repairs ?? reading.draft?.repairs ?? []),
      changes: review?.changes ?? [], ruleCatalogue: ruleCatalogueVersion)
    let bytes = renderReceipt(receipt, sheets: sheets).bytes
    switch try readXML(bytes, schema: compiledReceiptSchema) {
    case .refused(let problem): laws.require(false, "the receipt is no document: \(problem)")
    case .read(_, let violations):
      laws.require(
        violations.isEmpty, "the receipt breaks its schema: \(violations.items.first?.message ?? "")")
    }
    let summary = readReceipt(bytes, schema: nil)
    laws.require(
      summary?.outcome == receipt.outcome, "the receipt is read as \(summary?.outcome.rawValue ?? "nothing")")
    laws.require(summary?.findings.count == findings.count, "the receipt loses findings")
    for language in withPages ? Language.allCases : [] {
      laws.require(
        !renderReceiptPage(receipt, sheets: sheets, language: language).bytes.isEmpty, "the page is empty")
    }
  }
}
