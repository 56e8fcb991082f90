import Findings
import ReportModel

/// 单位名录规则：what can be wrong with one row of the unit register; what is wrong between rows, see `UnitChecks`.
enum UnitRowRules {
  static let repeatedUnit = RuleSheet.catalogue(
    "P1101", .hard, "单位代码重复", "单位代码 {value} 已在{first}登记，这一行不起作用。",
    "同一单位只登记一次；确是两个单位的，换一个代码。",
    en: "Unit code given twice",
    "Unit code {value} is already registered at {firstEN}; this row has no effect.",
    "Register a unit once; give another unit another code.")

  static let datesReversed = RuleSheet.catalogue(
    "P1104", .hard, "启用日期不早于停用日期", "单位 {value} 从 {from} 启用，到 {to} 停用，前后颠倒。", "核对两个日期。",
    en: "Unit ends before it begins", "Unit {value} is valid from {from} to {to}.", "Check both dates.")

  static let all = [repeatedUnit, datesReversed]
}

/// Reads the unit register from all its files, in the order of their names; the first row of a code counts.
func readUnits(_ files: [SchemaFile]) throws(SchemasFault) -> ([OrgUnit], [Finding]) {
  var units: [OrgUnit] = []
  var places: [OrgUnitCode: (file: String, line: Int)] = [:]
  var findings: [Finding] = []
  let levels = CellForm.word(OrgLevel.self)
  for file in files {
    var log = CatalogueLog(file: file.name)
    let table = try CatalogueTable(
      file, required: ["code", "name", "level", "reportsTo"], allowsComments: true, log: &log)
    let count = units.count + (table?.rows.count ?? 0)
    units.reserveCapacity(count)
    places.reserveCapacity(count)
    for row in table?.rows ?? [] {
      let code = row.required("code", .unitCode, &log)
      let name = row.required("name", .text, &log)
      let level = row.required("level", levels, &log)
      let known = log.findings.count
      let superior = row.optional("reportsTo", .unitCode, &log)
      let within = row.optional("within", .unitCode, &log)
      let from = row.optional("validFrom", .date, &log)
      let to = row.optional("validTo", .date, &log)
      let successor = row.optional("replacedBy", .unitCode, &log)
      // A superior or a date that was typed and not understood must not pass for none.
      guard let code, let name, let level, log.findings.count == known else { continue }
      if let first = places[code] {
        log.report(
          UnitRowRules.repeatedUnit, line: row.line, column: row.position(of: "code"), value: code.rawValue,
          ["first": "\(first.file) 第 \(first.line) 行", "firstEN": "\(first.file):\(first.line)"])
        continue
      }
      if let from, let to, to <= from {
        log.report(
          UnitRowRules.datesReversed, line: row.line, value: code.rawValue, ["from": from, "to": to])
        continue
      }
      places[code] = (file.name, row.line)
      units.append(
        OrgUnit(
          code: code, name: name, aliases: row.list("aliases"), level: level, reportsTo: superior,
          within: within, validFrom: from, validTo: to, replacedBy: successor))
    }
    findings += log.findings
  }
  return (units, findings)
}
