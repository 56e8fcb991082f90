import Findings
import GRDB
import ReportModel

// 核对：looks at a register from outside; nothing here is needed for the daily work.
extension Register {
  /// What SQLite itself finds wrong with the file; nothing where it is whole.
  package func structuralProblems() throws(StoreFault) -> [String] {
    try read { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check(50)").filter { $0 != "ok" }
    }
  }

  /// Rows that point at rows that are not there: table and number.
  package func danglingReferences() throws(StoreFault) -> [String] {
    try read { database in
      try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
        let table: String = row["table"] ?? ""
        let target: String = row["parent"] ?? ""
        return "\(table) \((row["rowid"] as Int64?).map(String.init) ?? "") → \(target)"
      }
    }
  }

  /// Tables, indexes and guards that are not as this program makes them, by name.
  package func schemaProblems() throws(StoreFault) -> [String] {
    func objects(_ database: Database) throws -> [String: String] {
      let rows = try Row.fetchAll(
        database,
        sql:
          "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
      )
      return Dictionary(rows.map { ($0["name"], $0["sql"]) }, uniquingKeysWith: { $1 })
    }
    return try read { database in
      let fresh = try DatabaseQueue()
      try RegisterSchema.migrator.migrate(fresh)
      let meant = try fresh.read(objects)
      let found = try objects(database)
      return Set(meant.keys).union(found.keys).filter { meant[$0] != found[$0] }.sorted()
    }
  }

  /// Every roll-up on record, oldest first.
  package func allRollUps() throws(StoreFault) -> [RollUpRecord] {
    try read { try Row.fetchAll($0, sql: "SELECT * FROM rollUp ORDER BY id").map(RollUpRecord.init) }
  }

  package func allDispatches() throws(StoreFault) -> [DispatchRecord] {
    try read { try Row.fetchAll($0, sql: "SELECT * FROM dispatch ORDER BY id").map(DispatchRecord.init) }
  }

  package func allSuperiorReceipts() throws(StoreFault) -> [SuperiorReceipt] {
    try read {
      try Row.fetchAll($0, sql: "SELECT * FROM superiorReceipt ORDER BY id").map(SuperiorReceipt.init)
    }
  }

  /// Whether a version has content, that is, could be reviewed.
  package func reviewedEntries() throws(StoreFault) -> Set<EntryID> {
    try read {
      Set(
        try Int64.fetchAll($0, sql: "SELECT id FROM submission WHERE cover IS NOT NULL").map(EntryID.init))
    }
  }
}

/// 登记差异：one row that two registers do not have alike.
package struct RowDifference: Sendable, Hashable {
  package var table: String
  /// The first two columns, which tell the row from all others.
  package var key: String
  /// Columns that differ; empty where the row is in one of the two alone.
  package var columns: [String]
}

extension Register {
  /// What one register has and another has not, row by row; at most `limit` of each table.
  ///
  /// Left out is what is no content: bookkeeping of SQLite, of migrations, of moves that are under way, and caches (`workings…`).
  package func differences(from other: Register, limit: Int = 20) throws(StoreFault) -> [RowDifference] {
    try read { mine in
      do {
        return try other.read { theirs in
          try Self.contentTables(mine).flatMap { table in
            try Self.differences(in: table, mine, theirs, limit: limit)
          }
        }
      } catch { throw error }
    }
  }

  private static func contentTables(_ database: Database) throws -> [String] {
    try String.fetchAll(
      database,
      sql: """
        SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
          AND name NOT LIKE 'grdb!_%' ESCAPE '!' AND name NOT LIKE 'unfinished%' AND name NOT LIKE 'working%'
        ORDER BY name
        """)
  }

  private static func differences(
    in table: String, _ mine: Database, _ theirs: Database, limit: Int
  ) throws -> [RowDifference] {
    let columns = try mine.columns(in: table).map(\.name)
    // The columns by name: those that a later version added stand in another order.
    let sql = "SELECT \(columns.map { "\"\($0)\"" }.joined(separator: ", ")) FROM \(table) ORDER BY 1, 2"
    let left = try Row.fetchCursor(mine, sql: sql)
    let right = try Row.fetchCursor(theirs, sql: sql)
    func key(_ row: Row) -> [DatabaseValue] { columns.prefix(2).map { row[$0] } }
    func text(_ key: [DatabaseValue]) -> String {
      key.map { $0.isNull ? "" : ($0.storage.value.map { "\($0)" } ?? "") }.joined(separator: " ")
    }
    func precedes(_ one: [DatabaseValue], _ another: [DatabaseValue]) -> Bool {
      for (first, second) in zip(one, another) where first != second {
        if let first = Int64.fromDatabaseValue(first), let second = Int64.fromDatabaseValue(second) {
          return first < second
        }
        return text([first]).utf8.lexicographicallyPrecedes(text([second]).utf8)
      }
      return false
    }
    var found: [RowDifference] = []
    var one = try left.next()?.copy()
    var other = try right.next()?.copy()
    while found.count < limit, one != nil || other != nil {
      if let first = one, let second = other, key(first) == key(second) {
        let differing = columns.filter {
          (first[$0] as DatabaseValue) != (second[$0] as DatabaseValue)
        }
        if !differing.isEmpty {
          found.append(RowDifference(table: table, key: text(key(first)), columns: differing))
        }
        one = try left.next()?.copy()
        other = try right.next()?.copy()
      } else if let first = one, other.map({ precedes(key(first), key($0)) }) ?? true {
        found.append(RowDifference(table: table, key: text(key(first)), columns: []))
        one = try left.next()?.copy()
      } else if let second = other {
        found.append(RowDifference(table: table, key: text(key(second)), columns: []))
        other = try right.next()?.copy()
      }
    }
    return found
  }
}
