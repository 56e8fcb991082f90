import Foundation
import FuzzTargets
import Testing

/// Every kept file of the corpus, through the same door as in the fuzz program.
@Suite("The kept corpus") struct CorpusTests {
  static let folder = FuzzGround.repository.appending(path: "Tests/Fuzz/Corpus")

  static func files(_ target: FuzzTarget) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: target.rawValue), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }

  @Test("Every file is read without a trap, and every law holds", arguments: FuzzTarget.allCases)
  func replay(target: FuzzTarget) throws {
    let ground = try FuzzGround()
    let files = try Self.files(target)
    #expect(!files.isEmpty, "no file for \(target)")
    for file in files {
      let broken = try ground.broken(by: [UInt8](Data(contentsOf: file)), at: target)
      #expect(broken == [], "\(target)/\(file.lastPathComponent)")
    }
  }

  @Test("Every folder of the corpus belongs to a target, and all of it stays small")
  func shape() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(folders) == Set(FuzzTarget.allCases.map(\.rawValue)))
    let files = try FuzzTarget.allCases.flatMap(Self.files)
    let sizes = try files.map { try Data(contentsOf: $0).count }
    #expect(files.count <= 450)
    #expect(sizes.reduce(0, +) <= 1_500_000)
  }
}
