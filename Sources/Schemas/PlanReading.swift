import Findings
import Formats
import ReportModel

/// 方案读取：reads one plan file after checking it against `plan.xsd`.
///
/// Everything that the schema allows is kept, with three exceptions that carry nothing: comments, an empty
/// optional text or attribute (as if it were not there), and how a number is written (1.50 is 1.5).
///
/// - Returns: the plan, or `nil` with findings that name the lines.
/// - Throws: `planSchemaRefused`, `readerFailed`.
package func readPlan(
  _ file: SchemaFile, schema: [UInt8]
) throws(SchemasFault) -> (Plan?, [Finding]) {
  do {
    return try readPlan(file, schema: XMLSchema(schema))
  } catch {
    throw SchemasFault(error)
  }
}

func readPlan(_ file: SchemaFile, schema: XMLSchema) throws(FormatFault) -> (Plan?, [Finding]) {
  var log = CatalogueLog(file: file.name)
  let text: DecodedText
  switch try decodeXMLText(file.bytes) {
  case .failure(let problem):
    log.report(
      FileRules.unreadableText, line: problem.line ?? 0, column: problem.column ?? 0, problem.facts)
    return (nil, log.findings)
  case .success(let decoded): text = decoded
  }
  switch try readXML(text.utf8, schema: schema) {
  case .refused(let problem):
    log.report(FileRules.unreadableXML, line: problem.line ?? 0, column: problem.column ?? 0, problem.facts)
    return (nil, log.findings)
  case .read(let document, let violations):
    for violation in violations.items {
      log.report(
        FileRules.schemaViolation, line: violation.line, column: violation.column,
        [
          "element": violation.attribute.map { "\(violation.element)/@\($0)" } ?? violation.element,
          "problem": violation.message, "problemEN": violation.message,
        ])
    }
    guard violations.isEmpty else { return (nil, log.findings) }
    var reader = PlanReader(log: log)
    let plan = reader.plan(document.root)
    return (plan, reader.log.findings)
  }
}

/// The walk over a document that fits the schema. What the schema lets through and the model cannot hold (a number
/// beyond its range) is a finding, and then there is no plan.
private struct PlanReader {
  var log: CatalogueLog
  private var isComplete = true

  init(log: CatalogueLog) { self.log = log }

  mutating func plan(_ root: XMLElement) -> Plan? {
    let lights = root.firstChild(named: "lights").map { element in
      LightRule(
        yellowFrom: number(element, "yellowFrom") ?? 0, redOver: number(element, "redOver") ?? 0)
    }
    let crosswalk = root.firstChild(named: "crosswalk").map { element in
      Crosswalk(
        to: PlanID(element.attribute("to") ?? ""), entries: element.children(named: "map").map { entry($0) })
    }
    let plan = Plan(
      id: PlanID(root.attribute("id") ?? ""), programme: ProgrammeID(root.attribute("programme") ?? ""),
      unit: OrgUnitCode(root.attribute("unit") ?? ""), parent: filled(root, "parent").map { PlanID($0) },
      firstYear: year(root, "firstYear"), lastYear: year(root, "lastYear"),
      cumulativeFrom: month(root, "cumulativeFrom"), title: text(root, "title") ?? "",
      source: text(root, "source") ?? "", lights: lights,
      matrix: TaskMatrix(
        general: root.firstChild(named: "task").map { task($0) }
          ?? PlanTask(id: "", title: "", place: "", text: "", units: []),
        parts: root.children(named: "part").map { part($0) }),
      indicators: root.children(named: "indicator").map { indicator($0) },
      targets: root.children(named: "target").map { target($0) },
      formulas: root.children(named: "check").compactMap { formula($0) }, crosswalk: crosswalk)
    return isComplete ? plan : nil
  }

  private mutating func part(_ element: XMLElement) -> PlanPart {
    PlanPart(
      id: element.attribute("id") ?? "", label: filled(element, "label"),
      title: element.attribute("title") ?? "",
      actions: element.children(named: "action").map { action in
        PlanAction(
          id: action.attribute("id") ?? "", kind: word(action, "kind") ?? .action,
          label: filled(action, "label"), title: action.attribute("title") ?? "",
          text: text(action, "text"), units: groups(action),
          tasks: action.children(named: "task").map { task($0) })
      })
  }

  private mutating func task(_ element: XMLElement) -> PlanTask {
    PlanTask(
      id: TaskID(element.attribute("id") ?? ""), mainTask: filled(element, "mainTask"),
      title: element.attribute("title") ?? "", place: element.attribute("place") ?? "",
      text: text(element, "text") ?? "", units: groups(element))
  }

  private mutating func groups(_ element: XMLElement) -> [UnitGroup] {
    element.children(named: "units").map { group in
      UnitGroup(role: word(group, "role") ?? .responsible, units: codes(group.text))
    }
  }

  private mutating func indicator(_ element: XMLElement) -> IndicatorDefinition {
    IndicatorDefinition(
      id: IndicatorID(element.attribute("id") ?? ""), task: TaskID(element.attribute("task") ?? ""),
      name: element.attribute("name") ?? "", measure: element.attribute("measure") ?? "",
      kind: word(element, "kind") ?? .count,
      decimals: filled(element, "decimals").flatMap { Int($0.trimmed) } ?? 0,
      timeFunction: word(element, "timeFunction") ?? .flow,
      unitFunction: word(element, "unitFunction") ?? .sum,
      basis: word(element, "basis") ?? .sum, withinUnit: word(element, "withinUnit") ?? .sum,
      dataOwners: codes(element.attribute("dataOwners") ?? ""),
      reportedBy: word(element, "reportedBy") ?? .both, asked: word(element, "asked") ?? .quarterly,
      carry: isTrue(element, "carry"), partOf: filled(element, "partOf").map { IndicatorID($0) },
      parts: word(element, "parts"), partsSeverity: word(element, "partsSeverity") ?? .hard,
      maximum: number(element, "maximum"), definition: text(element, "definition") ?? "",
      reading: text(element, "reading"))
  }

  private mutating func target(_ element: XMLElement) -> TargetDefinition {
    let task = element.attribute("task") ?? ""
    let milestones = (element.attribute("milestones") ?? "").words.compactMap { word in
      milestone(word, element)
    }
    return TargetDefinition(
      id: IndicatorID(element.attribute("id") ?? ""), task: task == "goal" ? nil : TaskID(task),
      indicator: IndicatorID(element.attribute("indicator") ?? ""), quote: text(element, "quote") ?? "",
      comparator: word(element, "comparator") ?? .atLeast, value: number(element, "value"),
      valueMax: number(element, "valueMax"), tolerance: number(element, "tolerance"),
      measure: element.attribute("measure") ?? "", cadence: word(element, "cadence") ?? .unclear,
      by: filled(element, "by").flatMap { Period($0) }, schedule: word(element, "schedule") ?? .none,
      milestones: milestones, partOf: filled(element, "partOf").map { IndicatorID($0) },
      isStretch: isTrue(element, "stretch"), baseline: number(element, "baseline"),
      reading: text(element, "reading"))
  }

  private mutating func milestone(_ word: String, _ element: XMLElement) -> TargetDefinition.Milestone? {
    let parts = word.split(separator: "=")
    guard parts.count == 2, let period = Period(String(parts[0])), let value = decimal(String(parts[1]))
    else {
      refuse(element, "milestones", word, "分季度节点，如 2024-Q4=3000", "milestones such as 2024-Q4=3000")
      return nil
    }
    return TargetDefinition.Milestone(period: period, value: value)
  }

  private mutating func formula(_ element: XMLElement) -> AuditFormula? {
    let written = text(element, "formula") ?? ""
    do throws(FormulaError) {
      return try AuditFormula(
        id: element.attribute("id") ?? "", written, severity: word(element, "severity") ?? .soft,
        isTrial: isTrue(element, "trial"), subject: word(element, "on") ?? .reports,
        levels: (element.attribute("levels") ?? "").words.compactMap { OrgLevel(rawValue: $0) },
        columns: word(element, "columns") ?? .inPeriod, missing: word(element, "missing") ?? .skip,
        meaning: text(element, "text") ?? "", meaningEN: text(element, "textEN") ?? "")
    } catch {
      isComplete = false
      let place = element.firstChild(named: "formula") ?? element
      log.report(
        FormulaRules.badFormula, line: place.line, column: place.column, value: written,
        FormulaRules.facts(of: error, in: written, id: element.attribute("id") ?? ""))
      return nil
    }
  }

  private mutating func entry(_ element: XMLElement) -> CrosswalkEntry {
    CrosswalkEntry(
      indicator: IndicatorID(element.attribute("indicator") ?? ""),
      to: IndicatorID(element.attribute("to") ?? ""), relation: word(element, "relation") ?? .related,
      factor: number(element, "factor"), reason: element.text)
  }

  // MARK: Values

  /// The text of a child element; an empty one is none.
  private func text(_ element: XMLElement, _ name: String) -> String? {
    guard let text = element.firstChild(named: name)?.text, !text.isEmpty else { return nil }
    return text
  }

  private func filled(_ element: XMLElement, _ name: String) -> String? {
    guard let value = element.attribute(name), !value.isEmpty else { return nil }
    return value
  }

  /// The schema has checked the list of words.
  private func word<Word: RawRepresentable>(_ element: XMLElement, _ name: String) -> Word?
  where Word.RawValue == String {
    element.attribute(name).flatMap { Word(rawValue: $0) }
  }

  private func isTrue(_ element: XMLElement, _ name: String) -> Bool {
    ["true", "1"].contains(element.attribute(name)?.trimmed)
  }

  private func codes(_ text: String) -> [OrgUnitCode] { text.words.map { OrgUnitCode($0) } }

  private mutating func number(_ element: XMLElement, _ name: String) -> Amount? {
    guard let text = element.attribute(name) else { return nil }
    if let value = decimal(text) { return value }
    refuse(element, name, text, "不超过 18 位数字、9 位小数的数", "a number of at most 18 digits and 9 decimals")
    return nil
  }

  private mutating func year(_ element: XMLElement, _ name: String) -> Int {
    let text = (element.attribute(name) ?? "").trimmed
    if let year = Int(text), (2000...2099).contains(year) { return year }
    refuse(element, name, text, "2000 到 2099 的年份", "a year from 2000 to 2099")
    return 0
  }

  private mutating func month(_ element: XMLElement, _ name: String) -> String {
    let text = (element.attribute(name) ?? "").trimmed
    if isMonth(text) { return text }
    refuse(element, name, text, "年月，如 2021-01", "a month such as 2021-01")
    return text
  }

  private mutating func refuse(
    _ element: XMLElement, _ name: String, _ value: String, _ expected: String, _ expectedEN: String
  ) {
    isComplete = false
    log.report(
      FileRules.unreadableValue, line: element.line, column: element.column, value: value,
      ["column": name, "expected": expected, "expectedEN": expectedEN])
  }
}

/// Whether the text is a month such as `2021-01`, from 2000 to 2099.
func isMonth(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  return bytes.count == 7 && text.hasPrefix("20") && bytes[4] == UInt8(ascii: "-")
    && Instant(iso8601: text + "-01") != nil
}

extension String {
  /// The pieces between white space.
  var words: [String] { split(whereSeparator: \.isWhitespace).map(String.init) }
}
