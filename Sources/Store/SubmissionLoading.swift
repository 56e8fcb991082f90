import Findings
import GRDB
import ReportModel

extension Register {
  /// The version in force of a report, with its figures.
  package func inForce(_ identity: SubmissionIdentity) throws(StoreFault) -> ReviewedSubmission? {
    try load(
      "isInForce AND unit = ? AND plan = ? AND period = ? AND scope = ?",
      RegisteredSubmission.place(identity)
    ).first
  }

  /// 既往：what is on record of a report and, of an own-level report, of the same unit's earlier quarters.
  package struct Standing: Sendable {
    package var inForce: ReviewedSubmission?
    /// Of all versions that ever counted.
    package var highestRevision: Int?
    /// Own-level reports in force, oldest first.
    package var earlier: [ReviewedSubmission] = []
  }

  /// Everything that a report is checked against, in one look at the register.
  package func standing(of identity: SubmissionIdentity) throws(StoreFault) -> Standing {
    try read { database in
      let content = try ContentReader(database)
      var standing = Standing()
      standing.inForce = try content.load(
        "isInForce AND unit = ? AND plan = ? AND period = ? AND scope = ?",
        RegisteredSubmission.place(identity)
      ).first
      standing.highestRevision = try Int.fetchOne(
        database.cachedStatement(sql: Self.highestRevisionSQL),
        arguments: RegisteredSubmission.place(identity))
      if identity.scope == .own {
        standing.earlier = try content.load(
          "isInForce AND unit = ? AND plan = ? AND period < ? AND scope = 'own'",
          [identity.unit.rawValue, identity.plan.rawValue, identity.period.description])
      }
      return standing
    }
  }

  /// Some versions by their numbers.
  ///
  /// - Parameter includingWords: without, they come without paragraphs and explanations.
  package func submissions(
    of ids: [EntryID], includingWords: Bool = true
  ) throws(StoreFault) -> [ReviewedSubmission] {
    if ids.isEmpty { return [] }
    return try read { database in
      try ContentReader(database, includingWords: includingWords).load(
        "id IN (SELECT value FROM json_each(?))",
        ["[\(ids.map { String($0.rawValue) }.joined(separator: ","))]"])
    }
  }

  /// The words of one version as they travel upward: its paragraphs, and of an own level its explanations too.
  package func words(of id: EntryID) throws(StoreFault) -> [SourceParagraph] {
    try read { database in
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT unit, plan, scope FROM submission WHERE id = ?"),
        arguments: [id.rawValue])
      guard let row else { return [] }
      let scope: ReportScope = try row.term("scope")
      let content = try ContentReader(database)
      let paragraphs = try content.paragraphs(of: id)
      if scope == .rollup { return paragraphs }
      let (unit, plan): (OrgUnitCode, PlanID) = (try row.requiredCode("unit"), try row.requiredCode("plan"))
      return paragraphs
        + (try content.explanations(of: id).map { SourceParagraph($0, of: unit, under: plan) })
    }
  }

  /// The words of the own levels that some versions report, one version after the other, each in the order in which a roll-up has
  /// the words of one unit: by plan, task, kind, indicator and rule, then as given.
  package func words(
    ofOwnLevels ids: [EntryID], _ body: (ParagraphRow) throws -> Void
  ) throws(StoreFault) {
    try read { database in
      let selection = try BulkSelection(
        database,
        """
        SELECT unit, plan, task, kind, indicator, rule, text FROM (
          SELECT unit, plan, task, kind, indicator, rule, text, position FROM paragraph WHERE submission = ?1
          UNION ALL
          SELECT s.unit, s.plan, e.task, 'explanation', e.indicator, e.rule, e.text, 1000000000 + e.position
          FROM explanation e JOIN submission s ON s.id = e.submission WHERE e.submission = ?1)
        ORDER BY plan, coalesce(task, ''),
          CASE kind WHEN 'progress' THEN 0 WHEN 'problems' THEN 1 WHEN 'next' THEN 2 WHEN 'summary' THEN 3 ELSE 4 END,
          coalesce(indicator, ''), coalesce(rule, ''), position
        """)
      for id in ids {
        try selection.forEach(of: id) { row in
          guard let unit = row.bytes(0), let plan = row.bytes(1), let text = row.bytes(6) else { return }
          try body(
            ParagraphRow(
              unit: unit, plan: plan, task: row.bytes(2), kind: try row.term(3), indicator: row.bytes(4),
              rule: row.bytes(5), text: text))
        }
      }
    }
  }

  /// Whose words a received roll-up carries.
  package func unitsWithWords(in id: EntryID) throws(StoreFault) -> [OrgUnitCode] {
    try read { database in
      try String.fetchAll(
        database.cachedStatement(sql: "SELECT DISTINCT unit FROM paragraph WHERE submission = ?"),
        arguments: [id.rawValue]
      ).map { OrgUnitCode($0) }
    }
  }

  /// A unit's history under a plan, oldest first, without `period` itself.
  package func submissionsInForce(
    of unit: OrgUnitCode, plan: PlanID, before period: Period
  ) throws(StoreFault) -> [ReviewedSubmission] {
    try load(
      "isInForce AND unit = ? AND plan = ? AND period < ?",
      [unit.rawValue, plan.rawValue, period.description])
  }

  /// What one version says, whether or not it is in force; `nil` where the file could not be reviewed.
  package func submission(of id: EntryID) throws(StoreFault) -> ReviewedSubmission? {
    try load("id = ?", [id.rawValue]).first
  }

  private func load(
    _ condition: String, _ arguments: StatementArguments
  ) throws(StoreFault) -> [ReviewedSubmission] {
    try read { database in try ContentReader(database).load(condition, arguments) }
  }
}

/// 报送内容读取：builds reviewed submissions from their rows. The only place of the target that makes one.
private struct ContentReader {
  private let figures: BulkSelection
  private let statuses: BulkSelection
  private let paragraphs: BulkSelection
  private let explanations: BulkSelection
  private let database: Database
  private let includingWords: Bool

  init(_ database: Database, includingWords: Bool = true) throws {
    self.database = database
    self.includingWords = includingWords
    figures = try BulkSelection(
      database,
      """
      SELECT task, indicator, status, inPeriod, yearToDate, planToDate, atEnd, numerator, denominator, adjustment,
        adjustmentReason, isProvisional, line, rolled
      FROM figure WHERE submission = ? ORDER BY position
      """)
    statuses = try BulkSelection(database, "SELECT task, status FROM taskStatus WHERE submission = ?")
    paragraphs = try BulkSelection(
      database,
      "SELECT unit, plan, task, kind, indicator, rule, text FROM paragraph WHERE submission = ? ORDER BY position"
    )
    explanations = try BulkSelection(
      database, "SELECT rule, indicator, task, text FROM explanation WHERE submission = ? ORDER BY position")
  }

  func load(_ condition: String, _ arguments: StatementArguments) throws -> [ReviewedSubmission] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT id, unit, plan, period, scope, revision, mode, digest, receivedAt, isLate, outcome, cover, basis
        FROM submission WHERE cover IS NOT NULL AND \(condition) ORDER BY period, unit, plan, scope, id
        """)
    var known: [Observation] = []
    return try Row.fetchAll(statement, arguments: arguments).map { row in
      let submission = try submission(row, probably: known)
      known = submission.observations
      return submission
    }
  }

  private func submission(_ row: Row, probably known: [Observation]) throws -> ReviewedSubmission {
    let id = EntryID(row["id"])
    let cover: StoredCover = try row.json("cover")
    let basis: StoredBasis? = try row.jsonIfPresent("basis")
    return ReviewedSubmission(
      reviewed: SubmissionIdentity(
        unit: try row.requiredCode("unit"), plan: try row.requiredCode("plan"),
        period: try row.requiredPeriod("period"), scope: try row.term("scope")),
      revision: try row.required("revision"), mode: try row.term("mode"), digest: row["digest"],
      receivedAt: row["receivedAt"], isLate: row["isLate"], outcome: try row.term("outcome"),
      cover: cover.value,
      observations: try observations(of: id, probably: known), statuses: try statuses(of: id),
      paragraphs: includingWords ? try paragraphs(of: id) : [],
      explanations: includingWords ? try explanations(of: id) : [], basis: try basis?.value())
  }

  private func observations(of id: EntryID, probably known: [Observation]) throws -> [Observation] {
    var observations: [Observation] = []
    observations.reserveCapacity(known.count)
    try figures.forEach(of: id) { row in
      let values = FigureValues(
        inPeriod: try row.amount(3), yearToDate: try row.amount(4), planToDate: try row.amount(5),
        atEnd: try row.amount(6), numerator: try row.amount(7), denominator: try row.amount(8),
        adjustment: try row.amount(9))
      let guess = observations.count < known.count ? known[observations.count] : nil
      observations.append(
        Observation(
          task: row.code(0, probably: guess?.task), indicator: row.code(1, probably: guess?.indicator),
          values: values,
          status: try row.term(2), adjustmentReason: row.textIfPresent(10), isProvisional: row.flag(11),
          rolled: try row.textIfPresent(13).map(StoredDetail.rolled), line: row.number(12)))
    }
    return observations
  }

  private func statuses(of id: EntryID) throws -> [TaskID: TaskStatus] {
    var found: [TaskID: TaskStatus] = [:]
    try statuses.forEach(of: id) { row in found[TaskID(row.text(0))] = try row.term(1) }
    return found
  }

  func paragraphs(of id: EntryID) throws -> [SourceParagraph] {
    var found: [SourceParagraph] = []
    try paragraphs.forEach(of: id) { row in
      found.append(
        SourceParagraph(
          unit: OrgUnitCode(row.text(0)), plan: PlanID(row.text(1)),
          task: row.textIfPresent(2).map(TaskID.init), kind: try row.term(3),
          indicator: row.textIfPresent(4).map(IndicatorID.init), rule: row.textIfPresent(5), text: row.text(6)
        ))
    }
    return found
  }

  func explanations(of id: EntryID) throws -> [Explanation] {
    var found: [Explanation] = []
    try explanations.forEach(of: id) { row in
      found.append(
        Explanation(
          rule: row.textIfPresent(0), indicator: row.textIfPresent(1).map(IndicatorID.init),
          task: row.textIfPresent(2).map(TaskID.init), text: row.text(3)))
    }
    return found
  }
}
