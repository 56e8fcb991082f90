import Findings
import ReportModel

/// 不应由该单位报送汇总：the roll-up comes from a unit with nothing below it, or it is this office's own, which is computed
/// here and never taken in.
///
/// Why: taken in, an office's own total would stand beside the reports it was made of.
package struct RollUpNotExpected: ValidationRule {
  package static let sheet = RuleSheet(
    code: "V5007", severity: .hard,
    title: "不应由该单位报送汇总",
    message: "{unit}{reason}，不能报送汇总。",
    remedy: "{remedyText}",
    titleEN: "No roll-up is expected",
    messageEN: "{unit} {reasonEN}, so it cannot send a roll-up.",
    remedyEN: "{remedyTextEN}",
    basis: "汇总要求", since: "0.1")

  package init() {}

  package func check(
    _ report: CheckedReport, in context: ValidationContext, found: inout RuleFindings
  ) {
    guard context.isRollUp else { return }
    let scope = report.draft.scopeText
    let place = Place(
      scope?.position ?? report.draft.unit?.position ?? .none, unit: context.identity.unit,
      value: scope?.text ?? context.identity.unit.rawValue)
    let unit = context.units.name(of: context.identity.unit)
    if context.identity.unit == context.workspaceUnit, context.channel != .checkOnly {
      found.report(
        place,
        [
          "unit": unit, "reason": "的汇总由本系统计算", "reasonEN": "is rolled up by this office itself",
          "remedyText": "把汇总文件报送上级；本级数据用“本级”口径填报。",
          "remedyTextEN": "Send the roll-up to the superior; report the own level with scope own.",
        ])
    } else if !context.roster.isCompiling(context.identity.unit) {
      found.report(
        place,
        [
          "unit": unit, "reason": "没有下级单位和部门", "reasonEN": "has no units below it",
          "remedyText": "口径改为“本级”。", "remedyTextEN": "Use scope own.",
        ])
    }
  }
}
