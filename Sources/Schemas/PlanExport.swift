import Formats
import ReportModel

/// 方案导出：a plan as six CSV sheets, which `importPlan` turns back into the same plan.
///
/// UTF-8 with a byte order mark, so that Excel and WPS open it as it is. Units of one printed group are joined by
/// `;`, groups by `|`; the names of the units stand in columns of their own that are not read back.
package func exportPlan(_ plan: Plan, in catalogue: Catalogue) -> [SchemaFile] {
  [
    SchemaFile(name: PlanSheets.plan, bytes: planSheet(plan)),
    SchemaFile(name: PlanSheets.tasks, bytes: taskSheet(plan.matrix, units: catalogue.units)),
    SchemaFile(name: PlanSheets.indicators, bytes: indicatorSheet(plan.indicators)),
    SchemaFile(name: PlanSheets.targets, bytes: targetSheet(plan.targets)),
    SchemaFile(name: PlanSheets.checks, bytes: checkSheet(plan.formulas)),
    SchemaFile(name: PlanSheets.crosswalk, bytes: crosswalkSheet(plan.crosswalk?.entries ?? [])),
  ]
}

private typealias Cells = [String: CSVOutputCell]

private func sheet(_ columns: [String], _ rows: [Cells]) -> [UInt8] {
  var writer = CSVWriter(hasBOM: true)
  writer.row(columns.map { .text($0) })
  for row in rows { writer.row(columns.map { row[$0] ?? .empty }) }
  return writer.finish()
}

/// A text that people write.
private func text(_ text: String?) -> CSVOutputCell {
  guard let text, !text.isEmpty else { return .empty }
  return .text(SheetText.guarded(text))
}

/// A code, a word of a closed list or a period, which never begins like a formula.
private func code(_ code: String?) -> CSVOutputCell {
  guard let code, !code.isEmpty else { return .empty }
  return .text(code)
}

private func number(_ number: Amount?) -> CSVOutputCell {
  number.map { .number($0.description) } ?? .empty
}

private func planSheet(_ plan: Plan) -> [UInt8] {
  let values: Cells = [
    "id": code(plan.id.rawValue), "programme": code(plan.programme.rawValue),
    "unit": code(plan.unit.rawValue), "parent": code(plan.parent?.rawValue),
    "firstYear": code(String(plan.firstYear)), "lastYear": code(String(plan.lastYear)),
    "cumulativeFrom": code(plan.cumulativeFrom), "title": text(plan.title), "source": text(plan.source),
    "yellowFrom": number(plan.lights?.yellowFrom), "redOver": number(plan.lights?.redOver),
    "crosswalkTo": code(plan.crosswalk?.to.rawValue),
  ]
  return sheet(
    PlanSheets.planColumns,
    PlanSheets.planKeys.map { ["key": .text($0), "value": values[$0] ?? .empty] })
}

private func taskSheet(_ matrix: TaskMatrix, units: UnitRegister) -> [UInt8] {
  var rows = [taskCells(matrix.general, seq: 0, units: units)]
  for part in matrix.parts {
    for action in part.actions {
      for task in action.tasks {
        let own = taskCells(task, seq: rows.count, units: units)
        rows.append(own.merging(actionCells(action, of: part, units: units)) { task, _ in task })
      }
    }
  }
  return sheet(PlanSheets.taskColumns + PlanSheets.taskNameColumns, rows)
}

private func taskCells(_ task: PlanTask, seq: Int, units: UnitRegister) -> Cells {
  [
    "seq": .number(String(seq)), "id": code(task.id.rawValue), "mainTask": text(task.mainTask),
    "title": text(task.title), "text": text(task.text), "place": text(task.place),
    "leadUnits": groups(task.units, .lead), "responsibleUnits": groups(task.units, .responsible),
    "supportUnits": groups(task.units, .support), "unitOrder": order(of: task.units),
    "unitNames": names(task.units, units),
  ]
}

private func actionCells(_ action: PlanAction, of part: PlanPart, units: UnitRegister) -> Cells {
  [
    "part": text(part.title), "partID": code(part.id), "partLabel": text(part.label),
    "action": text(action.title), "actionID": code(action.id), "actionKind": code(action.kind.rawValue),
    "actionLabel": text(action.label), "actionText": text(action.text),
    "actionLeadUnits": groups(action.units, .lead),
    "actionResponsibleUnits": groups(action.units, .responsible),
    "actionSupportUnits": groups(action.units, .support), "actionUnitOrder": order(of: action.units),
    "actionUnitNames": names(action.units, units),
  ]
}

private func groups(_ groups: [UnitGroup], _ role: UnitGroup.Role) -> CSVOutputCell {
  code(
    groups.filter { $0.role == role && !$0.units.isEmpty }
      .map { $0.units.map(\.rawValue).joined(separator: ";") }.joined(separator: "|"))
}

/// The roles of the groups one by one, where they do not simply follow the order of `PlanSheets.roles`.
private func order(of groups: [UnitGroup]) -> CSVOutputCell {
  let roles = groups.filter { !$0.units.isEmpty }.map(\.role)
  let usual = PlanSheets.roles.flatMap { role in roles.filter { $0 == role } }
  return roles == usual ? .empty : code(roles.map(\.rawValue).joined(separator: ";"))
}

/// 牵头：市教育局；责任：市科技局、市文旅局，团市委: groups apart by a comma, as plans print them.
private func names(_ groups: [UnitGroup], _ units: UnitRegister) -> CSVOutputCell {
  let titles: [UnitGroup.Role: String] = [.lead: "牵头", .responsible: "责任", .support: "负责"]
  let parts = PlanSheets.roles.compactMap { role -> String? in
    let names = groups.filter { $0.role == role && !$0.units.isEmpty }
      .map { $0.units.map { units.name(of: $0) }.joined(separator: "、") }.joined(separator: "，")
    return names.isEmpty ? nil : "\(titles[role] ?? "")：\(names)"
  }
  return text(parts.joined(separator: "；"))
}

private func indicatorSheet(_ indicators: [IndicatorDefinition]) -> [UInt8] {
  sheet(
    PlanSheets.indicatorColumns,
    indicators.map { indicator in
      [
        "id": code(indicator.id.rawValue), "task": code(indicator.task.rawValue),
        "name": text(indicator.name), "measure": text(indicator.measure),
        "kind": code(indicator.kind.rawValue), "decimals": .number(String(indicator.decimals)),
        "timeFunction": code(indicator.timeFunction.rawValue),
        "unitFunction": code(indicator.unitFunction.rawValue),
        "dataOwners": code(indicator.dataOwners.map(\.rawValue).joined(separator: ";")),
        "reportedBy": code(indicator.reportedBy.rawValue), "basis": code(indicator.basis.rawValue),
        "withinUnit": code(indicator.withinUnit.rawValue), "asked": code(indicator.asked.rawValue),
        "carry": code(String(indicator.carry)), "partOf": code(indicator.partOf?.rawValue),
        "parts": code(indicator.parts?.rawValue), "partsSeverity": code(indicator.partsSeverity.rawValue),
        "maximum": number(indicator.maximum), "definition": text(indicator.definition),
        "reading": text(indicator.reading),
      ]
    })
}

private func targetSheet(_ targets: [TargetDefinition]) -> [UInt8] {
  sheet(
    PlanSheets.targetColumns,
    targets.map { target in
      [
        "id": code(target.id.rawValue), "task": code(target.task?.rawValue ?? PlanSheets.goal),
        "indicator": code(target.indicator.rawValue), "quote": text(target.quote),
        "comparator": code(target.comparator.rawValue), "value": number(target.value),
        "valueMax": number(target.valueMax), "measure": text(target.measure),
        "cadence": code(target.cadence.rawValue), "partOf": code(target.partOf?.rawValue),
        "tolerance": number(target.tolerance), "by": code(target.by?.description),
        "schedule": code(target.schedule.rawValue),
        "milestones": code(target.milestones.map { "\($0.period)=\($0.value)" }.joined(separator: ";")),
        "stretch": code(String(target.isStretch)), "baseline": number(target.baseline),
        "reading": text(target.reading),
      ]
    })
}

private func checkSheet(_ formulas: [AuditFormula]) -> [UInt8] {
  sheet(
    PlanSheets.checkColumns,
    formulas.map { formula in
      [
        "id": code(formula.id), "formula": text(formula.text), "severity": code(formula.severity.rawValue),
        "text": text(formula.meaning), "on": code(formula.subject.rawValue),
        "levels": code(formula.levels.map(\.rawValue).joined(separator: ";")),
        "columns": code(formula.columns.rawValue), "missing": code(formula.missing.rawValue),
        "trial": code(String(formula.isTrial)), "textEN": text(formula.meaningEN),
      ]
    })
}

private func crosswalkSheet(_ entries: [CrosswalkEntry]) -> [UInt8] {
  sheet(
    PlanSheets.crosswalkColumns,
    entries.map { entry in
      [
        "indicator": code(entry.indicator.rawValue), "to": code(entry.to.rawValue),
        "relation": code(entry.relation.rawValue), "factor": number(entry.factor),
        "reason": text(entry.reason),
      ]
    })
}
