import Findings
import ReportModel
import Testing

@testable import Schemas

struct FindingPlaceTests {
  /// The small catalogue written to files, then read back; what the checks find there is then looked up.
  private func located(_ spoil: (inout SmallCatalogue) -> Void) throws -> [String] {
    var small = SmallCatalogue()
    spoil(&small)
    let unitRows = small.units.map {
      "\($0.code),\($0.name),\($0.aliases.joined(separator: ";")),\($0.level.rawValue),\($0.reportsTo?.rawValue ?? "")"
    }
    let allocationRows = small.allocations.map { "\($0.plan),\($0.target),\($0.unit),\($0.value)" }
    let files = [
      SchemaFile(
        name: "units/all.csv",
        bytes: Array((["code,name,aliases,level,reportsTo"] + unitRows).joined(separator: "\n").utf8)),
      SchemaFile(
        name: "allocations/city.csv",
        bytes: Array((["plan,target,unit,value"] + allocationRows).joined(separator: "\n").utf8)),
      SchemaFile(name: "plans/a.xml", bytes: renderPlan(small.city)),
      SchemaFile(name: "plans/b.xml", bytes: renderPlan(small.province)),
    ]
    let findings = try locate(checkCatalogue(small.catalogue), in: files)
    return findings.map { finding in
      let name = finding.facts["file"] ?? "?"
      let file = files.first { $0.name == name }
      let lines = String(decoding: file?.bytes ?? [], as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      let line = finding.place.position.line
      let text = lines.indices.contains(line - 1) ? lines[line - 1].trimmingPrefix(while: { $0 == " " }) : ""
      return "\(finding.code) \(name) \(text.prefix(34))"
    }
  }

  @Test("A finding of the checks is found again in the file that it is about")
  func places() throws {
    #expect(
      try located {
        $0.units.append(OrgUnit(code: "610704", name: "甲县", level: .county, reportsTo: "619900"))
      }
        == ["P1102 units/all.csv 610704,甲县,,county,619900"])
    #expect(
      try located { $0.task { $0.units[1].units.append("610700-xx") } }
        == ["P1303 plans/a.xml <task id=\"hz-01\" title=\"任务\" place="])
    #expect(
      try located { $0.city.matrix.parts[0].actions[0].units[0].units.append("610000-jyt") }
        == ["P1305 plans/a.xml <action id=\"action-1\" kind=\"action"])
    #expect(
      try located { $0.indicator("stock") { $0.decimals = 1 } }
        == ["P1417 plans/a.xml <indicator id=\"stock\" task=\"hz-00\""])
    #expect(
      try located { $0.target("trained-b-target") { $0.value = 3 } }
        == ["P1516 plans/a.xml <target id=\"trained-target\" task=\""])
    #expect(
      try located { try? $0.ask("trained > trained-x") }
        == ["P1802 plans/a.xml <check id=\"formula\" severity=\"soft"])
    #expect(
      try located { $0.entry(3) { $0.relation = .narrower } }
        == ["P1610 plans/a.xml <map indicator=\"trained-a\" to=\"tra"])
    #expect(
      try located { $0.city.parent = "nothing" } == ["P1601 plans/a.xml <plan xmlns=\"urn:cengbao:plan:1\" i"]
    )
    #expect(
      try located {
        $0.allocations.append(
          TargetAllocation(plan: "city", target: "trained-target", unit: "610799", value: 1))
      } == ["P1214 allocations/city.csv city,trained-target,610799,1"])
  }

  @Test("What is found while reading keeps its own place")
  func readingFindings() throws {
    let files = try Repository.schemaFiles().filter { $0.name != "calendar.csv" }
    let (_, findings) = try readCatalogue(files, digest: Repository.digest)
    #expect(findings.map(\.code) == ["P1011"])
    #expect(try locate(findings, in: files) == findings)
  }
}
