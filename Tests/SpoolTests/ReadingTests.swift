import Glibc
import Testing

@testable import Spool

@Suite struct ReadingTests {
  @Test func aFileIsReadWithItsDigest() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put("abc", at: "a.xml")
    let file = try readFile(path, limitBytes: 3)
    #expect(file.bytes == Array("abc".utf8))
    #expect(file.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(file.digest == digest(of: file.bytes))
    #expect(file.arrival == (try fileStamp(path)).changed)
    #expect(digest(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func aFileOfManyBlocksIsReadWhole() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let path = folder.path.appending("a")
    try writeAtomically(bytes, to: path)
    let file = try readFile(path, limitBytes: 1 << 20)
    #expect(file.bytes == bytes)
    #expect(file.digest == digest(of: bytes))
  }

  @Test func aFileBeyondTheBoundIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put("abc", at: "a.xml")
    #expect(throws: SpoolFault.tooLarge(path: path, limitBytes: 2)) { try readFile(path, limitBytes: 2) }
    #expect(throws: SpoolFault.tooLarge(path: path, limitBytes: 2)) { try readBounded(path, limitBytes: 2) }
  }

  @Test func linksPipesAndFoldersAreNotRead() throws {
    let folder = try TemporaryFolder()
    let file = try folder.put("abc", at: "a.xml")
    let link = folder.path.appending("link")
    let pipe = folder.path.appending("pipe")
    #expect(symlink(file.text, link.text) == 0)
    #expect(mkfifo(pipe.text, 0o644) == 0)
    #expect(throws: SpoolFault.notAFile(path: link, kind: .link)) { try readFile(link, limitBytes: 9) }
    #expect(throws: SpoolFault.notAFile(path: pipe, kind: .pipe)) { try readFile(pipe, limitBytes: 9) }
    #expect(throws: SpoolFault.notAFile(path: folder.path, kind: .folder)) {
      try readFile(folder.path, limitBytes: 9)
    }
    // Our own files may be reached over a link.
    #expect(try readBounded(link) == Array("abc".utf8))
    #expect(throws: SpoolFault.notAFile(path: pipe, kind: .pipe)) { try readBounded(pipe) }
  }

  @Test func aFileThatChangesWhileItIsReadIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put("abc", at: "a.xml")
    for change in [
      { (path: SpoolPath) in
        let file = open(path.text, O_WRONLY | O_APPEND)
        write(file, "d", 1)
        close(file)
      },
      { (path: SpoolPath) in try? writeAtomically(Array("xyz".utf8), to: path) },
      { (path: SpoolPath) in try? removeFile(path) },
    ] {
      let fault = try #require(throws: SpoolFault.self) {
        try readFile(path, limitBytes: 9, afterReading: { change(path) })
      }
      #expect(fault == .changed(path: path))
      #expect(fault.isRetryWorthwhile)
    }
  }

  @Test func aMissingFileIsAFault() throws {
    let folder = try TemporaryFolder()
    let fault = try #require(throws: SpoolFault.self) {
      try readFile(folder.path.appending("a"), limitBytes: 9)
    }
    #expect(fault.isMissing)
    #expect(!fileExists(folder.path.appending("a")))
    #expect(fileExists(folder.path))
  }
}
