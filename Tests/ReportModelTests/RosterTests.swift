import ReportModel
import TestKit
import Testing

@Suite("Who owes what")
struct RosterTests {
  /// A province with a plan, a city with its own and two counties that adopt it; one county has its own plan.
  private let units = UnitRegister([
    .unit("P", .province), .unit("C", .city, under: "P"), .unit("D", .city, under: "P"),
    .unit("C1", .county, under: "C"), .unit("C2", .county, under: "C"), .unit("C3", .county, under: "C"),
    .unit("D1", .county, under: "D"),
    .unit("C-edu", .department, under: "C"), .unit("C-sci", .department, under: "C"),
    .unit("C-tax", .department, under: "C"), .unit("C1-edu", .department, under: "C1"),
    .unit("C3-edu", .department, under: "C3"),
    .unit("C-all", .collective, under: "C"),
    .unit("old", .county, under: "C", replacedBy: "C1"),
    .unit("young", .county, under: "C", validFrom: "2024-07-01"),
  ])

  private let city = Plan.plan(
    "city", of: "C", departments: ["C-edu", "C-all"],
    indicators: [
      .flow("both"), .flow("areas", by: .areas), .flow("departments", by: .departments),
      .flow("line", .line, by: .both, withinUnit: .owner, owners: ["C-edu", "C-sci"]),
      .flow("own", .own, by: .departments, withinUnit: .owner, owners: ["C-sci"]),
      .flow("yearly", asked: .yearly), .flow("published", asked: .whenPublished),
    ], crosswalkTo: "province", [.map("both", to: "total"), .map("areas", to: "shown", .related)])

  private let county = Plan.plan(
    "county", of: "C3", departments: ["C3-edu"],
    indicators: [.flow("whole", by: .departments), .flow("part", by: .departments, partOf: "whole")],
    crosswalkTo: "city", [.map("whole", to: "both"), .map("part", to: "both")])

  private let province = Plan.plan("province", of: "P", indicators: [.flow("total"), .flow("shown")])

  private func roster(_ period: Period = "2024-Q1") -> Roster {
    Roster(
      Catalogue(units: units, measures: .sample, plans: [city, county, province]), programme: .sample,
      period: period)
  }

  private func indicator(_ id: IndicatorID, _ plan: Plan) throws -> IndicatorDefinition {
    try #require(plan.indicator(id))
  }

  @Test("A unit works to its own plan, else to its nearest superior's")
  func plans() {
    #expect(roster().plan(of: "C")?.id == "city")
    #expect(roster().plan(of: "C1")?.id == "city")
    #expect(roster().plan(of: "C3")?.id == "county")
    #expect(roster().plan(of: "D1")?.id == "province")
    #expect(Roster(roster().catalogue, programme: "other", period: "2024-Q1").plan(of: "C") == nil)
  }

  @Test("Departments that the matrix names are due, of the plan's own unit alone (ruling 19)")
  func departments() {
    #expect(roster().departments(of: "C") == ["C-edu", "C-sci"])
    #expect(roster().departments(of: "C1") == [])
    #expect(roster().departments(of: "C3") == ["C3-edu"])
    #expect(roster().isDue("C-edu"))
    #expect(!roster().isDue("C-tax"))
    #expect(!roster().isDue("C1-edu"))
  }

  @Test("Collectives, abolished and not yet founded units are not due; unknown ones neither")
  func notDue() {
    #expect(!roster().isDue("C-all"))
    #expect(!roster().isDue("old"))
    #expect(!roster().isDue("nobody"))
    #expect(!roster("2024-Q2").isDue("young"))
    #expect(roster("2024-Q3").isDue("young"))
  }

  @Test("Who reports is decided by the indicator, not by the printed units (ruling 26)")
  func mayReport() throws {
    func may(_ code: OrgUnitCode) -> [IndicatorID] {
      city.indicators.filter { roster().mayReport($0, code, plan: city) }.map(\.id)
    }
    #expect(may("C1") == ["both", "areas", "line", "yearly", "published"])
    #expect(may("C-edu") == ["both", "departments", "line", "own", "yearly", "published"])
    #expect(may("C") == ["both", "departments", "line", "own", "yearly", "published"])
    #expect(may("C-tax") == [])
  }

  @Test("What is owed follows the calendar, and a department owes what it supplies")
  func owes() {
    func owed(_ code: OrgUnitCode, _ period: Period = "2024-Q1") -> [IndicatorID] {
      let roster = roster(period)
      guard let plan = roster.planForReport(of: code) else { return [] }
      return plan.indicators.filter { roster.owes($0, code, plan: plan) }.map(\.id)
    }
    #expect(owed("C1") == ["both", "areas", "line"])
    #expect(owed("C1", "2024-Q4") == ["both", "areas", "line", "yearly"])
    // The first owner alone owes a figure that one owner stands for.
    #expect(owed("C-edu") == ["both", "departments", "line"])
    #expect(owed("C-sci") == ["both", "departments", "own"])
    #expect(owed("C-all") == [])
  }

  @Test("The whole duty at once says what is said one by one")
  func duty() {
    for period in ["2024-Q1", "2024-Q4"] as [Period] {
      for code in units.units.keys {
        let roster = roster(period)
        let duty = roster.duty(of: code, plan: city)
        #expect(duty.mayReport == city.indicators.map { roster.mayReport($0, code, plan: city) })
        #expect(duty.owes == city.indicators.map { roster.owes($0, code, plan: city) })
      }
    }
  }

  @Test(
    "Leaves are the own levels that were asked, own level included; line and own expect the owner alone (rulings 8, 9)"
  )
  func leaves() throws {
    func leaves(_ id: IndicatorID, _ period: Period = "2024-Q1") throws -> Set<OrgUnitCode> {
      roster(period).expectedLeaves(of: try indicator(id, city), at: "C")
    }
    #expect(try leaves("both") == ["C", "C1", "C2", "C3"])
    #expect(try leaves("areas") == ["C1", "C2"])
    #expect(try leaves("departments") == ["C"])
    #expect(try leaves("line") == ["C"])
    #expect(try leaves("own") == ["C"])
    #expect(try leaves("yearly") == [])
    #expect(try leaves("yearly", "2024-Q4") == ["C", "C1", "C2", "young"])
    #expect(try leaves("both", "2024-Q3") == ["C", "C1", "C2", "C3", "young"])
    #expect(roster().subordinateLeaves(of: try indicator("line", city), at: "C") == ["C1", "C2"])
  }

  @Test("A superior counts leaves through the crosswalk, hop by hop; related figures bring none")
  func leavesAcrossPlans() throws {
    // `total` reaches C through both, C3 through whole; D has no plan and adopts the province's.
    #expect(
      roster().expectedLeaves(of: try indicator("total", province), at: "P")
        == ["P", "C", "C1", "C2", "C3", "D", "D1"])
    #expect(roster().expectedLeaves(of: try indicator("shown", province), at: "P") == ["P", "D", "D1"])
  }

  @Test("Ruling 21: of a part-of chain that is mapped whole the parts never feed")
  func feeders() {
    #expect(roster().feeders(of: "both", from: county, to: city).map(\.indicator) == ["whole"])
    var halves = county
    halves.crosswalk?.entries = [.map("part", to: "both")]
    #expect(roster().feeders(of: "both", from: halves, to: city).map(\.indicator) == ["part"])
    #expect(roster().feeders(of: "both", from: county, to: province).isEmpty)
  }

  @Test("Compiling units come subordinates first, due units superiors first")
  func compiling() {
    #expect(roster().compilingUnits(under: "P") == ["C3", "C", "D", "P"])
    #expect(!roster().isCompiling("C1"))
    #expect(roster().dueUnits(under: "C") == ["C", "C-edu", "C-sci", "C1", "C2", "C3", "C3-edu"])
  }
}
