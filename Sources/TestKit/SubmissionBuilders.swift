import ReportModel

extension FigureValues {
  /// 本期数、本年累计、规划期累计 in this order; `nil` is a blank.
  package static func flow(
    _ quarter: Amount?, year: Amount? = nil, plan: Amount? = nil, adjustment: Amount? = nil
  ) -> FigureValues {
    FigureValues(inPeriod: quarter, yearToDate: year, planToDate: plan, adjustment: adjustment)
  }
  package static func stock(_ atEnd: Amount) -> FigureValues { FigureValues(atEnd: atEnd) }
  package static func ratio(_ numerator: Amount?, _ denominator: Amount?) -> FigureValues {
    FigureValues(numerator: numerator, denominator: denominator)
  }
}

extension Observation {
  /// 已报.
  package static func reported(
    _ indicator: IndicatorID, _ values: FigureValues, isProvisional: Bool = false
  ) -> Observation {
    Observation(
      task: "t-00", indicator: indicator, values: values, status: .reported, isProvisional: isProvisional)
  }
  /// 不适用.
  package static func notApplicable(_ indicator: IndicatorID) -> Observation {
    Observation(task: "t-00", indicator: indicator, values: .none, status: .notApplicable)
  }
  /// 空格.
  package static func blank(_ indicator: IndicatorID) -> Observation {
    Observation(task: "t-00", indicator: indicator, values: .none, status: .missing)
  }
}

extension ReviewedSubmission {
  /// An own level's or a department's report.
  package static func own(
    _ unit: OrgUnitCode, _ plan: PlanID, _ period: Period, _ observations: [Observation], revision: Int = 1,
    mode: ReportMode = .replace, outcome: Outcome = .accepted, isLate: Bool = false,
    statuses: [TaskID: TaskStatus] = [:], paragraphs: [SourceParagraph] = []
  ) -> ReviewedSubmission {
    ReviewedSubmission(
      reviewed: SubmissionIdentity(unit: unit, plan: plan, period: period, scope: .own), revision: revision,
      mode: mode, digest: "\(unit)-\(period)-own-\(revision)", receivedAt: Int64(revision), isLate: isLate,
      outcome: outcome, cover: Cover(), observations: observations, statuses: statuses,
      paragraphs: paragraphs,
      explanations: [], basis: nil)
  }

  /// A roll-up as the superior's office holds it after reading the file and completing it from its own register.
  ///
  /// A file states the leaves that stand out (missing, not applicable, in question, reported unasked) by code; the
  /// rest of `expected` is what the register says. Anything else that a roll-up value holds beyond its file would be
  /// lost on the way, and is lost here.
  package static func received(_ rollUp: RollUp, catalogue: Catalogue) -> ReviewedSubmission {
    let plan = catalogue.plan(rollUp.plan)
    let roster = Roster(catalogue, programme: plan?.programme ?? .sample, period: rollUp.period)
    func completed(_ stated: FigureCoverage, asked: Set<OrgUnitCode>) -> FigureCoverage {
      let unaskedReporters = stated.expected.subtracting(asked)
      return FigureCoverage(
        expected: asked.union(unaskedReporters).union(stated.missing).union(stated.notApplicable)
          .union(stated.provisional),
        missing: stated.missing, notApplicable: stated.notApplicable, provisional: stated.provisional)
    }
    let observations = rollUp.observations.map { observation in
      guard let rolled = observation.rolled, let indicator = plan?.indicator(observation.indicator) else {
        return observation
      }
      var received = Observation(
        task: observation.task, indicator: observation.indicator, values: observation.values,
        status: observation.status, isProvisional: rolled.completeness == .provisional)
      received.rolled = RolledDetail(
        completeness: rolled.completeness,
        coverage: completed(rolled.coverage, asked: roster.expectedLeaves(of: indicator, at: rollUp.unit)),
        parts: rolled.parts, estimated: rolled.estimated,
        reconciliation: rolled.reconciliation.map {
          Reconciliation(
            values: $0.values,
            coverage: completed(
              $0.coverage, asked: roster.subordinateLeaves(of: indicator, at: rollUp.unit)),
            parts: $0.parts)
        })
      return received
    }
    return ReviewedSubmission(
      reviewed: SubmissionIdentity(
        unit: rollUp.unit, plan: rollUp.plan, period: rollUp.period, scope: .rollup),
      revision: rollUp.revision, mode: .replace,
      digest: "\(rollUp.unit)-\(rollUp.period)-rollup-\(rollUp.revision)", receivedAt: 1, isLate: false,
      outcome: .accepted, cover: Cover(), observations: observations, statuses: [:],
      paragraphs: rollUp.paragraphs, explanations: [], basis: rollUp.basis)
  }
}
