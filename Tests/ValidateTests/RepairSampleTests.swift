import Findings
import ReportModel
import Testing

@testable import Validate

/// One repair's sample: a report that is understood although it was typed another way, and one typed as the form asks.
struct RepairSample: CustomTestStringConvertible, Sendable {
  let code: RuleCode
  let repaired: @Sendable () -> Scenario
  /// `code line:column typed → read as`.
  let expected: [String]
  let plain: @Sendable () -> Scenario
  var testDescription: String { code }

  static let all = [
    RepairSample(
      code: "V1017", repaired: { Scenario("") { ($0.unit, $0.unitName) = (nil, "汉台区") } },
      expected: ["V1017 汉台区 → 610702 汉台区"], plain: { Scenario("") { $0.unitName = "汉台区" } }),
    RepairSample(
      code: "V1018", repaired: { Scenario("") { $0.plan = "汉中市 实施方案" } },
      expected: ["V1018 汉中市 实施方案 → sample-2021"], plain: { Scenario("") }),
    RepairSample(
      code: "V2019", repaired: { Scenario("hz-00 funds measure=元 inPeriod=12345 yearToDate=12345") },
      expected: ["V2019 12345元 → 1.2345万元", "V2019 12345元 → 1.2345万元"],
      plain: { Scenario("hz-00 funds measure=万元 inPeriod=1.2345 yearToDate=1.2345") }),
  ]
}

@Suite("Repairs and their samples") struct RepairSampleTests {
  private func repairs(_ scenario: Scenario) -> [String] {
    let found = identify(scenario.draft, in: scenario.catalogue).repairs + scenario.run().repairs
    return found.map { "\($0.code) \($0.value) → \($0.readAs)" }
  }

  @Test("What is typed another way leaves exactly its trace and no finding", arguments: RepairSample.all)
  func repaired(_ sample: RepairSample) {
    #expect(repairs(sample.repaired()) == sample.expected)
    let findings =
      sample.repaired().run().findings.map(\.code)
      + identify(sample.repaired().draft, in: sample.repaired().catalogue).findings.map(\.code)
    #expect(findings.filter { $0 != "V4007" } == [])
  }

  @Test("What is typed as the form asks leaves none", arguments: RepairSample.all)
  func plain(_ sample: RepairSample) { #expect(repairs(sample.plain()) == []) }

  @Test("Every repair has a sample")
  func complete() {
    #expect(RepairSample.all.map(\.code).sorted() == RepairSheet.all.map(\.code).sorted())
    // The rules' sheets and these are all that the stage has.
    let rules =
      identityRules.map { type(of: $0).sheet.code } + validationRules.map { type(of: $0).sheet.code }
    #expect((rules + RepairSample.all.map(\.code)).sorted() == validationSheets.map(\.code))
  }
}
