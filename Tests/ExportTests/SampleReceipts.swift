import Findings
import ReportModel

/// Invented receipts of 城固县's third quarter, one for every outcome.
enum SampleReceipts {
  static let negative = RuleSheet(
    code: "V2003", severity: .hard, title: "计数指标为负数", message: "“{name}”填报 {value}，计数指标不能小于 0。",
    remedy: "核对台账后改为实际数；如果是核减以前多报的，本期数照实填，核减数填在“历史调整数”栏并写明原因。",
    titleEN: "Negative count", messageEN: "“{name}” states {value}; a count cannot be below 0.",
    remedyEN: "Enter the actual number; to correct an earlier quarter use 历史调整数 with a reason.", basis: "",
    since: "0.1")
  static let notANumber = RuleSheet(
    code: "I2001", severity: .hard, title: "不是一个数", message: "“{name}”填的是“{value}”，不是一个确定的数。",
    remedy: "填一个数，如 {example}；拿不准的不要填“余”“左右”，查清台账再填。", titleEN: "Not one number",
    messageEN: "“{name}” holds “{value}”, which is not one number.",
    remedyEN: "Enter one number, such as {example}.",
    basis: "", since: "0.1")
  static let outlier = RuleSheet(
    code: "V4003", severity: .soft, title: "与往季相差较大", message: "“{name}”本期 {value}，前几季平均 {usual}。",
    remedy: "核对是否多写了一位；数没有错的，在该行“情况说明”栏写明原因。", titleEN: "Unlike earlier quarters",
    messageEN: "“{name}” is {value} this quarter; the earlier ones averaged {usual}.",
    remedyEN: "Check for an extra digit; if the figure is right, say why in 情况说明.", basis: "", since: "0.1")
  static let noCode = RuleSheet(
    code: "V1011", severity: .note, title: "封面没有填填表日期", message: "封面“填表日期”是空的。",
    remedy: "下次请填上，如 2024-10-08。",
    titleEN: "No date on the cover", messageEN: "填表日期 is blank.",
    remedyEN: "Fill it in next time, such as 2024-10-08.",
    basis: "", since: "0.1")
  static let unitGlued = RuleSheet(
    code: "I3004", severity: .note, title: "数后面带了计量单位", message: "“{value}”读作 {readAs}。",
    remedy: "只填数，计量单位不要写在数后面。",
    titleEN: "Measure unit behind the number", messageEN: "“{value}” was read as {readAs}.",
    remedyEN: "Enter the number only.",
    basis: "", since: "0.1")
  static let nothing = RuleSheet(
    code: "I1001", severity: .hard, title: "不是报送表", message: "文件里没有“报送单位”“报告期”，认不出是谁、哪一期的报表。",
    remedy: "用发的报表填写，封面上填“报送单位”和“报告期”，如 报送单位,610722,城固县 和 报告期,2024年三季度。",
    titleEN: "Not a report", messageEN: "The file names neither its unit nor its period.",
    remedyEN: "Fill in the form and its cover.", basis: "", since: "0.1")

  static let sheets = RuleSheets([negative, notANumber, outlier, noCode, unitGlued, nothing])

  static let names = [
    "hz-06": "提升教师科学素质", "key-teachers": "重点培养骨干教师", "hz-00": "综合情况", "std-participants": "参加活动",
    "std-funds": "投入经费",
  ]

  static func receipt(_ outcome: Outcome, channel: SenderChannel = .dropFolder) -> Receipt {
    var receipt = Receipt(
      fileName: "城固县三季度（最终版）.csv", outcome: outcome,
      digest: Repository.digest("城固县 \(outcome.rawValue)"), unit: "610722", unitName: "城固县",
      plan: "hanzhong-2022",
      planTitle: "汉中市贯彻《全民科学素质行动规划纲要（2021—2035年）》实施方案", period: Period(year: 2024, quarter: 3), scope: .own,
      revision: 1,
      receivedAt: 1_728_380_112, channel: channel, receiver: "610700", receiverName: "汉中市", figureCount: 27,
      names: names, ruleCatalogue: "0.1")
    let missing = Finding(
      noCode, at: Place(SourcePosition(line: 7, column: 1)))
    let unlike = Finding(
      outlier,
      at: Place(
        SourcePosition(line: 14, column: 6), task: "hz-00", indicator: "std-participants", value: "14200"),
      ["name": "参加活动", "usual": "1380"])
    receipt.repairs = [
      Repair(code: "I3004", position: SourcePosition(line: 15, column: 6), value: "8.4万元", readAs: "8.4")
    ]
    switch outcome {
    case .accepted:
      receipt.findings = [missing]
      receipt.revision = 2
      receipt.changes = [
        FigureChange(task: "hz-06", indicator: "key-teachers", item: .inPeriod, before: 58, after: 61),
        FigureChange(
          task: "hz-00", indicator: "std-funds", item: .inPeriod, before: nil, after: Amount("8.4")),
      ]
    case .questions:
      receipt.findings = [missing, unlike]
      receipt.isLate = true
    case .held: receipt.findings = [missing]
    case .returned:
      receipt.findings = [
        missing,
        Finding(
          negative,
          at: Place(
            SourcePosition(line: 12, column: 6), task: "hz-06", indicator: "key-teachers", value: "-12"),
          ["name": "重点培养骨干教师"]),
        unlike,
        Finding(
          notANumber,
          at: Place(
            SourcePosition(line: 16, column: 6), task: "hz-00", indicator: "std-activities", value: "300余<b>"),
          ["name": "举办科普活动", "example": "305"]),
      ]
    case .unreadable:
      receipt.unit = nil
      receipt.unitName = nil
      receipt.plan = nil
      receipt.planTitle = nil
      receipt.period = nil
      receipt.scope = nil
      receipt.revision = nil
      receipt.figureCount = 0
      receipt.repairs = []
      receipt.channel = .openInbox
      receipt.findings = [Finding(nothing, at: Place())]
    }
    receipt.counts = Dictionary(receipt.findings.map { ($0.code, 1) }, uniquingKeysWith: +)
    if outcome == .returned { receipt.counts["I2001"] = 40 }
    return receipt
  }
}
