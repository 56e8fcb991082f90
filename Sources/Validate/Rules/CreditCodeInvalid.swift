import Findings
import ReportModel

/// 统一社会信用代码有误：length, characters or check digit do not fit GB 32100.
///
/// Why: spreadsheets keep fifteen digits of a number and fill up with zeros; the check digit shows it.
package struct CreditCodeInvalid: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1016", severity: .soft,
    title: "统一社会信用代码有误",
    message: "统一社会信用代码“{value}”{reason}。",
    remedy: "按证书逐位核对；在表格软件中先把单元格设为文本再录入。",
    titleEN: "Credit code is wrong",
    messageEN: "The unified social credit code “{value}” {reasonEN}.",
    remedyEN: "Compare it with the certificate; in a spreadsheet, format the cell as text first.",
    basis: "GB 32100—2015", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard let code = report.draft.cover.creditCode, !code.isEmpty, let fault = CreditCode.fault(in: code)
    else { return }
    found.report(
      Place(report.draft.creditCode?.position ?? .none, value: code),
      ["reason": fault.chinese, "reasonEN": fault.english])
  }
}
