import ArgumentParser
import Findings
import Foundation
import Pipeline
import ReportModel

struct RemindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remind",
    abstract: "催报：给未报、退回待改、待核实的单位写好通知，可以直接粘贴。Writes reminders, ready to be pasted.",
    discussion: """
      先是发给全体的一份，然后每个单位一段。时限以前写作提醒，过了时限写作催报；批准延期的按延期，免报的不提。
      只写直接报给本单位的部门和下级地区；--all 连下级的下级也直接写。Units that report here; --all for every unit below.
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Flag(help: "下级单位的部门、下级地区也直接写（几级集中在一个工作区办公的）。") var all = false
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写到这个文件。", valueName: "file"))
  var output: String?

  func run() throws {
    try global.perform {
      let period = try Period.parse(period)
      try Office.use(global.workspace, clock: global.clock(), readOnly: true) { office in
        let written = try office.remind(period, everyone: all, language: global.lang)
        let console = global.console
        let text =
          written.allSatisfy(\.reminder.addressees.isEmpty)
          ? console.text("\(period) 没有要催报的单位。", "\(period): nobody has to be reminded.")
          : written.filter { !$0.reminder.addressees.isEmpty }.map { $0.text(console) }.joined(
            separator: "\n\n")
        if let output { try office.write(text + "\n", to: output) }
        if global.json {
          try JSON.object([
            "period": .text(period), "office": .text(office.workspace.unit), "file": .text(output),
            "reminders": .array(written.map(\.json)),
          ]).print()
        } else if let output {
          let count = written.map(\.reminder.addressees.count).reduce(0, +)
          console.line("\(period) 催报通知：\(count) 段 → \(output)", "\(period): \(count) reminders → \(output)")
        } else {
          print(text)
        }
        let held = written.flatMap(\.held)
        if !held.isEmpty, !global.json {
          console.aside(
            "另有暂存的 \(held.count) 份等本单位处理，没有催：\(held.joined(separator: "、"))。见 cengbao status \(period)。",
            "\(held.count) held reports wait for this office: \(held.joined(separator: ", ")). See cengbao status \(period)."
          )
        }
      }
    }
  }
}

extension WrittenReminder {
  /// Notice and paragraphs, a blank line between them.
  fileprivate func text(_ console: Console) -> String {
    ([notice, console.text("—— 以下逐个单位 ——", "—— to each ——")] + paragraphs).joined(separator: "\n\n")
  }

  fileprivate var json: JSON {
    .object([
      "plan": .text(reminder.plan), "asOf": .string(reminder.asOf.iso8601),
      "closedAt": .text(reminder.closedAt?.iso8601), "due": .int(reminder.dueCount),
      "in": .int(reminder.inCount), "notice": .string(notice), "held": .array(held.map(JSON.string)),
      "units": .array(zip(reminder.addressees, paragraphs).map { $0.json(text: $1, at: reminder.asOf) }),
    ])
  }
}

extension Reminder.Addressee {
  fileprivate func json(text: String, at moment: Instant) -> JSON {
    var file: String?
    var receipt: String?
    var remarks: [Reminder.Remark] = []
    var missing: [String] = []
    var isStanding = false
    switch matter {
    case .silent: break
    case .incomplete(let below): missing = below
    case .returned(let name, _, let errors, _, let page, let standing):
      (file, receipt, remarks, isStanding) = (name, page, errors, standing)
    case .questions(let asked, let page): (receipt, remarks) = (page, asked)
    }
    return .object([
      "unit": .text(unit), "name": .string(name), "group": .string(group.rawValue), "under": .text(under),
      "scope": .string(scope.rawValue), "matter": .string(matter.name), "due": .text(due?.iso8601),
      "extended": .bool(isExtended), "daysLate": .number(daysLate(at: moment)),
      "daysLeft": .number(daysLeft(at: moment)), "figures": .int(figureCount), "tasks": .int(taskCount),
      "place": .string(place), "file": .text(file), "receipt": .text(receipt), "standing": .bool(isStanding),
      "missing": .array(missing.map(JSON.string)),
      "remarks": .array(
        remarks.map {
          .object([
            "code": .string($0.code), "line": $0.line > 0 ? .int($0.line) : .null,
            "message": .string($0.text), "remedy": .string($0.remedy),
          ])
        }), "text": .string(text),
    ])
  }
}
