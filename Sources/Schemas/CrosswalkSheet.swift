import Findings
import ReportModel

/// Reads `crosswalk.csv`, a row for each entry.
///
/// - Parameter isNeeded: whether `plan.csv` names the superior's plan or cannot be read; rows without it are a finding.
func readCrosswalk(
  _ file: SchemaFile, isNeeded: Bool
) throws(SchemasFault) -> ([CrosswalkEntry], [Finding]) {
  var log = CatalogueLog(file: file.name)
  let table = try CatalogueTable(file, required: ["indicator", "to", "relation"], log: &log)
  var entries: [CrosswalkEntry] = []
  for row in table?.rows ?? [] {
    let indicator = row.required("indicator", .indicatorID, &log)
    let to = row.required("to", .indicatorID, &log)
    let relation = row.required(
      "relation", CellForm<CrosswalkEntry.Relation>.word("same", "narrower", "related"), &log)
    let factor = row.optional("factor", .amount, &log)
    let reason = row.prose("reason", &log)
    guard let indicator, let to, let relation else { continue }
    entries.append(
      CrosswalkEntry(
        indicator: IndicatorID(indicator), to: IndicatorID(to), relation: relation, factor: factor,
        reason: reason))
  }
  if !isNeeded, !entries.isEmpty {
    log.report(
      FileRules.emptyCell,
      ["column": "plan.csv/crosswalkTo", "expected": "上级方案的标识", "expectedEN": "the superior's plan id"])
  }
  return (entries, log.findings)
}
