import Foundation
import Store
import TestKit

/// 全貌：everything that a later start or a reader can see of both workspaces.
struct Snapshot: Sendable {
  /// Every file by path; a folder ends in `/` and has no bytes. Without the register and the schemas.
  var files: [String: Data] = [:]
  /// Every row of each office's register, as SQL.
  var registers: [String: [String]] = [:]
  /// What is wrong with a journal's chain.
  var journals: [String: String] = [:]
  /// What the program answers.
  var answers: [String: String] = [:]

  /// - Parameter asking: whether the program is asked too, which costs a start for each question.
  init(of root: URL, asking: Bool) throws {
    for office in [Scenario.home, Scenario.superior] {
      let folder = root.appendingPathComponent(office)
      let register = folder.appendingPathComponent("register.sqlite").path
      if asking {
        for question in Scenario.questions where question.office == office {
          let arguments = question.command.split(separator: " ").map(String.init)
          let result = try Program.run(
            arguments + ["--workspace", office], in: root, environment: ["CENGBAO_NOW": "2024-04-12T09:00:00"]
          )
          answers["\(office): \(question.command)"] = "\(result.status) \(result.output)\(result.errors)"
        }
      }
      do {
        let opened = try Register.openReadOnly(at: register)
        let broken = try opened.verifyJournal()
        journals[office] = broken.map { "broken at \($0.sequence): \($0.cause)" } ?? "unbroken"
        try opened.close()
      } catch {
        journals[office] = "\(error)"
      }
      for (path, bytes) in try Self.files(in: folder) { files["\(office)/\(path)"] = bytes }
    }
    registers = try Self.dumps(in: root)
  }

  static func files(in folder: URL) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name != "Schemas" && !name.hasPrefix("register.sqlite") {
      let url = folder.appendingPathComponent(name)
      if try url.isFolder {
        found["\(name)/"] = Data()
        for (path, bytes) in try files(in: url) { found["\(name)/\(path)"] = bytes }
      } else {
        found[name] = try Data(contentsOf: url)
      }
    }
    return found
  }

  /// What exported files looked like to the file system, which is never the same twice.
  private static let fileStates = ["INSERT INTO workingsExport ", "INSERT INTO workingsTable "]

  /// The rows of both registers, one process for both.
  private static func dumps(in root: URL) throws -> [String: [String]] {
    let offices = [Scenario.home, Scenario.superior]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.currentDirectoryURL = root
    process.arguments =
      ["sqlite3", ":memory:"]
      + offices.flatMap { [".print =\($0)", ".open \($0)/register.sqlite", ".dump"] }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    var dumps: [String: [String]] = [:]
    var office = ""
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("="), offices.contains(String(line.dropFirst())) {
        office = String(line.dropFirst())
      } else if !fileStates.contains(where: line.hasPrefix) {
        dumps[office, default: []].append(String(line))
      }
    }
    return dumps
  }

  /// What is here and not there, the other way round, and what differs; empty where both are the same.
  func differences(from other: Snapshot) -> [String] {
    var found: [String] = []
    for path in Set(files.keys).union(other.files.keys).sorted() where files[path] != other.files[path] {
      found.append(
        files[path] == nil
          ? "not there: \(path)" : other.files[path] == nil ? "too much: \(path)" : "other bytes: \(path)")
    }
    for office in other.registers.keys.sorted() {
      let (mine, theirs) = (registers[office] ?? [], other.registers[office] ?? [])
      if mine == theirs { continue }
      let difference = mine.difference(from: theirs)
      let shown = difference.prefix(3).map { "\($0.isInsertion ? "+" : "-") \($0.row.prefix(240))" }
      found.append(
        "\(office)'s register: \(shown.joined(separator: "\n    "))"
          + (difference.count > 3 ? " … \(difference.count) in all" : ""))
    }
    for office in other.journals.keys.sorted() where journals[office] != other.journals[office] {
      found.append("\(office)'s journal: \(journals[office] ?? "")")
    }
    if !answers.isEmpty, !other.answers.isEmpty {
      for question in other.answers.keys.sorted() where answers[question] != other.answers[question] {
        found.append("other answer to \(question): \(answers[question]?.prefix(200) ?? "")")
      }
    }
    return found
  }
}

extension URL {
  var isFolder: Bool {
    get throws {
      let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
      return type == .typeDirectory
    }
  }
}

extension CollectionDifference<String>.Change {
  fileprivate var row: String {
    switch self {
    case .insert(_, let row, _), .remove(_, let row, _): row
    }
  }

  fileprivate var isInsertion: Bool { if case .insert = self { true } else { false } }
}
