import ArgumentParser
import Findings
import Pipeline
import ReportModel

struct UnitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "units", abstract: "单位名录：查代码、名称、隶属。Lists the unit register.")

  @OptionGroup var global: GlobalOptions
  @Option(help: ArgumentHelp("不在工作区时用哪个 Schemas。", valueName: "dir")) var schemas: String?
  @Option(help: ArgumentHelp("只列某单位及其以下。", valueName: "code")) var under: String?
  @Argument(help: "代码或名称的一部分。") var text: String?

  func run() throws {
    try global.perform {
      let desk = try PlanDesk.open(workspace: global.workspace, schemas: schemas)
      let register = desk.catalogue.units
      var units = register.units.values.sorted { $0.code < $1.code }
      if let under {
        let root = try desk.catalogue.findUnit(under).code
        units = units.filter { register.contains($0.code, under: root) }
      }
      if let text {
        units = units.filter { unit in
          unit.code.rawValue.hasPrefix(text) || unit.name.contains(text)
            || unit.aliases.contains { $0.contains(text) }
        }
      }
      if units.isEmpty, let text { throw PipelineFault.unknownUnit(text) }
      if global.json {
        try JSON.array(
          units.map { unit in
            .object([
              "code": .text(unit.code), "name": .string(unit.name),
              "aliases": .array(unit.aliases.map(JSON.string)),
              "level": .string(unit.level.rawValue), "reportsTo": .text(unit.reportsTo),
              "within": .text(unit.within),
              "validFrom": .text(unit.validFrom), "validTo": .text(unit.validTo),
              "replacedBy": .text(unit.replacedBy),
            ])
          }
        ).print()
        return
      }
      global.console.table(
        units.map { unit in
          [
            unit.code.rawValue, unit.name, unit.level.word(global.lang),
            unit.reportsTo.map { "→ \(register.name(of: $0))" } ?? "",
            unit.replacedBy.map { global.console.text("已撤销，现为 \($0)", "replaced by \($0)") }
              ?? unit.within.map {
                global.console.text("位于 \(register.name(of: $0))", "within \(register.name(of: $0))")
              } ?? "",
          ]
        }, indent: "")
    }
  }
}

extension OrgLevel {
  func word(_ language: Language) -> String {
    guard language == .zh else { return rawValue }
    return switch self {
    case .nation: "国家"
    case .province: "省"
    case .city: "市"
    case .county: "区县"
    case .town: "镇街"
    case .department: "部门"
    case .collective: "集合"
    }
  }
}
