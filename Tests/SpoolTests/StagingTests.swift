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

  @Test("What a run that was cut left of a file is replaced, whole or in pieces")
  func leftover() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = SpoolPath(folder.path)
    for name in ["a.xml.part", "b.xml.part", "c.xml.part"] {
      try Data("被截断的半份".utf8).write(to: folder.appendingPathComponent(name))
    }
    try writeAtomically([1], to: place.appending("a.xml"))
    try publish([try StagedFile([2], at: place.appending("b.xml"))], in: place)
    // A file that has these bytes already stays, and the rest of the cut one goes all the same.
    try Data([3]).write(to: folder.appendingPathComponent("c.xml"))
    try writeAtomically([3], to: place.appending("c.xml"), isDurable: false)
    #expect(try names() == ["a.xml", "b.xml", "c.xml"])
    #expect(try readBounded(place.appending("a.xml")) == [1])
    #expect(try readBounded(place.appending("b.xml")) == [2])
  }
}
