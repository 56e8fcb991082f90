import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "方案：检查、查看、导出、导入。Checks, shows, exports, imports plans.",
    subcommands: [Check.self, Show.self, Export.self, Import.self])

  struct Options: ParsableArguments {
    @Option(help: ArgumentHelp("不在工作区时用哪个 Schemas。", valueName: "dir")) var schemas: String?
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "检查方案和单位名录有没有错。Checks plans and units.")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: Options
    @Argument(help: "方案标识；不写为全部。") var plans: [String] = []

    func run() throws {
      var isBroken = false
      try global.perform {
        let desk = try PlanDesk.open(workspace: global.workspace, schemas: options.schemas)
        let findings = try desk.check(plans)
        isBroken = findings.contains { $0.severity == .hard }
        if global.json {
          try JSON.object([
            "findings": .array(findings.map { $0.json(sheets: ruleSheets, language: global.lang) })
          ])
          .print()
          return
        }
        global.console.forProblems.show(findings)
        global.console.line(
          "检查了 \(desk.catalogue.plans.count) 个方案、\(desk.catalogue.units.units.count) 个单位，\(findings.count) 处问题。",
          "Checked \(desk.catalogue.plans.count) plans and \(desk.catalogue.units.units.count) units: \(findings.count) findings."
        )
      }
      if isBroken { throw ExitCode(1) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "显示方案的任务分工表、指标和目标。Shows a plan.")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: Options
    @Argument(help: "方案标识，如 hanzhong-2022；不写为列出全部。") var plan: String?

    func run() throws {
      try global.perform {
        let desk = try PlanDesk.open(workspace: global.workspace, schemas: options.schemas)
        guard let plan else {
          if global.json {
            try JSON.object(["plans": .array(desk.catalogue.plans.map { .text($0.id) })]).print()
          }
          global.console.table(
            desk.catalogue.plans.map {
              [
                $0.id.rawValue, desk.catalogue.units.name(of: $0.unit), "\($0.firstYear)–\($0.lastYear)",
                $0.title,
              ]
            })
          return
        }
        let shown = try desk.plan(plan)
        if global.json {
          try shown.json.print()
        } else {
          global.console.show(shown, units: desk.catalogue.units)
        }
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "导出为表格（CSV），供 Excel/WPS 修改。Writes the plan's tables.")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: Options
    @Argument(help: "方案标识。") var plan: String
    @Argument(help: "写到哪个目录。") var directory: String

    func run() throws {
      try global.perform {
        let desk = try PlanDesk.open(workspace: global.workspace, schemas: options.schemas)
        let names = try desk.export(plan, to: directory)
        if global.json { try JSON.object(["files": .array(names.map(JSON.string))]).print() }
        global.console.line(
          "已导出 \(plan)：\(names.joined(separator: "、")) → \(directory)",
          "Exported \(plan): \(names.joined(separator: ", ")) → \(directory)")
      }
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "把改好的表格导入为方案。Reads the tables back into a plan.")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: Options
    @Argument(help: "表格所在目录。") var directory: String

    func run() throws {
      var isBroken = false
      try global.perform {
        let desk = try PlanDesk.open(workspace: global.workspace, schemas: options.schemas)
        let (path, findings) = try desk.importPlan(from: directory)
        isBroken = path == nil
        if global.json {
          try JSON.object([
            "plan": .text(path),
            "findings": .array(findings.map { $0.json(sheets: ruleSheets, language: global.lang) }),
          ]).print()
          return
        }
        global.console.forProblems.show(findings)
        if let path {
          global.console.line("已导入 → \(path)", "Imported → \(path)")
        } else {
          global.console.line("没有导入，原方案未动。请改正上列各处再试。", "Not imported; the plan is as it was.")
        }
      }
      if isBroken { throw ExitCode(1) }
    }
  }
}

extension Console {
  /// Findings of the catalogue: which file, where, what.
  func show(_ findings: [Finding]) {
    for finding in findings {
      let file = finding.facts["file"] ?? finding.facts["plan"] ?? ""
      let position = finding.place.position
      let place = position.line > 0 ? "\(file):\(position.line)" : file
      let severity = language == .zh ? finding.severity.chinese : finding.severity.english
      line("\(place)  \(finding.code) \(severity)  \(ruleSheets.message(of: finding, in: language))")
      line("  \(text("处理：", "Remedy: "))\(ruleSheets.remedy(of: finding, in: language))")
    }
  }

  func show(_ plan: Plan, units: UnitRegister) {
    func names(_ groups: [UnitGroup], _ role: UnitGroup.Role) -> String {
      groups.filter { $0.role == role }
        .map { $0.units.map { units.name(of: $0) }.joined(separator: text("、", ", ")) }
        .joined(separator: text("，", "; "))
    }
    line("\(plan.title)（\(plan.id)）", "\(plan.title) (\(plan.id))")
    let years = "\(units.name(of: plan.unit)) · \(plan.firstYear)–\(plan.lastYear)"
    line(
      "  制定单位 \(years) · 规划期累计自 \(plan.cumulativeFrom)",
      "  plan of \(years) · plan-period cumulatives from \(plan.cumulativeFrom)")
    line("  \(plan.source)")
    func show(_ task: PlanTask, indent: String) {
      line("\(indent)\(task.id) \(task.title)")
      line("\(indent)  \(task.text)")
      let lead = names(task.units, .lead)
      let responsible = names(task.units, .responsible)
      if !lead.isEmpty { line("\(indent)  牵头单位：\(lead)", "\(indent)  lead: \(lead)") }
      if !responsible.isEmpty {
        line("\(indent)  责任单位：\(responsible)", "\(indent)  responsible: \(responsible)")
      }
      for indicator in plan.indicators where indicator.task == task.id {
        line(
          "\(indent)  · \(indicator.id) \(indicator.name)（\(indicator.measure)，\(indicator.kind.chinese)，\(indicator.timeFunction.chinese)，\(indicator.basis.chinese)）",
          "\(indent)  · \(indicator.id) \(indicator.name) (\(indicator.measure), \(indicator.kind.rawValue), \(indicator.timeFunction.rawValue), \(indicator.basis.rawValue))"
        )
        for target in plan.targets where target.indicator == indicator.id {
          line(
            "\(indent)    目标 \(target.value?.description ?? "—") \(target.measure)：“\(target.quote)”",
            "\(indent)    target \(target.value?.description ?? "—") \(target.measure): “\(target.quote)”")
        }
      }
    }
    show(plan.matrix.general, indent: "")
    for part in plan.matrix.parts {
      line()
      line("\(part.label ?? "")\(part.title)")
      for action in part.actions {
        line(" \(action.label ?? "")\(action.title)")
        let lead = names(action.units, .lead)
        let support = names(action.units, .support)
        if !lead.isEmpty { line("   牵头单位：\(lead)", "   lead: \(lead)") }
        if !support.isEmpty { line("   按职责分工负责：\(support)", "   supporting: \(support)") }
        for task in action.tasks { show(task, indent: "  ") }
      }
    }
    if !plan.formulas.isEmpty {
      line()
      line("审核公式", "audit formulas")
      table(
        plan.formulas.map { formula in
          let severity = formula.isTrial ? text("试行", "trial") : formula.severity.word(language)
          return [formula.id, severity, formula.text, formula.meaning]
        })
    }
    if let crosswalk = plan.crosswalk {
      line()
      line("与 \(crosswalk.to) 的指标对照", "crosswalk to \(crosswalk.to)")
      table(crosswalk.entries.map { [$0.indicator.rawValue, "→ \($0.to)", $0.relation.rawValue, $0.reason] })
    }
  }
}

extension AuditFormula.Severity {
  fileprivate func word(_ language: Language) -> String {
    let severity: Findings.Severity =
      switch self {
      case .hard: .hard
      case .soft: .soft
      case .note: .note
      }
    return language == .zh ? severity.chinese : severity.english
  }
}

extension IndicatorDefinition.Kind {
  fileprivate var chinese: String {
    switch self {
    case .count: "计数"
    case .amount: "数值"
    case .ratio: "比率"
    case .coverage: "覆盖率"
    case .survey: "调查公布数"
    }
  }
}

extension IndicatorDefinition.TimeFunction {
  fileprivate var chinese: String { self == .flow ? "时期数" : "时点数" }
}

extension IndicatorDefinition.Basis {
  fileprivate var chinese: String {
    switch self {
    case .sum: "本级与下级相加"
    case .line: "条线全口径"
    case .own: "只有本级"
    }
  }
}

extension Plan {
  var json: JSON {
    .object([
      "id": .text(id), "title": .string(title), "unit": .text(unit), "parent": .text(parent),
      "programme": .text(programme), "cumulativeFrom": .string(cumulativeFrom),
      "tasks": .array(
        matrix.tasks.map { task in
          .object([
            "id": .text(task.id), "title": .string(task.title), "mainTask": .text(task.mainTask),
            "place": .string(task.place),
            "text": .string(task.text),
            "units": .array(
              task.units.map {
                .object(["role": .string($0.role.rawValue), "units": .array($0.units.map { .text($0) })])
              }),
          ])
        }),
      "indicators": .array(
        indicators.map { indicator in
          .object([
            "id": .text(indicator.id), "task": .text(indicator.task), "name": .string(indicator.name),
            "measure": .string(indicator.measure), "kind": .string(indicator.kind.rawValue),
            "timeFunction": .string(indicator.timeFunction.rawValue),
            "unitFunction": .string(indicator.unitFunction.rawValue),
            "basis": .string(indicator.basis.rawValue),
            "reportedBy": .string(indicator.reportedBy.rawValue),
          ])
        }),
      "checks": .array(
        formulas.map {
          .object([
            "id": .string($0.id), "formula": .string($0.text), "severity": .string($0.severity.rawValue),
            "trial": .bool($0.isTrial), "on": .string($0.subject.rawValue), "text": .string($0.meaning),
          ])
        }),
      "targets": .array(
        targets.map { target in
          .object([
            "id": .text(target.id), "task": .text(target.task), "indicator": .text(target.indicator),
            "quote": .string(target.quote), "comparator": .string(target.comparator.rawValue),
            "value": .text(target.value),
            "valueMax": .text(target.valueMax), "measure": .string(target.measure),
            "cadence": .string(target.cadence.rawValue),
          ])
        }),
    ])
  }
}
