import ReportModel

/// 与上次相比的变动：one value that a resubmission changed.
package struct FigureChange: Sendable, Hashable {
  package var task: TaskID
  package var indicator: IndicatorID
  package var item: FigureItem
  /// `nil` where the figure was not there.
  package var before: Amount?
  package var after: Amount?
  package init(task: TaskID, indicator: IndicatorID, item: FigureItem, before: Amount?, after: Amount?) {
    self.task = task
    self.indicator = indicator
    self.item = item
    self.before = before
    self.after = after
  }
}

/// 身份如何确认：how the sender was known.
package enum SenderChannel: String, Sendable {
  /// The unit's own drop folder · the Inbox root of an open workspace · not sent at all, only checked.
  case dropFolder = "drop-folder"
  case openInbox = "open-inbox"
  case checkOnly = "check-only"
}

/// 台账位置：an entry of the office's journal, by number and hash; both are zero before the first one.
package struct JournalMark: Sendable, Hashable {
  package var sequence: Int
  /// SHA-256, hexadecimal.
  package var hash: String
  package init(sequence: Int, hash: String) {
    self.sequence = sequence
    self.hash = hash
  }
}

/// 经办决定：what an officer decided about a report that was taken in before, by whom and why.
package struct OfficerDecision: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// 放行 of a held report · 退回 · 按填报单位要求撤回 · 核实确认 · 追问.
    case released, returned, withdrawn, confirmed, asked
    package var chinese: String {
      switch self {
      case .released: "放行"
      case .returned: "退回"
      case .withdrawn: "撤回"
      case .confirmed: "核实确认"
      case .asked: "追问"
      }
    }
  }
  package var kind: Kind
  /// 经办人.
  package var officer: String
  package var reason: String
  package var at: Instant
  package init(kind: Kind, officer: String, reason: String, at: Instant) {
    self.kind = kind
    self.officer = officer
    self.reason = reason
    self.at = at
  }
}

/// 回执：everything that the sender of a file needs to know, from which the XML and the HTML are both made.
package struct Receipt: Sendable, Hashable {
  package var fileName: String
  package var outcome: Outcome
  package var digest: String
  /// What could be identified; each on its own, for a file that is only half readable.
  package var unit: OrgUnitCode?
  package var unitName: String?
  package var plan: PlanID?
  package var planTitle: String?
  package var period: Period?
  package var scope: ReportScope?
  package var revision: Int?
  package var mode: ReportMode
  /// Seconds since 1970.
  package var receivedAt: Int64
  package var isLate: Bool
  package var channel: SenderChannel
  /// The unit that gives the receipt.
  package var receiver: OrgUnitCode
  package var receiverName: String
  package var figureCount: Int
  /// In file order; capped per rule, while `counts` are exact.
  package var findings: [Finding]
  package var counts: [RuleCode: Int]
  package var repairs: [Repair]
  /// 表页: names of the sheets, where the file was a workbook; places give their numbers.
  package var sheets: [String] = []
  package var changes: [FigureChange]
  /// Chinese names for the tasks and indicators that the receipt mentions.
  package var names: [String: String]
  /// 规则目录版本.
  package var ruleCatalogue: String
  /// The end of the receiver's journal when the receipt was given; `nil` where nothing was recorded (`check`).
  package var journal: JournalMark?
  /// What made this receipt, where it was not the arrival of the file.
  package var decision: OfficerDecision?

  package init(
    fileName: String, outcome: Outcome, digest: String, unit: OrgUnitCode? = nil, unitName: String? = nil,
    plan: PlanID? = nil, planTitle: String? = nil, period: Period? = nil, scope: ReportScope? = nil,
    revision: Int? = nil, mode: ReportMode = .replace, receivedAt: Int64, isLate: Bool = false,
    channel: SenderChannel, receiver: OrgUnitCode, receiverName: String, figureCount: Int = 0,
    findings: [Finding] = [], counts: [RuleCode: Int] = [:], repairs: [Repair] = [],
    changes: [FigureChange] = [],
    names: [String: String] = [:], ruleCatalogue: String
  ) {
    self.fileName = fileName
    self.outcome = outcome
    self.digest = digest
    self.unit = unit
    self.unitName = unitName
    self.plan = plan
    self.planTitle = planTitle
    self.period = period
    self.scope = scope
    self.revision = revision
    self.mode = mode
    self.receivedAt = receivedAt
    self.isLate = isLate
    self.channel = channel
    self.receiver = receiver
    self.receiverName = receiverName
    self.figureCount = figureCount
    self.findings = findings
    self.counts = counts
    self.repairs = repairs
    self.changes = changes
    self.names = names
    self.ruleCatalogue = ruleCatalogue
  }

  package func count(of severity: Severity) -> Int {
    findings.filter { $0.severity == severity }.count
  }

  /// The Chinese names of what findings and changes point at; whoever reads the receipt asks for no others, and a plan has
  /// hundreds.
  package func namesMentioned(in plan: Plan) -> [String: String] {
    var names: [String: String] = [:]
    func mention(_ id: String?) {
      guard let id, names[id] == nil else { return }
      // An indicator goes before a task of the same id.
      names[id] = plan.indicator(IndicatorID(id))?.name ?? plan.task(TaskID(id))?.title
    }
    for finding in findings {
      mention(finding.place.task)
      mention(finding.place.indicator)
    }
    for change in changes {
      mention(change.task.rawValue)
      mention(change.indicator.rawValue)
    }
    return names
  }
}
