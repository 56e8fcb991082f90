import Findings
import ReportModel

/// 情况说明的对应：which explanation answers which question.
///
/// An explanation of an indicator answers every question about it, or those of the rule that it names. One about a task as
/// a whole answers what is asked about the task (缺报); about a figure in it only where it names the rule. A question
/// about the whole file is answered on the cover, or by naming its rule.
struct Explanations {
  private let typed: [Explanation]
  /// Of the version before, about figures that have not changed.
  private let kept: [Explanation]
  private let isUnchanged: (String) -> Bool

  init(_ given: GivenExplanations) {
    typed = given.typed
    kept = given.kept
    isUnchanged = given.isUnchanged
  }

  /// The text that answers a finding; `nil` for an open question.
  func answer(to finding: Finding) -> String? {
    let related = finding.facts["related"]?.split(separator: " ").map(String.init)
    // What was said before about a relation holds only while each of its figures is what it was.
    let holds = related?.allSatisfy(isUnchanged) ?? true
    // What is said now comes first.
    let fitting = (typed + (holds ? kept : [])).filter { $0.rule == nil || $0.rule == finding.code }
    if let indicator = finding.place.indicator {
      return fitting.first {
        $0.indicator.map { (related ?? [indicator]).contains($0.rawValue) } ?? false
          || ($0.indicator == nil && $0.rule != nil && $0.task?.rawValue == finding.place.task)
      }?.text
    }
    if let task = finding.place.task {
      if let whole = fitting.first(where: { $0.indicator == nil && $0.task?.rawValue == task }) {
        return whole.text
      }
      // Figures that are absent can be answered for one by one.
      let absent = finding.facts["indicators"]?.split(separator: " ").map { IndicatorID(String($0)) } ?? []
      let answers = absent.map { id in fitting.first { $0.indicator == id }?.text }
      guard !answers.isEmpty, answers.allSatisfy({ $0 != nil }) else { return nil }
      var seen: Set<String> = []
      return answers.compactMap(\.self).filter { seen.insert($0).inserted }.joined(separator: "；")
    }
    return (fitting.first { $0.rule != nil } ?? fitting.first { $0.task == nil && $0.indicator == nil })?.text
  }
}
