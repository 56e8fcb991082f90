/// 层级：where a unit stands, from the office for the whole nation down.
package enum OrgLevel: String, Sendable, CaseIterable {
  case nation, province, city, county, town
  /// 部门：a department, school, mass organisation or vertical branch; it composes its area's own level.
  case department
  /// 集合：several units named as one in a plan (各县区政府); it never reports.
  case collective

  /// 地区：an area, which can have subordinate areas and departments of its own.
  package var isArea: Bool { self != .department && self != .collective }
}

/// 单位：a unit of the reporting tree.
///
/// The parent is what the register says (`reportsTo`), never what the digits of the code suggest: 杨陵区 610403
/// carries a 咸阳 code and reports to 杨凌示范区.
///
/// Pointed at: a nation's units stand in several tables and are handed about for every question.
package final class OrgUnit: Sendable {
  package let code: OrgUnitCode
  package let name: String
  package let aliases: [String]
  package let level: OrgLevel
  /// The superior in the reporting tree; `nil` at the top.
  package let reportsTo: OrgUnitCode?
  /// 所在区县：the county that a functional zone lies in; what the zone counts, its host does not.
  package let within: OrgUnitCode?
  /// ISO dates; `nil` is open. The code is in force from the first day on and no longer on the second.
  package let validFrom: String?
  package let validTo: String?
  /// 现行代码：for an abolished code, the one in force.
  package let replacedBy: OrgUnitCode?

  package init(
    code: OrgUnitCode, name: String, aliases: [String] = [], level: OrgLevel, reportsTo: OrgUnitCode? = nil,
    within: OrgUnitCode? = nil, validFrom: String? = nil, validTo: String? = nil,
    replacedBy: OrgUnitCode? = nil
  ) {
    self.code = code
    self.name = name
    self.aliases = aliases
    self.level = level
    self.reportsTo = reportsTo
    self.within = within
    self.validFrom = validFrom
    self.validTo = validTo
    self.replacedBy = replacedBy
  }

  /// Whether the unit exists at the end of the period.
  package func isValid(in period: Period) -> Bool {
    if let validFrom, validFrom > period.lastDay { return false }
    if let validTo, validTo <= period.lastDay { return false }
    return true
  }
}

extension OrgUnit: Hashable {
  package static func == (left: OrgUnit, right: OrgUnit) -> Bool {
    left === right
      || (left.code, left.name, left.level, left.reportsTo, left.within)
        == (right.code, right.name, right.level, right.reportsTo, right.within)
        && (left.aliases, left.validFrom, left.validTo, left.replacedBy)
          == (right.aliases, right.validFrom, right.validTo, right.replacedBy)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
