import Findings
import ReportModel

/// 上级方案与指标对照规则.
enum CrosswalkRules {
  static let unknownParent = RuleSheet.catalogue(
    "P1601", .hard, "上级方案没有收录", "方案 {plan} 的上级方案 {value} 不在 Schemas/plans 中。", "放入上级方案文件，或改正 parent。",
    en: "Parent plan missing", "The parent {value} of plan {plan} is not under Schemas/plans.",
    "Add the file of the parent plan or correct `parent`.")

  static let parentCycle = RuleSheet.catalogue(
    "P1602", .hard, "方案互为上级", "这些方案互为上级：{value}。", "改正其中一个的 parent；最高一级的留空。",
    en: "Plans are each other's parents", "These plans are each other's parents: {value}.",
    "Correct `parent` of one of them.")

  static let parentElsewhere = RuleSheet.catalogue(
    "P1603", .hard, "上级方案不属于上级单位", "方案 {plan} 的上级方案 {value} 由 {unit} 制定、属于规划 {programme}，与本方案的报送上级或规划不一致。",
    "parent 填同一规划下报送上级（或更上级）的方案。",
    en: "Parent plan of somebody else",
    "The parent {value} of plan {plan} belongs to {unit} and programme {programme}.",
    "Name the plan of a superior in the same programme.")

  static let crosswalkElsewhere = RuleSheet.catalogue(
    "P1604", .hard, "对照的不是上级正在执行的方案", "方案 {plan} 的指标对照写到 {value}，报送上级执行的是 {superior}，数不会往上计。",
    "按 {superior} 重新对照。",
    en: "Crosswalk to another plan",
    "The crosswalk of plan {plan} leads to {value}, while the superior works to {superior}.",
    "Map the indicators to {superior}.")

  static let crosswalkMissing = RuleSheet.catalogue(
    "P1605", .soft, "没有与上级的指标对照", "方案 {plan} 的上级执行 {value}，本方案没有指标对照，任何数都不会计入上级。",
    "写上 crosswalk；确实都不对应的，写情况说明。",
    en: "No crosswalk to the superior's plan",
    "The superior of plan {plan} works to {value}, but there is no crosswalk, so nothing counts upward.",
    "Add a crosswalk.")

  static let unknownIndicator = RuleSheet.catalogue(
    "P1606", .hard, "对照的指标不存在", "指标对照 {entry} 中的 {value}，{owner}中没有。", "改为已有的指标编号。",
    en: "Crosswalk names an unknown indicator", "{value} in the crosswalk entry {entry} is not in {ownerEN}.",
    "Name an existing indicator.")

  static let measuresDiffer = RuleSheet.catalogue(
    "P1607", .hard, "对照的计量单位不能换算", "指标对照 {entry}：“{measure}”不能换算成“{value}”，又没有写换算系数。",
    "写上 factor；不能相加的，relation 改为 related。",
    en: "Crosswalk between measures that do not convert",
    "Crosswalk entry {entry}: “{measure}” does not convert to “{value}” and there is no factor.",
    "Add a factor, or let the relation be related.")

  static let flowToStock = RuleSheet.catalogue(
    "P1608", .hard, "时期数与时点数不能对照", "指标对照 {entry}：一头是时期数（flow），一头是时点数（stock），不能相加。",
    "relation 改为 related，或换一个指标。",
    en: "Crosswalk between flow and stock", "Crosswalk entry {entry} adds a flow to a stock or the reverse.",
    "Let the relation be related or choose another indicator.")

  static let ratioToCount = RuleSheet.catalogue(
    "P1609", .hard, "比例与数量不能对照", "指标对照 {entry}：{value}，不能相加。", "relation 改为 related，或换一个指标。",
    en: "Crosswalk between ratio and number", "Crosswalk entry {entry}: {valueEN}; this cannot add up.",
    "Let the relation be related or choose another indicator.")

  static let chainTwice = RuleSheet.catalogue(
    "P1610", .hard, "总项与其中项同时往上计", "{value} 和它的总项 {whole} 都计入上级的 {to}，会重复计算。",
    "只留总项；其中项的 relation 改为 related。",
    en: "Whole and part both count upward", "{value} and its whole {whole} both count into {to}.",
    "Keep the whole; let the relation of the part be related.")

  static let countingDiffers = RuleSheet.catalogue(
    "P1611", .hard, "规划期累计的起算月不同", "方案 {plan} 从 {value} 起累计，对照的 {superior} 从 {other} 起累计，累计数不能相加。",
    "统一 cumulativeFrom 后再对照。",
    en: "Plans count from different months",
    "Plan {plan} counts from {value}, {superior} from {other}; their cumulatives cannot add up.",
    "Make cumulativeFrom alike.")

  static let repeatedEntry = RuleSheet.catalogue(
    "P1612", .hard, "指标对照重复", "指标对照 {entry} 写了两次。", "只留一条。",
    en: "Crosswalk entry given twice", "Crosswalk entry {entry} occurs twice.", "Keep one.")

  static let factorOdd = RuleSheet.catalogue(
    "P1613", .hard, "换算系数有误", "指标对照 {entry} 的换算系数是 {value}，应大于零。", "改正 factor。",
    en: "Factor not above zero", "The factor of crosswalk entry {entry} is {value}.", "Correct it.")

  static let factorWithoutEffect = RuleSheet.catalogue(
    "P1614", .soft, "换算系数不起作用", "指标对照 {entry} 写了换算系数 {value}；比例和只列示的指标不换算。", "删去 factor。",
    en: "Factor without effect",
    "The factor {value} of crosswalk entry {entry} has no effect on ratios and related entries.", "Remove it."
  )

  static let superiorDoesNotAsk = RuleSheet.catalogue(
    "P1615", .hard, "上级指标不由下级填报", "指标对照 {entry}：上级的“{value}”只由其本级填报，下级数计不进去。", "relation 改为 related。",
    en: "The superior does not ask for it",
    "Crosswalk entry {entry}: the superior's “{value}” is reported by its own level only.",
    "Let the relation be related.")

  static let all = [
    unknownParent, parentCycle, parentElsewhere, crosswalkElsewhere, crosswalkMissing, unknownIndicator,
    measuresDiffer, flowToStock, ratioToCount, chainTwice, countingDiffers, repeatedEntry, factorOdd,
    factorWithoutEffect, superiorDoesNotAsk,
  ]
}

func checkCrosswalk(_ plan: Plan, _ check: inout PlanCheck) {
  checkParent(plan, &check)
  let superior = check.units[plan.unit]?.reportsTo
    .flatMap { check.catalogue.plan(of: $0, in: plan.programme) }
  guard let crosswalk = plan.crosswalk, !crosswalk.entries.isEmpty else {
    if let superior { check.report(CrosswalkRules.crosswalkMissing, value: superior.id.rawValue) }
    return
  }
  if let superior, superior.id != crosswalk.to {
    check.report(
      CrosswalkRules.crosswalkElsewhere, value: crosswalk.to.rawValue, ["superior": superior.id.rawValue])
  }
  guard let other = check.catalogue.plan(crosswalk.to) else {
    check.report(CrosswalkRules.unknownParent, value: crosswalk.to.rawValue)
    return
  }
  if other.cumulativeFrom != plan.cumulativeFrom {
    check.report(
      CrosswalkRules.countingDiffers, value: plan.cumulativeFrom,
      ["superior": other.id.rawValue, "other": other.cumulativeFrom])
  }
  struct Pair: Hashable {
    let indicator: IndicatorID
    let to: IndicatorID
  }
  var seen: Set<Pair> = []
  for entry in crosswalk.entries {
    if !seen.insert(Pair(indicator: entry.indicator, to: entry.to)).inserted {
      check.report(CrosswalkRules.repeatedEntry, of: entry, value: nil)
    }
    checkEntry(entry, plan, other, &check)
  }
}

private func checkParent(_ plan: Plan, _ check: inout PlanCheck) {
  guard let parentID = plan.parent else { return }
  guard let parent = check.catalogue.plan(parentID) else {
    check.report(CrosswalkRules.unknownParent, value: parentID.rawValue)
    return
  }
  var way = [plan.id]
  var next: PlanID? = parentID
  while let id = next, !way.contains(id) {
    way.append(id)
    next = check.catalogue.plan(id)?.parent
  }
  if next == plan.id {
    check.report(
      CrosswalkRules.parentCycle, value: (way + [plan.id]).map(\.rawValue).joined(separator: " → "))
    return
  }
  let superiors = check.units.lineage(of: plan.unit).dropFirst()
  if parent.programme != plan.programme || !superiors.contains(parent.unit) {
    check.report(
      CrosswalkRules.parentElsewhere, value: parentID.rawValue,
      ["unit": parent.unit.rawValue, "programme": parent.programme.rawValue])
  }
}

extension PlanCheck {
  fileprivate mutating func report(
    _ sheet: RuleSheet, of entry: CrosswalkEntry, value: String?, _ facts: Facts = [:]
  ) {
    var facts = facts
    facts["entry"] = "\(entry.indicator) → \(entry.to)"
    report(sheet, indicator: entry.indicator, value: value, facts)
  }
}

private func checkEntry(
  _ entry: CrosswalkEntry, _ plan: Plan, _ superior: Plan, _ check: inout PlanCheck
) {
  let source = plan.indicator(entry.indicator)
  let target = superior.indicator(entry.to)
  if source == nil {
    check.report(
      CrosswalkRules.unknownIndicator, of: entry, value: entry.indicator.rawValue,
      ["owner": "本方案", "ownerEN": "this plan"])
  }
  if target == nil {
    check.report(
      CrosswalkRules.unknownIndicator, of: entry, value: entry.to.rawValue,
      ["owner": "上级方案 \(superior.id)", "ownerEN": "plan \(superior.id)"])
  }
  if let factor = entry.factor {
    if factor.isNegative || factor.isZero {
      check.report(CrosswalkRules.factorOdd, of: entry, value: factor.description)
    } else if !entry.relation.addsUp || source?.isRatio ?? false {
      check.report(CrosswalkRules.factorWithoutEffect, of: entry, value: factor.description)
    }
  }
  guard entry.relation.addsUp, let source, let target else { return }
  if source.kind == .survey || target.kind == .survey {
    check.report(
      CrosswalkRules.ratioToCount, of: entry, value: "抽样调查数不相加", ["valueEN": "a survey never adds up"])
  } else if source.isRatio != target.isRatio {
    check.report(
      CrosswalkRules.ratioToCount, of: entry, value: "一头是比例，一头是数量",
      ["valueEN": "a ratio on one side and a number on the other"])
  } else {
    if !source.isRatio, source.timeFunction != target.timeFunction {
      check.report(CrosswalkRules.flowToStock, of: entry, value: nil)
    }
    if entry.factor == nil, !source.isRatio, !check.measures.converts(source.measure, to: target.measure) {
      check.report(
        CrosswalkRules.measuresDiffer, of: entry, value: target.measure, ["measure": source.measure])
    }
  }
  if target.kind != .survey, target.basis == .own || !target.reportedBy.includesAreas {
    check.report(CrosswalkRules.superiorDoesNotAsk, of: entry, value: target.name)
  }
  let mapped = Set(
    plan.crosswalk?.entries.filter { $0.to == entry.to && $0.relation.addsUp }.map(\.indicator) ?? [])
  if let whole = plan.wholes(of: entry.indicator).first(where: {
    mapped.contains($0) && $0 != entry.indicator
  }) {
    check.report(
      CrosswalkRules.chainTwice, of: entry, value: entry.indicator.rawValue,
      ["whole": whole.rawValue, "to": entry.to.rawValue])
  }
}
