import Findings

/// 工作簿结构：sheets, hidden and merged cells, formulas, and what else a workbook has beside a table.
extension IngestSheet {
  static let unreadSheets = RuleSheet(
    code: "I1401", severity: .note, title: "有表页没有读",
    message: "表页{names}不是报表的内容，没有读入。",
    remedy: "如果里面有要报的数，请填到报表的表页里；没有就不用处理。",
    titleEN: "Sheets that were not read",
    messageEN: "The sheets {names} are no part of the form and were not read.",
    remedyEN: "Put what is to be reported onto the sheets of the form; otherwise there is nothing to do.",
    basis: "报送格式 工作簿", since: "0.4")

  static let severalForms = RuleSheet(
    code: "I1402", severity: .hard, title: "一个工作簿里有几份报表",
    message: "有 {count} 张表页都填了指标的数：{names}，不知道报的是哪一张，这里只读了第一张。",
    remedy: "一个文件只放一份报表：把要报的那一张留下，其余的删去或另存成别的文件；分成几张填的，并成一张。",
    titleEN: "Several forms in one workbook",
    messageEN: "{count} sheets hold figures: {names}. Which is the report? Only the first was read.",
    remedyEN:
      "Keep one form in a file: delete the others or save them apart, or join the parts into one sheet.",
    basis: "报送格式 工作簿", since: "0.4")

  static let hiddenCells = RuleSheet(
    code: "I1403", severity: .note, title: "隐藏的行列也读了",
    message: "表页“{sheet}”里隐藏着{what}，里面的内容一样读入了。",
    remedy: "取消隐藏看一下，不该报的请删去。",
    titleEN: "Hidden rows or columns were read too",
    messageEN:
      "On the sheet “{sheet}” there are hidden: {whatEN}; what stands there was read like everything else.",
    remedyEN: "Show them, and delete what should not be reported.",
    basis: "报送格式 工作簿", since: "0.4")

  static let mergedValue = RuleSheet(
    code: "I1404", severity: .hard, title: "几格数合并成了一格",
    message: "“{heading}”这一格和 {anchor} 合并在一起，共用一个数，分不清是哪一格的。",
    remedy: "取消合并单元格，每一格各填各的数；只有任务编号、主要任务可以上下合并。",
    titleEN: "Figures in one merged cell",
    messageEN:
      "“{heading}” is merged with {anchor} and shows the same number; for which of them it is cannot be told.",
    remedyEN: "Unmerge the cells and type each figure; only 任务编号 and 主要任务 may be merged downward.",
    basis: "报送格式 工作簿", since: "0.4")

  static let formulaWithoutResult = RuleSheet(
    code: "I1405", severity: .hard, title: "公式没有算出结果",
    message: "“{heading}”里是公式“{value}”，文件里没有它的计算结果。",
    remedy: "用 Excel 或 WPS 打开这个文件，等数算出来后保存，再报一次；也可以直接填数。",
    titleEN: "A formula without a result",
    messageEN: "“{heading}” holds the formula “{value}”, and the file does not hold its result.",
    remedyEN:
      "Open the file in Excel or WPS, save it once the number is shown, and send it again; or type the number.",
    basis: "报送格式 工作簿", since: "0.4")

  static let macros = RuleSheet(
    code: "I1406", severity: .note, title: "文件里有宏",
    message: "工作簿里带有宏，宏没有运行，只读了单元格里的数。",
    remedy: "不用处理；另存为 .xlsx 更稳妥。",
    titleEN: "The workbook has macros",
    messageEN: "There are macros in the workbook. They were not run; only the cells were read.",
    remedyEN: "Nothing to do; saving it as .xlsx is safer.",
    basis: "报送格式 工作簿", since: "0.4")

  static let externalLinks = RuleSheet(
    code: "I1407", severity: .note, title: "引用了别的文件",
    message: "工作簿里有引用其他文件的链接，那些文件没有打开，公式的数按最后一次保存的结果读。",
    remedy: "核对引用来的数是不是最新的；请用“选择性粘贴—数值”把它们固定下来。",
    titleEN: "Links to other files",
    messageEN:
      "The workbook refers to other files, which were not opened; formulas were read with the results last saved.",
    remedyEN: "Check that these numbers are up to date, and paste them as values.",
    basis: "报送格式 工作簿", since: "0.4")

  static let coveredCell = RuleSheet(
    code: "I1408", severity: .note, title: "合并单元格盖住的内容没有读",
    message: "这一格被合并单元格盖住，里面还留着看不见的“{value}”，没有读入。",
    remedy: "取消合并看一下，该报的填到单独的格里，不要的删去。",
    titleEN: "Content under a merged cell was not read",
    messageEN: "A merged cell lies over this one, which still holds “{value}”, unseen; it was not read.",
    remedyEN: "Unmerge the cells; type what is to be reported into a cell of its own and delete the rest.",
    basis: "报送格式 工作簿", since: "0.4")

  static let workbookSheets: [RuleSheet] = [
    unreadSheets, severalForms, hiddenCells, mergedValue, formulaWithoutResult, macros, externalLinks,
    coveredCell,
  ]
}
