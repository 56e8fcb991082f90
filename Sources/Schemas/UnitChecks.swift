import Findings
import ReportModel

/// 单位名录规则：what can be wrong between the rows of the unit register.
enum UnitRules {
  static let unknownSuperior = RuleSheet.catalogue(
    "P1102", .hard, "上级单位没有登记", "{unit} {name}的上级 {value} 不在单位名录中。", "先登记上级单位，或改正 reportsTo。",
    en: "Superior not registered", "The superior {value} of {unit} {name} is not registered.",
    "Register the superior or correct reportsTo.")

  static let reportingCycle = RuleSheet.catalogue(
    "P1103", .hard, "报送关系成环", "这些单位互为上级：{value}。", "改正其中一个单位的 reportsTo；最高一级的留空。",
    en: "Units report in a circle", "These units are each other's superiors: {value}.",
    "Correct reportsTo of one of them; the topmost unit has none.")

  static let brokenSuccession = RuleSheet.catalogue(
    "P1105", .hard, "现行代码找不到", "已撤销的 {unit} {name}指向 {value}，顺着找不到现行单位。", "改正 replacedBy，填现行单位的代码。",
    en: "No successor in force",
    "Abolished {unit} {name} points to {value}, which leads to no unit in force.",
    "Correct replacedBy: type the code in force.")

  static let ambiguousName = RuleSheet.catalogue(
    "P1106", .soft, "单位名称重复", "同属 {superior} 的 {unit} 和 {other} 都叫“{value}”，只写名称的报表认不出是哪一个。",
    "删去其中一个的简称，或改成能区分的名称。",
    en: "Name of two units", "{unit} and {other} under {superior} are both called “{value}”.",
    "Remove one of the aliases or make the names differ.")

  static let unknownHost = RuleSheet.catalogue(
    "P1107", .hard, "所在区县没有登记", "{unit} {name}的所在区县 {value} 不在单位名录中。", "登记该区县，或改正 within。",
    en: "Host not registered", "The host {value} of {unit} {name} is not registered.",
    "Register the host or correct within.")

  static let superiorIsNoArea = RuleSheet.catalogue(
    "P1108", .hard, "上级不是地区", "{unit} {name}的上级 {value} 是部门或集合，不能有下级。", "reportsTo 改填所属地区（省、市、县）的代码。",
    en: "Superior is no area", "The superior {value} of {unit} {name} is a department or a collective.",
    "Let it report to an area.")

  static let levelsReversed = RuleSheet.catalogue(
    "P1109", .soft, "上级的层级不高于下级", "{unit} {name}（{level}）的上级 {value} 是 {superiorLevel}。",
    "核对两个单位的 level 和 reportsTo。",
    en: "Superior not above its subordinate",
    "{unit} {name} ({level}) reports to {value}, which is a {superiorLevel}.",
    "Check level and reportsTo of both.")

  static let all = [
    unknownSuperior, reportingCycle, brokenSuccession, ambiguousName, unknownHost, superiorIsNoArea,
    levelsReversed,
  ]
}

/// 单位名录检查：the reporting tree, successions and names, in code order.
package func checkUnits(_ register: UnitRegister) -> [Finding] {
  var findings: [Finding] = []
  func report(_ sheet: RuleSheet, _ unit: OrgUnit, value: String, _ facts: Facts = [:]) {
    let own = ["unit": unit.code.rawValue, "name": unit.name]
    findings.append(
      Finding(sheet, at: Place(unit: unit.code, value: value), own.merging(facts) { _, given in given }))
  }
  let units = register.units.values.sorted { $0.code < $1.code }
  for unit in units {
    if let code = unit.reportsTo {
      if let superior = register[code] {
        if !superior.level.isArea {
          report(UnitRules.superiorIsNoArea, unit, value: code.rawValue)
        } else if unit.level.isArea, superior.level.rank >= unit.level.rank {
          report(
            UnitRules.levelsReversed, unit, value: code.rawValue,
            ["level": unit.level.rawValue, "superiorLevel": superior.level.rawValue])
        }
      } else {
        report(UnitRules.unknownSuperior, unit, value: code.rawValue)
      }
    }
    if let host = unit.within, register[host] == nil {
      report(UnitRules.unknownHost, unit, value: host.rawValue)
    }
    if let successor = unit.replacedBy {
      let current = register[register.current(unit.code)]
      if current == nil || current?.replacedBy != nil {
        report(UnitRules.brokenSuccession, unit, value: successor.rawValue)
      }
    }
    // A circle is told once, at its first unit.
    let circle = register.circle(through: unit.code)
    if !circle.isEmpty, circle.min() == unit.code {
      report(
        UnitRules.reportingCycle, unit, value: (circle + [unit.code]).map(\.rawValue).joined(separator: " → ")
      )
    }
  }
  findings += ambiguousNames(units)
  return findings
}

private func ambiguousNames(_ units: [OrgUnit]) -> [Finding] {
  struct Slot: Hashable {
    let superior: OrgUnitCode?
    let name: String
  }
  var first: [Slot: OrgUnit] = [:]
  var findings: [Finding] = []
  for unit in units where unit.replacedBy == nil {
    for name in Set([unit.name] + unit.aliases).sorted() {
      let slot = Slot(superior: unit.reportsTo, name: name)
      guard let other = first[slot] else {
        first[slot] = unit
        continue
      }
      guard other.overlaps(unit) else { continue }
      findings.append(
        Finding(
          UnitRules.ambiguousName, at: Place(unit: unit.code, value: name),
          [
            "unit": unit.code.rawValue, "name": unit.name, "other": other.code.rawValue,
            "superior": unit.reportsTo?.rawValue ?? "—",
          ]))
    }
  }
  return findings
}

extension OrgLevel {
  fileprivate var rank: Int {
    switch self {
    case .nation: 0
    case .province: 1
    case .city: 2
    case .county: 3
    case .town: 4
    case .department, .collective: 5
    }
  }
}

extension OrgUnit {
  /// Whether there is a day on which both are valid.
  fileprivate func overlaps(_ other: OrgUnit) -> Bool {
    if let from = other.validFrom, let validTo, validTo <= from { return false }
    if let to = other.validTo, let validFrom, to <= validFrom { return false }
    return true
  }
}

extension UnitRegister {
  /// The units from this one up to itself again; empty where the way up ends.
  fileprivate func circle(through code: OrgUnitCode) -> [OrgUnitCode] {
    var way = [code]
    var next = units[code]?.reportsTo
    while let superior = next, superior != code {
      if way.contains(superior) { return [] }
      way.append(superior)
      next = units[superior]?.reportsTo
    }
    return next == code ? way : []
  }
}
