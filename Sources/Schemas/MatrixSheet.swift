import Findings
import ReportModel

/// Reads `tasks.csv`, a row for each task with its action and part repeated.
func readTasks(
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

/// 分工表拼装：puts rows together to parts and actions, and says where rows of one action disagree.
struct MatrixBuilder {
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
