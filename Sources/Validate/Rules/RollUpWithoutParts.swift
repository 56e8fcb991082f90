import Findings
import ReportModel

/// 汇总数没有组成或覆盖情况：a rolled-up figure comes without its parts or its coverage.
///
/// Why: a total that cannot be taken apart cannot be trusted further up.
package struct RollUpWithoutParts: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5008", severity: .soft,
    title: "汇总数没有组成或覆盖情况",
    message: "“{name}”没有列出{what}，无法核对。",
    remedy: "由汇总单位用系统生成的汇总文件上报。",
    titleEN: "Roll-up without parts or coverage",
    messageEN: "“{name}” has no {whatEN}, so the total cannot be checked.",
    remedyEN: "Send the roll-up as the system wrote it.",
    basis: "汇总要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp, context.roster.isCompiling(context.identity.unit) else { return }
    for figure in report.figures where !figure.isInherited {
      let lacksCoverage = figure.typed.statedCoverage == nil
      let lacksParts = !figure.values.isEmpty && figure.rolled?.parts.isEmpty ?? true
      guard lacksCoverage || lacksParts else { continue }
      let what = [lacksParts ? "组成" : nil, lacksCoverage ? "覆盖情况" : nil].compactMap(\.self)
      let whatEN = [lacksParts ? "parts" : nil, lacksCoverage ? "coverage" : nil].compactMap(\.self)
      found.report(
        figure, nil,
        ["what": what.joined(separator: "和"), "whatEN": whatEN.joined(separator: " and ")])
    }
  }
}
