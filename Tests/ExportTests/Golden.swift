import Export
import Foundation
import Testing

/// 样张：files that are compared byte for byte; `RECORD_GOLDEN=1` rewrites them, and the test still fails.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  static func expect(
    _ file: RenderedFile, as name: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = folder.appending(path: name ?? file.name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
      Issue.record(
        "\(url.lastPathComponent) was recorded; look at it, then run without RECORD_GOLDEN",
        sourceLocation: sourceLocation)
      return
    }
    let golden = try [UInt8](Data(contentsOf: url))
    guard golden != file.bytes else { return }
    let lines = (Self.lines(file.bytes), Self.lines(golden))
    let first = zip(lines.0, lines.1).enumerated().first { $0.element.0 != $0.element.1 }
    Issue.record(
      """
      \(url.lastPathComponent) differs from line \((first?.offset ?? min(lines.0.count, lines.1.count)) + 1):
      golden: \(first.map { String($0.element.1.prefix(200)) } ?? "\(lines.1.count) lines")
      now:    \(first.map { String($0.element.0.prefix(200)) } ?? "\(lines.0.count) lines")
      """, sourceLocation: sourceLocation)
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }
}

extension RenderedFile {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
