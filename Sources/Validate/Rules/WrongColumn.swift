import Findings
import ReportModel

/// 数据栏与指标不符：a value stands in a column that this kind of indicator does not have.
///
/// Why: a state at the end of the period taken for what happened in it would be added up quarter by quarter.
package struct WrongColumn: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V2008", severity: .hard,
    title: "数据栏与指标不符",
    message: "“{name}”是{kind}，应填{columns}，不填{item}（现填 {value}）。",
    remedy: "把数字移到{columns}。",
    titleEN: "Value in the wrong column",
    messageEN: "“{name}” is {kindEN}: fill in {columnsEN}, not {item} (now {value}).",
    remedyEN: "Move the figure to {columnsEN}.",
    basis: "任务分工表·指标口径", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures where !figure.isInherited && Self.isMisplaced(figure) {
      let definition = figure.definition
      let (kind, columns): ((String, String), (String, String)) =
        if definition.isRatio {
          (("比例指标", "a ratio"), ("分子和分母", "numerator and denominator"))
        } else if definition.isFlow {
          (("时期数", "a flow"), ("本期数或累计数", "inPeriod or a cumulative"))
        } else {
          (("时点数", "a state at the period's end"), ("期末数", "atEnd"))
        }
      for item in figure.values.items where !Self.fits(item, definition) {
        found.report(
          figure, item,
          ["kind": kind.0, "kindEN": kind.1, "columns": columns.0, "columnsEN": columns.1])
      }
    }
  }

  private static func fits(_ item: FigureItem, _ definition: IndicatorDefinition) -> Bool {
    switch item {
    case .numerator, .denominator: definition.isRatio
    case .inPeriod, .yearToDate, .planToDate, .adjustment: definition.isFlow
    case .atEnd: !definition.isRatio && !definition.isFlow
    }
  }

  /// A glance at the columns, without a list of them for every figure.
  private static func isMisplaced(_ figure: CheckedFigure) -> Bool {
    let values = figure.values
    let isRatio = figure.isRatio
    let isFlow = figure.isFlow
    return (!isRatio && (values.numerator != nil || values.denominator != nil))
      || ((isRatio || isFlow) && values.atEnd != nil)
      || (!isFlow
        && (values.inPeriod != nil || values.yearToDate != nil || values.planToDate != nil
          || values.adjustment != nil))
  }
}
