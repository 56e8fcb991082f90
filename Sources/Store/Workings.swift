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
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT unit, plan, period, scope, id FROM submission INDEXED BY submissionInForce
          WHERE isInForce AND plan IN (SELECT value FROM json_each(?)) AND period <= ?
          ORDER BY unit, plan, period, scope
          """, arguments: [CanonicalJSON.list(plans.map(\.rawValue)), period.description])
      var versions: [(identity: SubmissionIdentity, id: EntryID)] = []
      while let row = try rows.next() {
        versions.append(
          (
            SubmissionIdentity(
              unit: try row.requiredCode("unit"), plan: try row.requiredCode("plan"),
              period: try row.requiredPeriod("period"), scope: try row.term("scope")),
            EntryID(row["id"])
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
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT unit, period, madeFrom FROM workings INDEXED BY workingsPlace
          WHERE programme = ? AND period <= ? AND basis = ?
          """, arguments: [programme.rawValue, period.description, basis])
      var records: [WorkingsRecord] = []
      while let row = try rows.next() {
        records.append(
          WorkingsRecord(
            unit: try row.requiredCode("unit"), period: try row.requiredPeriod("period"),
            madeFrom: row["madeFrom"]))
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
      var records: [String: WorkingsRecord] = [:]
      func load(
        _ column: String, _ places: [(OrgUnitCode, Period)], _ keep: (inout WorkingsRecord, [UInt8]) -> Void
      )
        throws
      {
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

  /// Keeps workings in the place of earlier ones, in one transaction. Those of another basis are of no more use and go.
  package func keepWorkings(
    _ records: [WorkingsRecord], of programme: ProgrammeID, basis: String
  ) throws(StoreFault) {
    if records.isEmpty { return }
    try write { database in
      try database.execute(
        sql: "DELETE FROM workings WHERE programme = ? AND basis <> ?",
        arguments: [programme.rawValue, basis])
      let deletion = try database.cachedStatement(
        sql: "DELETE FROM workings WHERE programme = ? AND period = ? AND unit = ?")
      let insertion = try database.cachedStatement(
        sql: """
          INSERT INTO workings (programme, unit, period, basis, madeFrom, content, output)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """)
      for record in records {
        guard let content = record.content, let output = record.output else { continue }
        try deletion.execute(arguments: [
          programme.rawValue, record.period.description, record.unit.rawValue,
        ])
        try insertion.execute(arguments: [
          programme.rawValue, record.unit.rawValue, record.period.description, basis, record.madeFrom,
          Data(content), Data(output),
        ])
      }
    }
  }
}
