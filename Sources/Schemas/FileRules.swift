import Findings

/// 目录文件规则：what can be wrong with a catalogue file before its meaning is looked at.
enum FileRules {
  /// 文件无法读取：bytes in no single encoding, or not text at all.
  static let unreadableText = RuleSheet.catalogue(
    "P1001", .hard, "文件无法读取", "{file} 不能读成文字（{problem}）。",
    "用 Excel 或 WPS 重新另存为“CSV UTF-8（逗号分隔）”；XML 文件另存为 UTF-8 编码。",
    en: "File cannot be read as text", "{file} cannot be read as text ({problemEN}).",
    "Save it again as UTF-8.")

  /// 表格不完整：quotes that do not close, too many rows or cells.
  static let brokenTable = RuleSheet.catalogue(
    "P1002", .hard, "CSV 表格有误", "{file} 的表格有误（{problem}）。",
    "检查该行的引号是否成对、是否多了逗号，改好后重新导入。",
    en: "Broken CSV table", "The table in {file} is broken ({problemEN}).",
    "Check the quotes and commas on that line.")

  static let missingColumn = RuleSheet.catalogue(
    "P1003", .hard, "缺少列", "{file} 的表头没有“{column}”列。", "在表头加上“{column}”列（列名照抄，先后不限）。",
    en: "Missing column", "The header of {file} has no column “{column}”.",
    "Add the column “{column}” to the header; its place does not matter.")

  static let repeatedColumn = RuleSheet.catalogue(
    "P1004", .hard, "表头有重复列", "{file} 的表头有两个“{column}”列，不知道以哪一列为准。", "删去其中一列。",
    en: "Column given twice", "The header of {file} has the column “{column}” twice.", "Delete one of them.")

  static let surplusCell = RuleSheet.catalogue(
    "P1005", .hard, "单元格多于表头", "该行第 {column} 格“{value}”在表头以外。",
    "多半是文字中的英文逗号没有加引号。给这段文字加英文双引号，或用 Excel 另存为 CSV。",
    en: "More cells than the header", "Cell {column} “{value}” of this row lies beyond the header.",
    "Usually a comma in a text without quotes: put the text in double quotes.")

  static let missingFile = RuleSheet.catalogue(
    "P1006", .hard, "缺少目录文件", "Schemas 文件夹中没有 {file}。", "补上该文件，或从安装包中恢复。",
    en: "Catalogue file missing", "There is no {file} in the Schemas folder.",
    "Add the file or restore it from the installation.")

  static let unreadableXML = RuleSheet.catalogue(
    "P1007", .hard, "XML 无法读取", "{file} 不是完整、规范的 XML（{problem}）。",
    "在该处检查标签是否成对、有无多余字符；方案可以改用“方案导入”由表格生成。",
    en: "XML cannot be read", "{file} is not well-formed XML ({problemEN}).",
    "Check the tags at this place, or make the plan from sheets with `plan import`.")

  static let schemaViolation = RuleSheet.catalogue(
    "P1008", .hard, "方案不符合格式", "{file} 中的“{element}”不符合 plan.xsd：{problem}",
    "按 plan.xsd 的说明改正该处；整份方案在改正之前不起作用。",
    en: "Plan breaks its schema", "“{element}” in {file} does not fit plan.xsd: {problemEN}",
    "Correct this place; until then the plan is not in force.")

  static let unreadableValue = RuleSheet.catalogue(
    "P1009", .hard, "内容无法识别", "“{column}”填的是“{value}”，应为{expected}。", "改为{expected}。",
    en: "Value not understood", "“{column}” holds “{value}”; {expectedEN} is expected.",
    "Type {expectedEN}.")

  static let emptyCell = RuleSheet.catalogue(
    "P1010", .hard, "必填项空缺", "“{column}”没有填。", "填上{expected}。",
    en: "Required cell is empty", "“{column}” is empty.", "Type {expectedEN}.")

  static let calendarMissing = RuleSheet.catalogue(
    "P1011", .note, "没有报送时限", "Schemas 文件夹中没有 calendar.csv，各期不判断迟报。",
    "需要判断迟报的，补上 calendar.csv（level,period,deadline）。",
    en: "No deadlines", "There is no calendar.csv in the Schemas folder; nothing counts as late.",
    "Add calendar.csv (level,period,deadline) if lateness matters.")

  static let all = [
    unreadableText, brokenTable, missingColumn, repeatedColumn, surplusCell, missingFile, unreadableXML,
    schemaViolation, unreadableValue, emptyCell, calendarMissing,
  ]
}
