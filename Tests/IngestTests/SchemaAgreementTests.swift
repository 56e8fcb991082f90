import Findings
import Foundation
import ReportModel
import TestKit
import Testing

@testable import Ingest

/// The reader takes exactly those reports that `report.xsd` allows, whoever checks it: what is asked here is xmllint,
/// which builds the whole document before it looks at it.
@Suite("Reader and schema agree") struct SchemaAgreementTests {
  static let count = 1_500

  /// What the reader finds beyond the schema, which therefore says nothing about the structure.
  static let beyondSchema: Set<RuleCode> = [
    IngestSheet.numberBeyondPrecision.code, IngestSheet.notApplicableWithValue.code,
    IngestSheet.rollUpContentInOwn.code,
  ]

  static func originals() throws -> [String] {
    var files = try ["610700_2024-Q3_汇总.xml", "610702_2024-Q3.xml", "610703_2024-Q3.xml", "城固县.xml"].map {
      try Repository.sample($0)
    }
    for (period, _) in Samples.quarters {
      for url in try Samples.files(period) where url.pathExtension == "xml" {
        files.append([UInt8](try Data(contentsOf: url)))
      }
    }
    return files.map { String(decoding: $0, as: UTF8.self) }.filter { !$0.contains("<!") }
  }

  static func mutants(_ count: Int, seed: UInt64) throws -> [String] {
    var mutants = ReportMutants(of: try originals(), seed: seed)
    return (0..<count).map { _ in mutants.next() }
  }

  @Test("A report is accepted by the reader exactly when xmllint accepts it, over many spoilt reports")
  func acceptance() throws {
    let seed = SeededGenerator.environmentSeed
    let mutants = try Self.mutants(Self.count, seed: seed)
    let allowed = try Self.xmllint(mutants)
    let reader = ReportReader(reportSchema: try Repository.bytes("Schemas/report.xsd"))
    var disagreements: [String] = []
    for (number, mutant) in mutants.enumerated() {
      let result = try reader.read(Array(mutant.utf8), fileName: "\(number).xml")
      let offences = result.findings.filter {
        ($0.code.hasPrefix("I0") || $0.code.hasPrefix("I1")) && !Self.beyondSchema.contains($0.code)
      }
      // A moment beyond what this program writes is the reader's own finding, in the words of the schema's.
      let isMoment = offences.allSatisfy {
        $0.code == IngestSheet.wrongType.code && $0.facts["attribute"]?.contains("receivedAt") == true
      }
      let isAccepted = offences.isEmpty || isMoment && allowed.contains(number)
      if isAccepted != allowed.contains(number) {
        disagreements.append(
          "\(number): xmllint \(allowed.contains(number)), reader \(offences.map(\.code)): \(mutant.prefix(600))"
        )
      }
    }
    #expect(disagreements.isEmpty, "CENGBAO_SEED=\(seed)\n\(disagreements.prefix(5).joined(separator: "\n"))")
    // Both answers have to come up, or nothing was compared.
    #expect(allowed.count > Self.count / 20 && allowed.count < Self.count * 19 / 20, "\(allowed.count)")
  }

  /// The numbers of the reports that xmllint finds valid.
  static func xmllint(_ reports: [String]) throws -> Set<Int> {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cengbao-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (number, report) in reports.enumerated() {
      try Data(report.utf8).write(to: folder.appending(path: "\(number).xml"))
    }
    let output = folder.appending(path: "output")
    #expect(FileManager.default.createFile(atPath: output.path, contents: nil))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = folder
    process.arguments =
      ["xmllint", "--noout", "--nonet", "--schema", Repository.root.path + "/Schemas/report.xsd"]
      + reports.indices.map { "\($0).xml" }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    let lines = try String(decoding: Data(contentsOf: output), as: UTF8.self).split(separator: "\n")
    return Set(
      lines.filter { $0.hasSuffix(".xml validates") }.compactMap { Int($0.prefix { $0 != "." }) })
  }
}

@Suite("Cost of the schema") struct SchemaCostTests {
  @Test("Reports that fit are read without libxml2's schema, and each other asks it once")
  func checks() throws {
    let reader = ReportReader(reportSchema: try Repository.bytes("Schemas/report.xsd"))
    for original in try SchemaAgreementTests.originals() {
      let result = try reader.read(Array(original.utf8), fileName: "样表")
      #expect(!result.findings.contains { $0.code.hasPrefix("I1") && $0.severity == .hard })
    }
    #expect(reader.schemaCheckCount == 0)
    let bad = try read(Form.xml("<task id=\"hz-06\"><figur/></task>"))
    #expect(bad.counts.isEmpty == false)
    _ = try reader.read(Array(Form.xml("<task id=\"hz-06\"><figur/></task>").utf8), fileName: "样表")
    #expect(reader.schemaCheckCount == 1)
    #expect(reader.compiledSchemaCount == 1)
  }
}

@Suite("Readers at the same time") struct ThreadTests {
  /// Everything that came of a file, in words.
  private static func account(_ result: ReadResult) -> String {
    let figures = result.figures.map { figure in
      "\(figure.task.text) \(figure.indicator.text) \(figure.values.items.map { figure.text(of: $0) }) "
        + "\(figure.status) \(figure.position.line):\(figure.position.column)"
    }
    let words = (result.draft?.tasks ?? []).map {
      "\($0.progress ?? "")|\($0.problems ?? "")|\($0.next ?? "")"
    }
    let findings = result.findings.map { "\($0.code) \($0.place) \($0.facts.sorted { $0.key < $1.key })" }
    return "\(findings)\(result.traces)\(result.counts.sorted { $0.key < $1.key })\(figures)\(words)"
  }

  @Test("Two threads that share a reader find what one finds, over good, bad and broken files")
  func stress() async throws {
    var files = try SchemaAgreementTests.mutants(120, seed: SeededGenerator.environmentSeed &+ 1).map {
      Array($0.utf8)
    }
    files += try SchemaAgreementTests.originals().prefix(20).map { Array($0.utf8) }
    for name in ["610702_2024-Q3.csv", "南郑区-压缩.csv", "南郑区-国标码.xml", "南郑区三季度（最终版）.csv"] {
      files.append(try Repository.sample(name))
    }
    let reader = ReportReader(reportSchema: try Repository.bytes("Schemas/report.xsd"))
    let expected = try files.map { Self.account(try reader.read($0, fileName: "样表")) }
    #expect(reader.compiledSchemaCount == 1, "one thread needs one compiled schema")
    let all = files
    try await withThrowingTaskGroup(of: Int.self) { group in
      for worker in 0..<2 {
        group.addTask {
          var differences = 0
          for round in 0..<6 {
            // The two meet over different files each time.
            for index in all.indices {
              let place = (index * (worker == 0 ? 1 : 7) + round * 11) % all.count
              let account = Self.account(try reader.read(all[place], fileName: "样表"))
              if account != expected[place] { differences += 1 }
            }
          }
          return differences
        }
      }
      for try await differences in group { #expect(differences == 0) }
    }
    #expect(reader.compiledSchemaCount <= 2, "never more than read at a time")
  }
}
