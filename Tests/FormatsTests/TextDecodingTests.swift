import Testing

@testable import Formats

/// 县报告 in GB18030.
private let countyReportInGB: [UInt8] = [0xCF, 0xD8, 0xB1, 0xA8, 0xB8, 0xE6]

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct TextDecodingTests {
  @Test func utf8IsTakenAsItIs() throws {
    let text = try decodeText(bytes("县报告,12\n")).get()
    #expect(text == DecodedText(utf8: bytes("县报告,12\n"), encoding: .utf8))
  }

  @Test func aByteOrderMarkIsTakenAwayAndNamed() throws {
    let text = try decodeText(byteOrderMark + bytes("县")).get()
    #expect(text == DecodedText(utf8: bytes("县"), encoding: .utf8WithBOM))
  }

  @Test func gb18030IsDecodedAndNamed() throws {
    // With a character of four bytes: U+20000.
    let text = try decodeText(countyReportInGB + [0x95, 0x32, 0x82, 0x36, 0x0A]).get()
    #expect(text == DecodedText(utf8: bytes("县报告\u{20000}\n"), encoding: .gb18030))
  }

  @Test func utf16IsRefusedWithItsOwnProblem() throws {
    for start: [UInt8] in [[0xFF, 0xFE, 0x41, 0x00], [0xFE, 0xFF, 0x00, 0x41], [0x3C, 0x00, 0x61, 0x00]] {
      #expect(try problem(decodeText(start))?.kind == .utf16)
      #expect(try problem(decodeXMLText(start))?.kind == .utf16)
    }
  }

  @Test func bytesOfNoEncodingAreRefusedWithTheirOffset() throws {
    // 0xFF stands in neither encoding.
    let found = try #require(try problem(decodeText(bytes("a\nb") + [0xFF, 0x41])))
    #expect(found.kind == .undecodable)
    #expect(found.offset == 3)
    #expect(found.line == 2)
  }

  @Test func aMarkedFileThatIsNotUTF8IsRefusedAndNotTakenForGB18030() throws {
    let found = try #require(try problem(decodeText(byteOrderMark + countyReportInGB)))
    #expect(found.kind == .undecodable)
    #expect(found.offset == 3)
  }

  @Test func utf8CutInsideACharacterIsNamedAsCut() throws {
    let found = try #require(try problem(decodeText(Array(bytes("新增就业人数，县").dropLast()))))
    #expect(found.kind == .cutCharacter)
    #expect(found.offset == bytes("新增就业人数，").count)
  }

  @Test func linesOfBothEncodingsAreNamedAsMixed() throws {
    let mixed = countyReportInGB + [0x0A] + bytes("新增就业人数\n")
    let found = try #require(try problem(decodeText(mixed)))
    #expect(found.kind == .mixedEncodings || found.kind == .undecodable)
    // An even count of such bytes passes for GB18030 as far as its tables go.
    let even = countyReportInGB + [0x0A] + bytes("新增就业人数个\n").dropLast() + bytes("的\n")
    #expect(try problem(decodeText(even))?.kind == .mixedEncodings)
  }

  @Test(arguments: ["UTF-8", "utf-8", "utf8"])
  func aUTF8LabelAgreesWithUTF8Only(label: String) throws {
    let head = bytes("<?xml version='1.0' encoding='\(label)'?><a>")
    #expect(try decodeXMLText(head + bytes("县</a>")).get().encoding == .utf8)
    #expect(try problem(decodeXMLText(head + countyReportInGB + bytes("</a>")))?.kind == .labelDisagrees)
  }

  @Test(arguments: ["GB18030", "gbk", "GB2312"])
  func aChineseLabelAgreesWithGB18030Only(label: String) throws {
    let head = bytes("<?xml version=\"1.0\" encoding=\"\(label)\"?><a>")
    let text = try decodeXMLText(head + countyReportInGB + bytes("</a>")).get()
    #expect(text.encoding == .gb18030)
    #expect(text.utf8 == head + bytes("县报告</a>"))
    let found = try #require(try problem(decodeXMLText(head + bytes("县报告</a>"))))
    #expect(found.kind == .labelDisagrees)
    #expect(found.detail == label)
    #expect(try problem(decodeXMLText(byteOrderMark + head + bytes("</a>")))?.kind == .labelDisagrees)
    #expect(try problem(decodeXMLText(head + [0xFF] + bytes("</a>")))?.kind == .undecodable)
  }

  @Test func gb18030WithoutALabelDisagrees() throws {
    #expect(
      try problem(decodeXMLText(bytes("<a>") + countyReportInGB + bytes("</a>")))?.kind == .labelDisagrees)
    #expect(try decodeXMLText(bytes("<a>县</a>")).get().encoding == .utf8)
  }

  @Test func otherLabelsAreUnknown() throws {
    let found = try #require(
      try problem(decodeXMLText(bytes("<?xml version='1.0' encoding='big5'?><a/>"))))
    #expect(found.kind == .unknownLabel)
    #expect(found.detail == "big5")
    #expect(
      try problem(decodeXMLText(bytes("<?xml version='1.0' encoding='UTF-16'?><a/>")))?.kind == .utf16)
  }
}

/// The problem of a result, if it is one.
func problem<Value>(_ result: Result<Value, FormatProblem>) -> FormatProblem? {
  if case .failure(let problem) = result { problem } else { nil }
}
