import Foundation

/// The program as its users run it: a process of its own, with its arguments, environment, output and exit status.
package struct Program {
  package struct Result {
    package var status: Int32
    package var output: String
    package var errors: String
    /// The signal that ended it, if one did.
    package var signal: Int32?
  }

  /// The binary lies beside the test bundle.
  package static let binary: String = {
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

  package static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  package static func run(
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
    // `waitUntilExit` looks only twenty times a second.
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    ended.wait()
    try output.close()
    try errors.close()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorsURL), as: UTF8.self),
      signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil)
  }
}
