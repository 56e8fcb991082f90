import Formats
import Foundation
import ReportModel
import Testing

@testable import Schemas

struct RegisterTests {
  private let units: UnitRegister
  private let period: Period

  init() throws {
    units = try Repository.catalogue().units
    period = try #require(Period("2024-Q3"))
  }

  private func inForce(_ level: OrgLevel) -> [OrgUnit] {
    units.units.values.filter { $0.level == level && $0.isValid(in: period) && $0.replacedBy == nil }
  }

  @Test("Below the province stand ten cities and 杨凌")
  func cities() {
    let areas = units.areas(below: "610000", in: period)
    let codes: [OrgUnitCode] = [
      "610100", "610200", "610300", "610400", "610500", "610600", "610700", "610800", "610900", "611000",
      "611100",
    ]
    #expect(areas.map(\.code) == codes)
    #expect(areas.allSatisfy { $0.level == .city })
  }

  @Test("There are 107 county-level units by GB/T 2260 and three functional zones, each in a county")
  func counties() {
    let counties = inForce(.county)
    let zones = counties.filter { $0.within != nil }
    #expect(counties.count - zones.count == 107)
    #expect(Set(zones.map(\.code)) == ["610700-jkq", "610700-xhxq", "610700-hkjkq"])
    for zone in zones {
      #expect(zone.reportsTo == "610700")
      #expect(zone.within.flatMap { units[$0] }?.level == .county)
    }
    #expect(counties.filter { $0.within == nil && $0.code.rawValue.utf8.count == 6 }.count == 107)
  }

  @Test("汉中 has eleven counties and three zones below it, 未央 none")
  func hanzhong() {
    #expect(units.areas(below: "610700", in: period).count == 14)
    #expect(units.areas(below: "610112", in: period).isEmpty)
  }

  @Test("杨陵 reports to 杨凌, whatever its digits say, and every other county to the city of its digits")
  func reportingTree() {
    for county in inForce(.county) {
      let expected = county.code == "610403" ? "611100" : county.code.rawValue.prefix(4) + "00"
      #expect(county.reportsTo?.rawValue == expected, "\(county.code)")
    }
    #expect(units["610000"]?.reportsTo == nil)
  }

  @Test("Abolished codes lead to those in force, on the day of the change")
  func abolished() throws {
    let pairs: [(OrgUnitCode, OrgUnitCode)] = [
      ("610322", "610305"), ("610623", "610681"), ("610928", "610981"),
    ]
    for (old, new) in pairs {
      #expect(units.current(old) == new)
      #expect(units.current(new) == new)
      #expect(units[old]?.validTo == units[new]?.validFrom && units[new]?.validFrom != nil)
      let superior = try #require(units[new]?.reportsTo)
      let below = units.areas(below: superior, in: period).map(\.code)
      #expect(below.contains(new) && !below.contains(old))
    }
    #expect(units.units.values.filter { $0.replacedBy != nil }.count == pairs.count)
  }

  @Test("Every department that a plan names is one of its area's own, and every own department is named")
  func departments() throws {
    let catalogue = try Repository.catalogue()
    for (id, count) in [("weiyang-2023", 22), ("hanzhong-2022", 35)] as [(PlanID, Int)] {
      let plan = try #require(catalogue.plan(id))
      let own = Set(units.departments(of: plan.unit, in: period).map(\.code))
      let named = Set(plan.matrix.namedUnits.filter { units[$0]?.level == .department })
      #expect(named == own)
      #expect(own.count == count)
    }
  }

  @Test("A name or alias means one unit among those of one superior")
  func names() {
    #expect(units.codes(named: "汉台区") == ["610702"])
    #expect(units.codes(named: "汉中经开区") == ["610700-jkq"])
    #expect(checkUnits(units).isEmpty)
  }
}

struct ContractTests {
  @Test("Each contract compiles and has an example that it accepts and a spoilt one that it refuses")
  func examples() throws {
    let examples = [
      ("Schemas/report.xsd", "Tests/Fixtures/610702_2024-Q3.xml", "period=\"2024-Q3\"", "period=\"2024-Q5\""),
      ("Schemas/plan.xsd", "Schemas/plans/hanzhong-2022.xml", "id=\"hz-44\"", "id=\"hz-43\""),
      (
        "Schemas/plan.xsd", "Schemas/plans/weiyang-2023.xml", "<action id=\"youth\"", "<action id=\"workers\""
      ),
      ("Schemas/plan.xsd", "Schemas/plans/shaanxi-2022.xml", "measure=\"场次\"", "measure=\"\""),
    ]
    for (contract, example, old, new) in examples {
      let schema = try XMLSchema(Repository.bytes(contract))
      let text = try Repository.text(example)
      #expect(try violations(text, schema) == 0, "\(example)")
      let spoilt = text.replacingOccurrences(of: old, with: new)
      #expect(spoilt != text)
      #expect(try violations(spoilt, schema) > 0, "\(example) with \(new)")
    }
  }

  private func violations(_ text: String, _ schema: XMLSchema) throws -> Int {
    guard case .read(_, let violations) = try readXML(Array(text.utf8), schema: schema) else { return -1 }
    return violations.count
  }

  @Test("Every measure unit of the plans is in the table, and 人 and 人次 do not convert")
  func measures() throws {
    let catalogue = try Repository.catalogue()
    for plan in catalogue.plans {
      for measure in plan.indicators.map(\.measure) + plan.targets.map(\.measure) {
        #expect(catalogue.measures.units[measure] != nil, "\(measure)")
      }
    }
    #expect(catalogue.measures.shift("万元", to: "元") == 4)
    #expect(catalogue.measures.shift("名", to: "人") == 0)
    #expect(!catalogue.measures.converts("人", to: "人次"))
    #expect(catalogue.measures.shift("万人次", to: "人次") == 4)
  }
}
