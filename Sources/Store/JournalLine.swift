import Findings
import Foundation
import ReportModel

extension JournalEntry {
  /// Reads a line of the journal file; `nil` where it is not one that this program wrote.
  ///
  /// The text decides: only a line that is written again byte for byte, and whose hash fits, is an entry.
  package init?(fileLine: some StringProtocol) {
    guard let stored = try? JSONDecoder().decode(StoredLine.self, from: Data(fileLine.utf8)),
      let event = JournalEvent(rawValue: stored.event)
    else { return nil }
    let scope = stored.scope.map { ReportScope(rawValue: $0) }
    let period = stored.period.map { Period($0) }
    if case .some(.none) = scope { return nil }
    if case .some(.none) = period { return nil }
    self.init(
      sequence: stored.sequence, at: Instant(seconds: stored.at),
      note: JournalNote(
        event, unit: stored.unit.map { OrgUnitCode($0) }, plan: stored.plan.map { PlanID($0) },
        period: period.flatMap(\.self), scope: scope.flatMap(\.self), revision: stored.revision,
        digest: stored.digest, officer: stored.officer, reason: stored.reason, details: stored.details ?? [:]),
      previous: stored.previous, hash: stored.hash)
    guard hash == expectedHash, self.fileLine == fileLine else { return nil }
  }

  private struct StoredLine: Decodable {
    var sequence: Int
    var at: Int64
    var event: String
    var unit, plan, period, scope, digest, officer, reason: String?
    var revision: Int?
    var details: [String: String]?
    var previous, hash: String
  }
}
