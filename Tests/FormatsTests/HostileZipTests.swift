import TestKit
import Testing

@testable import Formats

/// Archives that lie: each is refused with the kind of lie, and nothing of it is read.
@Suite struct HostileZipTests {
  private func kind(_ zip: ZipBytes, limits: WorkbookReadingLimits = WorkbookReadingLimits()) throws -> FormatProblem.Kind?
  {
    try kind(zip.bytes(), limits: limits)
  }

  private func kind(_ bytes: [UInt8], limits: WorkbookReadingLimits = WorkbookReadingLimits()) throws -> FormatProblem.Kind?
  {
    switch try readWorkbook(bytes, limits: limits) {
    case .success: nil
    case .failure(let problem): problem.kind
    }
  }

  private let good = WorkbookParts([WorkbookParts.Sheet("表", [[.text("甲"), .number("1")]])])
  private let sheet = "xl/worksheets/sheet1.xml"

  @Test("A regular workbook is read, stored or deflated, with a comment too")
  func regular() throws {
    #expect(try kind(good.zip()) == nil)
    #expect(try kind(good.zip(isDeflated: false)) == nil)
    var commented = good.zip()
    commented.comment = Array("WPS".utf8)
    #expect(try kind(commented) == nil)
  }

  @Test("Cut anywhere it is no workbook")
  func cut() throws {
    let bytes = good.zip().bytes()
    for count in stride(from: 4, to: bytes.count, by: 7) {
      #expect(try kind(Array(bytes.prefix(count))) == .zipBroken, "\(count)")
    }
  }

  @Test("Bytes behind the end, and a directory that is not where it should be, are refused")
  func trailing() throws {
    #expect(try kind(good.zip().bytes() + Array("PK".utf8)) == .zipBroken)
    #expect(try kind(good.zip().bytes() + good.zip().bytes()) == .zipBroken)
    #expect(try kind([0] + good.zip().bytes()) == .zipBroken)
  }

  @Test("A count of entries that is not theirs is refused", arguments: [0, 1, 9, 65535])
  func count(_ count: Int) throws {
    var zip = good.zip()
    zip.count = count
    #expect(try kind(zip) == (count > 2_000 ? .zipTooManyEntries : .zipBroken))
  }

  @Test(
    "Names that lead elsewhere or cannot be told are refused",
    arguments: [
      "/etc/passwd", "../xl/a", "xl/../../a", "xl\\worksheets\\a.xml", "C:/a", "", "a\0b",
      String(repeating: "a", count: 600),
    ])
  func names(_ name: String) throws {
    var zip = good.zip()
    zip.entries.append(ZipBytes.Entry(name, [1]))
    #expect(try kind(zip) == .zipUnsafeName)
  }

  @Test("A name that is no UTF-8 is refused; so is one that is there twice, in large or small letters")
  func oddNames() throws {
    var zip = good.zip()
    zip.entries.append(ZipBytes.Entry("a", [1]))
    zip.entries[zip.entries.count - 1].name = [0xB1, 0xED, 0x2E]
    #expect(try kind(zip) == .zipUnsafeName)
    for name in [sheet, "XL/Worksheets/Sheet1.xml"] {
      var twice = good.zip()
      twice.entries.append(ZipBytes.Entry(name, [1]))
      #expect(try kind(twice) == .zipUnsafeName)
    }
  }

  @Test("Entries that share bytes are refused: the same header twice, and one within another")
  func overlapping() throws {
    var quoted = good.zip()
    var copy = quoted[sheet]
    copy.name = Array("xl/worksheets/sheet2.xml".utf8)
    copy.localName = copy.name
    // The directory points to the first entry's header under another name, or to one inside other data.
    copy.offset = 0
    quoted.entries.append(copy)
    #expect(try kind(quoted) == .zipBroken)

    let inner = ZipBytes([ZipBytes.Entry("xl/a", Array("内".utf8))]).bytes()
    var nested = ZipBytes([ZipBytes.Entry("xl/b", inner), ZipBytes.Entry("xl/a", Array("内".utf8))])
    nested.entries[1].offset = 30 + 4
    #expect(try kind(nested) == .zipOverlap)
  }

  @Test("Headers that contradict the directory are refused")
  func contradictions() throws {
    var renamed = good.zip()
    renamed[sheet].localName = Array("xl/worksheets/sheet9.xml".utf8)
    #expect(try kind(renamed) == .zipBroken)
    var resized = good.zip()
    resized[sheet].localCompressedSize = 3
    #expect(try kind(resized) == .zipBroken)
    var method = good.zip()
    method[sheet].method = 12
    #expect(try kind(method) == .zipBroken)
    var outside = good.zip()
    outside[sheet].offset = 1 << 30
    #expect(try kind(outside) == .zipBroken)
    var long = good.zip()
    long[sheet].compressedSize = 1 << 30
    #expect(try kind(long) == .zipBroken)
  }

  @Test("Data that is not what its sizes and checksum say is refused")
  func wrongData() throws {
    var short = good.zip()
    short[sheet].expandedSize = 10
    #expect(try kind(short) == .zipBroken)
    var long = good.zip()
    long[sheet].expandedSize = 100_000
    #expect(try kind(long) == .zipBroken)
    var checksum = good.zip()
    checksum[sheet].crc = 1
    #expect(try kind(checksum) == .zipBroken)
    var garbage = good.zip()
    garbage[sheet].data = [UInt8](repeating: 0xFF, count: 400)
    garbage[sheet].isDeflated = false
    garbage[sheet].method = 8
    #expect(try kind(garbage) == .zipBroken)
  }

  @Test("Encryption is named, zip64 is not taken")
  func encryptionAndZip64() throws {
    for flags in [1, 0x2000, 0x41] {
      var encrypted = good.zip()
      encrypted[sheet].flags = flags
      #expect(try kind(encrypted) == .zipEncrypted)
    }
    var locator = good.zip()
    locator.hasZip64Locator = true
    #expect(try [.zipBroken, .zipTooLarge].contains(kind(locator)))
    var sizes = good.zip()
    sizes[sheet].compressedSize = 0xFFFF_FFFF
    #expect(try kind(sizes) == .zipTooLarge)
  }

  @Test("What expands too far is stopped, by its ratio or by its size")
  func bombs() throws {
    var bomb = good.zip()
    bomb[sheet].data = Array("<worksheet>".utf8) + [UInt8](repeating: 0x20, count: 3 << 20)
    bomb[sheet].isDeflated = true
    var limits = WorkbookReadingLimits(zip: ZipLimits(ratioFloorBytes: 1 << 20))
    #expect(try kind(bomb, limits: limits) == .zipRatio)
    limits = WorkbookReadingLimits(zip: ZipLimits(expandedBytes: 1 << 20))
    #expect(try kind(bomb, limits: limits) == .zipTooLarge)
    // The size is counted over all parts.
    var parts = good
    for index in 0..<8 {
      parts.sheets.append(
        WorkbookParts.Sheet("表\(index)", [[.inline(String(repeating: "字", count: 30_000))]]))
    }
    limits = WorkbookReadingLimits(zip: ZipLimits(expandedBytes: 500_000))
    #expect(try kind(parts.zip(), limits: limits) == .zipTooLarge)
  }

  @Test(
    "Parts with entities, document types, odd encodings or broken tags are refused",
    arguments: [
      "<!DOCTYPE worksheet [<!ENTITY a \"b\">]><worksheet/>",
      "<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\"><worksheet/>",
      "<worksheet>&a;</worksheet>", "<worksheet", "<worksheet></sheet>", "<worksheet/><worksheet/>", "",
      "\u{0}",
      "<worksheet>" + String(repeating: "<a>", count: 64),
      "<worksheet \((0..<80).map { "a\($0)=\"\"" }.joined(separator: " "))/>",
    ])
  func parts(_ xml: String) throws {
    var zip = good.zip()
    zip[sheet].data = Array(xml.utf8)
    guard case .success(let book) = try readWorkbook(zip.bytes()) else {
      Issue.record("one sheet spoils only itself")
      return
    }
    #expect(book.sheets[0].problem?.kind == .partBroken)
    #expect(book.sheets[0].table.rowCount == 0)
    for part in ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"] {
      var other = good.zip()
      other[part].data = Array(xml.utf8)
      #expect(try kind(other) == .partBroken, "\(part)")
    }
  }

  @Test("UTF-16 is not taken, nor bytes that are no UTF-8")
  func encodings() throws {
    for bytes: [UInt8] in [
      [0xFF, 0xFE, 0x3C, 0x00], Array("<worksheet a=\"".utf8) + [0xB1, 0xED] + Array("\"/>".utf8),
    ] {
      var zip = good.zip()
      zip[sheet].data = bytes
      guard case .success(let book) = try readWorkbook(zip.bytes()) else {
        Issue.record("one sheet spoils only itself")
        return
      }
      #expect(book.sheets[0].problem?.kind == .partBroken)
    }
  }

  @Test(
    "A missing part is named", arguments: ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
  func missing(_ part: String) throws {
    var zip = good.zip()
    zip.entries.removeAll { $0.name == Array(part.utf8) }
    guard case .failure(let problem) = try readWorkbook(zip.bytes()) else {
      Issue.record("it was read")
      return
    }
    #expect(problem.kind == .partMissing)
    #expect(problem.detail == part)
  }

  @Test("Relations that lead out of the archive lead nowhere")
  func outwardRelations() throws {
    for target in ["../../../etc/passwd", "file:///etc/passwd", "https://example.org/sheet1.xml"] {
      var zip = good.zip()
      let part = "xl/_rels/workbook.xml.rels"
      let xml = String(decoding: zip[part].data, as: UTF8.self)
      zip[part].data = Array(xml.replacing("worksheets/sheet1.xml", with: target).utf8)
      #expect(try kind(zip) == .partMissing)
    }
  }
}
