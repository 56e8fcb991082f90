import GRDB
import GRDBSQLite
import ReportModel

/// 批量写入：inserts the rows of which a quarter has hundreds of thousands, through SQLite's own interface.
///
/// The only file of the target that uses the C interface. A statement is prepared once for a batch, values are bound without
/// boxing, and the figures of a national quarter take a fraction of the time that the general way takes.
struct BulkInsertion {
  private let statement: Statement
  private let database: Database
  private var next: Int32 = 1

  init(_ database: Database, into table: String, columns: [String]) throws {
    let names = columns.joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    self.database = database
    statement = try database.cachedStatement(sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks))")
  }

  /// Binds the next column; `nil` is NULL.
  mutating func bind(_ text: String?) {
    if var text {
      text.withUTF8 { bytes in
        _ = sqlite3_bind_text(
          statement.sqliteStatement, next,
          UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self),
          Int32(bytes.count), Self.copied)
      }
    } else {
      sqlite3_bind_null(statement.sqliteStatement, next)
    }
    next += 1
  }

  mutating func bind(_ number: Int64) {
    sqlite3_bind_int64(statement.sqliteStatement, next, number)
    next += 1
  }

  mutating func bind(_ flag: Bool) { bind(Int64(flag ? 1 : 0)) }

  /// Inserts the row whose columns were bound in order.
  mutating func insert() throws {
    next = 1
    let code = sqlite3_step(statement.sqliteStatement)
    let message = code == SQLITE_DONE ? nil : database.lastErrorMessage
    sqlite3_reset(statement.sqliteStatement)
    if code != SQLITE_DONE {
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
  }

  /// SQLITE_TRANSIENT, which C spells as a cast: SQLite keeps a copy of its own.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// 报送内容写入：what a reviewed submission says, row by row.
struct ContentWriter {
  private var figures: BulkInsertion
  private var statuses: BulkInsertion
  private var paragraphs: BulkInsertion
  private var explanations: BulkInsertion

  init(_ database: Database) throws {
    figures = try BulkInsertion(
      database, into: "figure",
      columns: ["submission", "position", "task", "indicator", "status"] + FigureItem.allCases.map(\.rawValue)
        + ["adjustmentReason", "isProvisional", "line", "rolled"])
    statuses = try BulkInsertion(database, into: "taskStatus", columns: ["submission", "task", "status"])
    paragraphs = try BulkInsertion(
      database, into: "paragraph",
      columns: ["submission", "position", "unit", "plan", "task", "kind", "text"])
    explanations = try BulkInsertion(
      database, into: "explanation",
      columns: ["submission", "position", "rule", "indicator", "task", "text"])
  }

  mutating func write(_ submission: ReviewedSubmission, as id: EntryID) throws {
    for (position, observation) in submission.observations.enumerated() {
      figures.bind(id.rawValue)
      figures.bind(Int64(position))
      figures.bind(observation.task.rawValue)
      figures.bind(observation.indicator.rawValue)
      figures.bind(observation.status.rawValue)
      for item in FigureItem.allCases { figures.bind(observation.values[item]?.description) }
      figures.bind(observation.adjustmentReason)
      figures.bind(observation.isProvisional)
      figures.bind(Int64(observation.line))
      figures.bind(try observation.rolled.map(StoredDetail.text(of:)))
      try figures.insert()
    }
    for (task, status) in submission.statuses.sorted(by: { $0.key < $1.key }) {
      statuses.bind(id.rawValue)
      statuses.bind(task.rawValue)
      statuses.bind(status.rawValue)
      try statuses.insert()
    }
    for (position, paragraph) in submission.paragraphs.enumerated() {
      paragraphs.bind(id.rawValue)
      paragraphs.bind(Int64(position))
      paragraphs.bind(paragraph.unit.rawValue)
      paragraphs.bind(paragraph.plan.rawValue)
      paragraphs.bind(paragraph.task?.rawValue)
      paragraphs.bind(paragraph.kind.rawValue)
      paragraphs.bind(paragraph.text)
      try paragraphs.insert()
    }
    for (position, explanation) in submission.explanations.enumerated() {
      explanations.bind(id.rawValue)
      explanations.bind(Int64(position))
      explanations.bind(explanation.rule)
      explanations.bind(explanation.indicator?.rawValue)
      explanations.bind(explanation.task?.rawValue)
      explanations.bind(explanation.text)
      try explanations.insert()
    }
  }
}
