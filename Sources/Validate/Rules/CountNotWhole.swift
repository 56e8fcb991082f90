import Findings
import ReportModel

/// 计数指标不是整数：an indicator counted in whole things has decimals, judged in the definition's measure unit (1.2万人 is
/// whole).
package struct CountNotWhole: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2004", severity: .hard,
    title: "计数指标不是整数",
    message: "“{name}”按{measure}计数，{item}填报 {value}，不是整数。",
    remedy: "改为整数；平均数、折算数不要填在这里。{hint}",
    titleEN: "Count is not whole",
    messageEN: "“{name}” ({itemEN}) counts whole {measure}, but {value} was reported.",
    remedyEN: "Type a whole number; averages do not belong here.{hintEN}",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures where figure.hasDecimals && figure.definition.kind == .count {
      let larger = Self.largerMeasure(of: figure, in: context)
      found.report(
        figure, figure.values.items.filter { !(figure.values[$0]?.isWhole ?? true) },
        [
          "measure": figure.definition.measure,
          "hint": larger.map { "按“\($0)”填的，计量单位栏改为“\($0)”。" } ?? "",
          "hintEN": larger.map { " If \($0) are meant, say so in the measure column." } ?? "",
        ])
    }
  }

  /// 万人次 for 人次, where all the values are whole in it.
  private static func largerMeasure(of figure: CheckedFigure, in context: ValidationContext) -> String? {
    let larger = "万" + figure.definition.measure
    guard !figure.isConverted,
      let shift = context.catalogue.measures.shift(larger, to: figure.definition.measure),
      figure.values.items.allSatisfy({ figure.values[$0]?.shifted(by: shift)?.isWhole ?? false })
    else { return nil }
    return larger
  }
}
