import GRDB

extension Register {
  /// Copies the register as it stands at one moment into a new file, while others go on writing.
  ///
  /// The copy is one file without a log beside it, so that it can be read from wherever it is taken; opening it for work
  /// turns the log on again.
  package func backUp(to path: String) throws(StoreFault) {
    do {
      let copy = try DatabaseQueue(path: path)
      try connections.backup(to: copy)
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// Puts the content of this register into another one's place, in one transaction: whoever has that one open goes on with
  /// the new content, and a cut leaves the old.
  package func replaceContent(of other: Register) throws(StoreFault) {
    do { try connections.backup(to: other.connections) } catch { throw StoreFault(error, path: "") }
  }
}
