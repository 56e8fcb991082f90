import Foundation
import TestKit
import Testing

/// The form as a workbook, filled in by programs of others and sent in.
@Suite("A workbook that was filled in") struct FilledWorkbookTests {
  private let scratch: Scratch
  private let city: TestOffice
  private let form: String

  init() throws {
    scratch = try Scratch()
    city = try TestOffice("610700", in: scratch)
    try city.drop([
      try #require(try Samples.files("2024-Q1").first { $0.lastPathComponent == "汉台区2024年一季度.xml" })
    ])
    _ = try city.ingest(now: "2024-04-10T17:00:00")
    form = scratch.url.appendingPathComponent("汉台.xlsx").path
    let made = try city.run(["template", "610702", "2024-Q2", "--format", "xlsx", "-o", form])
    try #require(made.status == 0, "\(made.errors)")
  }

  private func fill(_ program: String, _ answers: [String: [String: [String: Any]]], as name: String) throws
    -> URL
  {
    let script = Program.repository.appendingPathComponent("Tests/Fixtures/workbooks/fill-form.py").path
    let target = scratch.url.appendingPathComponent(name)
    let file = scratch.url.appendingPathComponent("answers.json")
    try JSONSerialization.data(withJSONObject: answers).write(to: file)
    try Tool.run(
      "/bin/sh",
      [
        "-c", "exec /usr/bin/python3 \"$0\" \"$1\" \"$2\" \"$3\" < \"$4\"", script, program, form,
        target.path, file.path,
      ])
    return target
  }

  private let cover: [String: [String: Any]] = [
    "填表人": ["": "示例甲"], "审核人": ["": "示例丙"], "填表日期": ["": ["date": [2024, 7, 5]]],
  ]

  @Test(
    "Filled in through openpyxl and through LibreOffice it gives the figures that were typed",
    arguments: ["openpyxl", "libreoffice"])
  func accepted(_ program: String) throws {
    let file = try fill(
      program,
      [
        "封面": cover,
        "指标": ["key-teachers": ["本期数": 61, "情况说明": "集中培训"], "std-funds": ["本期数": 8.4]],
        "进展": ["hz-06": ["完成状态": "推进中", "工作进展": "举办培训班两期。"]],
      ], as: "汉台区二季度.xlsx")
    try city.drop([file])
    let report = try #require(try city.ingest(now: "2024-07-08T09:00:00")["汉台区二季度.xlsx"])
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(!findings.contains { $0["severity"] as? String == "hard" }, "\(findings)")
    #expect(["accepted", "questions"].contains(report["outcome"] as? String))
    #expect(report["unit"] as? String == "610702" && report["period"] as? String == "2024-Q2")
    let repairs = try #require(report["repairs"] as? [[String: Any]])
    #expect(repairs.map { $0["code"] as? String ?? "" }.filter { $0 != "I3011" } == [], "\(repairs)")
    for (indicator, value) in [("key-teachers", "61"), ("std-funds", "8.4")] {
      let told = try city.run(["explain", "610702", "2024-Q2", indicator]).output
      #expect(told.contains("本期数 \(value) ·"), "\(told)")
    }
    // The register can be made anew from it.
    #expect(try city.run(["verify", "--full"]).status == 0)
    #expect(try city.run(["rebuild"]).status == 0)
    #expect(try city.run(["verify", "--full"]).status == 0)
  }

  @Test(
    "What is wrong is told with sheet and cell, in JSON, in the receipt and on the screen",
    arguments: ["openpyxl", "libreoffice"])
  func returned(_ program: String) throws {
    let file = try fill(
      program,
      [
        "封面": cover,
        "指标": [
          "key-teachers": ["本期数": "300余"], "std-funds": ["本期数": ["formula": "1/0"]],
          "std-participants": ["本期数": ["date": [2024, 3, 5]]],
        ],
        "进展": ["hz-06": ["完成状态": "差不多了"]],
      ], as: "汉台区二季度.xlsx")
    try city.drop([file])
    let report = try #require(try city.ingest(now: "2024-07-08T09:00:00")["汉台区二季度.xlsx"])
    let findings = try #require(report["findings"] as? [[String: Any]])
    let marks = findings.compactMap { finding -> String? in
      guard let code = finding["code"] as? String, code.hasPrefix("I"),
        let sheet = finding["sheet"] as? String,
        let cell = finding["cell"] as? String
      else { return nil }
      return "\(code) \(sheet) \(cell.prefix { $0.isLetter })"
    }
    // Without LibreOffice nobody has calculated the formula; openpyxl leaves the date's format to the cell.
    let formula = program == "openpyxl" ? "I1405" : "I2003"
    for expected in ["I2001 指标 I", "\(formula) 指标 I", "I1313 进展 D"] {
      #expect(marks.contains(expected), "\(expected) is not among \(marks)")
    }
    #expect(report["outcome"] as? String == "returned")
    let path = try #require(report["receipt"] as? String)
    let page = try String(contentsOf: city.url.appendingPathComponent(path), encoding: .utf8)
    #expect(page.contains("指标!I"))
    let document = try String(
      contentsOf: city.url.appendingPathComponent(path).deletingPathExtension().appendingPathExtension("xml"),
      encoding: .utf8)
    #expect(document.contains("sheet=\"指标\" cell=\"I"))
    let shown = try city.run(["check", file.path], now: "2024-07-08T09:00:00").output
    #expect(shown.contains("汉台区二季度.xlsx 指标!I"), "\(shown)")
  }

  @Test("Sent as it was handed out, nothing typed, it lacks figures and nothing else")
  func blank() throws {
    try city.drop([URL(fileURLWithPath: form)])
    let report = try #require(try city.ingest(now: "2024-07-08T09:00:00")["汉台.xlsx"])
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(!findings.contains { $0["severity"] as? String == "hard" }, "\(findings)")
    #expect(!findings.contains { ($0["code"] as? String ?? "").hasPrefix("I") }, "\(findings)")
  }
}
