import Findings
import ReportModel
import Spool

/// 上报：puts a roll-up into the superior's Inbox, where it is a report like any other.
///
/// It goes into the sender's own drop folder where the superior keeps one, else into the Inbox itself. It is written beside
/// its name, brought to the disk and renamed, so the superior never sees half of it. The same bytes under the same name
/// are left as they are; other bytes keep their name, and this file gets a number.
///
/// - Throws: `notWritable`, `failed`.
package func dispatch(
  _ file: DispatchFile, to superior: SuperiorOffice, at now: Instant, journalHead: String = ""
) throws(SubmitFault) -> Dispatch {
  let folder = superior.dropFolder(of: file.unit)
  let digest = digest(of: file.bytes)
  let target = folder.appending(file.name)
  let place: SpoolPath
  do {
    if let existing = try sameFile(target, digest) {
      place = existing
    } else {
      // Its ending keeps the superior's scan from taking it for a report.
      let part = folder.appending(file.name + ".part")
      try writeAtomically(file.bytes, to: part)
      place = try moveFile(part, to: target, digest: digest)
    }
  } catch {
    throw SubmitFault(error, writingTo: folder)
  }
  return Dispatch(
    unit: file.unit, plan: file.plan, period: file.period, revision: file.revision, digest: digest,
    sentAt: now, destination: place.display, journalHead: journalHead)
}

private func sameFile(_ path: SpoolPath, _ expected: String) throws(SpoolFault) -> SpoolPath? {
  guard fileExists(path), try fileStamp(path).kind == .file else { return nil }
  return digest(of: try readBounded(path, limitBytes: .max)) == expected ? path : nil
}

/// 上报文件：a roll-up as it was written, with what it is about.
package struct DispatchFile: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var period: Period
  package var revision: Int
  /// Without folders: `610700-hanzhong-2022-r1.xml`.
  package var name: String
  package var bytes: [UInt8]
  package init(
    unit: OrgUnitCode, plan: PlanID, period: Period, revision: Int, name: String, bytes: [UInt8]
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.revision = revision
    self.name = name
    self.bytes = bytes
  }
}

/// 上报信封：what was sent, where and when; the register keeps it. No clock and no journal stand in the roll-up itself,
/// whose bytes depend on its sources alone.
package struct Dispatch: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var period: Period
  package var revision: Int
  /// SHA-256 of the bytes, hexadecimal; the superior's receipt names it.
  package var digest: String
  package var sentAt: Instant
  /// The path of the file in the superior's Inbox.
  package var destination: String
  /// 台账末端: the newest hash of the sender's journal.
  package var journalHead: String
  package init(
    unit: OrgUnitCode, plan: PlanID, period: Period, revision: Int, digest: String, sentAt: Instant,
    destination: String, journalHead: String
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.revision = revision
    self.digest = digest
    self.sentAt = sentAt
    self.destination = destination
    self.journalHead = journalHead
  }
}
