import ReportModel

/// 催报名单：whom an office has to write to about a period, and about what; a value from which the notices are written.
package struct Reminder: Sendable, Hashable {
  package var period: Period
  package var office: OrgUnitCode
  package var officeName: String
  package var plan: PlanID
  package var planTitle: String
  /// 截至: the moment that the list is of.
  package var asOf: Instant
  /// 截止: since when the quarter is closed; what comes now waits for the officer.
  package var closedAt: Instant?
  package var dueCount: Int
  /// Those of whom a report counts, with questions or without.
  package var inCount: Int
  /// In the order of the notice: areas before departments, then by code; one entry for each thing to say.
  package var addressees: [Addressee]

  package init(
    period: Period, office: OrgUnitCode, officeName: String, plan: PlanID, planTitle: String, asOf: Instant,
    closedAt: Instant? = nil, dueCount: Int = 0, inCount: Int = 0, addressees: [Addressee] = []
  ) {
    self.period = period
    self.office = office
    self.officeName = officeName
    self.plan = plan
    self.planTitle = planTitle
    self.asOf = asOf
    self.closedAt = closedAt
    self.dueCount = dueCount
    self.inCount = inCount
    self.addressees = addressees
  }

  /// 催报对象: one unit with what it still has to do.
  package struct Addressee: Sendable, Hashable {
    package var unit: OrgUnitCode
    package var name: String
    package var group: Group
    /// The compiling unit that it reports to, where that is not the office itself.
    package var under: OrgUnitCode?
    package var underName: String?
    package var scope: ReportScope
    package var matter: Matter
    /// 应报时限; `nil` where the calendar has none.
    package var due: Instant?
    /// 延期 was granted.
    package var isExtended: Bool
    /// What its report owes.
    package var figureCount: Int
    package var taskCount: Int
    /// Where the report goes: `Inbox/610703`.
    package var place: String

    package init(
      unit: OrgUnitCode, name: String, group: Group, under: OrgUnitCode? = nil,
      underName: String? = nil, scope: ReportScope = .own,
      matter: Matter, due: Instant?, isExtended: Bool = false, figureCount: Int, taskCount: Int, place: String
    ) {
      self.unit = unit
      self.name = name
      self.group = group
      self.under = under
      self.underName = underName
      self.scope = scope
      self.matter = matter
      self.due = due
      self.isExtended = isExtended
      self.figureCount = figureCount
      self.taskCount = taskCount
      self.place = place
    }
  }

  /// 单位类别, in the order of the notice.
  package enum Group: String, Sendable, CaseIterable, Comparable {
    /// 本级: the office's own report.
    case ownLevel = "own-level"
    case city, county, town, department

    package init(_ level: OrgLevel) {
      switch level {
      case .nation, .province, .city: self = .city
      case .county: self = .county
      case .town: self = .town
      case .department, .collective: self = .department
      }
    }

    package static func < (left: Group, right: Group) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// 催报事由.
  package enum Matter: Sendable, Hashable {
    /// 未报: nothing has come.
    case silent
    /// 所属单位未报齐: a compiling unit's reports came here one by one, and these are still out.
    case incomplete(missing: [String])
    /// 退回: what is wrong with the last file. `isStanding`: an earlier version goes on counting.
    case returned(
      file: String, receivedAt: Instant, remarks: [Remark], count: Int, receipt: String, isStanding: Bool)
    /// 待核实: what is to be explained.
    case questions(remarks: [Remark], receipt: String)

    package var name: String {
      switch self {
      case .silent: "missing"
      case .incomplete: "incomplete"
      case .returned: "returned"
      case .questions: "questions"
      }
    }
  }

  /// 一条问题: a finding as it is told, with what to do.
  package struct Remark: Sendable, Hashable {
    package var code: RuleCode
    /// 0 where it is about the file as a whole.
    package var line: Int
    /// `指标!F12`, where the file is a workbook.
    package var cell: String?
    package var text: String
    package var remedy: String
    package init(code: RuleCode, line: Int, cell: String? = nil, text: String, remedy: String) {
      self.cell = cell
      self.code = code
      self.line = line
      self.text = text
      self.remedy = remedy
    }
  }
}

extension Reminder.Addressee {
  /// 逾期天数: days since the day of the deadline, 0 on that day itself; `nil` while there is time, or where there is no deadline.
  package func daysLate(at moment: Instant) -> Int? {
    guard let due, moment > due else { return nil }
    return moment.dayNumber - lastDay(due)
  }

  /// 剩余天数: whole days to the day of the deadline, 0 on that day.
  package func daysLeft(at moment: Instant) -> Int? {
    guard let due, moment <= due else { return nil }
    return max(0, lastDay(due) - moment.dayNumber)
  }

  /// A deadline at midnight belongs to the day that it ends.
  private func lastDay(_ due: Instant) -> Int { Instant(seconds: due.seconds - 1).dayNumber }
}
