import Findings
import ReportModel

/// 单位辨认：codes from cells that hold codes or names.
struct UnitNames {
  let register: UnitRegister?
  let area: OrgUnitCode?

  /// Names of the plan's own departments and of collectives first; 市科协 means that of one's own city.
  func code(_ text: String) -> OrgUnitCode? {
    if let code = CellForm<OrgUnitCode>.unitCode.read(text) { return code }
    guard let register else { return nil }
    let codes = register.codes(named: text).filter { register[$0]?.replacedBy == nil }
    let own = codes.filter { register[$0]?.reportsTo == area }
    let candidates = own.isEmpty ? codes : own
    return candidates.count == 1 ? candidates[0] : nil
  }

  func codes(
    _ text: Substring, _ row: CatalogueTable.Row, _ column: String, _ log: inout CatalogueLog
  ) -> [OrgUnitCode] {
    var codes: [OrgUnitCode] = []
    for piece in text.split(whereSeparator: { ";；、".contains($0) || $0.isNewline }) {
      let name = String(piece).trimmed
      if name.isEmpty { continue }
      if let code = code(name) {
        codes.append(code)
      } else {
        log.report(
          PlanSheetRules.unitNotFound, line: row.line, column: row.position(of: column), value: name,
          ["column": column])
      }
    }
    return codes
  }

  /// Groups of one role, apart by `|` or by the comma that plans print.
  func groups(
    _ role: UnitGroup.Role, _ row: CatalogueTable.Row, _ column: String, _ log: inout CatalogueLog
  ) -> [UnitGroup] {
    (row[column] ?? "").split { "|｜，".contains($0) }
      .map { UnitGroup(role: role, units: codes($0, row, column, &log)) }
      .filter { !$0.units.isEmpty }
  }

  func groups(
    _ row: CatalogueTable.Row, columns: [String], order: String, _ log: inout CatalogueLog
  ) -> [UnitGroup] {
    var byRole: [[UnitGroup]] = []
    for (role, column) in zip(PlanSheets.roles, columns) { byRole.append(groups(role, row, column, &log)) }
    let usual = byRole.flatMap { $0 }
    let roles = row.list(order)
    if roles.isEmpty { return usual }
    var groups: [UnitGroup] = []
    for role in roles {
      guard let index = PlanSheets.roles.firstIndex(where: { $0.rawValue == role }), !byRole[index].isEmpty
      else { break }
      groups.append(byRole[index].removeFirst())
    }
    if groups.count == roles.count, groups.count == usual.count { return groups }
    log.report(
      PlanSheetRules.orderDoesNotFit, line: row.line, column: row.position(of: order), ["column": order])
    return usual
  }
}
