import GRDB
import GRDBSQLite
import ReportModel

// The only file of the target that uses SQLite's own interface. A quarter has hundreds of thousands of figures and paragraphs;
// without a box for every value, writing and reading them takes a fraction of the time.

/// 批量写入：inserts the rows of which a quarter has hundreds of thousands, through SQLite's own interface.
///
/// Prepared once for a batch; values are bound without boxing. The texts of a row stand one behind the other in memory of
/// ours until the row is inserted, so that SQLite need not copy each.
struct BulkInsertion {
  private let statement: Statement
  private let database: Database
  private var next: Int32 = 1
  private var texts: [UInt8] = []
  /// Which columns they are bound to, and where each ends.
  private var places: [(column: Int32, end: Int)] = []

  init(_ database: Database, into table: String, columns: [String]) throws {
    let names = columns.joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    self.database = database
    statement = try database.cachedStatement(sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks))")
  }

  /// Binds the next column; `nil` is NULL.
  mutating func bind(_ text: String?) {
    guard let text else { return bindNull() }
    texts.append(contentsOf: text.utf8)
    endText()
  }

  /// As plain decimal text; `nil` is NULL.
  mutating func bind(_ amount: Amount?) {
    guard let amount else { return bindNull() }
    amount.append(to: &texts)
    endText()
  }

  private mutating func endText() {
    places.append((next, texts.count))
    next += 1
  }

  private mutating func bindNull() {
    sqlite3_bind_null(statement.sqliteStatement, next)
    next += 1
  }

  mutating func bind(blob: [UInt8]) {
    _ = blob.withUnsafeBytes { bytes in
      // Without an address it would be NULL, which is another thing than nothing.
      bytes.isEmpty
        ? sqlite3_bind_zeroblob(statement.sqliteStatement, next, 0)
        : sqlite3_bind_blob(
          statement.sqliteStatement, next, bytes.baseAddress, Int32(bytes.count), Self.copied)
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
    // Never without an address, which would make an empty text NULL.
    texts.append(0)
    let (code, message) = texts.withUnsafeBytes { bytes in
      var begin = 0
      for (column, end) in places {
        let address = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text(
          statement.sqliteStatement, column, address.map { $0 + begin }, Int32(end - begin), nil)
        begin = end
      }
      let code = sqlite3_step(statement.sqliteStatement)
      let message = code == SQLITE_DONE ? nil : database.lastErrorMessage
      sqlite3_reset(statement.sqliteStatement)
      // The memory is lent no longer.
      sqlite3_clear_bindings(statement.sqliteStatement)
      return (code, message)
    }
    next = 1
    texts.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    if code != SQLITE_DONE {
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
  }

  /// SQLITE_TRANSIENT, which C spells as a cast: SQLite keeps a copy of its own.
  fileprivate static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }
}

/// 批量读取：reads many rows, mostly those that belong to one submission, again and again with one prepared statement.
struct BulkSelection {
  private let statement: Statement
  private let database: Database

  /// `sql` has one mark, for the submission, or as many as there are texts or arguments.
  init(_ database: Database, _ sql: String) throws {
    self.database = database
    statement = try database.cachedStatement(sql: sql)
  }

  func forEach(of id: EntryID, _ body: (BulkRow) throws -> Void) throws {
    try forEach({ sqlite3_bind_int64($0, 1, id.rawValue) }, body)
  }

  func forEach(_ texts: [String], _ body: (BulkRow) throws -> Void) throws {
    try forEach(
      { pointer in
        for (position, text) in texts.enumerated() {
          sqlite3_bind_text(pointer, Int32(position + 1), text, -1, BulkInsertion.copied)
        }
      }, body)
  }

  func forEach(arguments: StatementArguments, _ body: (BulkRow) throws -> Void) throws {
    sqlite3_reset(statement.sqliteStatement)
    try statement.setArguments(arguments)
    try forEach({ _ in }, body)
  }

  private func forEach(
    _ bind: (OpaquePointer) -> Void, _ body: (BulkRow) throws -> Void
  ) throws {
    let pointer = statement.sqliteStatement
    sqlite3_reset(pointer)
    defer { sqlite3_reset(pointer) }
    bind(pointer)
    while true {
      let code = sqlite3_step(pointer)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else {
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
      }
      try body(BulkRow(statement: pointer))
    }
  }
}

/// One row while it is being looked at; columns count from 0.
struct BulkRow {
  fileprivate let statement: OpaquePointer

  /// As it lies in the register, while the row is looked at.
  func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
    guard let start = sqlite3_column_text(statement, column) else { return nil }
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
  }

  func textIfPresent(_ column: Int32) -> String? {
    bytes(column).map { String(decoding: $0, as: UTF8.self) }
  }

  func text(_ column: Int32) -> String { textIfPresent(column) ?? "" }

  /// A code that is probably `guess`, as the row in the same place of the report before had it.
  func code<Code: Identifier>(_ column: Int32, probably guess: Code?) -> Code {
    if let guess, let bytes = bytes(column), guess.rawValue.utf8.elementsEqual(bytes) { return guess }
    return Code(text(column))
  }
  func number(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
  func numberIfPresent(_ column: Int32) -> Int? { isNull(column) ? nil : number(column) }
  func flag(_ column: Int32) -> Bool { sqlite3_column_int64(statement, column) != 0 }

  /// A word of a closed list.
  func term<Term: RawRepresentable>(_ column: Int32) throws -> Term where Term.RawValue == String {
    let text = text(column)
    guard let term = Term(rawValue: text) else { throw StoreFault.corrupt(detail: text) }
    return term
  }

  func amount(_ column: Int32) throws -> Amount? {
    guard let bytes = bytes(column) else { return nil }
    guard let amount = Self.short(bytes) ?? Amount(ascii: bytes) else {
      throw StoreFault.corrupt(detail: text(column))
    }
    return amount
  }

  /// A whole number of few digits, as nearly all figures are; `nil` for whatever else it is.
  private static func short(_ bytes: UnsafeBufferPointer<UInt8>) -> Amount? {
    guard (1...15).contains(bytes.count) else { return nil }
    var value = 0
    for byte in bytes {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return Amount(value)
  }
}
