import ReportModel

/// 报送索引：submissions by period, unit and scope; one version for each identity.
struct SubmissionIndex {
  private var byIdentity: [SubmissionIdentity: ReviewedSubmission] = [:]

  /// Returned and held versions do not count. The same submission given twice is the same submission; of two
  /// versions the later revision counts. A supplement adds to or replaces what came before it, figure by figure.
  /// Reports under an abolished code are reports of the unit that replaced it.
  init(_ original: [ReviewedSubmission], units: UnitRegister) {
    var submissions = original
    for position in submissions.indices {
      let code = submissions[position].identity.unit
      let current = units.current(code)
      if current != code {
        submissions[position].identity = submissions[position].identity.renamed(to: current)
      }
    }
    var supplements: [SubmissionIdentity: [ReviewedSubmission]] = [:]
    for submission in submissions where submission.outcome.counts {
      let identity = submission.identity
      if submission.mode == .supplement { supplements[identity, default: []].append(submission) }
      if let other = byIdentity[identity], !submission.supersedes(other) { continue }
      byIdentity[identity] = submission
    }
    guard !supplements.isEmpty else { return }
    for (identity, added) in supplements {
      let whole = submissions.filter {
        $0.identity == identity && $0.outcome.counts && $0.mode == .replace
      }.max { $1.supersedes($0) }
      let later = added.filter { addition in whole.map { addition.supersedes($0) } ?? true }
        .sorted { $1.supersedes($0) }
      guard let first = whole ?? later.first else { continue }
      byIdentity[identity] = later.reduce(first) { $1.supplementing($0) }
    }
  }

  subscript(identity: SubmissionIdentity) -> ReviewedSubmission? { byIdentity[identity] }

  func own(_ unit: OrgUnitCode, _ plan: Plan, _ period: Period) -> ReviewedSubmission? {
    byIdentity[SubmissionIdentity(unit: unit, plan: plan.id, period: period, scope: .own)]
  }

  func rollUp(_ unit: OrgUnitCode, _ plan: Plan, _ period: Period) -> ReviewedSubmission? {
    byIdentity[SubmissionIdentity(unit: unit, plan: plan.id, period: period, scope: .rollup)]
  }
}

extension ReviewedSubmission {
  fileprivate func supersedes(_ other: ReviewedSubmission) -> Bool {
    (revision, receivedAt, digest) > (other.revision, other.receivedAt, other.digest)
  }

  /// This supplement laid over an earlier version; laying it over itself changes nothing.
  fileprivate func supplementing(_ earlier: ReviewedSubmission) -> ReviewedSubmission {
    var result = self
    let stated = Set(observations.map(\.indicator))
    result.observations = earlier.observations.filter { !stated.contains($0.indicator) } + observations
    result.statuses = earlier.statuses.merging(statuses) { _, new in new }
    let told = Set(paragraphs.map { ParagraphKey($0) })
    result.paragraphs = earlier.paragraphs.filter { !told.contains(ParagraphKey($0)) } + paragraphs
    let explained = Set(explanations.map { ExplanationKey($0) })
    result.explanations =
      earlier.explanations.filter { !explained.contains(ExplanationKey($0)) } + explanations
    return result
  }

  private struct ParagraphKey: Hashable {
    var unit: OrgUnitCode
    var task: TaskID?
    var kind: ParagraphKind
    var indicator: IndicatorID?
    var rule: String?
    init(_ paragraph: SourceParagraph) {
      unit = paragraph.unit
      task = paragraph.task
      kind = paragraph.kind
      indicator = paragraph.indicator
      rule = paragraph.rule
    }
  }

  private struct ExplanationKey: Hashable {
    var task: TaskID?
    var indicator: IndicatorID?
    var rule: String?
    init(_ explanation: Explanation) {
      task = explanation.task
      indicator = explanation.indicator
      rule = explanation.rule
    }
  }

  /// Whether the report states any figure; one that only carries the officer's words, or a form left blank, does
  /// not displace what the departments reported.
  var statesFigures: Bool { observations.contains { $0.status != .missing } }

  /// The report's figures by indicator; built once per report, because looking for each in turn is quadratic.
  var figures: [IndicatorID: Observation] {
    Dictionary(observations.map { ($0.indicator, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
