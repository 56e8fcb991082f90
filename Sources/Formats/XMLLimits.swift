/// XML上限：how large and how deep a document may be.
///
/// Why: libxml2 compares every attribute of an element with every other, and keeps a stack for the depth;
/// a small hostile file would cost seconds or the process. The bounds are checked before the parser runs.
package struct XMLLimits: Hashable, Sendable {
  /// Bytes of the whole document, at most 1 GiB.
  package var documentBytes: Int
  package var depth: Int
  package var elementCount: Int
  /// Attributes of one element.
  package var attributeCount: Int
  /// Comments and processing instructions together.
  package var commentCount: Int
  /// Bytes of one text or one attribute value.
  package var textBytes: Int
  /// Schema errors that are kept with their details; the count stays exact.
  package var violationCount: Int

  package init(
    documentBytes: Int = 64 << 20, depth: Int = 32, elementCount: Int = 1_000_000,
    attributeCount: Int = 64, commentCount: Int = 10_000, textBytes: Int = 1 << 20,
    violationCount: Int = 1_000
  ) {
    self.documentBytes = documentBytes
    self.depth = depth
    self.elementCount = elementCount
    self.attributeCount = attributeCount
    self.commentCount = commentCount
    self.textBytes = textBytes
    self.violationCount = violationCount
  }
}
