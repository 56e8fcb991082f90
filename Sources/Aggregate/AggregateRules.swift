import Findings
import ReportModel

/// 汇总数超出范围.
package let totalOutOfRange = RuleSheet(
  code: "A1001", severity: .soft, title: "汇总数超出范围",
  message: "“{indicator}”各单位之和超出可精确保存的范围，本项不出汇总数。",
  remedy: "核对各单位所报数的计量单位是否写错（元、万元）。",
  titleEN: "Total out of range",
  messageEN: "The sum of “{indicator}” over its units cannot be held exactly; no total is given.",
  remedyEN: "Check the units' measure units (元, 万元).", basis: "汇总办法", since: "0.1")

/// 条线数与下级合计不符.
package let lineDoesNotReconcile = RuleSheet(
  code: "A5001", severity: .soft, title: "条线数与下级合计不符",
  message: "“{indicator}”主责单位所报与下级合计不符（主责单位 / 下级合计，括号内为差额）：{differences}。汇总数以主责单位为准。",
  remedy: "请主责单位与下级核对台账；确属口径不同的，在汇总情况说明中写明。",
  titleEN: "Owner's figure and subordinates differ",
  messageEN:
    "“{indicator}”: the owner's figure and the subordinates' sum differ (owner / sum, difference in brackets): {differencesEN}. The owner's figure counts.",
  remedyEN: "Reconcile with the subordinates, or state the difference of definition in the summary.",
  basis: "条线数据核对", since: "0.1")

/// 条线数暂与下级合计不符.
package let lineNotYetReconciled = RuleSheet(
  code: "A5004", severity: .note, title: "条线数暂与下级合计不符",
  message:
    "“{indicator}”主责单位所报与已报下级合计有差（主责单位 / 下级合计，括号内为差额）：{differences}。下级还有缺报：{missing}。",
  remedy: "待缺报单位补报后再核对；差额明显不在缺报单位的，现在就请主责单位核对。",
  titleEN: "Owner's figure and subordinates differ so far",
  messageEN:
    "“{indicator}”: the owner's figure and the sum of the subordinates that reported differ (owner / sum, difference in brackets): {differencesEN}. Still missing: {missing}.",
  remedyEN: "Compare again when the missing units are in.", basis: "条线数据核对", since: "0.1")

/// 本级上报数与部门合成数不符.
package let filedDiffersFromCompiled = RuleSheet(
  code: "A5002", severity: .soft, title: "本级上报数与部门合成数不符",
  message: "“{indicator}”{item}：本级报送 {filed}，各部门合成 {compiled}。以本级报送为准。",
  remedy: "核对本级报送与部门报送；部门数有误的请部门重报，本级数有误的重报本级。",
  titleEN: "Filed own level differs from its departments",
  messageEN:
    "“{indicator}” {itemEN}: filed {filedEN}, compiled from departments {compiled}. The filed figure counts.",
  remedyEN: "Compare both; have the wrong one sent again.", basis: "本级数据合成", since: "0.1")

/// 汇总与下级单报并存.
package let rollUpBesideLeaves = RuleSheet(
  code: "A5003", severity: .note, title: "汇总与下级单报并存",
  message: "{unit} 已有汇总上报，其下 {leaves} 的单独报送不再计入，只保留备查。",
  remedy: "无须处理；如汇总有遗漏，请退回由其重报汇总。",
  titleEN: "Roll-up beside leaves",
  messageEN: "{unit} has sent a roll-up; the separate reports of {leaves} below it are kept and not counted.",
  remedyEN: "Nothing to do; if the roll-up lacks something, return it.", basis: "同一数据只计一次", since: "0.1")

/// 对照换算超出范围.
package let conversionOutOfRange = RuleSheet(
  code: "A1002", severity: .soft, title: "对照换算超出范围",
  message: "{unit} 的“{source}”换算为“{indicator}”时超出可精确保存的范围，未计入。",
  remedy: "检查方案中指标对照的换算系数和计量单位。",
  titleEN: "Crosswalk conversion out of range",
  messageEN: "“{source}” of {unit} cannot be converted exactly into “{indicator}” and is not counted.",
  remedyEN: "Check the factor and the measure units in the plan's crosswalk.", basis: "指标对照", since: "0.1")

/// 汇总数不符合方案规定的关系.
package let totalBreaksFormula = RuleSheet(
  code: "A5005", severity: .soft, title: "汇总数不符合方案规定的关系",
  message: "{meaning}。汇总后{terms}：{verdict}。",
  remedy: "逐个单位核对这几项（cengbao explain 单位 报告期 指标），请有误的单位重报。",
  titleEN: "A total breaks an audit formula of the plan",
  messageEN: "{meaningEN}. Rolled up {termsEN}: {verdictEN}.",
  remedyEN:
    "Follow these totals down (`cengbao explain UNIT PERIOD INDICATOR`) and have the wrong report sent again.",
  basis: "实施方案·审核公式", since: "0.3")

/// 调查数疑为下级平均.
package let surveyIsAverage = RuleSheet(
  code: "A5006", severity: .soft, title: "调查数疑为下级平均",
  message: "“{indicator}”本级填报 {rate}，正好是下级 {count} 个公布数（{rates}）的平均。抽样调查数不能由下级平均得出。",
  remedy: "改填本级公布的调查数并写明来源；本级没有公布的，不填。",
  titleEN: "A survey rate looks like an average of subordinates",
  messageEN:
    "“{indicator}” is {rate} here, exactly the mean of {count} rates published below ({ratesEN}). A survey is not the mean of others.",
  remedyEN: "State the rate that was published for this level, with its source, or none.",
  basis: "指标口径·调查数", since: "0.3")

package let aggregateSheets: [RuleSheet] = [
  totalOutOfRange, conversionOutOfRange, lineDoesNotReconcile, lineNotYetReconciled, filedDiffersFromCompiled,
  rollUpBesideLeaves, totalBreaksFormula, surveyIsAverage,
]
