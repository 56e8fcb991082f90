import Findings
import ReportModel

/// 不是数据主责单位：a department states a figure that another department owns.
///
/// Why: with `owner` one department's figure stands for all; the others' are notes. The clerk should know.
package struct NotTheOwner: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V1026", severity: .note,
    title: "不是数据主责单位",
    message: "“{name}”以{owner}的数为准，本单位所填 {value} 只作参考，不计入。",
    remedy: "可以不填；与主责单位的数有出入的，请与其核对。",
    titleEN: "Not the owner of the figure",
    messageEN: "“{name}” is taken from {owner}; this unit's {value} is kept as a note and not counted.",
    remedyEN: "It may be left out; settle differences with the owner.",
    basis: "任务分工表·数据主责单位", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard !context.isRollUp, context.units[context.identity.unit]?.level == .department else { return }
    for figure in report.figures where figure.status == .reported && figure.definition.withinUnit == .owner {
      guard let owner = figure.definition.dataOwners.first, owner != context.identity.unit else { continue }
      found.report(figure, figure.values.items.first, ["owner": context.units.name(of: owner)])
    }
  }
}
