import Findings
import Formats
import ReportModel

/// 汇总文件：the roll-up as a report in the common format, which is what goes up to the superior.
///
/// Values are exact. The result depends on the arguments only and conforms to `report.xsd`, provided that the
/// roll-up names its basis: an empty digest is not a digest to the schema.
package func renderRollUp(_ rollUp: RollUp, catalogue: Catalogue) -> RenderedFile {
  let file = RollUpFile(rollUp, catalogue: catalogue)
  var below = ParagraphWriter()
  for paragraph in rollUp.paragraphs.filter({ $0.unit != rollUp.unit }).inOrder(of: rollUp.unit) {
    below.add(paragraph)
  }
  var bytes: [UInt8] = []
  file.head { bytes += $0 }
  bytes += below.bytes
  bytes += file.tail()
  return RenderedFile(name: file.name, bytes: bytes)
}

/// 汇总表：the same figures for Excel and WPS, one row per indicator and unit, exact and unrounded.
package func renderRollUpTable(_ rollUp: RollUp, catalogue: Catalogue) -> RenderedFile {
  var table = RollUpTable(rollUp, catalogue: catalogue)
  var bytes: [UInt8] = []
  table.write { bytes += $0 }
  return RenderedFile(name: table.name, bytes: bytes)
}

/// 阅读版：the quarter on a page that prints on A4 and reads on a phone, for leaders and officers.
///
/// - Parameters:
///   - previous: the roll-up of the quarter before, for the column beside this quarter's figures.
///   - findings: what the run itself found (line differences, filed against compiled).
///   - amendment: what this version changes against the one that was sent.
///   - note: a banner, such as “本页数据为虚构示例”.
package func renderReaderPage(
  _ rollUp: RollUp, previous: RollUp?, catalogue: Catalogue, findings: [Finding], sheets: RuleSheets,
  language: Language, note: String?, amendment: Amendment? = nil
) -> RenderedFile {
  renderReaderPage(
    rollUp, words: ShownWords(of: rollUp, catalogue), previous: previous, catalogue: catalogue,
    findings: findings, sheets: sheets, language: language, note: note, amendment: amendment)
}

/// As above, of words that went by elsewhere; the roll-up's paragraphs are not looked at.
package func renderReaderPage(
  _ rollUp: RollUp, words: ShownWords, previous: RollUp?, catalogue: Catalogue, findings: [Finding],
  sheets: RuleSheets, language: Language, note: String?, amendment: Amendment? = nil
) -> RenderedFile {
  let page = ReaderPage(
    rollUp, words: words, previous: previous, catalogue: catalogue, findings: findings, sheets: sheets,
    say: Wording(language), note: note, amendment: amendment)
  return RenderedFile(name: rollUp.fileStem + ".html", bytes: page.markup().bytes)
}

/// 季度工作簿：what the page says as a workbook, for officers and leaders who live in Excel and WPS.
///
/// - Parameters:
///   - words: those that the page shows; the roll-up's paragraphs are not looked at.
///   - previous, lastYear: the roll-ups of the quarter before and of the same quarter a year before, for 环比 and 同比.
///   - questions: about the reports of the own level, its departments and direct subordinates.
/// - Throws: where a workbook cannot be written.
package func renderQuarterWorkbook(
  _ rollUp: RollUp, words: ShownWords, previous: RollUp?, lastYear: RollUp?, questions: [UnitQuestion],
  catalogue: Catalogue, findings: [Finding], sheets: RuleSheets, language: Language, note: String?,
  amendment: Amendment? = nil
) throws(FormatFault) -> RenderedFile {
  let page = ReaderPage(
    rollUp, words: words, previous: previous, catalogue: catalogue, findings: findings, sheets: sheets,
    say: Wording(language), note: note, amendment: amendment)
  var workbook = QuarterWorkbook(page, lastYear: lastYear, questions: questions)
  return RenderedFile(name: rollUp.fileStem + ".xlsx", bytes: try workbook.bytes())
}

/// 回执文件：the receipt for machines, with every text in both languages; conforms to `receipt.xsd`.
package func renderReceipt(_ receipt: Receipt, sheets: RuleSheets) -> RenderedFile {
  RenderedFile(
    name: receiptStem(receipt) + ".xml", bytes: ReceiptDocument(receipt, sheets).bytes())
}

/// 回执页：the receipt for the clerk, one page: what came of the file, what to do now, and every finding.
package func renderReceiptPage(
  _ receipt: Receipt, sheets: RuleSheets, language: Language, due: Instant? = nil
) -> RenderedFile {
  let page = ReceiptPage(receipt, sheets: sheets, say: Wording(language), due: due)
  return RenderedFile(name: receiptStem(receipt) + ".html", bytes: page.markup().bytes)
}

/// 回执工作簿：the receipt of a workbook as a copy of it with the findings on its cells.
///
/// - Parameter original: what was read of the file.
/// - Throws: where a workbook cannot be written.
package func renderReceiptWorkbook(
  _ receipt: Receipt, copyOf original: Workbook, sheets: RuleSheets, language: Language, due: Instant? = nil
) throws(FormatFault) -> RenderedFile {
  let page = ReceiptPage(receipt, sheets: sheets, say: Wording(language), due: due)
  var workbook = ReceiptWorkbook(page, copyOf: original)
  return RenderedFile(name: receiptStem(receipt) + ".xlsx", bytes: try workbook.bytes())
}

/// 表样文件：the form that a unit fills in, as a table, as XML or as a workbook; unfilled it says nothing and breaks no rule.
///
/// - Parameter mark: 表样编号, which stands on the workbook's pages, so that paper can be matched with its file.
/// - Throws: where a workbook cannot be written.
package func renderForm(
  _ form: ReportForm, format: FormFormat, language: Language, mark: String = ""
) throws(FormatFault) -> RenderedFile {
  let say = Wording(language)
  let name = "\(form.unit)_\(form.period).\(format.rawValue)"
  switch format {
  case .csv: return RenderedFile(name: name, bytes: FormTable(form, say: say).csv())
  case .xml:
    var document = FormDocument(form, say: say)
    return RenderedFile(name: name, bytes: document.bytes())
  case .xlsx:
    var workbook = FormWorkbook(form, mark: mark, say: say)
    return RenderedFile(name: name, bytes: try workbook.bytes())
  }
}

/// 催报通知：the notice to all, and a paragraph for each addressee in the reminder's order; plain text to be pasted.
package func renderReminder(
  _ reminder: Reminder, language: Language
) -> (notice: String, paragraphs: [String]) {
  let notice = ReminderNotice(reminder, say: Wording(language))
  return (notice.general(), reminder.addressees.map(notice.paragraph))
}
