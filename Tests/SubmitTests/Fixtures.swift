import Findings
import Foundation
import ReportModel
import Spool
import Submit

/// Workspaces that go away with the test.
final class TemporaryFolder {
  let path: String
  init() throws {
    path = NSTemporaryDirectory() + "submit-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A workspace with an Inbox and an Outbox.
  func workspace(_ name: String = "省级") throws -> String {
    for folder in ["Inbox", "Outbox/receipts"] { try makeFolder("\(name)/\(folder)") }
    return "\(path)/\(name)"
  }

  func makeFolder(_ relative: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(relative)", withIntermediateDirectories: true)
  }

  func write(_ text: String, to relative: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(relative)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Every file below, with its text, in order.
  func files(_ relative: String = "") throws -> [String] {
    let root = relative.isEmpty ? path : "\(path)/\(relative)"
    return try FileManager.default.subpathsOfDirectory(atPath: root).sorted().compactMap { name in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder),
        !isFolder.boolValue
      else { return nil }
      return "\(name): " + (try String(contentsOfFile: "\(root)/\(name)", encoding: .utf8))
    }
  }
}

let noon = Instant(seconds: 1_728_360_000)
let quarter = Period("2024-Q3") ?? .earliest

func file(_ text: String = "<report/>", name: String = "610700-hanzhong-2022-r1.xml") -> DispatchFile {
  DispatchFile(unit: "610700", name: name, bytes: Array(text.utf8))
}
