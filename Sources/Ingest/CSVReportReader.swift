import Findings
import Formats
import ReportModel

/// CSV报表读取：a table that a clerk made, into a draft.
struct CSVReportReader {
  private var form: FormReader
  var log: FindingLog { form.log }

  init(fileName: String, log: FindingLog) {
    form = FormReader(fileName: fileName, log: log)
  }

  mutating func read(_ text: DecodedText) -> SubmissionDraft? {
    let table = readCSV(text, limits: CSVLimits(fileBytes: Envelope.limitBytes))
    let before = form.log
    let top = form.readTop(of: table)
    if table.isDelimiterCertain, table.delimiter != .comma {
      form.log.repair(
        IngestSheet.otherDelimiter, at: SourcePosition(line: 1), value: table.delimiter == .tab ? "Tab" : ";",
        readAs: ",")
    }
    guard top.header != nil || !form.cover.isEmpty else {
      // Notes about the lines of something else would only confuse.
      form.log = before
      for problem in table.problems { form.log.note(problem) }
      if table.problems.isEmpty {
        if let (position, delimiter) = RowSigns.wrongDelimiter(in: table) {
          form.log.note(IngestSheet.wrongDelimiter, at: position, value: delimiter)
        } else {
          form.log.note(
            IngestSheet.notAReport,
            ["found": "没有封面，也没有表头", "foundEN": "neither a cover nor a table header"])
        }
      }
      return nil
    }
    for problem in table.problems { form.log.note(problem) }
    if top.header != nil { form.readRows(of: table, below: top) } else { form.noteNoTable() }
    return form.draft(.csv)
  }
}
