import Findings
import ReportModel

/// 审核环境：everything besides the draft that the checks may look at.
package struct ValidationContext: Sendable {
  package var catalogue: Catalogue
  package var roster: Roster
  package var plan: Plan
  package var identity: SubmissionIdentity
  /// The reporting unit's own figures at the end of the previous period.
  package var history: [IndicatorID: FigureState]
  /// 往季本期数：of the last up to eight quarters that were reported, newest first.
  package var recentQuarters: [IndicatorID: [Amount]]
  /// 现行版本：the report of the same identity that this one replaces or supplements.
  package var inForce: ReviewedSubmission?
  /// 最高版次: of the versions that ever counted, the one in force or one that an officer has sent back since.
  package var lastRevision: Int?
  /// The unit whose workspace this is.
  package var workspaceUnit: OrgUnitCode
  package var channel: SenderChannel
  package var dropFolderUnit: OrgUnitCode?
  /// SHA-256 of the original bytes.
  package var digest: String
  /// Seconds since 1970.
  package var receivedAt: Int64
  package var isLate: Bool

  package init(
    catalogue: Catalogue, roster: Roster, plan: Plan, identity: SubmissionIdentity,
    history: [IndicatorID: FigureState] = [:], recentQuarters: [IndicatorID: [Amount]] = [:],
    inForce: ReviewedSubmission? = nil, lastRevision: Int? = nil, workspaceUnit: OrgUnitCode,
    channel: SenderChannel,
    dropFolderUnit: OrgUnitCode? = nil, digest: String, receivedAt: Int64, isLate: Bool = false
  ) {
    self.catalogue = catalogue
    self.roster = roster
    self.plan = plan
    self.identity = identity
    self.history = history
    self.recentQuarters = recentQuarters
    self.inForce = inForce
    self.lastRevision = lastRevision ?? inForce?.revision
    self.workspaceUnit = workspaceUnit
    self.channel = channel
    self.dropFolderUnit = dropFolderUnit
    self.digest = digest
    self.receivedAt = receivedAt
    self.isLate = isLate
  }

  /// 代报: the unit is not this office's, or the file came from somebody who cannot speak for it; then what else is owed
  /// is no question to the sender.
  package var isForeign: Bool {
    !units.contains(identity.unit, under: workspaceUnit)
      || dropFolderUnit.map { !units.contains(identity.unit, under: units.current($0)) } ?? false
  }
  package var isRollUp: Bool { identity.scope == .rollup }
  package var units: UnitRegister { catalogue.units }
}

extension ValidationContext {
  private var duty: Decisions.Duty { Decisions.Duty(unit: identity.unit, period: identity.period) }

  /// 核实确认: what an officer said about this very question before; another value is another question.
  func confirmation(of finding: Finding) -> String? {
    catalogue.decisions.confirmations[duty]?[Confirmation(of: finding, in: identity)]
  }

  /// 追问: the answer to this very question that an officer did not take.
  func askedBack(_ finding: Finding) -> AskedBack? {
    catalogue.decisions.askedBack[duty]?[Confirmation(of: finding, in: identity)]
  }

  /// 规则豁免; of one audit formula alone where its id follows the code: `V3010/three-heads-kept`.
  func exemption(from finding: Finding) -> String? {
    let exemptions = catalogue.decisions.ruleExemptions[duty]
    return exemptions?[finding.code]
      ?? finding.facts["check"].flatMap { exemptions?["\(finding.code)/\($0)"] }
  }

  /// 应报叶：the register's leaves of a rolled-up figure, and those that the file names beyond them.
  package func expectedLeaves(
    of indicator: IndicatorDefinition, stated: FigureCoverage
  ) -> Set<OrgUnitCode> {
    roster.expectedLeaves(of: indicator, at: identity.unit)
      .union(stated.expected).union(stated.missing).union(stated.notApplicable).union(stated.provisional)
  }
}
