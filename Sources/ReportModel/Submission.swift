/// 口径：a unit's own level, or its subtree rolled up.
package enum ReportScope: String, Sendable, Comparable {
  case own, rollup
  package static func < (left: ReportScope, right: ReportScope) -> Bool { left == .own && right == .rollup }
  package var chinese: String { self == .own ? "本级" : "汇总" }
}

/// 报送方式：重报 replaces, 补报 adds or replaces only what it names.
package enum ReportMode: String, Sendable { case replace, supplement }

/// 报送标识：what a report is about; one version is in force for each.
package struct SubmissionIdentity: Sendable, Hashable, Comparable {
  package let unit: OrgUnitCode
  package let plan: PlanID
  package let period: Period
  package let scope: ReportScope
  package init(unit: OrgUnitCode, plan: PlanID, period: Period, scope: ReportScope) {
    self.unit = unit
    self.plan = plan
    self.period = period
    self.scope = scope
  }
  /// The same report under another code.
  package func renamed(to unit: OrgUnitCode) -> SubmissionIdentity {
    SubmissionIdentity(unit: unit, plan: plan, period: period, scope: scope)
  }
  package static func < (left: SubmissionIdentity, right: SubmissionIdentity) -> Bool {
    (left.period, left.unit, left.plan, left.scope) < (right.period, right.unit, right.plan, right.scope)
  }
}

/// 办理结果.
package enum Outcome: String, Sendable, CaseIterable {
  /// 接收 · 待核实 · 暂存 · 退回 · 无法识别.
  case accepted, questions, held, returned, unreadable
  /// Whether the figures count.
  package var counts: Bool { self == .accepted || self == .questions }
  package var chinese: String {
    switch self {
    case .accepted: "接收"
    case .questions: "接收（待核实）"
    case .held: "暂存"
    case .returned: "退回"
    case .unreadable: "无法识别"
    }
  }
}

/// 封面：who filled the report. Stays in the office that received it.
package struct Cover: Sendable, Hashable {
  package var unitName: String?
  package var filledBy: String?
  package var reviewedBy: String?
  package var approvedBy: String?
  package var phone: String?
  /// ISO date.
  package var filledOn: String?
  /// 统一社会信用代码.
  package var creditCode: String?
  /// 空格表示零: a blank cell is a zero.
  package var blankMeansZero: Bool
  package init(
    unitName: String? = nil, filledBy: String? = nil, reviewedBy: String? = nil, approvedBy: String? = nil,
    phone: String? = nil, filledOn: String? = nil, creditCode: String? = nil, blankMeansZero: Bool = false
  ) {
    self.unitName = unitName
    self.filledBy = filledBy
    self.reviewedBy = reviewedBy
    self.approvedBy = approvedBy
    self.phone = phone
    self.filledOn = filledOn
    self.creditCode = creditCode
    self.blankMeansZero = blankMeansZero
  }
}

/// 任务状态.
package enum TaskStatus: String, Sendable, CaseIterable {
  case notStarted = "not-started"
  case inProgress = "in-progress"
  case completed
  case recurring
  package var chinese: String {
    switch self {
    case .notStarted: "未启动"
    case .inProgress: "推进中"
    case .completed: "已完成"
    case .recurring: "长期坚持"
    }
  }
}

/// 文字内容的种类.
package enum ParagraphKind: String, Sendable, CaseIterable {
  /// 工作进展 · 存在问题 · 下一步打算 · 汇总情况说明 · 情况说明, which answers questions about figures.
  case progress, problems, next, summary, explanation
  package var chinese: String {
    switch self {
    case .progress: "工作进展"
    case .problems: "存在问题"
    case .next: "下一步打算"
    case .summary: "汇总情况说明"
    case .explanation: "情况说明"
    }
  }
}

/// 原文段落：a unit's own words, which travel upward with its name and are never edited on the way.
package struct SourceParagraph: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  /// `nil` for the report as a whole.
  package var task: TaskID?
  package var kind: ParagraphKind
  /// Of an explanation: the figure that it is about, and the one rule that it answers; `nil` for all of them.
  package var indicator: IndicatorID?
  package var rule: String?
  package var text: String
  package init(
    unit: OrgUnitCode, plan: PlanID, task: TaskID?, kind: ParagraphKind, indicator: IndicatorID? = nil,
    rule: String? = nil, text: String
  ) {
    self.unit = unit
    self.plan = plan
    self.task = task
    self.kind = kind
    self.indicator = indicator
    self.rule = rule
    self.text = text
  }
}

/// 任务状态统计：how many reporting units state which status.
package struct StatusCount: Sendable, Hashable {
  package var status: TaskStatus
  package var units: Int
  package init(status: TaskStatus, units: Int) {
    self.status = status
    self.units = units
  }
}

/// 情况说明：answers what a rule asks about a figure.
package struct Explanation: Sendable, Hashable {
  /// `nil` answers every question about the figure.
  package var rule: String?
  /// `nil` is about the task as a whole.
  package var indicator: IndicatorID?
  package var task: TaskID?
  package var text: String
  package init(rule: String? = nil, indicator: IndicatorID? = nil, task: TaskID? = nil, text: String) {
    self.rule = rule
    self.indicator = indicator
    self.task = task
    self.text = text
  }
}

/// 来源：a submission that a roll-up was computed from.
package struct SubmissionSource: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var plan: PlanID
  package var scope: ReportScope
  package var revision: Int
  /// SHA-256 of the original bytes, hexadecimal.
  package var digest: String
  /// Seconds since 1970.
  package var receivedAt: Int64
  package var outcome: Outcome
  package var isLate: Bool
  package init(
    unit: OrgUnitCode, plan: PlanID, scope: ReportScope, revision: Int, digest: String, receivedAt: Int64,
    outcome: Outcome, isLate: Bool
  ) {
    self.unit = unit
    self.plan = plan
    self.scope = scope
    self.revision = revision
    self.digest = digest
    self.receivedAt = receivedAt
    self.outcome = outcome
    self.isLate = isLate
  }
}

/// 汇总附项：what a roll-up says about itself, beside its figures.
package struct RollUpBasis: Sendable, Hashable {
  package var sources: [SubmissionSource]
  /// 缺报单位.
  package var missingUnits: [OrgUnitCode]
  package var digests: CatalogueDigests
  package var ruleCatalogue: String
  package var statusCounts: [TaskID: [StatusCount]]
  package init(
    sources: [SubmissionSource] = [], missingUnits: [OrgUnitCode] = [],
    digests: CatalogueDigests = CatalogueDigests(), ruleCatalogue: String = "",
    statusCounts: [TaskID: [StatusCount]] = [:]
  ) {
    self.sources = sources
    self.missingUnits = missingUnits
    self.digests = digests
    self.ruleCatalogue = ruleCatalogue
    self.statusCounts = statusCounts
  }
}

/// 已审报送：a report that has passed the checks, in the plan's own measure units.
///
/// Only Validate makes one and only Store loads one; a test looks at the call sites of `init(reviewed:…)`.
package struct ReviewedSubmission: Sendable, Hashable {
  package var identity: SubmissionIdentity
  package var revision: Int
  package var mode: ReportMode
  package var digest: String
  package var receivedAt: Int64
  package var isLate: Bool
  package var outcome: Outcome
  package var cover: Cover
  package var observations: [Observation]
  package var statuses: [TaskID: TaskStatus]
  package var paragraphs: [SourceParagraph]
  package var explanations: [Explanation]
  /// Only for `scope == .rollup`.
  package var basis: RollUpBasis?

  package init(
    reviewed identity: SubmissionIdentity, revision: Int, mode: ReportMode, digest: String, receivedAt: Int64,
    isLate: Bool, outcome: Outcome, cover: Cover, observations: [Observation], statuses: [TaskID: TaskStatus],
    paragraphs: [SourceParagraph], explanations: [Explanation], basis: RollUpBasis?
  ) {
    self.identity = identity
    self.revision = revision
    self.mode = mode
    self.digest = digest
    self.receivedAt = receivedAt
    self.isLate = isLate
    self.outcome = outcome
    self.cover = cover
    self.observations = observations
    self.statuses = statuses
    self.paragraphs = paragraphs
    self.explanations = explanations
    self.basis = basis
  }

  package var source: SubmissionSource {
    SubmissionSource(
      unit: identity.unit, plan: identity.plan, scope: identity.scope, revision: revision, digest: digest,
      receivedAt: receivedAt, outcome: outcome, isLate: isLate)
  }

  /// 内容相同: whether two reports state the same, whatever bytes and places they state it in, and whatever was decided
  /// about their questions since.
  package func saysTheSame(as other: ReviewedSubmission) -> Bool {
    func content(_ observations: [Observation]) -> [Observation] {
      observations.map { observation in
        var content = observation
        content.line = 0
        content.isProvisional = false
        return content
      }.sorted { ($0.task, $0.indicator) < ($1.task, $1.indicator) }
    }
    return identity == other.identity && statuses == other.statuses && cover == other.cover
      && basis == other.basis && paragraphs == other.paragraphs && explanations == other.explanations
      && content(observations) == content(other.observations)
  }
}

extension ReviewedSubmission {
  /// 上行文字：the unit's words as they travel upward, its explanations among them.
  package var wordsForSuperiors: [SourceParagraph] {
    paragraphs + explanations.map { SourceParagraph($0, of: identity.unit, under: identity.plan) }
  }
}

extension SourceParagraph {
  /// 情况说明 as it travels upward.
  package init(_ explanation: Explanation, of unit: OrgUnitCode, under plan: PlanID) {
    self.init(
      unit: unit, plan: plan, task: explanation.task, kind: .explanation, indicator: explanation.indicator,
      rule: explanation.rule, text: explanation.text)
  }
}
