import Foundation
import TestKit
import Testing

/// What clerks do where the plan has targets: a department of 未央区, and a county with allocated targets.
@Suite("Clerks' mistakes against targets and other plans") struct ClerkPlanTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// A sentence.
    let name: String
    let report: Report
    /// Replacements in the text of the good report; each has to be found.
    let edits: [(old: String, new: String)]
    let outcome: String
    /// `code line:column indicator`, in file order.
    let findings: [String]
    /// What the findings' words say.
    var says: [String] = []
    var testDescription: String { name }
  }

  enum Report: Sendable { case education, county }

  private static let headings = "任务编号,主要任务,指标编号,指标名称,计量单位,本期数,本年累计,规划期累计,期末数,历史调整数,调整原因,完成状态,存在问题,工作进展"

  /// Tasks of 区教育局 that ask for words only.
  private static let others = [
    "wy-01", "wy-02", "wy-03", "wy-04", "wy-05", "wy-06", "wy-09", "wy-19", "wy-20", "wy-43", "wy-45",
  ]

  /// 区教育局: of the quarter before, or of the third one.
  private static func education(_ period: String, _ revision: Int) -> String {
    let isThird = period == "2024-Q3"
    func row(_ front: String, _ second: String, _ third: String) -> String {
      front + (isThird ? third : second)
    }
    return """
      报送单位,610112-jyj,区教育局
      实施方案,weiyang-2023
      报告期,\(period)
      版次,\(revision)
      填表人,示例甲
      审核人,示例丙
      负责人,示例乙
      联系电话,029-00000000
      填表日期,\(isThird ? "2024-10-08" : "2024-07-08")

      \(headings)
      \(row("wy-00,综合情况,std-activities,开展科普活动,场次,", "4,8,55,,,,推进中,", "4,12,59,,,,推进中,"))
      \(row("wy-00,综合情况,std-participants,科普活动参加人次,人次,", "700,1432,10233,,,,,", "756,2188,10989,,,,,"))
      \(row("wy-00,综合情况,std-funds,投入经费,万元,", "4,8.07,59.92,,,,,", "4.93,13,64.85,,,,,"))
      \(row("wy-07,科技教育,recommended-schools,推荐参评市级科技教育特色学校,所,", "1,3,14,,,,推进中,", "1,4,15,,,,推进中,"))
      \(row("wy-08,教师,key-teachers,重点培养骨干教师,人,", "10,20,142,,,,推进中,", "10,30,152,,,,推进中,"))
      \(row("wy-50,科创教室,innovation-classroom-schools,建有“科创教室”的中小学校,所,", ",,,25,,,推进中,", ",,,26,,,推进中,"))
      \(others.map { "\($0),,,,,,,,,,,,,按计划推进。" }.joined(separator: "\n"))

      """
  }

  private static func text(_ report: Report, _ period: String, _ revision: Int) -> String {
    switch report {
    case .education: education(period, revision)
    case .county: ClerkSheet(period, revision: revision).text
    }
  }

  static let cases: [Case] = [
    Case(name: "The good report of 区教育局", report: .education, edits: [], outcome: "accepted", findings: []),
    Case(
      name: "A task is stated complete below its target", report: .education,
      edits: [("10,30,152,,,,推进中", "10,30,152,,,,已完成")], outcome: "questions", findings: ["V6003 16:1 -"],
      says: ["152", "200"]),
    Case(
      name: "People counted as attendances, far beyond the target", report: .education,
      edits: [("10,30,152", "610,630,752")], outcome: "questions", findings: ["V6002 16:8 key-teachers"],
      says: ["752", "200"]),
    Case(
      name: "Behind schedule after a correction, and not a word why", report: .education,
      edits: [("10,30,152,,,,", "10,0,122,,-30,上年重复统计,")], outcome: "accepted", findings: ["V6004 16:1 -"],
      says: ["61%", "75%"]),
    Case(
      name: "The same with a word on problems", report: .education,
      edits: [("10,30,152,,,,推进中,", "10,0,122,,-30,上年重复统计,推进中,培训名额减少。")], outcome: "accepted", findings: []),
    Case(
      name: "Activities without anybody", report: .education, edits: [("756,2188,10989", "0,1432,10233")],
      outcome: "questions", findings: ["V3010 13:6 std-participants"], says: ["参加人次"]),
    Case(
      name: "Schools with a classroom became fewer", report: .education, edits: [(",,,26,", ",,,24,")],
      outcome: "questions", findings: ["V3010 17:9 innovation-classroom-schools"], says: ["24", "25"]),
    Case(
      name: "A task of the city's plan, whose indicator the district has too", report: .education,
      edits: [("wy-08,教师", "hz-06,教师")], outcome: "returned", findings: ["V1027 16:1 -"],
      says: ["汉中市", "wy-08"]),
    Case(
      name: "A task and an indicator of the city's plan", report: .education,
      edits: [("wy-08,教师,key-teachers,", "hz-09,农民,farmers-trained,")], outcome: "returned",
      findings: ["V1024 0:0 -", "V1027 16:1 -"], says: []),
    Case(
      name: "A word of an indicator's name instead of its code", report: .education,
      edits: [("innovation-classroom-schools,建有“科创教室”的中小学校", "科创教室,建有“科创教室”的中小学校")], outcome: "returned",
      findings: ["V1021 17:3 科创教室"], says: ["innovation-classroom-schools"]),
    Case(
      name: "An indicator of 卫生健康局 in the place of one's own", report: .education,
      edits: [("wy-07,科技教育,recommended-schools,推荐参评市级科技教育特色学校,所", "wy-34,健康,health-cells,新建成健康细胞,个")],
      outcome: "questions",
      findings: ["V1024 0:0 -", "V1026 15:6 health-cells"],
      says: ["区卫生健康局"]),
    Case(
      name: "元 in a heading over a row of 万元", report: .education, edits: [("本期数,本年累计", "本期数（元）,本年累计")],
      outcome: "returned", findings: ["V2020 11:6 -"], says: ["元", "投入经费"]),
    Case(
      name: "A stock in the column of the quarter", report: .education, edits: [(",,,26,", "26,,,,")],
      outcome: "returned", findings: ["V2008 17:6 innovation-classroom-schools"]),
    Case(
      name: "More events than the plan's range asks: no fault", report: .county, edits: [],
      outcome: "accepted",
      findings: ["V6001 19:7 public-science-events"], says: ["88", "50"]),
    Case(
      name: "Far more than the range asks is a question, told once", report: .county,
      edits: [("30,88,420", "130,188,520")], outcome: "questions",
      findings: ["V6002 19:7 public-science-events"], says: ["188", "30"]),
  ]

  /// An office that has the second quarter of the report's unit.
  private static func desk(_ report: Report, in scratch: Scratch) throws -> TestOffice {
    let office = try TestOffice(report == .education ? "610112" : "610700", in: scratch)
    if report == .county {
      let folder = office.url.appendingPathComponent("Schemas/allocations")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("plan,target,unit,value\nhanzhong-2022,hz-10-public-science-events,610702,30\n".utf8).write(
        to: folder.appendingPathComponent("hanzhong-2022.csv"))
    }
    try office.drop("二季度.csv", text(report, "2024-Q2", 1))
    let file = try #require(try office.ingest()["二季度.csv"])
    #expect(file.outcome == "accepted", "\(file)")
    return office
  }

  @Test(
    "Each gets its outcome, its codes and no other, and the place", arguments: [Report.education, .county])
  func findings(_ report: Report) throws {
    let scratch = try Scratch()
    let office = try Self.desk(report, in: scratch)
    let cases = Self.cases.filter { $0.report == report }
    var paths: [String] = []
    for (index, item) in cases.enumerated() {
      var text = Self.text(report, "2024-Q3", 1)
      for edit in item.edits {
        #expect(text.contains(edit.old), "\(item.name)")
        text = text.replacingOccurrences(of: edit.old, with: edit.new)
      }
      let file = scratch.url.appendingPathComponent("\(index).csv")
      try Data(text.utf8).write(to: file)
      paths.append(file.path)
    }
    let answer = try office.json(["check"] + paths, now: TestOffice.now)
    let files = answer["files"] as? [[String: Any]] ?? []
    try #require(files.count == cases.count)
    for (item, file) in zip(cases, files) {
      let findings = file["findings"] as? [[String: Any]] ?? []
      let words = findings.map { "\($0["message"] as? String ?? "") \($0["remedy"] as? String ?? "")" }
      let brief = findings.map {
        "\($0["code"] as? String ?? "?") \($0["line"] as? Int ?? 0):\($0["column"] as? Int ?? 0) \($0["indicator"] as? String ?? "-")"
      }
      #expect(file.outcome == item.outcome, "\(item.name): \(words)")
      #expect(brief == item.findings, "\(item.name): \(words)")
      for phrase in item.says { #expect(words.joined().contains(phrase), "\(item.name): \(words)") }
    }
  }
}
