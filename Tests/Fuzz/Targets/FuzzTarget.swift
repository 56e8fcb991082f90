/// 试验对象：a reader that is given any bytes at all; the name is that of its folder in the corpus.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// A report from its bytes to its receipt, through every check.
  case report
  /// A document, with and without a schema.
  case xml
  /// A plan, and its way through XML and CSV back to itself.
  case plan
  /// The files of the catalogue that are CSV: units, measures, calendars, the sheets of a plan.
  case catalogue
  /// A table, and what is written read back.
  case table
  /// A workbook, as a whole or as the parts of one.
  case workbook
  case gzip
  /// A superior's receipt.
  case receipt
  /// An audit formula, and what it says of any figures.
  case formula
  /// One value, one period, one date.
  case cells
}
