import Findings
import ReportModel

/// 与现行版相比的变动：every value that differs, in the order of the plan's indicators and the form's columns; nothing where
/// there was no report before.
package func figureChanges(
  from before: ReviewedSubmission?, to after: ReviewedSubmission, in plan: Plan
) -> [FigureChange] {
  guard let before else { return [] }
  func values(_ submission: ReviewedSubmission) -> [IndicatorID: FigureValues] {
    Dictionary(
      submission.observations.map { ($0.indicator, $0.values) }, uniquingKeysWith: { first, _ in first })
  }
  return figureChanges(from: values(before), to: values(after), in: plan)
}

package func figureChanges(
  from old: [IndicatorID: FigureValues], to new: [IndicatorID: FigureValues], in plan: Plan
) -> [FigureChange] {
  var changes: [FigureChange] = []
  for indicator in plan.indicators {
    let (was, `is`) = (old[indicator.id], new[indicator.id])
    if was == `is` { continue }
    for item in FigureItem.allCases where was?[item] != `is`?[item] {
      changes.append(
        FigureChange(
          task: indicator.task, indicator: indicator.id, item: item, before: was?[item], after: `is`?[item]))
    }
  }
  return changes
}
