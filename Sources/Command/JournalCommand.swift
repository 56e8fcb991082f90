import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "查台账：每一次收件、决定、汇总、上报，何时、何人、为何。Shows the journal.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "报告期，如 2024-Q3；不写为全部。") var period: String?
  @Option(help: ArgumentHelp("只看这个单位，代码或名称。", valueName: "code")) var unit: String?
  @Option(help: ArgumentHelp("只看最后几条。", valueName: "n")) var last: Int?
  @Flag(help: "核对台账链和台账文件。Recomputes the chain and compares the file.") var verify = false

  func run() throws {
    var isBroken = false
    try global.perform {
      let period = try period.map { text throws(PipelineFault) in try Period.parse(text) }
      try JournalDesk.use(global.workspace) { desk in
        if verify {
          let check = try desk.check()
          isBroken = !check.problems.isEmpty
          try show(check)
          return
        }
        let lines = try desk.lines(period: period, unit: unit, last: last)
        if global.json {
          try JSON.object(["entries": .array(lines.map(\.json))]).print()
          return
        }
        if lines.isEmpty { global.console.line("台账里没有这样的条目。", "The journal has no such entry.") }
        global.console.table(lines.map { $0.row(global.console) }, indent: "")
      }
    }
    if isBroken { throw ExitCode(1) }
  }

  private func show(_ check: JournalDesk.Check) throws {
    let console = global.console
    if global.json {
      try JSON.object([
        "entries": .int(check.count), "head": .string(check.head.hash),
        "problems": .array(
          check.problems.map { .string(global.lang == .zh ? $0.chinese : $0.english) }),
      ]).print()
      return
    }
    if check.problems.isEmpty {
      console.line(
        "台账 \(check.count) 条，链完整，登记库与台账文件一致。末条摘要 \(check.head.hash.prefix(12))…",
        "\(check.count) entries; the chain is whole, register and file agree. Head \(check.head.hash.prefix(12))…"
      )
    }
    for problem in check.problems { console.forProblems.line(problem.chinese, problem.english) }
  }
}

extension JournalDesk.Line {
  fileprivate func row(_ console: Console) -> [String] {
    var subject = unitName ?? unit?.rawValue ?? ""
    if let period { subject += (subject.isEmpty ? "" : " ") + period.description }
    if let revision {
      subject += console.text(" 第 \(revision) 版", " r\(revision)")
    }
    var words: [String] = []
    if let officer {
      words.append(officer + (reason.map { console.text("：", ": ") + $0 } ?? ""))
    }
    if details["revoked"] == "true" { words.append(console.text("取消", "lifted")) }
    for key in ["rule", "task", "indicator", "value"] {
      if let detail = details[key] { words.append(detail) }
    }
    if let until = details["until"].flatMap(Int64.init) {
      words.append(console.text("到", "until ") + Instant(seconds: until).short)
    }
    for key in ["prepared", "reviewed"] {
      if let name = details[key] {
        words.append(
          (key == "prepared" ? console.text("编制", "prepared ") : console.text("审核", "reviewed ")) + name)
      }
    }
    if let file = details["file"] { words.append(file) }
    if isRepeat { words.append(console.text("（与已收的相同）", "(the same again)")) }
    if let to = details["to"] { words.append("→ \(to)") }
    if let outcome = details["outcome"].flatMap(Outcome.init) { words.append(outcome.word(console.language)) }
    return [
      String(sequence), at.short, console.language == .zh ? eventChinese : event, subject,
      digest.map { String($0.prefix(8)) } ?? "", words.joined(separator: " "),
    ]
  }

  fileprivate var json: JSON {
    .object([
      "sequence": .int(sequence), "at": .string(at.iso8601), "event": .string(event), "unit": .text(unit),
      "unitName": .text(unitName), "plan": .text(plan), "period": .text(period),
      "scope": .text(scope?.rawValue), "revision": .number(revision), "digest": .text(digest),
      "officer": .text(officer), "reason": .text(reason),
      "details": .object(details.mapValues(JSON.string)),
      "previous": .string(previous), "hash": .string(hash),
    ])
  }
}
