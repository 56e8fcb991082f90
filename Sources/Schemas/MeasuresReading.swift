import Findings
import ReportModel

/// 计量单位表规则.
enum MeasureRules {
  static let repeatedMeasure = RuleSheet.catalogue(
    "P1201", .hard, "计量单位重复", "计量单位“{value}”前面已经有了，这一行不起作用。", "删去其中一行。",
    en: "Measure unit given twice", "Measure unit “{value}” is already there; this row has no effect.",
    "Delete one of the rows.")

  static let all = [repeatedMeasure]
}

/// Reads `measures.csv`: `symbol,dimension,powerOfTen`.
func readMeasures(_ file: SchemaFile) throws(SchemasFault) -> ([MeasureUnit], [Finding]) {
  var log = CatalogueLog(file: file.name)
  let table = try CatalogueTable(
    file, required: ["symbol", "dimension", "powerOfTen"], allowsComments: true, log: &log)
  var measures: [MeasureUnit] = []
  var seen: Set<String> = []
  for row in table?.rows ?? [] {
    let symbol = row.required("symbol", .text, &log)
    let dimension = row.required("dimension", .text, &log)
    let power = row.required("powerOfTen", .number(-12...12), &log)
    guard let symbol, let dimension, let power else { continue }
    guard seen.insert(symbol).inserted else {
      log.report(
        MeasureRules.repeatedMeasure, line: row.line, column: row.position(of: "symbol"), value: symbol)
      continue
    }
    measures.append(MeasureUnit(symbol: symbol, dimension: dimension, powerOfTen: power))
  }
  return (measures, log.findings)
}
