import Findings
import ReportModel

/// 读取结果：what came of reading one file.
package struct ReadResult: Sendable {
  /// The report as read, as far as it could be read; `nil` for what is no report or says neither its unit nor
  /// its period.
  package var draft: SubmissionDraft?
  /// In file order; at most `FindingLog.detailLimit` for each rule.
  package var findings: [Finding]
  /// 各规则问题数：exact, also where details were left out.
  package var counts: [RuleCode: Int]
  /// 编码：`UTF-8`, `UTF-8 BOM` or `GB18030`; `nil` where the bytes could not be read as text.
  package var encoding: String?
  /// Whether the file was compressed with gzip, whatever its name says.
  package var isGzip: Bool
  /// 表页: names of the sheets of a workbook, in the order of their numbers; empty for other files.
  package var sheets: [String] = []

  package init(
    draft: SubmissionDraft?, findings: [Finding], counts: [RuleCode: Int], encoding: String?, isGzip: Bool
  ) {
    self.draft = draft
    self.findings = findings
    self.counts = counts
    self.encoding = encoding
    self.isGzip = isGzip
  }

  /// 可识别：whether the file says whose report of which period it is; what does not has the outcome
  /// `unreadable`, whatever else is in it.
  package var isIdentified: Bool {
    guard let draft else { return false }
    return draft.period != nil && (draft.unit != nil || draft.unitName != nil)
  }
}
