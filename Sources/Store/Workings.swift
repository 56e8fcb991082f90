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
  /// Which version of each report is in force up to and including a period, of these plans, without what they say.
  package func versionsInForce(
    plans: [PlanID], through period: Period
  ) throws(StoreFault) -> [(identity: SubmissionIdentity, id: EntryID)] {
    try read { database in
      // One walk along the index of what is in force; no report is opened.
      let selection = try BulkSelection(
        database,
        """
        SELECT unit, plan, period, scope, id FROM submission
        WHERE isInForce AND plan IN (SELECT value FROM json_each(?)) AND period <= ?
        ORDER BY unit, plan, period, scope
        """)
      var versions: [(identity: SubmissionIdentity, id: EntryID)] = []
      var periods = KnownPeriods()
      try selection.forEach([CanonicalJSON.list(plans.map(\.rawValue)), period.description]) { row in
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

  /// The workings under a basis up to and including a period, without their content.
  package func workingsOnRecord(
    of programme: ProgrammeID, basis: String, through period: Period
  ) throws(StoreFault) -> [WorkingsRecord] {
    try read { database in
      let selection = try BulkSelection(
        database,
        """
        SELECT unit, period, madeFrom FROM workings WHERE programme = ? AND period <= ? AND basis = ?
        """)
      var records: [WorkingsRecord] = []
      var periods = KnownPeriods()
      try selection.forEach([programme.rawValue, period.description, basis]) { row in
        records.append(
          WorkingsRecord(
            unit: OrgUnitCode(row.text(0)), period: try periods.period(row.text(1)), madeFrom: row.text(2)))
      }
      return records
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
