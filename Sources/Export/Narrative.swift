import ReportModel

/// 文字部分：the words of the compiling unit itself: the officer's own summary apart from its other paragraphs.
struct Narrative {
  private(set) var summary: String?
  private(set) var taskSummaries: [TaskID: String] = [:]
  private(set) var paragraphs: [SourceParagraph] = []

  /// `Text` in the schema: characters at most.
  static let textLength = 20_000

  init(of rollUp: RollUp) {
    for paragraph in rollUp.paragraphs.filter({ $0.unit == rollUp.unit }).inOrderWithinUnit {
      guard paragraph.kind == .summary, paragraph.plan == rollUp.plan else {
        paragraphs.append(paragraph)
        continue
      }
      // The first of each stands in a place of its own, and what is too long for it goes on further down.
      var pieces = Self.pieces(of: paragraph.text)[...]
      if let first = pieces.first {
        if let task = paragraph.task {
          if taskSummaries[task] == nil {
            taskSummaries[task] = first
            pieces = pieces.dropFirst()
          }
        } else if summary == nil {
          summary = first
          pieces = pieces.dropFirst()
        }
      }
      for piece in pieces {
        var part = paragraph
        part.text = piece
        paragraphs.append(part)
      }
    }
  }

  private static func pieces(of text: String) -> [String] {
    var text = text
    return text.withUTF8 { utf8 in
      var pieces: [String] = []
      forEachPiece(of: utf8) { pieces.append(String(decoding: $0, as: UTF8.self)) }
      return pieces
    }
  }

  /// 续段: a text that is longer than the format allows is continued in a further paragraph, never cut off; an empty one
  /// has no piece.
  static func forEachPiece(of text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void)
  {
    guard !text.isEmpty else { return }
    var start = 0
    if text.count > textLength {
      var characters = 0
      for (position, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
        // The first byte of a character.
        if characters == textLength {
          body(UnsafeBufferPointer(rebasing: text[start..<position]))
          start = position
          characters = 0
        }
        characters += 1
      }
    }
    body(UnsafeBufferPointer(rebasing: text[start...]))
  }
}
