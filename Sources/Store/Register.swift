import Findings
import Foundation
import GRDB
import ReportModel

/// 登记库：the office's own truth about what arrived, what became of it and what was sent, in one SQLite file.
///
/// One process writes through one connection; readers are read-only and see the last commit without waiting. An
/// acknowledged transaction survives a power cut: the log is written ahead (`WAL`) and reaches the disk with every
/// commit (`synchronous = FULL`), which is asserted when the register is opened.
package final class Register: Sendable {
  let connections: DatabasePool
  private let path: String

  private init(_ connections: DatabasePool, path: String) {
    self.connections = connections
    self.path = path
  }

  /// Opens the register for writing, makes it if there is none, and brings an older one up to date.
  ///
  /// `busySeconds` is how long to wait for another process that is in the middle of a commit.
  package static func open(at path: String, busySeconds: Double = 10) throws(StoreFault) -> Register {
    do {
      let connections = try DatabasePool(path: path, configuration: configuration(busySeconds))
      try connections.writeWithoutTransaction { database in
        try refuseForeign(database, path: path)
        if try RegisterSchema.migrator.hasBeenSuperseded(database) { throw StoreFault.newer(path: path) }
        // GRDB lowers `synchronous` to NORMAL when it turns WAL on, after any preparation of the connection;
        // a power cut then takes back commits that were already acknowledged.
        try database.execute(sql: "PRAGMA synchronous = FULL")
      }
      try RegisterSchema.migrator.migrate(connections)
      try connections.writeWithoutTransaction(assertSafe)
      return Register(connections, path: path)
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// Opens an existing register for reading: nothing is made, migrated or locked.
  package static func openReadOnly(at path: String, busySeconds: Double = 10) throws(StoreFault) -> Register {
    guard FileManager.default.fileExists(atPath: path) else { throw .absent(path: path) }
    do {
      var configuration = configuration(busySeconds)
      configuration.readonly = true
      let connections = try DatabasePool(path: path, configuration: configuration)
      try connections.read { database in
        try refuseForeign(database, path: path)
        if try RegisterSchema.migrator.hasBeenSuperseded(database) { throw StoreFault.newer(path: path) }
        guard try RegisterSchema.migrator.hasCompletedMigrations(database) else {
          throw StoreFault.older(path: path)
        }
      }
      return Register(connections, path: path)
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// Ends the connections and puts the log into the database file; to be called before the program ends.
  package func close() throws(StoreFault) {
    // The log is put away by the last connection that closes, which must not be a reader: it may not write, and whoever opens
    // the register next would have to read the log of the whole last batch.
    connections.invalidateReadOnlyConnections()
    do { try connections.close() } catch { throw StoreFault(error, path: path) }
  }

  private static func configuration(_ busySeconds: Double) -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(busySeconds)
    configuration.label = "register"
    configuration.prepareDatabase { database in
      // A memory map turns a disk error into a crash, and takes part in a known fault of SQLite's log.
      try database.execute(sql: "PRAGMA mmap_size = 0")
      // 16 MiB: a batch changes few pages twice, and memory stays flat however large it is. Readers go through what they read
      // once, and there are several of them.
      let kibibytes = database.configuration.readonly ? 2048 : 16384
      try database.execute(sql: "PRAGMA cache_size = -\(kibibytes)")
      // 4 MiB: after a large batch the log does not keep its size for ever.
      try database.execute(sql: "PRAGMA journal_size_limit = 4194304")
      // The log goes into the register when it is closed and not in the middle of it: a batch of any size
      // then costs as many syncs as a single file.
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
    }
    return configuration
  }

  /// A file that has tables of another program is left alone.
  private static func refuseForeign(_ database: Database, path: String) throws {
    let applicationID = try Int.fetchOne(database, sql: "PRAGMA application_id")
    let tableCount = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM sqlite_master WHERE name <> 'grdb_issue_102'")
    if applicationID != RegisterSchema.applicationID, tableCount != 0 {
      throw StoreFault.foreign(path: path)
    }
  }

  private static func assertSafe(_ database: Database) throws {
    for (setting, value) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
      let actual = try String.fetchOne(database, sql: "PRAGMA \(setting)") ?? "?"
      if actual != value { throw StoreFault.unsafeSettings(detail: "\(setting) = \(actual)") }
    }
  }

  /// A consistent look at the register, which no writer disturbs.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreFault) -> Value {
    do { return try connections.read(body) } catch { throw StoreFault(error, path: path) }
  }

  /// One transaction: all of it is on the disk when this returns, or none of it.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreFault) -> Value {
    do { return try connections.write(body) } catch { throw StoreFault(error, path: path) }
  }

  /// One transaction for work that has failures of its own: whatever it throws takes everything back and is thrown on as it is.
  ///
  /// - Parameters:
  ///   - begin: what the work is done with.
  ///   - failure: what a fault of the register is to the caller.
  func wholly<Session, Value, Failure: Error>(
    _ begin: (Database) throws -> Session, _ work: (inout Session) throws(Failure) -> Value,
    failure: (StoreFault) -> Failure
  ) throws(Failure) -> Value {
    var reason: Failure?
    do throws(StoreFault) {
      return try write { database in
        var session = try begin(database)
        do throws(Failure) {
          return try work(&session)
        } catch {
          reason = error
          throw TakenBack()
        }
      }
    } catch {
      if let reason { throw reason }
      throw failure(error)
    }
  }

  /// The writing connection, outside a transaction: for looking at its settings.
  func inspect<Value>(_ body: (Database) throws -> Value) throws(StoreFault) -> Value {
    do { return try connections.writeWithoutTransaction(body) } catch { throw StoreFault(error, path: path) }
  }
}

private struct TakenBack: Error {}
