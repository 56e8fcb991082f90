import Findings
import ReportModel

/// 身份识别：who a report is from and what it is about, as far as the cover tells.
package struct Identification: Sendable, Hashable {
  /// Each on its own, for the receipt of a file that is only half readable.
  package var unit: OrgUnitCode?
  package var plan: PlanID?
  package var period: Period?
  package var scope: ReportScope
  /// Only where all three are known. There can be hard findings all the same.
  package var identity: SubmissionIdentity?
  package var findings: [Finding]
  package var repairs: [Repair]

  package init(
    unit: OrgUnitCode?, plan: PlanID?, period: Period?, scope: ReportScope, findings: [Finding],
    repairs: [Repair]
  ) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.scope = scope
    self.findings = findings
    self.repairs = repairs
    if let unit, let plan, let period {
      identity = SubmissionIdentity(unit: unit, plan: plan, period: period, scope: scope)
    }
  }

  /// What becomes of the file where there is no identity.
  package var outcome: Outcome { unit == nil || period == nil ? .unreadable : .returned }
}

/// Reads the cover against the catalogue alone: names, aliases and abolished codes become codes in force, and a plan
/// that was not typed becomes the unit's only one.
package func identify(_ draft: SubmissionDraft, in catalogue: Catalogue) -> Identification {
  let reading = IdentityReading(draft, in: catalogue)
  var findings: [Finding] = []
  for rule in identityRules {
    var found = RuleFindings(type(of: rule).sheet)
    rule.check(reading, of: draft, in: catalogue, found: &found)
    findings += found.findings
  }
  return Identification(
    unit: reading.unitCode, plan: reading.planID, period: draft.period, scope: draft.scope,
    findings: findings.sorted(by: Finding.inFileOrder), repairs: reading.repairs)
}
