import ArgumentParser
import Findings
import Pipeline

struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "重建：按原件和台账重新生成登记库，旧的留着。Makes the register again from originals and journal.",
    discussion: """
      登记库丢失、损坏或来自旧备份时使用。全部办理过程按台账重放，结果与台账逐条比较。
      有原件找不到或被改动时，不启用新登记库（否则汇总会悄悄变少），先从备份找回原件；确实找不回的，加 --force。
      退出码：0 与台账完全一致，1 有差异或没有启用，2 运行故障。
      """)

  @OptionGroup var global: GlobalOptions
  @Flag(help: "有内容无法重建时也启用。Use the new register although something is lost.") var force = false

  func run() throws {
    var differs = false
    try global.perform {
      let report = try Rebuild.run(
        global.workspace, isForced: force, progress: global.console.progress())
      differs = report.hasDifferences
      if global.json { try report.json(global.lang).print() } else { global.console.show(report) }
    }
    if differs { throw ExitCode(1) }
  }
}

extension Console {
  fileprivate func show(_ report: RebuildReport) {
    for item in report.items.prefix(200) {
      let isProblem = item.weight != .remark
      let console = isProblem ? forProblems : self
      console.line("  \(item.place)　\(item.chinese)", "  \(item.place): \(item.english)")
    }
    if report.items.count > 200 {
      forProblems.line("  ……共 \(report.items.count) 处。", "  … \(report.items.count) in all.")
    }
    guard report.isInUse else {
      forProblems.line(
        "没有启用新登记库，原来的没有改动。处理以上各处后再运行；确实找不回的，加 --force 启用。",
        "The new register was not taken into use; the old one is as it was. Mend the above and run again, or add --force."
      )
      return
    }
    line(
      "已按 \(report.entries) 条台账重建登记库：报送 \(report.submissions) 份"
        + (report.receiptsWritten > 0 ? "，补写回执 \(report.receiptsWritten) 份" : "")
        + (report.oldRegister.map { "。原登记库留作 \($0)" } ?? "") + "。核对：cengbao verify",
      "Rebuilt from \(report.entries) journal entries: \(report.submissions) submissions"
        + (report.receiptsWritten > 0 ? ", \(report.receiptsWritten) receipts written" : "")
        + (report.oldRegister.map { ". The old register is kept as \($0)" } ?? "") + ". Check: cengbao verify"
    )
  }
}

extension RebuildReport {
  fileprivate func json(_ language: Language) -> JSON {
    .object([
      "entries": .int(entries), "submissions": .int(submissions), "receiptsWritten": .int(receiptsWritten),
      "inUse": .bool(isInUse), "oldRegister": .text(oldRegister),
      "items": .array(
        items.map {
          .object([
            "weight": .string($0.weight.rawValue), "place": .string($0.place),
            "message": .string(language == .zh ? $0.chinese : $0.english),
          ])
        }),
    ])
  }
}
