import Findings
import ReportModel

/// 疑似差一万倍：this quarter's figure lies far outside the earlier ones, and among them when it is moved by ten thousand, in a
/// measure unit that has a neighbour of that size (元 and 万元, 人次 and 万人次).
///
/// Why: the commonest slip of money figures; naming it spares the clerk the search that “unusually high” would start.
/// Not caught: a first report; a figure whose measure unit was typed, which is taken at its word.
package struct MagnitudeSlip: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4012", severity: .soft,
    title: "疑似差一万倍",
    message: "“{name}”本期数 {value} {measure}，以前各季一般为 {usual} {measure}，相差约一万倍，像是按“{other}”填的。",
    remedy: "本指标的计量单位是{measure}，核对后改为按{measure}的数；属实的，写情况说明。",
    titleEN: "Ten thousand times off",
    messageEN:
      "“{name}” has {value} {measure} this quarter and usually {usual} {measure}, about ten thousand times off: typed in {other}?",
    remedyEN: "The measure unit is {measure}; type the figure in it, or explain.",
    basis: "上期数据核对", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let (usual, other) = Self.slip(figure, context), let quarter = figure.comparison?.quarter else {
        continue
      }
      found.report(
        figure, .inPeriod,
        [
          "value": figure.values.inPeriod == nil ? quarter.description : figure.typed.text(of: .inPeriod),
          "usual": usual.description, "measure": figure.definition.measure, "other": other,
        ])
    }
  }

  /// What the figure usually is, and the measure unit that it seems to be typed in.
  static func slip(_ figure: CheckedFigure, _ context: ValidationContext) -> (usual: Amount, other: String)? {
    guard !figure.isConverted,
      figure.typed.measure == nil || figure.typed.measure?.text == figure.definition.measure,
      let quarter = figure.comparison?.quarter, quarter > .zero,
      let recent = context.recentQuarters[figure.definition.id]?.filter({ $0 > .zero }),
      let usual = recent.median,
      let lowest = recent.min(), let highest = recent.max(), let floor = lowest.shifted(by: -1),
      let ceiling = highest.shifted(by: 1)
    else { return nil }
    /// Out of the ordinary as it stands, and ordinary ten thousand times smaller or larger.
    func fits(shiftedBy shift: Int) -> Bool {
      guard let meant = quarter.shifted(by: shift) else { return false }
      return (quarter > ceiling || quarter < floor) && meant >= floor && meant <= ceiling
    }
    let measures = context.catalogue.measures
    func neighbour(_ shift: Int) -> String? {
      measures.units.keys.sorted().first { measures.shift($0, to: figure.definition.measure) == shift }
    }
    if fits(shiftedBy: -4), let smaller = neighbour(-4) { return (usual, smaller) }
    if fits(shiftedBy: 4), let larger = neighbour(4) { return (usual, larger) }
    return nil
  }
}
