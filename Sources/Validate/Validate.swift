import Findings
import ReportModel

/// Checks a draft against the task matrix and the unit's history, and makes of it what the totals may take.
///
/// `ingestFindings` are those of the reading and of `identify`; they are sorted in among the review's own. Any hard finding
/// returns the report; a soft one that no explanation answers makes it a question.
package func review(
  _ draft: SubmissionDraft, ingestFindings: [Finding], in context: ValidationContext
) -> Review {
  let report = CheckedReport(draft, ingestFindings: ingestFindings, in: context)
  var findings = hinted(ingestFindings, in: context.plan)
  for rule in validationRules {
    var found = RuleFindings(type(of: rule).sheet)
    rule.check(report, in: context, found: &found)
    findings += found.findings
  }
  var faults = FigureFaults(findings)
  for rule in plausibilityRules {
    var found = RuleFindings(type(of: rule).sheet)
    rule.check(report, in: context, faults: faults, found: &found)
    findings += found.findings
    faults.add(found.findings)
  }

  let given = explanations(of: report, in: context)
  let answers = Explanations(given)
  var counts: [RuleCode: Int] = [:]
  for index in findings.indices {
    let finding = findings[index]
    counts[finding.code, default: 0] += 1
    if let bound = boundOfPlausible(finding, in: context) {
      findings[index].facts["bound"] = bound
      if draft.format != .xml { findings[index].facts["explainAt"] = placeForWords(on: finding, in: draft) }
    }
    guard finding.severity == .soft else { continue }
    let answer = answers.answer(to: finding)
    if let asked = context.askedBack(finding), answer == nil || answer == asked.answer {
      findings[index].facts["asked"] = asked.words
      findings[index].facts["rejected"] = answer
    } else {
      findings[index].facts["explained"] = answer
    }
    if findings[index].isOpenQuestion, draft.format != .xml {
      findings[index].facts["explainAt"] = placeForWords(on: finding, in: draft)
    }
    if findings[index].isOpenQuestion {
      findings[index].facts["confirmed"] = context.confirmation(of: finding)
      findings[index].facts["exempted"] = context.exemption(from: finding)
    }
  }
  let isReturned = findings.contains { $0.severity == .hard }
  let questions = OpenQuestions(findings)

  findings.sort(by: Finding.inFileOrder)
  findings = listed(findings)

  let outcome: Outcome = isReturned ? .returned : questions.isEmpty ? .accepted : .questions
  let stated = report.figures.count { !$0.isInherited }
  let spare = report.refused.count {
    if case .repeated = $0.reason { true } else { false }
  }
  var review = Review(
    outcome: outcome, findings: findings, counts: counts, repairs: draft.repairs + report.repairs,
    submission: nil, changes: [], figureCount: stated + report.refused.count - spare)
  if isReturned { return review }

  let submission = ReviewedSubmission(
    reviewed: context.identity, revision: draft.revision ?? (context.lastRevision ?? 0) + 1,
    mode: draft.mode, digest: context.digest, receivedAt: context.receivedAt, isLate: context.isLate,
    outcome: outcome, cover: draft.cover,
    observations: report.figures.compactMap { figure in
      observation(
        figure, isProvisional: questions.concern(figure.definition.id), in: context)
    },
    statuses: statuses(of: report, in: context), paragraphs: paragraphs(of: report, in: context),
    explanations: given.all, basis: context.isRollUp ? draft.basis : nil)
  review.submission = submission
  review.changes = figureChanges(from: context.inForce, to: submission, in: context.plan)
  return review
}

/// 合理上限: of a cell that could not be read, so that what is typed there next is not asked about in its turn: five times the
/// highest of at least three earlier quarters, as `QuarterUnusuallyHigh` takes it.
private func boundOfPlausible(_ finding: Finding, in context: ValidationContext) -> String? {
  guard finding.severity == .hard, finding.code.hasPrefix("I2"), let id = finding.place.indicator,
    let recent = context.recentQuarters[IndicatorID(id)], recent.count >= 3, let largest = recent.max(),
    largest > .zero
  else { return nil }
  return largest.multiplied(by: 5)?.description
}

/// 情况说明写在哪里: the cell of the finding's own row; `nil` where the file has no such column or the finding no row.
private func placeForWords(on finding: Finding, in draft: SubmissionDraft) -> String? {
  let row = finding.place.position
  guard let heading = draft.explanationHeading, heading.sheet == row.sheet,
    finding.place.indicator != nil || finding.place.task != nil
  else {
    return nil
  }
  return draft.sheets.cellName(SourcePosition(sheet: row.sheet, line: row.line, column: heading.column))
}

/// What a receipt lists: at most `detailCap` of one code and `fileDetailCap` in all, the gravest first choice; in the order
/// in which they came.
func listed(_ findings: [Finding]) -> [Finding] {
  var counts: [RuleCode: Int] = [:]
  var listed = findings.filter { finding in
    counts[finding.code, default: 0] += 1
    return counts[finding.code, default: 0] <= detailCap
  }
  for severity in [Severity.note, .soft, .hard] where listed.count > fileDetailCap {
    var surplus = listed.count - fileDetailCap
    // From the end: what stands first is read first.
    var kept: [Finding] = []
    for finding in listed.reversed() {
      if surplus > 0, finding.severity == severity { surplus -= 1 } else { kept.append(finding) }
    }
    listed = kept.reversed()
  }
  return listed
}

private func observation(
  _ figure: CheckedFigure, isProvisional: Bool, in context: ValidationContext
) -> Observation? {
  // Half a ratio is missing entirely, and what is missing is not there.
  if figure.isHalfRatio { return nil }
  var rolled = context.isRollUp ? figure.rolled : nil
  if let stated = rolled?.coverage {
    rolled?.coverage.expected = context.expectedLeaves(of: figure.definition, stated: stated)
  }
  if let stated = rolled?.reconciliation?.coverage {
    rolled?.reconciliation?.coverage.expected =
      context.roster.subordinateLeaves(of: figure.definition, at: context.identity.unit)
      .union(stated.expected).union(stated.missing).union(stated.notApplicable).union(stated.provisional)
  }
  return Observation(
    task: figure.definition.task, indicator: figure.definition.id, values: figure.values,
    status: figure.status, adjustmentReason: figure.typed.adjustmentReason,
    isProvisional: isProvisional || rolled?.completeness == .provisional,
    rolled: rolled, line: figure.typed.position.line)
}
