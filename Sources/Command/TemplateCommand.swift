import ArgumentParser
import Findings
import Foundation
import Pipeline
import ReportModel

extension FormFormat: ExpressibleByArgument {}

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "表样：一个单位一个季度要填的表，已知的（上期累计、目标值等）都填好。Writes the form to fill in.",
    discussion: """
      不写 -o 的输出到屏幕。在工作区里用登记库中以前各季度的数；报送单位没有工作区的，用 --schemas 指明 Schemas 目录。
      填好以后用 cengbao check 自查。Standard output unless -o; in a workspace earlier quarters are prefilled.
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: "单位代码、名称或别名。") var unit: String
  @Argument(help: "报告期，如 2024-Q3。") var period: String
  @Option(help: ArgumentHelp("csv、xml 或 xlsx（工作簿，带锁定、下拉列表和盖章页，用 -o 写到文件）。", valueName: "csv|xml|xlsx"))
  var format: FormFormat = .csv
  @Option(help: ArgumentHelp("按哪个方案；只有一个的不用写。The plan, where there are several.", valueName: "id"))
  var plan: String?
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写到这个文件；已有别的内容的不覆盖。", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("不在工作区时用哪个 Schemas。", valueName: "dir")) var schemas: String?

  func run() throws {
    try global.perform {
      let prepared = try prepareForm(
        for: unit, Period.parse(period), plan: plan, format: format, language: global.lang, output: output,
        workspace: global.workspace, schemas: schemas, clock: global.clock())
      if global.json {
        try prepared.json(format: format).print()
        return
      }
      let form = prepared.form
      guard let path = prepared.path else {
        if format == .xlsx, isatty(STDOUT_FILENO) == 1 {
          throw ValidationError(
            global.lang == .zh
              ? "工作簿不能显示在屏幕上。请加 -o 文件名.xlsx。" : "A workbook cannot be shown on a screen. Add -o FILE.xlsx.")
        }
        FileHandle.standardOutput.write(Data(prepared.bytes))
        return
      }
      global.console.line(
        "\(form.unitName) \(form.period) 的表：\(form.figures.count) 项指标、\(form.tasks.count) 个任务 → \(path)",
        "The form of \(form.unitName) for \(form.period): \(form.figures.count) figures, \(form.tasks.count) tasks → \(path)"
      )
    }
  }
}

extension PreparedForm {
  fileprivate func json(format: FormFormat) -> JSON {
    .object([
      "unit": .text(form.unit), "name": .string(form.unitName), "plan": .text(form.plan),
      "period": .text(form.period), "due": .text(form.due?.iso8601), "format": .string(format.rawValue),
      "file": .text(path),
      "tasks": .array(
        form.tasks.map { task in
          .object([
            "task": .text(task.id), "title": .string(task.title),
            "lastStatus": .text(task.lastStatus?.rawValue),
            "status": .text(task.status?.rawValue), "figures": .array(task.figures.map(\.json)),
          ])
        }),
    ])
  }
}

extension ReportForm.Figure {
  fileprivate var json: JSON {
    .object([
      "indicator": .text(definition.id), "name": .string(definition.name),
      "measure": .string(definition.measure), "asked": .array(asked.map { .string($0.rawValue) }),
      "known": .object([
        "yearToDate": .text(known.yearToDate), "planToDate": .text(known.planToDate),
        "atEnd": .text(known.atEnd), "denominator": .text(known.denominator), "since": .text(known.since),
        "gap": .bool(known.hasGap),
      ]),
      "goals": .array(
        goals.map {
          .object([
            "target": .text($0.target.id), "value": .text($0.target.value),
            "valueMax": .text($0.target.valueMax), "measure": .string($0.target.measure),
            "cadence": .string($0.target.cadence.rawValue), "allocated": .text($0.allocated),
          ])
        }),
    ])
  }
}
