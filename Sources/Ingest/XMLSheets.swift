import Findings

/// XML结构：well-formedness, bounds, schema and what the schema cannot say.
extension IngestSheet {
  static let notWellFormed = RuleSheet(
    code: "I1001", severity: .hard, title: "XML 不完整或有语法错误",
    message: "XML 在这里读不下去：{detail}。",
    remedy: "XML 应由软件导出，请不要手工修改；重新导出后再报。",
    titleEN: "XML is not well-formed",
    messageEN: "The XML cannot be read on from here: {detailEN}.",
    remedyEN: "XML should be exported by software, not edited by hand; export it again.",
    basis: "报送格式 XML", since: "0.1")

  static let doctype = RuleSheet(
    code: "I1002", severity: .hard, title: "XML 含有 DOCTYPE",
    message: "XML 中有文档类型声明（DOCTYPE），出于安全不予读取。",
    remedy: "请删去 DOCTYPE 一段，或用报表模板重新导出。",
    titleEN: "XML has a DOCTYPE",
    messageEN: "The XML has a document type declaration, which is refused for safety.",
    remedyEN: "Remove the DOCTYPE, or export again with the form.",
    basis: "报送格式 XML", since: "0.1")

  static let xmlTooComplex = RuleSheet(
    code: "I1003", severity: .hard, title: "XML 超出规模上限",
    message: "XML 在这里超出上限：{what}（上限 {limit}）。",
    remedy: "正常的报表不会这样，请检查导出软件，按模板重新导出。",
    titleEN: "XML exceeds a bound",
    messageEN: "Here the XML exceeds a bound: {whatEN} (at most {limit}).",
    remedyEN: "No report looks like this; check the exporting software and export again with the form.",
    basis: "报送格式 XML", since: "0.1")

  static let xmlCut = RuleSheet(
    code: "I1004", severity: .hard, title: "XML 没有结束或后面还有内容",
    message: "XML 没有正常结束，或报表之后还有别的内容。",
    remedy: "一个文件只放一份报表；请重新导出并完整发送。",
    titleEN: "XML does not end properly",
    messageEN: "The XML does not end properly, or something follows the report.",
    remedyEN: "One file holds one report; export it again and send all of it.",
    basis: "报送格式 XML", since: "0.1")

  static let wrongNamespace = RuleSheet(
    code: "I1005", severity: .hard, title: "缺少报表命名空间",
    message: "根元素是 report，但{namespace}，应为 urn:cengbao:report:1。",
    remedy: "在 report 元素上写 xmlns=\"urn:cengbao:report:1\"。",
    titleEN: "Report namespace is missing",
    messageEN: "The root element is report, but {namespaceEN} instead of urn:cengbao:report:1.",
    remedyEN: "Write xmlns=\"urn:cengbao:report:1\" on the report element.",
    basis: "报送格式 XML", since: "0.1")

  static let isReceipt = RuleSheet(
    code: "I1006", severity: .hard, title: "是回执，不是报表",
    message: "这是上级返回的回执，不是报表。",
    remedy: "回执不用报送；报表请另放。",
    titleEN: "A receipt, not a report",
    messageEN: "This is a receipt from the superior, not a report.",
    remedyEN: "Receipts are not reported; send the report itself.",
    basis: "报送格式 XML", since: "0.1")

  static let unknownElement = RuleSheet(
    code: "I1101", severity: .hard, title: "不认识的元素",
    message: "“{element}”不是报表中的元素。此处可以写：{expected}。",
    remedy: "对照报表格式说明改正元素名（区分大小写）；自己加的内容请删去。",
    titleEN: "Unknown element",
    messageEN: "“{element}” is no element of a report. Allowed here: {expected}.",
    remedyEN: "Correct the name (case matters) by the format description; remove additions of your own.",
    basis: "报送格式 XML", since: "0.1")

  static let unknownAttribute = RuleSheet(
    code: "I1102", severity: .hard, title: "不认识的属性",
    message: "{element}上没有“{attribute}”这个属性。",
    remedy: "对照报表格式说明改正属性名（区分大小写）；自己加的内容请删去。",
    titleEN: "Unknown attribute",
    messageEN: "{element} has no attribute “{attribute}”.",
    remedyEN: "Correct the name (case matters) by the format description; remove additions of your own.",
    basis: "报送格式 XML", since: "0.1")

  static let missingAttribute = RuleSheet(
    code: "I1103", severity: .hard, title: "缺少必填属性",
    message: "{element}缺少必填的“{attribute}”。",
    remedy: "补上“{attribute}”：{hint}。",
    titleEN: "A required attribute is missing",
    messageEN: "{element} lacks the required “{attribute}”.",
    remedyEN: "Add “{attribute}”.",
    basis: "报送格式 XML", since: "0.1")

  static let notADecimal = RuleSheet(
    code: "I1104", severity: .hard, title: "不是数字",
    message: "{attribute}填的是“{value}”，不是一个数字。",
    remedy: "只填阿拉伯数字，可带小数点和负号，不带单位、逗号和文字；没有数据就不写这个属性。",
    titleEN: "Not a number",
    messageEN: "{attribute} holds “{value}”, which is not a number.",
    remedyEN:
      "Type digits only, with a decimal point or minus sign where needed, without units, commas or words; leave the attribute out where there is no figure.",
    basis: "报送格式 XML", since: "0.1")

  static let notInList = RuleSheet(
    code: "I1105", severity: .hard, title: "不在可选值之内",
    message: "{attribute}填的是“{value}”，只能是：{expected}。",
    remedy: "从可选值中选一个填写，区分大小写。",
    titleEN: "Not one of the allowed values",
    messageEN: "{attribute} holds “{value}”; allowed are: {expected}.",
    remedyEN: "Use one of the allowed values; case matters.",
    basis: "报送格式 XML", since: "0.1")

  static let patternMismatch = RuleSheet(
    code: "I1106", severity: .hard, title: "写法不对",
    message: "{attribute}填的是“{value}”，写法不对。",
    remedy: "应当写成：{hint}。",
    titleEN: "Wrong form",
    messageEN: "{attribute} holds “{value}”, which has not the right form.",
    remedyEN: "It should look like this: {hintEN}.",
    basis: "报送格式 XML", since: "0.1")

  static let outOfRange = RuleSheet(
    code: "I1107", severity: .hard, title: "数值超出范围",
    message: "{attribute}填的是“{value}”，超出可填的范围（绝对值不超过一万亿，小数不超过 9 位，整数项不为负）。",
    remedy: "核对数值和计量单位后改正。",
    titleEN: "Value out of range",
    messageEN:
      "{attribute} holds “{value}”, which is outside the range (up to a trillion, up to nine decimals, no negative counts).",
    remedyEN: "Check the value and its measure unit.",
    basis: "报送格式 XML", since: "0.1")

  static let textTooLong = RuleSheet(
    code: "I1108", severity: .hard, title: "文字太长",
    message: "{attribute}的文字太长，超过 {limit} 字。",
    remedy: "请压缩文字；长材料作为附件另行报送。",
    titleEN: "Text is too long",
    messageEN: "The text of {attribute} is longer than {limit} characters.",
    remedyEN: "Shorten it; send long material separately.",
    basis: "报送格式 XML", since: "0.1")

  static let strayText = RuleSheet(
    code: "I1109", severity: .hard, title: "不该有文字的地方有文字",
    message: "{element}里不能直接写文字。",
    remedy: "把文字放进“工作进展”（progress）等元素里，或删去。",
    titleEN: "Text where none belongs",
    messageEN: "{element} cannot hold text of its own.",
    remedyEN: "Put the text into progress or a like element, or remove it.",
    basis: "报送格式 XML", since: "0.1")

  static let misplacedElement = RuleSheet(
    code: "I1110", severity: .hard, title: "元素位置不对或重复",
    message: "“{element}”不该在这里：位置不对、重复了，或放错了上级元素。此处可以写：{expected}。",
    remedy: "按报表格式说明的顺序排列，每种只写规定的次数。",
    titleEN: "Element out of place",
    messageEN:
      "“{element}” does not belong here: wrong order, repeated, or in the wrong parent. Allowed here: {expected}.",
    remedyEN: "Keep the order of the format description and the number of times that it allows.",
    basis: "报送格式 XML", since: "0.1")

  static let wrongType = RuleSheet(
    code: "I1112", severity: .hard, title: "日期、时间或是否的写法不对",
    message: "{attribute}填的是“{value}”，写法不对。",
    remedy: "应当写成：{hint}。",
    titleEN: "Wrong date, time or yes/no",
    messageEN: "{attribute} holds “{value}”, which has not the right form.",
    remedyEN: "It should look like this: {hintEN}.",
    basis: "报送格式 XML", since: "0.1")

  static let numberBeyondPrecision = RuleSheet(
    code: "I1113", severity: .hard, title: "数字位数太多",
    message: "{attribute}填的是“{value}”，整数和小数加起来超过 18 位，无法准确记录。",
    remedy: "核对后减少小数位数，或换用更大的计量单位。",
    titleEN: "Too many digits",
    messageEN:
      "{attribute} holds “{value}”: more than 18 digits before and after the point cannot be kept exactly.",
    remedyEN: "Check it and use fewer decimals or a larger measure unit.",
    basis: "报送格式 XML", since: "0.1")

  static let otherViolation = RuleSheet(
    code: "I1199", severity: .hard, title: "不符合报表格式",
    message: "{element}不符合报表格式：{detail}。",
    remedy: "对照报表格式说明（report.xsd）改正。",
    titleEN: "Breaks the report schema",
    messageEN: "{element} breaks the report schema: {detailEN}.",
    remedyEN: "Correct it by the format description (report.xsd).",
    basis: "报送格式 XML", since: "0.1")

  static let moreViolations = RuleSheet(
    code: "I1198", severity: .hard, title: "格式错误太多",
    message: "格式错误共 {count} 处，只列出前面的一部分。",
    remedy: "先改正列出的错误，再用“检查”命令核对一遍。",
    titleEN: "Too many format errors",
    messageEN: "There are {count} format errors; only the first are listed.",
    remedyEN: "Correct those first, then run the check again.",
    basis: "报送格式 XML", since: "0.1")

  static let notApplicableWithValue = RuleSheet(
    code: "I1201", severity: .hard, title: "既填“不适用”又填数",
    message: "指标 {indicator} 写了 state=\"notApplicable\"，同时又填了数。",
    remedy: "有数就删去 state，不适用就删去数。",
    titleEN: "Not applicable and a value",
    messageEN: "Indicator {indicator} is marked notApplicable and holds a value.",
    remedyEN: "Remove the state where there is a figure, or the figure where it is not applicable.",
    basis: "报送格式 XML", since: "0.1")

  static let rollUpContentInOwn = RuleSheet(
    code: "I1202", severity: .hard, title: "本级报表里有汇总内容",
    message: "口径是本级（scope=\"own\"），却有只属于汇总表的“{element}”。",
    remedy: "报本级数就删去这部分；报的是汇总表就写 scope=\"rollup\"。",
    titleEN: "Roll-up content in an own-level report",
    messageEN: "The scope is own, but “{element}” belongs to roll-ups only.",
    remedyEN: "Remove it, or write scope=\"rollup\" if this is a roll-up.",
    basis: "报送格式 XML", since: "0.1")

  static let xmlSheets: [RuleSheet] = [
    notWellFormed, doctype, xmlTooComplex, xmlCut, wrongNamespace, isReceipt, unknownElement,
    unknownAttribute, missingAttribute, notADecimal, notInList, patternMismatch, outOfRange, textTooLong,
    strayText, misplacedElement, wrongType, numberBeyondPrecision, otherViolation,
    moreViolations, notApplicableWithValue, rollUpContentInOwn,
  ]
}
