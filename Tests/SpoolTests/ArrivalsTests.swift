import Glibc
import Testing

@testable import Spool

/// What can be taken when, told from looks alone; the clock of these tests stands still unless it is moved.
@Suite struct ArrivalsTests {
  /// A row of looks at a folder; `at` is the moment in milliseconds since the first.
  private struct Looks {
    let start = ContinuousClock.now
    var arrivals: Arrivals

    init(quiet: Duration = .seconds(2)) { arrivals = Arrivals(quiet: quiet, now: start) }

    /// What is ready when these files lie there, each with its size and the moment of its last change.
    mutating func look(at moment: Int, _ files: [(name: String, bytes: Int, changed: Int)]) -> [String] {
      arrivals.note(
        files.map { Self.entry($0.name, $0.bytes, $0.changed) },
        at: start.advanced(by: .milliseconds(moment)), clock: Self.time(moment))
      return arrivals.ready.map(\.name.display)
    }

    static func time(_ moment: Int) -> FileTime {
      FileTime(seconds: 1_000_000 + Int64(moment / 1000), nanoseconds: Int32(moment % 1000) * 1_000_000)
    }

    static func entry(_ name: String, _ bytes: Int, _ changed: Int) -> SpoolEntry {
      SpoolEntry(
        path: SpoolPath("/Inbox").appending(name),
        stamp: FileStamp(
          kind: .file, byteCount: bytes, modified: time(changed), changed: time(changed), inode: 1, device: 1)
      )
    }
  }

  @Test func whatLayQuietBeforeTheFirstLookIsReadyAtOnce() {
    var looks = Looks()
    #expect(looks.look(at: 9000, [("a", 1, 0), ("b", 1, 7000)]) == ["a", "b"])
  }

  @Test func aFreshFileIsReadyWhenItHasLainQuietAndTheNextLookIsThen() {
    var looks = Looks()
    #expect(looks.look(at: 500, [("a", 1, 0)]) == [])
    #expect(looks.arrivals.nextLook == .milliseconds(1500))
    #expect(looks.look(at: 1999, [("a", 1, 0)]) == [])
    #expect(looks.look(at: 2000, [("a", 1, 0)]) == ["a"])
  }

  @Test func everyChangeStartsTheWaitAnew() {
    var looks = Looks()
    #expect(looks.look(at: 0, [("a", 1, 0)]) == [])
    #expect(looks.look(at: 1900, [("a", 2, 1800)]) == [])
    #expect(looks.look(at: 3700, [("a", 2, 1800)]) == [])
    #expect(looks.look(at: 3800, [("a", 2, 1800)]) == ["a"])
  }

  @Test func whatLiesStillWaitsForWhatIsComingIn() {
    var looks = Looks()
    #expect(looks.look(at: 2000, [("a", 1, 0), ("b", 1, 1500)]) == [])
    #expect(looks.arrivals.nextLook == .milliseconds(1500))
    #expect(looks.look(at: 3500, [("a", 1, 0), ("b", 1, 1500)]) == ["a", "b"])
  }

  @Test func aFileThatGrowsForMinutesKeepsNoOtherBack() {
    var looks = Looks()
    // For ten seconds it is waited for …
    #expect(looks.look(at: 0, [("grows", 0, 0)]) == [])
    for moment in stride(from: 1000, to: 10_000, by: 1000) {
      #expect(looks.look(at: moment, [("a", 1, 0), ("grows", moment, moment)]) == [])
    }
    // … then no more.
    #expect(looks.look(at: 10_000, [("a", 1, 0), ("grows", 10_000, 10_000)]) == ["a"])
    #expect(looks.look(at: 60_000, [("b", 1, 57_000), ("grows", 60_000, 60_000)]) == ["b"])
    #expect(looks.look(at: 62_000, [("grows", 60_000, 60_000)]) == ["grows"])
  }

  @Test func aStreamOfNewFilesIsTakenInParts() {
    var looks = Looks()
    var files: [(name: String, bytes: Int, changed: Int)] = []
    var taken: [Int] = []
    for moment in stride(from: 0, through: 30_000, by: 1000) {
      files.append(("f\(moment)", 1, moment))
      let ready = looks.look(at: moment, files)
      if !ready.isEmpty {
        taken.append(ready.count)
        files.removeAll { ready.contains($0.name) }
      }
    }
    #expect(taken == [11, 11])
  }

  @Test func whatWasLeftIsReadyAgainOnlyWhenItChanged() {
    var looks = Looks()
    #expect(looks.look(at: 2000, [("link", 1, 0)]) == ["link"])
    looks.arrivals.leave(looks.arrivals.ready)
    #expect(looks.look(at: 90_000, [("link", 1, 0)]) == [])
    #expect(looks.arrivals.nextLook == nil)
    #expect(looks.look(at: 91_000, [("link", 2, 90_500)]) == [])
    #expect(looks.look(at: 92_500, [("link", 2, 90_500)]) == ["link"])
  }

  @Test func whatWasLeftForATimeIsReadyAfterIt() {
    var looks = Looks()
    #expect(looks.look(at: 2000, [("a", 1, 0)]) == ["a"])
    looks.arrivals.leave(looks.arrivals.ready, for: .seconds(30))
    #expect(looks.look(at: 31_999, [("a", 1, 0)]) == [])
    #expect(looks.arrivals.nextLook == .milliseconds(1))
    #expect(looks.look(at: 32_000, [("a", 1, 0)]) == ["a"])
  }

  @Test func reconsideringMakesReadyWhatWasLeft() {
    var looks = Looks()
    #expect(looks.look(at: 2000, [("a", 1, 0)]) == ["a"])
    looks.arrivals.leave(looks.arrivals.ready)
    looks.arrivals.reconsider()
    #expect(looks.arrivals.ready.map(\.name.display) == ["a"])
  }

  @Test func whatIsGoneIsForgotten() {
    var looks = Looks()
    #expect(looks.look(at: 2000, [("a", 1, 0)]) == ["a"])
    looks.arrivals.leave(looks.arrivals.ready)
    #expect(looks.look(at: 3000, []) == [])
    #expect(looks.look(at: 4000, [("a", 1, 0)]) == ["a"])
  }

  @Test func aChangeInTheFutureSettlesByTheMonotonicClock() {
    var looks = Looks()
    #expect(looks.look(at: 0, [("a", 1, 86_400_000)]) == [])
    #expect(looks.look(at: 1999, [("a", 1, 86_400_000)]) == [])
    #expect(looks.look(at: 2000, [("a", 1, 86_400_000)]) == ["a"])
  }

  @Test func withoutAQuietTimeEverythingIsReady() {
    var looks = Looks(quiet: .zero)
    #expect(looks.look(at: 0, [("a", 1, 0), ("b", 1, 5000)]) == ["a", "b"])
  }
}

@Suite struct FolderWatchTests {
  private let long = Duration.seconds(20)

  @Test func timePassesWhereNothingStirs() throws {
    let folder = try TemporaryFolder()
    var watch = try FolderWatch()
    watch.renew([folder.path, folder.path.appending("none")])
    let start = ContinuousClock.now
    #expect(watch.wait(.milliseconds(30)) == .time)
    #expect(start.duration(to: .now) >= .milliseconds(30))
  }

  @Test func aNewFileAFinishedOneAndARenamedOneStir() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    var watch = try FolderWatch()
    watch.renew([folder.path])
    let path = try folder.put("x", at: "a.part")
    #expect(watch.wait(long) == .stir)
    #expect(watch.wait(.zero) == .time)
    let file = open(path.text, O_WRONLY)
    #expect(write(file, "y", 1) == 1)
    // Growing does not stir, being finished does.
    #expect(watch.wait(.milliseconds(20)) == .time)
    close(file)
    #expect(watch.wait(long) == .stir)
    #expect(rename(path.text, folder.path.appending("a.xml").text) == 0)
    #expect(watch.wait(long) == .stir)
    // What leaves does not.
    #expect(rename(folder.path.appending("a.xml").text, outside.path.appending("a.xml").text) == 0)
    #expect(watch.wait(.milliseconds(20)) == .time)
  }

  @Test func stirsAreKeptWhileTheyAreNotHeeded() throws {
    let folder = try TemporaryFolder()
    var watch = try FolderWatch()
    watch.renew([folder.path])
    _ = try folder.put("x", at: "a.xml")
    #expect(watch.wait(.milliseconds(5), heedingStirs: false) == .time)
    #expect(watch.wait(.zero) == .stir)
  }

  @Test func aFolderThatCameBackIsWatchedAfterRenewal() throws {
    let folder = try TemporaryFolder()
    let inbox = folder.path.appending("Inbox")
    try createFolders(inbox)
    var watch = try FolderWatch()
    watch.renew([inbox])
    #expect(rename(inbox.text, folder.path.appending("away").text) == 0)
    #expect(watch.wait(long) == .stir)
    try createFolders(inbox)
    watch.renew([inbox])
    _ = watch.wait(.milliseconds(5))
    _ = try folder.put("x", at: "away/a.xml")
    #expect(watch.wait(.milliseconds(20)) == .time)
    _ = try folder.put("x", at: "Inbox/a.xml")
    #expect(watch.wait(long) == .stir)
  }
}
