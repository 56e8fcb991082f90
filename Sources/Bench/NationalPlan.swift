/// 全国方案：60 tasks with three indicators each, a count, an amount of money and a stock, under which every county reports.
enum NationalPlan {
  static let id = "national-bench"
  static let tasks = 1...60
  static let firstYear = 2022

  /// 三类指标.
  enum Kind: String, CaseIterable {
    case count, money, stock

    fileprivate var definition: String {
      switch self {
      case .count: "measure=\"人次\" kind=\"count\" decimals=\"0\" timeFunction=\"flow\""
      case .money: "measure=\"万元\" kind=\"amount\" decimals=\"2\" timeFunction=\"flow\""
      case .stock: "measure=\"人\" kind=\"count\" decimals=\"0\" timeFunction=\"stock\""
      }
    }
    fileprivate var chinese: String {
      switch self {
      case .count: "参加人次"
      case .money: "投入经费"
      case .stock: "在册人数"
      }
    }
    var measure: String {
      switch self {
      case .count: "人次"
      case .money: "万元"
      case .stock: "人"
      }
    }
  }

  static func task(_ number: Int) -> String { number < 10 ? "qg-0\(number)" : "qg-\(number)" }
  static func title(_ number: Int) -> String { "第\(number)项任务" }
  static func indicator(_ number: Int, _ kind: Kind) -> String { "\(kind.rawValue)-\(number)" }
  static func name(_ number: Int, _ kind: Kind) -> String { "\(title(number))\(kind.chinese)" }

  /// plan.xml.
  static var document: String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <plan xmlns="urn:cengbao:plan:1" id="\(id)" programme="bench" unit="\(NationalTree.root)" firstYear="\(firstYear)" lastYear="2025" cumulativeFrom="\(firstYear)-01">
        <title>测速用方案</title>
        <source>由测速程序生成，不是任何真实方案。</source>
        <lights yellowFrom="10" redOver="30"/>
        <task id="qg-00" title="综合情况" place="生成"><text>综合情况。</text></task>
        <part id="part-1" title="任务">
          <action id="action-1" kind="action" title="任务">

      """
    for number in tasks {
      text += """
              <task id="\(task(number))" title="\(title(number))" place="生成"><text>\(title(number))。</text></task>

        """
    }
    text += "    </action>\n  </part>\n"
    for number in tasks {
      for kind in Kind.allCases {
        text += """
            <indicator id="\(indicator(number, kind))" task="\(task(number))" name="\(name(number, kind))" \(kind.definition) unitFunction="sum" basis="sum" withinUnit="sum" reportedBy="areas" asked="quarterly" carry="false">
              <definition>由测速程序生成。</definition>
            </indicator>

          """
      }
    }
    return text + "</plan>\n"
  }
}
