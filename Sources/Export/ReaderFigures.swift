import ReportModel

/// 指标、分单位、条线：the figures themselves, as totals, by unit and against the owners'.
extension ReaderPage {
  typealias Cell = ReportTable.Cell

  // MARK: Totals

  var indicatorSection: Markup? {
    guard !rollUp.observations.isEmpty else { return nil }
    var columns: [ReportTable.Column] = [
      .init(say("指标", "Indicator"), .label), .init(say("单位", "Measure"), .mark),
      .init(say("本期或期末", "Quarter or at end"), .number),
    ]
    if previous != nil { columns.append(.init(say("上季", "Last quarter"), .number)) }
    columns += [
      .init(say("本年累计", "Year to date"), .number), .init(say("规划期累计", "Plan to date"), .number),
      .init(say("完整性（已报/应报）", "State (in/due)")),
    ]
    var table = ReportTable(title: say("指标完成情况", "Indicators"), columns: columns)
    var task: TaskID?
    for observation in rollUp.observations {
      if observation.task != task {
        task = observation.task
        table.rows.append(.section(taskTitle(observation.task)))
      }
      table.rows.append(row(observation))
    }
    return table.markup(style: "figures")
  }

  /// The quarter's own figure, or the state at its end.
  func current(_ observation: Observation) -> Cell {
    let definition = plan?.indicator(observation.indicator)
    let decimals = definition?.decimals ?? 0
    let values = observation.values
    var current =
      (isFlow(observation)
      ? Cell.number(values.inPeriod, decimals: decimals) : standing(values, of: definition))
      .orElse(absence(of: observation.status))
    if let estimated = observation.rolled?.estimated {
      let text = estimated.printed(decimals: decimals)
      current.note = say("含沿用\(text)", "\(text) carried")
    }
    return current
  }

  private func isFlow(_ observation: Observation) -> Bool {
    plan?.indicator(observation.indicator)?.isFlow ?? (observation.values.atEnd == nil)
  }

  /// 本年累计、规划期累计.
  func cumulatives(_ observation: Observation) -> [Cell] {
    guard isFlow(observation) else { return [.blank, .blank] }
    let decimals = plan?.indicator(observation.indicator)?.decimals ?? 0
    // Of a silent figure the cumulatives are the last known ones.
    let tone: Cell.Tone = observation.status == .missing ? .muted : .plain
    return [observation.values.yearToDate, observation.values.planToDate].map {
      .number($0, decimals: decimals, tone)
    }
  }

  private func row(_ observation: Observation) -> ReportTable.Row {
    let definition = plan?.indicator(observation.indicator)
    var cells: [Cell] = [
      .text(definition?.name ?? observation.indicator.rawValue, footnote: footnotes[observation.indicator]),
      .text(definition?.measure ?? ""), current(observation),
    ]
    if let previous { cells.append(last(observation.indicator, in: previous)) }
    cells += cumulatives(observation)
    cells.append(completeness(of: observation))
    return ReportTable.Row(cells)
  }

  /// The state with its numbers, and beneath it by name whoever makes it so.
  func completeness(of observation: Observation) -> Cell {
    guard let rolled = observation.rolled else { return .blank }
    let coverage = rolled.coverage
    var notes: [String] = []
    if !coverage.missing.isEmpty { notes.append(say("缺报：", "missing: ") + missing(from: observation)) }
    if !coverage.notApplicable.isEmpty {
      notes.append(say("不适用：", "n/a: ") + named(coverage.notApplicable))
    }
    if !coverage.provisional.isEmpty {
      notes.append(say("待核实：", "in question: ") + named(coverage.provisional))
    }
    if rolled.completeness == .partial, coverage.missing.isEmpty {
      notes.append(say("有部门没有报，或累计数有缺口", "a department is silent or a cumulative has a gap"))
    }
    let tone: Cell.Tone =
      rolled.completeness == .complete ? .plain : rolled.completeness == .partial ? .alarm : .question
    return .text(
      "\(say.completeness(rolled.completeness)) \(coverage.reportedCount)/\(coverage.expected.count)", tone,
      note: notes.isEmpty ? nil : notes.joined(separator: say("；", "; ")))
  }

  /// Who is missing from a figure; where the own level is, the silent department that owns it.
  func missing(from observation: Observation) -> String {
    let missing = observation.rolled?.coverage.missing ?? []
    guard missing == [rollUp.unit],
      let owner = plan?.indicator(observation.indicator)?.dataOwners.first,
      due.departments.contains(where: { $0.unit == owner && $0.state == .missing })
    else { return named(missing) }
    return name(owner)
  }

  /// A state at period end: a stock, a survey's rate or a ratio.
  private func standing(_ values: FigureValues, of definition: IndicatorDefinition?) -> Cell {
    let decimals = definition?.decimals ?? 0
    if let numerator = values.numerator, let denominator = values.denominator {
      let parts = "\(numerator.printed(decimals: 9))/\(denominator.printed(decimals: 9))"
      guard let ratio = Quotient(numerator, over: denominator) else { return .text("—", note: parts) }
      return Cell(content: .percent(ratio, decimals: decimals), note: parts)
    }
    guard let atEnd = values.atEnd else { return .blank }
    return definition?.measure == "%"
      ? .text(atEnd.printedFixed(decimals: decimals) + "%") : .number(atEnd, decimals: decimals)
  }

  func last(_ indicator: IndicatorID, in previous: RollUp) -> Cell {
    guard let observation = previous.observation(indicator) else { return .blank }
    let definition = plan?.indicator(indicator)
    var cell =
      definition?.isFlow ?? false
      ? Cell.number(observation.values.inPeriod, decimals: definition?.decimals ?? 0)
      : standing(observation.values, of: definition)
    cell.tone = .muted
    cell.note = observation.rolled?.completeness == .partial ? say("不完整", "partial") : nil
    return cell
  }

  private func absence(of status: ObservationStatus) -> Cell {
    switch status {
    case .missing: .text(say("缺报", "missing"), .alarm)
    case .notApplicable: .text("—", .muted)
    case .reported: .text(say("不明", "unknown"), .muted)
    }
  }

  // MARK: By unit

  /// Columns of units that one block of the table holds; more continue in a further block.
  private static let unitsPerBlock = 15

  /// Where sixteen columns stand side by side, two places are enough; the table of totals has all.
  static func compactDecimals(_ definition: IndicatorDefinition?) -> Int {
    min(definition?.decimals ?? 0, 2)
  }

  var unitSection: Markup? {
    guard let spread = figuresByUnit else { return nil }
    let (summed, lines, units, hasOwn) = spread
    var section: Markup = """
      <p class="hint">\(say(
        "时期指标上行为本期数，下行“累”为规划期累计；时点指标为期末数；比例下行为分子/分母。缺报单位的累计标“沿用”的是其最近一次所报；“—”为不适用；空白为本期不要求填报；0 为报来的零。",
        "Flows: the quarter above, “cum.” the plan to date below; stocks at period end; ratios with their parts. What is marked “carried” is a silent unit's last report; “—” not applicable; blank not asked; 0 is a reported zero."
      ))</p>

      """
    let table = unitTable(summed, lines, units: hasOwn ? [rollUp.unit] + units : units, hasOwn: hasOwn)
    let leading = hasOwn ? 3 : 2
    for start in stride(from: 0, to: units.count, by: Self.unitsPerBlock) {
      let block = (start..<min(start + Self.unitsPerBlock, units.count)).map { $0 + leading }
      let columns = start == 0 ? Array(0..<leading) + block : [0] + block
      section += table.markup(style: "compact", only: columns)
    }
    return section
  }

  /// Which figures have contributions from below, who they are from, and whether the own level has any; those of a `line` are only
  /// reconciled.
  typealias FiguresByUnit = (
    summed: [Observation], lines: [Observation], units: [OrgUnitCode], hasOwn: Bool
  )

  var figuresByUnit: FiguresByUnit? {
    var summed: [Observation] = []
    var lines: [Observation] = []
    var below: Set<OrgUnitCode> = []
    // An office that only compiles has no figures of its own.
    var hasOwn = false
    for observation in rollUp.observations {
      guard let rolled = observation.rolled else { continue }
      let isSummed = rolled.parts.contains { $0.unit != rollUp.unit }
      let reconciled = rolled.reconciliation?.parts ?? []
      guard isSummed || !reconciled.isEmpty else { continue }
      if isSummed { summed.append(observation) }
      if !reconciled.isEmpty { lines.append(observation) }
      for part in rolled.parts { below.insert(part.unit) }
      for part in reconciled { below.insert(part.unit) }
      hasOwn = hasOwn || rolled.parts.contains { $0.unit == rollUp.unit }
    }
    let units = below.subtracting([rollUp.unit]).inReadingOrder(of: rollUp.unit)
    return units.isEmpty ? nil : (summed, lines, units, hasOwn)
  }

  /// 条线指标 among units: what their figures are for.
  var linesHint: String {
    say(
      "条线指标：“本级”为主责单位全口径数；下级所报只作核对，“合计”为下级之和，不计入",
      "Line figures: “own level” is the owner's figure for the whole area; subordinates' figures and their sum are for reconciliation only"
    )
  }

  /// The whole table: name, total, a column for each unit.
  private func unitTable(
    _ summed: [Observation], _ lines: [Observation], units: [OrgUnitCode], hasOwn: Bool
  ) -> ReportTable {
    var table = ReportTable(
      title: say("分单位一览", "By unit"),
      columns: [.init(say("指标", "Indicator"), .label), .init(say("合计", "Total"), .number)]
        + units.map { .init($0 == rollUp.unit ? say("本级", "Own level") : name($0), .number) })
    let columns = Dictionary(
      units.enumerated().map { ($1, $0 + 2) }, uniquingKeysWith: { first, _ in first })
    func row(_ observation: Observation, total: FigureValues, _ parts: [FigurePart]) -> ReportTable.Row {
      let definition = plan?.indicator(observation.indicator)
      var cells = [Cell](repeating: .blank, count: table.columns.count)
      cells[0] = .text(indicatorName(observation.indicator), note: definition?.measure)
      cells[1] = unitCell(total, .reported, of: definition)
      for part in parts {
        if let column = columns[part.unit] { cells[column] = unitCell(part, of: definition) }
      }
      return ReportTable.Row(cells)
    }
    table.rows = summed.map { row($0, total: $0.values, $0.rolled?.parts ?? []) }
    if !lines.isEmpty {
      table.rows.append(
        .section(linesHint))
      table.rows += lines.compactMap { observation in
        guard let rolled = observation.rolled, let reconciliation = rolled.reconciliation else { return nil }
        let own = rolled.parts.filter { $0.unit == rollUp.unit }
        return row(observation, total: reconciliation.values, own + reconciliation.parts)
      }
    }
    return table
  }

  func unitCell(_ part: FigurePart, of definition: IndicatorDefinition?) -> Cell {
    let decimals = Self.compactDecimals(definition)
    switch part.status {
    case .notApplicable: return .text("—", .muted)
    case .missing:
      var cell = Cell.text(say("缺报", "missing"), .alarm)
      let last = part.values.planToDate ?? part.values.atEnd
      if part.isCarried || part.estimated != nil, let last {
        cell.note = say("沿用", "carried ") + last.printed(decimals: decimals)
      }
      return cell
    case .reported:
      var cell = unitCell(part.values, .reported, of: definition)
      if let estimated = part.estimated {
        cell.note = say("含沿用", "carried ") + estimated.printed(decimals: decimals)
      }
      return cell
    }
  }

  func unitCell(
    _ values: FigureValues, _ status: ObservationStatus, of definition: IndicatorDefinition?
  ) -> Cell {
    guard definition?.isFlow ?? (values.inPeriod != nil) else {
      return standing(values, of: definition).orElse(absence(of: status))
    }
    let decimals = Self.compactDecimals(definition)
    var cell = Cell.number(values.inPeriod, decimals: decimals).orElse(absence(of: status))
    if let planToDate = values.planToDate {
      cell.note = say("累", "cum. ") + planToDate.printed(decimals: decimals)
    }
    return cell
  }

  // MARK: Owners against subordinates

  var reconciliationSection: Markup? {
    reconciliationTable.map { table in
      """
      <p class="hint">\(reconciliationHint)</p>
      \(table.markup())
      """
    }
  }

  var reconciliationHint: String {
    say(
      "条线指标以主责单位全口径数为准，下级所报只用来核对，不相加。下级没有报齐的，差额可能在缺报单位，待补报后再核对。",
      "The owner's figure counts for the whole area; the subordinates' are for reconciliation and never added. Where they are not all in, a difference may be the missing units'."
    )
  }

  var reconciliationTable: ReportTable? {
    var table = ReportTable(
      title: say("条线核对", "Line reconciliation"),
      columns: [
        .init(say("指标", "Indicator"), .label), .init(say("主责单位", "Owner")), .init(say("数据栏", "Item")),
        .init(say("主责单位数", "Owner's figure"), .number), .init(say("下级合计", "Subordinates' sum"), .number),
        .init(say("相差", "Difference"), .number), .init(say("下级已报/应报", "In/due below"), .number),
      ])
    for observation in rollUp.observations {
      guard let reconciliation = observation.rolled?.reconciliation else { continue }
      table.rows += rows(observation, against: reconciliation)
    }
    return table.rows.isEmpty ? nil : table
  }

  private func rows(_ observation: Observation, against reconciliation: Reconciliation) -> [ReportTable.Row] {
    let definition = plan?.indicator(observation.indicator)
    let decimals = definition?.decimals ?? 0
    let owner = definition?.dataOwners.first.map { name($0) } ?? say("本级", "own level")
    let coverage = reconciliation.coverage
    let whole = coverage.missing.isEmpty && observation.rolled?.completeness != .partial
    /// Name, owner and coverage stand once, with the first item.
    func row(_ item: String, isFirst: Bool = true, _ left: Cell, _ right: Cell, _ difference: Cell)
      -> ReportTable.Row
    {
      let inDue = "\(coverage.reportedCount)/\(coverage.expected.count)"
      let missing = coverage.missing.isEmpty ? nil : say("缺", "missing ") + named(coverage.missing)
      return ReportTable.Row([
        isFirst ? .text(fullName(observation.indicator), note: definition?.measure) : .blank,
        isFirst ? .text(owner) : .blank, .text(item), left, right, difference,
        isFirst ? .text(inDue, note: missing) : .blank,
      ])
    }
    if definition?.isRatio ?? false {
      return [
        row(
          say("比例", "Ratio"),
          standing(observation.values, of: definition).orElse(absence(of: observation.status)),
          standing(reconciliation.values, of: definition).orElse(absence(of: .missing)), .blank)
      ]
    }
    let candidates: [FigureItem] = definition?.isFlow ?? true ? [.inPeriod, .planToDate] : [.atEnd]
    let items = candidates.filter { observation.values[$0] != nil || reconciliation.values[$0] != nil }
    return items.map { item in
      let total = observation.values[item]
      let sum = reconciliation.values[item]
      let difference = total.flatMap { total in sum.flatMap { total.subtracting($0) } }
      let tone: Cell.Tone = difference.map(\.isZero) ?? true ? .plain : whole ? .alarm : .muted
      return row(
        say.item(item), isFirst: item == items.first,
        .number(total, decimals: decimals).orElse(.text(say("缺报", "missing"), .alarm)),
        .number(sum, decimals: decimals).orElse(.text(say("缺报", "missing"), .muted)),
        .number(difference, decimals: decimals, tone))
    }
  }
}

extension ReportTable.Cell {
  /// This cell, or another where it is blank.
  func orElse(_ other: ReportTable.Cell) -> ReportTable.Cell {
    guard content == .blank else { return self }
    var other = other
    other.note = note ?? other.note
    return other
  }
}
