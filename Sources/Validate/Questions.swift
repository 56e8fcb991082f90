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

extension Finding {
  /// 所问之值: what a question is about: the value as typed; of a relation between figures which one it is, and all of them.
  package var questionedValue: String? {
    facts["check"].map { "\($0)：\(facts["terms"] ?? "")" } ?? place.value
  }
}

extension Confirmation {
  /// What is confirmed when an officer confirms this finding of a report.
  package init(of finding: Finding, in identity: SubmissionIdentity) {
    self.init(
      plan: identity.plan, scope: identity.scope, rule: finding.code, task: finding.place.task,
      indicator: finding.place.indicator, value: finding.questionedValue)
  }
}

extension Finding {
  /// An officer can still say something about it: nobody has confirmed it or given an exemption.
  package var awaitsOfficer: Bool {
    severity == .soft && facts["confirmed"] == nil && facts["exempted"] == nil
  }
  /// An officer can ask back: somebody's word has settled it.
  package var canBeAskedBack: Bool {
    severity == .soft && (facts["explained"] != nil || facts["confirmed"] != nil)
  }
}

/// 经办处理后的报送：the same report with some of its questions settled, or opened again, by an officer.
///
/// Nothing is checked again: what the sender wrote stands, only the questions and what they left provisional change.
///
/// - Parameter words: the officer's words on a question that is meant; `nil` leaves it as it is.
package func settle(
  _ submission: ReviewedSubmission, findings: [Finding], askingBack: Bool, words: (Finding) -> String?
) -> (submission: ReviewedSubmission, findings: [Finding]) {
  var findings = findings
  for index in findings.indices {
    let finding = findings[index]
    guard askingBack ? finding.canBeAskedBack : finding.awaitsOfficer, let words = words(finding) else {
      continue
    }
    if askingBack {
      findings[index].facts["rejected"] = finding.facts["explained"]
      findings[index].facts["explained"] = nil
      findings[index].facts["confirmed"] = nil
      findings[index].facts["asked"] = words
    } else {
      findings[index].facts["asked"] = nil
      findings[index].facts["confirmed"] = words
    }
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
