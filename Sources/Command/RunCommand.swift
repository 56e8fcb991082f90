import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "季度汇总：收件、逐级汇总、输出。Ingests, rolls up, exports.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "报告期，如 2024-Q3。") var period: String

  func run() throws {
    var refused = false
    try global.perform {
      let period = try Period.parse(period)
      try Office.use(global.workspace, clock: global.clock()) { office in
        let report = try office.run(
          period, language: global.lang, telling: global.json || !global.quiet ? .everything : .names,
          progress: global.console.progress())
        if global.json {
          try report.json(catalogue: office.catalogue, language: global.lang).print()
        } else {
          if !report.ingested.files.isEmpty || !report.ingested.skipped.isEmpty {
            global.console.show(report.ingested, title: "Inbox")
            global.console.line()
          }
          if report.fault == nil { global.console.show(report, catalogue: office.catalogue) }
        }
        if let fault = report.fault { throw fault }
        refused = report.ingested.hasRefusals
      }
    }
    if refused { throw ExitCode(1) }
  }
}

extension Console {
  func show(_ report: RunReport, catalogue: Catalogue) {
    line("\(report.period.chinese) 汇总", "Roll-up of \(report.period)")
    table(
      report.units.map { unit in
        [
          "\(catalogue.units.name(of: unit.rollUp.unit)) \(unit.rollUp.unit)", due(unit.rollUp, catalogue),
          indicators(unit.rollUp), lights(unit.rollUp),
        ]
      })
    if !report.silentUnits.isEmpty {
      let names = report.silentUnits.map { catalogue.units.name(of: $0) }.joined(separator: text("、", ", "))
      line(
        "  没有任何报送、未生成汇总的 \(report.silentUnits.count) 个：\(names)",
        "  nothing came from \(report.silentUnits.count): \(names)")
    }
    let findings = report.units.flatMap(\.findings)
    if !findings.isEmpty {
      line("汇总时发现 \(findings.count) 处需要注意：", "noticed while rolling up: \(findings.count)")
      for finding in findings.prefix(20) {
        line("  \(finding.code) \(ruleSheets.message(of: finding, in: language))")
      }
      if findings.count > 20 { line("  ……其余见各单位页面。", "  … the rest on the units' pages.") }
    }
    for unit in report.units + report.later { show(unit, catalogue: catalogue) }
    for unit in report.units {
      // One line a unit: the roll-up by its name, the others by what they add to it.
      let stem = "Outbox/\(unit.rollUp.period)/\(unit.rollUp.fileStem)"
      let endings = unit.files.dropFirst().map {
        $0.hasPrefix(stem) ? String($0.dropFirst(stem.count)) : $0
      }
      line(([unit.files.first ?? ""] + endings).joined(separator: " "))
    }
    for table in report.baseTables { line(table) }
    for unit in report.later {
      line(
        "后续报告期随之变动：\(unit.rollUp.period) \(unit.files.first ?? "")",
        "A later period changes with it: \(unit.rollUp.period) \(unit.files.first ?? "")")
    }
  }

  /// 订正: what is different from what was sent.
  private func show(_ unit: RunReport.Unit, catalogue: Catalogue) {
    guard let amendment = unit.amendment else { return }
    let sources = amendment.sources.map { catalogue.units.name(of: $0) }
    line(
      "订正 \(amendment.unit) \(amendment.period)：第 \(amendment.revision) 版与已上报的第 \(amendment.against) 版相比，变动 \(amendment.changes.count) 个数"
        + (sources.isEmpty ? "" : "，来源变动：\(sources.joined(separator: "、"))"),
      "Amended \(amendment.unit) \(amendment.period): r\(amendment.revision) against r\(amendment.against) that was sent: \(amendment.changes.count) values"
        + (sources.isEmpty ? "" : ", other reports from \(sources.joined(separator: ", "))"))
    for change in amendment.changes.prefix(10) {
      let name =
        catalogue.plan(amendment.plan)?.indicator(change.indicator)?.name ?? change.indicator.rawValue
      line(
        "  \(name) \(text(change.item.chinese, change.item.rawValue)) \(change.before?.description ?? "—") → \(change.after?.description ?? "—")"
      )
    }
    if amendment.changes.count > 10 {
      line("  ……其余见 \(amendment.fileStem).csv", "  … the rest in \(amendment.fileStem).csv")
    }
  }

  private func due(_ rollUp: RollUp, _ catalogue: Catalogue) -> String {
    let areas = rollUp.due.filter { $0.unit != rollUp.unit && !$0.isDepartment && $0.state != .notNeeded }
    let own = rollUp.due.first { $0.unit == rollUp.unit && $0.state != .notNeeded }
    let missing = (areas + (own.map { [$0] } ?? [])).filter { $0.state == .missing }
    func count(_ number: Int, _ own: Bool) -> String {
      if areas.isEmpty { return own ? text("本级", "own") : "0" }
      return own ? "\(number) + \(text("本级", "own"))" : "\(number)"
    }
    let dueText = count(areas.count, own != nil)
    let inText = count(areas.count { $0.state != .missing }, own.map { $0.state != .missing } ?? false)
    var names = missing.prefix(3).map {
      $0.unit == rollUp.unit ? text("本级", "own") : catalogue.units.name(of: $0.unit)
    }.joined(separator: text("、", ", "))
    if missing.count > 3 { names += text("等", " …") }
    let gone =
      missing.isEmpty ? "" : text("，缺报 \(missing.count)（\(names)）", ", missing \(missing.count) (\(names))")
    let departments = rollUp.due.filter(\.isDepartment)
    let silent = departments.count { $0.state == .missing }
    let staff =
      departments.isEmpty || departments.allSatisfy { $0.state == .notNeeded }
      ? ""
      : text(
        "，部门 \(departments.count - silent)/\(departments.count)",
        ", departments \(departments.count - silent)/\(departments.count)")
    return text("应报 \(dueText)，已报 \(inText)\(gone)\(staff)", "due \(dueText), in \(inText)\(gone)\(staff)")
  }

  private func indicators(_ rollUp: RollUp) -> String {
    func count(_ completeness: Completeness) -> Int {
      rollUp.observations.count { $0.rolled?.completeness == completeness }
    }
    return text(
      "指标 \(rollUp.observations.count)：完整 \(count(.complete))，待核实 \(count(.provisional))，不完整 \(count(.partial))",
      "indicators \(rollUp.observations.count): complete \(count(.complete)), provisional \(count(.provisional)), partial \(count(.partial))"
    )
  }

  private func lights(_ rollUp: RollUp) -> String {
    let own = rollUp.progress.filter { $0.unit == rollUp.unit }
    let words: [(Light, String, String)] = [
      (.done, "完成", "done"), (.green, "绿", "green"), (.greenMarked, "绿（略低）", "green*"),
      (.yellow, "黄", "yellow"),
      (.red, "红", "red"),
    ]
    let parts = words.compactMap { light, chinese, english -> String? in
      let count = own.count { $0.light == light }
      return count == 0 ? nil : "\(text(chinese, english)) \(count)"
    }
    return parts.isEmpty ? "" : text("亮灯：", "lights: ") + parts.joined(separator: text("，", ", "))
  }
}

extension RunReport {
  func json(catalogue: Catalogue, language: Language) -> JSON {
    .object([
      "period": .text(period), "ingested": ingested.json(sheets: ruleSheets, language: language),
      "silentUnits": .array(silentUnits.map { .text($0) }), "baseTables": .array(baseTables.map(JSON.string)),
      "units": .array(units.map { $0.json(language: language) }),
      "later": .array(later.map { $0.json(language: language) }),
    ])
  }
}

extension RunReport.Unit {
  fileprivate func json(language: Language) -> JSON {
    .object([
      "unit": .text(rollUp.unit), "plan": .text(rollUp.plan), "period": .text(rollUp.period),
      "revision": .int(rollUp.revision), "unchanged": .bool(isUnchanged),
      "files": .array(files.map(JSON.string)),
      "missingUnits": .array(rollUp.basis.missingUnits.map { .text($0) }),
      "figures": .array(rollUp.observations.map(\.json)), "progress": .array(rollUp.progress.map(\.json)),
      "findings": .array(findings.map { $0.json(sheets: ruleSheets, language: language) }),
      "amendment": amendment?.json ?? .null,
    ])
  }
}

extension Amendment {
  fileprivate var json: JSON {
    .object([
      "against": .int(against), "sources": .array(sources.map { .text($0) }),
      "changes": .array(
        changes.map {
          .object([
            "task": .text($0.task), "indicator": .text($0.indicator), "item": .string($0.item.rawValue),
            "before": .text($0.before), "after": .text($0.after),
          ])
        }),
    ])
  }
}

extension Observation {
  /// Exact values as text, so that no reader turns them into binary fractions.
  var json: JSON {
    var members: [String: JSON] = [
      "task": .text(task), "indicator": .text(indicator), "status": .string(status.rawValue),
      "completeness": .text(rolled?.completeness.rawValue),
    ]
    for item in FigureItem.allCases { members[item.rawValue] = .text(values[item]) }
    if let coverage = rolled?.coverage {
      members["coverage"] = .object([
        "expected": .int(coverage.expected.count), "reported": .int(coverage.reportedCount),
        "notApplicable": .int(coverage.notApplicable.count), "missing": .int(coverage.missing.count),
        "provisional": .int(coverage.provisional.count),
        "missingUnits": .array(coverage.missing.sorted().map { .text($0) }),
      ])
    } else {
      members["coverage"] = .null
    }
    return .object(members)
  }
}

extension TargetProgress {
  var json: JSON {
    .object([
      "target": .text(target), "indicator": .text(indicator), "unit": .text(unit), "value": .text(value),
      "goal": .text(goal), "progressPercent": .text(progress?.percent), "pacePercent": .text(pace?.percent),
      "light": .string(light.rawValue), "wasBehind": .text(wasBehind),
    ])
  }
}
