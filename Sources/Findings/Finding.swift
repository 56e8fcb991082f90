import ReportModel

/// 位置：where in a file, and which figure.
package struct Place: Sendable, Hashable {
  package var position: SourcePosition
  package var unit: OrgUnitCode?
  package var task: String?
  package var indicator: String?
  /// What was typed there.
  package var value: String?
  package init(
    _ position: SourcePosition = .none, unit: OrgUnitCode? = nil, task: String? = nil,
    indicator: String? = nil,
    value: String? = nil
  ) {
    self.position = position
    self.unit = unit
    self.task = task
    self.indicator = indicator
    self.value = value
  }
}

/// 具体事实：fills the slots of a rule's texts.
package typealias Facts = [String: String]

/// 审核问题：one problem with data, without rendered text.
package struct Finding: Sendable, Hashable {
  package var code: RuleCode
  package var severity: Severity
  package var place: Place
  package var facts: Facts
  package init(_ sheet: RuleSheet, at place: Place, _ facts: Facts = [:], severity: Severity? = nil) {
    code = sheet.code
    self.severity = severity ?? sheet.severity
    self.place = place
    self.facts = facts
  }

  package init(code: RuleCode, severity: Severity, place: Place, facts: Facts) {
    self.code = code
    self.severity = severity
    self.place = place
    self.facts = facts
  }

  /// 答复: what settles a question: the sender's explanation, an officer's confirmation, or an exemption from the rule.
  package var answer: String? { facts["explained"] ?? facts["confirmed"] ?? facts["exempted"] }

  /// 试行: found by a rule or formula whose false alarms are not known yet.
  package var isTrial: Bool { facts["trial"] != nil }

  /// 追问: an officer was not content with the answer; it says who and why.
  package var askedBack: String? { facts["asked"] }

  /// 待核实: a soft finding that nothing has settled yet.
  package var isOpenQuestion: Bool { severity == .soft && answer == nil }

  /// File order, then code: the order in which people read findings.
  package static func inFileOrder(_ left: Finding, _ right: Finding) -> Bool {
    if left.place.position != right.place.position { return left.place.position < right.place.position }
    if left.code != right.code { return left.code < right.code }
    let leftKey = (left.place.task ?? "", left.place.indicator ?? "", left.place.value ?? "")
    let rightKey = (right.place.task ?? "", right.place.indicator ?? "", right.place.value ?? "")
    return leftKey < rightKey
  }
}

extension RuleSheets {
  /// The finding's message in a language; its code where the sheet is not known.
  package func message(of finding: Finding, in language: Language) -> String {
    guard let sheet = self[finding.code] else { return finding.code }
    return fill(language == .zh ? sheet.message : sheet.messageEN, with: finding)
  }

  package func remedy(of finding: Finding, in language: Language) -> String {
    guard let sheet = self[finding.code] else { return "" }
    return fill(language == .zh ? sheet.remedy : sheet.remedyEN, with: finding)
  }

  package func title(of code: RuleCode, in language: Language) -> String {
    guard let sheet = self[code] else { return code }
    return language == .zh ? sheet.title : sheet.titleEN
  }

  /// Puts facts into `{slots}`; a slot without a fact shows as an em dash, so a gap is seen and not hidden.
  private func fill(_ template: String, with finding: Finding) -> String {
    var facts = finding.facts
    if facts["value"] == nil { facts["value"] = finding.place.value }
    if facts["indicator"] == nil { facts["indicator"] = finding.place.indicator }
    if facts["task"] == nil { facts["task"] = finding.place.task }
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let fact = facts[String(rest[rest.index(after: open)..<close])] ?? "—"
      rest = rest[rest.index(after: close)...]
      // Quotation marks inside quotation marks are single ones.
      let isQuoted = text.last == "“" && rest.first == "”"
      text += isQuoted ? fact.map { $0 == "“" ? "‘" : $0 == "”" ? "’" : String($0) }.joined() : fact
    }
    return text + rest
  }
}
