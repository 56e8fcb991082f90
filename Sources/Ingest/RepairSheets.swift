import Findings

/// 修正：what was typed another way and understood all the same; each leaves a trace in the receipt.
extension IngestSheet {
  static let fullWidth = RuleSheet(
    code: "I3001", severity: .note, title: "全角或多余的字符",
    message: "数字里有全角字符或多余的符号，已按半角数字读。",
    remedy: "以后请用英文输入法填数字。",
    titleEN: "Full-width or stray characters",
    messageEN: "The number has full-width or stray characters; it was read as plain digits.",
    remedyEN: "Type digits with the English input method.",
    basis: "报送格式 修正", since: "0.1")

  static let thousands = RuleSheet(
    code: "I3002", severity: .note, title: "千分位逗号",
    message: "数字里有千分位逗号，已去掉。",
    remedy: "以后数字里不要加逗号。",
    titleEN: "Thousands separators",
    messageEN: "The number has thousands separators, which were removed.",
    remedyEN: "Leave commas out of numbers.",
    basis: "报送格式 修正", since: "0.1")

  static let innerSpaces = RuleSheet(
    code: "I3003", severity: .note, title: "数字中间有空格",
    message: "数字中间有空格，已去掉。",
    remedy: "以后数字里不要加空格。",
    titleEN: "Spaces in a number",
    messageEN: "The number has spaces inside, which were removed.",
    remedyEN: "Leave spaces out of numbers.",
    basis: "报送格式 修正", since: "0.1")

  static let gluedMeasure = RuleSheet(
    code: "I3004", severity: .note, title: "数字后面带单位",
    message: "数字后面带了计量单位，已分开读。",
    remedy: "以后只填数字，单位填在“计量单位”栏。",
    titleEN: "Measure unit after the number",
    messageEN: "A measure unit is glued to the number; both were read apart.",
    remedyEN: "Type the number only; the unit has its own column.",
    basis: "报送格式 修正", since: "0.1")

  static let multiplier = RuleSheet(
    code: "I3005", severity: .note, title: "数字后面带“万”等",
    message: "数字后面带“万”“亿”等，已换算成完整的数。",
    remedy: "以后填完整的数。",
    titleEN: "Number in ten thousands",
    messageEN: "万, 亿 or the like behind the number was multiplied out.",
    remedyEN: "Type the number in full.",
    basis: "报送格式 修正", since: "0.1")

  static let plusSign = RuleSheet(
    code: "I3006", severity: .note, title: "数字前面带加号",
    message: "数字前面有加号，已去掉。",
    remedy: "以后不要加正号。",
    titleEN: "Leading plus sign",
    messageEN: "The leading plus sign was removed.",
    remedyEN: "Leave the sign out.",
    basis: "报送格式 修正", since: "0.1")

  static let blankAsZero = RuleSheet(
    code: "I3007", severity: .note, title: "空格按零处理",
    message: "封面写明“空格表示零”，空格已按 0 读。",
    remedy: "以后没有完成的请直接填 0。",
    titleEN: "Blank read as zero",
    messageEN: "The cover says 空格表示零, so the blank was read as 0.",
    remedyEN: "Type 0 where nothing was done.",
    basis: "报送格式 修正", since: "0.1")

  static let periodSpelling = RuleSheet(
    code: "I3008", severity: .note, title: "报告期写法",
    message: "报告期已按规范写法读。",
    remedy: "规范写法如 2024-Q3。",
    titleEN: "Spelling of the period",
    messageEN: "The period was read in its standard form.",
    remedyEN: "The standard form is 2024-Q3.",
    basis: "报送格式 修正", since: "0.1")

  static let dateSpelling = RuleSheet(
    code: "I3009", severity: .note, title: "日期写法",
    message: "日期已按规范写法读。",
    remedy: "规范写法如 2024-10-08。",
    titleEN: "Spelling of a date",
    messageEN: "The date was read in its standard form.",
    remedyEN: "The standard form is 2024-10-08.",
    basis: "报送格式 修正", since: "0.1")

  static let filledDown = RuleSheet(
    code: "I3010", severity: .note, title: "任务编号沿用上一行",
    message: "任务编号为空，已沿用上面的编号。",
    remedy: "以后每行都填任务编号，不要合并单元格。",
    titleEN: "Task code filled down",
    messageEN: "The blank task code was taken from the row above.",
    remedyEN: "Fill the task code in every row and do not merge cells.",
    basis: "报送格式 修正", since: "0.1")

  static let lineNotRead = RuleSheet(
    code: "I3011", severity: .note, title: "表外文字没有读入",
    message: "标题、说明等表外文字没有读入。",
    remedy: "不用处理。",
    titleEN: "Line outside the table was not read",
    messageEN: "Titles and remarks outside the table were not read.",
    remedyEN: "Nothing to do.",
    basis: "报送格式 修正", since: "0.1")

  static let repeatedHeader = RuleSheet(
    code: "I3012", severity: .note, title: "重复的表头",
    message: "表中重复出现的表头已略过。",
    remedy: "以后导出时不要每页重复表头。",
    titleEN: "Repeated header",
    messageEN: "A header repeated within the table was passed over.",
    remedyEN: "Do not repeat the header on every page.",
    basis: "报送格式 修正", since: "0.1")

  static let headingSynonym = RuleSheet(
    code: "I3013", severity: .note, title: "表头写法",
    message: "表头已按模板的栏目名读。",
    remedy: "以后请直接使用模板的表头。",
    titleEN: "Another word for a heading",
    messageEN: "The heading was read as the form's own.",
    remedyEN: "Use the form's header as it stands.",
    basis: "报送格式 修正", since: "0.1")

  static let statusSynonym = RuleSheet(
    code: "I3014", severity: .note, title: "完成状态写法",
    message: "完成状态已按规范写法读。",
    remedy: "规范写法：未启动、推进中、已完成、长期坚持。",
    titleEN: "Another word for a status",
    messageEN: "The status was read in its standard form.",
    remedyEN: "Standard forms: 未启动, 推进中, 已完成, 长期坚持.",
    basis: "报送格式 修正", since: "0.1")

  static let notApplicableWord = RuleSheet(
    code: "I3015", severity: .note, title: "“不适用”写法",
    message: "已按不适用读。",
    remedy: "规范写法是“—”。",
    titleEN: "Another word for not applicable",
    messageEN: "It was read as not applicable.",
    remedyEN: "The standard form is “—”.",
    basis: "报送格式 修正", since: "0.1")

  static let textAppended = RuleSheet(
    code: "I3016", severity: .note, title: "同一任务有两段文字",
    message: "同一任务的另一段文字已接在后面。",
    remedy: "以后同一任务的文字只在第一行填一次。",
    titleEN: "Two texts for one task",
    messageEN: "Another text for the same task was appended.",
    remedyEN: "Fill narrative once, in the task's first row.",
    basis: "报送格式 修正", since: "0.1")

  static let totalRow = RuleSheet(
    code: "I3017", severity: .note, title: "合计行不计入",
    message: "合计、小计行只用于核对，没有计入。",
    remedy: "不用处理。",
    titleEN: "Total row is not counted",
    messageEN: "Total rows are compared only and not counted.",
    remedyEN: "Nothing to do.",
    basis: "报送格式 修正", since: "0.1")

  static let codeSpelling = RuleSheet(
    code: "I3018", severity: .note, title: "编号写法",
    message: "编号中的全角字符、大小写、空格或多余的零已改正。",
    remedy: "以后请从模板中复制编号。",
    titleEN: "Spelling of a code",
    messageEN: "Full-width characters, case, spaces or added zeros in a code were corrected.",
    remedyEN: "Copy codes from the form.",
    basis: "报送格式 修正", since: "0.1")

  static let coverSynonym = RuleSheet(
    code: "I3019", severity: .note, title: "封面项写法",
    message: "封面项已按模板的名称读。",
    remedy: "以后请直接使用模板的封面。",
    titleEN: "Another word for a cover item",
    messageEN: "The cover item was read as the form's own.",
    remedyEN: "Use the form's cover as it stands.",
    basis: "报送格式 修正", since: "0.1")

  static let typedRate = RuleSheet(
    code: "I3020", severity: .note, title: "自填的比例只作核对",
    message: "自填的比例不计入，只与分子、分母算出的百分比核对。",
    remedy: "分子、分母填好就行，百分比由系统计算。",
    titleEN: "A typed rate is only compared",
    messageEN: "The typed rate is not counted, only compared with what numerator and denominator make.",
    remedyEN: "Numerator and denominator are enough; the percentage is computed.",
    basis: "报送格式 修正", since: "0.1")

  static let changedHeader = RuleSheet(
    code: "I3021", severity: .note, title: "表中换了表头",
    message: "表中又出现一个表头，栏目与前面的不同，以下各行已按新的表头读。",
    remedy: "以后各段表使用同样的表头，或并成一张表。",
    titleEN: "Another header within the table",
    messageEN:
      "Another header with other columns stands within the table; the rows below it were read by it.",
    remedyEN: "Use one header for every part of the table.",
    basis: "报送格式 修正", since: "0.1")

  static let otherDelimiter = RuleSheet(
    code: "I3022", severity: .note, title: "分隔符不是逗号",
    message: "各栏之间用的不是逗号（制表符或分号），已照样分开读。",
    remedy: "不用处理；另存时选“CSV UTF-8（逗号分隔）”更稳妥。",
    titleEN: "Other delimiters than commas",
    messageEN: "The columns are parted by tabs or semicolons and were read as such.",
    remedyEN: "Nothing to do; “CSV UTF-8” is the safer choice.",
    basis: "报送格式 修正", since: "0.1")

  static let otherEncoding = RuleSheet(
    code: "I3023", severity: .note, title: "编码是 GBK",
    message: "文件不是 UTF-8 编码，已按 GB18030（GBK）读。",
    remedy: "看一下单位名称等文字有没有乱码，没有就不用处理；另存时选“CSV UTF-8（逗号分隔）”更稳妥。",
    titleEN: "Encoded in GBK",
    messageEN: "The file is not UTF-8 and was read as GB18030 (GBK).",
    remedyEN:
      "See whether the texts are right; then there is nothing to do. “CSV UTF-8” is the safer choice.",
    basis: "报送格式 修正", since: "0.1")

  static let coverAcross = RuleSheet(
    code: "I3024", severity: .note, title: "封面横排",
    message: "封面项排成一行、内容填在下一行，已逐项对应读入。",
    remedy: "以后请使用模板的封面，一行一项，内容填在右边一格。",
    titleEN: "Cover laid out across",
    messageEN: "The cover items stand in one row and what they say in the row below; they were read so.",
    remedyEN: "Use the form's cover: one item in a row, with what it says to the right of it.",
    basis: "报送格式 修正", since: "0.3")

  static let twoRowHeader = RuleSheet(
    code: "I3025", severity: .note, title: "表头分成两行",
    message: "表头分成了两行，已合在一起读。",
    remedy: "以后请使用模板的表头，只占一行，不合并单元格。",
    titleEN: "Header in two rows",
    messageEN: "The header stands in two rows and was read as one.",
    remedyEN: "Use the form's header, in one row and without merged cells.",
    basis: "报送格式 修正", since: "0.3")

  static let formulaResult = RuleSheet(
    code: "I3026", severity: .note, title: "公式按计算结果读",
    message: "单元格里是公式，已按文件里保存的计算结果读。",
    remedy: "核对一下结果；报出前最好用“选择性粘贴—数值”固定下来。",
    titleEN: "A formula was read by its result",
    messageEN: "The cell holds a formula; it was read by the result that was saved with it.",
    remedyEN: "Check the result; pasting it as a value is safer.",
    basis: "报送格式 修正", since: "0.4")

  static let shownOtherwise = RuleSheet(
    code: "I3027", severity: .note, title: "显示的和实际存的不一样",
    message: "单元格格式使显示的数与实际存的不同，已按实际存的数读。",
    remedy: "核对实际的数（点中这一格，看编辑栏）；要报取整的数，就直接填取整的数。",
    titleEN: "The sheet shows something else",
    messageEN: "The cell's format shows another number than the cell holds; what it holds was read.",
    remedyEN:
      "Check the number itself in the formula bar; if the rounded one is meant, type the rounded one.",
    basis: "报送格式 修正", since: "0.4")

  static let binaryNoise = RuleSheet(
    code: "I3028", severity: .note, title: "计算带出的小数尾数",
    message: "数的末尾带有电子表格计算产生的误差，已按电子表格的精度（15 位）读。",
    remedy: "不用处理。",
    titleEN: "Digits that calculation left behind",
    messageEN:
      "The number ends in digits that binary calculation left; it was read with the fifteen that spreadsheets keep.",
    remedyEN: "Nothing to do.",
    basis: "报送格式 修正", since: "0.4")

  static let repairSheets: [RuleSheet] = [
    fullWidth, thousands, innerSpaces, gluedMeasure, multiplier, plusSign, blankAsZero, periodSpelling,
    dateSpelling, filledDown, lineNotRead, repeatedHeader, headingSynonym, statusSynonym, notApplicableWord,
    textAppended, totalRow, codeSpelling, coverSynonym, typedRate, changedHeader, otherDelimiter,
    otherEncoding, coverAcross, twoRowHeader, formulaResult, shownOtherwise, binaryNoise,
  ]
}
