import Testing

/// 差错: one thing that a clerk does to a good report, and what the office says to it.
struct ClerkMistake: Sendable, CustomTestStringConvertible {
  /// What becomes of the file.
  enum End: String, Sendable {
    /// Counts, with the figures of the good report.
    case accepted
    /// Counts with the good report's figures, and is asked about.
    case questions
    case returned, unreadable
  }

  /// A sentence.
  let name: String
  let edit: ClerkEdit
  let end: End
  /// Every finding's code, in file order; the good report has none.
  let codes: [String]
  /// Every repair's code, in file order; the good report has none.
  let repairs: [String]
  /// Where the first finding of the first code points and what it quotes.
  let spot: ClerkSpot?
  /// What differs from the good report's figures where the file counts, as `indicator item after`.
  let changes: [String]
  var fileName: String
  /// Whether the file can follow another version of the same report: it names its revision.
  let isInSequence: Bool

  var testDescription: String { name }

  init(
    _ name: String, _ edit: ClerkEdit, _ end: End, _ codes: [String] = [], repairs: [String] = [],
    at spot: ClerkSpot? = nil, changes: [String] = [], as fileName: String? = nil, inSequence: Bool = true
  ) {
    self.name = name
    self.edit = edit
    self.end = end
    self.codes = codes
    self.repairs = repairs
    self.spot = spot ?? (codes.isEmpty ? nil : edit.spot)
    self.changes = changes
    self.fileName = fileName ?? "汉台区三季度.csv"
    self.isInSequence = inSequence
  }

  var counts: Bool { end == .accepted || end == .questions }
}
