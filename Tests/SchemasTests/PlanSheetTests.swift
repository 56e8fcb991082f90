import Findings
import Formats
import Foundation
import ReportModel
import Testing

@testable import Schemas

struct PlanSheetTests {
  private static let empty = Catalogue(units: UnitRegister([]), measures: MeasureTable([]), plans: [])

  @Test("A shipped plan survives export and import byte for byte", arguments: Repository.planIDs)
  func shippedRoundTrip(id: PlanID) throws {
    let catalogue = try Repository.catalogue()
    let plan = try #require(catalogue.plan(id))
    let (read, findings) = try importPlan(exportPlan(plan, in: catalogue))
    #expect(findings == [])
    #expect(renderPlan(try #require(read)) == (try Repository.bytes("Schemas/plans/\(id).xml")))
  }

  @Test("A thousand awkward plans survive XML and CSV")
  func randomRoundTrip() throws {
    let schema = try Repository.bytes("Schemas/plan.xsd")
    for seed in 0..<1000 as Range<UInt64> {
      var random = RandomPlan(seed: seed)
      let plan = random.plan()
      let xml = renderPlan(plan)
      let (reread, problems) = try readPlan(SchemaFile(name: "plans/x.xml", bytes: xml), schema: schema)
      try #require(problems == [], "seed \(seed)")
      try #require(renderPlan(try #require(reread)) == xml, "XML of seed \(seed)")
      let sheets = exportPlan(plan, in: Self.empty)
      let (imported, findings) = try importPlan(sheets)
      try #require(findings == [], "seed \(seed)")
      try #require(renderPlan(try #require(imported)) == xml, "CSV of seed \(seed)")
      try #require(
        exportPlan(try #require(imported), in: Self.empty).map(\.bytes) == sheets.map(\.bytes), "seed \(seed)"
      )
    }
  }
}
