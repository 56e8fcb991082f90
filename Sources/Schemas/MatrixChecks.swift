import Findings
import ReportModel

/// 任务分工表规则.
enum MatrixRules {
  static let repeatedID = RuleSheet.catalogue(
    "P1302", .hard, "编号重复", "方案 {plan} 中{kind} {value} 出现 {count} 次。", "给其中一个另编一个号；已经用过的编号不要改作他用。",
    en: "Id given twice", "{kindEN} {value} occurs {count} times in plan {plan}.",
    "Give one of them another id; never reuse an old one.")

  static let unknownUnit = RuleSheet.catalogue(
    "P1303", .hard, "单位没有登记", "方案 {plan} 的{where}写了单位 {value}，单位名录中没有。", "在 Schemas/units 中登记该单位，或改正代码。",
    en: "Unit not registered", "Unit {value}, named by {whereEN} of plan {plan}, is not registered.",
    "Register the unit under Schemas/units or correct the code.")

  static let abolishedUnit = RuleSheet.catalogue(
    "P1304", .soft, "单位已撤销", "方案 {plan} 的{where}写了 {value}，该单位已由 {successor} 接替，不会再报送。", "改填 {successor}。",
    en: "Unit abolished", "Unit {value}, named by {whereEN} of plan {plan}, was replaced by {successor}.",
    "Type {successor}.")

  static let foreignDepartment = RuleSheet.catalogue(
    "P1305", .soft, "部门不属于本级", "方案 {plan} 的{where}写了部门 {value}，它属于 {superior}，不参加本级汇总。",
    "核对代码；确需该部门配合的，不影响本级汇总。",
    en: "Department of another area",
    "Department {value}, named by {whereEN} of plan {plan}, belongs to {superior} and is not compiled here.",
    "Check the code.")

  static let repeatedUnit = RuleSheet.catalogue(
    "P1306", .soft, "同一单位重复列出", "方案 {plan} 的{where}把 {value} 作为{role}列了两次。", "对照原文删去一个；原文如此的，写情况说明。",
    en: "Unit listed twice", "{whereEN} of plan {plan} lists {value} twice as {roleEN}.",
    "Compare with the document and delete one.")

  static let planYears = RuleSheet.catalogue(
    "P1307", .hard, "方案起止年份有误", "方案 {plan} 从 {first} 年到 {last} 年，累计从 {value} 起算，三者不合。",
    "起始年份不能晚于终止年份，累计起算月应在两者之间。",
    en: "Years of the plan disagree", "Plan {plan} runs from {first} to {last} and counts from {value}.",
    "The first year must not follow the last, and counting begins between them.")

  static let planUnitIsNoArea = RuleSheet.catalogue(
    "P1308", .hard, "制定方案的单位不是地区", "方案 {plan} 的单位 {value} 是部门或集合，不能汇总。", "改填地区（省、市、县）的代码。",
    en: "The plan's unit is no area", "Unit {value} of plan {plan} is a department or a collective.",
    "Type the code of an area.")

  static let unknownTask = RuleSheet.catalogue(
    "P1309", .hard, "任务编号不存在", "方案 {plan} 的{where}写了任务 {value}，任务分工表中没有。", "改为已有的任务编号；规划总目标写 goal。",
    en: "Unknown task", "Task {value}, named by {whereEN} of plan {plan}, is not in the matrix.",
    "Type an existing task id, or `goal` for a plan-level goal.")

  static let secondPlan = RuleSheet.catalogue(
    "P1310", .hard, "一个单位有两个方案", "{unit} 在规划 {programme} 下有 {plan} 和 {value} 两个方案，不知道按哪个汇总。",
    "移走其中一个方案文件；不同的规划写不同的 programme。",
    en: "Two plans of one unit", "{unit} has both {plan} and {value} in programme {programme}.",
    "Remove one of the plan files, or give another programme another id.")

  static let lightsReversed = RuleSheet.catalogue(
    "P1311", .hard, "亮灯规则有误", "方案 {plan} 落后 {yellow} 个百分点起亮黄灯、超过 {red} 亮红灯，前后颠倒或小于零。", "黄灯的数要不小于零、不大于红灯的数。",
    en: "Light rule reversed", "Plan {plan} turns yellow from {yellow} and red over {red} points.",
    "Yellow must be at least zero and at most red.")

  static let all = [
    repeatedID, unknownUnit, abolishedUnit, foreignDepartment, repeatedUnit, planYears, planUnitIsNoArea,
    unknownTask, secondPlan, lightsReversed,
  ]
}

func checkMatrix(_ plan: Plan, _ check: inout PlanCheck) {
  checkHead(plan, &check)
  let actions = plan.matrix.parts.flatMap(\.actions)
  checkUnique(plan.matrix.tasks.map(\.id.rawValue), "任务", "task", &check)
  checkUnique(plan.matrix.parts.map(\.id), "部分", "part", &check)
  checkUnique(actions.map(\.id), "行动", "action", &check)
  checkUnique(plan.indicators.map(\.id.rawValue), "指标", "indicator", &check)
  checkUnique(plan.targets.map(\.id.rawValue), "目标", "target", &check)

  checkGroups(
    plan.matrix.general.units, "任务 \(plan.matrix.general.id)", "task \(plan.matrix.general.id)",
    plan.matrix.general.id, plan, &check)
  for action in actions {
    checkGroups(action.units, "行动 \(action.id)", "action \(action.id)", nil, plan, &check)
    for task in action.tasks {
      checkGroups(task.units, "任务 \(task.id)", "task \(task.id)", task.id, plan, &check)
    }
  }
  let tasks = Set(plan.matrix.tasks.map(\.id))
  for indicator in plan.indicators where !tasks.contains(indicator.task) {
    check.report(
      MatrixRules.unknownTask, indicator: indicator.id, value: indicator.task.rawValue,
      ["where": "指标 \(indicator.id)", "whereEN": "indicator \(indicator.id)"])
  }
  for target in plan.targets {
    guard let task = target.task, !tasks.contains(task) else { continue }
    check.report(
      MatrixRules.unknownTask, indicator: target.indicator, value: task.rawValue,
      ["where": "目标 \(target.id)", "whereEN": "target \(target.id)"])
  }
}

private func checkHead(_ plan: Plan, _ check: inout PlanCheck) {
  if let unit = check.units[plan.unit] {
    if !unit.level.isArea { check.report(MatrixRules.planUnitIsNoArea, value: plan.unit.rawValue) }
  } else {
    check.report(
      MatrixRules.unknownUnit, value: plan.unit.rawValue, ["where": "制定单位", "whereEN": "the head"])
  }
  let startYear = plan.firstPeriod.year
  if plan.firstYear > plan.lastYear || !isMonth(plan.cumulativeFrom) || startYear < plan.firstYear
    || startYear > plan.lastYear
  {
    check.report(
      MatrixRules.planYears, value: plan.cumulativeFrom,
      ["first": String(plan.firstYear), "last": String(plan.lastYear)])
  }
  if let lights = plan.lights, lights.yellowFrom.isNegative || lights.yellowFrom > lights.redOver {
    check.report(
      MatrixRules.lightsReversed,
      ["yellow": lights.yellowFrom.description, "red": lights.redOver.description])
  }
  for other in check.catalogue.plans
  where other.id != plan.id && other.unit == plan.unit && other.programme == plan.programme {
    check.report(
      MatrixRules.secondPlan, value: other.id.rawValue,
      ["unit": check.units.name(of: plan.unit), "programme": plan.programme.rawValue])
  }
}

private func checkUnique(_ ids: [String], _ kind: String, _ kindEN: String, _ check: inout PlanCheck) {
  var counts: [String: Int] = [:]
  for id in ids { counts[id, default: 0] += 1 }
  for (id, count) in counts.sorted(by: { $0.key < $1.key }) where count > 1 {
    check.report(
      MatrixRules.repeatedID, value: id, ["kind": kind, "kindEN": kindEN, "count": String(count)])
  }
}

private func checkGroups(
  _ groups: [UnitGroup], _ place: String, _ placeEN: String, _ task: TaskID?, _ plan: Plan,
  _ check: inout PlanCheck
) {
  let facts = ["where": place, "whereEN": placeEN]
  for code in groups.flatMap(\.units) {
    checkUnit(code, facts, task: task, indicator: nil, plan, &check)
  }
  for role in PlanSheets.roles {
    var seen: Set<OrgUnitCode> = []
    for code in groups.filter({ $0.role == role }).flatMap(\.units) where !seen.insert(code).inserted {
      var facts = facts
      facts["role"] = role == .lead ? "牵头单位" : role == .responsible ? "责任单位" : "负责单位"
      facts["roleEN"] = role.rawValue
      check.report(MatrixRules.repeatedUnit, task: task, value: code.rawValue, facts)
    }
  }
}

/// What holds for every unit that a plan names.
func checkUnit(
  _ code: OrgUnitCode, _ facts: Facts, task: TaskID?, indicator: IndicatorID?, _ plan: Plan,
  _ check: inout PlanCheck
) {
  guard let unit = check.units[code] else {
    check.report(MatrixRules.unknownUnit, task: task, indicator: indicator, value: code.rawValue, facts)
    return
  }
  var facts = facts
  if unit.replacedBy != nil {
    facts["successor"] = check.units.current(code).rawValue
    check.report(MatrixRules.abolishedUnit, task: task, indicator: indicator, value: code.rawValue, facts)
  } else if unit.level == .department, unit.reportsTo != plan.unit, indicator == nil {
    facts["superior"] = unit.reportsTo?.rawValue ?? "—"
    check.report(MatrixRules.foreignDepartment, task: task, value: code.rawValue, facts)
  }
}
