import Findings
import ReportModel

/// 目标分解规则：allocations that name what does not exist, or do not match the whole.
enum AllocationRules {
  static let unknownPlan = RuleSheet.catalogue(
    "P1212", .hard, "分解表的方案不存在", "目标分解表写了方案 {value}，Schemas/plans 中没有。", "改正 plan 列，或放入方案文件。",
    en: "Allocation under an unknown plan",
    "An allocation names plan {value}, which is not under Schemas/plans.",
    "Correct the column `plan` or add the plan.")

  static let unknownTarget = RuleSheet.catalogue(
    "P1213", .hard, "分解的目标不存在", "{unit} 分到的目标 {value}，方案 {plan} 中没有。", "改正 target 列，填目标编号（不是指标编号）。",
    en: "Allocation of an unknown target", "Target {value}, allocated to {unit}, is not in plan {plan}.",
    "Type a target's id in `target`, not an indicator's.")

  static let unknownUnit = RuleSheet.catalogue(
    "P1214", .hard, "分解到的单位没有登记", "目标 {target} 分解到 {value}，单位名录中没有。", "登记该单位，或改正 unit 列。",
    en: "Allocation to an unknown unit", "Target {target} is allocated to {value}, which is not registered.",
    "Register the unit or correct the column `unit`.")

  static let unitOutsidePlan = RuleSheet.catalogue(
    "P1215", .hard, "分解到的单位不归本方案管", "目标 {target} 分解到 {value} {name}，它不在方案制定单位之下，或已撤销，或是集合。",
    "改为本级部门或下级地区的现行代码。",
    en: "Allocation to a unit outside the plan",
    "Target {target} is allocated to {value} {name}, which is not a reporting unit under the plan's unit.",
    "Name a department or an area below, by its code in force.")

  static let sumBelowWhole = RuleSheet.catalogue(
    "P1216", .soft, "分解数之和小于总目标", "目标 {target} 是 {whole}{measure}，各单位分解数之和只有 {value}{measure}。",
    "补上没有分解的单位，或说明差额由谁承担。",
    en: "Allocations below the whole",
    "Target {target} is {whole} {measure}, its allocations come to {value}.",
    "Allocate the rest, or explain who takes it.")

  static let sumAboveWhole = RuleSheet.catalogue(
    "P1217", .note, "分解数之和大于总目标", "目标 {target} 是 {whole}{measure}，各单位分解数之和是 {value}{measure}。", "有意留余地的不必改。",
    en: "Allocations above the whole",
    "Target {target} is {whole} {measure}, its allocations come to {value}.",
    "No change is needed where this is intended.")

  static let nothingToAllocate = RuleSheet.catalogue(
    "P1218", .soft, "这个目标不宜分解相加", "目标 {target} {value}，各单位的分解数不能与总目标核对。", "各单位各有目标的，照填即可；相加才成总数的，换一个目标。",
    en: "Target that allocations do not add up to",
    "Target {target} {valueEN}, so allocations cannot be compared.",
    "Keep them if each unit simply has a goal of its own.")

  static let repeatedSubtree = RuleSheet.catalogue(
    "P1219", .soft, "上下级同时分到同一目标", "目标 {target} 既分给 {value}，又分给它的上级 {superior}；核对总数时只计上级。", "下级的份额由其上级自己再分解。",
    en: "Allocated to a unit and its superior",
    "Target {target} is allocated to {value} and to its superior {superior}; only the superior's counts.",
    "Let the superior allocate its own share.")

  static let all = [
    unknownPlan, unknownTarget, unknownUnit, unitOutsidePlan, sumBelowWhole, sumAboveWhole,
    nothingToAllocate, repeatedSubtree,
  ]
}

func checkAllocations(_ plan: Plan, _ check: inout PlanCheck) {
  let allocations = check.catalogue.allocations.filter { $0.plan == plan.id }
  for id in Set(allocations.map(\.target)).sorted() {
    let shares = allocations.filter { $0.target == id }.sorted { $0.unit < $1.unit }
    guard let target = plan.targets.first(where: { $0.id == id }) else {
      for share in shares {
        check.report(AllocationRules.unknownTarget, value: id.rawValue, ["unit": share.unit.rawValue])
      }
      continue
    }
    checkShares(shares, of: target, plan, &check)
  }
}

private func checkShares(
  _ shares: [TargetAllocation], of target: TargetDefinition, _ plan: Plan, _ check: inout PlanCheck
) {
  func report(_ sheet: RuleSheet, _ value: String, _ facts: Facts = [:]) {
    var facts = facts
    facts["target"] = target.id.rawValue
    facts["measure"] = target.measure
    check.report(sheet, task: target.task, indicator: target.indicator, value: value, facts)
  }
  var counted: [TargetAllocation] = []
  let owners = Set(shares.map(\.unit))
  for share in shares {
    guard let unit = check.units[share.unit] else {
      report(AllocationRules.unknownUnit, share.unit.rawValue)
      continue
    }
    let superiors = check.units.lineage(of: share.unit).dropFirst()
    if !superiors.contains(plan.unit) || unit.replacedBy != nil || unit.level == .collective {
      report(AllocationRules.unitOutsidePlan, share.unit.rawValue, ["name": unit.name])
    } else if let superior = superiors.first(where: owners.contains) {
      report(AllocationRules.repeatedSubtree, share.unit.rawValue, ["superior": superior.rawValue])
    } else {
      counted.append(share)
    }
  }
  let indicator = plan.indicator(target.indicator)
  if indicator?.isRatio ?? false || indicator?.kind == .survey {
    report(AllocationRules.nothingToAllocate, "按比例考核", ["valueEN": "is a percentage"])
  } else if let whole = target.value, let sum = Amount.sum(counted.map(\.value)) {
    let facts = ["whole": whole.description]
    if sum < whole { report(AllocationRules.sumBelowWhole, sum.description, facts) }
    if sum > max(whole, target.valueMax ?? whole) {
      report(AllocationRules.sumAboveWhole, sum.description, facts)
    }
  } else {
    report(AllocationRules.nothingToAllocate, "没有数值", ["valueEN": "has no value"])
  }
}
