import Findings
import ReportModel

/// 目标值规则：targets that contradict themselves, their indicators or each other.
enum TargetRules {
  static let unknownIndicator = RuleSheet.catalogue(
    "P1501", .hard, "目标的指标不存在", "目标 {target} 写的指标 {value}，方案中没有。", "改为已有的指标编号。",
    en: "Target of an unknown indicator",
    "Target {target} names the indicator {value}, which is not in the plan.",
    "Name an indicator of the plan.")

  static let measureDoesNotConvert = RuleSheet.catalogue(
    "P1502", .hard, "目标与指标的计量单位不能换算", "目标 {target} 按“{value}”计，指标“{name}”按“{measure}”计，两者不能换算。",
    "统一计量单位；人与人次不能换算。",
    en: "Target and indicator do not convert",
    "Target {target} counts in “{value}”, its indicator “{name}” in “{measure}”.",
    "Use measure units that convert; 人 and 人次 do not.")

  static let valueMissing = RuleSheet.catalogue(
    "P1503", .hard, "目标没有数值", "目标 {target}（{comparator}）没有写 value。", "写上数值；全覆盖写 full，对比外部数写 outside。",
    en: "Target without a value", "Target {target} ({comparator}) has no value.",
    "Type the value; `full` and `outside` need none.")

  static let valueNotWanted = RuleSheet.catalogue(
    "P1504", .soft, "目标多写了数值", "目标 {target}（{comparator}）写了{what} {value}，不起作用。", "删去；确有数值的，改 comparator。",
    en: "Target with a value that has no effect", "Target {target} ({comparator}) has {whatEN} {value}.",
    "Remove it or change the comparator.")

  static let rangeReversed = RuleSheet.catalogue(
    "P1505", .hard, "区间上限有误", "目标 {target} 的区间是 {value} 到 {max}，没有上限或上限小于下限。", "写上 valueMax，不小于 value。",
    en: "Range reversed", "Target {target} ranges from {value} to {maxEN}.",
    "valueMax must be at least value.")

  static let toleranceOdd = RuleSheet.catalogue(
    "P1506", .hard, "“左右”的幅度有误", "目标 {target} 写明“左右”（about），允许低于目标的百分比是“{value}”。",
    "tolerance 写 0 到 100 之间的数，如 10。",
    en: "Tolerance missing or odd", "Target {target} is `about` with tolerance “{value}”.",
    "Type a percentage from 0 to 100, such as 10.")

  static let byMissing = RuleSheet.catalogue(
    "P1507", .hard, "没有写到哪一期", "目标 {target} 要求按期完成（by-date），没有写 by。", "写上报告期，如 2025-Q4。",
    en: "Target without its date", "Target {target} is due by a date, but `by` is absent.",
    "Type a period such as 2025-Q4.")

  static let byOutsidePlan = RuleSheet.catalogue(
    "P1508", .hard, "完成期限不在规划期内", "目标 {target} 的期限 {value} 不在方案年份（{first} 至 {last}）之内，不能计序时进度。",
    "改正期限；远期目标的 schedule 写 none。",
    en: "Due outside the plan",
    "Target {target} is due {value}, outside {first} to {last}, and cannot be paced.",
    "Correct `by`, or let the schedule of a distant goal be none.")

  static let milestonesMissing = RuleSheet.catalogue(
    "P1509", .hard, "分季节点与序时进度不合", "目标 {target} 的 schedule 是 {schedule}，分季节点有 {count} 个。",
    "按节点考核的写上 milestones；不按节点的删去。",
    en: "Milestones and schedule disagree", "Target {target} has schedule {schedule} and {count} milestones.",
    "Give milestones with schedule `milestones` and only then.")

  static let milestonesNotRising = RuleSheet.catalogue(
    "P1510", .hard, "分季节点没有逐期上升", "目标 {target} 的节点 {value} 不晚于或不大于前一个节点。", "按先后排列，数值逐期增加。",
    en: "Milestones do not rise",
    "Milestone {value} of target {target} is not above or after the one before.",
    "Order them by period with rising values.")

  static let milestoneOutside = RuleSheet.catalogue(
    "P1511", .hard, "分季节点超出范围", "目标 {target} 的节点 {value} 在规划期以外，或大于目标值。", "改正报告期或数值。",
    en: "Milestone out of range",
    "Milestone {value} of target {target} lies outside the plan or above the target.",
    "Correct its period or value.")

  static let paceWithoutFlow = RuleSheet.catalogue(
    "P1512", .hard, "这类指标不能按季均分", "目标 {target} 按季均分计进度，指标“{name}”是{value}。",
    "schedule 改为 none、yearly 或 milestones。",
    en: "Linear pace of a figure that does not grow by quarters",
    "Target {target} is paced linearly, but “{name}” is {valueEN}.", "Use none, yearly or milestones.")

  static let fullWithoutCoverage = RuleSheet.catalogue(
    "P1513", .hard, "全覆盖要用覆盖率指标", "目标 {target} 是全覆盖（full），指标“{name}”的 kind 是 {value}。",
    "指标改为 coverage（报分子、分母），或把目标写成具体的数。",
    en: "Full coverage without a coverage", "Target {target} is `full`, but “{name}” is a {value}.",
    "Make the indicator a coverage, or give the target a value.")

  static let unknownWhole = RuleSheet.catalogue(
    "P1514", .hard, "总目标不存在", "目标 {target} 写明是 {value} 的其中项，方案中没有这个目标，或两者互为其中项。", "改正 partOf。",
    en: "Unknown whole target", "Target {target} is part of {value}, which is absent or part of it in turn.",
    "Correct partOf.")

  static let partOfAnother = RuleSheet.catalogue(
    "P1515", .soft, "其中目标与其中指标不对应", "目标 {target} 是 {value} 的其中项，指标“{name}”却不是该目标指标的其中项。",
    "核对两处 partOf。",
    en: "Part target of an indicator that is no part",
    "Target {target} is part of {value}, but “{name}” is no part of that target's indicator.",
    "Compare partOf of target and indicator.")

  static let partsDoNotMatch = RuleSheet.catalogue(
    "P1516", .hard, "其中项目标之和与总目标不符", "目标 {target} 是 {whole}，其中项（{parts}）之和是 {value}。", "对照原文改正数值或计量单位。",
    en: "Part targets do not match the whole",
    "Target {target} is {whole}, its parts ({parts}) come to {value}.",
    "Compare the values and measure units with the document.")

  static let stockByYear = RuleSheet.catalogue(
    "P1517", .soft, "年度时点目标按季均分", "目标 {target} 是年度目标，指标“{name}”是期末数，按季均分没有意义。", "schedule 改为 yearly（年末考核）。",
    en: "Annual target of a stock paced by quarters",
    "Target {target} is annual and “{name}” is a stock, so quarters have no shares.", "Use schedule yearly.")

  static let paceOfUnclear = RuleSheet.catalogue(
    "P1518", .soft, "期限不明却计序时进度", "目标 {target} 没有写明何时达到（unclear），schedule 却是 {value}。",
    "schedule 改为 none；已经明确期限的，改 cadence。",
    en: "Pace without a date", "Target {target} has an unclear cadence but schedule {value}.",
    "Use none, or state the cadence.")

  static let fractionOfCount = RuleSheet.catalogue(
    "P1519", .hard, "目标值不是整数", "目标 {target} 折合 {value} {measure}，指标“{name}”是计数指标。", "改正数值或计量单位。",
    en: "Target is no whole number", "Target {target} comes to {value} {measure}, but “{name}” is a count.",
    "Correct the value or the measure unit.")

  static let baselineAbove = RuleSheet.catalogue(
    "P1520", .soft, "基数不小于目标", "目标 {target} 的基数 {value} 不小于目标值 {goal}。", "核对基数和目标值是否写反。",
    en: "Baseline at or above the target", "The baseline {value} of target {target} is not below {goal}.",
    "Check whether the two are swapped.")

  static let all = [
    unknownIndicator, measureDoesNotConvert, valueMissing, valueNotWanted, rangeReversed, toleranceOdd,
    byMissing, byOutsidePlan, milestonesMissing, milestonesNotRising, milestoneOutside, paceWithoutFlow,
    fullWithoutCoverage, unknownWhole, partOfAnother, partsDoNotMatch, stockByYear, paceOfUnclear,
    fractionOfCount, baselineAbove,
  ]
}

func checkTargets(_ plan: Plan, _ check: inout PlanCheck) {
  for target in plan.targets {
    let indicator = plan.indicator(target.indicator)
    if indicator == nil {
      check.report(
        TargetRules.unknownIndicator, task: target.task, value: target.indicator.rawValue,
        ["target": target.id.rawValue])
    }
    checkNumbers(target, &check)
    checkSchedule(target, plan, &check)
    if let indicator { checkAgainst(indicator, target, &check) }
    checkWhole(target, plan, &check)
    checkParts(of: target, plan, &check)
  }
}

extension PlanCheck {
  fileprivate mutating func report(
    _ sheet: RuleSheet, of target: TargetDefinition, value: String?, _ facts: Facts = [:]
  ) {
    var facts = facts
    facts["target"] = target.id.rawValue
    facts["comparator"] = target.comparator.rawValue
    report(sheet, task: target.task, indicator: target.indicator, value: value, facts)
  }
}

private func checkNumbers(_ target: TargetDefinition, _ check: inout PlanCheck) {
  func unwanted(_ number: Amount?, _ what: String, _ whatEN: String) {
    guard let number else { return }
    check.report(
      TargetRules.valueNotWanted, of: target, value: number.description, ["what": what, "whatEN": whatEN])
  }
  switch target.comparator {
  case .atLeast, .equal, .about, .range:
    if target.value == nil { check.report(TargetRules.valueMissing, of: target, value: nil) }
  case .full, .outside:
    unwanted(target.value, "数值", "the value")
  }
  if target.comparator == .range {
    let isReversed = target.valueMax.map { maximum in target.value.map { maximum < $0 } ?? false } ?? true
    if isReversed {
      let maximum = target.valueMax?.description
      check.report(
        TargetRules.rangeReversed, of: target, value: target.value?.description ?? "?",
        ["max": maximum ?? "（没有写）", "maxEN": maximum ?? "(nothing)"])
    }
  } else {
    unwanted(target.valueMax, "上限", "the upper end")
  }
  if target.comparator == .about {
    let isFit = target.tolerance.map { !$0.isNegative && $0 <= 100 } ?? false
    if !isFit {
      check.report(TargetRules.toleranceOdd, of: target, value: target.tolerance?.description ?? "")
    }
  } else {
    unwanted(target.tolerance, "允许幅度", "the tolerance")
  }
  if let baseline = target.baseline, let value = target.value, baseline >= value {
    check.report(
      TargetRules.baselineAbove, of: target, value: baseline.description, ["goal": value.description])
  }
}

private func checkSchedule(_ target: TargetDefinition, _ plan: Plan, _ check: inout PlanCheck) {
  if target.cadence == .byDate, target.by == nil {
    check.report(TargetRules.byMissing, of: target, value: nil)
  }
  if target.cadence != .byDate, let by = target.by {
    check.report(
      TargetRules.valueNotWanted, of: target, value: by.description, ["what": "期限", "whatEN": "the date"])
  }
  if let by = target.by, by < plan.firstPeriod || (target.schedule != .none && by > plan.lastPeriod) {
    check.report(
      TargetRules.byOutsidePlan, of: target, value: by.description,
      ["first": String(plan.firstYear), "last": String(plan.lastYear)])
  }
  if target.cadence == .unclear, target.schedule != .none {
    check.report(TargetRules.paceOfUnclear, of: target, value: target.schedule.rawValue)
  }
  if (target.schedule == .milestones) == target.milestones.isEmpty {
    check.report(
      TargetRules.milestonesMissing, of: target, value: nil,
      ["schedule": target.schedule.rawValue, "count": String(target.milestones.count)])
  }
  let end = min(target.by ?? plan.lastPeriod, plan.lastPeriod)
  // An annual target starts anew every year, so its milestones rise within the year only.
  var previous: TargetDefinition.Milestone?
  for milestone in target.milestones {
    let text = "\(milestone.period)=\(milestone.value)"
    let isOutside = milestone.period < plan.firstPeriod || milestone.period > end
    if isOutside || target.value.map({ milestone.value > $0 }) ?? false {
      check.report(TargetRules.milestoneOutside, of: target, value: text)
    }
    if let previous {
      let startsAnew = target.cadence == .annual && milestone.period.year != previous.period.year
      if milestone.period <= previous.period || (!startsAnew && milestone.value <= previous.value) {
        check.report(TargetRules.milestonesNotRising, of: target, value: text)
      }
    }
    previous = milestone
  }
}

private func checkAgainst(
  _ indicator: IndicatorDefinition, _ target: TargetDefinition, _ check: inout PlanCheck
) {
  if let shift = check.measures.shift(target.measure, to: indicator.measure) {
    if indicator.kind == .count, let exact = target.value?.shifted(by: shift), !exact.isWhole {
      check.report(
        TargetRules.fractionOfCount, of: target, value: exact.description, ["measure": indicator.measure])
    }
  } else {
    check.report(
      TargetRules.measureDoesNotConvert, of: target, value: target.measure, ["measure": indicator.measure])
  }
  if target.comparator == .full, indicator.kind != .coverage {
    check.report(TargetRules.fullWithoutCoverage, of: target, value: indicator.kind.rawValue)
  }
  guard target.schedule == .linear else { return }
  if indicator.kind == .survey {
    check.report(TargetRules.paceWithoutFlow, of: target, value: "抽样调查数", ["valueEN": "a survey"])
  } else if indicator.isRatio {
    check.report(TargetRules.paceWithoutFlow, of: target, value: "比例", ["valueEN": "a ratio"])
  } else if indicator.timeFunction == .stock, target.cadence == .annual {
    check.report(TargetRules.stockByYear, of: target, value: nil)
  }
}

private func checkWhole(_ target: TargetDefinition, _ plan: Plan, _ check: inout PlanCheck) {
  guard let wholeID = target.partOf else { return }
  guard let whole = plan.targets.first(where: { $0.id == wholeID }), !plan.isCircular(target) else {
    check.report(TargetRules.unknownWhole, of: target, value: wholeID.rawValue)
    return
  }
  if !plan.wholes(of: target.indicator).contains(whole.indicator) {
    check.report(TargetRules.partOfAnother, of: target, value: wholeID.rawValue)
  }
}

/// 10万 = 8.5万 + 1.5万: equal where every part of the indicator has a target and the parts make the whole, else
/// at most the whole.
private func checkParts(of target: TargetDefinition, _ plan: Plan, _ check: inout PlanCheck) {
  guard let whole = target.value else { return }
  var values: [Amount] = []
  var shown: [String] = []
  let parts = plan.targets.filter { $0.partOf == target.id && $0.id != target.id }
  for part in parts {
    guard let value = part.value, let shift = check.measures.shift(part.measure, to: target.measure),
      let converted = value.shifted(by: shift)
    else { continue }
    values.append(converted)
    shown.append(converted.description)
  }
  guard !values.isEmpty, let sum = Amount.sum(values) else { return }
  let covered = Set(parts.map(\.indicator))
  let partIndicators = plan.indicators.filter { $0.partOf == target.indicator }.map(\.id)
  let makeTheWhole =
    plan.indicator(target.indicator)?.parts != .within && partIndicators.allSatisfy(covered.contains)
    && values.count == parts.count
  if makeTheWhole ? sum != whole : sum > whole {
    check.report(
      TargetRules.partsDoNotMatch, of: target, value: sum.description,
      ["whole": whole.description, "parts": shown.joined(separator: " + ")])
  }
}

extension Plan {
  fileprivate func isCircular(_ target: TargetDefinition) -> Bool {
    var seen: Set<IndicatorID> = []
    var next: IndicatorID? = target.id
    while let id = next {
      if !seen.insert(id).inserted { return true }
      next = targets.first { $0.id == id }?.partOf
    }
    return false
  }
}
