import Foundation

/// 好报表: 汉台区's third quarter as a careful clerk fills it in; every mistake begins from it.
///
/// Cells by line, as a spreadsheet holds them, so that a mistake can name the row and the column that it spoils.
struct ClerkSheet {
  var lines: [[String]]
  var lineEnd = "\r\n"
  var delimiter = ","

  struct Row {
    var task: String, title: String, indicator: String, name: String, measure: String
    /// 本期数、本年累计、规划期累计 or the one value of a stock; of the second and of the third quarter.
    var second: [String], third: [String]
    var status = ""
  }

  static let rows: [Row] = [
    Row(
      task: "hz-00", title: "综合情况", indicator: "std-activities", name: "举办科普活动", measure: "场次",
      second: ["24", "45", "292"], third: ["26", "71", "318"], status: "推进中"),
    Row(
      task: "hz-00", title: "综合情况", indicator: "std-participants", name: "参加活动", measure: "人次",
      second: ["11800", "22760", "148880"], third: ["12420", "35180", "161300"]),
    Row(
      task: "hz-00", title: "综合情况", indicator: "std-funds", name: "投入经费", measure: "万元",
      second: ["8.35", "16.75", "104.2"], third: ["8.4", "25.15", "112.6"]),
    Row(
      task: "hz-06", title: "提升教师科学素质", indicator: "key-teachers", name: "重点培养骨干教师", measure: "名",
      second: ["59", "113", "808"], third: ["58", "171", "866"], status: "推进中"),
    Row(
      task: "hz-06", title: "提升教师科学素质", indicator: "science-teachers-trained", name: "培训科学教师和科技辅导员",
      measure: "名", second: ["15", "29", "191"], third: ["12", "41", "203"]),
    Row(
      task: "hz-09", title: "培育壮大高素质农民队伍", indicator: "farmers-trained", name: "培育高素质农民", measure: "人次",
      second: ["360", "710", "4880"], third: ["350", "1060", "5230"], status: "推进中"),
    Row(
      task: "hz-10", title: "加强农村科普服务平台建设", indicator: "public-science-events", name: "公益科普活动",
      measure: "场次", second: ["29", "58", "390"], third: ["30", "88", "420"], status: "推进中"),
    Row(
      task: "hz-10", title: "加强农村科普服务平台建设", indicator: "public-science-beneficiaries", name: "公益科普活动受益群众",
      measure: "人次", second: ["4700", "9300", "61400"], third: ["4800", "14100", "66200"]),
    Row(
      task: "hz-10", title: "加强农村科普服务平台建设", indicator: "three-heads-coverage", name: "“三长制”覆盖",
      measure: "%", second: ["13", "22"], third: ["14", "22"]),
    Row(
      task: "hz-14", title: "实施职业技能提升行动", indicator: "labour-trained", name: "培训劳动力", measure: "人次",
      second: ["610", "1200", "8500"], third: ["600", "1800", "9100"], status: "推进中"),
    Row(
      task: "hz-14", title: "实施职业技能提升行动", indicator: "skills-trained", name: "其中：技能培训", measure: "人次",
      second: ["440", "850", "6350"], third: ["450", "1300", "6800"]),
    Row(
      task: "hz-14", title: "实施职业技能提升行动", indicator: "entrepreneurship-trained", name: "其中：创业培训",
      measure: "人次", second: ["170", "350", "2150"], third: ["150", "500", "2300"]),
    Row(
      task: "hz-35", title: "提升基层科普服务能力", indicator: "volunteers", name: "科技志愿者", measure: "人",
      second: ["2650"], third: ["2680"], status: "长期坚持"),
    Row(
      task: "hz-35", title: "提升基层科普服务能力", indicator: "volunteer-activities", name: "科技和科普志愿服务活动",
      measure: "次", second: ["44", "86", "595"], third: ["45", "131", "640"]),
  ]

  static let headings = [
    "任务编号", "主要任务", "指标编号", "指标名称", "计量单位", "本期数", "本年累计", "规划期累计", "期末数", "分子", "分母", "历史调整数", "调整原因",
    "完成状态", "工作进展", "存在问题", "下一步打算", "情况说明",
  ]
  static let creditCode = "116107020160412305"
  static let headerLine = 12

  /// - Parameter revision: so that several versions in one batch are taken in their order.
  init(_ period: String = "2024-Q3", revision: Int) {
    let isThird = period == "2024-Q3"
    lines = [
      ["报送单位", "610702", "汉台区"], ["实施方案", "hanzhong-2022"], ["报告期", period], ["版次", String(revision)],
      ["填表人", "示例甲"], ["审核人", "示例丙"], ["负责人", "示例乙"], ["联系电话", "0916-0000000"],
      ["填表日期", isThird ? "2024-10-08" : "2024-07-08"], ["统一社会信用代码", Self.creditCode], [], Self.headings,
    ]
    lines += Self.rows.map { row in
      let values = isThird ? row.third : row.second
      let numbers =
        switch values.count {
        case 1: ["", "", "", values[0], "", ""]
        case 2: ["", "", "", ""] + values
        default: values + ["", "", ""]
        }
      let texts =
        row.indicator == "key-teachers" ? ["举办骨干教师培训班两期。", "乡村教师工学矛盾突出。", "四季度安排送教下乡。"] : ["", "", ""]
      return [row.task, row.title, row.indicator, row.name, row.measure] + numbers + ["", "", row.status]
        + texts + [""]
    }
  }

  var text: String {
    lines.map { $0.map(quoted).joined(separator: delimiter) + lineEnd }.joined()
  }

  /// Quotes only where a spreadsheet would.
  private func quoted(_ cell: String) -> String {
    guard cell.contains(delimiter) || cell.contains("\n") || cell.contains("\"") else { return cell }
    return "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  // MARK: Places

  struct Absent: Error, CustomStringConvertible {
    var description: String
  }

  /// The line of an indicator's row or of a cover item, from 0.
  func index(of key: String) throws -> Int {
    guard let index = lines.firstIndex(where: { $0.first == key || ($0.count > 2 && $0[2] == key) }) else {
      throw Absent(description: "no line of \(key)")
    }
    return index
  }

  func column(_ heading: String) throws -> Int {
    guard let column = lines[try index(of: "任务编号")].firstIndex(of: heading) else {
      throw Absent(description: "no column \(heading)")
    }
    return column
  }

  subscript(row: Int, column: Int) -> String {
    get { lines[row][column] }
    set { lines[row][column] = newValue }
  }

  /// The same report as XML.
  static func xml(revision: Int) -> String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <report xmlns="urn:cengbao:report:1" unit="610702" plan="hanzhong-2022" period="2024-Q3" scope="own" revision="\(revision)">
        <cover>
          <unitName>汉台区</unitName>
          <creditCode>\(creditCode)</creditCode>
          <filledBy>示例甲</filledBy>
          <reviewedBy>示例丙</reviewedBy>
          <approvedBy>示例乙</approvedBy>
          <phone>0916-0000000</phone>
          <filledOn>2024-10-08</filledOn>
        </cover>

      """
    let statuses = ["推进中": "in-progress", "长期坚持": "recurring"]
    for row in rows {
      if let status = statuses[row.status] {
        if row.task != "hz-00" { text += "  </task>\n" }
        text += "  <task id=\"\(row.task)\" status=\"\(status)\">\n"
      }
      let names =
        switch row.third.count {
        case 1: ["atEnd"]
        case 2: ["numerator", "denominator"]
        default: ["inPeriod", "yearToDate", "planToDate"]
        }
      let values = zip(names, row.third).map { "\($0)=\"\($1)\"" }.joined(separator: " ")
      text += "    <figure indicator=\"\(row.indicator)\" \(values)/>\n"
    }
    return text + "  </task>\n</report>\n"
  }
}
