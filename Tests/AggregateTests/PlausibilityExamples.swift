import Findings
import ReportModel
import TestKit
import Testing

/// 汇总合理性：city X with counties A and B, and a plan that knows how its figures hang together.
@Suite("What totals are asked when all of them are there")
struct PlausibilityExamples {
  private func world(_ formulas: [AuditFormula]) -> World {
    var plan = Plan.plan("x-plan", of: "X", indicators: [.flow("whole"), .flow("one"), .flow("two")])
    plan.formulas = formulas
    return World(
      units: [.unit("X", .city), .unit("A", .county, under: "X"), .unit("B", .county, under: "X")],
      plans: [plan])
  }

  private func report(_ unit: OrgUnitCode, _ whole: Amount, _ one: Amount, _ two: Amount)
    -> ReviewedSubmission
  {
    .own(
      unit, "x-plan", "2021-Q1",
      [.reported("whole", .flow(whole)), .reported("one", .flow(one)), .reported("two", .flow(two))])
  }

  private func sum(
    _ text: String = "whole = one + two", _ severity: AuditFormula.Severity = .hard, isTrial: Bool = false,
    on subject: AuditFormula.Subject = .rollups, levels: [OrgLevel] = []
  ) throws -> AuditFormula {
    try AuditFormula(
      id: "parts", text, severity: severity, isTrial: isTrial, subject: subject, levels: levels,
      meaning: "合计等于两项之和", meaningEN: "the whole is the sum of both")
  }

  private func findings(_ formula: AuditFormula, _ reports: ReviewedSubmission...) throws -> [Finding] {
    var world = world([formula])
    world.submissions = reports
    return try world.findings(of: "X", "2021-Q1")
  }

  private var whole: [ReviewedSubmission] {
    [report("X", 0, 0, 0), report("A", 10, 8, 2), report("B", 5, 5, 0)]
  }
  private var broken: [ReviewedSubmission] {
    [report("X", 0, 0, 0), report("A", 10, 8, 1), report("B", 5, 5, 0)]
  }

  @Test("A total that breaks a formula is asked about, with both sides and the imbalance; it stays as it is")
  func brokenTotal() throws {
    let finding = try #require(try findings(sum(), broken[0], broken[1], broken[2]).first)
    #expect(finding.code == "A5005" && finding.severity == .soft && finding.place.indicator == "whole")
    #expect(
      [finding.facts["left"], finding.facts["right"], finding.facts["difference"]] == ["15", "14", "1"])
    #expect(finding.facts["terms"] == "“whole”本期数 15，“one”本期数 13，“two”本期数 1")
    #expect(try findings(sum(), whole[0], whole[1], whole[2]).isEmpty)
  }

  @Test("A partial total answers nothing; a report is no roll-up, and another level is not asked")
  func notAsked() throws {
    #expect(try findings(sum(), broken[0], broken[1]).isEmpty)
    #expect(try findings(sum(on: .reports), broken[0], broken[1], broken[2]).isEmpty)
    #expect(try findings(sum(levels: [.province]), broken[0], broken[1], broken[2]).isEmpty)
    #expect(try findings(sum(on: .both, levels: [.city]), broken[0], broken[1], broken[2]).count == 1)
  }

  @Test("On trial, or as a note, it is only noted")
  func trial() throws {
    let trial = try sum(isTrial: true)
    #expect(try findings(trial, broken[0], broken[1], broken[2]).map(\.severity) == [.note])
    #expect(
      try findings(sum("whole = one + two", .note), broken[0], broken[1], broken[2]).map(\.severity) == [
        .note
      ])
  }

  @Test("The units below are all but the own level")
  func below() throws {
    let reports = [report("X", 3, 3, 0), report("A", 10, 8, 2), report("B", 5, 5, 0)]
    #expect(try findings(sum("children(whole) = 15"), reports[0], reports[1], reports[2]).isEmpty)
    #expect(
      try findings(sum("children(whole) = whole"), reports[0], reports[1], reports[2]).map(\.code) == [
        "A5005"
      ])
  }

  // MARK: Surveys

  /// Province P publishes a rate; so do its cities X and Y, each by a plan of its own.
  private func rates(_ province: Amount, _ below: [Amount]) throws -> [Finding] {
    func survey() -> IndicatorDefinition {
      var survey = IndicatorDefinition.stock(
        "rate", .own, by: .departments, measure: "%", unitFunction: .none)
      survey.kind = .survey
      survey.decimals = 2
      survey.asked = .whenPublished
      return survey
    }
    let cities: [OrgUnitCode] = ["X", "Y", "Z"]
    var world = World(
      units: [.unit("P", .province)] + cities.map { .unit($0, .city, under: "P") },
      plans: [.plan("p-plan", of: "P", indicators: [survey()])]
        + cities.map {
          .plan(
            PlanID("\($0)-plan"), of: $0, indicators: [survey()], crosswalkTo: "p-plan",
            [.map("rate", to: "rate", .related)])
        })
    world.submissions = [.own("P", "p-plan", "2021-Q1", [.reported("rate", .stock(province))])]
    for (unit, rate) in zip(cities, below) {
      world.submissions.append(
        .own(unit, PlanID("\(unit)-plan"), "2021-Q1", [.reported("rate", .stock(rate))]))
    }
    return try world.findings(of: "P", "2021-Q1").filter { $0.code == "A5006" }
  }

  @Test("A published rate that is the mean of those below is asked about")
  func averages() throws {
    let amounts = ["12.6", "13.1", "14.05"].compactMap { Amount($0) }
    #expect(amounts.count == 3)
    let mean = try #require(Amount("13.25"))
    let finding = try #require(try rates(mean, amounts).first)
    #expect(finding.facts["rates"] == "12.6、13.1、14.05" && finding.facts["count"] == "3")
    #expect(try rates(Amount("12.85") ?? 0, Array(amounts.prefix(2))).count == 1)
    // Rounded to a decimal it is still a mean; another rate is not, nor is a whole number near it, nor one rate alone.
    #expect(try rates(Amount("13.3") ?? 0, amounts).count == 1)
    #expect(try rates(Amount("13.4") ?? 0, amounts).isEmpty)
    #expect(try rates(13, amounts).isEmpty)
    #expect(try rates(Amount("12.6") ?? 0, Array(amounts.prefix(1))).isEmpty)
    #expect(try rates(Amount("12.6") ?? 0, [Amount("12.6") ?? 0, Amount("12.6") ?? 0]).isEmpty)
  }
}
