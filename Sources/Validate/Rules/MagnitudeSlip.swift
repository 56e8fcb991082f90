import Findings
import ReportModel

/// 疑似差一万倍：this quarter's figure lies far outside the earlier ones, and among them when it is moved by ten thousand, in a
/// measure unit that has a neighbour of that size (元 and 万元, 人次 and 万人次).
///
/// A question, unless the cumulatives beside it do not continue: that is the same slip and told here, as an error.
///
/// Why: the commonest slip of money figures; naming it spares the clerk the search that “unusually high” would start.
/// Not caught: a first report; a figure whose measure unit was typed, which is taken at its word.
package struct MagnitudeSlip: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V4012", severity: .soft,
    title: "疑似差一万倍",
    message:
      "“{name}”本期数 {value} {measure}，以前各季一般为 {usual} {measure}，像是按“{other}”填的（{value}{other}是 {meant} {measure}）。",
    remedy: "本指标的计量单位是{measure}：确是按“{other}”填的，改为 {meant}{still}；{otherwise}",
    titleEN: "Ten thousand times off",
    messageEN:
      "“{name}” has {value} {measure} this quarter and usually {usual} {measure}: typed in {other}? {value} {other} are {meant} {measure}.",
    remedyEN: "The measure unit is {measure}: type {meant} if {other} was meant{stillEN}{otherwiseEN}.",
    basis: "上期数据核对", since: "0.3")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    for figure in report.figures {
      guard let (usual, meant, other) = Self.slip(figure, context), let quarter = figure.comparison?.quarter
      else {
        continue
      }
      let recent = context.recentQuarters[figure.definition.id] ?? []
      let isStillHigh = recent.count >= 3 && (recent.max()?.multiplied(by: 5)).map { meant > $0 } ?? false
      let isHard = Self.breaksIdentity(figure)
      found.report(
        figure, .inPeriod,
        [
          "value": figure.values.inPeriod == nil ? quarter.description : figure.typed.text(of: .inPeriod),
          "meant": meant.description,
          "still": isStillHigh ? "（仍超过往季最多数的 5 倍，确实如此的一并写情况说明）" : "",
          "stillEN": isStillHigh ? " (still five times the highest quarter; explain that, too)" : "",
          "usual": usual.description, "measure": figure.definition.measure, "other": other,
          "otherwise": isHard ? "累计数也对不上，一并改正。" : "没有填错的，写情况说明。",
          "otherwiseEN": isHard ? ", and correct the cumulatives too" : ", or explain",
        ], severity: isHard ? .hard : nil)
    }
  }

  /// With cumulatives that do not come out either it is no question: something has to be typed anew.
  private static func breaksIdentity(_ figure: CheckedFigure) -> Bool {
    !(figure.comparison?.yearDifference?.isZero ?? true)
      || !(figure.comparison?.planDifference?.isZero ?? true)
  }

  /// What the figure usually is, what it would be now, and the measure unit that it seems to be typed in.
  static func slip(_ figure: CheckedFigure, _ context: ValidationContext) -> (
    usual: Amount, meant: Amount, other: String
  )? {
    guard !figure.isConverted,
      figure.typed.measure == nil || figure.typed.measure?.text == figure.definition.measure,
      let quarter = figure.comparison?.quarter, quarter > .zero,
      let recent = context.recentQuarters[figure.definition.id]?.filter({ $0 > .zero }),
      let lowest = recent.min(), let highest = recent.max(), let floor = lowest.shifted(by: -1),
      let ceiling = highest.shifted(by: 1), quarter > ceiling || quarter < floor, let usual = recent.median
    else { return nil }
    /// Out of the ordinary as it stands, and ordinary ten thousand times smaller or larger.
    func meant(shiftedBy shift: Int) -> Amount? {
      guard let meant = quarter.shifted(by: shift), meant >= floor, meant <= ceiling else { return nil }
      return meant
    }
    let measures = context.catalogue.measures
    func neighbour(_ shift: Int) -> String? {
      measures.units.keys.sorted().first { measures.shift($0, to: figure.definition.measure) == shift }
    }
    if let meant = meant(shiftedBy: -4), let smaller = neighbour(-4) { return (usual, meant, smaller) }
    if let meant = meant(shiftedBy: 4), let larger = neighbour(4) { return (usual, meant, larger) }
    return nil
  }
}
