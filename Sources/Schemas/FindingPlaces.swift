import Findings
import Formats
import ReportModel

/// 定位：puts file and line to findings that were made from values alone, so that an officer can go there.
///
/// The checks look at a catalogue and not at files; this looks up in the files what a finding speaks of. What
/// cannot be found keeps no place.
///
/// - Throws: `readerFailed`.
package func locate(
  _ findings: [Finding], in files: [SchemaFile]
) throws(SchemasFault) -> [Finding] {
  let places = try CataloguePlaces(files)
  return findings.map { finding in
    guard finding.facts["file"] == nil, let (file, line) = places.place(of: finding) else { return finding }
    var located = finding
    located.facts["file"] = file
    located.facts["line"] = String(line)
    located.place.position = SourcePosition(line: line)
    return located
  }
}

/// 目录位置：where the units, plans, entries and allocations of a catalogue are written.
private struct CataloguePlaces {
  private struct AllocationRow {
    let file: String
    let line: Int
    let cells: [String]
  }

  private struct PlanFile {
    let name: String
    /// Lines by `kind id`; of an id given twice the last, which is the one too many.
    var lines: [String: Int] = [:]
  }

  private var plans: [String: PlanFile] = [:]
  private var units: [String: (file: String, line: Int)] = [:]
  private var allocations: [AllocationRow] = []

  init(_ files: [SchemaFile]) throws(SchemasFault) {
    for file in files.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      if file.isIn("plans", ending: ".xml") {
        do { try addPlan(file) } catch { throw SchemasFault(error) }
      } else if file.isIn("units", ending: ".csv") {
        for row in try Self.rows(of: file, ["code"]) where units[row["code"] ?? ""] == nil {
          units[row["code"] ?? ""] = (file.name, row.line)
        }
      } else if file.isIn("allocations", ending: ".csv") {
        for row in try Self.rows(of: file, ["plan", "target", "unit"]) {
          let cells = ["plan", "target", "unit"].map { row[$0] ?? "" }
          allocations.append(AllocationRow(file: file.name, line: row.line, cells: cells))
        }
      }
    }
  }

  private static func rows(
    of file: SchemaFile, _ columns: [String]
  ) throws(SchemasFault) -> [CatalogueTable.Row] {
    var log = CatalogueLog(file: file.name)
    return try CatalogueTable(file, required: columns, allowsComments: true, log: &log)?.rows ?? []
  }

  private mutating func addPlan(_ file: SchemaFile) throws(FormatFault) {
    guard case .success(let text) = try decodeXMLText(file.bytes),
      case .read(let document, _) = try readXML(text.utf8), let id = document.root.attribute("id"),
      plans[id] == nil
    else { return }
    var plan = PlanFile(name: file.name)
    for index in 0..<document.elementCount {
      let element = document[index]
      switch element.name {
      case "part", "action", "task", "indicator", "target", "check":
        if let id = element.attribute("id") { plan.lines["\(element.name) \(id)"] = element.line }
      case "map":
        let entry = "\(element.attribute("indicator") ?? "") → \(element.attribute("to") ?? "")"
        plan.lines["map \(entry)"] = element.line
      case "crosswalk", "lights": plan.lines[element.name] = element.line
      default: break
      }
    }
    plan.lines["plan"] = document.root.line
    plans[id] = plan
  }

  func place(of finding: Finding) -> (file: String, line: Int)? {
    if AllocationRules.all.contains(where: { $0.code == finding.code }) {
      return allocation(finding).map { ($0.file, $0.line) }
    }
    if let id = finding.facts["plan"] {
      guard let plan = plans[id] else { return nil }
      return keys(of: finding).lazy.compactMap { plan.lines[$0] }.first.map { (plan.name, $0) }
    }
    return finding.place.unit.flatMap { units[$0.rawValue] }
  }

  /// What a finding is about, the nearest first.
  private func keys(of finding: Finding) -> [String] {
    let facts = finding.facts
    var keys: [String] = []
    if let entry = facts["entry"] { keys.append("map \(entry)") }
    if let target = facts["target"] { keys.append("target \(target)") }
    if FormulaRules.all.contains(where: { $0.code == finding.code }), let id = facts["id"] {
      keys.append("check \(id)")
    }
    if let owner = facts["whereEN"] { keys.append(owner) }
    if let kind = facts["kindEN"], let id = finding.place.value { keys.append("\(kind) \(id)") }
    if let indicator = finding.place.indicator { keys.append("indicator \(indicator)") }
    if let task = finding.place.task { keys.append("task \(task)") }
    if facts["yellow"] != nil { keys.append("lights") }
    if finding.code == CrosswalkRules.crosswalkElsewhere.code { keys.append("crosswalk") }
    return keys + ["plan"]
  }

  /// The row that names all that the finding names, else as much of it as any row does.
  private func allocation(_ finding: Finding) -> AllocationRow? {
    let named = Set(
      [
        finding.facts["plan"], finding.facts["target"], finding.facts["unit"], finding.place.value,
      ].compactMap { $0 })
    var best: (row: AllocationRow, count: Int)?
    for row in allocations {
      let count = row.cells.count { named.contains($0) }
      if count > best?.count ?? 0 { best = (row, count) }
    }
    return best?.row
  }
}
