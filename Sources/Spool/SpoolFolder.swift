/// 收发文件夹：the folders whose names are the states of a file.
///
/// A file in the Inbox goes `processing` → `accepted` | `held` | `returned` | `unreadable`; a file in the
/// Outbox goes to `sent` or `deferred`. `receipts` holds what was answered to the senders.
package enum SpoolFolder: String, Hashable, Sendable, CaseIterable {
  case inbox = "Inbox"
  case outbox = "Outbox"
  case processing
  case accepted
  case held
  case returned
  case unreadable
  case receipts
  case sent
  case deferred
  /// 台账: the journal's copy on disk and every version of the Schemas folder that was used.
  case journal = "Journal"

  package var name: SpoolName { SpoolName(rawValue) }
}
