import Findings
import Formats
import ReportModel

/// 报表读取：the stage's entry, from the bytes of one file to a draft and everything that is to be said about it.
///
/// It knows no plan, no unit register and no clock: whether a task or indicator exists, who may report it and
/// whether a figure is plausible is decided later. Threads may share one.
package final class ReportReader: Sendable {
  private let schema: XMLSchema

  /// - Parameter reportSchema: the bytes of `report.xsd`.
  /// - Throws: `schemaRefused` for an unusable schema, `libraryFailed` where libxml2 cannot start.
  package init(reportSchema: [UInt8]) throws(IngestFault) {
    do throws(FormatFault) {
      schema = try XMLSchema(reportSchema)
    } catch {
      throw IngestFault(error)
    }
  }

  /// 编译次数: how often the schema has been compiled: once for every thread that ever read beside others.
  package var compiledSchemaCount: Int { schema.compiledCount }

  /// How many reports libxml2 was asked about, because they did not surely fit the schema.
  package var schemaCheckCount: Int { schema.libraryCheckCount }

  /// Reads one file; the name is kept for the receipt and decides nothing.
  ///
  /// - Throws: `noConverter`, `libraryFailed`; never for what is in the file.
  package func read(_ bytes: [UInt8], fileName: String) throws(IngestFault) -> ReadResult {
    do throws(FormatFault) {
      var log = FindingLog()
      let envelope = try Envelope(bytes, log: &log)
      var draft: SubmissionDraft?
      var sheets: [String] = []
      switch envelope.content {
      case .xml(let text):
        var reader = XMLReportReader(fileName: fileName, log: log)
        draft = try reader.read(text, schema: schema)
        log = reader.log
      case .table(let text):
        if envelope.encoding == TextEncoding.gb18030.rawValue {
          log.repair(
            IngestSheet.otherEncoding, at: SourcePosition(line: 1), value: "GB18030（GBK）", readAs: "UTF-8")
        }
        var reader = CSVReportReader(fileName: fileName, log: log)
        draft = reader.read(text)
        log = reader.log
      case .workbook(let workbook):
        var reader = WorkbookReportReader(workbook, fileName: fileName, log: log)
        draft = reader.read()
        log = reader.log
        sheets = workbook.sheets.map(\.name)
        draft?.sheets = sheets
      case nil: break
      }
      draft?.repairs = log.repairsInOrder
      var result = ReadResult(
        draft: draft, findings: log.findingsInOrder, counts: log.counts, encoding: envelope.encoding,
        isGzip: envelope.isGzip)
      result.sheets = sheets
      return result
    } catch {
      throw IngestFault(error)
    }
  }
}
