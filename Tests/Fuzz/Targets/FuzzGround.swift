import Findings
import Formats
import Foundation
import Ingest
import ReportModel
import Schemas
import Validate

/// 试验场：the catalogue and the schemas of this repository, against which any bytes are read.
///
/// For one thread, because compiled schemas are.
package final class FuzzGround {
  let catalogue: Catalogue
  let reader: ReportReader
  let reportSchema: XMLSchema
  let planSchema: [UInt8]
  let receiptSchema: [UInt8]
  let compiledReceiptSchema: XMLSchema
  let schemaFiles: [SchemaFile]
  let sheets = RuleSheets(ingestSheets + validationSheets + catalogueSheets)
  /// Rosters of the plans and periods met so far; making one takes longer than checking a report.
  var rosters: [String: Roster] = [:]

  package static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  package init() throws {
    let folder = Self.repository.appending(path: "Schemas")
    var files: [SchemaFile] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      guard let bytes = try? Data(contentsOf: folder.appending(path: path)) else { continue }
      files.append(SchemaFile(name: path, bytes: [UInt8](bytes)))
    }
    func schema(_ name: String) throws -> [UInt8] {
      guard let file = files.first(where: { $0.name == name }) else { throw MissingSchema(name: name) }
      return file.bytes
    }
    schemaFiles = files
    catalogue = try readCatalogue(files) { _ in "" }.0
    reader = ReportReader(reportSchema: try schema("report.xsd"))
    reportSchema = try XMLSchema(schema("report.xsd"))
    planSchema = try schema("plan.xsd")
    receiptSchema = try schema("receipt.xsd")
    compiledReceiptSchema = try XMLSchema(receiptSchema)
  }

  private struct MissingSchema: Error { var name: String }

  /// Gives bytes to a target.
  ///
  /// - Returns: the laws that were broken; none for all is well.
  /// - Throws: where the machine fails, never for what the bytes are.
  package func broken(by bytes: [UInt8], at target: FuzzTarget) throws -> [String] {
    var laws = Laws()
    switch target {
    case .report: try checkReport(bytes, &laws)
    case .xml: try checkXML(bytes, &laws)
    case .plan: try checkPlan(bytes, &laws)
    case .catalogue: try checkCatalogueFiles(bytes, &laws)
    case .table: try checkTable(bytes, &laws)
    case .workbook: try checkWorkbook(bytes, &laws)
    case .gzip: try checkGzip(bytes, &laws)
    case .receipt: try checkReceipt(bytes, &laws)
    case .formula: FormulaLaws.check(bytes, &laws)
    case .cells: try checkCells(bytes, &laws)
    }
    return laws.broken
  }
}
