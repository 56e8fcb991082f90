import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "解释：一个数从哪里来（单位 报告期 指标），或一条规则（V2003）。Where a number comes from, or what a rule means.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "单位 报告期 指标，例如 610700 2024-Q3 key-teachers；或规则代码。") var subject: [String]

  func validate() throws {
    guard subject.count == 1 || subject.count == 3 else {
      throw ValidationError("请写三项（单位 报告期 指标，如 610700 2024-Q3 key-teachers），或一个规则代码（如 V2003）。")
    }
  }

  func run() throws {
    if subject.count == 1 {
      guard let sheet = ruleSheets[subject[0].uppercased()] else {
        throw ValidationError("没有规则 \(subject[0])。规则代码是一个字母加四位数字，如 V2003。")
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

  private func show(_ sheet: RuleSheet) throws {
    if global.json {
      try JSON.object([
        "code": .string(sheet.code), "severity": .string(sheet.severity.rawValue),
        "title": .string(sheet.title),
        "message": .string(sheet.message), "remedy": .string(sheet.remedy), "titleEN": .string(sheet.titleEN),
        "messageEN": .string(sheet.messageEN), "remedyEN": .string(sheet.remedyEN),
        "basis": .string(sheet.basis),
        "since": .string(sheet.since),
      ]).print()
      return
    }
    let console = global.console
    console.line(
      "\(sheet.code) \(sheet.severity.chinese)  \(sheet.title)",
      "\(sheet.code) \(sheet.severity.english)  \(sheet.titleEN)")
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
    line("\(lineage.unitName) \(lineage.period) \(indicator.name)（\(indicator.measure)，\(lineage.plan.id)）")
    guard let observation = lineage.observation else {
      line("  本期没有这个数。", "  There is no such figure in this period.")
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
    for (title, isCounted) in [
      (text("计入：", "counted:"), true), (text("备查（不相加）：", "for reference, not added:"), false),
    ] {
      let sources = lineage.sources.filter { $0.isCounted == isCounted }
      guard !sources.isEmpty else { continue }
      line("  \(title)")
      table(
        sources.map { source in
          let state: String =
            switch source.part.status {
            case .reported: ""
            case .notApplicable: text("不适用", "n/a")
            case .missing: source.part.isCarried ? text("缺报，沿用累计", "missing, carried") : text("缺报", "missing")
            }
          return [
            source.unit.rawValue, source.name, values(source.part.values), state,
            source.file.map { "\($0):\(source.line)" } ?? "",
            source.digest.map { "sha256 \($0.prefix(12))…" } ?? "",
          ]
        }, indent: "    ")
    }
  }
}

extension Light {
  func word(_ language: Language) -> String {
    guard language == .zh else { return rawValue }
    return switch self {
    case .done: "完成（蓝）"
    case .green: "绿"
    case .greenMarked: "绿（略慢）"
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
            "estimated": .text(source.part.estimated), "counted": .bool(source.isCounted),
            "file": .text(source.file),
            "line": .int(source.line), "digest": .text(source.digest),
          ]
          for item in FigureItem.allCases { members[item.rawValue] = .text(source.part.values[item]) }
          return .object(members)
        }),
    ])
  }
}
