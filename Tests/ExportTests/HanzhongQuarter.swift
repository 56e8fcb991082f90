import Aggregate
import Findings
import ReportModel

/// An invented third quarter of 2024 in 汉中市, with the two quarters before it: a silent county, a silent bureau, a
/// late one, questions, 不适用, a carried stock, a line figure that does not reconcile, an adjustment.
struct HanzhongQuarter {
  let catalogue: Catalogue
  let thisQuarter: QuarterRollUps
  let lastQuarter: QuarterRollUps

  static let city: OrgUnitCode = "610700"
  static let silentCounty: OrgUnitCode = "610728"
  static let province: OrgUnitCode = "610000"
  private static let programme: ProgrammeID = "science-literacy-2035"

  /// Made once: folding three quarters of a province takes a while.
  static func standard() throws -> HanzhongQuarter { try made.get() }
  private static let made = Result { try HanzhongQuarter(silent: silentCounty) }

  /// The same with every county in.
  static func withEverybody() throws -> HanzhongQuarter { try whole.get() }
  private static let whole = Result { try HanzhongQuarter(silent: nil) }

  private init(silent: OrgUnitCode?) throws {
    catalogue = try Repository.catalogue()
    guard let plan = catalogue.plan("hanzhong-2022") else { throw Unreadable() }
    var submissions: [ReviewedSubmission] = []
    var last: QuarterRollUps?
    var this: QuarterRollUps?
    for quarter in 1...3 {
      guard let period = Period(year: 2024, quarter: quarter) else { continue }
      let roster = Roster(catalogue, programme: Self.programme, period: period)
      for unit in roster.dueUnits(under: Self.city) where unit != Self.city {
        if quarter == 3, unit == silent || unit == "610700-fl" { continue }
        submissions.append(Self.report(of: unit, in: period, plan: plan, roster: roster))
      }
      if quarter == 3 { submissions.append(Self.ownReport(in: period, plan: plan)) }
      let rolled = rollUpQuarter(
        period, of: Self.programme, under: Self.province, catalogue: catalogue, submissions: submissions,
        ruleCatalogue: "0.1")
      last = this
      this = rolled
    }
    guard let this, let last else { throw Unreadable() }
    thisQuarter = this
    lastQuarter = last
  }

  struct Unreadable: Error {}

  func rollUp(of unit: OrgUnitCode = city) throws -> RollUp {
    guard let rollUp = thisQuarter.rollUp(of: unit) else { throw Unreadable() }
    return rollUp
  }

  var cityFindings: [Finding] {
    thisQuarter.rollUps.first { $0.rollUp.unit == Self.city }?.findings ?? []
  }

  // MARK: Invented figures

  /// Owners: 规划期累计 at the end of the first quarter, then two quarters.
  private static let line: [IndicatorID: [Int]] = [
    "key-teachers": [3790, 260, 260], "science-teachers-trained": [430, 40, 42],
    "rural-practical-talents": [120, 0, 0],
    "training-institutions": [8, 1, 0], "field-schools": [77, 4, 6], "farmers-trained": [2500, 600, 500],
    "women-model-villages": [74, 8, 0], "labour-trained": [36200, 2300, 2700],
    "skills-trained": [31400, 1900, 2200],
    "entrepreneurship-trained": [4800, 400, 500], "young-talents": [190, 12, 0],
    "young-talent-teams": [11, 0, 1],
    "leading-entrepreneurs": [92, 8, 2], "growth-entrepreneurs": [55, 6, 9],
    "management-talents": [710, 20, 31],
  ]

  private static func report(of unit: OrgUnitCode, in period: Period, plan: Plan, roster: Roster)
    -> ReviewedSubmission
  {
    let isDepartment = roster.catalogue.units[unit]?.level == .department
    let weight = 2 + Int(unit.rawValue.utf8.reduce(0) { ($0 * 31 + UInt32($1)) % 97 }) % 9
    let quarter = period.quarter
    var observations: [Observation] = []
    for indicator in plan.indicators where roster.owes(indicator, unit, plan: plan) {
      var values = FigureValues()
      if indicator.isRatio {
        values.denominator = Amount(
          isDepartment ? (indicator.id == "mobile-museum-coverage" ? 11 : 176) : 8 + weight)
        values.numerator = Amount(
          isDepartment ? (indicator.id == "mobile-museum-coverage" ? 9 : 131) : 4 + weight + quarter - 3)
      } else if !indicator.isFlow {
        values.atEnd = Amount(isDepartment ? 1240 : 640 + 190 * weight + 35 * quarter)
      } else if let owned = line[indicator.id], isDepartment {
        values.inPeriod = Amount(quarter == 1 ? owned[0] / 14 : owned[quarter - 1])
        if quarter == 1 { values.planToDate = Amount(owned[0]) }
      } else {
        let size: Int =
          switch indicator.id {
          case "std-activities": 1 + weight / 2
          case "std-participants": 120 * weight + 37
          case "public-science-events": weight / 4
          case "public-science-beneficiaries": 90 * weight
          case "volunteer-activities": 1 + weight / 3
          case "key-teachers": 8 + weight * 2
          case "farmers-trained": 20 + weight * 3
          case "labour-trained": 90 + weight * 20
          case "skills-trained": 70 + weight * 17
          case "entrepreneurship-trained": 20 + weight * 3
          default: weight
          }
        values.inPeriod =
          indicator.id == "std-funds" ? Amount(significand: Int128(weight * 12_345), scale: 4) : Amount(size)
        if quarter == 1 { values.planToDate = values.inPeriod.flatMap { $0.multiplied(by: 13) } }
      }
      var observation = Observation(
        task: indicator.task, indicator: indicator.id, values: values, status: .reported)
      // 留坝、佛坪 have no 乡村振兴重点地区; 宁强 forgot its volunteers; 城固's participants are in question.
      if unit == "610729" || unit == "610730", indicator.id.rawValue.hasPrefix("public-science") {
        observation.values = .none
        observation.status = .notApplicable
      }
      if unit == "610726", quarter == 3, indicator.id == "volunteers" { continue }
      if unit == "610722", indicator.id == "std-participants" { observation.isProvisional = true }
      if unit == "610703", quarter == 3, indicator.id == "std-activities" {
        observation.values.inPeriod = 0
        observation.values.adjustment = Amount(-2)
        observation.adjustmentReason = "二季度两场重复填报"
      }
      observations.append(observation)
    }
    let task: TaskID = isDepartment ? "hz-06" : "hz-10"
    var paragraphs: [SourceParagraph] = []
    if quarter == 3, let words = words[unit] {
      paragraphs = words.map {
        SourceParagraph(unit: unit, plan: plan.id, task: $0.0, kind: $0.1, text: $0.2)
      }
    }
    var statuses: [TaskID: TaskStatus] = [task: .inProgress]
    if !isDepartment { statuses["hz-35"] = weight > 5 ? .recurring : weight > 3 ? .completed : .notStarted }
    return ReviewedSubmission(
      reviewed: SubmissionIdentity(unit: unit, plan: plan.id, period: period, scope: .own),
      revision: unit == "610725" && quarter == 3 ? 2 : 1, mode: .replace,
      digest: Repository.digest("\(unit) \(period)"), receivedAt: 1_728_000_000 + Int64(weight) * 7_321,
      isLate: unit == "610724" && quarter == 3,
      outcome: unit == "610722" ? .questions : .accepted,
      cover: Cover(filledBy: "示例甲", phone: "0916-0000000"),
      observations: observations, statuses: statuses, paragraphs: paragraphs, explanations: [], basis: nil)
  }

  private static let words: [OrgUnitCode: [(TaskID, ParagraphKind, String)]] = [
    "610702": [
      ("hz-06", .progress, "举办骨干教师培训班两期。"), ("hz-06", .problems, "乡村教师工学矛盾突出，外出培训时无人代课。"),
      ("hz-06", .next, "四季度安排送教下乡。"),
    ],
    "610703": [("hz-10", .problems, "镇级科协领导机构换届后，“三长”人选没有及时补齐。\n\n部分镇经费没有列入预算。")],
    "610726": [("hz-35", .problems, "志愿者注册平台账号未移交，期末数暂时查不到。")],
    "610729": [("hz-10", .problems, "与<邻县>联合举办的活动由谁计数，口径不清 & 容易重复。")],
    "610700-rsj": [("hz-14", .problems, "培训补贴资金到位晚，上半年开班少。"), ("hz-14", .next, "四季度集中开班。")],
  ]

  private static func ownReport(in period: Period, plan: Plan) -> ReviewedSubmission {
    ReviewedSubmission(
      reviewed: SubmissionIdentity(unit: city, plan: plan.id, period: period, scope: .own), revision: 1,
      mode: .replace, digest: Repository.digest("summary"), receivedAt: 1_728_353_400, isLate: false,
      outcome: .accepted, cover: Cover(), observations: [], statuses: [:],
      paragraphs: [
        SourceParagraph(
          unit: city, plan: plan.id, task: nil, kind: .summary,
          text: "三季度各县区工作总体平稳。镇巴县因防汛抢险推迟报送，已商定10月底前补报。\n劳动力培训落后于序时进度，市人社局已制定四季度集中开班方案。"),
        SourceParagraph(
          unit: city, plan: plan.id, task: "hz-06", kind: .summary, text: "骨干教师培养快于序时进度，科学教师培训要加快。"),
      ], explanations: [], basis: nil)
  }
}
