import ReportModel
import TestKit
import Testing

@Suite("Units, measures, plans and coverage")
struct RegisterTests {
  @Test("An abolished code leads to the one in force, over several changes; a circle ends")
  func current() {
    let register = UnitRegister([
      .unit("a", .county, replacedBy: "b"), .unit("b", .county, replacedBy: "c"), .unit("c", .county),
      .unit("x", .county, replacedBy: "y"), .unit("y", .county, replacedBy: "x"),
    ])
    #expect(register.current("a") == "c")
    #expect(register.current("c") == "c")
    #expect(register.current("nobody") == "nobody")
    #expect(["x", "y"].contains(register.current("x")))
  }

  @Test("The parent is what the register says, never what the digits suggest")
  func lineage() {
    let register = UnitRegister([
      .unit("610000", .province), .unit("610400", .city, under: "610000"),
      .unit("611100", .city, under: "610000"), .unit("610403", .county, under: "611100"),
    ])
    #expect(register.lineage(of: "610403") == ["610403", "611100", "610000"])
    #expect(!register.contains("610403", under: "610400"))
    #expect(register.contains("610403", under: "610403"))
    #expect(register.lineage(of: "nobody") == [])
  }

  @Test("A circle in the tree ends the lineage")
  func circle() {
    let register = UnitRegister([.unit("a", .city, under: "b"), .unit("b", .city, under: "a")])
    #expect(register.lineage(of: "a") == ["a", "b"])
    #expect(register.superior(of: "a") == "b" && register.superior(of: "nobody") == nil)
    let catalogue = Catalogue(units: register, measures: .sample, plans: [])
    #expect(catalogue.plan(of: "a", in: .sample) == nil)
  }

  @Test("A unit exists from its first day to the day before its last, judged at the period's end")
  func validity() {
    let old = OrgUnit.unit("a", .county, validTo: "2021-01-29")
    let new = OrgUnit.unit("b", .county, validFrom: "2021-01-29")
    let last = OrgUnit.unit("c", .county, validTo: "2021-03-31")
    #expect(old.isValid(in: "2020-Q4") && !old.isValid(in: "2021-Q1"))
    #expect(!new.isValid(in: "2020-Q4") && new.isValid(in: "2021-Q1"))
    #expect(!last.isValid(in: "2021-Q1"))
  }

  @Test("Names and aliases find every unit that carries them, in code order")
  func names() {
    let register = UnitRegister([
      OrgUnit(code: "2", name: "城关镇", level: .town),
      OrgUnit(code: "1", name: "甲镇", aliases: ["城关镇"], level: .town),
      OrgUnit(code: "3", name: "乙镇", aliases: ["乙镇"], level: .town),
    ])
    #expect(register.codes(named: "城关镇") == ["1", "2"])
    #expect(register.codes(named: "乙镇") == ["3"])
    #expect(register.codes(named: "丙镇") == [])
  }

  @Test("万元 and 元 convert exactly, 人 and 人次 never")
  func measures() {
    let table = MeasureTable.sample
    #expect(table.shift("元", to: "万元") == -4)
    #expect(table.shift("万元", to: "元") == 4)
    #expect(table.shift("人", to: "人次") == nil)
    #expect(!table.converts("人次", to: "人"))
    #expect(table.shift("没登记的", to: "没登记的") == 0)
    #expect(table.shift("没登记的", to: "元") == nil)
  }

  @Test("The wholes above a part come nearest first, and a circle ends")
  func wholes() {
    let plan = Plan.plan(
      "p", of: "u",
      indicators: [
        .flow("a"), .flow("b", partOf: "a"), .flow("c", partOf: "b"), .flow("x", partOf: "y"),
        .flow("y", partOf: "x"),
      ])
    #expect(plan.wholes(of: "c") == ["b", "a"])
    #expect(plan.wholes(of: "a") == [])
    #expect(plan.wholes(of: "x") == ["y", "x"])
  }

  @Test("An indicator is found where it stands, also after the plan has changed")
  func index() {
    var plan = Plan.plan("p", of: "u", indicators: [.flow("a"), .flow("b")])
    #expect(plan.position(of: "b") == 1)
    plan.indicators.remove(at: 0)
    #expect(plan.position(of: "b") == 0)
    #expect(plan.indicator("a") == nil)
  }

  @Test("The plan's first quarter holds the month from which it counts")
  func firstPeriod() {
    func first(_ month: String) -> Period {
      Plan.plan("p", of: "u", cumulativeFrom: month, indicators: []).firstPeriod
    }
    #expect(first("2021-01") == "2021-Q1")
    #expect(first("2021-06") == "2021-Q2")
    #expect(first("2021-07") == "2021-Q3")
    #expect(first("2021-12") == "2021-Q4")
  }

  @Test(
    "Ruling 10: of two figures of the same leaves a leaf is missing if one of them is, 不适用 if neither reports"
  )
  func joined() {
    let left = FigureCoverage(expected: ["a", "b", "c", "d"], missing: ["a"], notApplicable: ["b", "c"])
    let right = FigureCoverage(
      expected: ["a", "b", "c", "e"], missing: ["e"], notApplicable: ["c"], provisional: ["b"])
    let joined = left.joined(with: right)
    #expect(joined.expected == ["a", "b", "c", "d", "e"])
    #expect(joined.missing == ["a", "e"])
    // b reports in the second, d only in the first, c in neither.
    #expect(joined.notApplicable == ["c"])
    #expect(joined.provisional == ["b"])
    #expect(joined.reportedCount == 2)
    #expect(right.joined(with: left) == joined)
  }

  @Test("Mapping values keeps blanks blank and fails as a whole")
  func mapped() {
    let values = FigureValues(inPeriod: 1, planToDate: 2)
    #expect(values.mapped { $0.shifted(by: 1) } == FigureValues(inPeriod: 10, planToDate: 20))
    #expect(values.mapped { $0 == 2 ? nil : $0 } == nil)
    #expect(values.items == [.inPeriod, .planToDate])
    #expect(FigureValues().isEmpty && !FigureValues(adjustment: 0).isEmpty)
  }
}
