import ArgumentParser
import Findings
import Foundation
import Pipeline
import ReportModel

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "新建工作区：Inbox、Outbox、Schemas 和设置。Makes a workspace.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "新工作区的目录。") var directory: String
  @Option(help: ArgumentHelp("本单位的代码或名称，如 610700。", valueName: "code")) var unit: String
  @Option(help: ArgumentHelp("从哪里复制 Schemas（默认就近查找）。", valueName: "dir")) var schemas: String?
  @Option(help: ArgumentHelp("上级工作区，submit 默认报到这里。", valueName: "dir")) var superior: String?
  @Option(help: ArgumentHelp("印在每张页面上的提示。", valueName: "text")) var pageNote: String?
  @Option(help: ArgumentHelp("文件静置多少秒后才收（默认 2）。", valueName: "seconds")) var settle: Double = 2
  @Flag(help: "只从各单位投递目录收件。") var closed = false

  func validate() throws {
    guard settle >= 0, settle <= 3600 else {
      throw ValidationError(
        global.console.text("--settle 请写 0 到 3600 秒。", "--settle takes 0 to 3600 seconds."))
    }
  }

  func run() throws {
    try global.perform {
      let found = try SchemaFolder.locate(schemas)
      let catalogue = try Office.loadCatalogue(found).catalogue
      let code = try catalogue.findUnit(unit).code
      let settings = Workspace.Settings(
        unit: code.rawValue, senders: closed ? .closed : .open, settleSeconds: settle,
        superior: superior.map(Workspace.absolute),
        pageNote: pageNote)
      let workspace = try Workspace.create(at: directory, settings: settings, schemas: schemas)
      let name = catalogue.units.name(of: code)
      if global.json {
        try JSON.object(["workspace": .string(workspace.root.display), "unit": .string(code.rawValue)])
          .print()
      }
      let hasSubordinates = catalogue.units.units.values.contains { $0.reportsTo == code }
      global.console.line(
        "已建工作区 \(directory)（\(name) \(code)）。"
          + (hasSubordinates
            ? "把报送文件放进 \(directory)/Inbox，再运行 cengbao run 报告期。"
            : "本单位没有下级：报送前用 cengbao check 文件 自查，再把文件交给上级。"),
        "Workspace \(directory) made for \(name) (\(code)). "
          + (hasSubordinates
            ? "Drop reports into \(directory)/Inbox, then cengbao run PERIOD."
            : "Nothing reports to this unit: use cengbao check FILE before sending a report to the superior.")
      )
    }
  }
}
