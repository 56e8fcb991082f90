import ReportModel

/// 报送索引：the submissions of a run by period, unit and scope; one version for each identity.
struct SubmissionIndex {
  private var byIdentity: [SubmissionIdentity: ReviewedSubmission] = [:]
  /// Units with a submission in a period, for asking whether anything came from a subtree.
  private(set) var firstPeriod: Period?

  /// Returned and held versions do not count. The same submission given twice is the same submission; of two
  /// versions the later revision counts.
  init(_ submissions: [ReviewedSubmission]) {
    for submission in submissions where submission.outcome.counts {
      if let other = byIdentity[submission.identity], !submission.supersedes(other) { continue }
      byIdentity[submission.identity] = submission
      if firstPeriod.map({ submission.identity.period < $0 }) ?? true {
        firstPeriod = submission.identity.period
      }
    }
  }

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

  /// Whether the report states any figure; one that only carries the officer's words does not displace what the
  /// departments reported.
  var statesFigures: Bool { !observations.isEmpty }

  func observation(of indicator: IndicatorID) -> Observation? {
    observations.first { $0.indicator == indicator }
  }
}
