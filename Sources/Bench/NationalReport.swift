/// 区县季度报表：the report of one county for one quarter, as XML and as CSV. Every figure follows from a formula, and the
/// cumulatives from the quarters before, so that quarters fit each other.
struct NationalReport {
  /// Counted from 0 over all counties.
  let county: Int
  let unit: NationalTree.Unit
  /// Counted from 0 from the first quarter of the plan on.
  let quarter: Int
  /// Every later version differs from the others in one figure.
  var version = 1
  static let correctedTask = 7

  var period: String { Self.period(quarter) }
  static func period(_ quarter: Int) -> String {
    "\(NationalPlan.firstYear + quarter / 4)-Q\(quarter % 4 + 1)"
  }

  /// A moment at which the quarter is over and its reports are not yet late; corrections come an hour later.
  static func now(_ quarter: Int, hour: Int = 10) -> String { "\(day(quarter))T\(hour):00:00+08:00" }
  private static func day(_ quarter: Int) -> String {
    [
      "\(NationalPlan.firstYear + quarter / 4)-04-05", "\(NationalPlan.firstYear + quarter / 4)-07-05",
      "\(NationalPlan.firstYear + quarter / 4)-10-05", "\(NationalPlan.firstYear + quarter / 4 + 1)-01-05",
    ][quarter % 4]
  }

  /// A number that looks like any other of its size and is always the same.
  private static func mix(_ parts: Int...) -> Int {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for part in parts {
      state = (state ^ UInt64(truncatingIfNeeded: part)) &* 0xBF58_476D_1CE4_E5B9
      state ^= state >> 29
    }
    return Int(state >> 33)
  }

  /// 本期数 in units of the last decimal: every county and indicator has its own size, every quarter is near it.
  private func flow(_ task: Int, _ kind: NationalPlan.Kind, in quarter: Int) -> Int {
    let seed = kind == .count ? 1 : 2
    let size = 200 + Self.mix(county, task, seed) % (kind == .count ? 4_000 : 9_000)
    let value = size * (90 + Self.mix(county, task, seed, quarter) % 21) / 100
    let isCorrected = quarter == self.quarter && task == Self.correctedTask && kind == .count
    return isCorrected ? value + version - 1 : value
  }

  func stock(_ task: Int) -> Int {
    let size = 100 + Self.mix(county, task, 3) % 3_000
    return size * (100 + quarter * 2) / 100 + Self.mix(county, task, 3, quarter) % 9
  }

  private static func text(_ value: Int, _ kind: NationalPlan.Kind) -> String {
    guard kind == .money else { return String(value) }
    let cents = value % 100
    if cents == 0 { return String(value / 100) }
    return "\(value / 100).\(cents < 10 ? "0" : "")\(cents % 10 == 0 ? cents / 10 : cents)"
  }

  /// 本期数, 本年累计, 规划期累计 in units of the last decimal.
  func flows(_ task: Int, _ kind: NationalPlan.Kind) -> (inPeriod: Int, yearToDate: Int, planToDate: Int) {
    var year = 0
    var plan = 0
    for earlier in 0...quarter {
      let value = flow(task, kind, in: earlier)
      plan += value
      if earlier / 4 == quarter / 4 { year += value }
    }
    return (flow(task, kind, in: quarter), year, plan)
  }

  private func cells(_ task: Int, _ kind: NationalPlan.Kind) -> (String, String, String) {
    let (inPeriod, year, plan) = flows(task, kind)
    return (Self.text(inPeriod, kind), Self.text(year, kind), Self.text(plan, kind))
  }

  private static let phrases = [
    "组织开展科普进校园、进社区、进农村活动", "依托科技馆和流动科普车开展巡展", "举办骨干教师和科技辅导员培训班",
    "面向老年人开设智慧助老课程", "联合农业农村部门开展高素质农民培育", "开展职业技能和创业培训",
    "推进科普示范基地建设", "发动科技志愿者开展志愿服务",
  ]

  private func progress(_ task: Int) -> String {
    let first = Self.phrases[Self.mix(county, task, 5, quarter) % Self.phrases.count]
    let second = Self.phrases[Self.mix(county, task, 6, quarter) % Self.phrases.count]
    return "本季度\(first)，参加\(flow(task, .count, in: quarter))人次；\(second)，下季度继续推进。"
  }

  var xml: String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <report xmlns="urn:cengbao:report:1" unit="\(unit.code)" plan="\(NationalPlan.id)" period="\(period)">
        <cover>
          <unitName>\(unit.name)</unitName>
          <filledBy>填表人</filledBy>
          <reviewedBy>审核人</reviewedBy>
          <approvedBy>负责人</approvedBy>
          <phone>010-00000000</phone>
          <filledOn>\(Self.day(quarter))</filledOn>
        </cover>

      """
    for task in NationalPlan.tasks {
      text += "  <task id=\"\(NationalPlan.task(task))\" status=\"in-progress\">\n"
      for kind in NationalPlan.Kind.allCases {
        text += "    <figure indicator=\"\(NationalPlan.indicator(task, kind))\" "
        if kind == .stock {
          text += "atEnd=\"\(stock(task))\"/>\n"
        } else {
          let (inPeriod, year, plan) = cells(task, kind)
          text += "inPeriod=\"\(inPeriod)\" yearToDate=\"\(year)\" planToDate=\"\(plan)\"/>\n"
        }
      }
      text += "    <progress>\(progress(task))</progress>\n  </task>\n"
    }
    return text + "</report>\n"
  }

  /// Titles are left to their columns' codes in none of the cells: a form as the clerks fill it in.
  var csv: String {
    var text = """
      报送单位,\(unit.code),\(unit.name)
      实施方案,\(NationalPlan.id)
      报告期,\(period)
      填表人,填表人
      审核人,审核人
      负责人,负责人
      联系电话,010-00000000
      填表日期,\(Self.day(quarter))

      任务编号,主要任务,指标编号,指标名称,计量单位,本期数,本年累计,规划期累计,期末数,分子,分母,完成状态,工作进展,存在问题,下一步打算,情况说明

      """
    for task in NationalPlan.tasks {
      for kind in NationalPlan.Kind.allCases {
        text +=
          "\(NationalPlan.task(task)),\(NationalPlan.title(task)),\(NationalPlan.indicator(task, kind)),"
        text += "\(NationalPlan.name(task, kind)),\(kind.measure),"
        if kind == .stock {
          text += ",,,\(stock(task)),,,,,,,\n"
        } else {
          let (inPeriod, year, plan) = cells(task, kind)
          let isFirst = kind == .count
          text +=
            "\(inPeriod),\(year),\(plan),,,,\(isFirst ? "推进中" : ""),\(isFirst ? progress(task) : ""),,,\n"
        }
      }
    }
    return text
  }
}
