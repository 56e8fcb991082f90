import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct CloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "截止：先收完已到的，此后的报送暂存，待放行或退回。Closes a period to reports.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "报告期，如 2024-Q3。") var period: String

  func run() throws {
    var refused = false
    try global.perform {
      let (period, act) = (try Period.parse(period), try officer.act())
      try Office.use(global.workspace, clock: global.clock()) { office in
        let report = try office.close(period, act)
        refused = report.hasRefusals
        if global.json {
          try JSON.object([
            "period": .text(period), "stage": .string(try office.life(of: period).stage.rawValue),
            "ingested": report.json(sheets: ruleSheets, language: global.lang),
          ]).print()
          return
        }
        if !report.files.isEmpty || !report.skipped.isEmpty { global.console.show(report, title: "Inbox") }
        global.console.line(
          "\(period) 已截止（\(act.officer)：\(act.reason)）。此后收到的报送暂存，用 cengbao release 放行或 cengbao return 退回。",
          "\(period) is closed (\(act.officer): \(act.reason)). Reports that come now are held for release or return."
        )
      }
    }
    if refused { throw ExitCode(1) }
  }
}

struct ReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "重新开放：恢复收件，审签作废。Takes reports again; a sign-off lapses.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "报告期，如 2024-Q3。") var period: String

  func run() throws {
    try global.perform {
      let (period, act) = (try Period.parse(period), try officer.act())
      try Office.use(global.workspace, clock: global.clock()) { office in
        try office.reopen(period, act)
        if global.json {
          try JSON.object([
            "period": .text(period), "stage": .string(try office.life(of: period).stage.rawValue),
          ])
          .print()
          return
        }
        global.console.line(
          "\(period) 已重新开放（\(act.officer)：\(act.reason)）。更正后再 close、run、sign-off、submit。",
          "\(period) is open again (\(act.officer): \(act.reason)). After the corrections: close, run, sign-off, submit."
        )
      }
    }
  }
}

struct SignOffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-off", abstract: "审签：编制、审核、签发本单位的汇总；签过的才能上报。Signs the office's roll-up.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Option(help: ArgumentHelp("编制人。Who prepared it.", valueName: "name")) var prepared: String
  @Option(help: ArgumentHelp("审核人。Who reviewed it.", valueName: "name")) var reviewed: String
  @Option(help: ArgumentHelp("签发人。Who signs.", valueName: "name")) var by: String
  @Option(help: ArgumentHelp("依据，如“经领导小组办公室主任会议审定”。On what ground.", valueName: "text"))
  var reason: String

  func run() throws {
    try global.perform {
      let period = try Period.parse(period)
      let act = try OfficerAct(by: by, reason: reason)
      let names = (
        try OfficerAct(by: prepared, reason: reason).officer,
        try OfficerAct(by: reviewed, reason: reason).officer
      )
      try Office.use(global.workspace, clock: global.clock()) { office in
        let signed = try office.signOff(period, prepared: names.0, reviewed: names.1, act)
        if global.json {
          try JSON.object([
            "period": .text(period),
            "signed": .array(
              signed.map {
                .object([
                  "plan": .text($0.plan), "revision": .int($0.revision), "digest": .string($0.digest),
                  "file": .string($0.file),
                ])
              }),
          ]).print()
          return
        }
        for item in signed {
          global.console.line(
            "已审签 \(period) 第 \(item.revision) 版 \(item.file)（sha256 \(item.digest.prefix(12))…）：编制\(names.0)，审核\(names.1)，签发\(act.officer)。可以 cengbao submit \(period)。",
            "Signed \(period) r\(item.revision) \(item.file) (sha256 \(item.digest.prefix(12))…): prepared by \(names.0), reviewed by \(names.1), signed by \(act.officer). Next: cengbao submit \(period)."
          )
        }
      }
    }
  }
}

struct ExtendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "延期：批准一个单位晚些报送。Lets one unit report later.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "单位代码或名称。") var unit: String
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Option(help: ArgumentHelp("延到何时，北京时间，如 2024-10-20T24:00。", valueName: "instant")) var until: String

  func run() throws {
    try global.perform {
      let (period, act) = (try Period.parse(period), try officer.act())
      guard let until = Instant(deadline: until) else { throw PipelineFault.refused(.badInstant(until)) }
      try Office.use(global.workspace, clock: global.clock()) { office in
        let unit = try office.extend(unit, period, until: until, act)
        if global.json {
          try JSON.object([
            "period": .text(period), "unit": .text(unit.code), "until": .string(until.iso8601),
          ]).print()
          return
        }
        global.console.line(
          "\(unit.name) \(period) 延期到 \(until.short)（批准：\(act.officer)，\(act.reason)）。",
          "\(unit.name) may report \(period) until \(until.short) (\(act.officer): \(act.reason)).")
      }
    }
  }
}

struct ExemptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exempt", abstract: "免报：一个单位本期不用报；加 --rule 只豁免一条核实性规则。Excuses a unit, or from one soft rule."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "单位代码或名称。") var unit: String
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Option(help: ArgumentHelp("只豁免这条规则，如 V1024；一条审核公式写 V3010/公式编号。", valueName: "code")) var rule: String?
  @Flag(help: "取消免报或豁免。Takes it back.") var lift = false

  func run() throws {
    try global.perform {
      let (period, act) = (try Period.parse(period), try officer.act())
      try Office.use(global.workspace, clock: global.clock()) { office in
        // The code in capitals; the id of an audit formula behind it as it is.
        let code = rule.map { text in
          let parts = text.split(separator: "/", maxSplits: 1)
          return ([parts.first?.uppercased() ?? ""] + parts.dropFirst().map(String.init)).joined(separator: "/")
        }
        let unit = try office.exempt(unit, period, rule: code, isLifted: lift, act)
        if global.json {
          try JSON.object([
            "period": .text(period), "unit": .text(unit.code), "rule": .text(code), "lifted": .bool(lift),
          ]).print()
          return
        }
        let what = code.map { "豁免 \($0)" } ?? "免报"
        let whatEN = code.map { "exempt from \($0)" } ?? "exempt"
        global.console.line(
          "\(unit.name) \(period) \(lift ? "取消" : "")\(what)（\(act.officer)：\(act.reason)）。",
          "\(unit.name) \(period): \(lift ? "no longer " : "")\(whatEN) (\(act.officer): \(act.reason)).")
      }
    }
  }
}
