import Formats
import ReportModel

/// 汇总文件分段：a roll-up's file in the three parts of which it is written, for a nation's paragraphs are not held at once.
///
/// The file is its head, what a `ParagraphWriter` makes of the paragraphs of the units below in their order, and its tail.
package struct RollUpFile: Sendable {
  package let name: String
  private let rollUp: RollUp
  private let catalogue: Catalogue

  /// - Parameter rollUp: of its paragraphs only those of the unit itself are looked at.
  package init(_ rollUp: RollUp, catalogue: Catalogue) {
    name = rollUp.fileStem + ".xml"
    self.rollUp = rollUp
    self.catalogue = catalogue
  }

  /// How much is handed over at a time.
  static let pieceBytes = 1 << 18

  /// Everything up to and including the paragraphs of the unit itself, in pieces.
  package func head<Failure: Error>(_ take: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var document = RollUpDocument(rollUp, catalogue)
    try document.head(take)
  }

  /// What follows the paragraphs of the units below.
  package func tail() -> [UInt8] {
    var writer = XMLWriter(inside: RollUpDocument.root)
    writer.close()
    return writer.finish()
  }
}
