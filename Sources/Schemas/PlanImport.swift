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
  let checkFile = file(PlanSheets.checks)
  let crosswalkFile = file(PlanSheets.crosswalk)

  let (head, headFindings) = try planFile.map { file throws(SchemasFault) in try readHead(file) } ?? (nil, [])
  let names = UnitNames(register: units, area: head?.unit)
  let (matrix, taskFindings) =
    try taskFile.map { file throws(SchemasFault) in try readTasks(file, names) } ?? (nil, [])
  let (indicators, indicatorFindings) =
    try indicatorFile.map { file throws(SchemasFault) in try readIndicators(file, names) } ?? ([], [])
  let (targets, targetFindings) =
    try targetFile.map { file throws(SchemasFault) in try readTargets(file, of: indicators) } ?? ([], [])
  let (formulas, formulaFindings) =
    try checkFile.map { file throws(SchemasFault) in try readChecks(file) } ?? ([], [])
  let (entries, entryFindings) =
    try crosswalkFile.map { file throws(SchemasFault) in
      try readCrosswalk(file, isNeeded: head == nil || head?.crosswalkTo != nil)
    } ?? ([], [])
  findings +=
    headFindings + taskFindings + indicatorFindings + targetFindings + formulaFindings
    + entryFindings
  guard let head, let matrix, !findings.contains(where: { $0.severity == .hard }) else {
    return (nil, findings)
  }
  let plan = Plan(
    id: head.id, programme: head.programme, unit: head.unit, parent: head.parent, firstYear: head.firstYear,
    lastYear: head.lastYear, cumulativeFrom: head.cumulativeFrom, title: head.title, source: head.source,
    lights: head.lights, matrix: matrix, indicators: indicators, targets: targets,
    formulas: formulas, crosswalk: head.crosswalkTo.map { Crosswalk(to: $0, entries: entries) })
  return (plan, findings)
}
