import ReportModel

/// 目标进度：each target with its own words, its light in words and the pace that it is measured by.
extension ReaderPage {
  var targetSection: Markup? {
    guard plan != nil, !rollUp.progress.isEmpty else { return nil }
    var section: Markup = ""
    if let table = targetTable {
      section += table.markup(style: "targets")
      section +=
        "<p class=\"hint\">\(legend)\(say("横条为完成率，竖线为序时进度。", " The bar shows what is attained, the stroke the pace."))</p>\n"
    }
    if let table = allocatedTable {
      section += "<h3>\(table.title)</h3>\n\(table.markup(style: "targets"))"
    }
    return section
  }

  /// The unit's own targets, the judged ones first.
  var targetTable: ReportTable? {
    guard let plan, !ownProgress.isEmpty else { return nil }
    let judged = ownProgress.filter { $0.light.isJudged }
    let others = ownProgress.filter { !$0.light.isJudged }
    var table = ReportTable(title: say("目标进度", "Targets and pace"), columns: targetColumns)
    table.rows += worstFirst(judged).map { row($0, in: plan) }
    if !others.isEmpty {
      if !judged.isEmpty { table.rows.append(.section(say("未评灯的目标", "Targets without a light"))) }
      table.rows += worstFirst(others).map { row($0, in: plan) }
    }
    return table
  }

  /// 分解到各单位的目标, target by target.
  var allocatedTable: ReportTable? {
    let allocated = rollUp.progress.filter { $0.unit != rollUp.unit }
    guard let plan, !allocated.isEmpty else { return nil }
    var columns = targetColumns
    columns[0].heading = say("单位", "Unit")
    var table = ReportTable(title: say("分解到各单位的目标", "Targets allocated to units"), columns: columns)
    for target in plan.targets {
      let units = worstFirst(allocated.filter { $0.target == target.id })
      guard !units.isEmpty else { continue }
      table.rows.append(.section(fullName(target.indicator)))
      table.rows += units.map { progress in
        // The target's words stand above, once; one line for each unit.
        var line = row(progress, in: plan)
        line.cells[0] = .text(name(progress.unit))
        return line
      }
    }
    return table
  }

  var targetColumns: [ReportTable.Column] {
    [
      .init(say("目标", "Target"), .label), .init(say("灯", "Light"), .mark),
      .init(say("完成率", "Attained"), .number), .init(say("序时进度", "Pace"), .number),
      .init(say("完成数", "Reached"), .number), .init(say("目标值", "Goal"), .number),
    ]
  }

  /// What the lights mean.
  var legend: String {
    let rule = plan?.lights ?? LightRule()
    return say(
      "灯：蓝灯，已达到目标；绿灯，达到序时进度，标“略低”的差距在\(rule.yellowFrom)个百分点以内；黄灯，落后\(rule.yellowFrom)至\(rule.redOver)个百分点；红灯，落后\(rule.redOver)个百分点以上。",
      "Lights: blue, target reached; green, on pace, “just below” by less than \(rule.yellowFrom) points; yellow, behind by \(rule.yellowFrom) to \(rule.redOver) points; red, by more."
    )
  }

  /// Worst first; within a light as in the plan.
  private func worstFirst(_ progress: [TargetProgress]) -> [TargetProgress] {
    progress.enumerated().sorted {
      ($0.element.light.rank, $0.offset) < ($1.element.light.rank, $1.offset)
    }.map(\.element)
  }

  func row(_ progress: TargetProgress, in plan: Plan) -> ReportTable.Row {
    let target = plan.targets.first { $0.id == progress.target }
    let indicator = plan.indicator(progress.indicator)
    let decimals = indicator?.decimals ?? 0
    let measure = target?.measure ?? ""
    var reached: ReportTable.Cell
    if let ratio = progress.ratio {
      reached = ReportTable.Cell(content: .percent(ratio, decimals: decimals))
    } else if let value = progress.value {
      reached = .text(value.printed(decimals: decimals) + measure)
    } else {
      reached = .text("—", .muted)
    }
    if reached.tone != .muted { reached.note = doubt(about: progress) }
    return ReportTable.Row([
      .text(
        fullName(progress.indicator), note: target.map(\.quote),
        footnote: footnotes[progress.indicator]),
      .text(say.light(progress.light), .light(progress.light), note: history(of: progress)),
      progress.progress.map { attained in
        // A promise without a number or a date is not measured, however much was reached.
        progress.light == .none && progress.pace == nil && target?.schedule == TargetDefinition.Schedule.none
          && target?.comparator != .full
          ? ReportTable.Cell(content: .percent(attained, decimals: 1), tone: .muted)
          : ReportTable.Cell(content: .progress(attained, pace: progress.pace))
      } ?? .text("—", .muted),
      progress.light == .none
        ? .text("—", .muted)
        : progress.pace.map { ReportTable.Cell(content: .percent($0, decimals: 1)) } ?? .text("—", .muted),
      reached, goal(progress, target, measure: measure),
    ])
  }

  private func goal(_ progress: TargetProgress, _ target: TargetDefinition?, measure: String)
    -> ReportTable.Cell
  {
    guard let target else { return .number(progress.goal) }
    let value = progress.goal.map { $0.printed(decimals: Amount.maximumScale) }
    let isAllocated = progress.unit != rollUp.unit
    switch target.comparator {
    case .full: return .text(say("全覆盖", "full coverage"))
    case .outside: return .text(say("与外部数比较", "an outside figure"), .muted)
    case .atLeast where !isAllocated: return .text(value.map { say("不少于", "≥ ") + $0 + measure } ?? "—")
    case .about where !isAllocated:
      return .text(value.map { say("\($0)\(measure)左右", "about \($0)\(measure)") } ?? "—")
    case .range where !isAllocated:
      let upper = target.valueMax.map { $0.printed(decimals: Amount.maximumScale) } ?? ""
      return .text(value.map { "\($0)–\(upper)\(measure)" } ?? "—")
    default: return .text(value.map { $0 + measure } ?? "—")
    }
  }

  /// Why the figure that is judged may not be the whole one.
  private func doubt(about progress: TargetProgress) -> String? {
    guard progress.unit == rollUp.unit, let observation = rollUp.observation(progress.indicator),
      let rolled = observation.rolled
    else { return nil }
    switch rolled.completeness {
    case .complete: return nil
    case .provisional: return say("含待核实数", "in question")
    case .partial:
      return rolled.coverage.missing.isEmpty
        ? say("不完整", "partial") : say("缺", "without ") + missing(from: observation)
    }
  }

  /// What the light was: the quarter before, and whether a target that is made up now had been behind.
  private func history(of progress: TargetProgress) -> String? {
    let before = previous?.progress.first { $0.target == progress.target && $0.unit == progress.unit }?.light
    var notes: [String] = []
    if let before, before != progress.light, before.isJudged, progress.light.isJudged {
      notes.append(say("上季\(say.light(before))", "last quarter \(say.light(before))"))
    }
    if let behind = progress.wasBehind {
      if progress.light == .yellow || progress.light == .red {
        if behind == rollUp.period.previous { notes.append(say("上季已落后", "behind last quarter too")) }
      } else if progress.light.isJudged {
        notes.append(say("曾落后于\(behind)", "was behind in \(behind)"))
      }
    }
    return notes.isEmpty ? nil : notes.joined(separator: say("；", "; "))
  }
}
