import Ingest
import ReportModel
import Testing

@Suite struct CoverTests {
  private func draft(_ cover: String) throws -> SubmissionDraft {
    try #require(try read(Form.table(Form.row("58"), cover: cover + "\n\n")).draft)
  }

  @Test(
    "A unit's code is found in every usual spelling",
    arguments: [
      ("报送单位,610703,南郑区", "610703", "南郑区"), ("报送单位,610703", "610703", nil),
      ("填报单位：,南郑区（610703）", "610703", "南郑区"), ("报送单位,610703 南郑区", "610703", "南郑区"),
      ("报送单位,南郑区,610703", "610703", "南郑区"), ("报送单位,６１０７０３,南郑区", "610703", "南郑区"),
      ("报送单位,610703.0", "610703", nil), ("报送单位,'610703", "610703", nil), ("报送单位,610703000000", "610703", nil),
      ("报送单位,610700-JYJ,市教育局", "610700-jyj", "市教育局"), ("填报单位（盖章）：南郑区", nil, "南郑区"),
      ("报送单位,南郑区（盖章）", nil, "南郑区"), ("报送单位,,南郑区", nil, "南郑区"),
      ("单位代码,610703,单位名称,南郑区", "610703", "南郑区"),
    ] as [(String, String?, String?)])
  func unit(_ line: String, _ code: String?, _ name: String?) throws {
    let draft = try draft("报告期,2024-Q3\n" + line)
    #expect(draft.unit?.text == code)
    #expect(draft.unitName?.text == name)
    #expect(draft.cover.unitName == name)
  }

  @Test("What a prefilled form tells the clerk is passed over, whatever words it is made of")
  func shownLines() throws {
    let draft = try draft(
      """
      报送单位,610703,南郑区
      方案名称,汉中市实施方案
      报告期,2024-Q3
      报送时限,2024年10月10日24:00
      填表说明,填表人：不要写在这里；报告期：也不要
      """)
    #expect(draft.unit?.text == "610703" && draft.period?.description == "2024-Q3")
    #expect(draft.cover.filledBy == nil && draft.plan == nil && draft.repairs.isEmpty)
  }

  @Test("口径, 版次, 方式 and the persons are read")
  func items() throws {
    let draft = try draft(
      """
      报送单位,610703
      报告期,2024-Q3
      口径,汇总
      版次,第2版
      方式,补报
      空格表示零,是
      填表人,甲,审核人,乙
      负责人：丙　联系电话：0916-0000000
      填表日期,2024.10.8
      统一社会信用代码,11610700016051234X
      汇总情况说明,总体平稳。
      """)
    #expect(draft.scope == .rollup)
    #expect(draft.revision == 2)
    #expect(draft.mode == .supplement)
    #expect(
      draft.cover
        == Cover(
          filledBy: "甲", reviewedBy: "乙", approvedBy: "丙", phone: "0916-0000000", filledOn: "2024-10-08",
          creditCode: "11610700016051234X", blankMeansZero: true))
    #expect(draft.summary == "总体平稳。")
  }

  @Test("Blank cover cells are absent, and own and replace are assumed")
  func blanks() throws {
    let draft = try draft("报送单位,610703\n报告期,2024-Q3\n口径,\n版次,\n方式,\n填表人,,负责人,丙\n填表日期,")
    #expect(draft.scope == .own)
    #expect(draft.revision == nil)
    #expect(draft.mode == .replace)
    #expect(draft.cover == Cover(approvedBy: "丙"))
    #expect(draft.filledOn == nil)
  }

  @Test("The cover may stand below the table, and titles above it are not read")
  func footer() throws {
    let text =
      "汉中市三季度统计表,,,\n任务编号,指标编号,计量单位,本期数\nhz-06,a,名,58\n,审核人：乙,负责人：,丙\n填表人：甲,,填表日期：2024-10-08,\n报送单位：南郑区,,报告期：2024年三季度,\n"
    let result = try read(text)
    #expect(result.marks == [])
    #expect(result.draft?.period == Period(year: 2024, quarter: 3))
    #expect(result.draft?.unitName?.text == "南郑区")
    #expect(result.draft?.cover.filledBy == "甲")
    #expect(result.draft?.cover.reviewedBy == "乙")
    #expect(result.draft?.cover.approvedBy == "丙")
    #expect(result.draft?.cover.filledOn == "2024-10-08")
    #expect(result.figures.count == 1)
  }

  @Test("What cannot be chosen on the cover is a finding", arguments: ["版次,二", "版次,0", "方式,再报", "空格表示零,也许"])
  func choices(_ line: String) throws {
    #expect(try read(Form.table(Form.row("58"), cover: Form.cover + line + "\n")).marks == ["I1321 4:2"])
  }
}
