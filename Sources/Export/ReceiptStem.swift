import Findings
import ReportModel

/// 回执文件名：what a receipt's files are called, without the ending.
///
/// Readable for whoever looks into the folder: unit, plan, scope and revision. What did not count (held, returned)
/// carries the beginning of its digest as well, so that a second returned attempt does not take the place of the
/// first one's receipt. A file that could not be identified is known by its digest alone.
package func receiptStem(_ receipt: Receipt) -> String {
  guard let unit = receipt.unit, let plan = receipt.plan, receipt.outcome != .unreadable else {
    return String(receipt.digest.prefix(12))
  }
  var parts = [unit.rawValue, plan.rawValue, (receipt.scope ?? .own).rawValue]
  if let revision = receipt.revision { parts.append("r\(revision)") }
  if !receipt.outcome.counts || receipt.revision == nil { parts.append(String(receipt.digest.prefix(8))) }
  return parts.joined(separator: "-")
}
