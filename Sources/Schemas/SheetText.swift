import Formats

/// 表格文字：a text as it stands in a spreadsheet cell, and back, without loss.
///
/// A spreadsheet runs what begins like a formula and turns `1.` into a number and `3-5` into a date. Such a text gets
/// an apostrophe in front, and so does one that begins with an apostrophe itself; an apostrophe is taken away only
/// where one would have been put, so that one typed by hand before a plain word stays.
enum SheetText {
  static func guarded(_ text: String) -> String { needsGuard(text) ? "'" + text : text }

  static func unguarded(_ cell: String) -> String {
    guard cell.unicodeScalars.first == "'" else { return cell }
    let rest = String(cell.unicodeScalars.dropFirst())
    return needsGuard(rest) ? rest : cell
  }

  private static func needsGuard(_ text: String) -> Bool {
    text.unicodeScalars.first == "'" || csvNeutralised(text) != text || isTakenForNumber(text)
  }

  /// Whether a spreadsheet may store something else than what was typed.
  private static func isTakenForNumber(_ text: String) -> Bool {
    text.utf8.contains(where: \.isDigit)
      && text.utf8.allSatisfy { $0.isDigit || " .,:/-%eE".utf8.contains($0) }
  }
}
