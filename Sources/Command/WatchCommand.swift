import ArgumentParser
import Findings
import Foundation
import Pipeline
import ReportModel

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "自动收件：有文件到就收，直到停止。Takes in what arrives until it is stopped.",
    discussion: """
      有新文件时收一批，输出与 ingest 相同，前面加时刻；--json 时每批一行。
      收到 SIGTERM、SIGINT（Ctrl-C）或 SIGHUP，收完正在收的一批，退出码 0。
      """)

  @OptionGroup var global: GlobalOptions
  @Option(
    help: ArgumentHelp("至少每隔多少秒查看一次收件箱（默认 30）。Looks at least so often.", valueName: "seconds"))
  var interval: Double = 30

  func validate() throws {
    guard interval >= 0.1, interval <= 86400 else {
      throw ValidationError(
        global.console.text("--interval 请写 0.1 到 86400 秒。", "--interval takes 0.1 to 86400 seconds."))
    }
  }

  func run() throws {
    try global.perform {
      var watching = try Watching(
        global.workspace, clock: global.clock(), interval: .milliseconds(Int(interval * 1000)),
        progress: global.console.progress()
      ) { event throws(PipelineFault) in
        do {
          try tell(event)
        } catch {
          throw .library("\(error)")
        }
        // Into a pipe, what was printed would else stay here until much more is.
        fflush(nil)
      }
      try watching.run()
      global.console.line("已停止收件。", "Stopped.")
    }
  }

  private func tell(_ event: Watching.Event) throws {
    let console = global.console
    switch event {
    case .began(let workspace, let interval):
      if global.json {
        try JSON.object([
          "event": .string("watching"), "workspace": .string(workspace.root.display),
          "unit": .text(workspace.unit), "inbox": .string(workspace.inbox.display),
          "intervalMilliseconds": .int(Int(interval / .milliseconds(1))),
        ]).print(onOneLine: true)
      }
      console.line(
        "自动收件：\(workspace.inbox.display)，至少每 \(plain(self.interval)) 秒查看一次，文件静置 \(plain(workspace.settings.settleSeconds)) 秒后收。按 Ctrl-C 停止。",
        "Watching \(workspace.inbox.display), at least every \(plain(self.interval)) s; files are taken when untouched for \(plain(workspace.settings.settleSeconds)) s. Ctrl-C stops."
      )
    case .batch(let report, let moment):
      if global.json {
        var members = report.members(sheets: ruleSheets, language: global.lang)
        members["event"] = .string("batch")
        members["at"] = .string(moment.iso8601)
        members["receipts"] = .array(report.superiorReceipts.map(\.json))
        try JSON.object(members).print(onOneLine: true)
      } else {
        console.show(report, title: "\(moment.short) Inbox")
      }
    case .trouble(let fault):
      Console(language: global.lang, isQuiet: false).fault(fault)
    case .recovered:
      console.line("已恢复，继续收件。", "Intake goes on.")
    }
  }

  /// Seconds as people write them: 30, 0.5.
  private func plain(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
  }
}
