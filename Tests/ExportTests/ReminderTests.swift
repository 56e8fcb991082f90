import Export
import Findings
import ReportModel
import Testing

/// The words of a reminder, which change with the clock.
@Suite("Reminders") struct ReminderTests {
  private func instant(_ text: String) throws -> Instant { try #require(Instant(deadline: text)) }

  private func addressee(
    _ name: String, _ matter: Reminder.Matter = .silent, due: String? = "2024-10-10T24:00",
    isExtended: Bool = false, group: Reminder.Group = .county, scope: ReportScope = .own
  ) throws -> Reminder.Addressee {
    Reminder.Addressee(
      unit: "610703", name: name, group: group, scope: scope, matter: matter,
      due: try due.map(instant), isExtended: isExtended, figureCount: 14, taskCount: 7, place: "Inbox/610703")
  }

  private func reminder(
    at moment: String, _ addressees: [Reminder.Addressee], closedAt: String? = nil
  ) throws -> Reminder {
    Reminder(
      period: try #require(Period("2024-Q3")), office: "610700", officeName: "汉中市", plan: "hanzhong-2022",
      planTitle: "《纲要》实施方案", asOf: try instant(moment), closedAt: try closedAt.map(instant), dueCount: 51,
      inCount: 27, addressees: addressees)
  }

  @Test(
    "Days are counted from the day of the deadline, and midnight belongs to the day that it ends",
    arguments: [
      ("2024-10-07T09:00", "2024-10-10T24:00", nil, 3), ("2024-10-10T23:59", "2024-10-10T24:00", nil, 0),
      ("2024-10-10T24:00", "2024-10-10T24:00", nil, 0), ("2024-10-11T00:01", "2024-10-10T24:00", 1, nil),
      ("2024-10-12T09:00", "2024-10-10T24:00", 2, nil), ("2024-10-10T12:40", "2024-10-10T12:00", 0, nil),
      ("2024-10-10T12:00", "2024-10-10T12:00", nil, 0), ("2024-10-10T12:00", nil, nil, nil),
    ] as [(String, String?, Int?, Int?)])
  func days(_ now: String, _ due: String?, _ late: Int?, _ left: Int?) throws {
    let unit = try addressee("南郑区", due: due)
    #expect(unit.daysLate(at: try instant(now)) == late)
    #expect(unit.daysLeft(at: try instant(now)) == left)
  }

  @Test("Before the deadline it is a polite reminder, without a word of reproach")
  func before() throws {
    let texts = renderReminder(
      try reminder(at: "2024-10-07T09:00", [addressee("南郑区"), addressee("市教育局", group: .department)]),
      language: .zh)
    let all = texts.notice + texts.paragraphs.joined()
    for word in ["催报", "逾期", "迟报", "已过", "尽快"] { #expect(!all.contains(word), "\(word)") }
    #expect(texts.notice.hasPrefix("【报送提醒】2024年第三季度报表\n《〈纲要〉实施方案》"))
    #expect(texts.notice.contains("应报 51 个单位，已报 27 个，未报 24 个"))
    #expect(texts.notice.contains("一、尚未收到（时限2024年10月10日24:00，还有 3 天）\n区县（1 个）：南郑区\n部门（1 个）：市教育局\n"))
    #expect(texts.notice.hasSuffix("汉中市　2024年10月7日"))
    #expect(
      texts.paragraphs[0]
        == """
        南郑区：温馨提示，你单位2024年第三季度报表应于2024年10月10日24:00前报送，还有 3 天，截至2024年10月7日09:00尚未收到。\
        请按时报送；预计不能按时报送的，请在时限前说明原因，申请延期。
        要报的内容：指标 14 项、任务 7 项。请把报表文件（Excel、CSV 或 XML）放进收件文件夹 Inbox/610703；需要预填好的表样，请告诉我们。
        """)
  }

  @Test("After the deadline it is a 催报 with the days; whoever was given longer is still asked politely")
  func after() throws {
    let texts = renderReminder(
      try reminder(
        at: "2024-10-12T09:00",
        [
          addressee("南郑区"), addressee("镇巴县", due: "2024-10-20T24:00", isExtended: true),
          addressee("汉中市", due: nil, group: .ownLevel),
        ]), language: .zh)
    #expect(texts.notice.hasPrefix("【催报通知】"))
    let sections = try ["一、已过时限（2024年10月10日24:00，逾期 2 天）", "二、尚未收到（时限2024年10月20日24:00，还有 8 天）", "三、尚未收到\n"]
      .map { try #require(texts.notice.range(of: $0), "\($0)").lowerBound }
    #expect(sections == sections.sorted())
    #expect(texts.notice.contains("区县（1 个）：镇巴县（已延期）"))
    #expect(texts.paragraphs[0].contains("已逾期 2 天") && texts.paragraphs[0].contains("登记为迟报"))
    #expect(texts.paragraphs[1].contains("经批准延期到2024年10月20日24:00，还有 8 天"))
    #expect(!texts.paragraphs[1].contains("逾期"))
    #expect(texts.paragraphs[2].contains("尚未收到，请尽快报送") && !texts.paragraphs[2].contains("逾期"))
  }

  @Test("On the day itself, an hour late, nobody is told of days")
  func sameDay() throws {
    let texts = renderReminder(
      try reminder(at: "2024-10-10T12:40", [addressee("南郑区", due: "2024-10-10T12:00")]), language: .zh)
    #expect(texts.notice.contains("已过时限（2024年10月10日12:00）"))
    #expect(texts.paragraphs[0].contains("已过时限") && !texts.paragraphs[0].contains(" 0 天"))
  }

  @Test("What was returned and what is in question are worded apart, with what is wrong and what to do")
  func returnedAndQuestioned() throws {
    let remarks = (1...7).map {
      Reminder.Remark(code: "V2003", line: $0, text: "第\($0)条。", remedy: "改\($0)。")
    }
    let receipt = "Outbox/receipts/2024-Q3/x.html"
    func returned(isStanding: Bool) throws -> Reminder.Addressee {
      try addressee(
        "蓝田县",
        .returned(
          file: "三季度.csv", receivedAt: instant("2024-10-09T08:30"), remarks: remarks, count: 9,
          receipt: receipt, isStanding: isStanding))
    }
    let texts = renderReminder(
      try reminder(
        at: "2024-10-12T09:00",
        [
          returned(isStanding: false), returned(isStanding: true),
          addressee("略阳县", .questions(remarks: Array(remarks.prefix(1)), receipt: receipt)),
        ], closedAt: "2024-10-11T10:00"), language: .zh)
    #expect(texts.notice.contains("一、已退回，请按回执改正后重报\n区县（2 个）：蓝田县（9 处）、蓝田县（9 处）\n"))
    #expect(texts.notice.contains("二、已收到，有问题待核实，请说明或更正\n区县（1 个）：略阳县（1 处）\n"))
    // Nobody's report is out, so nobody is reproached in the heading.
    #expect(texts.notice.hasPrefix("【报送提醒】"))
    let first = texts.paragraphs[0]
    #expect(first.contains("“三季度.csv”") && first.contains("有 9 处须改正"))
    #expect(first.contains("  5. 第 5 行，第5条。处理：改5。\n  其余 4 处见回执。"))
    #expect(!first.contains("  6. ") && first.contains("退回的不算已报") && first.contains(receipt))
    #expect(texts.paragraphs[1].contains("此前接收的一份仍然有效"))
    #expect(texts.paragraphs[2].contains("“情况说明”") && texts.paragraphs[2].contains("有 1 处请核实"))
    for text in texts.paragraphs + [texts.notice] { #expect(text.contains("本期已于2024年10月11日10:00截止")) }
  }

  @Test("A city whose units report one by one is told whose are out; one that is silent of its roll-up")
  func cities() throws {
    let texts = renderReminder(
      try reminder(
        at: "2024-10-12T09:00",
        [
          addressee(
            "西安市", .incomplete(missing: ["蓝田县"]), due: "2024-10-15T24:00", group: .city, scope: .rollup),
          addressee("铜川市", due: "2024-10-15T24:00", group: .city, scope: .rollup),
        ]), language: .zh)
    #expect(texts.notice.contains("市（2 个）：西安市（所属 1 个单位未报）、铜川市"))
    #expect(texts.paragraphs[0].contains("差 1 个：蓝田县（时限2024年10月15日24:00）。请督促按时报送"))
    #expect(
      texts.paragraphs[1].contains("2024年第三季度汇总") && texts.paragraphs[1].contains("cengbao submit 2024-Q3"))
  }

  @Test("English says the same, and equal lists give equal texts")
  func english() throws {
    let list = try reminder(at: "2024-10-12T09:00", [addressee("南郑区")])
    let texts = renderReminder(list, language: .en)
    #expect(texts.notice.hasPrefix("[Overdue] Reports for 2024-Q3"))
    #expect(
      texts.paragraphs[0].contains("was due 2024-10-10 24:00") && texts.paragraphs[0].contains("2 days late"))
    #expect(!texts.paragraphs[0].contains("你单位"))
    let again = renderReminder(list, language: .en)
    #expect(texts == again)
  }
}
