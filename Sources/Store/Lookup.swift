import Findings
import GRDB
import ReportModel

extension Register {
  /// The version in force of a report, without its figures.
  package func entryInForce(_ identity: SubmissionIdentity) throws(StoreFault) -> RegisteredSubmission? {
    try read { try RegisteredSubmission.inForce($0, identity) }
  }

  /// The version in force that these very bytes made, which is then acknowledged with its receipt. Bytes that were
  /// superseded or returned are not found: they are a new submission.
  package func entryInForce(
    withDigest digest: String, identity: SubmissionIdentity? = nil
  ) throws(StoreFault) -> RegisteredSubmission? {
    // Or they say the same, in other bytes, as the version in force.
    try list("digest = ? AND (isInForce OR equalTo IN (SELECT id FROM submission WHERE isInForce))", [digest])
      .first { identity == nil || $0.identity == identity }
  }

  /// 最高版次: of all versions of a report that ever counted, sent back or not.
  static let highestRevisionSQL = """
    SELECT max(revision) FROM submission
    WHERE unit = ? AND plan = ? AND period = ? AND scope = ? AND outcome IN ('accepted', 'questions')
    """

  /// One version by its number.
  package func entry(_ id: EntryID) throws(StoreFault) -> RegisteredSubmission? {
    try list("id = ?", [id.rawValue]).first
  }

  /// Every version that these bytes made, oldest first: a start after a crash asks here what was recorded already.
  package func entries(withDigest digest: String) throws(StoreFault) -> [RegisteredSubmission] {
    try list("digest = ?", [digest])
  }

  /// How often these bytes were answered, by digest; what never was is left out.
  package func answerCounts(of digests: [String]) throws(StoreFault) -> [String: Int] {
    try read { database in
      let statement = try database.cachedStatement(sql: "SELECT count(*) FROM submission WHERE digest = ?")
      var counts: [String: Int] = [:]
      for digest in digests {
        let count = try Int.fetchOne(statement, arguments: [digest]) ?? 0
        if count > 0 { counts[digest] = count }
      }
      return counts
    }
  }

  /// Every version of a period, oldest first; of all periods and of none, where `period` is `nil`.
  package func entries(in period: Period?) throws(StoreFault) -> [RegisteredSubmission] {
    guard let period else { return try list("1", []) }
    return try list("period = ?", [period.description])
  }

  package func hasEntries(in period: Period) throws(StoreFault) -> Bool {
    try read { database in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM submission WHERE period = ?)",
        arguments: [period.description]
      ) ?? false
    }
  }

  private func list(
    _ condition: String, _ arguments: StatementArguments
  ) throws(StoreFault) -> [RegisteredSubmission] {
    try read { try RegisteredSubmission.all($0, where: condition, arguments) }
  }

  /// The exact bytes of the receipt that was given.
  package func renderedReceipt(of id: EntryID) throws(StoreFault) -> RenderedReceipt? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT xml, html FROM receipt WHERE submission = ?", arguments: [id.rawValue]
      ).map { RenderedReceipt(xml: $0.bytes("xml"), html: $0.bytes("html")) }
    }
  }

  /// The receipt as a value, for showing it again or rendering it anew.
  package func receipt(of id: EntryID) throws(StoreFault) -> Receipt? {
    try read { database in
      func rows(_ sql: String) throws -> [Row] {
        try Row.fetchAll(database, sql: sql, arguments: [id.rawValue])
      }
      guard
        let entry = try RegisteredSubmission.all(database, where: "id = ?", [id.rawValue]).first,
        let row = try rows(
          """
          SELECT unitName, planTitle, receiver, receiverName, names, ruleCatalogue, journalSequence, journalHash, decision,
            officer, reason, decidedAt, sheets FROM receipt WHERE submission = ?
          """
        ).first
      else { return nil }
      var receipt = Receipt(
        fileName: entry.fileName, outcome: entry.outcome, digest: entry.digest, unit: entry.unit,
        unitName: row["unitName"], plan: entry.plan, planTitle: row["planTitle"], period: entry.period,
        scope: entry.scope, revision: entry.revision, mode: entry.mode,
        receivedAt: entry.receivedAt.seconds, isLate: entry.isLate, channel: entry.channel,
        receiver: try row.requiredCode("receiver"), receiverName: row["receiverName"],
        figureCount: entry.figureCount, names: try row.texts("names"), ruleCatalogue: row["ruleCatalogue"])
      if let sequence: Int = row["journalSequence"], let hash: String = row["journalHash"] {
        receipt.journal = JournalMark(sequence: sequence, hash: hash)
      }
      if let kind: OfficerDecision.Kind = try row.termIfPresent("decision") {
        receipt.decision = OfficerDecision(
          kind: kind, officer: row["officer"] ?? "", reason: row["reason"] ?? "",
          at: Instant(seconds: row["decidedAt"] ?? 0))
      }
      receipt.sheets = try row.jsonIfPresent("sheets") ?? []
      receipt.findings = try rows("SELECT * FROM finding WHERE submission = ? ORDER BY position").map { row in
        Finding(
          code: row["code"], severity: try row.term("severity"),
          place: Place(
            SourcePosition(sheet: row["sheet"], line: row["line"], column: row["column"]),
            unit: row.code("unit"),
            task: row["task"],
            indicator: row["indicator"], value: row["value"]), facts: try row.texts("facts"))
      }
      for row in try rows("SELECT code, count FROM findingCount WHERE submission = ?") {
        receipt.counts[row["code"]] = row["count"]
      }
      receipt.repairs = try rows("SELECT * FROM repair WHERE submission = ? ORDER BY position").map { row in
        Repair(
          code: row["code"],
          position: SourcePosition(sheet: row["sheet"], line: row["line"], column: row["column"]),
          value: row["value"], readAs: row["readAs"])
      }
      receipt.changes = try rows("SELECT * FROM figureChange WHERE submission = ? ORDER BY position").map {
        row in
        FigureChange(
          task: try row.requiredCode("task"), indicator: try row.requiredCode("indicator"),
          item: try row.term("item"), before: try row.amount("before"), after: try row.amount("after"))
      }
      return receipt
    }
  }
}

extension RegisteredSubmission {
  /// Those of which a condition holds, oldest first.
  static func all(
    _ database: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [RegisteredSubmission] {
    var found: [RegisteredSubmission] = []
    let selection = try BulkSelection(
      database, "SELECT \(columns) FROM submission WHERE \(condition) ORDER BY id")
    try selection.forEach(arguments: arguments) { found.append(try RegisteredSubmission($0)) }
    return found
  }

  static func inForce(
    _ database: Database, _ identity: SubmissionIdentity
  ) throws -> RegisteredSubmission? {
    try all(
      database, where: "isInForce AND unit = ? AND plan = ? AND period = ? AND scope = ?", place(identity)
    ).first
  }

  static func place(_ identity: SubmissionIdentity) -> StatementArguments {
    [
      identity.unit.rawValue, identity.plan.rawValue, identity.period.description, identity.scope.rawValue,
    ]
  }
}
