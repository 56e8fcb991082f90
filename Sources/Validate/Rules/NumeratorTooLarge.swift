import Findings
import ReportModel

/// 分子大于分母：what is covered is more than what there is to cover. Hard for a coverage, soft for another ratio, which may
/// go beyond the whole; hard for both where the denominator is zero and the numerator is not.
package struct NumeratorTooLarge: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2013", severity: .hard,
    title: "分子大于分母",
    message: "“{name}”的分子 {numerator} 大于分母 {denominator}{last}。",
    remedy: "分母没有变的，改分子；分母确有变化的，改分母。两个数填反了的，对调。",
    titleEN: "Numerator above denominator",
    messageEN: "“{name}” has a numerator of {numerator} over a denominator of {denominator}{lastEN}.",
    remedyEN: "Check both, they may be interchanged.",
    basis: "统计核算关系", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures where figure.isRatio {
      guard let numerator = figure.values.numerator, let denominator = figure.values.denominator,
        numerator > denominator, !denominator.isNegative
      else { continue }
      let last = context.history[figure.definition.id]?.values.denominator
      found.report(
        figure, .numerator,
        [
          "numerator": numerator.description, "denominator": denominator.description,
          "last": last.map { "（上期分母 \($0)）" } ?? "", "lastEN": last.map { " (last time \($0))" } ?? "",
        ],
        severity: figure.definition.kind == .coverage || denominator.isZero ? .hard : .soft)
    }
  }
}
