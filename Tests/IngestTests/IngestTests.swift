import Findings
import Foundation
import Ingest
import ReportModel
import Testing

/// Files of this repository that the tests read.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: root.appending(path: path))) }
  static func sample(_ name: String) throws -> [UInt8] { try bytes("Tests/IngestTests/Samples/" + name) }
}

@Suite struct Dump {
  @Test func dump() throws {
    let reader = try ReportReader(reportSchema: Repository.bytes("Schemas/report.xsd"))
    for name in ["610702_2024-Q3.xml", "610703_2024-Q3.csv"] {
      let r = try reader.read(Repository.sample(name), fileName: name)
      if let d = r.draft { Swift.dump(d) }
      for f in r.findings { print(f.code, f.place.position.line, f.place.position.column, f.place.value ?? "") }
    }
    let bad = try [UInt8](Data(contentsOf: URL(filePath: "/tmp/xv/bad.xml")))
    let r = try reader.read(bad, fileName: "bad")
    let sheets = RuleSheets(ingestSheets)
      for f in r.findings { print(f.code, f.place.position.line, f.place.position.column, f.place.value ?? "", sheets.message(of: f, in: .zh), sheets.remedy(of: f, in: .zh), sheets.message(of: f, in: .en)) }
  }
}
