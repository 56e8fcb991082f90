import Findings
import ReportModel

/// Reads `indicators.csv`, a row for each indicator.
func readIndicators(
  _ file: SchemaFile, _ names: UnitNames
) throws(SchemasFault) -> ([IndicatorDefinition], [Finding]) {
  typealias Definition = IndicatorDefinition
  var log = CatalogueLog(file: file.name)
  let needed = [
    "id", "task", "name", "measure", "kind", "decimals", "timeFunction", "unitFunction", "dataOwners",
    "reportedBy", "basis", "withinUnit",
  ]
  let table = try CatalogueTable(file, required: needed, log: &log)
  var indicators: [IndicatorDefinition] = []
  for row in table?.rows ?? [] {
    let id = row.required("id", .indicatorID, &log)
    let task = row.required("task", .taskID, &log)
    let name = row.filledLabel("name", CellForm("指标名称", "the indicator's name") { $0 }, &log)
    let measure = row.filledLabel("measure", CellForm("计量单位", "a measure unit") { $0 }, &log)
    let kind = row.required(
      "kind", CellForm<Definition.Kind>.word("count", "amount", "ratio", "coverage", "survey"), &log)
    let decimals = row.required("decimals", .number(0...6), &log)
    let time = row.required("timeFunction", CellForm<Definition.TimeFunction>.word("flow", "stock"), &log)
    let fold = row.required(
      "unitFunction", CellForm<Definition.UnitFunction>.word("sum", "max", "min", "ratio-of-sums", "none"),
      &log)
    let basis = row.required("basis", CellForm<Definition.Basis>.word("sum", "line", "own"), &log)
    let within = row.required("withinUnit", CellForm<Definition.WithinUnit>.word("owner", "sum"), &log)
    let reporters = row.required(
      "reportedBy", CellForm<Definition.ReportedBy>.word("areas", "departments", "both"), &log)
    let asked = row.optional(
      "asked", CellForm<Definition.Asked>.word("quarterly", "yearly", "when-published"), &log)
    let carry = row.optional("carry", .truth, &log)
    let partOf = row.optional("partOf", .indicatorID, &log)
    let parts = row.optional("parts", CellForm<Definition.PartsRule>.word("equal", "within"), &log)
    let severity = row.optional(
      "partsSeverity", CellForm<Definition.PartsSeverity>.word("hard", "soft"), &log)
    let maximum = row.optional("maximum", .amount, &log)
    let owners = names.codes(Substring(row["dataOwners"] ?? ""), row, "dataOwners", &log)
    let definition = row.prose("definition", &log)
    let reading = row.prose("reading", &log).nilIfEmpty
    guard let id, let task, let kind, let decimals, let time, let fold, let basis, let within, let reporters
    else { continue }
    indicators.append(
      IndicatorDefinition(
        id: IndicatorID(id), task: TaskID(task), name: name, measure: measure, kind: kind,
        decimals: decimals,
        timeFunction: time, unitFunction: fold, basis: basis, withinUnit: within, dataOwners: owners,
        reportedBy: reporters, asked: asked ?? .quarterly, carry: carry ?? false,
        partOf: partOf.map { IndicatorID($0) }, parts: parts, partsSeverity: severity ?? .hard,
        maximum: maximum, definition: definition, reading: reading))
  }
  return (indicators, log.findings)
}
