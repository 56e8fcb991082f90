import ArgumentParser
import Findings
import Pipeline

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "备份：不停工地复制出一份前后一致的工作区。Makes a consistent copy while others work.",
    discussion: "备份目录本身就是一个工作区：用 cengbao verify --workspace 目录 核对；恢复时整个复制回原处。")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "写到哪里：不存在的或空的目录，在工作区以外。") var directory: String

  func run() throws {
    var isIncomplete = false
    try global.perform {
      let report = try Backup.run(global.workspace, to: directory)
      isIncomplete = !report.problems.isEmpty
      if global.json {
        try JSON.object([
          "path": .string(report.path), "entries": .int(report.entries), "originals": .int(report.originals),
          "receipts": .int(report.receipts),
          "problems": .array(report.problems.map { $0.json(global.lang) }),
        ]).print()
        return
      }
      global.console.line(
        "已备份到 \(directory)：台账 \(report.entries) 条，原件 \(report.originals) 份，回执 \(report.receipts) 份。核对：cengbao verify --workspace \(directory)",
        "Backed up to \(directory): \(report.entries) journal entries, \(report.originals) originals, \(report.receipts) receipts. Check it: cengbao verify --workspace \(directory)"
      )
      if isIncomplete {
        global.console.forProblems.line(
          "工作区里本来就有的差异，备份也带着：", "Differences of the workspace itself, which the copy has too:")
        global.console.forProblems.list(report.problems)
      }
    }
    if isIncomplete { throw ExitCode(1) }
  }
}
