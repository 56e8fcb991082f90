import Testing

@testable import Formats

private func table(_ text: String, delimiter: CSVDelimiter? = nil, limits: CSVLimits = CSVLimits())
  -> CellTable
{
  readCSV(Array(text.utf8), delimiter: delimiter, limits: limits)
}

extension CellTable {
  fileprivate var texts: [[String]] { rows.map { row in row.map(\.text) } }
}

@Suite struct CSVReadingTests {
  @Test func cellsAreCutAtDelimitersAndLineEnds() {
    let read = table("a,b,c\nd,,f\n")
    #expect(read.texts == [["a", "b", "c"], ["d", "", "f"]])
    #expect(read.problems.isEmpty)
    #expect(read[1].map(\.column) == [1, 2, 3])
    #expect(read[1].map(\.isEmpty) == [false, true, false])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyLineEndIsTaken(lineEnd: String) {
    let read = table(["a,b", "", "c,d"].joined(separator: lineEnd))
    #expect(read.texts == [["a", "b"], [], ["c", "d"]])
    #expect(read.rows.map(\.line) == [1, 2, 3])
    #expect(table(["a,b", "c,d", ""].joined(separator: lineEnd)).rowCount == 2)
  }

  @Test func quotedCellsHoldDelimitersQuotesAndLineEnds() {
    let read = table("\"a,\"\"b\"\"\",\"c\r\nd\",e\n\"\",\"\"\"\"\nf,g\n")
    #expect(read.texts == [["a,\"b\"", "c\r\nd", "e"], ["", "\""], ["f", "g"]])
    #expect(read.problems.isEmpty)
    #expect(read.rows.map(\.line) == [1, 3, 4])
    #expect(read[0].map(\.line) == [1, 1, 2])
    #expect(read[0].map(\.wasQuoted) == [true, true, false])
  }

  @Test func aQuoteInsideAnUnquotedCellIsACharacter() {
    let read = table("5\" 管,b \"c\"\nd,e\n")
    #expect(read.texts == [["5\" 管", "b \"c\""], ["d", "e"]])
    #expect(read.problems.isEmpty)
  }

  @Test func aByteOrderMarkIsTakenAway() {
    let read = readCSV(byteOrderMark + Array("\"a\",b".utf8))
    #expect(read.texts == [["a", "b"]])
  }

  @Test func blankRowsAreKept() {
    let read = table("a,b\n\n, \n　,\u{A0}\nc,d")
    #expect(read.rows.map(\.isBlank) == [false, true, true, true, false])
    #expect(read.rows.map(\.count) == [2, 0, 2, 2, 2])
    #expect(read.rows.map(\.line) == [1, 2, 3, 4, 5])
  }

  @Test func rowsMayHaveUnevenLengths() {
    #expect(table("报送单位,汉台区\n\n指标,本期数,计量单位\na,1,\n").rows.map(\.count) == [2, 0, 3, 3])
    #expect(table("a,b,").texts == [["a", "b", ""]])
  }

  // MARK: Delimiters

  @Test func theDelimiterIsFoundOut() {
    for delimiter in CSVDelimiter.allCases {
      let text =
        "季度报表\nx\(delimiter.rawValue)y\n\na\(delimiter.rawValue)b\(delimiter.rawValue)c\n1\(delimiter.rawValue)2\(delimiter.rawValue)3\n"
      let read = table(text)
      #expect(read.delimiter == delimiter)
      #expect(read.isDelimiterCertain)
      #expect(read.rows.map(\.count) == [1, 2, 0, 3, 3])
    }
  }

  @Test func commasInTextAndNumbersDoNotOutweighTheDelimiter() {
    let rows = (1...5).map { "任务\($0)\t1,234,567\t办班,办会,办展\t\(String(repeating: ",", count: $0))" }
    #expect(table(rows.joined(separator: "\n")).delimiter == .tab)
    let semicolons = (1...5).map { "任务\($0);1,5;2,5;a;b;c" }
    #expect(table(semicolons.joined(separator: "\n")).delimiter == .semicolon)
    let quoted = (1...5).map { "任务\($0),\"a;b;c;d\",\"说\"\";;\"\"\"" }
    #expect(table(quoted.joined(separator: "\n")).delimiter == .comma)
  }

  @Test func withoutAnyDelimiterAnUncertainCommaIsAssumed() {
    let read = table("一\n二\n")
    #expect(read.delimiter == .comma)
    #expect(!read.isDelimiterCertain)
    #expect(read.texts == [["一"], ["二"]])
  }

  @Test func aGivenDelimiterIsNotQuestioned() {
    #expect(table("a,b;c\n", delimiter: .semicolon).texts == [["a,b", "c"]])
  }

  // MARK: Problems

  @Test func anUnterminatedQuoteIsNamedWithItsLineAndTheRowsBeforeAreKept() {
    let read = table("a,b\nc,\"d\ne,f\ng,h\n")
    #expect(read.problems.map(\.kind) == [.unterminatedQuote])
    #expect(read.problems.first?.line == 2)
    #expect(read.problems.first?.column == 2)
    #expect(read[0].map(\.text) == ["a", "b"])
    #expect(read.rowCount == 2)
  }

  @Test func textBehindAClosingQuoteIsNamedAndReadingGoesOn() {
    let read = table("\"a\"b,c\n\"d\"\"e\" ,f\n")
    #expect(read.problems.map(\.kind) == [.textAfterQuote, .textAfterQuote])
    #expect(read.problems.map(\.line) == [1, 2])
    #expect(read.texts == [["ab", "c"], ["d\"e ", "f"]])
  }

  @Test func nulBytesAndOtherEncodingsAreRefused() {
    let nul = table("a\nb\0")
    #expect(nul.problems.map(\.kind) == [.nulByte])
    #expect(nul.problems.first?.line == 2)
    #expect(nul.rowCount == 0)
    #expect(readCSV([0x61, 0x0A, 0xCF, 0xD8]).problems.map(\.kind) == [.undecodable])
    #expect(table("").problems.map(\.kind) == [.empty])
    #expect(readCSV(byteOrderMark).problems.map(\.kind) == [.empty])
  }

  @Test func whatExceedsABoundIsNamedWithIt() {
    #expect(table("a,b", limits: CSVLimits(fileBytes: 2)).problems.map(\.kind) == [.tooLarge])
    #expect(table("a,b", limits: CSVLimits(fileBytes: 3)).problems.isEmpty)

    let rows = table("a\nb\nc", limits: CSVLimits(rowCount: 2))
    #expect(rows.problems.map(\.kind) == [.tooManyRows])
    #expect(rows.problems.first?.line == 3)
    #expect(rows.rowCount == 2)
    #expect(table("a\nb\n", limits: CSVLimits(rowCount: 2)).problems.isEmpty)

    let cells = table("a,b\nc,d,e", limits: CSVLimits(cellCount: 2))
    #expect(cells.problems.map(\.kind) == [.tooManyCells])
    #expect(cells.problems.first?.line == 2)
    #expect(table("a,b\nc,d", limits: CSVLimits(cellCount: 2)).problems.isEmpty)

    #expect(table("abc,d", limits: CSVLimits(cellBytes: 2)).problems.map(\.kind) == [.cellTooLong])
    #expect(table("\"abc\",d", limits: CSVLimits(cellBytes: 2)).problems.map(\.kind) == [.cellTooLong])
    #expect(table("ab,\"cd\"", limits: CSVLimits(cellBytes: 2)).problems.isEmpty)
  }

  @Test func problemsAreCapped() {
    #expect(table(String(repeating: "\"a\"b\n", count: 500)).problems.count == 100)
  }
}

@Suite struct CSVWriterTests {
  @Test func aCellAtATimeIsWrittenLikeARow() {
    let texts = [
      "县", "=1", " +1", "\u{3000}＝1", "\u{FEFF}@", "a,b", "say \"x\"", "行\r\n行", " x", "x ", "a\0b", "", "\0",
      "全，角",
    ]
    var listed = CSVWriter(lineEnd: .crlf, hasBOM: true)
    var single = CSVWriter(lineEnd: .crlf, hasBOM: true)
    let prefix = csvCells([.text("=a"), .empty, .number("-1")])
    for text in texts {
      listed.row([
        .text("=a"), .empty, .number("-1"), .text(text), .number("-12"), .number("7"), .empty, .empty,
      ])
      single.cells(prefix)
      single.cell(text: text)
      single.cell(number: -12)
      single.cell { $0.append(UInt8(ascii: "7")) }
      single.emptyCells(2)
      single.endRow()
    }
    #expect(single.written == listed.written)
    single.removeWritten()
    single.row("x")
    #expect(single.finish() == Array("x\r\n".utf8))
  }

  private func written(_ cells: [CSVOutputCell]) -> String {
    var writer = CSVWriter()
    writer.row(cells)
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  @Test func rowsAreWrittenByteForByte() {
    var writer = CSVWriter(lineEnd: .crlf, hasBOM: true)
    writer.row("报送单位", "汉台区")
    writer.row([])
    writer.row([.text("a,\"b\""), .number("-1.5"), .empty, .text("一\n二"), .text(" c")])
    #expect(
      writer.finish() == byteOrderMark
        + Array("报送单位,汉台区\r\n\r\n\"a,\"\"b\"\"\",-1.5,,\"一\n二\",\" c\"\r\n".utf8))
    #expect(written([.text("a"), .text("b")]) == "a,b\n")
  }

  @Test(
    arguments: ["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", " =1", "\u{3000}=1"])
  func textsThatASpreadsheetWouldRunAreGuarded(text: String) {
    #expect(csvNeutralised(text) == "'" + text)
  }

  @Test func controlCharactersAtTheFrontAreGuardedAndNulIsLeftOut() {
    #expect(csvNeutralised("\t=1") == "'\t=1")
    #expect(csvNeutralised("\r=1") == "'\r=1")
    #expect(csvNeutralised("\r\n=1") == "'\r\n=1")
    #expect(csvNeutralised("\0=1") == "'=1")
    #expect(csvNeutralised("a\0b") == "ab")
  }

  @Test func harmlessTextsStayAsTheyAre() {
    for text in ["", "县", "a=b", "1-2", "a@b.c", "'x", "  ", "12"] { #expect(csvNeutralised(text) == text) }
    #expect(written([.number("-5"), .number("+3"), .text("-5")]) == "-5,+3,'-5\n")
  }

  @Test func whatIsWrittenIsReadAsItWas() {
    let texts = ["a", "b,c", "\"d\"", "e\r\nf", "", " g ", "县"]
    var writer = CSVWriter(lineEnd: .crlf)
    writer.row(texts.map { .text($0) })
    writer.row(texts.reversed().map { .text($0) })
    let read = readCSV(writer.finish())
    #expect(read.rows.map { $0.map(\.text) } == [texts, texts.reversed()])
    #expect(read.problems.isEmpty)
  }
}
