/// 经办决定：what officers decided that the checks and the totals depend on, as it stands now.
///
/// Folded from the journal, which holds every decision with name and reason; here is only what follows from them.
package struct Decisions: Sendable, Hashable {
  /// A unit in a period, under every plan.
  package struct Duty: Sendable, Hashable, Comparable {
    package let unit: OrgUnitCode
    package let period: Period
    package init(unit: OrgUnitCode, period: Period) {
      self.unit = unit
      self.period = period
    }
    package static func < (left: Duty, right: Duty) -> Bool {
      (left.period, left.unit) < (right.period, right.unit)
    }
  }

  /// 延期: the instant, in seconds since 1970, by which the unit may report.
  package var extensions: [Duty: Int64] = [:]
  /// 免报: the unit owes nothing in the period; what it knows of earlier periods stays.
  package var exemptions: Set<Duty> = []
  /// 规则豁免: soft rules that ask the unit nothing in the period, with the officer's words.
  package var ruleExemptions: [Duty: [String: String]] = [:]
  /// 核实确认, with the officer's words.
  package var confirmations: [Duty: [Confirmation: String]] = [:]
  /// 追问: questions whose answer an officer did not take, with the officer's words and that answer; another answer counts.
  package var askedBack: [Duty: [Confirmation: AskedBack]] = [:]

  package init() {}
}

/// 追问：why an officer did not take an answer, and which.
package struct AskedBack: Sendable, Hashable {
  package var words: String
  package var answer: String
  package init(words: String, answer: String) {
    self.words = words
    self.answer = answer
  }
}

/// 核实确认：an officer's word that a questioned value is right. It holds for that very value: another one is asked about again.
package struct Confirmation: Sendable, Hashable {
  package var plan: PlanID
  package var scope: ReportScope
  package var rule: String
  package var task: String?
  package var indicator: String?
  /// As typed; `nil` where the question is not about a value.
  package var value: String?
  package init(
    plan: PlanID, scope: ReportScope, rule: String, task: String?, indicator: String?, value: String?
  ) {
    self.plan = plan
    self.scope = scope
    self.rule = rule
    self.task = task
    self.indicator = indicator
    self.value = value
  }
}
