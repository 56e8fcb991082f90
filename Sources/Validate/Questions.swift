import Findings
import ReportModel

/// 待核实问题：the questions of a report that nothing has settled, and which of its figures they leave provisional.
struct OpenQuestions {
  private var indicators: Set<String> = []
  private var concernsAll = false
  private(set) var isEmpty = true

  init(_ findings: [Finding]) {
    for finding in findings where finding.isOpenQuestion {
      isEmpty = false
      if let indicator = finding.place.indicator {
        indicators.insert(indicator)
      } else if finding.place.task == nil {
        concernsAll = true
      }
    }
  }

  func concern(_ indicator: IndicatorID) -> Bool { concernsAll || indicators.contains(indicator.rawValue) }
}

extension Confirmation {
  /// What is confirmed when an officer confirms this finding of a report.
  package init(of finding: Finding, in identity: SubmissionIdentity) {
    self.init(
      plan: identity.plan, scope: identity.scope, rule: finding.code, task: finding.place.task,
      indicator: finding.place.indicator, value: finding.place.value)
  }
}

/// 核实确认后的报送：the same report with some of its questions settled by an officer.
///
/// Nothing is checked again: what the sender wrote stands, only the questions and what they left provisional change.
///
/// - Parameter words: the officer's words on a question; `nil` leaves it open.
package func confirm(
  _ submission: ReviewedSubmission, findings: [Finding], words: (Finding) -> String?
) -> (submission: ReviewedSubmission, findings: [Finding]) {
  var findings = findings
  for index in findings.indices where findings[index].isOpenQuestion {
    findings[index].facts["confirmed"] = words(findings[index])
  }
  let questions = OpenQuestions(findings)
  var submission = submission
  submission.outcome = questions.isEmpty ? .accepted : .questions
  for index in submission.observations.indices {
    let observation = submission.observations[index]
    submission.observations[index].isProvisional =
      questions.concern(observation.indicator) || observation.rolled?.completeness == .provisional
  }
  return (submission, findings)
}
