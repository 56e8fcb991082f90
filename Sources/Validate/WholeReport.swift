import Findings
import ReportModel

/// 整表比对：what a report looks like as a whole beside the unit's earlier ones.
///
/// Where a whole file is last quarter's, every figure in it disagrees with history; the cause is told once, and the
/// rules about single figures have nothing to compare then.
package enum WholeReport: Sendable, Hashable {
  /// 报告期疑似没有改：the figures continue the version in force of this very period, as those of the next one would.
  case continuesItself(figures: Int)
  /// 整表与上期相同：every flow is what it was a quarter ago. `restatesCumulatives` where that cannot be.
  case repeatsLastQuarter(figures: Int, restatesCumulatives: Bool)

  /// The fewest figures with a quarter other than zero from which a pattern is told.
  private static let fewest = 3

  /// `nil` for a report like any other.
  init?(
    _ flows: [(values: FigureValues, id: IndicatorID, comparison: HistoryComparison)],
    _ context: ValidationContext
  ) {
    let moving = flows.filter { $0.values.inPeriod.map { !$0.isZero } ?? false }
    guard moving.count >= Self.fewest else { return nil }
    if let inForce = context.inForce {
      let before = Dictionary(
        inForce.observations.map { ($0.indicator, $0) }, uniquingKeysWith: { first, _ in first })
      let continued = moving.filter { flow in
        guard let last = before[flow.id]?.values else { return false }
        return Self.continues(flow.values, from: last, context.identity.period)
          && Self.disagreesWithHistory(flow.comparison)
      }
      // A figure or two may have been left out of one of the files.
      if continued.count >= Self.fewest, continued.count * 5 >= moving.count * 4 {
        self = .continuesItself(figures: continued.count)
        return
      }
    }
    let repeated = moving.allSatisfy { flow in
      guard let last = context.history[flow.id], last.lastReported == context.identity.period.previous,
        last.status == .reported
      else { return false }
      return [FigureItem.inPeriod, .yearToDate, .planToDate].allSatisfy { item in
        flow.values[item] == nil || flow.values[item] == last.values[item]
      }
    }
    guard repeated else { return nil }
    self = .repeatsLastQuarter(
      figures: moving.count,
      restatesCumulatives: moving.contains { $0.values.yearToDate != nil || $0.values.planToDate != nil })
  }

  /// Only what is known to be wrong for the period on the cover speaks for another one.
  private static func disagreesWithHistory(_ comparison: HistoryComparison) -> Bool {
    [comparison.yearDifference, comparison.planDifference].contains { $0.map { !$0.isZero } ?? false }
  }

  /// Whether every typed cumulative is the one in force and this quarter on top.
  private static func continues(_ values: FigureValues, from last: FigureValues, _ period: Period) -> Bool {
    guard let quarter = values.inPeriod else { return false }
    var hasCumulative = false
    for item in [FigureItem.yearToDate, .planToDate] {
      guard let typed = values[item], let before = last[item] else { continue }
      // The year that follows a fourth quarter starts anew, which tells nothing.
      if item == .yearToDate, period.isLastOfYear { continue }
      guard typed == before.adding(quarter) else { return false }
      hasCumulative = true
    }
    return hasCumulative
  }
}
