import Synchronization

/// 单位名录：every registered unit and the reporting tree that they form.
package struct UnitRegister: Sendable {
  package let units: [OrgUnitCode: OrgUnit]
  private let superiors: [OrgUnitCode: OrgUnitCode]
  /// In code order.
  private let subordinates: [OrgUnitCode: [OrgUnit]]
  private let names: Names
  /// Abolished codes by the code that is in force for them.
  private let predecessors: [OrgUnitCode: [OrgUnitCode]]

  package init(_ units: [OrgUnit]) {
    self.units = Dictionary(
      units.lazy.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let ordered = self.units.values.sorted { $0.code < $1.code }
    var superiors: [OrgUnitCode: OrgUnitCode] = [:]
    superiors.reserveCapacity(ordered.count)
    var subordinates: [OrgUnitCode: [OrgUnit]] = [:]
    var predecessors: [OrgUnitCode: [OrgUnitCode]] = [:]
    for unit in ordered {
      if let superior = unit.reportsTo {
        superiors[unit.code] = superior
        subordinates[superior, default: []].append(unit)
      }
      if let successor = unit.replacedBy { predecessors[successor, default: []].append(unit.code) }
    }
    self.superiors = superiors
    self.subordinates = subordinates
    self.predecessors = predecessors
    names = Names(ordered)
  }

  /// 名称索引：made when a name is asked for the first time; most questions are asked by code.
  private final class Names: Sendable {
    private let units: [OrgUnit]
    private let codes = Mutex<[String: [OrgUnitCode]]?>(nil)

    /// - Parameter units: in code order.
    init(_ units: [OrgUnit]) { self.units = units }

    func codes(of name: String) -> [OrgUnitCode] {
      codes.withLock { codes in
        let known = codes ?? Self.index(units)
        codes = known
        return known[name] ?? []
      }
    }

    private static func index(_ units: [OrgUnit]) -> [String: [OrgUnitCode]] {
      var codes: [String: [OrgUnitCode]] = [:]
      for unit in units {
        codes[unit.name, default: []].append(unit.code)
        for alias in Set(unit.aliases) where alias != unit.name {
          codes[alias, default: []].append(unit.code)
        }
      }
      return codes
    }
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
    units[code].map { exists($0, in: period) } ?? false
  }

  private func exists(_ unit: OrgUnit, in period: Period) -> Bool {
    unit.replacedBy == nil && wasValid(unit, in: period, hops: 0)
  }

  private func wasValid(_ unit: OrgUnit, in period: Period, hops: Int) -> Bool {
    guard hops < 8 else { return false }
    if unit.isValid(in: period) { return true }
    return (predecessors[unit.code] ?? []).contains { code in
      units[code].map { wasValid($0, in: period, hops: hops + 1) } ?? false
    }
  }

  /// Units that carry this name or alias, in code order.
  package func codes(named name: String) -> [OrgUnitCode] { names.codes(of: name) }

  /// 下级地区：areas directly below, in code order.
  package func areas(below code: OrgUnitCode, in period: Period) -> [OrgUnit] {
    subordinates(of: code, in: period).filter { $0.level.isArea }
  }

  /// 本级部门：departments of the area itself, in code order.
  package func departments(of code: OrgUnitCode, in period: Period) -> [OrgUnit] {
    subordinates(of: code, in: period).filter { $0.level == .department }
  }

  private func subordinates(of code: OrgUnitCode, in period: Period) -> [OrgUnit] {
    (subordinates[code] ?? []).filter { exists($0, in: period) }
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
