/// 单位名录：every registered unit and the reporting tree that they form.
package struct UnitRegister: Sendable {
  package let units: [OrgUnitCode: OrgUnit]
  private let superiors: [OrgUnitCode: OrgUnitCode]
  private let subordinateCodes: [OrgUnitCode: [OrgUnitCode]]
  private let codesByName: [String: [OrgUnitCode]]
  /// Abolished codes by the code that is in force for them.
  private let predecessors: [OrgUnitCode: [OrgUnitCode]]

  package init(_ units: [OrgUnit]) {
    self.units = Dictionary(units.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    var superiors: [OrgUnitCode: OrgUnitCode] = [:]
    var subordinates: [OrgUnitCode: [OrgUnitCode]] = [:]
    var names: [String: [OrgUnitCode]] = [:]
    var predecessors: [OrgUnitCode: [OrgUnitCode]] = [:]
    for unit in self.units.values.sorted(by: { $0.code < $1.code }) {
      if let superior = unit.reportsTo {
        superiors[unit.code] = superior
        subordinates[superior, default: []].append(unit.code)
      }
      if let successor = unit.replacedBy { predecessors[successor, default: []].append(unit.code) }
      names[unit.name, default: []].append(unit.code)
      if unit.aliases.isEmpty { continue }
      for alias in Set(unit.aliases) where alias != unit.name { names[alias, default: []].append(unit.code) }
    }
    self.superiors = superiors
    subordinateCodes = subordinates
    codesByName = names
    self.predecessors = predecessors
  }

  package subscript(code: OrgUnitCode) -> OrgUnit? { units[code] }

  /// The unit's name, or its code where it is not registered.
  package func name(of code: OrgUnitCode) -> String { units[code]?.name ?? code.rawValue }

  /// The code in force for a code that may have been abolished.
  package func current(_ code: OrgUnitCode) -> OrgUnitCode {
    var code = code
    var hops = 0
    while let successor = units[code]?.replacedBy, hops < 8 {
      code = successor
      hops += 1
    }
    return code
  }

  /// Whether the unit is in force under this code and existed at the end of the period, under this code or under one
  /// that it replaced: a county that became a district goes on with its history.
  package func exists(_ code: OrgUnitCode, in period: Period) -> Bool {
    guard let unit = units[code], unit.replacedBy == nil else { return false }
    return wasValid(code, in: period, hops: 0)
  }

  private func wasValid(_ code: OrgUnitCode, in period: Period, hops: Int) -> Bool {
    guard let unit = units[code], hops < 8 else { return false }
    return unit.isValid(in: period)
      || (predecessors[code] ?? []).contains { wasValid($0, in: period, hops: hops + 1) }
  }

  /// Units that carry this name or alias, in code order.
  package func codes(named name: String) -> [OrgUnitCode] { codesByName[name] ?? [] }

  /// 下级地区：areas directly below, in code order.
  package func areas(below code: OrgUnitCode, in period: Period) -> [OrgUnit] {
    subordinates(of: code, in: period).filter { $0.level.isArea }
  }

  /// 本级部门：departments of the area itself, in code order.
  package func departments(of code: OrgUnitCode, in period: Period) -> [OrgUnit] {
    subordinates(of: code, in: period).filter { $0.level == .department }
  }

  private func subordinates(of code: OrgUnitCode, in period: Period) -> [OrgUnit] {
    (subordinateCodes[code] ?? []).compactMap { units[$0] }
      .filter { exists($0.code, in: period) }
  }

  /// The unit and its superiors, nearest first. A cycle, which `plan check` reports, ends the list.
  package func lineage(of code: OrgUnitCode) -> [OrgUnitCode] {
    var lineage: [OrgUnitCode] = []
    var next: OrgUnitCode? = code
    while let code = next, units.keys.contains(code), !lineage.contains(code) {
      lineage.append(code)
      next = superiors[code]
    }
    return lineage
  }

  /// 直接上级; `nil` at the root and for an unknown code.
  package func superior(of code: OrgUnitCode) -> OrgUnitCode? { superiors[code] }

  /// Whether `code` is `root` or lies below it.
  package func contains(_ code: OrgUnitCode, under root: OrgUnitCode) -> Bool {
    lineage(of: code).contains(root)
  }
}
