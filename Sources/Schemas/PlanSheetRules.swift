import Findings

/// 方案表格规则：what can be wrong between the sheets and rows of a plan in CSV.
enum PlanSheetRules {
  static let missingSheet = RuleSheet.catalogue(
    "P1701", .hard, "缺少方案表格", "没有 {file}。", "把 {file} 放在同一个文件夹；没有内容的也要保留表头。",
    en: "Plan sheet missing", "There is no {file}.", "Put {file} beside the others; a header alone will do.")

  static let repeatedKey = RuleSheet.catalogue(
    "P1702", .hard, "方案信息重复", "plan.csv 中“{key}”写了两次。", "只留一行。",
    en: "Key given twice", "“{key}” occurs twice in plan.csv.", "Keep one row.")

  static let unknownKey = RuleSheet.catalogue(
    "P1703", .note, "方案信息不认识", "plan.csv 中的“{key}”不认识，没有读取。", "核对拼写；自己的备注不影响导入。",
    en: "Unknown key", "“{key}” in plan.csv is not known and was passed over.",
    "Check the spelling; notes of your own do no harm.")

  static let actionDisagrees = RuleSheet.catalogue(
    "P1704", .hard, "同一行动（部分）前后不一", "{owner} 的“{column}”在这一行是“{value}”，前面是“{first}”。",
    "同一部分、同一行动的各行，这些列要填得完全一样；不是同一行动的，换一个 actionID。",
    en: "Rows of one action disagree", "“{column}” of {owner} is “{value}” here and “{first}” before.",
    "Fill these columns alike in every row of a part or action, or give another action another actionID.")

  static let generalEntry = RuleSheet.catalogue(
    "P1705", .hard, "综合情况应有且只有一条",
    "tasks.csv 中不属于任何部分的任务有 {count} 条。", "只留一条综合情况（部分、行动各列空着）；其他任务填上 part 和 action。",
    en: "One general entry expected", "tasks.csv has {count} tasks outside every part.",
    "Keep one general entry with empty part and action columns; fill them for all others.")

  static let unitNotFound = RuleSheet.catalogue(
    "P1706", .hard, "单位认不出来", "“{column}”中的“{value}”不是单位代码，按名称也不能唯一确定是哪个单位。",
    "改填单位代码（见 Schemas/units）；多个单位用英文分号分开，另一组用竖线分开。",
    en: "Unit not recognised",
    "“{value}” in “{column}” is neither a unit code nor the name of exactly one unit.",
    "Type the unit's code; separate units by semicolons and groups by vertical bars.")

  static let orderDoesNotFit = RuleSheet.catalogue(
    "P1707", .note, "单位先后次序没有采用", "“{column}”与各单位列的组数不符，按牵头、责任、负责的先后排列。",
    "改过单位以后，把“{column}”清空即可。",
    en: "Order of roles not used",
    "“{column}” does not fit the number of groups; lead, responsible, support is assumed.",
    "Empty “{column}” after changing units.")

  static let textNotAllowed = RuleSheet.catalogue(
    "P1708", .hard, "文字中有不能保存的字符", "“{column}”中有控制字符（{character}）。", "删去该字符，或重新粘贴纯文字。",
    en: "Character that cannot be kept", "“{column}” holds a control character ({character}).",
    "Delete it or paste the text again as plain text.")

  static let textTooLong = RuleSheet.catalogue(
    "P1709", .hard, "文字太长", "“{column}”有 {count} 字，最多 {limit} 字。", "缩短文字，或拆成几条。",
    en: "Text too long", "“{column}” has {count} characters; {limit} is the most.",
    "Shorten the text or split it.")

  static let all = [
    missingSheet, repeatedKey, unknownKey, actionDisagrees, generalEntry, unitNotFound, orderDoesNotFit,
    textNotAllowed, textTooLong,
  ]
}
