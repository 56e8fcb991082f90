import Testing

@testable import Spool

@Suite("Adding to the end of a file") struct AppendingTests {
  private let folder: TemporaryFolder
  private var path: SpoolPath { folder.path.appending("台账.jsonl") }

  init() throws { folder = try TemporaryFolder() }

  private struct Unavailable: Error {}

  /// - Parameter pieces: `nil` is one that cannot be had.
  private func append(_ pieces: [String?], after length: Int) throws {
    var left = pieces[...]
    try appendDurably(to: path, after: length, failure: { $0 as any Error }) { () throws(any Error) in
      guard let piece = left.popFirst() else { return nil }
      guard let piece else { throw Unavailable() }
      return Array(piece.utf8)
    }
  }

  @Test("Pieces stand one behind the other, behind as much of the file as is to stay")
  func pieces() throws {
    try append(["一\n", "二\n"], after: 0)
    #expect(try folder.text("台账.jsonl") == "一\n二\n")
    try append(["三\n", "四\n"], after: "一\n".utf8.count)
    #expect(try folder.text("台账.jsonl") == "一\n三\n四\n")
    try append([], after: "一\n三\n四\n".utf8.count)
    #expect(try folder.text("台账.jsonl") == "一\n三\n四\n")
  }

  @Test("Where a later piece cannot be had, the earlier ones go again")
  func failure() throws {
    try append(["一\n"], after: 0)
    #expect(throws: Unavailable.self) { try append(["二\n", nil], after: "一\n".utf8.count) }
    #expect(try folder.text("台账.jsonl") == "一\n")
  }
}
