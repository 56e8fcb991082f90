import Findings
import ReportModel

/// Reads `targets.csv`, a row for each target.
///
/// Where no schedule is typed, flows with a clear cadence go by quarters and everything else has no pace.
func readTargets(
  _ file: SchemaFile, of indicators: [IndicatorDefinition]
) throws(SchemasFault) -> ([TargetDefinition], [Finding]) {
  typealias Definition = TargetDefinition
  var log = CatalogueLog(file: file.name)
  let needed = ["id", "task", "indicator", "quote", "comparator", "value", "measure", "cadence"]
  let table = try CatalogueTable(file, required: needed, log: &log)
  var targets: [TargetDefinition] = []
  for row in table?.rows ?? [] {
    let id = row.required("id", .indicatorID, &log)
    let isGoal = row["task"] == PlanSheets.goal
    let task = isGoal ? nil : row.required("task", .taskID, &log)
    let indicator = row.required("indicator", .indicatorID, &log)
    let quote = row.prose("quote", &log)
    let comparator = row.required(
      "comparator",
      CellForm<Definition.Comparator>.word("at-least", "equal", "about", "range", "full", "outside"), &log)
    let value = row.optional("value", .amount, &log)
    let valueMax = row.optional("valueMax", .amount, &log)
    let tolerance = row.optional("tolerance", .amount, &log)
    let measure = row.filledLabel("measure", CellForm("计量单位", "a measure unit") { $0 }, &log)
    let cadence = row.required(
      "cadence", CellForm<Definition.Cadence>.word("annual", "plan-period", "by-date", "unclear"), &log)
    let by = row.optional("by", .period, &log)
    let schedule = row.optional(
      "schedule", CellForm<Definition.Schedule>.word("linear", "milestones", "yearly", "none"), &log)
    let milestones = row.optional("milestones", .milestones, &log)
    let partOf = row.optional("partOf", .indicatorID, &log)
    let stretch = row.optional("stretch", .truth, &log)
    let baseline = row.optional("baseline", .amount, &log)
    let reading = row.prose("reading", &log).nilIfEmpty
    guard let id, let indicator, let comparator, let cadence else { continue }
    let isFlow = indicators.first { $0.id.rawValue == indicator }?.isFlow ?? false
    let usual: Definition.Schedule = isFlow && cadence != .unclear ? .linear : .none
    targets.append(
      TargetDefinition(
        id: IndicatorID(id), task: task.map { TaskID($0) }, indicator: IndicatorID(indicator), quote: quote,
        comparator: comparator, value: value, valueMax: valueMax, tolerance: tolerance, measure: measure,
        cadence: cadence, by: by, schedule: schedule ?? usual, milestones: milestones ?? [],
        partOf: partOf.map { IndicatorID($0) }, isStretch: stretch ?? false, baseline: baseline,
        reading: reading))
  }
  return (targets, log.findings)
}
