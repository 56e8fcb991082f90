import Findings
import GRDB
import ReportModel

/// 汇总登记：a roll-up file that was written, by its digest; the figures come back from the submissions.
package struct RollUpRecord: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var period: Period
  package var revision: Int
  package var digest: String
  package var fileName: String
  package init(
    unit: OrgUnitCode, plan: PlanID, period: Period, revision: Int, digest: String, fileName: String
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.revision = revision
    self.digest = digest
    self.fileName = fileName
  }
}

/// 上报登记：a roll-up that went to the superior.
package struct DispatchRecord: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var period: Period
  package var revision: Int
  package var digest: String
  package var destination: String
  package var sentAt: Instant
  package init(
    unit: OrgUnitCode, plan: PlanID, period: Period, revision: Int, digest: String, destination: String,
    sentAt: Instant
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.revision = revision
    self.digest = digest
    self.destination = destination
    self.sentAt = sentAt
  }
}

extension DispatchRecord {
  /// The name that the file went up with.
  package var fileName: String { "\(unit)-\(plan)-r\(revision).xml" }
}

/// 上级回执登记：what the superior answered to a roll-up.
package struct SuperiorReceipt: Sendable, Hashable {
  package var rollUpDigest: String
  package var outcome: Outcome
  package var receivedAt: Instant
  package var receiver: OrgUnitCode
  package var fileName: String
  package init(
    rollUpDigest: String, outcome: Outcome, receivedAt: Instant, receiver: OrgUnitCode, fileName: String
  ) {
    self.rollUpDigest = rollUpDigest
    self.outcome = outcome
    self.receivedAt = receivedAt
    self.receiver = receiver
    self.fileName = fileName
  }
}

extension Register {
  /// Records the roll-ups of a run in one transaction. The newest one of its unit, plan and period again changes nothing.
  package func recordRollUps(_ rollUps: [RollUpRecord], at now: Instant) throws(StoreFault) {
    if rollUps.isEmpty { return }
    try write { database in
      var journal = try JournalWriter(database)
      for rollUp in rollUps {
        let latest = try Self.latestRollUp(database, rollUp.unit, rollUp.plan, rollUp.period)
        if latest == rollUp { continue }
        try database.execute(
          sql: """
            INSERT INTO rollUp (unit, plan, period, revision, digest, fileName, recordedAt) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            rollUp.unit.rawValue, rollUp.plan.rawValue, rollUp.period.description, rollUp.revision,
            rollUp.digest, rollUp.fileName, now.seconds,
          ])
        try journal.append(
          JournalNote(
            .rolledUp, unit: rollUp.unit, plan: rollUp.plan, period: rollUp.period, scope: .rollup,
            revision: rollUp.revision, digest: rollUp.digest, details: ["file": rollUp.fileName]), at: now)
      }
    }
  }

  /// The newest roll-up of every unit and plan, in that order.
  package func rollUps(in period: Period) throws(StoreFault) -> [RollUpRecord] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM rollUp WHERE id IN (SELECT max(id) FROM rollUp WHERE period = ? GROUP BY unit, plan)
          ORDER BY unit, plan
          """, arguments: [period.description]
      ).map(RollUpRecord.init)
    }
  }

  package func latestRollUp(
    unit: OrgUnitCode, plan: PlanID, period: Period
  ) throws(StoreFault) -> RollUpRecord? {
    try read { try Self.latestRollUp($0, unit, plan, period) }
  }

  private static func latestRollUp(
    _ database: Database, _ unit: OrgUnitCode, _ plan: PlanID, _ period: Period
  ) throws -> RollUpRecord? {
    try Row.fetchOne(
      database,
      sql: "SELECT * FROM rollUp WHERE period = ? AND unit = ? AND plan = ? ORDER BY id DESC LIMIT 1",
      arguments: [period.description, unit.rawValue, plan.rawValue]
    ).map(RollUpRecord.init)
  }

  /// Records that a roll-up was sent: for the first time, or again after it was sent back or taken back.
  package func recordDispatch(_ dispatch: DispatchRecord) throws(StoreFault) {
    try write { database in
      try Self.insert(dispatch, database)
      var journal = try JournalWriter(database)
      try journal.append(
        JournalNote(
          .dispatched, unit: dispatch.unit, plan: dispatch.plan, period: dispatch.period, scope: .rollup,
          revision: dispatch.revision, digest: dispatch.digest, details: ["to": dispatch.destination]),
        at: dispatch.sentAt)
    }
  }

  static func insert(_ dispatch: DispatchRecord, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO dispatch (unit, plan, period, revision, digest, destination, sentAt) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET sentAt = excluded.sentAt, isWithdrawn = 0
        """,
      arguments: [
        dispatch.unit.rawValue, dispatch.plan.rawValue, dispatch.period.description, dispatch.revision,
        dispatch.digest, dispatch.destination, dispatch.sentAt.seconds,
      ])
  }

  /// What was sent of a period, or of all, in the order of sending; what was taken back only `withWithdrawn`.
  package func dispatches(
    in period: Period? = nil, withWithdrawn: Bool = false
  ) throws(StoreFault) -> [DispatchRecord] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM dispatch WHERE (?1 IS NULL OR period = ?1) AND (?2 OR NOT isWithdrawn) ORDER BY id
          """, arguments: [period?.description, withWithdrawn]
      ).map(DispatchRecord.init)
    }
  }

  /// 撤回: a dispatch that was taken back counts no more. Should the superior answer it after all, it does again.
  package func withdrawDispatch(
    _ dispatch: DispatchRecord, note: JournalNote, at now: Instant
  ) throws(StoreFault) {
    try write { database in
      try Self.withdraw(dispatch.digest, from: dispatch.destination, database)
      var journal = try JournalWriter(database)
      try journal.append(note, at: now)
    }
  }

  static func withdraw(_ digest: String, from destination: String, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE dispatch SET isWithdrawn = 1 WHERE digest = ? AND destination = ?",
      arguments: [digest, destination])
  }

  /// 已上报次数: how many revisions of a roll-up went out; the next correction is one more.
  package func dispatchedRevisions(
    unit: OrgUnitCode, plan: PlanID, period: Period
  ) throws(StoreFault) -> Int {
    try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(DISTINCT revision) FROM dispatch WHERE period = ? AND unit = ? AND plan = ? AND NOT isWithdrawn
          """,
        arguments: [period.description, unit.rawValue, plan.rawValue]) ?? 0
    }
  }

  /// Records what the superior answered. The same receipt again changes nothing.
  package func recordSuperiorReceipt(_ receipt: SuperiorReceipt, at now: Instant) throws(StoreFault) {
    try write { database in
      guard try Self.insert(receipt, at: now, database) else { return }
      let dispatch = try Row.fetchOne(
        database, sql: "SELECT * FROM dispatch WHERE digest = ? ORDER BY id DESC LIMIT 1",
        arguments: [receipt.rollUpDigest]
      ).map(DispatchRecord.init)
      var journal = try JournalWriter(database)
      try journal.append(
        JournalNote(
          .receipt, unit: dispatch?.unit, plan: dispatch?.plan, period: dispatch?.period,
          scope: dispatch.map { _ in .rollup }, revision: dispatch?.revision, digest: receipt.rollUpDigest,
          details: [
            "file": receipt.fileName, "outcome": receipt.outcome.rawValue,
            "receivedAt": String(receipt.receivedAt.seconds), "receiver": receipt.receiver.rawValue,
          ]), at: now)
    }
  }

  /// - Returns: whether it was not there yet.
  static func insert(_ receipt: SuperiorReceipt, at now: Instant, _ database: Database) throws -> Bool {
    try database.execute(
      sql: """
        INSERT INTO superiorReceipt (rollUpDigest, outcome, receivedAt, receiver, fileName, recordedAt)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
      arguments: [
        receipt.rollUpDigest, receipt.outcome.rawValue, receipt.receivedAt.seconds,
        receipt.receiver.rawValue, receipt.fileName, now.seconds,
      ])
    guard database.changesCount > 0 else { return false }
    if receipt.outcome.counts {
      try database.execute(
        sql: "UPDATE dispatch SET isWithdrawn = 0 WHERE digest = ?", arguments: [receipt.rollUpDigest])
    }
    return true
  }

  /// The superior's answers to what was sent of a period, or of all, in the order in which they came.
  package func superiorReceipts(in period: Period? = nil) throws(StoreFault) -> [SuperiorReceipt] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM superiorReceipt
          WHERE rollUpDigest IN (SELECT digest FROM dispatch WHERE ?1 IS NULL OR period = ?1) ORDER BY id
          """, arguments: [period?.description]
      ).map(SuperiorReceipt.init)
    }
  }
}

extension RollUpRecord {
  init(_ row: Row) throws {
    self.init(
      unit: try row.requiredCode("unit"), plan: try row.requiredCode("plan"),
      period: try row.requiredPeriod("period"), revision: row["revision"], digest: row["digest"],
      fileName: row["fileName"])
  }
}

extension DispatchRecord {
  init(_ row: Row) throws {
    self.init(
      unit: try row.requiredCode("unit"), plan: try row.requiredCode("plan"),
      period: try row.requiredPeriod("period"), revision: row["revision"], digest: row["digest"],
      destination: row["destination"], sentAt: Instant(seconds: row["sentAt"]))
  }
}

extension SuperiorReceipt {
  init(_ row: Row) throws {
    self.init(
      rollUpDigest: row["rollUpDigest"], outcome: try row.term("outcome"),
      receivedAt: Instant(seconds: row["receivedAt"]), receiver: try row.requiredCode("receiver"),
      fileName: row["fileName"])
  }
}
