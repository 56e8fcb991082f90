import Foundation

/// The sample quarters of the repository.
package enum Samples {
  package static let folder = Program.repository.appendingPathComponent("Inbox/examples")
  package static let quarters = [
    ("2024-Q1", "2024-04-10T17:00:00"), ("2024-Q2", "2024-07-10T17:00:00"),
    ("2024-Q3", "2024-10-10T17:00:00"),
  ]

  package static func files(_ period: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: folder.appendingPathComponent(period), includingPropertiesForKeys: nil
    ).filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.path < $1.path }
  }

  /// The unit that each sample is meant to come from, as the samples' own table says.
  package static func table() throws -> [[String: String]] {
    try CSVRows.read(Program.repository.appendingPathComponent("Tests/Fixtures/samples-expected.csv"))
  }
}

/// A small reader for the fixtures' plain CSV (no quotes in them).
package enum CSVRows {
  package static func read(_ url: URL) throws -> [[String: String]] {
    let text = try String(contentsOf: url, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }
}
