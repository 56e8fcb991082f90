import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct ReturnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: "退回：把已接收的或暂存的报送退给填报单位。Sends an accepted or held report back.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "单位代码或名称。") var unit: String
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Option(help: ArgumentHelp("own 本级，rollup 汇总；不写为全部。", valueName: "own|rollup")) var scope: ReportScope?
  @Option(help: ArgumentHelp("暂存的几份中的一份，写摘要开头几位。", valueName: "digits")) var digest: String?

  func run() throws {
    try global.perform {
      let (period, act) = (try Period.parse(period), try officer.act())
      try Office.use(global.workspace, clock: global.clock()) { office in
        let (unit, receipts) = try office.sendBack(unit, period, scope: scope, digest: digest, act)
        if global.json {
          try JSON.object([
            "period": .text(period), "unit": .text(unit.code), "receipts": .array(receipts.map(JSON.string)),
          ]).print()
          return
        }
        global.console.line(
          "已退回 \(unit.name) \(period) 的报送（\(act.officer)：\(act.reason)）。请把回执发给填报单位：\(receipts.joined(separator: "、"))",
          "Sent back \(unit.name) \(period) (\(act.officer): \(act.reason)). Receipt: \(receipts.joined(separator: ", "))"
        )
      }
    }
  }
}

struct WithdrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract:
      "撤回：withdraw 单位 报告期，按填报单位要求撤回其报送；withdraw 报告期，撤回本单位上级还没有收的上报。Takes a report, or one's own dispatch, back."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "单位和报告期，或只写报告期。") var subject: [String]
  @Option(help: ArgumentHelp("own 本级，rollup 汇总；不写为全部。", valueName: "own|rollup")) var scope: ReportScope?

  func validate() throws {
    guard (1...2).contains(subject.count) else {
      throw ValidationError(
        global.console.text(
          "请写单位和报告期（撤回该单位的报送），或只写报告期（撤回本单位的上报）。",
          "Give a unit and a period (its report), or a period alone (the office's own dispatch)."))
    }
  }

  func run() throws {
    try global.perform {
      let (period, act) = (try Period.parse(subject.last ?? ""), try officer.act())
      try Office.use(global.workspace, clock: global.clock()) { office in
        let console = global.console
        if subject.count == 2 {
          let (unit, receipts) = try office.withdraw(subject[0], period, scope: scope, act)
          if global.json {
            try JSON.object([
              "period": .text(period), "unit": .text(unit.code),
              "receipts": .array(receipts.map(JSON.string)),
            ]).print()
            return
          }
          console.line(
            "已撤回 \(unit.name) \(period) 的报送（\(act.officer)：\(act.reason)）。回执：\(receipts.joined(separator: "、"))",
            "Withdrew \(unit.name) \(period) (\(act.officer): \(act.reason)). Receipt: \(receipts.joined(separator: ", "))"
          )
          return
        }
        let withdrawn = try office.withdrawDispatch(period, act)
        if global.json {
          try JSON.object(["period": .text(period), "withdrawn": .array(withdrawn.map(\.json))]).print()
          return
        }
        for item in withdrawn {
          console.line(
            "已从 \(item.destination) 撤回 \(period) 第 \(item.revision) 版（\(act.officer)：\(act.reason)），审签作废。",
            "Took r\(item.revision) of \(period) back from \(item.destination) (\(act.officer): \(act.reason)); the sign-off lapses."
          )
        }
      }
    }
  }
}

struct ReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "放行：暂存的报送照常审核，通过的计入。Lets a held report through.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var officer: OfficerOptions
  @Argument(help: "单位代码或名称。") var unit: String
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Option(help: ArgumentHelp("own 本级，rollup 汇总；不写为全部。", valueName: "own|rollup")) var scope: ReportScope?
  @Option(help: ArgumentHelp("暂存的几份中的一份，写摘要开头几位。", valueName: "digits")) var digest: String?

  func run() throws {
    var refused = false
    try global.perform {
      let (period, act) = (try Period.parse(period), try officer.act())
      try Office.use(global.workspace, clock: global.clock()) { office in
        let report = try office.release(unit, period, scope: scope, digest: digest, act)
        refused = report.hasRefusals
        if global.json {
          try report.json(sheets: ruleSheets, language: global.lang).print()
        } else {
          global.console.show(report, title: global.console.text("放行", "Released"))
        }
      }
    }
    if refused { throw ExitCode(1) }
  }
}
