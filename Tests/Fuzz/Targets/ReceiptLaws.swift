import Findings
import Ingest

extension FuzzGround {
  /// Reads a receipt; with its schema at hand the answer is the same or none.
  func checkReceipt(_ bytes: [UInt8], _ laws: inout Laws) throws {
    guard let summary = readReceipt(bytes, schema: nil) else { return }
    laws.require(readReceipt(bytes, schema: nil) == summary, "read differently the second time")
    if let checked = readReceipt(bytes, schema: receiptSchema) {
      laws.require(checked == summary, "with its schema the receipt says something else")
    }
  }
}
