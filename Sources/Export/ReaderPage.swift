import Findings
import ReportModel

/// 阅读版：the page that leaders and officers read; sections follow the order in which questions are asked.
///
/// One line first (who is missing, what is incomplete, which lights), then targets, figures, units, words, and at the
/// end what an auditor needs: findings, sources, definitions.
struct ReaderPage {
  let rollUp: RollUp
  /// Instead of the roll-up's paragraphs.
  let words: ShownWords
  let previous: RollUp?
  let catalogue: Catalogue
  let plan: Plan?
  let findings: [Finding]
  let sheets: RuleSheets
  let say: Wording
  let note: String?
  /// 订正: what this version changes against the one that was sent.
  let amendment: Amendment?
  let due: DueGroups
  /// Of each figure.
  let states: [Completeness]
  /// The number that an indicator's footnote carries: its place in the plan.
  let footnotes: [IndicatorID: Int]

  init(
    _ rollUp: RollUp, words: ShownWords, previous: RollUp?, catalogue: Catalogue, findings: [Finding],
    sheets: RuleSheets,
    say: Wording, note: String?, amendment: Amendment? = nil
  ) {
    self.rollUp = rollUp
    self.words = words
    self.previous = previous
    self.catalogue = catalogue
    self.findings = findings
    self.sheets = sheets
    self.say = say
    self.note = note
    self.amendment = amendment
    plan = catalogue.plan(rollUp.plan)
    due = DueGroups(rollUp)
    states = rollUp.observations.map { $0.rolled?.completeness ?? .complete }
    let shown = Set(rollUp.observations.map(\.indicator) + rollUp.progress.map(\.indicator))
    let ordered = (plan?.indicators ?? []).map(\.id).filter(shown.contains)
    footnotes = Dictionary(
      ordered.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { first, _ in first })
  }

  func markup() -> Markup {
    let sections: [(title: String, body: Markup?, style: Markup)] = [
      (say("订正内容", "What was amended"), amendmentSection, ""),
      (say("目标进度", "Targets and pace"), targetSection, ""),
      (say("指标完成情况", "Indicators"), indicatorSection, ""),
      (say("应报、已报和缺报", "Due, received and missing"), dueSection, ""),
      (say("分单位一览", "By unit"), unitSection, " class=\"wide\""),
      (say("条线核对", "Line reconciliation"), reconciliationSection, ""),
      (say("任务进展", "Task status"), statusSection, ""),
      (say("存在问题", "Problems raised"), problemSection, ""),
      (say("情况说明", "Explanations"), explanationSection, ""),
      (say("汇总情况说明", "Officer's summary"), summarySection, ""),
      (say("未计入合计的下级指标", "Local figures outside the totals"), sideSection, ""),
      (say("汇总时发现的问题", "Findings of the run"), findingSection, ""),
      (say("来源", "Sources"), sourceSection, ""),
      (say("指标口径", "Definitions"), definitionSection, ""),
    ]
    var body = PageStyle.head(
      title: "\(name(rollUp.unit)) \(say.period(rollUp.period)) \(plan?.title ?? rollUp.plan.rawValue)",
      say: say)
    if let note, !note.isEmpty { body += "<p class=\"banner\" role=\"note\">\(note)</p>\n" }
    body += header
    body += verdict
    var number = 0
    for section in sections {
      guard let content = section.body else { continue }
      number += 1
      body += "<section\(section.style)>\n<h2>\(numbered(number, section.title))</h2>\n"
      body += content
      body.add(tag: "</section>\n")
    }
    if let words = furtherWords { body += words }
    body += basis
    body += PageStyle.foot
    return body
  }

  // MARK: Words used everywhere

  func name(_ unit: OrgUnitCode) -> String { catalogue.units.name(of: unit) }

  /// Units by name, each once; the own unit is the own level.
  func names(_ units: some Sequence<OrgUnitCode>) -> String {
    say.list(
      units.inReadingOrder(of: rollUp.unit).map { $0 == rollUp.unit ? say("本级", "own level") : name($0) })
  }

  /// As `names`; beyond eight the first six and the number, so that one silent province does not fill the page.
  func named(_ units: Set<OrgUnitCode>) -> String {
    guard units.count > 8 else { return names(units) }
    let first = names(units.inReadingOrder(of: rollUp.unit).prefix(6))
    return say("\(first)等\(units.count)个", "\(first) and \(units.count - 6) more")
  }

  func indicatorName(_ id: IndicatorID) -> String { plan?.indicator(id)?.name ?? id.rawValue }

  /// A name that can stand alone: “其中：技能培训” becomes “培训劳动力中的技能培训”.
  func fullName(_ id: IndicatorID) -> String {
    guard let indicator = plan?.indicator(id), let whole = indicator.partOf else { return indicatorName(id) }
    for prefix in ["其中：", "其中:"] where indicator.name.hasPrefix(prefix) {
      return "\(fullName(whole))中的\(indicator.name.dropFirst(prefix.count))"
    }
    return indicator.name
  }

  func taskTitle(_ id: TaskID) -> String {
    plan?.task(id).map { titled($0) } ?? id.rawValue
  }

  /// The title first, which people know; the number behind it, for looking it up.
  func titled(_ task: PlanTask) -> String { say("\(task.title)（\(task.id)）", "\(task.title) (\(task.id))") }

  /// 一、二、… 十二、
  private func numbered(_ number: Int, _ title: String) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard say.language == .zh, number < 20 else { return "\(number). \(title)" }
    return (number >= 10 ? "十" : "") + digits[number % 10] + "、" + title
  }

  // MARK: Head

  private var header: Markup {
    let revision =
      rollUp.revision > 1
      ? say("第\(rollUp.revision)版（订正）", "revision \(rollUp.revision) (amended)") : say("第1版", "revision 1")
    return """
      <header>
      <h1>\(plan?.title ?? rollUp.plan.rawValue)</h1>
      <p class="period">\(say("\(rollUp.period.chinese)执行情况", "Implementation, \(say.period(rollUp.period))"))</p>
      <p class="imprint"><span>\(say("汇总单位：", "Compiled by: "))\(name(rollUp.unit))</span>\
      <span>\(revision)</span><span class="mono">\(rollUp.fileStem)</span></p>
      </header>

      """
  }

  private var basis: Markup {
    let plans = rollUp.basis.digests.plans.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.prefix(12))" }
    return """
      <footer>
      <p>\(say("汇总依据：单位名录 ", "Computed with: unit register "))<span class="mono">\
      \(String(rollUp.basis.digests.units.prefix(12)))</span>\(say("；方案 ", "; plans "))<span class="mono">\
      \(say.list(plans))</span>\(say("；规则目录 ", "; rules "))<span class="mono">\(rollUp.basis.ruleCatalogue)</span>\
      \(say("。", "."))</p>
      <p>\(say(
        "本页数字四舍五入，精确数见同名 .csv 和 .xml 文件。缺报不等于零：缺报单位的本期数不计入，累计数沿用其最近一次所报。",
        "Figures on this page are rounded half up; the exact ones are in the .csv and .xml files of the same name. Missing is not zero: a silent unit's quarter is left out and its last known cumulatives stay."
      ))</p>
      </footer>

      """
  }
}
