import Findings
import ReportModel

/// 单位的核实性问题：a question about a report that counts, as a roll-up's workbook lists it.
package struct UnitQuestion: Sendable, Hashable {
  package var unit: OrgUnitCode
  package var finding: Finding
  /// Names of tasks and indicators that it mentions.
  package var names: [String: String]
  package init(unit: OrgUnitCode, finding: Finding, names: [String: String]) {
    self.unit = unit
    self.finding = finding
    self.names = names
  }

  /// Questions that one workbook lists; a quarter that has more of them has another trouble.
  package static let cap = 300
}
