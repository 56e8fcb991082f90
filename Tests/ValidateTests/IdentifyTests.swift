import Findings
import ReportModel
import Testing

@testable import Validate

@Suite("Who a report is from")
struct IdentifyTests {
  private func identified(_ change: (inout Scenario) -> Void) -> Identification {
    let scenario = Scenario("", change)
    return identify(scenario.draft, in: scenario.catalogue)
  }

  @Test("A code is taken as it stands, with nothing to report")
  func code() {
    let result = identified { _ in }
    #expect(
      result.identity
        == SubmissionIdentity(unit: "610702", plan: "sample-2021", period: .q("2021-Q1"), scope: .own))
    #expect(result.findings.isEmpty && result.repairs.isEmpty)
  }

  @Test("A name or an alias becomes the code, as a repair", arguments: ["汉台区", "汉中市汉台区", "汉中市 汉台区", "　汉台区"])
  func name(_ name: String) {
    let result = identified { ($0.unit, $0.unitName) = (nil, name) }
    #expect(result.unit == "610702")
    #expect(result.findings.isEmpty)
    #expect(result.repairs.map(\.code) == ["V1017"])
    #expect(result.repairs.map(\.readAs) == ["610702 汉台区"])
  }

  @Test("610322 is understood as 610305, noted, and no repair besides", arguments: ["凤翔县", "凤翔区", nil])
  func abolished(_ name: String?) {
    let result = identified { ($0.unit, $0.unitName) = ("610322", name) }
    #expect(result.unit == "610305")
    #expect(result.findings.map(\.code) == ["V1004"])
    #expect(result.repairs.isEmpty)
  }

  @Test("The name of an abolished unit is the unit's in force")
  func abolishedName() {
    #expect(identified { ($0.unit, $0.unitName) = (nil, "凤翔县") }.unit == "610305")
  }

  @Test("Of several units with one name the typed plan can choose")
  func ambiguousByPlan() {
    var local = SamplePlan.plan
    (local.id, local.unit) = ("nanzheng-2021", "610703")
    let catalogue = Catalogue(
      units: SamplePlan.units, measures: SamplePlan.measures, plans: [SamplePlan.plan, local])
    let result = identified {
      ($0.unit, $0.unitName, $0.plan, $0.catalogue) = (nil, "城关镇", "nanzheng-2021", catalogue)
    }
    #expect(result.unit == "610703")
    #expect(result.plan == "nanzheng-2021")
  }

  @Test("A plan that was not typed is the unit's only one; a title is as good as an id")
  func plan() {
    #expect(identified { $0.plan = nil }.plan == "sample-2021")
    let byTitle = identified { $0.plan = "汉中市 实施方案" }
    #expect(byTitle.plan == "sample-2021")
    #expect(byTitle.repairs.map(\.code) == ["V1018"])
  }

  @Test("An unknown plan is found fault with, and the rest is checked against the unit's own")
  func unknownPlan() {
    let result = identified { $0.plan = "sample-2012" }
    #expect(result.plan == "sample-2021")
    #expect(result.findings.map(\.code) == ["V1005"])
  }

  @Test("A department reports on its area's plan, under its own code")
  func department() {
    #expect(identified { ($0.unit, $0.plan) = ("610700-jyj", nil) }.identity?.unit == "610700-jyj")
  }

  @Test("Without unit or period a file cannot be identified; without a plan it is returned")
  func outcomes() {
    #expect(identified { $0.unit = "610799" }.outcome == .unreadable)
    #expect(identified { $0.period = nil }.outcome == .unreadable)
    let noPlan = identified { ($0.unit, $0.plan) = ("610300", nil) }
    #expect(noPlan.identity == nil)
    #expect(noPlan.outcome == .returned)
  }

  @Test("What is known is there, each on its own")
  func half() {
    let result = identified { ($0.unit, $0.scope) = ("610799", .rollup) }
    #expect(result.unit == nil && result.plan == nil)
    #expect(result.period == .q("2021-Q1"))
    #expect(result.scope == .rollup)
  }

  @Test("What the reader says about an absent unit or period is not said again")
  func readersMatter() {
    #expect(identified { ($0.unit, $0.unitName) = (nil, nil) }.findings.isEmpty)
    #expect(identified { $0.period = nil }.findings.isEmpty)
  }

  @Test(
    "A credit code is judged by its check digit, and fifteen digits are named as the cause",
    arguments: [
      ("91350100M000100Y43", nil), ("91350100M000100Y44", "校验位不符"), ("91350100M000100Y4", "应为 18 位，现为 17 位"),
      ("91350100M000100I43", "含有不允许的字符（不用 I、O、S、V、Z）"),
      ("121234567890123000", "末三位是 000，是表格软件只保留十五位数字造成的"), ("1.23457E+17", "被表格软件改成了科学记数法"),
    ])
  func creditCode(_ code: String, _ fault: String?) {
    #expect(CreditCode.fault(in: code)?.chinese == fault)
  }
}
