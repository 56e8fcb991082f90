import Foundation

/// A scratch folder that goes when the test ends.
package final class Scratch: Sendable {
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("cengbao-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  package var path: String { url.path }
}

/// An office's workspace, driven through the program alone.
package struct TestOffice {
  package let url: URL
  package var path: String { url.path }
  package var environment: [String: String] = [:]
  package var shell: String?

  /// Makes the workspace of `unit` below `scratch`.
  package init(_ unit: String, in scratch: Scratch, name: String? = nil, arguments: [String] = []) throws {
    url = scratch.url.appendingPathComponent(name ?? unit)
    let made = try Program.run(
      ["init", url.path, "--unit", unit, "--settle", "0", "--quiet"] + arguments)
    guard made.status == 0 else { throw Failure(text: made.errors) }
  }

  /// A workspace that is there already.
  package init(at url: URL) { self.url = url }

  package struct Failure: Error, CustomStringConvertible {
    package var text: String
    package init(text: String) { self.text = text }
    package var description: String { text }
  }

  @discardableResult package func run(_ arguments: [String], now: String? = nil) throws -> Program.Result {
    var variables = environment
    if let now { variables["CENGBAO_NOW"] = now }
    return try Program.run(arguments + ["--workspace", path], environment: variables, shell: shell)
  }

  package func json(_ arguments: [String], now: String? = nil) throws -> [String: Any] {
    let result = try run(arguments + ["--json"], now: now)
    guard let object = try? JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    else {
      throw Failure(
        text: "\(arguments): status \(result.status)\n\(result.output.prefix(400))\n\(result.errors)")
    }
    return object
  }

  package func drop(_ files: [URL], into folder: String = "Inbox") throws {
    for file in files {
      try FileManager.default.copyItem(
        at: file, to: url.appendingPathComponent(folder).appendingPathComponent(file.lastPathComponent))
    }
  }

  package func drop(_ name: String, _ text: String, into folder: String = "Inbox") throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(folder).appendingPathComponent(name))
  }

  /// Every file below a folder of the workspace, by relative path.
  package func files(below folder: String) throws -> [String: Data] {
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
