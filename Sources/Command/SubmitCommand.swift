import ArgumentParser
import Pipeline
import ReportModel

struct SubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "上报：把汇总送进上级的 Inbox，取回回执。Sends the roll-up upward.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Option(help: ArgumentHelp("上级的工作区目录。", valueName: "dir")) var to: String?

  func run() throws {
    var refused = false
    try global.perform {
      let period = try Period.parse(period)
      try Office.use(global.workspace, clock: global.clock()) { office in
        let report = try office.submit(period, to: to)
        refused = report.answers.contains { !$0.outcome.counts }
        let console = global.console
        if global.json {
          try JSON.object([
            "period": .text(period),
            "sent": .array(report.sent.map(\.json)), "deferred": .array(report.deferred.map(\.json)),
            "receipts": .array(report.answers.map(\.json)),
          ]).print()
          if let fault = report.fault { throw fault }
          return
        }
        for sent in report.sent {
          let name = office.catalogue.units.name(of: sent.unit)
          if sent.isRepeat {
            console.line(
              "\(name) \(period) 第 \(sent.revision) 版此前已上报 \(sent.destination)，没有重复发送。",
              "\(name) \(period) r\(sent.revision) had been sent to \(sent.destination) already.")
          } else {
            console.line(
              "已上报 \(name) \(period) 第 \(sent.revision) 版 → \(sent.destination)（sha256 \(sent.digest.prefix(12))…）",
              "Sent \(name) \(period) r\(sent.revision) → \(sent.destination) (sha256 \(sent.digest.prefix(12))…)"
            )
          }
        }
        for answer in report.answers { console.show(answer) }
        if let fault = report.fault { throw fault }
      }
    }
    if refused { throw ExitCode(1) }
  }
}

extension SubmitReport.Sent {
  var json: JSON {
    .object([
      "unit": .text(unit), "plan": .text(plan), "period": .text(period), "revision": .int(revision),
      "digest": .string(digest), "to": .string(destination), "repeat": .bool(isRepeat),
    ])
  }
}

extension SuperiorAnswer {
  var json: JSON {
    .object([
      "unit": .text(unit), "plan": .text(plan), "period": .text(period), "revision": .int(revision),
      "outcome": .string(outcome.rawValue), "receivedAt": .string(receivedAt.iso8601),
      "receiver": .text(receiver),
      "file": .string(file),
    ])
  }
}
