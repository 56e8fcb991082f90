import ReportModel

/// 报表：a laid-out table of a page.
///
/// Cells hold what is known, exactly; rounding and separators happen where a page is written.
struct ReportTable: Sendable, Hashable {
  /// 栏.
  struct Column: Sendable, Hashable {
    enum Kind: Sendable { case label, text, number, mark }
    var heading: String
    var kind: Kind
    init(_ heading: String, _ kind: Kind = .text) {
      self.heading = heading
      self.kind = kind
    }
  }

  /// 格.
  struct Cell: Sendable, Hashable {
    enum Content: Sendable, Hashable {
      case blank
      case text(String)
      /// Shown with separators, rounded half up to `decimals`.
      case number(Amount, decimals: Int)
      indirect case percent(Quotient, decimals: Int)
      /// 完成率 with one decimal, drawn against 序时进度.
      indirect case progress(Quotient, pace: Quotient?)
    }
    /// How the cell speaks: plain, in grey, in question, as a warning, or as one of the lights.
    enum Tone: Sendable, Hashable {
      case plain, muted, question, alarm
      case light(Light)
    }
    var content: Content
    var tone: Tone = .plain
    /// A second, smaller line; on pages only.
    var note: String?
    /// Number of the footnote that explains it; on pages only.
    var footnote: Int?

    static let blank = Cell(content: .blank)
    static func text(_ text: String, _ tone: Tone = .plain, note: String? = nil, footnote: Int? = nil) -> Cell
    {
      Cell(content: text.isEmpty ? .blank : .text(text), tone: tone, note: note, footnote: footnote)
    }
    static func whole(_ number: Int, _ tone: Tone = .plain) -> Cell {
      Cell(content: .number(Amount(number), decimals: 0), tone: tone)
    }
    static func number(
      _ amount: Amount?, decimals: Int = Amount.maximumScale, _ tone: Tone = .plain, note: String? = nil
    )
      -> Cell
    {
      Cell(content: amount.map { .number($0, decimals: decimals) } ?? .blank, tone: tone, note: note)
    }
  }

  /// 行.
  struct Row: Sendable, Hashable {
    enum Kind: Sendable { case body, total, section }
    var kind: Kind
    /// A section has one cell, which spans the table.
    var cells: [Cell]
    init(_ cells: [Cell], _ kind: Kind = .body) {
      self.kind = kind
      self.cells = cells
    }
    static func section(_ title: String) -> Row { Row([.text(title)], .section) }
  }

  var title: String
  var columns: [Column]
  var rows: [Row] = []
}
