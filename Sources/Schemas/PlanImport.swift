import Findings
import ReportModel

/// 方案导入：the exact inverse of `exportPlan`, and a way in for a 分工表 that an office typed itself.
///
/// Files are known by the last part of their names; UTF-8 with or without mark and GB18030, any order of columns and
/// columns of one's own are taken. Of the columns of `tasks.csv` only the first eleven are needed: parts and actions
/// are then told apart by their titles. Rows are put in the order of `seq` where every row has one. Units may be
/// typed by name where `units` is given.
///
/// - Returns: the plan, or `nil` where any finding is hard; every finding names file and line.
/// - Throws: `readerFailed`.
package func importPlan(
  _ files: [SchemaFile], units: UnitRegister? = nil
) throws(SchemasFault) -> (Plan?, [Finding]) {
  var findings: [Finding] = []
  func file(_ name: String) -> SchemaFile? {
    if let file = files.first(where: { $0.baseName.lowercased() == name }) { return file }
    var log = CatalogueLog(file: name)
    log.report(PlanSheetRules.missingSheet)
    findings += log.findings
    return nil
  }
  let planFile = file(PlanSheets.plan)
  let taskFile = file(PlanSheets.tasks)
  let indicatorFile = file(PlanSheets.indicators)
  let targetFile = file(PlanSheets.targets)
  let crosswalkFile = file(PlanSheets.crosswalk)

  let (head, headFindings) = try planFile.map { file throws(SchemasFault) in try readHead(file) } ?? (nil, [])
  let names = UnitNames(register: units, area: head?.unit)
  let (matrix, taskFindings) =
    try taskFile.map { file throws(SchemasFault) in try readTasks(file, names) } ?? (nil, [])
  let (indicators, indicatorFindings) =
    try indicatorFile.map { file throws(SchemasFault) in try readIndicators(file, names) } ?? ([], [])
  let (targets, targetFindings) =
    try targetFile.map { file throws(SchemasFault) in try readTargets(file) } ?? ([], [])
  let (entries, entryFindings) =
    try crosswalkFile.map { file throws(SchemasFault) in
      try readCrosswalk(file, isNeeded: head == nil || head?.crosswalkTo != nil)
    } ?? ([], [])
  findings += headFindings + taskFindings + indicatorFindings + targetFindings + entryFindings
  guard let head, let matrix, !findings.contains(where: { $0.severity == .hard }) else {
    return (nil, findings)
  }
  let plan = Plan(
    id: head.id, programme: head.programme, unit: head.unit, parent: head.parent, firstYear: head.firstYear,
    lastYear: head.lastYear, cumulativeFrom: head.cumulativeFrom, title: head.title, source: head.source,
    lights: head.lights, matrix: matrix, indicators: indicators, targets: targets,
    crosswalk: head.crosswalkTo.map { Crosswalk(to: $0, entries: entries) })
  return (plan, findings)
}

// MARK: Cells

extension CatalogueTable.Row {
  /// A text as it was before the export: nothing trimmed, the guarding apostrophe taken away.
  fileprivate func text(_ column: String, limit: Int, _ log: inout CatalogueLog) -> String {
    let text = SheetText.unguarded(raw(column))
    if let character = text.unicodeScalars.first(where: { !$0.isAllowedInXML }) {
      log.report(
        PlanSheetRules.textNotAllowed, line: line, column: position(of: column),
        ["column": column, "character": "U+" + String(character.value, radix: 16, uppercase: true)])
    }
    // As XML Schema counts: characters, not what looks like one.
    let count = text.unicodeScalars.count
    if count > limit {
      log.report(
        PlanSheetRules.textTooLong, line: line, column: position(of: column),
        ["column": column, "count": String(count), "limit": String(limit)])
    }
    return text
  }

  fileprivate func label(_ column: String, _ log: inout CatalogueLog) -> String {
    text(column, limit: 400, &log)
  }

  fileprivate func prose(_ column: String, _ log: inout CatalogueLog) -> String {
    text(column, limit: 20_000, &log)
  }

  fileprivate func filledLabel(_ column: String, _ expected: CellForm<String>, _ log: inout CatalogueLog)
    -> String
  {
    let text = label(column, &log)
    if text.isEmpty { _ = required(column, expected, &log) }
    return text
  }
}

extension String {
  fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}

extension Unicode.Scalar {
  fileprivate var isAllowedInXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

extension CellForm where Value == String {
  /// Lower-case words of letters and digits joined by hyphens, as plan, part, action and indicator ids are.
  fileprivate static func identifier(_ example: String, limit: Int) -> CellForm {
    CellForm(
      "标识，小写字母开头，只用小写字母、数字和短横线，最多 \(limit) 个字符，如 \(example)",
      "an id of lower-case letters, digits and hyphens, at most \(limit) characters, such as \(example)"
    ) { text in
      let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      let isWellFormed =
        (text.utf8.first?.isLower ?? false) && text.utf8.count <= limit
        && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isLowerOrDigit) }
      return isWellFormed ? text : nil
    }
  }

  fileprivate static var planID: CellForm { identifier("hanzhong-2022", limit: 48) }
  fileprivate static var partID: CellForm { identifier("action-1", limit: 48) }
  fileprivate static var indicatorID: CellForm { identifier("key-teachers", limit: 64) }

  fileprivate static var taskID: CellForm {
    CellForm("任务编号，如 hz-06", "a task id such as hz-06") { text in
      let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      guard parts.count == 2, (2...8).contains(parts[0].count), parts[0].allSatisfy(\.isLower),
        (2...3).contains(parts[1].count), parts[1].allSatisfy(\.isDigit)
      else { return nil }
      return text
    }
  }

  /// `2021-01`, also as spreadsheets rewrite it.
  fileprivate static var month: CellForm {
    CellForm("年月，如 2021-01", "a month such as 2021-01") { text in
      if isMonth(text) { return text }
      let pieces = text.split { "-/.年月日 ".contains($0) }.map(String.init)
      guard pieces.count >= 2 else { return nil }
      var year = pieces[0]
      var month = pieces[1]
      let abbreviations = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ]
      if let index = abbreviations.firstIndex(of: year.lowercased()) {
        (year, month) = (month, String(index + 1))
      } else if let index = abbreviations.firstIndex(of: month.lowercased()) {
        month = String(index + 1)
      } else if year.utf8.count != 4 {
        return nil
      }
      if pieces.count > 2, pieces[2] != "1", pieces[2] != "01" { return nil }
      if year.utf8.count == 2 { year = "20" + year }
      if month.utf8.count == 1 { month = "0" + month }
      let rewritten = "\(year)-\(month)"
      return isMonth(rewritten) ? rewritten : nil
    }
  }
}

extension CellForm where Value == Bool {
  /// `true` or `false`, in any case, because spreadsheets put them in capitals.
  fileprivate static var truth: CellForm {
    CellForm("true 或 false", "true or false") { text in
      switch text.lowercased() {
      case "true", "1", "是": true
      case "false", "0", "否": false
      default: nil
      }
    }
  }
}

extension CellForm where Value: RawRepresentable, Value.RawValue == String {
  fileprivate static func word(_ words: String...) -> CellForm {
    CellForm(words.joined(separator: "、") + " 之一", "one of " + words.joined(separator: ", ")) {
      Value(rawValue: $0)
    }
  }
}

extension CellForm where Value == [TargetDefinition.Milestone] {
  fileprivate static var milestones: CellForm {
    CellForm("分季度节点，如 2024-Q4=3000;2025-Q4=5000", "milestones such as 2024-Q4=3000;2025-Q4=5000") { text in
      var milestones: [TargetDefinition.Milestone] = []
      for piece in text.split(whereSeparator: { $0 == ";" || $0 == "；" || $0.isWhitespace }) {
        let parts = piece.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let period = Period(String(parts[0])), let value = Amount(parts[1]) else {
          return nil
        }
        milestones.append(TargetDefinition.Milestone(period: period, value: value))
      }
      return milestones
    }
  }
}

// MARK: Units

/// 单位辨认：codes from cells that hold codes or names.
private struct UnitNames {
  let register: UnitRegister?
  let area: OrgUnitCode?

  /// Names of the plan's own departments and of collectives first; 市科协 means that of one's own city.
  func code(_ text: String) -> OrgUnitCode? {
    if let code = CellForm<OrgUnitCode>.unitCode.read(text) { return code }
    guard let register else { return nil }
    let codes = register.codes(named: text).filter { register[$0]?.replacedBy == nil }
    let own = codes.filter { register[$0]?.reportsTo == area }
    let candidates = own.isEmpty ? codes : own
    return candidates.count == 1 ? candidates[0] : nil
  }

  func codes(
    _ text: Substring, _ row: CatalogueTable.Row, _ column: String, _ log: inout CatalogueLog
  ) -> [OrgUnitCode] {
    var codes: [OrgUnitCode] = []
    for piece in text.split(whereSeparator: { ";；、".contains($0) || $0.isNewline }) {
      let name = String(piece).trimmed
      if name.isEmpty { continue }
      if let code = code(name) {
        codes.append(code)
      } else {
        log.report(
          PlanSheetRules.unitNotFound, line: row.line, column: row.position(of: column), value: name,
          ["column": column])
      }
    }
    return codes
  }

  /// Groups of one role, apart by `|` or by the comma that plans print.
  func groups(
    _ role: UnitGroup.Role, _ row: CatalogueTable.Row, _ column: String, _ log: inout CatalogueLog
  ) -> [UnitGroup] {
    (row[column] ?? "").split { "|｜，".contains($0) }
      .map { UnitGroup(role: role, units: codes($0, row, column, &log)) }
      .filter { !$0.units.isEmpty }
  }

  func groups(
    _ row: CatalogueTable.Row, columns: [String], order: String, _ log: inout CatalogueLog
  ) -> [UnitGroup] {
    var byRole: [[UnitGroup]] = []
    for (role, column) in zip(PlanSheets.roles, columns) { byRole.append(groups(role, row, column, &log)) }
    let usual = byRole.flatMap { $0 }
    let roles = row.list(order)
    if roles.isEmpty { return usual }
    var groups: [UnitGroup] = []
    for role in roles {
      guard let index = PlanSheets.roles.firstIndex(where: { $0.rawValue == role }), !byRole[index].isEmpty
      else { break }
      groups.append(byRole[index].removeFirst())
    }
    if groups.count == roles.count, groups.count == usual.count { return groups }
    log.report(
      PlanSheetRules.orderDoesNotFit, line: row.line, column: row.position(of: order), ["column": order])
    return usual
  }
}

// MARK: plan.csv

private struct PlanHead {
  var id: PlanID
  var programme: ProgrammeID
  var unit: OrgUnitCode
  var parent: PlanID?
  var firstYear: Int
  var lastYear: Int
  var cumulativeFrom: String
  var title: String
  var source: String
  var lights: LightRule?
  var crosswalkTo: PlanID?
}

private func readHead(_ file: SchemaFile) throws(SchemasFault) -> (PlanHead?, [Finding]) {
  var log = CatalogueLog(file: file.name)
  guard let table = try CatalogueTable(file, required: PlanSheets.planColumns, log: &log) else {
    return (nil, log.findings)
  }
  var rows: [String: CatalogueTable.Row] = [:]
  for row in table.rows {
    guard let key = row["key"] else { continue }
    if !PlanSheets.planKeys.contains(key) {
      log.report(PlanSheetRules.unknownKey, line: row.line, column: row.position(of: "key"), ["key": key])
    } else if rows[key] != nil {
      log.report(PlanSheetRules.repeatedKey, line: row.line, column: row.position(of: "key"), ["key": key])
    } else {
      rows[key] = row
    }
  }
  func optional<Value>(_ key: String, _ form: CellForm<Value>) -> Value? {
    guard let row = rows[key], let text = row["value"] else { return nil }
    if let value = form.read(SheetText.unguarded(text)) { return value }
    var facts = form.facts
    facts["column"] = key
    log.report(
      FileRules.unreadableValue, line: row.line, column: row.position(of: "value"), value: text, facts)
    return nil
  }
  func required<Value>(_ key: String, _ form: CellForm<Value>) -> Value? {
    if rows[key]?["value"] == nil {
      var facts = form.facts
      facts["column"] = key
      log.report(FileRules.emptyCell, line: rows[key]?.line ?? 0, facts)
      return nil
    }
    return optional(key, form)
  }
  let id = required("id", .planID)
  let programme = required("programme", .planID)
  let unit = required("unit", .unitCode)
  let parent = optional("parent", .planID)
  let firstYear = required("firstYear", .number(2000...2099))
  let lastYear = required("lastYear", .number(2000...2099))
  let cumulativeFrom = required("cumulativeFrom", .month)
  let title = rows["title"]?.label("value", &log) ?? ""
  if title.isEmpty { _ = required("title", CellForm("方案名称", "the plan's title") { $0 }) }
  let source = rows["source"]?.prose("value", &log) ?? ""
  let yellowFrom = optional("yellowFrom", .amount)
  let redOver = optional("redOver", .amount)
  let crosswalkTo = optional("crosswalkTo", .planID)
  if yellowFrom != nil, redOver == nil { _ = required("redOver", .amount) }
  if redOver != nil, yellowFrom == nil { _ = required("yellowFrom", .amount) }
  guard let id, let programme, let unit, let firstYear, let lastYear, let cumulativeFrom else {
    return (nil, log.findings)
  }
  var lights: LightRule?
  if let yellowFrom, let redOver { lights = LightRule(yellowFrom: yellowFrom, redOver: redOver) }
  let head = PlanHead(
    id: PlanID(id), programme: ProgrammeID(programme), unit: unit, parent: parent.map { PlanID($0) },
    firstYear: firstYear, lastYear: lastYear, cumulativeFrom: cumulativeFrom, title: title, source: source,
    lights: lights, crosswalkTo: crosswalkTo.map { PlanID($0) })
  return (head, log.findings)
}

// MARK: tasks.csv

private func readTasks(
  _ file: SchemaFile, _ names: UnitNames
) throws(SchemasFault) -> (TaskMatrix?, [Finding]) {
  var log = CatalogueLog(file: file.name)
  let needed = ["id", "part", "action", "title", "text"]
  guard let table = try CatalogueTable(file, required: needed, log: &log) else { return (nil, log.findings) }
  let typed = table.rows.flatMap { [$0["partID"], $0["actionID"]] }.compactMap { $0 }
  var matrix = MatrixBuilder(columns: table.columns, takenIDs: Set(typed), names: names, log: log)
  for row in inOrder(table.rows) { matrix.add(row) }
  return matrix.finish()
}

/// By `seq` where every row has one, so that a sheet that was sorted by another column comes back in order.
private func inOrder(_ rows: [CatalogueTable.Row]) -> [CatalogueTable.Row] {
  let numbered = rows.enumerated().map { index, row in
    (seq: row["seq"].flatMap { Int($0) }, index: index, row: row)
  }
  guard numbered.allSatisfy({ $0.seq != nil }) else { return rows }
  return numbered.sorted { ($0.seq ?? 0, $0.index) < ($1.seq ?? 0, $1.index) }.map(\.row)
}

private struct MatrixBuilder {
  let columns: Set<String>
  /// Ids of parts and actions that are typed anywhere; made-up ones keep clear of them.
  let takenIDs: Set<String>
  let names: UnitNames
  var log: CatalogueLog
  private var general: [PlanTask] = []
  private var parts: [PlanPart] = []
  /// The row that introduced a part or an action, by id, and what it said.
  private var firstCells: [String: [String: String]] = [:]

  init(columns: Set<String>, takenIDs: Set<String>, names: UnitNames, log: CatalogueLog) {
    self.columns = columns
    self.takenIDs = takenIDs
    self.names = names
    self.log = log
  }

  mutating func finish() -> (TaskMatrix?, [Finding]) {
    if general.count != 1 { log.report(PlanSheetRules.generalEntry, ["count": String(general.count)]) }
    return (general.first.map { TaskMatrix(general: $0, parts: parts) }, log.findings)
  }

  mutating func add(_ row: CatalogueTable.Row) {
    let id = row.required("id", .taskID, &log) ?? ""
    let task = PlanTask(
      id: TaskID(id), mainTask: row.label("mainTask", &log).nilIfEmpty,
      title: row.filledLabel("title", CellForm("任务名称", "the task's title") { $0 }, &log),
      place: columns.contains("place") ? row.label("place", &log) : "任务分工表第 \(row.line) 行",
      text: row.prose("text", &log),
      units: names.groups(
        row, columns: ["leadUnits", "responsibleUnits", "supportUnits"], order: "unitOrder", &log))
    if task.text.isEmpty { _ = row.required("text", CellForm("任务原文", "the task's text") { $0 }, &log) }
    // Below a merged cell the columns are blank as well; what stands first or has the number 00 is 综合情况.
    let isOutside = ["part", "partID", "action", "actionID"].allSatisfy { row[$0] == nil }
    if isOutside, parts.isEmpty || id.split(separator: "-").last?.allSatisfy({ $0 == "0" }) ?? false {
      general.append(task)
      return
    }
    let part = partIndex(row)
    let action = actionIndex(row, in: part)
    parts[part].actions[action].tasks.append(task)
  }

  private mutating func partIndex(_ row: CatalogueTable.Row) -> Int {
    let title = row.label("part", &log)
    let typed = row.optional("partID", .partID, &log)
    if title.isEmpty, typed == nil, !parts.isEmpty { return parts.count - 1 }
    if let index = parts.firstIndex(where: { $0.id == typed || (typed == nil && $0.title == title) }) {
      compare(row, "part " + parts[index].id, ["part", "partLabel"])
      return index
    }
    if title.isEmpty { _ = row.required("part", CellForm("部分名称", "the part's title") { $0 }, &log) }
    let id = typed ?? unused("part", parts.map(\.id))
    remember(row, "part " + id, ["part", "partLabel"])
    parts.append(
      PlanPart(id: id, label: row.label("partLabel", &log).nilIfEmpty, title: title, actions: []))
    return parts.count - 1
  }

  private static let actionColumns = [
    "action", "actionKind", "actionLabel", "actionText", "actionLeadUnits", "actionResponsibleUnits",
    "actionSupportUnits", "actionUnitOrder",
  ]

  private mutating func actionIndex(_ row: CatalogueTable.Row, in part: Int) -> Int {
    let title = row.label("action", &log)
    let typed = row.optional("actionID", .partID, &log)
    let known = parts[part].actions
    if title.isEmpty, typed == nil, !known.isEmpty { return known.count - 1 }
    if let index = known.firstIndex(where: { $0.id == typed || (typed == nil && $0.title == title) }) {
      compare(row, "action \(parts[part].id)/\(known[index].id)", Self.actionColumns)
      return index
    }
    if title.isEmpty { _ = row.required("action", CellForm("行动名称", "the action's title") { $0 }, &log) }
    let kind =
      row.optional("actionKind", CellForm<PlanAction.Kind>.word("action", "project", "safeguard"), &log)
      ?? (title.contains("工程") ? .project : title.contains("保障") ? .safeguard : .action)
    let id = typed ?? unused(kind.rawValue, parts.flatMap(\.actions).map(\.id))
    remember(row, "action \(parts[part].id)/\(id)", Self.actionColumns)
    parts[part].actions.append(
      PlanAction(
        id: id, kind: kind, label: row.label("actionLabel", &log).nilIfEmpty, title: title,
        text: row.prose("actionText", &log).nilIfEmpty,
        units: names.groups(
          row, columns: ["actionLeadUnits", "actionResponsibleUnits", "actionSupportUnits"],
          order: "actionUnitOrder", &log),
        tasks: []))
    return parts[part].actions.count - 1
  }

  private func unused(_ word: String, _ made: [String]) -> String {
    var number = made.count + 1
    while made.contains("\(word)-\(number)") || takenIDs.contains("\(word)-\(number)") { number += 1 }
    return "\(word)-\(number)"
  }

  private mutating func remember(_ row: CatalogueTable.Row, _ owner: String, _ columns: [String]) {
    firstCells[owner] = Dictionary(
      columns.map { ($0, row.raw($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// A blank cell below a filled one is a merged cell; anything else must be the same.
  private mutating func compare(_ row: CatalogueTable.Row, _ owner: String, _ columns: [String]) {
    for column in columns where row[column] != nil {
      let first = firstCells[owner]?[column] ?? ""
      guard row.raw(column) != first else { continue }
      log.report(
        PlanSheetRules.actionDisagrees, line: row.line, column: row.position(of: column),
        value: row.raw(column), ["owner": owner, "column": column, "first": first])
    }
  }
}

// MARK: The other sheets

private func readIndicators(
  _ file: SchemaFile, _ names: UnitNames
) throws(SchemasFault) -> ([IndicatorDefinition], [Finding]) {
  typealias Definition = IndicatorDefinition
  var log = CatalogueLog(file: file.name)
  let needed = [
    "id", "task", "name", "measure", "kind", "decimals", "timeFunction", "unitFunction", "dataOwners",
    "reportedBy", "basis", "withinUnit",
  ]
  let table = try CatalogueTable(file, required: needed, log: &log)
  var indicators: [IndicatorDefinition] = []
  for row in table?.rows ?? [] {
    let id = row.required("id", .indicatorID, &log)
    let task = row.required("task", .taskID, &log)
    let name = row.filledLabel("name", CellForm("指标名称", "the indicator's name") { $0 }, &log)
    let measure = row.filledLabel("measure", CellForm("计量单位", "a measure unit") { $0 }, &log)
    let kind = row.required(
      "kind", CellForm<Definition.Kind>.word("count", "amount", "ratio", "coverage", "survey"), &log)
    let decimals = row.required("decimals", .number(0...6), &log)
    let time = row.required("timeFunction", CellForm<Definition.TimeFunction>.word("flow", "stock"), &log)
    let fold = row.required(
      "unitFunction", CellForm<Definition.UnitFunction>.word("sum", "max", "min", "ratio-of-sums", "none"),
      &log)
    let basis = row.required("basis", CellForm<Definition.Basis>.word("sum", "line", "own"), &log)
    let within = row.required("withinUnit", CellForm<Definition.WithinUnit>.word("owner", "sum"), &log)
    let reporters = row.required(
      "reportedBy", CellForm<Definition.ReportedBy>.word("areas", "departments", "both"), &log)
    let asked = row.optional(
      "asked", CellForm<Definition.Asked>.word("quarterly", "yearly", "when-published"), &log)
    let carry = row.optional("carry", .truth, &log)
    let partOf = row.optional("partOf", .indicatorID, &log)
    let parts = row.optional("parts", CellForm<Definition.PartsRule>.word("equal", "within"), &log)
    let severity = row.optional(
      "partsSeverity", CellForm<Definition.PartsSeverity>.word("hard", "soft"), &log)
    let maximum = row.optional("maximum", .amount, &log)
    let owners = names.codes(Substring(row["dataOwners"] ?? ""), row, "dataOwners", &log)
    let definition = row.prose("definition", &log)
    let reading = row.prose("reading", &log).nilIfEmpty
    guard let id, let task, let kind, let decimals, let time, let fold, let basis, let within, let reporters
    else { continue }
    indicators.append(
      IndicatorDefinition(
        id: IndicatorID(id), task: TaskID(task), name: name, measure: measure, kind: kind,
        decimals: decimals,
        timeFunction: time, unitFunction: fold, basis: basis, withinUnit: within, dataOwners: owners,
        reportedBy: reporters, asked: asked ?? .quarterly, carry: carry ?? false,
        partOf: partOf.map { IndicatorID($0) }, parts: parts, partsSeverity: severity ?? .hard,
        maximum: maximum, definition: definition, reading: reading))
  }
  return (indicators, log.findings)
}

private func readTargets(_ file: SchemaFile) throws(SchemasFault) -> ([TargetDefinition], [Finding]) {
  typealias Definition = TargetDefinition
  var log = CatalogueLog(file: file.name)
  let needed = ["id", "task", "indicator", "quote", "comparator", "value", "measure", "cadence", "schedule"]
  let table = try CatalogueTable(file, required: needed, log: &log)
  var targets: [TargetDefinition] = []
  for row in table?.rows ?? [] {
    let id = row.required("id", .indicatorID, &log)
    let isGoal = row["task"] == PlanSheets.goal
    let task = isGoal ? nil : row.required("task", .taskID, &log)
    let indicator = row.required("indicator", .indicatorID, &log)
    let quote = row.prose("quote", &log)
    let comparator = row.required(
      "comparator",
      CellForm<Definition.Comparator>.word("at-least", "equal", "about", "range", "full", "outside"), &log)
    let value = row.optional("value", .amount, &log)
    let valueMax = row.optional("valueMax", .amount, &log)
    let tolerance = row.optional("tolerance", .amount, &log)
    let measure = row.filledLabel("measure", CellForm("计量单位", "a measure unit") { $0 }, &log)
    let cadence = row.required(
      "cadence", CellForm<Definition.Cadence>.word("annual", "plan-period", "by-date", "unclear"), &log)
    let by = row.optional("by", .period, &log)
    let schedule = row.required(
      "schedule", CellForm<Definition.Schedule>.word("linear", "milestones", "yearly", "none"), &log)
    let milestones = row.optional("milestones", .milestones, &log)
    let partOf = row.optional("partOf", .indicatorID, &log)
    let stretch = row.optional("stretch", .truth, &log)
    let baseline = row.optional("baseline", .amount, &log)
    let reading = row.prose("reading", &log).nilIfEmpty
    guard let id, let indicator, let comparator, let cadence, let schedule else { continue }
    targets.append(
      TargetDefinition(
        id: IndicatorID(id), task: task.map { TaskID($0) }, indicator: IndicatorID(indicator), quote: quote,
        comparator: comparator, value: value, valueMax: valueMax, tolerance: tolerance, measure: measure,
        cadence: cadence, by: by, schedule: schedule, milestones: milestones ?? [],
        partOf: partOf.map { IndicatorID($0) }, isStretch: stretch ?? false, baseline: baseline,
        reading: reading))
  }
  return (targets, log.findings)
}

/// - Parameter isNeeded: whether `plan.csv` names the superior's plan or cannot be read; rows without it are a finding.
private func readCrosswalk(
  _ file: SchemaFile, isNeeded: Bool
) throws(SchemasFault) -> ([CrosswalkEntry], [Finding]) {
  var log = CatalogueLog(file: file.name)
  let table = try CatalogueTable(file, required: ["indicator", "to", "relation"], log: &log)
  var entries: [CrosswalkEntry] = []
  for row in table?.rows ?? [] {
    let indicator = row.required("indicator", .indicatorID, &log)
    let to = row.required("to", .indicatorID, &log)
    let relation = row.required(
      "relation", CellForm<CrosswalkEntry.Relation>.word("same", "narrower", "related"), &log)
    let factor = row.optional("factor", .amount, &log)
    let reason = row.prose("reason", &log)
    guard let indicator, let to, let relation else { continue }
    entries.append(
      CrosswalkEntry(
        indicator: IndicatorID(indicator), to: IndicatorID(to), relation: relation, factor: factor,
        reason: reason))
  }
  if !isNeeded, !entries.isEmpty {
    log.report(
      FileRules.emptyCell,
      ["column": "plan.csv/crosswalkTo", "expected": "上级方案的标识", "expectedEN": "the superior's plan id"])
  }
  return (entries, log.findings)
}
