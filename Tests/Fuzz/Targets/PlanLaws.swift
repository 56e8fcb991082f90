import Findings
import ReportModel
import Schemas

extension FuzzGround {
  /// Reads a plan, checks it, and takes it through XML and CSV back to itself.
  func checkPlan(_ bytes: [UInt8], _ laws: inout Laws) throws {
    let (plan, findings) = try readPlan(SchemaFile(name: "plans/x.xml", bytes: bytes), schema: planSchema)
    laws.requireWords(for: findings, in: sheets)
    guard let plan else {
      laws.require(!findings.isEmpty, "neither a plan nor a finding")
      return
    }
    laws.requireWords(for: Schemas.checkPlan(plan, in: catalogue), in: sheets)
    let xml = renderPlan(plan)
    let (reread, problems) = try readPlan(SchemaFile(name: "plans/x.xml", bytes: xml), schema: planSchema)
    laws.require(
      reread.map(renderPlan) == xml, "another plan after XML: \(problems.first.map { "\($0)" } ?? "")")
    let (imported, troubles) = try importPlan(exportPlan(plan, in: catalogue))
    laws.requireWords(for: troubles, in: sheets)
    laws.require(
      imported.map(renderPlan) == xml, "another plan after CSV: \(troubles.first.map { "\($0)" } ?? "")")
  }

  /// Several files in one input, each behind a line `=== name`.
  func checkCatalogueFiles(_ bytes: [UInt8], _ laws: inout Laws) throws {
    var files: [SchemaFile] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: "=== ".utf8) {
        files.append(SchemaFile(name: String(decoding: line.dropFirst(4), as: UTF8.self), bytes: []))
      } else if !files.isEmpty {
        files[files.count - 1].bytes += line
        files[files.count - 1].bytes.append(0x0A)
      }
    }
    let (plan, troubles) = try importPlan(files, units: catalogue.units)
    laws.requireWords(for: troubles, in: sheets)
    if let plan {
      let (again, problems) = try importPlan(exportPlan(plan, in: catalogue))
      laws.require(
        again.map(renderPlan) == renderPlan(plan),
        "another plan after CSV: \(problems.first.map { "\($0)" } ?? "")")
    }
    let others = files.filter { $0.baseName != "plan.xsd" && !$0.name.hasSuffix(".xml") }
    let schema = SchemaFile(name: "plan.xsd", bytes: planSchema)
    let (made, findings) = try readCatalogue(others + [schema]) { _ in "" }
    laws.requireWords(for: findings, in: sheets)
    laws.requireWords(for: Schemas.checkCatalogue(made), in: sheets)
  }
}
