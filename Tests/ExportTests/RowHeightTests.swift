import Testing

@testable import Export

@Suite("How high a row is") struct RowHeightTests {
  /// As it is meant: text is cut at the ends of its lines, and each line takes as many rows as its width needs.
  private func plainly(_ text: String, width: Int) -> Int {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.reduce(0) { $0 + max(1, (String($1).printedWidth + width - 1) / width) } * 15 + 3
  }

  @Test("Lines end where people see them end, whatever wrote them")
  func lines() {
    #expect("".rowHeight(width: 10) == 18)
    #expect("一\r\n二\r三\n四".rowHeight(width: 10) == 63)
    #expect("\n".rowHeight(width: 10) == 33)
    #expect("十个字符十个".rowHeight(width: 10) == 33)
  }

  @Test("Random texts are as high as their lines taken one by one")
  func random() {
    let pieces = ["\r", "\n", "\r\n", "\u{2028}", "\u{85}", "a", "字", "e\u{301}", "👨‍👩‍👧", "　", "\u{B}\u{C}"]
    var state: UInt64 = 7
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      #expect(text.rowHeight(width: 5) == plainly(text, width: 5), "\(text.debugDescription)")
    }
  }
}
