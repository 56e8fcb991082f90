import Ingest
import ReportModel
import Testing

/// The same report gives the same draft, in whichever shape it arrives.
@Suite struct EqualDraftTests {
  @Test(
    "A county's CSV in every encoding, delimiter and container equals its XML",
    arguments: [
      "610703_2024-Q3.csv", "南郑区三季度（最终版）.csv", "南郑区-带签名.csv", "南郑区-制表符.txt", "南郑区-分号.csv",
      "南郑区-压缩.csv", "南郑区-国标码.xml",
    ])
  func sameReport(_ name: String) throws {
    let reference = try readSample("610703_2024-Q3.xml")
    let result = try readSample(name)
    #expect(result.marks == [])
    #expect(content(of: result.draft) == content(of: reference.draft))
    #expect(result.figures.count == 5)
  }

  @Test("The XML example equals its CSV, whose explanations name no rule")
  func xmlExample() throws {
    var reference = try readSample("610702_2024-Q3.xml")
    let result = try readSample("610702_2024-Q3.csv")
    #expect(reference.marks == [])
    #expect(result.marks == [])
    #expect(reference.draft?.tasks[1].explanations.first?.rule == "V4003")
    reference.draft?.tasks[1].explanations[0].rule = nil
    #expect(content(of: result.draft) == content(of: reference.draft))
  }

  @Test("A clerk's own table with everything odd in it equals the plain XML")
  func clerksTable() throws {
    let reference = try readSample("城固县.xml")
    let result = try readSample("城固县（报市科协）.csv")
    #expect(result.encoding == "GB18030")
    #expect(result.marks == ["I1307 5:12"])
    #expect(content(of: result.draft) == content(of: reference.draft))
    #expect(result.draft?.subtotals.map(\.values.inPeriod) == [70])
    #expect(
      result.traces == [
        "I3023 1:0 GB18030（GBK） → UTF-8", "I3011 1:1 汉中市2024年三季度科学素质工作进展情况统计表 → ",
        "I3019 2:1 填报单位 → 报送单位", "I3018 2:2 城固县（610722） → 610722", "I3019 2:4 报送期 → 报告期",
        "I3008 2:5 2024年第3季度 → 2024-Q3", "I3019 3:1 方案 → 实施方案", "I3018 3:2 HANZHONG-2022 → hanzhong-2022",
        "I3013 5:1 任务代码 → 任务编号", "I3013 5:2 任务名称 → 主要任务", "I3013 5:3 指标代码 → 指标编号",
        "I3013 5:4 指标 → 指标名称", "I3013 5:5 单位 → 计量单位", "I3013 5:6 本季完成数 → 本期数",
        "I3013 5:7 本年累计数 → 本年累计", "I3013 5:8 累计 → 规划期累计", "I3013 5:9 季末数 → 期末数",
        "I3013 5:10 状态 → 完成状态", "I3013 5:11 进展情况 → 工作进展", "I3001 6:6 ５８名 → 58", "I3004 6:6 ５８名 → 58",
        "I3002 6:7 1,171 → 1171", "I3003 6:8 1 866 → 1866", "I3014 6:10 进行中 → 推进中", "I3010 7:1  → hz-06",
        "I3006 7:6 +12 → 12", "I3017 8:2 合　计 → ", "I3005 10:6 8.5万 → 85000", "I3004 11:9 2680人 → 2680人",
        "I3009 12:9 2024年10月8日 → 2024-10-08", "I3011 13:1 注：本表一式两份 → ",
      ])
  }

  @Test("Places are those of the file")
  func places() throws {
    let csv = try readSample("610703_2024-Q3.csv")
    #expect(csv.figures.first?.position == SourcePosition(line: 10, column: 3))
    #expect(csv.figures.first?.position(of: .planToDate) == SourcePosition(line: 10, column: 8))
    #expect(csv.draft?.unit?.position == SourcePosition(line: 1, column: 2))
    #expect(csv.traces == ["I3008 3:2 2024年三季度 → 2024-Q3"])
    let xml = try readSample("610702_2024-Q3.xml")
    #expect(xml.figures.first?.position == SourcePosition(line: 11, column: 5))
    #expect(xml.draft?.unit?.position == SourcePosition(line: 2, column: 44))
  }

  @Test("A figure is reported, not applicable or missing; zero is reported")
  func statuses() throws {
    let csv = try read(Form.table(Form.row("0"), Form.row("—"), Form.row("")))
    #expect(csv.figures.map(\.status) == [.reported, .notApplicable, .missing])
    #expect(csv.figures.map(\.values.inPeriod) == [0, nil, nil])
    let xml = try read(
      Form.xml(
        """
        <task id="hz-06"><figure indicator="a" inPeriod="0"/><figure indicator="b" state="notApplicable"/><figure indicator="c"/></task>
        """))
    #expect(xml.figures.map(\.status) == [.reported, .notApplicable, .missing])
    #expect(xml.marks == [])
  }

  @Test("Blanks are zero where the cover says so, in XML as in CSV")
  func blanksAsZero() throws {
    let cover = Form.cover + "空格表示零,是\n"
    let csv = try read(
      Form.table(
        "hz-06,,a,,名,,171", "hz-06,,b,,名,", "hz-06,,c,,%,,,,,,22", "hz-06,,d,,名,—", "hz-06,,e,,名,58",
        cover: cover))
    let xml = try read(
      Form.xml(
        """
        <task id="hz-06"><figure indicator="a" measure="名" yearToDate="171"/><figure indicator="b" measure="名"/>
        <figure indicator="c" measure="%" denominator="22"/><figure indicator="d" measure="名" state="notApplicable"/>
        <figure indicator="e" measure="名" inPeriod="58"/></task>
        """, attributes: "unit=\"610703\" plan=\"hanzhong-2022\" period=\"2024-Q3\" blankMeansZero=\"true\""))
    #expect(csv.figures.map(\.status) == [.reported, .reported, .reported, .notApplicable, .reported])
    #expect(csv.figures.map(\.values.inPeriod) == [0, nil, nil, nil, 58])
    #expect(csv.figures[2].values.numerator == 0)
    #expect(csv.traces == ["I3007 7:3  → 0", "I3007 8:3  → 0", "I3007 9:3  → 0"])
    #expect(xml.draft?.repairs.count == 3)
    var bare = xml.draft
    bare?.unitName = csv.draft?.unitName
    bare?.cover.unitName = csv.draft?.cover.unitName
    #expect(content(of: csv.draft) == content(of: bare))
  }

  @Test("Narrative counts once for a task; an equal text is not repeated, another one is appended")
  func narrative() throws {
    let rows = ["办班。", "办班。", "送教。", ""].map { "hz-06,,a,,名,1,,,,,,,,推进中,\($0)" }
    let result = try read(Form.table(rows[0], rows[1], rows[2], rows[3]))
    #expect(result.draft?.tasks.map(\.progress) == ["办班。\n送教。"])
    #expect(result.draft?.tasks.map(\.status) == [.inProgress])
    #expect(result.traces == ["I3016 8:15 送教。 → 工作进展"])
  }

  @Test("A quoted cell over several lines keeps its lines, and rows below are counted as spreadsheets count them")
  func quotedLines() throws {
    let result = try read(
      Form.table("hz-06,,a,,名,1,,,,,,,,,\"第一行\r\n第二行\"", Form.row("300余")))
    #expect(result.draft?.tasks[0].progress == "第一行\n第二行")
    #expect(result.marks == ["I2001 7:6"])
  }

  @Test("情况说明 answers for its row; without an indicator it is about the task")
  func explanations() throws {
    let result = try read(
      Form.table("hz-06,,a,,名,1,,,,,,,,,,,,本期汇总。,集中培训", "hz-06,,,,,,,,,,,,,,,,,,任务说明"))
    #expect(
      result.draft?.tasks[0].explanations == [
        Explanation(indicator: "a", task: "hz-06", text: "集中培训"),
        Explanation(task: "hz-06", text: "任务说明"),
      ])
    #expect(result.draft?.tasks[0].summary == "本期汇总。")
  }

  @Test("历史调整数 and its reason are read")
  func adjustment() throws {
    let result = try read(Form.table("hz-06,,a,,名,58,,,,,,-3,重复统计"))
    #expect(result.figures[0].values.adjustment == -3)
    #expect(result.figures[0].adjustmentReason == "重复统计")
    #expect(result.marks == [])
  }

  @Test("A narrative row of a task without indicators stops the filling down of the task above")
  func narrativeRows() throws {
    let result = try read(
      Form.table(
        "wy-00,综合情况,std-funds,,万元,8.4", "wy-08,骨干教师,,,,,,,,,,,,推进中,办班。", ",,std-x,,名,1"))
    #expect(result.draft?.tasks.map(\.id.text) == ["wy-00", "wy-08"])
    #expect(result.draft?.tasks[0].figures.map(\.indicator.text) == ["std-funds"])
    #expect(result.draft?.tasks[1].figures.map(\.indicator.text) == ["std-x"])
    #expect(result.draft?.tasks[1].progress == "办班。")
  }

  @Test("A dash or 无 explains nothing, in XML as in CSV")
  func emptyExplanations() throws {
    let csv = try read(
      Form.table(
        "hz-06,,a,,名,58,,,,,,-3,无,,—,无,,,无", "hz-06,,b,,名,1,,,,,,,,,,,,,—",
        "hz-06,,c,,名,1,,,,,,,,,,,,,无新增人员，系统计口径"))
    let xml = try read(
      Form.xml(
        """
        <cover><unitName>南郑区</unitName></cover><task id="hz-06">
        <figure indicator="a" measure="名" inPeriod="58" adjustment="-3" reason="无"/>
        <figure indicator="b" measure="名" inPeriod="1"/><figure indicator="c" measure="名" inPeriod="1"/>
        <progress>—</progress><problems>无</problems><explanation indicator="a">无</explanation>
        <explanation indicator="c">无新增人员，系统计口径</explanation></task>
        """))
    #expect(csv.draft?.tasks[0].explanations.map(\.indicator) == ["c"])
    #expect(csv.draft?.tasks[0].progress == nil)
    #expect(csv.draft?.tasks[0].problems == "无")
    #expect(csv.figures[0].adjustmentReason == nil)
    #expect(content(of: csv.draft) == content(of: xml.draft))
  }
}
