import Findings
import ReportModel

/// 本期数偏离往季：this quarter lies far from the unit's usual quarters, by a measure that a single odd quarter does not
/// move: more than 3.5 times the median of the deviations (scaled as for a normal distribution), and more than half the
/// median itself.
///
/// Where the median deviation is zero, because most quarters are alike, the mean deviation stands in for it; where all
/// are alike, only nothing or more than twice as much is told. Fewer than five earlier quarters tell nothing.
///
/// Why: advice for a second look. On trial, and never more than a note: quarters differ for good reasons.
/// Not caught: seasons, which look like outliers in a short history; what another rule asks about already.
package struct QuarterOutlying: PlausibilityRule {
  package static let sheet = RuleSheet(
    code: "V4014", severity: .note,
    title: "本期数偏离往季",
    message: "“{name}”本期数 {value}，近 {quarters} 季一般为 {usual}（{low} 到 {high}）。",
    remedy: "再看一眼是否填错；没有错就不用管。",
    titleEN: "Far from the usual quarter",
    messageEN:
      "“{name}” has {value} this quarter; the last {quarters} were usually {usual} ({low} to {high}).",
    remedyEN: "Have a second look; nothing to do if it is right.",
    basis: "上期数据核对", since: "0.3", isTrial: true)

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, faults: FigureFaults, found: inout RuleFindings
  ) {
    for figure in report.figures where !faults.isQuestioned(figure.definition.id) {
      guard let quarter = figure.comparison?.quarter,
        let recent = context.recentQuarters[figure.definition.id],
        let usual = recent.median, let low = recent.min(), let high = recent.max(),
        Self.isOutlying(quarter, from: recent)
      else { continue }
      found.report(
        figure, .inPeriod,
        [
          "value": figure.values.inPeriod == nil ? quarter.description : figure.typed.text(of: .inPeriod),
          "usual": usual.description, "low": low.description, "high": high.description,
          "quarters": String(recent.count),
        ])
    }
  }

  static func isOutlying(_ quarter: Amount, from recent: [Amount]) -> Bool {
    guard recent.count >= 5, let median = recent.median, let deviation = quarter.distance(to: median),
      let twice = deviation.multiplied(by: 2), twice > median
    else { return false }
    let deviations = recent.compactMap { $0.distance(to: median) }
    guard deviations.count == recent.count, let middle = deviations.median else { return false }
    // 3.5 / 0.6745 = 5.189: |x − m| × 6745 > MAD × 35000, in whole numbers.
    if !middle.isZero {
      guard let left = deviation.multiplied(by: 6745), let right = middle.multiplied(by: 35_000) else {
        return false
      }
      return left > right
    }
    guard let sum = Amount.sum(deviations) else { return false }
    if sum.isZero { return !median.isZero && (quarter.isZero || deviation > median) }
    // 3.5 × 1.2533 = 4.387 mean deviations: |x − m| × 1000 × n > Σ × 4387.
    guard let scaled = deviation.multiplied(by: Amount(1000 * recent.count)),
      let bound = sum.multiplied(by: 4387)
    else { return false }
    return scaled > bound
  }
}
