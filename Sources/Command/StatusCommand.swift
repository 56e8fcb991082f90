import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "报送情况：谁应报、已报、缺报，汇总和上报到哪一步。Who is due, in, missing.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "报告期，如 2024-Q3；不写为最近一期。") var period: String?

  func run() throws {
    try global.perform {
      let named = period.flatMap { Period($0) }
      try Office.use(global.workspace, clock: global.clock(), readOnly: true, expecting: named) { office in
        guard let period = try office.period(period) else {
          global.console.line("还没有收到任何报送。", "Nothing was received yet.")
          if global.json { try JSON.object(["period": .null, "units": .array([])]).print() }
          return
        }
        let report = try office.status(period)
        if global.json { try report.json.print() } else { global.console.show(report) }
      }
    }
  }
}

extension StatusReport.State {
  func word(_ language: Language) -> String {
    guard language == .zh else { return rawValue }
    return switch self {
    case .accepted: "已报"
    case .questions: "已报，待核实"
    case .held: "暂存"
    case .returned: "退回"
    case .missing: "缺报"
    case .insideRollUp: "由汇总代报"
    case .notNeeded: "由部门组成"
    case .exempt: "免报"
    }
  }
}

extension Console {
  func show(_ report: StatusReport) {
    line(
      "\(report.officeName) \(report.period.chinese)　\(report.life.stage.chinese)",
      "\(report.officeName) \(report.period), \(report.life.stage.english)")
    show(report.life)
    let owed = report.units.filter {
      $0.state != .notNeeded && $0.state != .insideRollUp && $0.state != .exempt
    }
    let missing = owed.filter { $0.state == .missing || $0.state == .returned || $0.state == .held }
    let isIn = owed.count - missing.count
    line(
      "应报 \(owed.count)，已报 \(isIn)，未报 \(missing.count)",
      "due \(owed.count), in \(isIn), not in \(missing.count)")
    let shown = report.units.filter {
      ($0.state != .accepted && $0.state != .notNeeded) || $0.isLate || $0.attempt != nil
    }
    table(
      shown.filter { $0.state != .missing }.map { unit in
        [
          unit.code.rawValue, unit.name,
          unit.state.word(language) + (unit.isLate ? text("（迟报）", " (late)") : "")
            + (unit.attempt.map { text("，新报一份\($0.chinese)", ", a newer one \($0.rawValue)") } ?? ""),
          unit.receivedAt?.short ?? "", unit.file ?? "",
        ]
      })
    for unit in report.units {
      for held in unit.held {
        line(
          "  暂存 \(unit.code) \(unit.name)：\(held.file)（\(held.receivedAt.short) 收到，摘要 \(held.digest.prefix(8))，Inbox/\(held.original)）",
          "  held \(unit.code) \(unit.name): \(held.file) (\(held.receivedAt.short), digest \(held.digest.prefix(8)), Inbox/\(held.original))"
        )
      }
    }
    for item in report.extensions {
      line(
        "  延期 \(item.unit) \(item.name)：到 \(item.until.short)",
        "  extended \(item.unit) \(item.name): until \(item.until.short)")
    }
    let silent = owed.filter { $0.state == .missing }
    if !silent.isEmpty {
      // Areas before departments, so that a county is not lost among bureaux.
      let groups = Dictionary(grouping: silent) { [$0.under.rawValue, $0.level == .department ? "1" : "0"] }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      for (key, units) in groups {
        let superior = OrgUnitCode(key[0])
        let isDepartments = units.first?.level == .department
        let names = units.prefix(12).map(\.name).joined(separator: text("、", ", "))
        let more = units.count > 12 ? text(" 等 \(units.count) 个", " … \(units.count) in all") : ""
        let heading = "\(report.names[superior] ?? "") \(superior)"
        line(
          "  缺报（\(heading)\(isDepartments ? "，部门" : "")）：\(names)\(more)",
          "  missing (\(heading)\(isDepartments ? ", departments" : "")): \(names)\(more)")
      }
    }
    for rollUp in report.rollUps {
      line(
        "汇总 \(rollUp.unit) \(rollUp.plan) 第 \(rollUp.revision) 版 \(rollUp.fileName)",
        "rolled up \(rollUp.unit) \(rollUp.plan) r\(rollUp.revision) \(rollUp.fileName)")
    }
    for sent in report.dispatches {
      line(
        "上报 \(sent.unit) 第 \(sent.revision) 版 \(sent.sentAt.short) → \(sent.destination)",
        "sent \(sent.unit) r\(sent.revision) \(sent.sentAt.short) → \(sent.destination)")
    }
    for file in report.deferred {
      line(
        "待发 \(file)：上级的文件夹连不上，下次收件时再发。",
        "waiting \(file): the superior is out of reach; sent with the next intake.")
    }
    for answer in report.answers { show(answer) }
    if report.unreadableCount > 0 {
      line(
        "无法识别的文件 \(report.unreadableCount) 个，见 Inbox/unreadable。",
        "\(report.unreadableCount) unreadable files in Inbox/unreadable.")
    }
  }
}

extension Console {
  /// Who closed, signed and sent, and what the superior said.
  fileprivate func show(_ life: PeriodLife) {
    if let act = life.closing {
      line(
        "  截止：\(act.at.short) \(act.officer)，\(act.reason)",
        "  closed: \(act.at.short) by \(act.officer), \(act.reason)")
    }
    for (plan, life) in life.plans.sorted(by: { $0.key < $1.key }) {
      guard let signed = life.signedOff else { continue }
      line(
        "  审签：\(plan) 第 \(signed.revision) 版，\(signed.act.at.short)，编制\(signed.act.prepared ?? "—")，审核\(signed.act.reviewed ?? "—")，签发\(signed.act.officer)",
        "  signed: \(plan) r\(signed.revision), \(signed.act.at.short), prepared by \(signed.act.prepared ?? "—"), reviewed by \(signed.act.reviewed ?? "—"), signed by \(signed.act.officer)"
      )
    }
  }
}

extension PeriodLife.Act {
  fileprivate var json: JSON {
    .object([
      "at": .string(at.iso8601), "officer": .string(officer), "reason": .string(reason),
      "prepared": .text(prepared), "reviewed": .text(reviewed),
    ])
  }
}

extension StatusReport {
  var json: JSON {
    .object([
      "period": .text(period), "office": .text(office), "stage": .string(life.stage.rawValue),
      "plans": .array(
        life.plans.sorted { $0.key < $1.key }.map { plan, state in
          .object([
            "plan": .text(plan), "stage": .string(life.stage(of: plan).rawValue),
            "rolledUp": .text(state.rolledUp?.digest), "signedOff": .text(state.signedOff?.digest),
            "signing": state.signedOff?.act.json ?? .null,
            "dispatched": .text(state.dispatched?.digest), "answer": .text(state.answer?.rawValue),
          ])
        }),
      "closing": life.closing?.json ?? .null, "deferred": .array(deferred.map(JSON.string)),
      "extensions": .array(
        extensions.map { .object(["unit": .text($0.unit), "until": .string($0.until.iso8601)]) }),
      "units": .array(
        units.map { unit in
          .object([
            "unit": .text(unit.code), "name": .string(unit.name), "under": .text(unit.under),
            "scope": .string(unit.scope.rawValue), "state": .string(unit.state.rawValue),
            "late": .bool(unit.isLate),
            "revision": .number(unit.revision), "receivedAt": .text(unit.receivedAt?.iso8601),
            "file": .text(unit.file), "attempt": .text(unit.attempt?.rawValue),
            "held": .array(
              unit.held.map {
                .object([
                  "file": .string($0.file), "digest": .string($0.digest),
                  "original": .string("Inbox/\($0.original)"),
                ])
              }),
          ])
        }),
      "rollUps": .array(
        rollUps.map {
          .object([
            "unit": .text($0.unit), "plan": .text($0.plan), "revision": .int($0.revision),
            "digest": .string($0.digest),
            "file": .string($0.fileName),
          ])
        }),
      "dispatches": .array(
        dispatches.map {
          .object([
            "unit": .text($0.unit), "plan": .text($0.plan), "revision": .int($0.revision),
            "digest": .string($0.digest),
            "to": .string($0.destination), "sentAt": .string($0.sentAt.iso8601),
          ])
        }), "receipts": .array(answers.map(\.json)), "unreadable": .int(unreadableCount),
    ])
  }
}
