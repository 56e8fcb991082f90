import Foundation
import TestKit
import Testing

/// What clerks do to a good report, and what the office says to each of it.
@Suite("Clerks' mistakes") struct ClerkMistakeTests {
  static let all: [ClerkMistake] =
    ClerkMistake.numbersThatAreNone + ClerkMistake.numbersUnderstood + ClerkMistake.silence
    + ClerkMistake.numbersThatDisagree + ClerkMistake.rows + ClerkMistake.columns + ClerkMistake.cover
    + ClerkMistake.measures + ClerkMistake.layouts + ClerkMistake.spellings + ClerkMistake.history
    + ClerkMistake.encodings + ClerkMistake.otherPrograms + ClerkMistake.xml

  /// One version of the good report in force and many to come: theirs begin here.
  static let firstRevision = 10

  /// An office that has the second and the third quarter of 汉台区.
  private static func desk(in scratch: Scratch) throws -> TestOffice {
    let office = try TestOffice("610700", in: scratch)
    for (name, period) in [("二季度.csv", "2024-Q2"), ("三季度.csv", "2024-Q3")] {
      try office.drop(name, ClerkSheet(period, revision: 1).text)
      let file = try #require(try office.ingest()[name])
      #expect(file.outcome == "accepted", "\(file)")
      #expect(file.codes.filter { !firstReport.contains($0) } == [], "\(file)")
      #expect((file["repairs"] as? [Any])?.isEmpty == true)
    }
    return office
  }

  /// What is said to a first report only.
  private static let firstReport: Set<String> = []

  /// 答复: what the program says to one file.
  private struct Answer: Sendable {
    struct Finding: Sendable {
      var code: String
      var spot: ClerkSpot
      var message: String
      var remedy: String
    }
    var outcome: String
    var findings: [Finding]
    var repairs: [String]
    /// All of it as the clerk reads it, for a test that fails.
    var words: String

    init(_ file: [String: Any]) {
      outcome = file.outcome ?? "?"
      findings = (file["findings"] as? [[String: Any]] ?? []).map { finding in
        Finding(
          code: finding["code"] as? String ?? "?",
          spot: ClerkSpot(
            line: finding["line"] as? Int, column: finding["column"] as? Int,
            task: finding["task"] as? String,
            indicator: finding["indicator"] as? String, value: finding["value"] as? String),
          message: finding["message"] as? String ?? "", remedy: finding["remedy"] as? String ?? "")
      }
      let traces = (file["repairs"] as? [[String: Any]] ?? []).map { repair in
        ["code", "value", "as"].map { repair[$0] as? String ?? "?" }
      }
      repairs = traces.map { $0[0] }
      words =
        (["", outcome]
        + findings.map {
          "  \($0.code) \($0.spot.line ?? 0):\($0.spot.column ?? 0) \($0.spot.task ?? "") \($0.spot.indicator ?? "") “\($0.spot.value ?? "")” \($0.message)→ \($0.remedy)"
        } + traces.map { "  \($0.joined(separator: " "))" }).joined(separator: "\n")
    }
  }

  /// What `check` says to every mistake, in the order of `all`: one run of the program.
  private static let checked = Result {
    let scratch = try Scratch()
    let office = try desk(in: scratch)
    var paths: [String] = []
    for (index, mistake) in all.enumerated() {
      let folder = scratch.url.appendingPathComponent("来件/\(index)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appendingPathComponent(mistake.fileName)
      try Data(mistake.edit.bytes(firstRevision + index)).write(to: file)
      paths.append(file.path)
    }
    let report = try office.json(["check"] + paths, now: TestOffice.now)
    return (report["files"] as? [[String: Any]] ?? []).map(Answer.init)
  }

  @Test("There are enough of them, and each has its own sentence")
  func table() {
    #expect(Self.all.count >= 100)
    #expect(Set(Self.all.map(\.name)).count == Self.all.count)
  }

  @Test("Each gets its outcome, its codes and no other, and the place", arguments: all)
  func finding(_ mistake: ClerkMistake) throws {
    let index = try #require(Self.all.firstIndex { $0.name == mistake.name })
    let answers = try Self.checked.get()
    try #require(answers.count == Self.all.count)
    let answer = answers[index]
    #expect(answer.outcome == mistake.end.rawValue, "\(answer.words)")
    #expect(answer.findings.map(\.code) == mistake.codes, "\(answer.words)")
    #expect(answer.repairs == mistake.repairs, "\(answer.words)")
    if let spot = mistake.spot, let first = answer.findings.first(where: { $0.code == mistake.codes.first }) {
      #expect(first.spot == spot, "\(answer.words)")
    }
    for finding in answer.findings {
      for text in [finding.message, finding.remedy] {
        #expect(!text.isEmpty && !text.contains("{"), "\(answer.words)")
      }
    }
  }

  @Test("A file that is returned or cannot be read changes no total by a byte")
  func returned() throws {
    let scratch = try Scratch()
    let office = try Self.desk(in: scratch)
    try office.drop("南郑.xml", SmallReport("610703", "9"))
    let before = try totals(office)
    var expected: [String: String] = [:]
    for (index, mistake) in Self.all.enumerated() where !mistake.counts {
      let name = "\(index) \(mistake.fileName)"
      expected[name] = mistake.end.rawValue
      try drop(name, mistake, index, office)
    }
    #expect(expected.count >= 60)
    let outcomes = try office.ingest().compactMapValues(\.outcome)
    #expect(outcomes.filter { expected[$0.key] != $0.value } == [:])
    #expect(outcomes.count == expected.count)
    let after = try totals(office)
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(after.keys.filter { after[$0] != before[$0] }.sorted() == [])
  }

  @Test("A file that counts says what the good one says, but for what the clerk changed")
  func counted() throws {
    let scratch = try Scratch()
    let office = try Self.desk(in: scratch)
    let before = try totals(office)[Self.table]
    // Each is followed by the good report where it leaves other figures behind.
    var revision = Self.firstRevision
    var expected: [String: [String]] = [:]
    for (index, mistake) in Self.all.enumerated() where mistake.counts && mistake.isInSequence {
      let name = "\(index) \(mistake.fileName)"
      expected[name] = mistake.changes.sorted()
      try drop(name, mistake, revision, office)
      revision += 1
      if !mistake.changes.isEmpty {
        try office.drop("\(index) 改回.csv", ClerkSheet(revision: revision).text)
        revision += 1
      }
    }
    let files = try office.ingest()
    var changes: [String: [String]] = [:]
    for name in expected.keys {
      let path = try #require(files[name]?["receipt"] as? String, "\(name): \(files[name] ?? [:])")
      let receipt = office.url.appendingPathComponent(path).deletingPathExtension()
        .appendingPathExtension("xml")
      changes[name] = try Self.changes(in: String(contentsOf: receipt, encoding: .utf8))
    }
    #expect(changes.filter { expected[$0.key] != $0.value } == [:])
    #expect(try totals(office)[Self.table] == before)
  }

  // MARK: Tools

  private static let table = "610700-hanzhong-2022-r1.csv"

  private func drop(_ name: String, _ mistake: ClerkMistake, _ revision: Int, _ office: TestOffice) throws {
    try Data(mistake.edit.bytes(revision)).write(
      to: office.url.appendingPathComponent("Inbox").appendingPathComponent(name))
  }

  /// The roll-up of the quarter, every file of it.
  private func totals(_ office: TestOffice) throws -> [String: Data] {
    let run = try office.run(["run", "2024-Q3", "--quiet"], now: TestOffice.now)
    #expect(run.errors == "")
    let files = try office.files(below: "Outbox/2024-Q3")
    #expect(files.count >= 3)
    return files
  }

  /// `key-teachers inPeriod 85` for each change that a receipt lists.
  private static func changes(in receipt: String) -> [String] {
    receipt.components(separatedBy: "<change ").dropFirst().map { element in
      func attribute(_ name: String) -> String? {
        guard let start = element.range(of: " \(name)=\"") ?? element.range(of: "\(name)=\""),
          let end = element[start.upperBound...].firstIndex(of: "\"")
        else { return nil }
        return String(element[start.upperBound..<end])
      }
      return "\(attribute("indicator") ?? "?") \(attribute("item") ?? "?") \(attribute("after") ?? "-")"
    }.sorted()
  }
}
