import Foundation
import TestKit
import Testing

/// What the documentation shows is what the program does now. `scripts/update-readme` brings it up to date.
@Suite("Documentation", .serialized) struct DocumentationTests {
  static let readmes = ["README.md", "README.zh-CN.md"]
  static let operatorGuide = "docs/operator-guide.zh-CN.md"
  static let clerkGuide = "docs/clerk-guide.zh-CN.md"

  static func text(_ path: String) throws -> String {
    try String(contentsOf: Program.repository.appendingPathComponent(path), encoding: .utf8)
  }

  /// Every Markdown file of the repository, by relative path; builds and scratch workspaces are none of it.
  static func pages() throws -> [String] {
    let root = Program.repository
    var found: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: root.path)
    where !name.hasPrefix(".") && name != "workspace" {
      let url = root.appendingPathComponent(name)
      if name.hasSuffix(".md") { found.append(name) }
      guard let inside = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil) else {
        continue
      }
      for case let file as URL in inside where file.pathExtension == "md" {
        found.append(String(file.path.dropFirst(root.path.count + 1)))
      }
    }
    return found.sorted()
  }

  /// The lines between `<!-- output:NAME -->` and `<!-- /output -->`, without the fence.
  static func block(_ name: String, in page: String) throws -> [String] {
    let lines = try text(page).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(
      lines.firstIndex(of: "<!-- output:\(name) -->"), "\(page) has no marker output:\(name)")
    let end = try #require(
      lines[start...].firstIndex(of: "<!-- /output -->"), "output:\(name) in \(page) does not end")
    return lines[(start + 1)..<end].filter { !$0.hasPrefix("```") }
  }

  /// The first difference between what a page shows and what was printed; `nil` where they agree. A shown line that
  /// is nothing but `…` stands for one or more printed lines.
  static func difference(shown: [String], printed: [String]) -> String? {
    var rest = printed[...]
    var isSkipping = false
    for line in shown {
      if line.trimmingCharacters(in: .whitespaces) == "…" {
        guard !rest.isEmpty else { return "“…” stands for nothing" }
        rest = rest.dropFirst()
        isSkipping = true
        continue
      }
      if isSkipping {
        guard let next = rest.firstIndex(of: line) else { return "not printed any more: \(line)" }
        rest = rest[next...]
        isSkipping = false
      }
      guard rest.first == line else { return "shown: \(line)\nprinted: \(rest.first ?? "(nothing)")" }
      rest = rest.dropFirst()
    }
    return rest.isEmpty || isSkipping ? nil : "printed and not shown: \(rest.first ?? "")"
  }

  static func lines(_ output: String) -> [String] {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Runs one of the repository's scripts with this program.
  static func script(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [Program.repository.appendingPathComponent("scripts/\(name)").path] + arguments
    process.currentDirectoryURL = Program.repository
    var variables = ProcessInfo.processInfo.environment
    variables["CENGBAO_NOW"] = nil
    variables["CENGBAO_BINARY"] = Program.binary
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  @Test("The READMEs show what make run prints, and the operator's guide what status then says")
  func sampleOutput() throws {
    let scratch = try Scratch()
    let workspace = scratch.url.appendingPathComponent("workspace").path
    let run = try Self.script("run-samples", [workspace])
    #expect(run.status == 0)
    let printed = Self.lines(run.output.replacingOccurrences(of: workspace, with: "workspace"))
    for page in Self.readmes {
      let shown = try Self.block("run-samples", in: page)
      #expect(shown.count > 30, "\(page) shows too little")
      let difference = Self.difference(shown: shown, printed: printed)
      #expect(difference == nil, "\(page): run scripts/update-readme. \(difference ?? "")")
    }
    let status = try Program.run(
      ["status", "2024-Q3", "--workspace", workspace],
      environment: ["CENGBAO_NOW": "2024-10-10T17:00:00+08:00"])
    let difference = Self.difference(
      shown: try Self.block("status", in: Self.operatorGuide), printed: Self.lines(status.output))
    #expect(difference == nil, "\(Self.operatorGuide): run scripts/update-readme. \(difference ?? "")")

    // The pictures are of the workbooks that are written now.
    let digests = try Self.script("update-pictures", ["--digests", workspace])
    #expect(digests.status == 0)
    #expect(
      try Self.lines(digests.output) == Self.lines(Self.text("docs/pictures/made-from.txt")),
      "docs/pictures: run scripts/update-pictures and look at them")
  }

  @Test("Every picture is shown on a page, and none is heavy")
  func pictures() throws {
    let folder = Program.repository.appendingPathComponent("docs/pictures")
    let pages = try [Self.clerkGuide, Self.operatorGuide].map(Self.text)
    let pictures = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".png")
    }
    #expect(!pictures.isEmpty)
    for picture in pictures {
      #expect(pages.contains { $0.contains("](pictures/\(picture))") }, "\(picture) is shown nowhere")
      let size = try Data(contentsOf: folder.appendingPathComponent(picture)).count
      #expect(size < 150_000, "\(picture) has \(size) bytes")
    }
  }

  @Test("The clerk's guide shows what check says")
  func checkOutput() throws {
    let check = try Program.run(
      ["check", "Inbox/examples/2024-Q3/蓝田县三季度.csv"],
      environment: ["CENGBAO_NOW": "2024-10-10T17:00:00+08:00"])
    #expect(check.status == 1)
    let difference = Self.difference(
      shown: try Self.block("check", in: Self.clerkGuide), printed: Self.lines(check.output))
    #expect(difference == nil, "\(Self.clerkGuide): run scripts/update-readme. \(difference ?? "")")
  }

  @Test("The examples of the clerk's guide are reports that are accepted")
  func examples() throws {
    let scratch = try Scratch()
    let guide = try Self.text(Self.clerkGuide)
    for (language, outcome) in [("csv", "accepted"), ("xml", "questions")] {
      let fence = try #require(guide.range(of: "```\(language)\n"), "no example in \(language)")
      let end = try #require(guide.range(of: "\n```", range: fence.upperBound..<guide.endIndex))
      let file = scratch.url.appendingPathComponent("示例.\(language)")
      try Data((guide[fence.upperBound..<end.lowerBound] + "\n").utf8).write(to: file)
      let check = try Program.run(
        ["check", file.path, "--json"], environment: ["CENGBAO_NOW": "2024-10-10T17:00:00+08:00"])
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])
      let files = try #require(report["files"] as? [[String: Any]])
      #expect(files.map { $0["outcome"] as? String } == [outcome], "\(language): \(check.output)")
      // Beyond what is left out to keep the example short, nothing is to be explained in it.
      let codes = (files.first?["findings"] as? [[String: Any]] ?? []).filter {
        $0["severity"] as? String != "note"
      }.map { $0["code"] as? String ?? "" }
      #expect(Set(codes) == ["V1024"], "\(language): \(codes)")
    }
  }

  @Test("The comparison sees a changed line, a missing one and one too many, and understands “…”")
  func comparison() {
    let printed = ["甲", "乙", "丙", "丁"]
    #expect(Self.difference(shown: printed, printed: printed) == nil)
    #expect(Self.difference(shown: ["甲", "  …", "丁"], printed: printed) == nil)
    #expect(Self.difference(shown: ["甲", "…"], printed: printed) == nil)
    for wrong in [
      ["甲", "乙", "丙"], ["甲", "丙", "丁"], ["甲", "乙", "丙", "丁", "戊"], ["甲", "乙", "…", "丙", "丁"],
      ["甲", "…", "戊"], ["甲", "乙", "丙", "丁", "…"],
    ] {
      #expect(Self.difference(shown: wrong, printed: printed) != nil, "\(wrong)")
    }
  }

  @Test("Every command is explained in both READMEs and in the operator's guide")
  func everyCommandIsMentioned() throws {
    func commands(_ path: [String]) throws -> [String] {
      let help = try Program.run(path + ["--help"])
      #expect(help.status == 0)
      let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else { return [] }
      return lines[(start + 1)...].prefix { !$0.isEmpty }.compactMap { line in
        // Wrapped explanations are indented further.
        guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
        return line.split(separator: " ").first.map(String.init)
      }
    }
    let names = try commands([])
    #expect(names.count >= 9)
    for name in names {
      for page in Self.readmes + [Self.operatorGuide] {
        #expect(try Self.text(page).contains("cengbao \(name)"), "\(page) does not mention cengbao \(name)")
      }
      for inner in try commands([name]) {
        #expect(
          try Self.text(Self.operatorGuide).contains("cengbao \(name) \(inner)"),
          "\(Self.operatorGuide) does not mention cengbao \(name) \(inner)")
      }
    }
  }

  @Test("The rule reference is what the rule sheets say")
  func ruleReference() throws {
    let made = try Self.script("update-readme", ["--rules"])
    #expect(made.status == 0)
    #expect(try Self.text("docs/rules.md") == made.output, "run scripts/update-readme")
    #expect(made.output.split(separator: "\n").count { $0.hasPrefix("### ") } > 200)
  }

  @Test("Every relative link leads somewhere")
  func links() throws {
    let pages = try Self.pages()
    #expect(Set(pages).isSuperset(of: Self.readmes + [Self.operatorGuide, Self.clerkGuide, "CHANGELOG.md"]))
    var count = 0
    for page in pages {
      let text = try Self.text(page)
      let folder = Program.repository.appendingPathComponent(page).deletingLastPathComponent()
      for match in text.matches(of: #/\]\(([^()\s]+)\)/#) {
        let target = String(match.1)
        if target.contains("://") || target.hasPrefix("mailto:") || target.hasPrefix("#") { continue }
        let path = target.split(separator: "#")[0]
        let file = folder.appendingPathComponent(path.removingPercentEncoding ?? String(path))
        #expect(FileManager.default.fileExists(atPath: file.path), "\(page): \(target)")
        count += 1
      }
    }
    #expect(count > 30)
  }

  @Test("No page knows the machine it was written on")
  func noPathsOfThisMachine() throws {
    // Spelt in parts, so that the words do not stand here themselves.
    let foreign =
      ["work", "tmp", "home", "root", "Users"].map { "/\($0)/" } + [Program.repository.path + "/"]
    for page in try Self.pages() {
      let text = try Self.text(page)
      for word in foreign where word != "//" { #expect(!text.contains(word), "\(page) mentions \(word)") }
    }
  }
}
