import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct QuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions", abstract: "待核实：还没有说明、更正或确认的问题。Open questions.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "报告期，如 2024-Q3；不写为最近一期。") var period: String?

  func run() throws {
    try global.perform {
      try Office.use(global.workspace, clock: global.clock(), readOnly: true) { office in
        guard let period = try office.period(period) else {
          if global.json { try JSON.object(["period": .null, "questions": .array([])]).print() }
          global.console.line("还没有收到任何报送。", "Nothing was received yet.")
          return
        }
        let questions = try office.questions(in: period)
        if global.json {
          try JSON.object([
            "period": .text(period), "questions": .array(questions.map { $0.json(language: global.lang) }),
          ]).print()
        } else {
          global.console.show(questions, period)
        }
      }
    }
  }
}

struct ConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "核实确认：问过填报单位，数据属实。Confirms questioned figures.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "单位代码或名称。") var unit: String
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Argument(help: "哪条规则的问题，如 V1024。") var rule: String?
  @Argument(help: "只确认这个指标或任务的。") var subject: String?
  @Flag(help: "确认这份报送的全部问题。") var all = false

  func run() throws {
    try global.perform {
      let (period, act) = (try Period.parse(period), try officer.act())
      guard (rule != nil) != all else { throw PipelineFault.refused(.ruleOrAll) }
      try Office.use(global.workspace, clock: global.clock()) { office in
        let result = try office.decideQuestions(
          unit, period, rule: rule?.uppercased(), subject: subject, asking: false, act)
        if global.json {
          try JSON.object([
            "period": .text(period), "unit": .text(result.unit.code), "confirmed": .int(result.count),
            "open": .int(result.open), "receipt": .string(result.receipt),
          ]).print()
          return
        }
        global.console.line(
          "\(result.unit.name) \(period)：确认 \(result.count) 个问题（\(act.officer)：\(act.reason)），还有 \(result.open) 个。新回执：\(result.receipt)",
          "\(result.unit.name) \(period): \(result.count) confirmed (\(act.officer): \(act.reason)), \(result.open) open. New receipt: \(result.receipt)"
        )
      }
    }
  }
}

struct AskBackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask-back", abstract: "追问：情况说明不清楚，请填报单位再说明。Asks back about an explanation.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "单位代码或名称。") var unit: String
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Argument(help: "哪条规则的问题，如 V4003。") var rule: String
  @Argument(help: "只追问这个指标或任务的。") var subject: String?

  func run() throws {
    try global.perform {
      let (period, act) = (try Period.parse(period), try officer.act())
      try Office.use(global.workspace, clock: global.clock()) { office in
        let result = try office.decideQuestions(
          unit, period, rule: rule.uppercased(), subject: subject, asking: true, act)
        if global.json {
          try JSON.object([
            "period": .text(period), "unit": .text(result.unit.code), "asked": .int(result.count),
            "open": .int(result.open), "receipt": .string(result.receipt),
          ]).print()
          return
        }
        global.console.line(
          "\(result.unit.name) \(period)：追问 \(result.count) 处（\(act.officer)：\(act.reason)），待核实 \(result.open) 个。新回执：\(result.receipt)",
          "\(result.unit.name) \(period): asked back about \(result.count) (\(act.officer): \(act.reason)), \(result.open) open. New receipt: \(result.receipt)"
        )
      }
    }
  }
}

extension Console {
  func show(_ questions: [OpenQuestion], _ period: Period) {
    let open = questions.filter(\.finding.isOpenQuestion)
    let explained = questions.filter { !$0.finding.isOpenQuestion }
    if open.isEmpty {
      line("\(period) 没有待核实的问题。", "\(period) has no open questions.")
    } else {
      line("\(period) 待核实 \(open.count) 个：", "\(period): \(open.count) open questions")
      list(open) { question in
        ["→ cengbao confirm \(question.unit) \(period) \(question.words.joined(separator: " "))"]
      }
      line("")
      line(
        "属实的，照上面一行加 --by 姓名 --reason 核实情况 确认；不属实的请填报单位更正重报。",
        "Where the figure is right, confirm it with the line above and --by NAME --reason TEXT.")
    }
    guard !explained.isEmpty else { return }
    line("")
    line(
      "填报单位已有说明 \(explained.count) 个（不影响审签，可以确认或追问）：",
      "\(explained.count) explained by the sender; they may be confirmed or asked back about:")
    list(explained) { question in
      let words = question.words.joined(separator: " ")
      return [
        text("说明：", "Explained: ") + (question.finding.facts["explained"] ?? ""),
        "→ cengbao confirm \(question.unit) \(period) \(words)",
        "→ cengbao ask-back \(question.unit) \(period) \(words)",
      ]
    }
  }

  private func list(_ questions: [OpenQuestion], _ more: (OpenQuestion) -> [String]) {
    var heading = ""
    for question in questions {
      let title = "\(question.unit) \(question.unitName)  \(question.file)"
      if title != heading {
        heading = title
        line("")
        line(title)
      }
      let place = question.finding.place
      let subject = [place.task, place.indicator].compactMap(\.self)
        .map { id in question.names[id].map { "\($0)（\(id)）" } ?? id }.joined(separator: text("，", ", "))
      let row =
        question.sheets.sheetName(place.position) != nil
        ? question.sheets.cellName(place.position).map { "\($0) " } ?? ""
        : place.position.line > 0 ? text("第\(place.position.line)行 ", "line \(place.position.line) ") : ""
      line("  \(question.finding.code) \(row)\(subject)")
      line("    \(ruleSheets.message(of: question.finding, in: language))")
      if let asked = question.finding.askedBack { line("    追问：\(asked)", "    asked back: \(asked)") }
      for text in more(question) { line("    \(text)") }
    }
  }
}

extension OpenQuestion {
  func json(language: Language) -> JSON {
    .object([
      "unit": .text(unit), "name": .string(unitName), "plan": .text(plan), "scope": .string(scope.rawValue),
      "file": .string(file), "open": .bool(finding.isOpenQuestion),
      "finding": finding.json(sheets: ruleSheets, language: language, in: sheets),
    ])
  }
}
