import Glibc
import Testing

@testable import Spool

@Suite struct MovingTests {
  @Test func aFreeNameIsTaken() throws {
    let folder = try TemporaryFolder()
    let source = try folder.put("x", at: "a.xml")
    try createFolders(folder.path.appending("accepted/2024-Q3"))
    let target = folder.path.appending("accepted/2024-Q3/a.xml")
    #expect(try moveFile(source, to: target) == target)
    #expect(!fileExists(source))
    #expect(try folder.text("accepted/2024-Q3/a.xml") == "x")
  }

  @Test func otherBytesAreNeverReplaced() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put("one", at: "b.xml")
    _ = try folder.put("two", at: "b-2.xml")
    let source = try folder.put("three", at: "a.xml")
    let moved = try moveFile(source, to: folder.path.appending("b.xml"))
    #expect(moved.name.display == "b-3.xml")
    #expect(try folder.text("b.xml") == "one")
    #expect(try folder.text("b-2.xml") == "two")
    #expect(try folder.text("b-3.xml") == "three")
    #expect(!fileExists(source))
  }

  @Test func equalBytesAreKeptOnce() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put("one", at: "b.xml")
    _ = try folder.put("same", at: "b-2.xml")
    let source = try folder.put("same", at: "a.xml")
    #expect(try moveFile(source, to: folder.path.appending("b.xml")).name.display == "b-2.xml")
    #expect(try listFolder(folder.path).map(\.display) == ["b-2.xml", "b.xml"])
  }

  @Test func aSecondRunFindsWhatTheFirstOneDid() throws {
    let folder = try TemporaryFolder()
    let source = try folder.put("same", at: "a.xml")
    _ = try folder.put("one", at: "b.xml")
    let target = folder.path.appending("b.xml")
    let sum = digest(of: Array("same".utf8))
    let first = try moveFile(source, to: target, digest: sum)
    #expect(first.name.display == "b-2.xml")
    #expect(try moveFile(source, to: target, digest: sum) == first)
    // Without the digest, or with another, a source that is gone is a fault.
    #expect(try #require(throws: SpoolFault.self) { try moveFile(source, to: target) }.isMissing)
    #expect(throws: SpoolFault.self) { try moveFile(source, to: target, digest: digest(of: [])) }
  }

  @Test func aFileMovedOntoItselfStays() throws {
    let folder = try TemporaryFolder()
    let source = try folder.put("x", at: "in/a.xml")
    #expect(try moveFile(source, to: source) == source)
    let roundabout = folder.path.appending("in/../in/a.xml")
    _ = try moveFile(source, to: roundabout)
    #expect(try folder.text("in/a.xml") == "x")
  }

  @Test func aSecondNameOfTheSameFileGoes() throws {
    let folder = try TemporaryFolder()
    let source = try folder.put("x", at: "a.xml")
    let target = folder.path.appending("b.xml")
    #expect(link(source.text, target.text) == 0)
    #expect(try moveFile(source, to: target) == target)
    #expect(try listFolder(folder.path).map(\.display) == ["b.xml"])
  }

  @Test func aFolderInTheWayIsGoneRound() throws {
    let folder = try TemporaryFolder()
    let source = try folder.put("x", at: "a.xml")
    try createFolders(folder.path.appending("b.xml"))
    #expect(try moveFile(source, to: folder.path.appending("b.xml")).name.display == "b-2.xml")
  }

  @Test func removingTwiceIsNoFault() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put("x", at: "a.xml")
    try removeFile(path)
    #expect(!fileExists(path))
    #expect(throws: Never.self) { try removeFile(path) }
    #expect(throws: SpoolFault.self) { try removeFile(folder.path) }
  }
}

@Suite struct WritingTests {
  @Test func aFileIsWrittenWholeAndReplaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a.xml")
    try writeAtomically(Array("one".utf8), to: path)
    #expect(try folder.text("a.xml") == "one")
    try writeAtomically(Array("2".utf8), to: path)
    #expect(try folder.text("a.xml") == "2")
    try writeAtomically([], to: path)
    #expect(try folder.text("a.xml") == "")
    #expect(try listFolder(folder.path).map(\.display) == ["a.xml"])
  }

  @Test func amongManyTheSameBytesAreLeftAlone() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put("one", at: "a.xml")
    _ = try folder.put("o", at: "a.xml.part")
    let before = try fileStamp(path)
    try writeAtomically(Array("one".utf8), to: path, isDurable: false)
    #expect(try fileStamp(path) == before)
    #expect(try listFolder(folder.path).map(\.display) == ["a.xml"])
    // A second name keeps the first file's number from being given to another.
    #expect(link(path.text, folder.path.appending("b.xml").text) == 0)
    try writeAtomically(Array("one".utf8), to: path)
    #expect(try fileStamp(path).inode != before.inode)
    for other in ["two", "on", ""] {
      try writeAtomically(Array(other.utf8), to: path, isDurable: false)
      #expect(try folder.text("a.xml") == other)
    }
  }

  @Test func aPartThatACrashLeftIsReplacedAndNotFollowed() throws {
    let folder = try TemporaryFolder()
    let other = try folder.put("other", at: "other")
    #expect(symlink(other.text, folder.path.appending("a.xml.part").text) == 0)
    try writeAtomically(Array("one".utf8), to: folder.path.appending("a.xml"))
    #expect(try folder.text("a.xml") == "one")
    #expect(try folder.text("other") == "other")
    #expect(try listFolder(folder.path).map(\.display) == ["a.xml", "other"])
  }

  @Test func whatCannotBeRenamedLeavesNoPart() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put("x", at: "a.xml/in-the-way")
    #expect(throws: SpoolFault.self) { try writeAtomically([1], to: folder.path.appending("a.xml")) }
    #expect(try listFolder(folder.path).map(\.display) == ["a.xml"])
  }

  @Test func foldersAreMadeWithThoseAbove() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a/b/c")
    try createFolders(path)
    try createFolders(path)
    #expect(try fileStamp(path).kind == .folder)
    _ = try folder.put("x", at: "file")
    #expect(throws: SpoolFault.self) { try createFolders(folder.path.appending("file")) }
    #expect(throws: SpoolFault.self) { try createFolders(folder.path.appending("file/a")) }
  }

  @Test func aBatchIsBroughtToTheDisk() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Never.self) { try syncFileSystem(of: folder.path) }
    #expect(throws: SpoolFault.self) { try syncFileSystem(of: folder.path.appending("none")) }
  }
}

@Suite struct WorkspaceLockTests {
  @Test func aSecondHolderWaitsAndIsToldWhoHoldsSinceWhen() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("lock")
    let first = try WorkspaceLock(path, timeout: .zero, now: FileTime(seconds: 1_700_000_000))
    let fault = try #require(throws: SpoolFault.self) {
      _ = try WorkspaceLock(path, timeout: .milliseconds(120))
    }
    guard case .locked(_, let holder?) = fault else {
      Issue.record("\(fault)")
      return
    }
    #expect(holder == WorkspaceLock.Holder(process: Int(getpid()), since: "2023-11-14T22:13:20Z"))
    #expect(fault.isRetryWorthwhile)
    #expect(fault.description.contains("\(getpid())"))
    extendLifetime(first)
  }

  @Test func theLockIsFreeWhenItsHolderIsGone() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("lock")
    do {
      let first = try WorkspaceLock(path, timeout: .zero)
      #expect(WorkspaceLock.holder(of: path) != nil)
      extendLifetime(first)
    }
    #expect(WorkspaceLock.holder(of: path) == nil)
    #expect(throws: Never.self) { _ = try WorkspaceLock(path, timeout: .zero) }
  }

  @Test func whatACrashLeftInTheFileDoesNotLock() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put(
      "4242 2020-01-01T00:00:00Z and much more text than is written today\n", at: "lock")
    let lock = try WorkspaceLock(path, timeout: .zero, now: FileTime(seconds: 0))
    #expect(try folder.text("lock") == "\(getpid()) 1970-01-01T00:00:00Z\n")
    extendLifetime(lock)
  }
}
