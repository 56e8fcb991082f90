import Testing

@testable import Formats

@Suite struct GzipTests {
  private let report = Array(String(repeating: "县报告,12\n", count: 1000).utf8)

  @Test func whatIsCompressedExpandsToItself() throws {
    let packed = try gzip(report)
    #expect(isGzip(packed))
    #expect(packed.count < report.count / 10)
    #expect(try gunzip(packed).get() == report)
    #expect(try gunzip(gzip([])).get() == [])
  }

  @Test func equalInputGivesEqualBytesWithoutATime() throws {
    let packed = try gzip(report)
    #expect(try gzip(report) == packed)
    #expect(Array(packed[3..<8]) == [0, 0, 0, 0, 0])
  }

  @Test func allMembersAreExpanded() throws {
    let two = try gzip(Array("a".utf8)) + gzip([]) + gzip(Array("b".utf8))
    #expect(try gunzip(two).get() == Array("ab".utf8))
  }

  @Test func aCutStreamIsNamedAsCut() throws {
    let packed = try gzip(report)
    for kept in [5, packed.count / 2, packed.count - 8, packed.count - 1] {
      #expect(try problem(gunzip(Array(packed[..<kept])))?.kind == .gzipCut)
    }
  }

  @Test func wrongDataChecksumAndLengthAreCorrupt() throws {
    let packed = try gzip(report)
    for position in [packed.count - 8, packed.count - 4] {
      var spoilt = packed
      spoilt[position] ^= 1
      #expect(try problem(gunzip(spoilt))?.kind == .gzipCorrupt)
    }
    var spoilt = packed
    spoilt.replaceSubrange(10..<14, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(try problem(gunzip(spoilt))?.kind == .gzipCorrupt)
  }

  @Test(arguments: [[0], [0x0A], Array("<report/>".utf8), [0x1F]] as [[UInt8]])
  func bytesBehindTheLastMemberAreAProblem(rest: [UInt8]) throws {
    let packed = try gzip(report)
    let found = try #require(try problem(gunzip(packed + rest)))
    #expect(found.kind == .gzipTrailingBytes)
    #expect(found.offset == packed.count)
  }

  @Test func anExpansionBeyondTheRatioIsStopped() throws {
    let bomb = try gzip([UInt8](repeating: 0, count: 8 << 20))
    let found = try #require(try problem(gunzip(bomb)))
    #expect(found.kind == .gzipRatio)
    #expect(found.limit == 200)
    #expect(try gunzip(bomb, limits: GzipLimits(ratio: 2000)).get().count == 8 << 20)
  }

  @Test func anExpansionBeyondTheBoundIsStopped() throws {
    let packed = try gzip(report)
    #expect(
      try problem(gunzip(packed, limits: GzipLimits(outputBytes: report.count - 1)))?.kind == .tooLarge)
    #expect(try gunzip(packed, limits: GzipLimits(outputBytes: report.count)).get() == report)
  }

  @Test func otherBytesAreNotGzip() throws {
    #expect(!isGzip(report))
    #expect(try problem(gunzip(report))?.kind == .notGzip)
    #expect(try problem(gunzip([]))?.kind == .notGzip)
  }
}

@Suite struct FileKindTests {
  @Test func filesAreNamedByTheirFirstBytes() throws {
    #expect(FileKind(of: []) == .empty)
    #expect(FileKind(of: try gzip([1])) == .gzip)
    #expect(FileKind(of: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) == .oldOffice)
    #expect(FileKind(of: Array("%PDF-1.7\n".utf8)) == .pdf)
    #expect(FileKind(of: Array("<?xml version='1.0'?>".utf8)) == .xml)
    #expect(FileKind(of: byteOrderMark + Array("\r\n <report/>".utf8)) == .xml)
    #expect(FileKind(of: [0xFF, 0xFE, 0x3C, 0x00]) == .xml)
    #expect(FileKind(of: Array("报送单位,汉台区\n".utf8)) == .text)
    #expect(FileKind(of: Array("a < b".utf8)) == .text)
  }

  @Test func aWorkbookIsToldFromOtherArchives() {
    func archive(_ name: String) -> [UInt8] {
      [0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 0, count: 26) + Array(name.utf8)
    }
    #expect(FileKind(of: archive("[Content_Types].xml") + archive("xl/workbook.xml")) == .xlsx)
    #expect(FileKind(of: archive("word/document.xml")) == .docx)
    #expect(FileKind(of: archive("ppt/presentation.xml")) == .zip)
    #expect(FileKind(of: [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18)) == .zip)
  }
}
