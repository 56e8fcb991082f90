import Findings
import Ingest
import ReportModel
import Schemas
import Spool
import Validate

/// 报前自查：the receiver's checks over files of one's own, changing nothing.
///
/// In a workspace the history in its register is used; outside one only the Schemas folder is needed.
package func checkFiles(
  _ paths: [String], workspace: String, schemas: String?, clock: Clock
) throws(PipelineFault) -> IngestReport {
  var examination: Examination
  if schemas == nil, let office = try office(workspace, clock) {
    examination = Examination(
      catalogue: office.catalogue, reader: office.reader, register: office.register,
      receiver: office.workspace.unit)
  } else {
    let loaded = try Office.loadCatalogue(try SchemaFolder.locate(schemas))
    // Without an office everything up to the top of the register may be checked.
    let top = loaded.catalogue.units.units.values.filter { $0.reportsTo == nil && $0.level.isArea }.map(
      \.code
    ).min()
    examination = Examination(
      catalogue: loaded.catalogue, reader: loaded.reader, register: nil, receiver: top ?? OrgUnitCode(""))
  }
  var report = IngestReport()
  for path in paths {
    let place = SpoolPath(path)
    let name = place.name.display
    let content: (bytes: [UInt8]?, digest: String, byteCount: Int)
    do throws(SpoolFault) {
      content = try contents(of: place)
    } catch {
      throw .fileUnreadable(path: path, reason: error)
    }
    let file: IncomingFile
    if let bytes = content.bytes {
      file = try examination.read(
        bytes, name: name, digest: content.digest, receivedAt: clock.now, channel: .checkOnly,
        dropFolderUnit: nil)
    } else {
      file = examination.tooLarge(
        byteCount: content.byteCount, name: name, digest: content.digest, receivedAt: clock.now,
        channel: .checkOnly, dropFolderUnit: nil)
    }
    report.files.append(IngestReport.File(receipt: try examination.examine(file).receipt, receiptPath: nil))
  }
  return report
}

/// The bytes of a file; none of one that is too large to be read.
private func contents(
  of path: SpoolPath
) throws(SpoolFault) -> (bytes: [UInt8]?, digest: String, byteCount: Int) {
  do {
    let bytes = try readBounded(path, limitBytes: Intake.fileLimitBytes)
    return (bytes, digest(of: bytes), bytes.count)
  } catch {
    guard case .tooLarge = error else { throw error }
    return (nil, try digestOfFile(path), try fileStamp(path).byteCount)
  }
}

private func office(_ path: String, _ clock: Clock) throws(PipelineFault) -> Office? {
  do { return try Office.open(path, clock: clock, readOnly: true) } catch .notAWorkspace { return nil }
}
