import Testing

@testable import Spool

@Suite struct SpoolNameTests {
  @Test func readableNamesAreShownAsTheyAre() {
    #expect(SpoolName("汉台区 二季度.csv").display == "汉台区 二季度.csv")
  }

  @Test func whatCannotBeSeenIsEscaped() {
    #expect(SpoolName("a\nb\u{1B}").display == "a\\x0Ab\\x1B")
    #expect(SpoolName("a\u{202E}vsc.b").display == "a\\xE2\\x80\\xAEvsc.b")
    #expect(
      SpoolName("a\u{200B}\u{2066}\u{FEFF}").display == "a\\xE2\\x80\\x8B\\xE2\\x81\\xA6\\xEF\\xBB\\xBF")
    #expect(SpoolName("a\u{85}").display == "a\\xC2\\x85")
    #expect(SpoolName("a\\x0A").display == "a\\\\x0A")
  }

  @Test func bytesThatAreNotUTF8AreEscaped() {
    // 县 in GB18030, and a character cut short.
    #expect(SpoolName([0xCF, 0xD8, 0x2E, 0x61]).display == "\\xCF\\xD8.a")
    #expect(SpoolName(Array("县".utf8.dropLast())).display == "\\xE5\\x8E")
  }

  @Test func composedAndDecomposedNamesDiffer() {
    #expect(SpoolName("\u{E9}") != SpoolName("e\u{301}"))
  }

  @Test func namesAreOrderedByTheirBytes() {
    #expect(
      [SpoolName("b"), SpoolName("a"), SpoolName([0xFF]), SpoolName("B")].sorted().map(\.bytes) == [
        [0x42], [0x61], [0x62], [0xFF],
      ])
  }

  @Test func aNumberGoesBeforeTheExtension() {
    #expect(SpoolName("a.xml").numbered(2) == SpoolName("a-2.xml"))
    #expect(SpoolName("a.b.csv.gz").numbered(3) == SpoolName("a.b-3.csv.gz"))
    #expect(SpoolName("a.gz").numbered(2) == SpoolName("a-2.gz"))
    #expect(SpoolName("a").numbered(2) == SpoolName("a-2"))
    #expect(SpoolName(".hidden").numbered(2) == SpoolName(".hidden-2"))
  }

  @Test func pathsAreJoinedAndTakenApart() {
    let path = SpoolPath("/w").appending(.inbox).appending("a.xml")
    #expect(path == SpoolPath("/w/Inbox/a.xml"))
    #expect(path.name == SpoolName("a.xml"))
    #expect(path.folder == SpoolPath("/w/Inbox"))
    #expect(SpoolPath("/").appending("a") == SpoolPath("/a"))
    #expect(SpoolPath("/a").folder == SpoolPath("/"))
    #expect(SpoolPath("a").folder == SpoolPath("."))
  }
}
