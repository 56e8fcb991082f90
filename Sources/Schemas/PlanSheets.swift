import ReportModel

/// 方案表格：the six CSV sheets that a plan is edited in, and their columns.
///
/// What stands first is the part that offices fill in by hand; the rest makes the sheets an exact image of the XML.
enum PlanSheets {
  static let plan = "plan.csv"
  static let tasks = "tasks.csv"
  static let indicators = "indicators.csv"
  static let targets = "targets.csv"
  static let checks = "checks.csv"
  static let crosswalk = "crosswalk.csv"

  static let planColumns = ["key", "value"]
  static let planKeys = [
    "id", "programme", "unit", "parent", "firstYear", "lastYear", "cumulativeFrom", "title", "source",
    "yellowFrom", "redOver", "crosswalkTo",
  ]
  static let taskColumns = [
    "seq", "id", "part", "action", "actionLeadUnits", "actionSupportUnits", "mainTask", "title", "text",
    "leadUnits", "responsibleUnits", "supportUnits", "place", "partID", "partLabel", "actionID", "actionKind",
    "actionLabel", "actionText", "actionResponsibleUnits", "unitOrder", "actionUnitOrder",
  ]
  /// 仅供阅读：written for people, not read back.
  static let taskNameColumns = ["unitNames", "actionUnitNames"]
  static let indicatorColumns = [
    "id", "task", "name", "measure", "kind", "decimals", "timeFunction", "unitFunction", "dataOwners",
    "reportedBy", "basis", "withinUnit", "asked", "carry", "partOf", "parts", "partsSeverity", "maximum",
    "definition", "reading",
  ]
  static let targetColumns = [
    "id", "task", "indicator", "quote", "comparator", "value", "valueMax", "measure", "cadence", "partOf",
    "tolerance", "by", "schedule", "milestones", "stretch", "baseline", "reading",
  ]
  static let checkColumns = [
    "id", "formula", "severity", "text", "on", "levels", "columns", "missing", "trial", "textEN",
  ]
  static let crosswalkColumns = ["indicator", "to", "relation", "factor", "reason"]

  /// The word for a plan-level goal in the column `task`.
  static let goal = "goal"

  /// The order in which roles are printed; another one is kept in `unitOrder`.
  static let roles: [UnitGroup.Role] = [.lead, .responsible, .support]
}
