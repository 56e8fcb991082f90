import Findings
import ReportModel

/// 疑似差一万倍：this quarter's figure lies some ten thousand times above or below the earlier ones, in a measure unit that
/// has a neighbour of that size (元 and 万元, 人次 and 万人次).
///
/// A question, unless the cumulatives beside it do not continue: that is the same slip and told here, as an error.
///
/// Why: the commonest slip of money figures; naming it spares the clerk the search that “unusually high” would start.
/// Not caught: a first report; a figure whose measure unit was typed, which is taken at its word.
package struct MagnitudeSlip: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4012", severity: .soft,
    title: "疑似差一万倍",
    message: "“{name}”本期数 {value} {measure}，以前各季一般为 {usual} {measure}，相差约一万倍，像是按“{other}”填的。",
    remedy: "本指标的计量单位是{measure}，核对后改为按{measure}的数；{otherwise}",
    titleEN: "Ten thousand times off",
    messageEN:
      "“{name}” has {value} {measure} this quarter and usually {usual} {measure}, about ten thousand times off: typed in {other}?",
    remedyEN: "The measure unit is {measure}; type the figure in it{otherwiseEN}.",
    basis: "上期数据核对", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let (usual, other) = Self.slip(figure, context), let quarter = figure.comparison?.quarter else {
        continue
      }
      let isHard = Self.breaksIdentity(figure)
      found.report(
        figure, .inPeriod,
        [
          "value": figure.values.inPeriod == nil ? quarter.description : figure.typed.text(of: .inPeriod),
          "usual": usual.description, "measure": figure.definition.measure, "other": other,
          "otherwise": isHard ? "累计数也对不上，一并改正。" : "属实的，写情况说明。",
          "otherwiseEN": isHard ? ", and correct the cumulatives too" : ", or explain",
        ], severity: isHard ? .hard : nil)
    }
  }

  /// With cumulatives that do not come out either it is no question: something has to be typed anew.
  private static func breaksIdentity(_ figure: CheckedFigure) -> Bool {
    !(figure.comparison?.yearDifference?.isZero ?? true)
      || !(figure.comparison?.planDifference?.isZero ?? true)
  }

  /// What the figure usually is, and the measure unit that it seems to be typed in.
  static func slip(_ figure: CheckedFigure, _ context: ValidationContext) -> (usual: Amount, other: String)? {
    guard !figure.isConverted,
      figure.typed.measure == nil || figure.typed.measure?.text == figure.definition.measure,
      let quarter = figure.comparison?.quarter, quarter > .zero,
      let usual = context.recentQuarters[figure.definition.id]?.median, usual > .zero
    else { return nil }
    func isTenThousandfold(_ large: Amount, _ small: Amount) -> Bool {
      guard let low = small.multiplied(by: 2000), let high = small.multiplied(by: 50_000) else {
        return false
      }
      return large >= low && large <= high
    }
    let measures = context.catalogue.measures
    func neighbour(_ shift: Int) -> String? {
      measures.units.keys.sorted().first { measures.shift($0, to: figure.definition.measure) == shift }
    }
    if isTenThousandfold(quarter, usual), let smaller = neighbour(-4) { return (usual, smaller) }
    if isTenThousandfold(usual, quarter), let larger = neighbour(4) { return (usual, larger) }
    return nil
  }
}
