import Findings
import ReportModel

/// 合计行核对：a 合计 or 小计 row against the rows above it, where those share indicator and measure unit.
///
/// Total rows are never counted. One may stand for the rows since the last total row or for all rows from the top;
/// either is right.
struct SubtotalComparison {
  enum Verdict: Equatable {
    case agrees, disagrees
    /// The rows and the subtotals among them, added together.
    case addsSubtotals(Amount)
  }
  let place: Place
  let definition: IndicatorDefinition
  let item: FigureItem
  /// How many rows were added, and to what.
  let rows: Int
  let sum: Amount
  let verdict: Verdict
}

func subtotalComparisons(
  of report: CheckedReport, in context: ValidationContext
) -> [SubtotalComparison] {
  guard !report.draft.subtotals.isEmpty else { return [] }
  let rows = report.draft.tasks.flatMap(\.figures).filter { !$0.values.isEmpty }
  let subtotals = report.draft.subtotals.sorted { $0.position < $1.position }
  var comparisons: [SubtotalComparison] = []
  for (index, subtotal) in subtotals.enumerated() {
    let named = subtotal.indicator.text
    let isNamed = context.plan.position(of: IndicatorID(named)) != nil
    let above = rows.filter {
      $0.position < subtotal.position && (!isNamed || $0.indicator.text == named)
    }
    guard let last = above.max(by: { $0.position < $1.position }),
      let definition = context.plan.indicator(IndicatorID(last.indicator.text))
    else { continue }
    func isAlike(_ row: DraftFigure) -> Bool {
      row.indicator.text == last.indicator.text && row.measure?.text == last.measure?.text
    }
    let start = index > 0 ? subtotals[index - 1].position : .none
    let group = above.filter { start < $0.position }
    // Over different indicators nothing can be added.
    guard group.allSatisfy(isAlike), !group.isEmpty || above.allSatisfy(isAlike) else { continue }
    let all = above.allSatisfy(isAlike) ? above : group
    let before = above.allSatisfy(isAlike) ? subtotals[..<index] : []
    for item in subtotal.values.items {
      guard let typed = subtotal.values[item],
        let groupSum = Amount.sum(group.compactMap { $0.values[item] }),
        let sum = Amount.sum(all.compactMap { $0.values[item] }),
        let inner = Amount.sum(before.compactMap { $0.values[item] })
      else { continue }
      let isGroup = !group.isEmpty
      let verdict: SubtotalComparison.Verdict =
        typed == sum || (isGroup && typed == groupSum)
        ? .agrees
        : !inner.isZero && sum.adding(inner) == typed ? .addsSubtotals(inner) : .disagrees
      // A row that is wrong is compared with what it most likely stands for.
      let takesAll = verdict != .disagrees || !isGroup
      comparisons.append(
        SubtotalComparison(
          place: Place(
            subtotal.position(of: item), task: definition.task.rawValue, indicator: definition.id.rawValue,
            value: subtotal.text(of: item)),
          definition: definition, item: item, rows: takesAll ? all.count : group.count,
          sum: takesAll ? sum : groupSum, verdict: verdict))
    }
  }
  return comparisons
}
