import ArgumentParser
import Findings
import Pipeline

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "核对：重算摘要、台账链和每一份汇总，列出差异。Recomputes everything and reports differences.",
    discussion: "只读，不等待，不改动任何东西。退出码：0 没有差异，1 有差异，2 运行故障。")

  @OptionGroup var global: GlobalOptions
  @Flag(help: "再按原件和台账重放一遍，逐行比较登记库（较慢）。Also replays everything and compares every row.")
  var full = false

  func run() throws {
    var differs = false
    try global.perform {
      let report = try Verification.run(global.workspace, isFull: full)
      differs = !report.differences.isEmpty
      if global.json { try report.json(global.lang).print() } else { global.console.show(report) }
    }
    if differs { throw ExitCode(1) }
  }
}

extension Console {
  func show(_ report: VerificationReport) {
    let counts = VerificationReport.Subject.allCases.map { subject in
      let count = report.counts[subject] ?? 0
      return text("\(subject.chinese) \(count)", "\(subject.english) \(count)")
    }
    line(
      "已核对：\(counts.joined(separator: "，"))\(report.isFull ? "；登记库已逐行比较" : "")。",
      "Verified: \(counts.joined(separator: ", "))\(report.isFull ? "; every row compared" : "").")
    if report.differences.isEmpty {
      line("没有差异。", "No differences.")
    } else {
      forProblems.line("差异 \(report.differences.count) 处：", "\(report.differences.count) differences:")
      forProblems.list(report.differences)
    }
    if !report.notes.isEmpty {
      line("提示 \(report.notes.count) 处：", "\(report.notes.count) notes:")
      list(report.notes)
    }
  }

  func list(_ found: [Discrepancy]) {
    for one in found {
      line("  \(one.place)　\(one.chinese)", "  \(one.place): \(one.english)")
      line("    处理：\(one.chineseRemedy)", "    \(one.englishRemedy)")
    }
  }
}

extension VerificationReport {
  func json(_ language: Language) -> JSON {
    .object([
      "checked": .object(
        Dictionary(
          uniqueKeysWithValues: Subject.allCases.map { ($0.rawValue, JSON.int(counts[$0] ?? 0)) })),
      "full": .bool(isFull), "differences": .array(differences.map { $0.json(language) }),
      "notes": .array(notes.map { $0.json(language) }),
    ])
  }
}

extension Discrepancy {
  func json(_ language: Language) -> JSON {
    .object([
      "kind": .string(kind.rawValue), "place": .string(place),
      "message": .string(language == .zh ? chinese : english),
      "remedy": .string(language == .zh ? chineseRemedy : englishRemedy),
    ])
  }
}
