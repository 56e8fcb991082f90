import Findings
import ReportModel

/// 目标分解表规则: of one row; what is wrong with a whole allocation, see `AllocationChecks`.
enum AllocationRowRules {
  static let repeatedAllocation = RuleSheet.catalogue(
    "P1211", .hard, "分解目标重复", "{unit} 的目标 {target}（方案 {plan}）前面已经分解，这一行不起作用。", "同一单位、同一目标只留一行。",
    en: "Allocation given twice",
    "Target {target} of plan {plan} is already allocated to {unit}; this row has no effect.",
    "Keep one row per unit and target.")

  static let all = [repeatedAllocation]
}

/// Reads the allocations from all their files: `plan,target,unit,value`.
func readAllocations(_ files: [SchemaFile]) throws(SchemasFault) -> ([TargetAllocation], [Finding]) {
  struct Slot: Hashable {
    let plan: String
    let target: String
    let unit: OrgUnitCode
  }
  var allocations: [TargetAllocation] = []
  var findings: [Finding] = []
  var seen: Set<Slot> = []
  for file in files {
    var log = CatalogueLog(file: file.name)
    let table = try CatalogueTable(
      file, required: ["plan", "target", "unit", "value"], allowsComments: true, log: &log)
    for row in table?.rows ?? [] {
      let plan = row.required("plan", .text, &log)
      let target = row.required("target", .text, &log)
      let unit = row.required("unit", .unitCode, &log)
      let value = row.required("value", .amount, &log)
      guard let plan, let target, let unit, let value else { continue }
      guard seen.insert(Slot(plan: plan, target: target, unit: unit)).inserted else {
        log.report(
          AllocationRowRules.repeatedAllocation, line: row.line,
          ["plan": plan, "target": target, "unit": unit.rawValue])
        continue
      }
      allocations.append(
        TargetAllocation(plan: PlanID(plan), target: IndicatorID(target), unit: unit, value: value))
    }
    findings += log.findings
  }
  return (allocations, findings)
}
