import Foundation
import TestKit
import Testing

/// Rules, units and plans through the program.
@Suite("The catalogue") struct CatalogueTests {
  @Test("explain all lists every rule once, as text and as JSON, and each can be explained by itself")
  func everyRule() throws {
    let result = try Program.run(["explain", "all", "--json"])
    #expect(result.status == 0)
    let sheets = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    let codes = sheets.compactMap { $0["code"] as? String }
    #expect(codes.count == sheets.count && codes == Set(codes).sorted())
    #expect(Set(codes.compactMap(\.first)).isSuperset(of: ["A", "I", "P", "V"]))
    for sheet in sheets {
      #expect(
        Set(sheet.keys) == [
          "basis", "code", "message", "messageEN", "remedy", "remedyEN", "severity", "since", "title",
          "titleEN", "trial",
        ])
      for text in ["title", "remedy"] {
        #expect((sheet[text] as? String)?.isEmpty == false, "\(sheet["code"] ?? "")")
      }
    }
    #expect(sheets.filter { $0["trial"] as? Bool == true }.compactMap { $0["code"] as? String } == ["V4014"])
    let lines = try Program.run(["explain", "all"]).output.split(separator: "\n")
    #expect(lines.map { $0.prefix(5) } == codes.map { $0.prefix(5) })
    let one = try Program.run(["explain", "v1014", "--lang", "en"])
    #expect(one.status == 0)
    #expect(one.output.contains("V1014 hard") && !one.output.contains("处理"))
  }

  @Test("A plan exported and imported again is the same file, and a broken table leaves the plan alone")
  func planRoundTrip() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    for plan in ["hanzhong-2022", "weiyang-2023", "shaanxi-2022"] {
      let before = try #require(try office.files(below: "Schemas/plans")["\(plan).xml"])
      let folder = scratch.url.appendingPathComponent("表 \(plan)").path
      #expect(try office.run(["plan", "export", plan, folder]).status == 0)
      let imported = try office.run(["plan", "import", folder])
      #expect(imported.status == 0, "\(imported.output)\(imported.errors)")
      #expect(try office.files(below: "Schemas/plans")["\(plan).xml"] == before, "\(plan)")
    }
    #expect(try office.run(["plan", "check"]).status == 0)
    let folder = scratch.url.appendingPathComponent("表 hanzhong-2022")
    let table = folder.appendingPathComponent("indicators.csv")
    let text = try String(contentsOf: table, encoding: .utf8)
    try Data(text.replacingOccurrences(of: ",flow,", with: ",sometimes,").utf8).write(to: table)
    let before = try office.files(below: "Schemas/plans")
    let broken = try office.run(["plan", "import", folder.path])
    #expect(broken.status == 1)
    #expect(broken.output.contains("没有导入"))
    #expect(try office.files(below: "Schemas/plans") == before)
    let quiet = try office.run(["plan", "import", folder.path, "--quiet"])
    #expect(quiet.output.contains("indicators.csv") && !quiet.output.contains("没有导入"))
    let nowhere = try office.run(["plan", "import", scratch.path + "/没有"])
    #expect(nowhere.status == 2 && nowhere.errors.contains("没有"))
  }

  @Test(
    "plan check says once what is wrong with the units, and names allocations of a plan that nobody knows")
  func oncePerCatalogue() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    let units = office.url.appendingPathComponent("Schemas/units")
    try Data("code,name,level,reportsTo\n610799,无主县,county,619999\n".utf8)
      .write(to: units.appendingPathComponent("无主.csv"))
    let allocations = office.url.appendingPathComponent("Schemas/allocations")
    try FileManager.default.createDirectory(at: allocations, withIntermediateDirectories: true)
    try Data("plan,target,unit,value\nnobody-2022,t1,610702,5\n".utf8)
      .write(to: allocations.appendingPathComponent("分解.csv"))
    func count(_ code: String, _ plans: [String]) throws -> Int {
      let checked = try office.run(["plan", "check"] + plans)
      #expect(checked.status == 1)
      return checked.output.components(separatedBy: "\(code) ").count - 1
    }
    #expect(try count("P1102", []) == 1)
    #expect(try count("P1102", ["hanzhong-2022", "shaanxi-2022"]) == 1)
    #expect(try count("P1212", []) == 1)
  }

  @Test("units finds by code, name and alias, below a unit, and says when nothing fits")
  func units() throws {
    func codes(_ arguments: [String]) throws -> [String] {
      let result = try Program.run(["units", "--json"] + arguments)
      let units = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]]
      return (units ?? []).compactMap { $0["code"] as? String }
    }
    #expect(try codes(["汉台"]) == ["610702"])
    #expect(try codes(["610702"]) == ["610702"])
    #expect(try codes(["--under", "汉中市", "南郑"]) == ["610703"])
    #expect(try codes(["凤翔"]).contains("610322"))
    #expect(try Program.run(["units", "没有"]).status == 64)
    #expect(try Program.run(["units", "--under", "没有"]).status == 64)
  }

  @Test("English speaks English: names and quoted texts aside, no Chinese in what the program says itself")
  func english() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    try office.drop("a.xml", SmallReport("610702", "9"))
    try office.drop("b.xml", SmallReport("610702", "9"))
    try office.drop("c.csv", "nothing\n")
    let names = ["汉中市", "汉台区"]
    func hasChinese(_ text: String) -> Bool {
      names.reduce(text.replacing(/“[^”]*”/, with: "")) { $0.replacingOccurrences(of: $1, with: "") }
        .unicodeScalars.contains {
          (0x2E80...0x9FFF).contains($0.value) || (0xFF00...0xFF60).contains($0.value)
        }
    }
    for arguments in [
      ["ingest"], ["submit", "2024-Q3"], ["submit", "2024-Q3", "--to", "/nowhere"], ["run", "2019-Q1"],
      ["run", "2024"], ["explain", "610702", "2024-Q3", "nothing"], ["explain", "x", "y"],
      ["explain", "Q1234"],
      ["plan", "show", "nothing"], ["plan", "check"], ["units", "nothing"], ["check", "nothing.csv"],
    ] {
      let result = try office.run(arguments + ["--lang", "en"], now: TestOffice.now)
      // The usage of a command is in both languages.
      let errors = result.errors.components(separatedBy: "Usage:").first ?? ""
      #expect(!hasChinese(result.output + errors), "\(arguments): \(result.output)\(errors)")
    }
    let now = try Program.run(["ingest", "--lang", "en", "--now", "yesterday"])
    #expect(!hasChinese(now.errors.components(separatedBy: "Usage:").first ?? ""))
  }

  @Test("--quiet names problems and nothing else, and JSON stands alone on standard output")
  func quietAndJSON() throws {
    let scratch = try Scratch()
    let office = try TestOffice("610700", in: scratch)
    try office.drop("好.xml", SmallReport("610702", "9"))
    try office.drop("错.xml", SmallReport("610703", "9.5"))
    let quiet = try office.run(["ingest", "--quiet"], now: TestOffice.now)
    #expect(quiet.status == 1)
    #expect(quiet.output.contains("错.xml") && !quiet.output.contains("好.xml"))
    #expect(quiet.errors.isEmpty)
    #expect(try office.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now).output.isEmpty)
    for arguments in [
      ["ingest"], ["run", "2024-Q3"], ["status"], ["explain", "610702", "2024-Q3", "std-activities"],
      ["plan", "show"], ["plan", "show", "hanzhong-2022"], ["plan", "check"], ["units"], ["explain", "all"],
    ] {
      let result = try office.run(arguments + ["--json"], now: TestOffice.now)
      #expect(throws: Never.self, "\(arguments)") {
        try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      }
      #expect(result.errors.isEmpty, "\(arguments): \(result.errors)")
    }
  }
}
