import Formats
import ReportModel

/// 段落书写：the paragraphs of a roll-up's file, one behind the other, to be taken out in pieces.
///
/// The order is that of `inParagraphOrder(of:)` and `inOrderWithinUnit`; whoever supplies them keeps it.
package struct ParagraphWriter: Sendable {
  private var writer = XMLWriter(inside: RollUpDocument.root)

  package init() {}

  /// What was written since the last `removeAll`.
  package var bytes: [UInt8] { writer.written }

  /// Forgets what was written, and keeps the room for more.
  package mutating func removeAll() { writer.removeWritten() }

  package mutating func add(_ paragraph: SourceParagraph) { writer.write(paragraph) }

  package mutating func add(_ row: ParagraphRow) { writer.write(row) }
}

extension XMLWriter {
  mutating func write(_ paragraph: SourceParagraph) { paragraph.withRow { write($0) } }

  mutating func write(_ row: ParagraphRow) {
    Narrative.forEachPiece(of: row.text) { text in
      open("paragraph")
      attribute("unit", utf8: row.unit)
      attribute("plan", utf8: row.plan)
      attribute("task", utf8: row.task)
      attribute("kind", row.kind.rawValue)
      attribute("indicator", utf8: row.indicator)
      attribute("rule", utf8: row.rule)
      close(text: text)
    }
  }
}
