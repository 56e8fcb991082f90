import Foundation
import Testing

@testable import Spool

@Suite("Files that are written beside their places") struct StagingTests {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("staging-\(UUID().uuidString)")

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test(
    "They take their places together, with the digest of what was written; what is given up leaves nothing")
  func together() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = SpoolPath(folder.path)
    var writing = try StagedWriting(place.appending("a.xml"))
    try writing.append(Array("甲".utf8))
    try writing.append(Array("乙".utf8))
    let first = writing.finish()
    let second = try StagedFile([1, 2, 3], at: place.appending("b.csv"))
    #expect(try names() == ["a.xml.part", "b.csv.part"])
    #expect(first.digest == digest(of: Array("甲乙".utf8)) && first.byteCount == 6)
    #expect(try second.bytes(1..<9) == [2, 3])
    do {
      var unfinished = try StagedWriting(place.appending("c.xml"))
      try unfinished.append([1])
    }
    second.discard()
    try publish([first], in: place)
    #expect(try names() == ["a.xml"])
  }
}
