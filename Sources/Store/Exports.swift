import Findings
import GRDB
import ReportModel

/// 已输出单位：what the files of one area were made from, and what they looked like when they were written.
package struct ExportedArea: Sendable, Hashable {
  package var unit: OrgUnitCode
  /// 来历: the reports that went in.
  package var madeFrom: String
  /// Everything else that went in; empty for an area without files of its own.
  package var setting: String
  /// Names and states of the files, as the exporter writes them.
  package var files: String
  /// How much of the base table is about it.
  package var baseBytes: Int
  package init(unit: OrgUnitCode, madeFrom: String, setting: String, files: String, baseBytes: Int) {
    self.unit = unit
    self.madeFrom = madeFrom
    self.setting = setting
    self.files = files
    self.baseBytes = baseBytes
  }
}

/// 已输出一期：what is known of the files of one quarter.
package struct ExportedQuarter: Sendable, Hashable {
  /// In the order of the units, which is that of the base table.
  package var areas: [ExportedArea]
  /// What the base table was made with beside the reports, and what it looked like.
  package var setting: String
  package var stamp: String
  package init(areas: [ExportedArea] = [], setting: String = "", stamp: String = "") {
    self.areas = areas
    self.setting = setting
    self.stamp = stamp
  }
}

extension Register {
  /// What was exported of a quarter; nothing where nobody remembers.
  package func exported(
    _ programme: ProgrammeID, in period: Period
  ) throws(StoreFault) -> ExportedQuarter {
    try read { database in
      var quarter = ExportedQuarter()
      let place: StatementArguments = [programme.rawValue, period.description]
      guard
        let table = try Row.fetchOne(
          database, sql: "SELECT setting, stamp FROM workingsTable WHERE programme = ? AND period = ?",
          arguments: place)
      else { return quarter }
      quarter.setting = table["setting"]
      quarter.stamp = table["stamp"]
      let selection = try BulkSelection(
        database,
        """
        SELECT unit, madeFrom, setting, files, baseBytes FROM workingsExport WHERE programme = ? AND period = ? ORDER BY unit
        """)
      try selection.forEach([programme.rawValue, period.description]) { row in
        quarter.areas.append(
          ExportedArea(
            unit: OrgUnitCode(row.text(0)), madeFrom: row.text(1), setting: row.text(2), files: row.text(3),
            baseBytes: row.number(4)))
      }
      return quarter
    }
  }

  /// Remembers what was exported of a quarter: areas that changed, and which are gone.
  package func recordExport(
    _ changed: ExportedQuarter, without gone: [OrgUnitCode], of programme: ProgrammeID, in period: Period
  ) throws(StoreFault) {
    try write { database in
      let removal = try database.cachedStatement(
        sql: "DELETE FROM workingsExport WHERE programme = ? AND period = ? AND unit = ?")
      for unit in gone + changed.areas.map(\.unit) {
        try removal.execute(arguments: [programme.rawValue, period.description, unit.rawValue])
      }
      var insertion = try BulkInsertion(
        database, into: "workingsExport",
        columns: ["programme", "period", "unit", "madeFrom", "setting", "files", "baseBytes"])
      for area in changed.areas {
        insertion.bind(programme.rawValue)
        insertion.bind(period.description)
        insertion.bind(area.unit.rawValue)
        insertion.bind(area.madeFrom)
        insertion.bind(area.setting)
        insertion.bind(area.files)
        insertion.bind(Int64(area.baseBytes))
        try insertion.insert()
      }
      try database.execute(
        sql: """
          INSERT INTO workingsTable (programme, period, setting, stamp) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET setting = excluded.setting, stamp = excluded.stamp
          """, arguments: [programme.rawValue, period.description, changed.setting, changed.stamp])
    }
  }
}
