import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest", abstract: "收件：审核 Inbox 里的全部文件并给回执。Takes in everything in the Inbox.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    var refused = false
    try global.perform {
      try Office.use(global.workspace, clock: global.clock()) { office in
        let report = try office.ingest(progress: global.console.progress())
        if global.json {
          try report.json(sheets: ruleSheets, language: global.lang).print()
        } else {
          global.console.show(report, title: "Inbox")
        }
        refused = report.hasRefusals
      }
    }
    if refused { throw ExitCode(1) }
  }
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "报前自查：同样的审核，不改动任何东西。Checks files without changing anything.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "要检查的文件。") var files: [String]
  @Option(help: ArgumentHelp("不在工作区时用哪个 Schemas。", valueName: "dir")) var schemas: String?

  func run() throws {
    var refused = false
    try global.perform {
      let report = try checkFiles(
        files, workspace: global.workspace, schemas: schemas, clock: global.clock())
      if global.json {
        try report.json(sheets: ruleSheets, language: global.lang).print()
      } else {
        global.console.show(report, title: global.console.text("自查", "Check"))
        for file in report.files {
          global.console.showFindings(of: file.receipt, sheets: ruleSheets)
        }
      }
      refused = report.hasRefusals
    }
    if refused { throw ExitCode(1) }
  }
}
