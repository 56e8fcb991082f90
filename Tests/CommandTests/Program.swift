import Foundation

/// The program as its users run it: a process of its own, with its arguments, environment, output and exit status.
struct Program {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The binary lies beside the test bundle.
  static let binary: String = {
    if let path = ProcessInfo.processInfo.environment["CENGBAO_BINARY"] { return path }
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("cengbao").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return "cengbao"
  }()

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  static func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
    shell prefix: String? = nil
  ) throws -> Result {
    let process = Process()
    if let prefix {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "\(prefix) exec \"$0\" \"$@\"", binary] + arguments
    } else {
      process.executableURL = URL(fileURLWithPath: binary)
      process.arguments = arguments
    }
    process.currentDirectoryURL = folder ?? repository
    var variables = ProcessInfo.processInfo.environment
    variables["CENGBAO_NOW"] = nil
    variables.merge(environment) { $1 }
    process.environment = variables
    // Files rather than pipes: a full pipe would stop the program.
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
      "cengbao-out-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let outputURL = scratch.appendingPathComponent("out")
    let errorsURL = scratch.appendingPathComponent("err")
    for url in [outputURL, errorsURL] { _ = FileManager.default.createFile(atPath: url.path, contents: nil) }
    let output = try FileHandle(forWritingTo: outputURL)
    let errors = try FileHandle(forWritingTo: errorsURL)
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try output.close()
    try errors.close()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorsURL), as: UTF8.self))
  }
}

/// A scratch folder that goes when the test ends.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("cengbao-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }
}

/// An office's workspace, driven through the program alone.
struct TestOffice {
  let url: URL
  var path: String { url.path }
  var environment: [String: String] = [:]
  var shell: String?

  /// Makes the workspace of `unit` below `scratch`.
  init(_ unit: String, in scratch: Scratch, name: String? = nil, arguments: [String] = []) throws {
    url = scratch.url.appendingPathComponent(name ?? unit)
    let made = try Program.run(
      ["init", url.path, "--unit", unit, "--settle", "0", "--quiet"] + arguments)
    guard made.status == 0 else { throw Failure(text: made.errors) }
  }

  /// A workspace that is there already.
  init(at url: URL) { self.url = url }

  struct Failure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }

  @discardableResult func run(_ arguments: [String], now: String? = nil) throws -> Program.Result {
    var variables = environment
    if let now { variables["CENGBAO_NOW"] = now }
    return try Program.run(arguments + ["--workspace", path], environment: variables, shell: shell)
  }

  func json(_ arguments: [String], now: String? = nil) throws -> [String: Any] {
    let result = try run(arguments + ["--json"], now: now)
    guard let object = try? JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    else {
      throw Failure(
        text: "\(arguments): status \(result.status)\n\(result.output.prefix(400))\n\(result.errors)")
    }
    return object
  }

  func drop(_ files: [URL], into folder: String = "Inbox") throws {
    for file in files {
      try FileManager.default.copyItem(
        at: file, to: url.appendingPathComponent(folder).appendingPathComponent(file.lastPathComponent))
    }
  }

  func drop(_ name: String, _ text: String, into folder: String = "Inbox") throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(folder).appendingPathComponent(name))
  }

  /// Every file below a folder of the workspace, by relative path.
  func files(below folder: String) throws -> [String: Data] {
    let root = folder.isEmpty ? url : url.appendingPathComponent(folder)
    var found: [String: Data] = [:]
    for case let file as URL in FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
      ?? .init()
    {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue {
        found[String(file.path.dropFirst(root.path.count + 1))] = try Data(contentsOf: file)
      }
    }
    return found
  }
}

/// The sample quarters of the repository.
enum Samples {
  static let folder = Program.repository.appendingPathComponent("Inbox/examples")
  static let quarters = [
    ("2024-Q1", "2024-04-10T17:00:00"), ("2024-Q2", "2024-07-10T17:00:00"),
    ("2024-Q3", "2024-10-10T17:00:00"),
  ]

  static func files(_ period: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent(period), includingPropertiesForKeys: nil
    ).filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.path < $1.path }
  }

  /// The unit that each sample is meant to come from, as the samples' own table says.
  static func table() throws -> [[String: String]] {
    try CSVRows.read(Program.repository.appendingPathComponent("Tests/Fixtures/samples-expected.csv"))
  }
}

/// A small reader for the fixtures' plain CSV (no quotes in them).
enum CSVRows {
  static func read(_ url: URL) throws -> [[String: String]] {
    let text = try String(contentsOf: url, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }
}
