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
    let (catalogue, reader) = try Office.loadCatalogue(try SchemaFolder.locate(schemas))
    // Without an office everything up to the top of the register may be checked.
    let top = catalogue.units.units.values.filter { $0.reportsTo == nil && $0.level.isArea }.map(\.code).min()
    examination = Examination(
      catalogue: catalogue, reader: reader, register: nil, receiver: top ?? OrgUnitCode(""))
  }
  var report = IngestReport()
  for path in paths {
    let bytes: [UInt8]
    do {
      bytes = try readBounded(SpoolPath(path), limitBytes: Intake.fileLimitBytes)
    } catch {
      throw .fileUnreadable(path: path, reason: error.description)
    }
    let name = SpoolPath(path).name.display
    let file = try examination.read(
      bytes, name: name, digest: digest(of: bytes), receivedAt: clock.now, channel: .checkOnly,
      dropFolderUnit: nil)
    report.files.append(IngestReport.File(receipt: try examination.examine(file).receipt, receiptPath: nil))
  }
  return report
}

private func office(_ path: String, _ clock: Clock) throws(PipelineFault) -> Office? {
  do { return try Office.open(path, clock: clock, readOnly: true) } catch .notAWorkspace { return nil }
}
