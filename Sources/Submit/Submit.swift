import Findings
import ReportModel
import Spool

/// 上报：puts a roll-up into the superior's Inbox, where it is a report like any other.
///
/// It goes into the sender's own drop folder where the superior keeps one, else into the Inbox itself. It is written beside
/// its name, brought to the disk and renamed, so the superior never sees half of it. The same bytes under the same name
/// are left as they are; other bytes keep their name, and this file gets a number.
///
/// - Returns: where the file lies in the superior's Inbox.
/// - Throws: `notWritable`, `failed`.
@discardableResult
package func dispatch(_ file: DispatchFile, to superior: SuperiorOffice) throws(SubmitFault) -> SpoolPath {
  let folder = superior.dropFolder(of: file.unit)
  let digest = digest(of: file.bytes)
  let target = folder.appending(file.name)
  do {
    if let existing = try sameFile(target, digest) { return existing }
    // First the envelope, so that it is there when the report is taken in.
    if !file.envelope.isEmpty {
      try writeAtomically(file.envelope, to: folder.appending(file.envelopeName))
    }
    // Its ending keeps the superior's scan from taking it for a report.
    let part = folder.appending(file.name + ".part")
    try writeAtomically(file.bytes, to: part)
    return try moveFile(part, to: target, digest: digest)
  } catch {
    throw SubmitFault(error, writingTo: folder)
  }
}

/// 撤回：puts a roll-up that was sent aside in the superior's Inbox, under a name that no intake takes. May run twice.
///
/// - Returns: `false` where it does not lie there: the superior has taken it in.
/// - Throws: `notWritable`, `failed`.
package func takeBack(
  named name: String, digest: String, of unit: OrgUnitCode, from superior: SuperiorOffice
) throws(SubmitFault) -> Bool {
  let folder = superior.dropFolder(of: unit)
  do {
    if try sameFile(putAside(name, in: folder), digest) != nil { return true }
    guard let place = try sameFile(folder.appending(name), digest) else { return false }
    try moveFile(place, to: putAside(name, in: folder), digest: digest)
    return true
  } catch {
    throw SubmitFault(error, writingTo: folder)
  }
}

/// Whether a roll-up that was sent lies untaken in the superior's Inbox, or was put aside there by `takeBack`.
package func liesUntaken(
  named name: String, digest: String, of unit: OrgUnitCode, at superior: SuperiorOffice
) throws(SubmitFault) -> Bool {
  let folder = superior.dropFolder(of: unit)
  do {
    if try sameFile(putAside(name, in: folder), digest) != nil { return true }
    return try sameFile(folder.appending(name), digest) != nil
  } catch {
    throw SubmitFault(error)
  }
}

/// Removes what `takeBack` put aside, and its envelope, once it is on record that it was taken back.
package func removeTakenBack(
  named name: String, of unit: OrgUnitCode, from superior: SuperiorOffice
) throws(SubmitFault) {
  let folder = superior.dropFolder(of: unit)
  do {
    try removeFile(putAside(name, in: folder))
    try removeFile(folder.appending(name + envelopeEnding))
    try syncFolder(folder)
  } catch {
    throw SubmitFault(error, writingTo: folder)
  }
}

private func putAside(_ name: String, in folder: SpoolPath) -> SpoolPath {
  folder.appending(".\(name).withdrawn")
}

private func sameFile(_ path: SpoolPath, _ expected: String) throws(SpoolFault) -> SpoolPath? {
  guard fileExists(path), try fileStamp(path).kind == .file else { return nil }
  return digest(of: try readBounded(path, limitBytes: .max)) == expected ? path : nil
}

/// 上报文件：a roll-up as it was written, with its envelope.
package struct DispatchFile: Sendable, Hashable {
  package var unit: OrgUnitCode
  /// Without folders: `610700-hanzhong-2022-r1.xml`.
  package var name: String
  package var bytes: [UInt8]
  package var envelopeName: String
  /// None is sent where it is empty.
  package var envelope: [UInt8]
  package init(
    unit: OrgUnitCode, name: String, bytes: [UInt8], envelopeName: String = "", envelope: [UInt8] = []
  ) {
    self.unit = unit
    self.name = name
    self.bytes = bytes
    self.envelopeName = envelopeName
    self.envelope = envelope
  }
}
