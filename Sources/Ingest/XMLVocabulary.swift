import Findings

/// XML词汇：Chinese names of the report's elements and attributes, for findings.
enum XMLVocabulary {
  static let namespace = "urn:cengbao:report:1"

  static let elements: [String: String] = [
    "report": "报表", "cover": "封面", "unitName": "单位名称", "creditCode": "统一社会信用代码", "filledBy": "填表人",
    "reviewedBy": "审核人", "approvedBy": "负责人", "phone": "联系电话", "filledOn": "填表日期", "basis": "汇总依据",
    "plan": "方案摘要", "sources": "来源", "source": "来源", "missingUnits": "缺报单位", "unit": "单位",
    "summary": "汇总情况说明", "task": "任务", "statusCount": "状态统计", "figure": "数据项", "progress": "工作进展",
    "problems": "存在问题", "next": "下一步打算", "explanation": "情况说明", "paragraph": "下级原文", "coverage": "覆盖情况",
    "leaf": "覆盖单位", "part": "组成", "reconciliation": "条线核对",
  ]

  static let attributes: [String: String] = [
    "unit": "单位代码", "plan": "方案标识", "period": "报告期", "scope": "口径", "revision": "版次", "mode": "报送方式",
    "blankMeansZero": "空格表示零", "id": "编号", "status": "完成状态", "indicator": "指标编号", "inPeriod": "本期数",
    "yearToDate": "本年累计", "planToDate": "规划期累计", "atEnd": "期末数", "numerator": "分子", "denominator": "分母",
    "adjustment": "历史调整数", "measure": "计量单位", "state": "数据状态", "reason": "调整原因", "estimated": "估计部分",
    "carried": "沿用", "rule": "规则代码", "kind": "文字种类", "code": "单位代码", "digest": "摘要",
    "receivedAt": "收到时间", "outcome": "办理结果", "late": "迟报", "units": "单位数或名录摘要", "rules": "规则目录",
    "expected": "应报数", "reported": "已报数", "notApplicable": "不适用数", "missing": "缺报数",
    "provisional": "待核实数",
  ]

  /// `数据项（figure）`.
  static func element(_ name: String) -> String { elements[name].map { "\($0)（\(name)）" } ?? name }

  /// `本期数（inPeriod）`; an element's own text where there is no attribute.
  static func attribute(_ name: String?, of element: String) -> String {
    guard let name else { return Self.element(element) }
    return attributes[name].map { "\($0)（\(name)）" } ?? name
  }

  /// How a value is written, for whoever has to type it again.
  static func hint(_ name: String?, of element: String) -> Facts {
    let (chinese, english) =
      switch name {
      case "unit", "code":
        (
          "六位单位代码，如 610702，或登记的本地代码，如 610700-jyj",
          "a six-digit code, 610702, or a registered local one, 610700-jyj"
        )
      case "plan": ("方案标识，如 hanzhong-2022", "hanzhong-2022")
      case "id" where element == "plan": ("方案标识，如 hanzhong-2022", "hanzhong-2022")
      case "id", "task": ("任务编号，如 hz-06", "hz-06")
      case "period": ("年份-Q季度，如 2024-Q3", "2024-Q3")
      case "indicator": ("指标编号，小写字母、数字和短横线，如 key-teachers", "key-teachers")
      case "rule": ("规则代码，一个大写字母加四位数字，如 V4003", "V4003")
      case "digest": ("64 位小写十六进制摘要", "64 lower-case hexadecimal digits")
      case "units" where element == "basis": ("64 位小写十六进制摘要", "64 lower-case hexadecimal digits")
      case "receivedAt": ("日期时间，如 2024-10-08T09:30:00+08:00", "2024-10-08T09:30:00+08:00")
      case "blankMeansZero", "late", "carried": ("true 或 false", "true or false")
      case "revision", "units", "expected", "reported", "notApplicable", "missing", "provisional":
        ("整数，如 1", "a whole number, 1")
      case nil where element == "filledOn": ("日期，如 2024-10-08", "2024-10-08")
      default: ("报表格式说明规定的写法", "as in the format description")
      }
    return ["hint": chinese, "hintEN": english]
  }

  /// The parser's commonest complaints in Chinese; others as they are.
  static func syntaxError(_ message: String) -> String {
    let known: [(sign: String, chinese: String)] = [
      ("mismatch", "开始标签和结束标签对不上"),
      ("EntityRef", "“&”没有写成“&amp;”"), ("xmlParseEntityRef", "“&”没有写成“&amp;”"),
      ("not defined", "用了没有定义的符号（& 开头）"), ("redefined", "同一个属性写了两次"),
      ("AttValue", "属性值没有加引号，或引号里有“<”"), ("attributes construct", "属性写法不对"),
      ("PCDATA invalid Char", "文字里有不允许的控制字符"),
      ("StartTag", "标签名写法不对，或“<”没有写成“&lt;”"), ("Couldn't find end of Start Tag", "标签没有结束"),
      ("Start tag expected", "没有根元素"), ("Namespace prefix", "用了没有声明的前缀"),
      ("XML declaration", "XML 声明不在文件开头或写法不对"), ("reserved for XML declaration", "XML 声明不在文件开头"),
    ]
    return known.first { message.contains($0.sign) }?.chinese ?? (message.isEmpty ? "语法错误" : message)
  }
}
