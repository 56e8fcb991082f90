import Findings

/// 修正说明：what the checks understood although it was typed another way. These codes stand among a receipt's repairs;
/// no finding carries them.
package enum RepairSheet {
  package static let unitByName = RuleSheet(
    code: "V1017", severity: .note,
    title: "按名称识别单位",
    message: "报送单位按名称“{value}”识别。",
    remedy: "建议填写单位代码。",
    titleEN: "Unit known by its name",
    messageEN: "The reporting unit was known by its name “{value}”.",
    remedyEN: "Better type the unit's code.",
    basis: "填报要求·封面", since: "0.1")

  package static let planByTitle = RuleSheet(
    code: "V1018", severity: .note,
    title: "按标题识别方案",
    message: "实施方案按标题“{value}”识别。",
    remedy: "建议填写方案编号。",
    titleEN: "Plan known by its title",
    messageEN: "The plan was known by its title “{value}”.",
    remedyEN: "Better type the plan's id.",
    basis: "填报要求·封面", since: "0.1")

  package static let measureConverted = RuleSheet(
    code: "V2019", severity: .note,
    title: "计量单位已换算",
    message: "“{value}”已换算为口径规定的计量单位。",
    remedy: "无须更正；按表上的计量单位填报可以省去换算。",
    titleEN: "Measure unit converted",
    messageEN: "“{value}” was converted exactly into the definition's measure unit.",
    remedyEN: "Nothing to correct; figures in the form's own unit need no conversion.",
    basis: "任务分工表·计量单位", since: "0.1")

  package static let all = [unitByName, planByTitle, measureConverted]
}
