import Glibc
import Testing

@testable import Spool

@Suite struct ScanningTests {
  @Test func filesAreListedInByteOrderWithTheirArrival() throws {
    let folder = try TemporaryFolder()
    let before = FileTime.now
    for name in ["b.xml", "a.csv", "汉台.xml", "B.xml"] { _ = try folder.put("x", at: name) }
    let entries = try scanFolder(folder.path)
    #expect(entries.map(\.name.display) == ["B.xml", "a.csv", "b.xml", "汉台.xml"])
    let isFresh = entries.allSatisfy {
      $0.isFile && $0.stamp.byteCount == 1 && before - $0.arrival < .seconds(1)
    }
    #expect(isFresh)
  }

  @Test func whatIsNoReportIsLeftOut() throws {
    let folder = try TemporaryFolder()
    for name in [
      ".hidden", "~$二季度.xlsx", "a.tmp", "a.crdownload", "Thumbs.db", "desktop.ini", "README.md",
      "below/c.xml",
      "tmp.xml", "a~$.xml",
    ] {
      _ = try folder.put("x", at: name)
    }
    close(open(folder.path.appending("a.xml.part").text, O_CREAT | O_WRONLY, 0o644))
    #expect(try listFolder(folder.path).count == 11)
    #expect(try scanFolder(folder.path).map(\.name.display) == ["a~$.xml", "tmp.xml"])
  }

  @Test func linksAndPipesAreReportedAsNoFiles() throws {
    let folder = try TemporaryFolder()
    #expect(symlink("/etc/passwd", folder.path.appending("link.xml").text) == 0)
    #expect(mkfifo(folder.path.appending("pipe.xml").text, 0o644) == 0)
    let entries = try scanFolder(folder.path)
    #expect(entries.map(\.stamp.kind) == [.link, .pipe])
    #expect(entries.map(\.isFile) == [false, false])
  }

  @Test func namesThatAreNotUTF8AreFoundAndRead() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending(SpoolName([0xCF, 0xD8, 0x2E, 0x63]))
    try writeAtomically([0x61], to: path)
    let entries = try scanFolder(folder.path)
    #expect(entries.map(\.path) == [path])
    #expect(try readFile(path, limitBytes: 10).bytes == [0x61])
  }

  @Test func aMissingFolderIsAFault() throws {
    let folder = try TemporaryFolder()
    let fault = try #require(throws: SpoolFault.self) { try scanFolder(folder.path.appending("none")) }
    #expect(fault.isMissing)
    #expect(!fault.isRetryWorthwhile)
    #expect(fault.path == folder.path.appending("none"))
    #expect(fault.description.contains("No such file"))
  }
}

@Suite struct SettlingTests {
  private func entry(changed: FileTime) -> SpoolEntry {
    SpoolEntry(
      path: SpoolPath("/none/a.xml"),
      stamp: FileStamp(kind: .file, byteCount: 1, modified: changed, changed: changed, inode: 1, device: 1))
  }

  @Test func quietForTwoSecondsIsSettled() {
    let now = FileTime(seconds: 1000, nanoseconds: 500)
    #expect(isSettled(entry(changed: FileTime(seconds: 998, nanoseconds: 500)), now: now))
    #expect(!isSettled(entry(changed: FileTime(seconds: 998, nanoseconds: 501)), now: now))
    #expect(!isSettled(entry(changed: FileTime(seconds: 2000)), now: now))
  }

  @Test func quietFilesCostNoPause() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put("x", at: "a.xml")
    let later = FileTime(seconds: FileTime.now.seconds + 10)
    var pauses: [Duration] = []
    let result = try settle(try scanFolder(folder.path), now: later) { pauses.append($0) }
    #expect(result.settled.map(\.name.display) == ["a.xml"])
    #expect(pauses.isEmpty)
  }

  @Test func freshFilesAreLookedAtTwice() throws {
    let folder = try TemporaryFolder()
    for name in ["growing.xml", "still.xml", "vanishing.xml"] { _ = try folder.put("x", at: name) }
    var pauses: [Duration] = []
    let result = try settle(try scanFolder(folder.path)) { pause in
      pauses.append(pause)
      let file = open(folder.path.appending("growing.xml").text, O_WRONLY | O_APPEND)
      write(file, "y", 1)
      close(file)
      unlink(folder.path.appending("vanishing.xml").text)
    }
    #expect(pauses == [.seconds(2)])
    #expect(result.settled.map(\.name.display) == ["still.xml"])
    #expect(result.unsettled.map(\.name.display) == ["growing.xml"])
    #expect(result.unsettled.map(\.stamp.byteCount) == [2])
  }

  @Test func thePauseLastsAsLongAsItSays() {
    let start = ContinuousClock.now
    pauseMonotonic(.milliseconds(30))
    #expect(start.duration(to: .now) >= .milliseconds(30))
  }
}
