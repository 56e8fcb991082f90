import Findings
import ReportModel

/// 指标口径规则：properties of an indicator that contradict each other or what they name.
enum IndicatorRules {
  static let unknownMeasure = RuleSheet.catalogue(
    "P1401", .hard, "计量单位没有登记", "“{name}”的计量单位“{value}”不在 measures.csv 中。", "改用已有的计量单位，或在 measures.csv 中登记。",
    en: "Measure unit not registered", "The measure unit “{value}” of “{name}” is not in measures.csv.",
    "Use a known measure unit or add it to measures.csv.")

  static let functionOfRatio = RuleSheet.catalogue(
    "P1402", .hard, "比例的汇总方法有误", "“{name}”是 {kind}，汇总方法写的是 {value}。",
    "比例、覆盖率写 ratio-of-sums（分子、分母分别相加）或 none；其他指标不能写 ratio-of-sums。",
    en: "Unit function does not fit the kind", "“{name}” is a {kind} with unit function {value}.",
    "Ratios and coverages take ratio-of-sums or none; nothing else takes ratio-of-sums.")

  static let surveyAddsUp = RuleSheet.catalogue(
    "P1403", .hard, "调查数不能汇总", "“{name}”是抽样调查公布数，口径 {basis}、汇总方法 {value} 会让它相加或平均。",
    "调查数的 basis 写 own，unitFunction 写 none，由公布的一级填写。",
    en: "A survey adds up", "“{name}” is a survey with basis {basis} and unit function {value}.",
    "A survey has basis own and unit function none.")

  static let ratioIsFlow = RuleSheet.catalogue(
    "P1404", .hard, "比例应为期末数", "“{name}”是 {kind}，timeFunction 写的是 flow。", "比例、覆盖率、调查数的 timeFunction 写 stock。",
    en: "A ratio cannot be a flow", "“{name}” is a {kind} with time function flow.",
    "Ratios, coverages and surveys are stocks.")

  static let nobodyOwns = RuleSheet.catalogue(
    "P1405", .hard, "没有数据主责单位", "“{name}”以{basisZH}为准，却没有写数据主责单位（dataOwners）。",
    "写上数据主责单位的代码；由本级整体填报的，可以不写。",
    en: "Nobody owns the figure", "“{name}” has basis {basis} and no data owner.",
    "Name the owning department.")

  static let ownerWithoutOwners = RuleSheet.catalogue(
    "P1406", .hard, "以主责单位为准，却没有主责单位", "“{name}”由本级部门填报、以主责单位为准（withinUnit=owner），却没有写 dataOwners。",
    "写上数据主责单位；各部门数不重复、可以相加的，withinUnit 改为 sum。",
    en: "The owner's figure counts, but there is no owner",
    "“{name}” is reported by departments, the owner's figure counts, and no owner is named.",
    "Name the owner, or let withinUnit be sum.")

  static let ownFromBelow = RuleSheet.catalogue(
    "P1407", .hard, "只有本级有的指标不能由下级填报", "“{name}”的口径是 own（只有本级有），填报单位却写 {value}。",
    "reportedBy 改为 departments；下级也有数的，basis 改为 sum 或 line。",
    en: "An own figure asked of areas", "“{name}” has basis own and is reported by {value}.",
    "Let departments report it, or change the basis to sum or line.")

  static let lineWithoutDepartments = RuleSheet.catalogue(
    "P1408", .hard, "条线数没有部门填报", "“{name}”以条线全口径为准（basis=line），reportedBy 却只写 areas。",
    "reportedBy 改为 departments 或 both；没有条线数、靠下级相加的，basis 改为 sum。",
    en: "A line figure that no department reports", "“{name}” has basis line and is reported by areas only.",
    "Let departments report it, or change the basis to sum.")

  static let ownerIsCollective = RuleSheet.catalogue(
    "P1409", .hard, "集合不能作数据主责单位", "“{name}”的数据主责单位 {value} {owner}是几个单位的合称，没有人会填报。", "改为其中具体的一个单位。",
    en: "A collective owns the figure",
    "The owner {value} {owner} of “{name}” is a collective, which never reports.",
    "Name one department.")

  static let ownerNotOwnDepartment = RuleSheet.catalogue(
    "P1410", .hard, "数据主责单位不是本级部门", "“{name}”的数据主责单位 {value} {owner}不是方案制定单位的部门，它的数不会计入本级。",
    "改为本级部门；下级地区的数用 reportedBy 表示。",
    en: "The owner is no department of the plan's unit",
    "The owner {value} {owner} of “{name}” is no department of the plan's unit.",
    "Name a department of the plan's unit.")

  static let unknownWhole = RuleSheet.catalogue(
    "P1411", .hard, "总项指标不存在", "“{name}”写明是 {value} 的其中项，方案中没有这个指标。", "改正 partOf，或补上总项指标。",
    en: "Unknown whole", "“{name}” is part of {value}, which is not in the plan.", "Correct partOf.")

  static let partCycle = RuleSheet.catalogue(
    "P1412", .hard, "其中项关系成环", "这些指标互为其中项：{value}。", "改正其中一个的 partOf。",
    en: "Indicators are parts of each other", "These indicators are parts of each other: {value}.",
    "Correct partOf of one of them.")

  static let wholeWithoutRule = RuleSheet.catalogue(
    "P1413", .hard, "总项没有写其中项规则", "“{name}”有其中项 {value}，却没有写各项之和应等于（equal）还是不超过（within）它。", "写上 parts。",
    en: "The whole has no rule for its parts", "“{name}” has the parts {value} and no `parts` rule.",
    "Say `equal` or `within` in `parts`.")

  static let ruleWithoutParts = RuleSheet.catalogue(
    "P1414", .soft, "写了其中项规则，没有其中项", "“{name}”写了 parts={value}，没有指标是它的其中项。", "删去 parts，或在其中项上写 partOf。",
    en: "A rule for parts that do not exist", "“{name}” has parts={value}, but nothing is part of it.",
    "Remove `parts`, or name the whole in `partOf` of its parts.")

  static let partDiffersFromWhole = RuleSheet.catalogue(
    "P1415", .hard, "其中项与总项不能相比", "“{name}”与总项“{whole}”的{what}不同（{value}），不能核对其中项之和。",
    "统一两者的计量单位、时期或时点；不是其中项的，删去 partOf。",
    en: "Part and whole cannot be compared", "“{name}” and its whole “{whole}” differ in {whatEN} ({value}).",
    "Make them alike or remove partOf.")

  static let partAskedOtherwise = RuleSheet.catalogue(
    "P1416", .soft, "其中项与总项的填报要求不同", "“{name}”与总项“{whole}”的{what}不同（{value}），有的期、有的单位只有一头有数。",
    "统一两者的 basis、reportedBy、asked。",
    en: "Part and whole are asked differently",
    "“{name}” and its whole “{whole}” differ in {whatEN} ({value}).", "Make basis, reportedBy, asked alike.")

  static let countWithDecimals = RuleSheet.catalogue(
    "P1417", .hard, "计数指标不能有小数", "“{name}”是计数指标（count），小数位写的是 {value}。",
    "decimals 改为 0；确有小数的，kind 改为 amount。",
    en: "A count with decimals", "“{name}” is a count with {value} decimals.",
    "Use 0 decimals, or kind amount.")

  static let countInPercent = RuleSheet.catalogue(
    "P1418", .hard, "百分数不能相加", "“{name}”的计量单位是 {value}，kind 却是 {kind}，会被相加。",
    "改为 ratio 或 coverage（报分子、分母），公布的调查数改为 survey。",
    en: "A percentage that adds up", "“{name}” is measured in {value} and is a {kind}.",
    "Make it a ratio, a coverage or a survey.")

  static let sumWithoutFunction = RuleSheet.catalogue(
    "P1419", .hard, "相加口径没有汇总方法", "“{name}”的口径是 sum（本级与下级相加），汇总方法却是 none。",
    "写明 unitFunction，或把 basis 改为 own。",
    en: "Basis sum without a function", "“{name}” has basis sum and unit function none.",
    "Name a unit function or let the basis be own.")

  static let carryWithoutStock = RuleSheet.catalogue(
    "P1420", .soft, "沿用上期不起作用", "“{name}”写了缺报时沿用上期（carry），它是{value}，不能沿用。", "carry 改为 false；只有期末数可以沿用。",
    en: "Carry has no effect", "“{name}” asks to be carried, but is a {valueEN}.",
    "Only stocks can be carried; let carry be false.")

  static let all = [
    unknownMeasure, functionOfRatio, surveyAddsUp, ratioIsFlow, nobodyOwns, ownerWithoutOwners, ownFromBelow,
    lineWithoutDepartments, ownerIsCollective, ownerNotOwnDepartment, unknownWhole, partCycle,
    wholeWithoutRule, ruleWithoutParts, partDiffersFromWhole, partAskedOtherwise, countWithDecimals,
    countInPercent, sumWithoutFunction, carryWithoutStock,
  ]
}

func checkIndicators(_ plan: Plan, _ check: inout PlanCheck) {
  let hasDepartments = !check.departments(of: plan.unit).isEmpty
  for indicator in plan.indicators {
    checkMeasureAndKind(indicator, &check)
    checkReporters(indicator, hasDepartments: hasDepartments, plan, &check)
    checkPart(indicator, plan, &check)
  }
}

private func checkMeasureAndKind(_ indicator: IndicatorDefinition, _ check: inout PlanCheck) {
  func report(_ sheet: RuleSheet, _ value: String, _ facts: Facts = [:]) {
    check.report(
      sheet, task: indicator.task, indicator: indicator.id, value: value,
      facts.merging(["kind": indicator.kind.rawValue, "basis": indicator.basis.rawValue]) { given, _ in given
      })
  }
  if let measure = check.measures.units[indicator.measure] {
    if measure.dimension == "percent", indicator.kind == .count || indicator.kind == .amount {
      report(IndicatorRules.countInPercent, indicator.measure)
    }
  } else {
    report(IndicatorRules.unknownMeasure, indicator.measure)
  }
  if indicator.kind == .survey {
    if indicator.basis != .own || indicator.unitFunction != .none {
      report(IndicatorRules.surveyAddsUp, indicator.unitFunction.rawValue)
    }
  } else if indicator.isRatio {
    if indicator.unitFunction != .ratioOfSums, indicator.unitFunction != .none {
      report(IndicatorRules.functionOfRatio, indicator.unitFunction.rawValue)
    }
  } else if indicator.unitFunction == .ratioOfSums {
    report(IndicatorRules.functionOfRatio, indicator.unitFunction.rawValue)
  }
  if indicator.isRatio || indicator.kind == .survey, indicator.timeFunction == .flow {
    report(IndicatorRules.ratioIsFlow, indicator.timeFunction.rawValue)
  }
  if indicator.kind != .survey, indicator.basis == .sum, indicator.unitFunction == .none {
    report(IndicatorRules.sumWithoutFunction, indicator.unitFunction.rawValue)
  }
  if indicator.kind == .count, indicator.decimals != 0 {
    report(IndicatorRules.countWithDecimals, String(indicator.decimals))
  }
  if indicator.carry {
    if indicator.isRatio {
      report(IndicatorRules.carryWithoutStock, "比例", ["valueEN": "ratio"])
    } else if indicator.kind == .survey {
      report(IndicatorRules.carryWithoutStock, "调查数", ["valueEN": "survey"])
    } else if indicator.isFlow {
      report(IndicatorRules.carryWithoutStock, "时期数", ["valueEN": "flow"])
    }
  }
}

private func checkReporters(
  _ indicator: IndicatorDefinition, hasDepartments: Bool, _ plan: Plan, _ check: inout PlanCheck
) {
  func report(_ sheet: RuleSheet, _ value: String?, _ facts: Facts = [:], severity: Severity? = nil) {
    check.report(
      sheet, task: indicator.task, indicator: indicator.id, value: value, facts, severity: severity)
  }
  let hasNoOwner = indicator.withinUnit == .owner && indicator.dataOwners.isEmpty
  if hasNoOwner, indicator.basis != .sum {
    // Without departments the own level is filed as a whole, and nobody is forgotten.
    report(
      IndicatorRules.nobodyOwns, nil,
      [
        "basis": indicator.basis.rawValue,
        "basisZH": indicator.basis == .line ? "条线全口径（line）" : "本级数（own）",
      ],
      severity: hasDepartments ? .hard : .note)
  } else if hasNoOwner, indicator.reportedBy.includesDepartments, hasDepartments {
    report(IndicatorRules.ownerWithoutOwners, nil)
  }
  if indicator.basis == .own, indicator.reportedBy.includesAreas {
    report(IndicatorRules.ownFromBelow, indicator.reportedBy.rawValue)
  }
  if indicator.basis == .line, !indicator.reportedBy.includesDepartments {
    report(IndicatorRules.lineWithoutDepartments, indicator.reportedBy.rawValue)
  }
  for code in indicator.dataOwners {
    checkUnit(
      code, ["where": "指标 \(indicator.id)", "whereEN": "indicator \(indicator.id)"], task: indicator.task,
      indicator: indicator.id, plan, &check)
    guard let owner = check.units[code] else { continue }
    if owner.level == .collective {
      report(IndicatorRules.ownerIsCollective, code.rawValue, ["owner": owner.name])
    } else if owner.level != .department || owner.reportsTo != plan.unit {
      report(IndicatorRules.ownerNotOwnDepartment, code.rawValue, ["owner": owner.name])
    }
  }
}

private func checkPart(_ indicator: IndicatorDefinition, _ plan: Plan, _ check: inout PlanCheck) {
  func report(_ sheet: RuleSheet, _ value: String, _ facts: Facts = [:]) {
    check.report(sheet, task: indicator.task, indicator: indicator.id, value: value, facts)
  }
  let parts = plan.indicators.filter { $0.partOf == indicator.id }.map(\.id)
  if let rule = indicator.parts {
    if parts.isEmpty { report(IndicatorRules.ruleWithoutParts, rule.rawValue) }
  } else if !parts.isEmpty {
    report(IndicatorRules.wholeWithoutRule, parts.map(\.rawValue).joined(separator: "、"))
  }
  guard let wholeID = indicator.partOf else { return }
  guard let whole = plan.indicator(wholeID) else {
    report(IndicatorRules.unknownWhole, wholeID.rawValue)
    return
  }
  let chain = plan.wholes(of: indicator.id)
  if let index = chain.firstIndex(of: indicator.id) {
    let circle = chain[...index]
    if circle.min() == indicator.id {
      report(
        IndicatorRules.partCycle, ([indicator.id] + circle).map(\.rawValue).joined(separator: " → "))
    }
    return
  }
  func differs(_ what: String, _ whatEN: String, _ mine: String, _ theirs: String, _ sheet: RuleSheet) {
    report(
      sheet, "\(mine) / \(theirs)", ["whole": whole.name, "what": what, "whatEN": whatEN])
  }
  if !check.measures.converts(indicator.measure, to: whole.measure) {
    differs(
      "计量单位", "measure unit", indicator.measure, whole.measure, IndicatorRules.partDiffersFromWhole)
  }
  if indicator.timeFunction != whole.timeFunction {
    differs(
      "时间性质", "time function", indicator.timeFunction.rawValue, whole.timeFunction.rawValue,
      IndicatorRules.partDiffersFromWhole)
  }
  if indicator.isRatio != whole.isRatio || (indicator.kind == .survey) != (whole.kind == .survey) {
    differs("类型", "kind", indicator.kind.rawValue, whole.kind.rawValue, IndicatorRules.partDiffersFromWhole)
  }
  if indicator.basis != whole.basis {
    differs(
      "口径", "basis", indicator.basis.rawValue, whole.basis.rawValue, IndicatorRules.partAskedOtherwise)
  }
  if indicator.reportedBy != whole.reportedBy {
    differs(
      "填报单位", "reportedBy", indicator.reportedBy.rawValue, whole.reportedBy.rawValue,
      IndicatorRules.partAskedOtherwise)
  }
  if indicator.asked != whole.asked {
    differs(
      "填报频次", "asked", indicator.asked.rawValue, whole.asked.rawValue, IndicatorRules.partAskedOtherwise)
  }
}
