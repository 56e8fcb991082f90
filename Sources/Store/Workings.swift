import Foundation
import GRDB
import ReportModel

/// 汇总底稿登记：what one area came to in one quarter, as bytes that the register does not look into.
package struct WorkingsRecord: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var period: Period
  /// 来历: stands for every version and every earlier quarter that went in.
  package var madeFrom: String
  /// `nil` where it was not asked for.
  package var content: [UInt8]?
  package var output: [UInt8]?
  package init(
    unit: OrgUnitCode, period: Period, madeFrom: String, content: [UInt8]? = nil, output: [UInt8]? = nil
  ) {
    self.unit = unit
    self.period = period
    self.madeFrom = madeFrom
    self.content = content
    self.output = output
  }
}

/// Workings can be thrown away at any time: the next run makes them again from the submissions. They are never marked;
/// whoever uses them compares what they were made from with what is in force now.
extension RegisterSchema {
  /// `basis` stands for everything but the reports: catalogue, rules, method, decisions. The index answers what there
  /// is without touching what it says.
  static let workings = """
    CREATE TABLE workings (
      programme TEXT NOT NULL,
      unit TEXT NOT NULL,
      period TEXT NOT NULL,
      basis TEXT NOT NULL,
      madeFrom TEXT NOT NULL,
      content BLOB NOT NULL,
      output BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX workingsPlace ON workings(programme, period, unit, basis, madeFrom);
    """
}

extension Register {
  /// How often what is in force has changed, up to and including a period, by plan and period.
  package func changes(
    plans: [PlanID], through period: Period
  ) throws(StoreFault) -> [(plan: PlanID, period: Period, count: Int)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT plan, period, count FROM workingsChange WHERE plan IN (SELECT value FROM json_each(?)) AND period <= ?
          ORDER BY plan, period
          """, arguments: [CanonicalJSON.list(plans.map(\.rawValue)), period.description]
      ).map { (try $0.requiredCode("plan"), try $0.requiredPeriod("period"), $0["count"]) }
    }
  }

  /// The first period of which a report of these plans is in force.
  package func firstPeriodInForce(plans: [PlanID]) throws(StoreFault) -> Period? {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT min(period) AS period FROM submission WHERE isInForce AND plan = ?")
      return try plans.compactMap { plan in
        try Row.fetchOne(statement, arguments: [plan.rawValue]).flatMap { row -> Period? in
          guard let text: String = row["period"] else { return nil }
          guard let period = Period(text) else { throw StoreFault.corrupt(detail: text) }
          return period
        }
      }.min()
    }
  }

  /// How many reports of each plan are in force up to and including a period.
  package func plansInForce(through period: Period) throws(StoreFault) -> [PlanID: Int] {
    try read { database in
      var counts: [PlanID: Int] = [:]
      let statement = try database.cachedStatement(
        sql: "SELECT count(*) FROM submission WHERE isInForce AND plan = ? AND period <= ?")
      for plan in try String.fetchAll(database, sql: "SELECT DISTINCT plan FROM workingsChange ORDER BY plan") {
        counts[PlanID(plan)] = try Int.fetchOne(statement, arguments: [plan, period.description])
      }
      return counts
    }
  }

  /// Which version of each report is in force from one period up to and including another, of these plans, without what they
  /// say.
  ///
  /// - Parameter first: from the first on where it is `nil`.
  package func versionsInForce(
    plans: [PlanID], from first: Period? = nil, through period: Period
  ) throws(StoreFault) -> [(identity: SubmissionIdentity, id: EntryID)] {
    try read { database in
      // One walk along the index of what is in force; no report is opened.
      let selection = try BulkSelection(
        database,
        """
        SELECT unit, plan, period, scope, id FROM submission
        WHERE isInForce AND plan IN (SELECT value FROM json_each(?)) AND period >= ? AND period <= ?
        ORDER BY plan, period, unit, scope
        """)
      var versions: [(identity: SubmissionIdentity, id: EntryID)] = []
      var periods = KnownPeriods()
      try selection.forEach(
        [CanonicalJSON.list(plans.map(\.rawValue)), first?.description ?? "", period.description]
      ) { row in
        let last = versions.last?.identity
        versions.append(
          (
            SubmissionIdentity(
              unit: row.code(0, probably: last?.unit), plan: row.code(1, probably: last?.plan),
              period: try periods.period(row.text(2)), scope: try row.term(3)),
            EntryID(Int64(row.number(4)))
          ))
      }
      return versions
    }
  }

  /// The workings under a basis from one period up to and including another, without their content.
  ///
  /// - Parameter first: from the first on where it is `nil`.
  package func workingsOnRecord(
    of programme: ProgrammeID, basis: String, from first: Period? = nil, through period: Period
  ) throws(StoreFault) -> [WorkingsRecord] {
    try read { database in
      let selection = try BulkSelection(
        database,
        """
        SELECT unit, period, madeFrom FROM workings WHERE programme = ? AND period >= ? AND period <= ? AND basis = ?
        """)
      var records: [WorkingsRecord] = []
      var periods = KnownPeriods()
      try selection.forEach([programme.rawValue, first?.description ?? "", period.description, basis]) {
        row in
        records.append(
          WorkingsRecord(
            unit: OrgUnitCode(row.text(0)), period: try periods.period(row.text(1)), madeFrom: row.text(2)))
      }
      return records
    }
  }

  /// What is kept of the ends of quarters before one, the newest first: each with the state of the register in which it held.
  package func periodEnds(
    of programme: ProgrammeID, before period: Period
  ) throws(StoreFault) -> [(period: Period, state: String)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT period, state FROM workingsEnd WHERE programme = ? AND period < ? ORDER BY period DESC",
        arguments: [programme.rawValue, period.description]
      ).map { (try $0.requiredPeriod("period"), $0["state"]) }
    }
  }

  package func periodEnd(of programme: ProgrammeID, _ period: Period) throws(StoreFault) -> [UInt8]? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT content FROM workingsEnd WHERE programme = ? AND period = ?",
        arguments: [programme.rawValue, period.description]
      )?.bytes("content")
    }
  }

  /// What the workings of some areas say: for others to go on from, or to be shown. What is not there is left out.
  package func workings(
    of programme: ProgrammeID, contents: [(OrgUnitCode, Period)], outputs: [(OrgUnitCode, Period)]
  ) throws(StoreFault) -> [WorkingsRecord] {
    if contents.isEmpty, outputs.isEmpty { return [] }
    return try read { database in
      try WorkingsKeeping.load(database, of: programme, contents: contents, outputs: outputs)
    }
  }

  /// Keeps workings, some at a time, in the place of earlier ones; all of it is one transaction. Those of another basis are of no
  /// more use and go.
  ///
  /// - Parameter failure: what a fault of the register is to the caller.
  package func keepingWorkings<Value, Failure: Error>(
    of programme: ProgrammeID, basis: String, _ work: (inout WorkingsKeeping) throws(Failure) -> Value,
    failure: (StoreFault) -> Failure
  ) throws(Failure) -> Value {
    try wholly({ try WorkingsKeeping($0, of: programme, basis: basis) }, work, failure: failure)
  }
}

/// 存底稿进行中：workings that are being kept, and can be read at once.
package struct WorkingsKeeping {
  private let database: Database
  private let programme: ProgrammeID
  private let basis: String
  private var isFirst = true
  private var insertion: BulkInsertion

  fileprivate init(_ database: Database, of programme: ProgrammeID, basis: String) throws {
    self.database = database
    self.programme = programme
    self.basis = basis
    insertion = try BulkInsertion(
      database, into: "workings",
      columns: ["programme", "unit", "period", "basis", "madeFrom", "content", "output"])
  }

  /// As `Register.workings`, with what was kept a moment ago.
  package func workings(
    contents: [(OrgUnitCode, Period)], outputs: [(OrgUnitCode, Period)]
  ) throws(StoreFault) -> [WorkingsRecord] {
    do {
      return try Self.load(database, of: programme, contents: contents, outputs: outputs)
    } catch {
      throw StoreFault(error, path: "")
    }
  }

  package mutating func keep(_ records: [WorkingsRecord]) throws(StoreFault) {
    if records.isEmpty { return }
    do {
      if isFirst {
        try database.cachedStatement(sql: "DELETE FROM workings WHERE programme = ? AND basis <> ?").execute(
          arguments: [programme.rawValue, basis])
        isFirst = false
      }
      let deletion = try database.cachedStatement(
        sql: "DELETE FROM workings WHERE programme = ? AND period = ? AND unit = ?")
      for record in records {
        guard let content = record.content, let output = record.output else { continue }
        try deletion.execute(arguments: [
          programme.rawValue, record.period.description, record.unit.rawValue,
        ])
        insertion.bind(programme.rawValue)
        insertion.bind(record.unit.rawValue)
        insertion.bind(record.period.description)
        insertion.bind(basis)
        insertion.bind(record.madeFrom)
        insertion.bind(blob: content)
        insertion.bind(blob: output)
        try insertion.insert()
      }
    } catch {
      throw StoreFault(error, path: "")
    }
  }

  /// Keeps where everything stands after a quarter, for as long as the register is in this state.
  package func keepEnd(_ period: Period, state: String, content: [UInt8]) throws(StoreFault) {
    do {
      try database.cachedStatement(
        sql: "DELETE FROM workingsEnd WHERE programme = ? AND period = ?"
      ).execute(arguments: [programme.rawValue, period.description])
      var insertion = try BulkInsertion(
        database, into: "workingsEnd", columns: ["programme", "period", "state", "content"])
      insertion.bind(programme.rawValue)
      insertion.bind(period.description)
      insertion.bind(state)
      insertion.bind(blob: content)
      try insertion.insert()
    } catch {
      throw StoreFault(error, path: "")
    }
  }

  fileprivate static func load(
    _ database: Database, of programme: ProgrammeID, contents: [(OrgUnitCode, Period)],
    outputs: [(OrgUnitCode, Period)]
  ) throws -> [WorkingsRecord] {
    var records: [String: WorkingsRecord] = [:]
    func load(
      _ column: String, _ places: [(OrgUnitCode, Period)], _ keep: (inout WorkingsRecord, [UInt8]) -> Void
    ) throws {
      let statement = try database.cachedStatement(
        sql: """
          SELECT madeFrom, \(column) AS bytes FROM workings WHERE programme = ? AND period = ? AND unit = ?
          """)
      for (unit, period) in places {
        guard
          let row = try Row.fetchOne(
            statement, arguments: [programme.rawValue, period.description, unit.rawValue])
        else { continue }
        let place = "\(period) \(unit)"
        var record =
          records[place] ?? WorkingsRecord(unit: unit, period: period, madeFrom: row["madeFrom"])
        keep(&record, row.bytes("bytes"))
        records[place] = record
      }
    }
    try load("content", contents) { $0.content = $1 }
    try load("output", outputs) { $0.output = $1 }
    return Array(records.values)
  }
}

/// A register knows few periods and names them again and again.
private struct KnownPeriods {
  private var known: [String: Period] = [:]

  mutating func period(_ text: String) throws -> Period {
    if let period = known[text] { return period }
    guard let period = Period(text) else { throw StoreFault.corrupt(detail: text) }
    known[text] = period
    return period
  }
}
