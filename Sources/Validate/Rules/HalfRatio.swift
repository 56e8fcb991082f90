import Findings
import ReportModel

/// 分子分母缺一：only one half of a ratio is given, and so the figure is missing entirely.
package struct HalfRatio: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2012", severity: .soft,
    title: "分子分母缺一",
    message: "“{name}”只填了{filled}，没有填{lacking}，按缺报处理。",
    remedy: "补填{lacking}。",
    titleEN: "Half a ratio",
    messageEN: "“{name}” has {filledEN} but no {lackingEN}; it counts as missing.",
    remedyEN: "Add the {lackingEN}.",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures where figure.isHalfRatio && !figure.isTroubled {
      let filled: FigureItem = figure.values.numerator == nil ? .denominator : .numerator
      let lacking: FigureItem = filled == .numerator ? .denominator : .numerator
      found.report(
        figure, filled,
        [
          "filled": filled.chinese, "lacking": lacking.chinese, "filledEN": filled.rawValue,
          "lackingEN": lacking.rawValue,
        ])
    }
  }
}
