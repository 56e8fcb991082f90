import Findings
import ReportModel

/// 方案检查：whether a plan agrees with itself, with the units and measures it names, with its superior's plan and
/// with its allocations (`plan check`). The unit register is checked along.
///
/// Pure: looks at the values only. Findings come in the order units, matrix, indicators, targets, formulas, crosswalk,
/// allocations; place holds task and indicator, the fact `plan` the plan.
package func checkPlan(_ plan: Plan, in catalogue: Catalogue) -> [Finding] {
  checkUnits(catalogue.units) + checkPlanAlone(plan, in: catalogue)
}

/// 目录检查：the unit register, every plan and every allocation, nothing twice.
package func checkCatalogue(_ catalogue: Catalogue) -> [Finding] {
  let known = Set(catalogue.plans.map(\.id))
  var orphans = PlanCheck(nil, catalogue)
  for allocation in catalogue.allocations where !known.contains(allocation.plan) {
    orphans.report(
      AllocationRules.unknownPlan, value: allocation.plan.rawValue, ["plan": allocation.plan.rawValue])
  }
  return checkUnits(catalogue.units) + catalogue.plans.flatMap { checkPlanAlone($0, in: catalogue) }
    + orphans.distinctFindings
}

private func checkPlanAlone(_ plan: Plan, in catalogue: Catalogue) -> [Finding] {
  var check = PlanCheck(plan, catalogue)
  checkMatrix(plan, &check)
  checkIndicators(plan, &check)
  checkTargets(plan, &check)
  checkFormulas(plan, &check)
  checkCrosswalk(plan, &check)
  checkAllocations(plan, &check)
  return check.distinctFindings
}

/// 检查过程：what the checks of one plan look at and what they found.
struct PlanCheck {
  let catalogue: Catalogue
  private let plan: Plan?
  private var findings: [Finding] = []

  init(_ plan: Plan?, _ catalogue: Catalogue) {
    self.plan = plan
    self.catalogue = catalogue
  }

  var units: UnitRegister { catalogue.units }
  var measures: MeasureTable { catalogue.measures }

  /// In the order of the checks; the same finding only once.
  var distinctFindings: [Finding] {
    var seen: Set<Finding> = []
    return findings.filter { seen.insert($0).inserted }
  }

  /// Departments that compose the plan's own level.
  func departments(of area: OrgUnitCode) -> [OrgUnit] {
    units.units.values.filter { $0.reportsTo == area && $0.level == .department && $0.replacedBy == nil }
  }

  mutating func report(
    _ sheet: RuleSheet, task: TaskID? = nil, indicator: IndicatorID? = nil, value: String? = nil,
    _ facts: Facts = [:], severity: Severity? = nil
  ) {
    var facts = facts
    if let plan {
      facts["plan"] = plan.id.rawValue
      if let indicator, facts["name"] == nil { facts["name"] = plan.indicator(indicator)?.name }
    }
    findings.append(
      Finding(
        sheet,
        at: Place(unit: plan?.unit, task: task?.rawValue, indicator: indicator?.rawValue, value: value),
        facts, severity: severity))
  }
}
