import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "解释：一个数从哪里来（单位 报告期 指标），或一条规则（V2003）；all 列出全部规则。Where a number comes from, or what a rule means."
  )

  @OptionGroup var global: GlobalOptions
  @Argument(help: "单位 报告期 指标，例如 610700 2024-Q3 key-teachers；或规则代码；或 all。") var subject: [String]

  func validate() throws {
    guard subject.count == 1 || subject.count == 3 else {
      throw ValidationError(
        global.console.text(
          "请写三项（单位 报告期 指标，如 610700 2024-Q3 key-teachers），或一个规则代码（如 V2003），或 all。",
          "Give three things (unit, period, indicator: 610700 2024-Q3 key-teachers), a rule code (V2003), or all."
        ))
    }
  }

  func run() throws {
    if subject == ["all"] {
      try showAll()
      return
    }
    if subject.count == 1 {
      guard let sheet = ruleSheets[subject[0].uppercased()] else {
        throw ValidationError(
          global.console.text(
            "没有规则 \(subject[0])。规则代码是一个字母加四位数字，如 V2003；cengbao explain all 列出全部。",
            "There is no rule \(subject[0]). A code is a letter and four digits, like V2003; cengbao explain all lists them."
          ))
      }
      try show(sheet)
      return
    }
    try global.perform {
      try Office.use(global.workspace, clock: global.clock(), readOnly: true) { office in
        let lineage = try office.explain(subject[0], Period.parse(subject[1]), subject[2])
        if global.json { try lineage.json.print() } else { global.console.show(lineage) }
      }
    }
  }

  /// 规则总表：every rule in the order of the codes.
  private func showAll() throws {
    if global.json {
      try JSON.array(ruleSheets.inOrder.map(\.json)).print()
      return
    }
    let console = global.console
    console.table(
      ruleSheets.inOrder.map { sheet in
        [
          sheet.code, console.text(sheet.severity.chinese, sheet.severity.english),
          console.text(sheet.title, sheet.titleEN),
        ]
      }, indent: "")
  }

  private func show(_ sheet: RuleSheet) throws {
    if global.json {
      try sheet.json.print()
      return
    }
    let console = global.console
    console.line(
      "\(sheet.code) \(sheet.severity.chinese)\(sheet.isTrial ? "·试行" : "")  \(sheet.title)",
      "\(sheet.code) \(sheet.severity.english)\(sheet.isTrial ? ", on trial" : "")  \(sheet.titleEN)")
    console.line("  \(sheet.message)", "  \(sheet.messageEN)")
    console.line("  处理：\(sheet.remedy)", "  Remedy: \(sheet.remedyEN)")
    console.line("  依据：\(sheet.basis)　自 \(sheet.since) 版", "  Basis: \(sheet.basis), since \(sheet.since)")
  }
}

extension Console {
  func show(_ lineage: Lineage) {
    let indicator = lineage.indicator
    func values(_ values: FigureValues) -> String {
      if indicator.isRatio {
        guard let numerator = values.numerator, let denominator = values.denominator else { return "—" }
        let percent =
          Quotient(numerator, over: denominator).map { "\($0.percent.fixed(decimals: 1))%" } ?? "—"
        return "\(numerator)/\(denominator) \(percent)"
      }
      let items: [FigureItem] = indicator.isFlow ? [.inPeriod, .yearToDate, .planToDate] : [.atEnd]
      return items.map { item in
        let number = values[item].map { $0.grouped(decimals: max(indicator.decimals, 0)) } ?? "—"
        return "\(text(item.chinese, item.rawValue)) \(number)"
      }.joined(separator: " · ")
    }
    let heading = "\(lineage.unitName) \(lineage.period) \(indicator.name)"
    line(
      "\(heading)（\(indicator.measure)，\(lineage.plan.id)）",
      "\(heading) (\(indicator.measure), \(lineage.plan.id))")
    guard let observation = lineage.observation else {
      line(
        "  本期没有这个数：没有报送，或者报送中没有这一项。", "  There is no such figure in this period: no report, or none in it.")
      return
    }
    var total = "  \(values(observation.values))"
    if let coverage = observation.rolled?.coverage {
      total += text(
        "　应报 \(coverage.expected.count)，已报 \(coverage.reportedCount)",
        "  expected \(coverage.expected.count), reported \(coverage.reportedCount)")
    }
    if let completeness = observation.rolled?.completeness, completeness != .complete {
      total += completeness == .partial ? text("（不完整）", " (partial)") : text("（含待核实）", " (provisional)")
    }
    line(total)
    for progress in lineage.progress {
      guard let target = lineage.plan.targets.first(where: { $0.id == progress.target }) else { continue }
      let share = progress.progress.map { "\($0.percent.fixed(decimals: 1))%" } ?? "—"
      let pace = progress.pace.map { "\($0.percent.fixed(decimals: 1))%" } ?? "—"
      line(
        "  目标：\(target.quote)　完成率 \(share) · 序时进度 \(pace) · \(progress.light.word(language))",
        "  target: \(target.quote)  \(share) · pace \(pace) · \(progress.light.word(language))")
    }
    let titles: [(Lineage.Source.Role, String)] = [
      (.counted, text("计入：", "counted:")),
      (.department, text("其中本级由部门组成（已在上面计入）：", "the own level is made of (counted above):")),
      (.inside, text("其中（下级汇总所列，已在上面计入）：", "of which, as the roll-up states (counted above):")),
      (.reconciled, text("备查（不相加）：", "for reference, not added:")),
    ]
    for (role, title) in titles {
      let sources = lineage.sources.filter { $0.role == role }
      guard !sources.isEmpty else { continue }
      line("  \(title)")
      table(
        sources.map { source in
          [
            source.unit.rawValue, source.name, values(source.part.values), state(of: source.part),
            place(of: source, in: lineage), source.digest.map { "sha256 \($0.prefix(12))…" } ?? "",
          ]
        }, indent: "    ")
    }
  }

  private func state(of part: FigurePart) -> String {
    switch part.status {
    case .reported: ""
    case .notApplicable: text("不适用", "n/a")
    case .missing: part.isCarried ? text("缺报，沿用累计", "missing, carried") : text("缺报", "missing")
    }
  }

  /// The lines that state it, or how to ask further where it was compiled in this office.
  private func place(of source: Lineage.Source, in lineage: Lineage) -> String {
    guard let file = source.file else {
      guard source.part.scope == .rollup, source.role == .counted || source.role == .reconciled else {
        return ""
      }
      let names = source.figures.map { "cengbao explain \(source.unit) \(lineage.period) \($0.indicator)" }
      return names.isEmpty ? "" : "→ \(names.joined(separator: text("；", "; ")))"
    }
    let lines = source.figures.filter { $0.line > 0 }.map { figure in
      figure.indicator == lineage.indicator.id ? ":\(figure.line)" : ":\(figure.line) \(figure.indicator)"
    }
    return file + lines.joined(separator: text("、", ", "))
  }
}

extension RuleSheet {
  var json: JSON {
    .object([
      "code": .string(code), "severity": .string(severity.rawValue), "title": .string(title),
      "message": .string(message), "remedy": .string(remedy), "titleEN": .string(titleEN),
      "messageEN": .string(messageEN), "remedyEN": .string(remedyEN), "basis": .string(basis),
      "since": .string(since), "trial": .bool(isTrial),
    ])
  }
}

extension Light {
  func word(_ language: Language) -> String {
    guard language == .zh else { return rawValue }
    return switch self {
    case .done: "完成（蓝）"
    case .green: "绿"
    case .greenMarked: "绿（略低）"
    case .yellow: "黄"
    case .red: "红"
    case .notYet: "未到考核期"
    case .none: "不亮灯"
    }
  }
}

extension Lineage {
  var json: JSON {
    .object([
      "unit": .text(unit), "period": .text(period), "plan": .text(plan.id), "indicator": .text(indicator.id),
      "figure": observation?.json ?? .null, "progress": .array(progress.map(\.json)),
      "sources": .array(
        sources.map { source in
          var members: [String: JSON] = [
            "unit": .text(source.unit), "name": .string(source.name),
            "scope": .string(source.part.scope.rawValue),
            "status": .string(source.part.status.rawValue), "carried": .bool(source.part.isCarried),
            "estimated": .text(source.part.estimated), "counted": .bool(source.role == .counted),
            "role": .string(source.role.rawValue), "file": .text(source.file),
            "line": .number(source.figures.first { $0.line > 0 }?.line), "digest": .text(source.digest),
            "figures": .array(
              source.figures.map {
                .object(["indicator": .text($0.indicator), "line": $0.line > 0 ? .int($0.line) : .null])
              }),
          ]
          for item in FigureItem.allCases { members[item.rawValue] = .text(source.part.values[item]) }
          return .object(members)
        }),
    ])
  }
}
