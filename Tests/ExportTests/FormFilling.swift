import Findings
import Formats
import ReportModel
import Testing

/// A clerk who does what the form says: types numbers into the columns that 填报要求 names, adds to what stands in the
/// columns of the period before, and writes a word for every task.
struct FormFilling {
  private let rows: [[String]]
  private let form: ReportForm
  private let plan: Plan

  init(_ bytes: [UInt8], _ form: ReportForm, _ plan: Plan) throws {
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("\r\n"))
    rows = readCSV(Array(bytes.dropFirst(3)), limits: CSVLimits(fileBytes: 1 << 24)).rows.map {
      $0.map(\.text)
    }
    self.form = form
    self.plan = plan
  }

  /// Plausible numbers: the same for a whole as for its parts together, a few more every quarter, many people to an event.
  private func quarter(_ id: IndicatorID) -> Int {
    let parts = plan.indicators.filter { $0.partOf == id }
    guard parts.isEmpty else { return parts.map { quarter($0.id) }.reduce(0, +) }
    let grown = 3 + form.period.ordinal - plan.firstPeriod.ordinal
    return plan.indicator(id)?.measure == "人次" ? 100 * grown : grown
  }

  func filled() throws -> [UInt8] {
    let headerIndex = try #require(rows.firstIndex { $0.first == "任务编号" })
    let header = rows[headerIndex]
    var writer = CSVWriter(lineEnd: .crlf, hasBOM: true)
    func write(_ row: [String]) { writer.row(row.map { $0.isEmpty ? .empty : .number($0) }) }
    for row in rows[..<headerIndex] {
      let typed = [
        "填表人": "示例甲", "审核人": "示例丙", "负责人": "示例乙", "联系电话": "0916-0000000", "填表日期": "2026-01-08",
      ]
      write(row.first.flatMap { typed[$0] }.map { [row[0], $0] } ?? row)
    }
    write(header)
    var told: Set<String> = []
    for row in rows[(headerIndex + 1)...] {
      #expect(row.count == header.count)
      var row = row
      func cell(_ heading: String) -> String { header.firstIndex(of: heading).map { row[$0] } ?? "" }
      func type(_ heading: String, _ value: String) throws {
        row[try #require(header.firstIndex(of: heading), "no column \(heading)")] = value
      }
      func sum(_ heading: String, _ value: Int, opening: Int) throws -> String {
        let before = cell(heading).isEmpty ? Amount(opening) : Amount(cell(heading))
        let known = try #require(before)
        return try #require(known.adding(Amount(value))).description
      }
      let requirement = cell("填报要求")
      #expect(!requirement.isEmpty)
      if !cell("指标编号").isEmpty {
        let value = quarter(IndicatorID(cell("指标编号")))
        // The longer heading first: 本期数 stands in no other, 本年累计 in 上期本年累计 alone.
        if requirement.contains("本期数") { try type("本期数", String(value)) }
        if requirement.contains("本年累计") {
          let opening = form.period.isFirstOfYear ? 0 : 2 * value
          try type("本年累计", try sum("上期本年累计", value, opening: opening))
        }
        if requirement.contains("规划期累计") {
          try type("规划期累计", try sum("上期规划期累计", value, opening: 30 * value))
        }
        if requirement.contains("期末数") { try type("期末数", String(value)) }
        if requirement.contains("分子") {
          try type("分子", String(value))
          try type("分母", cell("上期分母").isEmpty ? "40" : cell("上期分母"))
        }
      }
      if told.insert(cell("任务编号")).inserted {
        if cell("完成状态").isEmpty { try type("完成状态", "推进中") }
        try type("工作进展", "\(form.period.chinese)按计划推进。")
        try type("存在问题", "个别台账还不全。")
        try type("下一步打算", "继续推进。")
      }
      write(row)
    }
    return writer.finish()
  }
}
