import Findings
import Formats
import ReportModel
import Synchronization

/// 报表读取：the stage's entry, from the bytes of one file to a draft and everything that is to be said about it.
///
/// It knows no plan, no unit register and no clock: whether a task or indicator exists, who may report it and
/// whether a figure is plausible is decided later. Threads may share one.
package final class ReportReader: Sendable {
  private let reportSchema: [UInt8]
  /// Compiled when the first file is read: who only asks the register a question need not wait for it.
  private let compiled = Mutex<XMLSchema?>(nil)

  /// - Parameter reportSchema: the bytes of `report.xsd`.
  package init(reportSchema: [UInt8]) { self.reportSchema = reportSchema }

  /// Gets ready to read, so that an unusable schema is found before any file is touched.
  ///
  /// - Throws: `schemaRefused` for an unusable schema, `libraryFailed` where libxml2 cannot start.
  package func prepare() throws(IngestFault) {
    do throws(FormatFault) { _ = try schema() } catch { throw IngestFault(error) }
  }

  private func schema() throws(FormatFault) -> XMLSchema {
    let outcome: Result<XMLSchema, FormatFault> = compiled.withLock { compiled in
      if let compiled { return .success(compiled) }
      do throws(FormatFault) {
        let schema = try XMLSchema(reportSchema)
        compiled = schema
        return .success(schema)
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// 编译次数: how often the schema has been compiled: once for every thread that ever read beside others.
  package var compiledSchemaCount: Int { compiled.withLock { $0?.compiledCount ?? 0 } }

  /// How many reports libxml2 was asked about, because they did not surely fit the schema.
  package var schemaCheckCount: Int { compiled.withLock { $0?.libraryCheckCount ?? 0 } }

  /// Reads one file; the name is kept for the receipt and decides nothing.
  ///
  /// - Throws: as `prepare`, and `noConverter`; never for what is in the file.
  package func read(_ bytes: [UInt8], fileName: String) throws(IngestFault) -> ReadResult {
    do throws(FormatFault) {
      var log = FindingLog()
      let envelope = try Envelope(bytes, log: &log)
      var draft: SubmissionDraft?
      var sheets: [String] = []
      switch envelope.content {
      case .xml(let text):
        var reader = XMLReportReader(fileName: fileName, log: log)
        draft = try reader.read(text, schema: try schema())
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
