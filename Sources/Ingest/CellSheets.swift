import Findings

/// 数值单元格：what stands where one number should stand.
extension IngestSheet {
  static let approximation = RuleSheet(
    code: "I2001", severity: .hard, title: "约数",
    message: "“{heading}”填的是“{value}”，是约数，不能汇总。",
    remedy: "核对台账，填一个准确的数，不带“余、多、约、近、左右、以上”等字；一时核不清的先留空，在“情况说明”里说明。",
    titleEN: "An estimate",
    messageEN: "“{heading}” says “{value}”, an estimate that cannot be added up.",
    remedyEN:
      "Type the exact figure from the records; what cannot be told yet stays blank, with a word in 情况说明.",
    basis: "报送格式 数值", since: "0.1")

  static let range = RuleSheet(
    code: "I2002", severity: .hard, title: "区间",
    message: "“{heading}”填的是“{value}”，是一个区间，不能汇总。",
    remedy: "填实际完成的那一个数；区间只用来定目标，完成数不填区间。",
    titleEN: "A range",
    messageEN: "“{heading}” says “{value}”, a range that cannot be added up.",
    remedyEN: "Type the one figure that was reached; ranges are for targets.",
    basis: "报送格式 数值", since: "0.1")

  static let spreadsheetError = RuleSheet(
    code: "I2003", severity: .hard, title: "电子表格的错误值",
    message: "“{heading}”填的是“{value}”，不是数，是电子表格显示的错误：{cause}。",
    remedy: "{cure}，再重新另存；也可以在这一格直接填数。",
    titleEN: "A spreadsheet error",
    messageEN:
      "“{heading}” says “{value}”, which a spreadsheet shows instead of a number: {causeEN}.",
    remedyEN: "{cureEN} and save again, or type the number itself into the cell.",
    basis: "报送格式 数值", since: "0.1")

  static let formula = RuleSheet(
    code: "I2004", severity: .hard, title: "公式文字",
    message: "“{heading}”里是公式“{value}”，不是计算结果。",
    remedy: "在原表中复制该列，用“选择性粘贴—数值”粘贴后重新另存。",
    titleEN: "Formula text",
    messageEN: "“{heading}” holds the formula “{value}” and not its result.",
    remedyEN: "Copy the column, paste it as values and save again.",
    basis: "报送格式 数值", since: "0.1")

  static let dateForNumber = RuleSheet(
    code: "I2005", severity: .hard, title: "数字变成了日期",
    message: "“{heading}”填的是“{value}”，是日期或时间，不是数。",
    remedy: "多半是填了“3-5”“3/5”一类的写法，被电子表格自动改成日期：先把这一格设成“数值”格式，再填一个数。",
    titleEN: "A date for a number",
    messageEN: "“{heading}” says “{value}”, a date or time.",
    remedyEN:
      "Spreadsheets make dates of what is typed as 3-5 or 3/5: format the cell as a number and type one number.",
    basis: "报送格式 数值", since: "0.1")

  static let scientific = RuleSheet(
    code: "I2006", severity: .hard, title: "科学记数",
    message: "“{heading}”填的是“{value}”，是科学记数，后面的数位已经丢失。",
    remedy: "把这一格设成“数值”格式，填完整的数，如 125000。",
    titleEN: "Scientific notation",
    messageEN: "“{heading}” says “{value}”; in this notation digits are lost.",
    remedyEN: "Format the cell as a number and type it in full, such as 125000.",
    basis: "报送格式 数值", since: "0.1")

  static let noneWord = RuleSheet(
    code: "I2007", severity: .soft, title: "“无”是零还是不适用",
    message: "“{heading}”填的是“{value}”，分不清是本期没有发生（零），还是本单位没有这一项；这一项现在没有计入，按缺报处理。",
    remedy: "本期没有发生的填 0；本单位没有这一项的填“—”。只写情况说明不改数的，仍按缺报。",
    titleEN: "None: zero or not applicable?",
    messageEN:
      "“{heading}” says “{value}”: nothing this quarter, or nothing at all? It is not counted, but missing.",
    remedyEN:
      "Type 0 where nothing happened, “—” where it does not apply; an explanation alone leaves it missing.",
    basis: "报送格式 数值", since: "0.1")

  static let doubleMultiplier = RuleSheet(
    code: "I2008", severity: .hard, title: "“万”重复",
    message: "计量单位已经是“{measure}”，“{heading}”又填“{value}”，不知道是否要再乘一次。",
    remedy: "是 {number} {measure}的，只填 {number}；不是的，换算成“{measure}”再填数。",
    titleEN: "Ten thousands twice?",
    messageEN: "The measure unit is {measure} already, and “{heading}” says “{value}”.",
    remedyEN: "If {number} {measure} are meant, type {number}; otherwise convert it into {measure} first.",
    basis: "报送格式 数值", since: "0.1")

  static let notOneNumber = RuleSheet(
    code: "I2009", severity: .hard, title: "不是一个数",
    message: "“{heading}”填的是“{value}”，不是一个数。",
    remedy: "只填阿拉伯数字，如 {example}；没有完成填 0，不适用填“—”，还没有统计出来就留空；文字填到“情况说明”。",
    titleEN: "Not one number",
    messageEN: "“{heading}” says “{value}”, which is not one number.",
    remedyEN:
      "Type digits only, such as {example}; 0 for nothing, “—” for not applicable, blank for not known yet; words go into 情况说明.",
    basis: "报送格式 数值", since: "0.1")

  static let measureConflict = RuleSheet(
    code: "I2010", severity: .hard, title: "单元格与计量单位栏不一致",
    message: "“{heading}”填的是“{value}”，计量单位栏却是“{measure}”，不知道以哪个为准。",
    remedy: "本来就是按“{measure}”统计的，去掉“{glued}”只填数；是按“{glued}”统计的，按“{measure}”重新统计（元、万元等可以换算）后再填。",
    titleEN: "Cell and measure column disagree",
    messageEN: "“{heading}” says “{value}”, but the measure unit column says {measure}.",
    remedyEN:
      "If {measure} were counted, type the plain number; if {glued} were, count or convert into {measure} first.",
    basis: "报送格式 数值", since: "0.1")

  static let badSeparators = RuleSheet(
    code: "I2011", severity: .hard, title: "数字里的标点不对",
    message: "“{heading}”填的是“{value}”，里面的标点不是正确的千分位或小数点，可能少了或多了数字。",
    remedy: "去掉分隔的标点，填完整的数，如 12420；小数点用英文句点，如 8.4。",
    titleEN: "Odd punctuation in a number",
    messageEN:
      "“{heading}” says “{value}”; its punctuation is neither of thousands nor of decimals, so a digit may be missing.",
    remedyEN: "Type the number without separators, such as 12420; the decimal sign is “.”, as in 8.4.",
    basis: "报送格式 数值", since: "0.1")

  static let severalNumbers = RuleSheet(
    code: "I2012", severity: .hard, title: "一格里有几个数",
    message: "“{heading}”填的是“{value}”，不止一个数，不知道取哪一个。",
    remedy: "一格只填本栏要的那一个数；比例的分子、分母分开填，其他数写到“情况说明”里。",
    titleEN: "Several numbers in one cell",
    messageEN: "“{heading}” says “{value}”, more than one number.",
    remedyEN:
      "Type the one number that the column asks for; numerator and denominator have columns of their own, other numbers go into 情况说明.",
    basis: "报送格式 数值", since: "0.1")

  static let chineseNumerals = RuleSheet(
    code: "I2013", severity: .hard, title: "中文数字",
    message: "“{heading}”填的是“{value}”，是中文数字。",
    remedy: "改填阿拉伯数字，如 58。",
    titleEN: "Chinese numerals",
    messageEN: "“{heading}” says “{value}” in Chinese numerals.",
    remedyEN: "Type it in digits, such as 58.",
    basis: "报送格式 数值", since: "0.1")

  static let numberTooLong = RuleSheet(
    code: "I2014", severity: .hard, title: "数字太长",
    message: "“{heading}”填的是“{value}”，位数太多，无法准确记录（最多 18 位，其中小数不超过 9 位）。",
    remedy: "核对后改正；金额可改用万元。",
    titleEN: "Number is too long",
    messageEN: "“{heading}” says “{value}”: too many digits to be kept exactly (18 in all, nine decimals).",
    remedyEN: "Check it; for money use 万元.",
    basis: "报送格式 数值", since: "0.1")

  static let percentInPart = RuleSheet(
    code: "I2015", severity: .hard, title: "分子、分母填了百分数",
    message: "“{heading}”填的是“{value}”，是百分数。",
    remedy: "分子、分母都填个数，如分子 14、分母 22；百分比由系统计算。",
    titleEN: "A percentage in a part",
    messageEN: "“{heading}” says “{value}”, a percentage.",
    remedyEN: "Type counts, such as 14 and 22; the percentage is computed.",
    basis: "报送格式 数值", since: "0.1")

  static let measuresInRow = RuleSheet(
    code: "I2016", severity: .hard, title: "同一行用了两种计量单位",
    message: "“{heading}”填的是“{value}”，与本行前面的“{measure}”不是同一计量单位。",
    remedy: "一行只用一个计量单位，填在“计量单位”栏，数据格只填数。",
    titleEN: "Two measure units in one row",
    messageEN: "“{heading}” says “{value}”, another measure unit than “{measure}” before it in the row.",
    remedyEN: "Use one measure unit for a row, in its own column.",
    basis: "报送格式 数值", since: "0.1")

  static let bracketed = RuleSheet(
    code: "I2017", severity: .hard, title: "数字写在括号里",
    message: "“{heading}”填的是“{value}”，括号里的数分不清是负数（会计写法）还是附注。",
    remedy: "是完成数的，去掉括号填 {example}；是冲减以前多报的，填到“历史调整数”栏（-{example}）并写明调整原因。",
    titleEN: "A number in brackets",
    messageEN: "“{heading}” says “{value}”: a negative number, as accountants write it, or a remark?",
    remedyEN:
      "Type {example} without brackets; a correction of earlier quarters goes into 历史调整数 (-{example}) with its reason.",
    basis: "报送格式 数值", since: "0.1")

  static let cellSheets: [RuleSheet] = [
    approximation, range, spreadsheetError, formula, dateForNumber, scientific, noneWord, doubleMultiplier,
    notOneNumber, measureConflict, badSeparators, severalNumbers, chineseNumerals, numberTooLong,
    percentInPart, measuresInRow, bracketed,
  ]
}
