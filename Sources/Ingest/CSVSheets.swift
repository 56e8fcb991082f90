import Findings

/// CSV结构：cells and rows, header, cover and rows that cannot be placed.
extension IngestSheet {
  static let unterminatedQuote = RuleSheet(
    code: "I1301", severity: .hard, title: "引号没有配对",
    message: "这里的引号开始后一直没有结束，后面的内容都读不出来。",
    remedy: "用 Excel 或 WPS 重新另存为 CSV；不要用记事本手工加引号。",
    titleEN: "Quote is not closed",
    messageEN: "A quote that opens here is never closed; nothing behind it can be read.",
    remedyEN: "Save the sheet as CSV again with Excel or WPS; do not add quotes by hand.",
    basis: "报送格式 CSV", since: "0.1")

  static let textAfterQuote = RuleSheet(
    code: "I1302", severity: .hard, title: "引号后面有多余文字",
    message: "一个单元格的引号结束之后还有文字，不能确定单元格的界限。",
    remedy: "用 Excel 或 WPS 重新另存为 CSV；文字里的英文引号改成中文引号“”。",
    titleEN: "Text after a quote",
    messageEN: "Text follows a closing quote; where the cell ends is uncertain.",
    remedyEN: "Save the sheet as CSV again; use Chinese quotes “” inside texts.",
    basis: "报送格式 CSV", since: "0.1")

  static let csvTooLarge = RuleSheet(
    code: "I1303", severity: .hard, title: "表格超出规模上限",
    message: "表格在这里超出上限：{what}（上限 {limit}）。",
    remedy: "请检查是否选错了文件，或删去表格外的多余行列后重新另存。",
    titleEN: "Table exceeds a bound",
    messageEN: "Here the table exceeds a bound: {whatEN} (at most {limit}).",
    remedyEN: "Check that it is the right file, or remove rows and columns outside the table.",
    basis: "报送格式 CSV", since: "0.1")

  static let missingColumn = RuleSheet(
    code: "I1304", severity: .hard, title: "表头缺少必要的栏",
    message: "表头缺少“{heading}”这一栏。",
    remedy: "请使用下发的模板，不要删改表头；补上这一栏后重新填报。",
    titleEN: "A column is missing",
    messageEN: "The header lacks the column “{heading}”.",
    remedyEN: "Use the form that was handed out and leave its header alone.",
    basis: "报送格式 CSV", since: "0.1")

  static let duplicateColumn = RuleSheet(
    code: "I1305", severity: .hard, title: "两栏是同一个意思",
    message: "“{value}”与第 {other} 列都是“{heading}”，不知道以哪一栏为准。",
    remedy: "只保留一栏，另一栏删去或改成它自己的名称。",
    titleEN: "Two columns mean the same",
    messageEN: "“{value}” and column {other} are both “{heading}”; which one counts is uncertain.",
    remedyEN: "Keep one of them; remove or rename the other.",
    basis: "报送格式 CSV", since: "0.1")

  static let bareCumulative = RuleSheet(
    code: "I1306", severity: .hard, title: "“累计”没有写明从何时起",
    message: "表头“{value}”没有写明是本年累计还是规划期累计（表中又没有“本年累计”一栏）。",
    remedy: "把表头改成“本年累计”或“规划期累计”。",
    titleEN: "Cumulative since when?",
    messageEN:
      "The heading “{value}” does not say whether the year or the plan period is meant (and there is no 本年累计 column).",
    remedyEN: "Rename the heading to 本年累计 or 规划期累计.",
    basis: "报送格式 CSV", since: "0.1")

  static let unreadColumn = RuleSheet(
    code: "I1307", severity: .note, title: "不认识的栏没有读入",
    message: "{column}，其中的内容没有读入。",
    remedy: "如果是要报的内容，请填到模板相应的栏里；说明性文字填“情况说明”。",
    titleEN: "Unknown column was not read",
    messageEN: "{columnEN}; what is in it was not read.",
    remedyEN: "Put what is to be reported into the form's own columns; remarks go into 情况说明.",
    basis: "报送格式 CSV", since: "0.1")

  static let extraCells = RuleSheet(
    code: "I1308", severity: .hard, title: "本行单元格比表头多",
    message: "本行有 {count} 格，表头只有 {width} 格，各栏已经错位，本行没有读入。{hint}",
    remedy: "多半是数字或文字里有英文逗号：数字去掉逗号，文字改用中文逗号，或用 Excel、WPS 重新另存为 CSV；再核对本行各格。",
    titleEN: "More cells than headings",
    messageEN:
      "This row has {count} cells and the header {width}, so the columns have shifted; the row was not read.{hintEN}",
    remedyEN:
      "Probably a comma inside a number or text is not quoted: take it out of numbers, or save the sheet as CSV again, and check the row.",
    basis: "报送格式 CSV", since: "0.1")

  static let noIndicator = RuleSheet(
    code: "I1309", severity: .hard, title: "有数但没有指标编号",
    message: "本行填了“{value}”，但“指标编号”是空的，不知道是哪个指标。",
    remedy: "从模板中补上指标编号。{hint}",
    titleEN: "A value without an indicator code",
    messageEN: "This row holds “{value}”, but 指标编号 is blank.",
    remedyEN: "Add the indicator code from the form. {hintEN}",
    basis: "报送格式 CSV", since: "0.1")

  static let noTask = RuleSheet(
    code: "I1310", severity: .hard, title: "没有任务编号",
    message: "本行（“{row}”）没有任务编号，上面也没有可以沿用的任务编号。",
    remedy: "从模板中补上任务编号。",
    titleEN: "A row without a task code",
    messageEN: "The row “{row}” has no task code, and none above it can be used.",
    remedyEN: "Add the task code from the form.",
    basis: "报送格式 CSV", since: "0.1")

  static let titleConflict = RuleSheet(
    code: "I1311", severity: .hard, title: "任务名称变了但没有任务编号",
    message: "本行任务编号是空的，任务名称“{value}”却与上面 {task} 的“{title}”不同，不能沿用上面的编号。",
    remedy: "补上本行的任务编号，或改正任务名称。",
    titleEN: "Another title without a task code",
    messageEN:
      "The task code is blank here, but the title “{value}” differs from “{title}” of {task} above, whose code therefore cannot be used.",
    remedyEN: "Add this row's task code, or correct the title.",
    basis: "报送格式 CSV", since: "0.1")

  static let statusConflict = RuleSheet(
    code: "I1312", severity: .hard, title: "同一任务填了两种完成状态",
    message: "任务 {task} 的完成状态前面填的是“{first}”，这里填的是“{value}”。",
    remedy: "同一任务只填一次完成状态，改成一致。",
    titleEN: "Two statuses for one task",
    messageEN: "Task {task} says “{first}” above and “{value}” here.",
    remedyEN: "Give one status for a task.",
    basis: "报送格式 CSV", since: "0.1")

  static let unknownStatus = RuleSheet(
    code: "I1313", severity: .soft, title: "完成状态无法识别",
    message: "完成状态“{value}”不在可选范围内，没有读入。",
    remedy: "填“未启动”“推进中”“已完成”或“长期坚持”；进展文字填“工作进展”栏。",
    titleEN: "Unknown status",
    messageEN: "The status “{value}” is not one of those allowed and was not read.",
    remedyEN: "Use 未启动, 推进中, 已完成 or 长期坚持; descriptions go into 工作进展.",
    basis: "报送格式 CSV", since: "0.1")

  static let mangledCode = RuleSheet(
    code: "I1314", severity: .hard, title: "编号被电子表格改坏",
    message: "“{value}”是电子表格把编号当成数字改写成的科学记数，原来的编号已经看不出来。",
    remedy: "把这一格设成“文本”格式，重新填写完整的编号：{example}。",
    titleEN: "Code mangled by the spreadsheet",
    messageEN:
      "“{value}” is what a spreadsheet makes of a code in scientific notation; the code itself is lost.",
    remedyEN: "Format the cell as text and type the whole code again: {exampleEN}.",
    basis: "报送格式 CSV", since: "0.1")

  static let noUnit = RuleSheet(
    code: "I1315", severity: .hard, title: "没有报送单位",
    message: "封面上没有“报送单位”，不知道是哪个单位的报表。",
    remedy: "在封面“报送单位”后填单位代码，再下一格填单位名称。",
    titleEN: "No reporting unit",
    messageEN: "The cover has no 报送单位; whose report this is cannot be told.",
    remedyEN: "Type the unit code behind 报送单位 and the name into the next cell.",
    basis: "报送格式 CSV", since: "0.1")

  static let noPeriod = RuleSheet(
    code: "I1316", severity: .hard, title: "没有报告期",
    message: "封面上没有“报告期”，不知道是哪个季度的报表。",
    remedy: "在封面“报告期”后填季度，如 2024年三季度 或 2024-Q3。",
    titleEN: "No period",
    messageEN: "The cover has no 报告期; the quarter cannot be told.",
    remedyEN: "Type the quarter behind 报告期, such as 2024-Q3.",
    basis: "报送格式 CSV", since: "0.1")

  static let unknownPeriod = RuleSheet(
    code: "I1317", severity: .hard, title: "报告期无法识别",
    message: "报告期“{value}”看不出是哪一个季度{doubt}。",
    remedy: "写明年份和季度，如 2024年三季度 或 2024-Q3。",
    titleEN: "Period cannot be read",
    messageEN: "From “{value}” the quarter cannot be told{doubtEN}.",
    remedyEN: "Give year and quarter, such as 2024-Q3.",
    basis: "报送格式 CSV", since: "0.1")

  static let periodWithoutYear = RuleSheet(
    code: "I1318", severity: .hard, title: "报告期没有年份",
    message: "报告期“{value}”没有写年份。",
    remedy: "写明年份，如 2024年三季度；年份不从标题或文件名推断。",
    titleEN: "Period without a year",
    messageEN: "The period “{value}” has no year.",
    remedyEN: "Give the year too, such as 2024-Q3; it is never taken from a title or file name.",
    basis: "报送格式 CSV", since: "0.1")

  static let periodNotQuarter = RuleSheet(
    code: "I1319", severity: .hard, title: "报告期不是一个季度",
    message: "报告期“{value}”不是单独一个季度。",
    remedy: "本报表一季一报，写明一个季度，如 2024年三季度；累计数填在累计栏里。",
    titleEN: "Not one quarter",
    messageEN: "The period “{value}” is not one quarter.",
    remedyEN:
      "The report is quarterly: name one quarter, such as 2024-Q3; cumulative figures have columns of their own.",
    basis: "报送格式 CSV", since: "0.1")

  static let unknownCoverKey = RuleSheet(
    code: "I1320", severity: .note, title: "不认识的封面项没有读入",
    message: "封面项“{key}”没有读入（填的是“{value}”）。",
    remedy: "如果是要报的内容，请改用模板中的封面项名称。",
    titleEN: "Unknown cover item was not read",
    messageEN: "The cover item “{key}” was not read (it says “{value}”).",
    remedyEN: "Use the form's own names for cover items.",
    basis: "报送格式 CSV", since: "0.1")

  static let unknownCoverValue = RuleSheet(
    code: "I1321", severity: .hard, title: "封面项填写不对",
    message: "封面“{key}”填的是“{value}”，只能填：{expected}。",
    remedy: "改成可选的写法；不清楚就留空。",
    titleEN: "Cover value not understood",
    messageEN: "{key} says “{value}”; allowed are: {expected}.",
    remedyEN: "Use one of these, or leave it blank.",
    basis: "报送格式 CSV", since: "0.1")

  static let coverConflict = RuleSheet(
    code: "I1322", severity: .hard, title: "封面项前后不一致",
    message: "“{key}”前面填的是“{first}”，这里填的是“{value}”。",
    remedy: "一个文件只放一份报表，封面项只填一次。",
    titleEN: "Cover items disagree",
    messageEN: "{key} says “{first}” above and “{value}” here.",
    remedyEN: "One file holds one report; fill each cover item once.",
    basis: "报送格式 CSV", since: "0.1")

  static let unknownDate = RuleSheet(
    code: "I1323", severity: .soft, title: "填表日期无法识别",
    message: "填表日期“{value}”看不出是哪一天，没有读入。",
    remedy: "写成 2024-10-08 或 2024年10月8日。",
    titleEN: "Date cannot be read",
    messageEN: "From “{value}” the day cannot be told; it was not read.",
    remedyEN: "Write 2024-10-08.",
    basis: "报送格式 CSV", since: "0.1")

  static let malformedUnit = RuleSheet(
    code: "I1324", severity: .hard, title: "单位代码写法不对",
    message: "报送单位填的是“{value}”，像代码又不是代码。",
    remedy: "填 6 位区划代码，或登记的本地代码（如 610700-jyj）；只有名称时填名称。",
    titleEN: "Unit code has the wrong form",
    messageEN: "报送单位 says “{value}”, which looks like a code and is none.",
    remedyEN: "Type the six-digit code or a registered local one (610700-jyj), or just the name.",
    basis: "报送格式 CSV", since: "0.1")

  static let noTable = RuleSheet(
    code: "I1325", severity: .hard, title: "没有找到表头",
    message: "封面之后没有找到带“任务编号”“指标编号”的表头，数据没有读入。",
    remedy: "请使用下发的模板，保留表头一行，数据填在表头下面。",
    titleEN: "No table header",
    messageEN: "No header with 任务编号 and 指标编号 was found behind the cover; no figures were read.",
    remedyEN: "Use the form that was handed out, keep its header row and fill in the rows below it.",
    basis: "报送格式 CSV", since: "0.1")

  static let wrongDelimiter = RuleSheet(
    code: "I1326", severity: .hard, title: "各栏之间的分隔符不对",
    message: "各栏之间用的是“{value}”，分不开栏目，整张表都读不出来。",
    remedy: "在 Excel 或 WPS 中打开原表，用“另存为”选“CSV UTF-8（逗号分隔）”；不要用记事本替换标点。",
    titleEN: "Columns are parted by the wrong sign",
    messageEN: "The columns are parted by “{value}”; nothing in the table can be read.",
    remedyEN:
      "Open the original sheet and save it as “CSV UTF-8”; do not replace punctuation in a text editor.",
    basis: "报送格式 CSV", since: "0.1")

  static let otherHeader = RuleSheet(
    code: "I1327", severity: .hard, title: "后面的表头栏目不全",
    message: "表中又出现一个表头，但没有“{heading}”一栏，从这里起的数没有读入。",
    remedy: "各段表使用同样的表头，或把各段并成一张表，只留一个表头。",
    titleEN: "A later header lacks a column",
    messageEN: "Another header in the table has no “{heading}” column; from here on nothing was read.",
    remedyEN: "Use one header for every part of the table, or join the parts below one header.",
    basis: "报送格式 CSV", since: "0.1")

  static let partedColumn = RuleSheet(
    code: "I1328", severity: .hard, title: "一栏下面又分了几栏",
    message: "表头“{value}”下面又分成{parts}几栏，一行里就有了几个指标的数，整张表都没有读入。",
    remedy: "一行只填一个指标：按模板每个指标（如场次、人次）各占一行，各有自己的指标编号，数填在同一栏。",
    titleEN: "A column is parted into several",
    messageEN:
      "The heading “{value}” is parted into {parts}, so that one row holds several indicators; nothing was read.",
    remedyEN:
      "Use the form: every indicator has a row and a code of its own, with its figure in the same column.",
    basis: "报送格式 CSV", since: "0.3")

  static let csvSheets: [RuleSheet] = [
    unterminatedQuote, textAfterQuote, csvTooLarge, missingColumn, duplicateColumn, bareCumulative,
    unreadColumn, extraCells, noIndicator, noTask, titleConflict, statusConflict, unknownStatus, mangledCode,
    noUnit, noPeriod, unknownPeriod, periodWithoutYear, periodNotQuarter, unknownCoverKey, unknownCoverValue,
    coverConflict, unknownDate, malformedUnit,
    noTable, wrongDelimiter, otherHeader, partedColumn,
  ]
}
