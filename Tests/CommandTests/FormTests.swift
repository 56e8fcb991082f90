import Foundation
import TestKit
import Testing

/// Forms through the program: what it writes comes back through `check`.
@Suite("cengbao template") struct FormTests {
  private let scratch: Scratch
  private let city: TestOffice

  init() throws {
    scratch = try Scratch()
    city = try TestOffice("610700", in: scratch)
  }

  private func sample(_ period: String, _ name: String) throws -> URL {
    try #require(Samples.files(period).first { $0.lastPathComponent == name })
  }

  /// Lines of the table, as cells by their heading; none of the form's cells has a comma or a quote in it.
  private func rows(_ text: String) throws -> [[String: String]] {
    let lines = text.replacingOccurrences(of: "\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let header = try #require(lines.firstIndex { $0.first == "任务编号" })
    return lines[(header + 1)...].filter { $0.count > 1 }.map {
      Dictionary(uniqueKeysWithValues: zip(lines[header], $0))
    }
  }

  private func check(_ path: String) throws -> [String: Any] {
    let report = try city.json(["check", path], now: "2024-07-08T09:00")
    return try #require((report["files"] as? [[String: Any]])?.first)
  }

  @Test("It knows the last quarter, the target and the people, and comes back lacking figures alone")
  func prefilled() throws {
    try FileManager.default.createDirectory(
      at: city.url.appendingPathComponent("Schemas/allocations"), withIntermediateDirectories: true)
    try city.drop(
      [Samples.folder.appendingPathComponent("allocations/hanzhong-2022.csv")], into: "Schemas/allocations")
    try city.drop([try sample("2024-Q1", "汉台区2024年一季度.xml")])
    #expect(try city.ingest(now: "2024-04-10T17:00:00").values.map(\.outcome) == ["accepted"])
    let byCode = try city.run(["template", "610702", "2024-Q2"])
    #expect(byCode.status == 0 && byCode.errors.isEmpty, "\(byCode.errors)")
    #expect(byCode.output.hasPrefix("\u{FEFF}报送单位,610702,汉台区\r\n实施方案,hanzhong-2022\r\n"))
    #expect(byCode.output.contains("\r\n填表人,示例甲\r\n") && byCode.output.contains("\r\n填表日期,\r\n"))
    #expect(byCode.output.contains("\r\n报送时限,2024年7月10日24:00\r\n"))
    for name in ["汉台区", "汉中市汉台区"] {
      #expect(try city.run(["template", name, "2024-Q2"]).output == byCode.output)
    }
    let told = try city.json(["explain", "610702", "2024-Q1", "key-teachers"])["figure"] as? [String: Any]
    let teachers = try #require(try rows(byCode.output).first { $0["指标编号"] == "key-teachers" })
    #expect(teachers["上期规划期累计"] == told?["planToDate"] as? String && teachers["上期规划期累计"] != "")
    #expect(teachers["上期本年累计"] == told?["yearToDate"] as? String)
    #expect(teachers["目标值"] == "1060名（分解到本单位，规划期内）")
    #expect(teachers["填报要求"] == "填本期数（4—6月发生的）")
    #expect(teachers["本期数"] == "" && teachers["计量单位"] == "名")
    let heads = try #require(try rows(byCode.output).first { $0["指标编号"] == "three-heads-coverage" })
    #expect(heads["上期分母"] == "18" && heads["分母"] == "")
    #expect(heads["填报要求"] == "填分子、分母（6月30日的数），不填百分比")
    #expect(try rows(byCode.output).first { $0["指标编号"] == "volunteers" }?["完成状态"] == "长期坚持")
    #expect(!byCode.output.contains("tech-commissioners"), "a yearly figure is asked in the fourth quarter")
    for format in ["csv", "xml"] {
      let path = scratch.url.appendingPathComponent("表.\(format)").path
      let written = try city.run(["template", "汉台", "2024-Q2", "--format", format, "-o", path])
      #expect(written.status == 0 && written.output.contains("→ \(path)"), "\(written.errors)")
      let file = try check(path)
      #expect(file["outcome"] as? String == "questions" && file["unit"] as? String == "610702")
      #expect(Set(file.codes) == ["V1015", "V1024"], "\(format): \(file.codes)")
      #expect((file["repairs"] as? [Any])?.isEmpty == true && file["figures"] as? Int == 0)
      // Written again nothing changes; a form that somebody has begun to fill in stays.
      #expect(try city.run(["template", "汉台", "2024-Q2", "--format", format, "-o", path]).status == 0)
      let begun = try String(contentsOfFile: path, encoding: .utf8) + "\n"
      try Data(begun.utf8).write(to: URL(fileURLWithPath: path))
      let refused = try city.run(["template", "汉台", "2024-Q2", "--format", format, "-o", path])
      #expect(refused.status == 64 && refused.errors.contains("没有覆盖"))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == begun)
    }
    let xml = try city.run(["template", "610702", "2024-Q2", "--format", "xml"]).output
    #expect(xml.contains("<figure indicator=\"key-teachers\"/>"))
    #expect(xml.contains("上期规划期累计 \(teachers["上期规划期累计"] ?? "?")"))
  }

  @Test("JSON tells what is asked and what is known")
  func json() throws {
    let form = try city.json(["template", "610700-jyj", "2024-Q4"])
    #expect(Set(form.keys) == ["unit", "name", "plan", "period", "due", "format", "file", "tasks"])
    #expect(form["due"] as? String == "2025-01-11T00:00:00+08:00" && form["file"] is NSNull)
    let tasks = try #require(form["tasks"] as? [[String: Any]])
    // What it leads without a figure has its row too.
    #expect(
      tasks.first { $0["task"] as? String == "hz-01" }.map { ($0["figures"] as? [Any])?.isEmpty } == true)
    let figures = tasks.flatMap { $0["figures"] as? [[String: Any]] ?? [] }
    #expect(
      figures.compactMap { $0["indicator"] as? String } == [
        "std-activities", "std-participants", "std-funds", "key-teachers", "science-teachers-trained",
        "rural-teachers-coverage",
      ])
    let teachers = try #require(figures.first { $0["indicator"] as? String == "key-teachers" })
    #expect(teachers["asked"] as? [String] == ["inPeriod", "yearToDate", "planToDate"])
    #expect((teachers["goals"] as? [[String: Any]])?.map { $0["value"] as? String } == ["5000"])
  }

  @Test("Without a workspace the Schemas folder is enough, and the sender checks the form with it")
  func offline() throws {
    let schemas = Program.repository.appendingPathComponent("Schemas").path
    let path = scratch.url.appendingPathComponent("教育局.csv").path
    let made = try Program.run(
      ["template", "区教育局", "2024-Q3", "--schemas", schemas, "-o", path], in: scratch.url)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("上期规划期累计"))
    let check = try Program.run(["check", path, "--schemas", schemas, "--json"], in: scratch.url)
    #expect(check.status == 0 && !check.output.contains("V1025") && check.output.contains("V1024"))
    // In the department's own workspace too.
    let own = try TestOffice("610112-jyj", in: scratch)
    let output = try own.run(["template", "610112-jyj", "2024-Q3"]).output
    #expect(try Data(output.utf8) == Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test("A city's own level says that it is made of its departments")
  func ownLevel() throws {
    let form = try city.run(["template", "汉中市", "2024-Q3"]).output
    #expect(form.contains("本级数由各部门的报表组成") && form.contains("\r\n汇总情况说明,\r\n"))
    let path = scratch.url.appendingPathComponent("本级.csv")
    try Data(form.utf8).write(to: path)
    #expect(try check(path.path).codes == ["V1015"])
  }

  @Test(
    "What names nothing is wrong usage, with what to type instead",
    arguments: [
      (["南正区", "2024-Q3"], "南郑区（610703）"), (["61070", "2024-Q3"], "汉中市（610700）"),
      (["610703", "2024Q3"], "2024-Q3"), (["610703", "2019-Q3"], "2021-Q1 到 2025-Q4"),
      (["610703", "2024-Q3", "--plan", "weiyang-2023"], "hanzhong-2022"), (["各县区政府", "2024-Q3"], "合称"),
      (["碑林区", "2024-Q3"], "汉中市的汇总范围"),
    ] as [([String], String)])
  func wrongUsage(_ arguments: [String], _ hint: String) throws {
    for language in ["zh", "en"] {
      let result = try city.run(["template"] + arguments + ["--lang", language])
      #expect(result.status == 64, "\(arguments): \(result.errors)")
      #expect(result.output.isEmpty && result.errors.split(separator: "\n").count == 1)
      if language == "zh" { #expect(result.errors.contains(hint), "\(result.errors)") }
    }
  }

  @Test("Whoever is exempt gets a sentence and no form")
  func exempt() throws {
    try city.decide(["exempt", "南郑区", "2024-Q3"])
    let result = try city.run(["template", "南郑区", "2024-Q3"])
    #expect(result.status == 1 && result.output.isEmpty && result.errors.contains("免报，不用填表"))
    #expect(try city.run(["template", "南郑区", "2024-Q4"]).status == 0)
  }
}
