import Findings
import ReportModel
import Testing

@testable import Schemas

struct PlanXMLTests {
  @Test("The shipped catalogue is read without a finding")
  func shippedCatalogue() throws {
    let (catalogue, findings) = try readCatalogue(Repository.schemaFiles(), digest: Repository.digest)
    #expect(findings == [])
    #expect(catalogue.plans.map(\.id) == Repository.planIDs)
  }

  @Test("Every shipped plan is in canonical form", arguments: Repository.planIDs)
  func canonical(id: PlanID) throws {
    let bytes = try Repository.bytes("Schemas/plans/\(id).xml")
    let rendered = renderPlan(try Repository.plan(id))
    #expect(String(decoding: rendered, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
    #expect(rendered == bytes)
  }
}
