import Findings
import ReportModel

/// 方案信息：what `plan.csv` says of a plan as a whole.
struct PlanHead {
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

/// Reads `plan.csv`, a row for each key.
func readHead(_ file: SchemaFile) throws(SchemasFault) -> (PlanHead?, [Finding]) {
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
