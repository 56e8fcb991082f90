import Foundation
import Testing

/// The arrows between targets, read off the import lines: the build alone does not hold them.
@Suite("Architecture") struct ArchitectureTests {
  /// What each target may import beside the standard library and itself.
  static let allowed: [String: Set<String>] = [
    "ReportModel": ["Synchronization"],
    "Findings": ["ReportModel"],
    "Formats": ["CLibXML2", "CLibZip", "CZlib", "CXlsxWriter", "Glibc", "Synchronization"],
    "Schemas": ["ReportModel", "Findings", "Formats"],
    "Spool": ["Foundation", "Glibc", "Crypto"],
    "Store": ["Foundation", "ReportModel", "Findings", "GRDB", "Crypto", "SQLite3", "GRDBSQLite"],
    "Ingest": ["ReportModel", "Findings", "Formats", "Synchronization"],
    "Validate": ["ReportModel", "Findings"],
    "Aggregate": ["ReportModel", "Findings", "Synchronization"],
    "Export": ["ReportModel", "Findings", "Formats"],
    "Submit": ["ReportModel", "Findings", "Spool"],
    "Pipeline": [
      "Foundation", "ReportModel", "Findings", "Formats", "Schemas", "Spool", "Store", "Ingest", "Validate",
      "Aggregate", "Export", "Submit", "CMalloc", "Logging", "Synchronization",
    ],
    "Command": ["Foundation", "ReportModel", "Findings", "Pipeline", "ArgumentParser"],
    "TestKit": ["Foundation", "ReportModel", "Findings", "Schemas", "Ingest", "Validate", "Formats"],
    "Bench": ["Foundation", "CXlsxWriter", "Glibc", "Synchronization", "ArgumentParser"],
  ]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let targets = allowed.keys.sorted()

  struct Source { var target: String, path: String, text: String }

  static func sources(_ target: String) -> [Source] {
    let folder = root.appendingPathComponent("Sources/\(target)")
    guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      return []
    }
    return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.compactMap { url in
      (try? String(contentsOf: url, encoding: .utf8)).map {
        Source(target: target, path: url.lastPathComponent, text: $0)
      }
    }
  }

  static func imports(of text: String) -> Set<String> {
    var found: Set<String> = []
    for line in text.split(whereSeparator: \.isNewline) {
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first,
        first.hasPrefix("@") || ["package", "public", "internal", "private"].contains(first)
      {
        words.removeFirst()
      }
      guard words.first == "import", words.count > 1 else { continue }
      let kinds: Set<String> = ["struct", "class", "enum", "func", "var", "let", "protocol", "typealias"]
      guard let module = words.dropFirst().first(where: { !kinds.contains($0) }) else { continue }
      found.insert(String(module.split(separator: ".")[0]))
    }
    return found
  }

  @Test("Every folder under Sources has its line in the table of arrows")
  func everyTargetIsKnown() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appendingPathComponent("Sources").path)
    #expect(
      Set(folders)
        == Set(Self.allowed.keys).union(["CLibXML2", "CLibZip", "CMalloc", "CZlib", "CXlsxWriter"]))
  }

  @Test("A target imports only what the arrows allow", arguments: targets)
  func importsFollowTheArrows(target: String) {
    let sources = Self.sources(target)
    #expect(!sources.isEmpty, "no Swift file in Sources/\(target)")
    for source in sources {
      let forbidden = Self.imports(of: source.text).subtracting(Self.allowed[target] ?? [])
      #expect(forbidden.isEmpty, "\(target)/\(source.path) imports \(forbidden.sorted())")
    }
  }

  @Test("The test sees an arrow that is not allowed")
  func forbiddenImportsAreSeen() {
    let found = Self.imports(
      of: "@testable package import Store\nimport struct Foundation.Data\n// import Nothing\n")
    #expect(found == ["Store", "Foundation"])
    #expect(!found.subtracting(Self.allowed["Aggregate"] ?? []).isEmpty)
  }

  @Test("Only Validate makes a reviewed submission, and only Store loads one, in one file")
  func reviewedSubmissionsHaveTwoSources() {
    var files: [String: Set<String>] = [:]
    for target in Self.targets where target != "TestKit" {
      for source in Self.sources(target)
      where source.text.contains(/\bReviewedSubmission\s*\(/) || source.text.contains(".init(reviewed:") {
        files[target, default: []].insert(source.path)
      }
    }
    files["ReportModel"] = nil
    #expect(Set(files.keys) == ["Validate", "Store"], "\(files)")
    #expect(files["Store"]?.count == 1)
  }

  @Test("libc is imported in one file of Spool")
  func spoolTouchesTheSystemInOneFile() {
    let files = Self.sources("Spool").filter { Self.imports(of: $0.text).contains("Glibc") }
    #expect(files.count == 1, "\(files.map(\.path))")
  }

  @Test("Figures are never binary fractions in the domain and the stages")
  func noBinaryFractions() {
    for target in ["ReportModel", "Findings", "Ingest", "Validate", "Aggregate", "Export", "Schemas"] {
      for source in Self.sources(target) {
        for line in source.text.split(whereSeparator: \.isNewline) {
          let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
          #expect(!code.contains("Double") && !code.contains("Float"), "\(target)/\(source.path): \(line)")
        }
      }
    }
  }

  @Test("Nothing in Sources gives up: no forced try, cast or fatal error")
  func nothingIsForced() {
    for source in Self.targets.flatMap(Self.sources) {
      for word in ["try!", "as!", "fatalError("] {
        #expect(!source.text.contains(word), "\(source.target)/\(source.path) has \(word)")
      }
    }
  }
}
