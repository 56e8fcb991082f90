import Findings
import ReportModel

extension ReportTable {
  /// The table as HTML, in a frame that scrolls sideways where the screen is narrow.
  ///
  /// - Parameter style: class names for the frame, such as `compact`.
  func markup(style: String = "", showsTitle: Bool = false) -> Markup {
    let caption: Markup = showsTitle ? "<caption>\(title)</caption>\n" : ""
    return """
      <div class="scroll \(style)" tabindex="0" role="region" aria-label="\(title)"><table>
      \(caption)<thead><tr>\(columns.map { $0.heading(in: self) })</tr></thead>
      <tbody>
      \(rows.map(markup))</tbody></table></div>

      """
  }

  private func markup(_ row: Row) -> Markup {
    if row.kind == .section, let title = row.cells.first {
      return
        "<tr class=\"section\"><th colspan=\"\(columns.count)\" scope=\"colgroup\">\(title.inner)</th></tr>\n"
    }
    let cells = zip(columns, row.cells).map { column, cell -> Markup in
      let classes = [column.kind.className, cell.tone.className].filter { !$0.isEmpty }
      let attribute: Markup = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
      return column.kind == .label
        ? "<th scope=\"row\"\(attribute)>\(cell.inner)</th>" : "<td\(attribute)>\(cell.inner)</td>"
    }
    return row.kind == .total ? "<tr class=\"total\">\(cells)</tr>\n" : "<tr>\(cells)</tr>\n"
  }
}

extension ReportTable.Column {
  fileprivate func heading(in table: ReportTable) -> Markup {
    kind.className.isEmpty
      ? "<th scope=\"col\">\(heading)</th>" : "<th scope=\"col\" class=\"\(kind.className)\">\(heading)</th>"
  }
}

extension ReportTable.Column.Kind {
  fileprivate var className: String {
    switch self {
    case .label: "l"
    case .text: ""
    case .number: "n"
    case .mark: "m"
    }
  }
}

extension ReportTable.Cell {
  fileprivate var inner: Markup {
    var inner: Markup
    switch content {
    case .blank: inner = ""
    case .text(let text): inner = "\(text)"
    case .number(let amount, let decimals): inner = "\(amount.printed(decimals: decimals))"
    case .percent(let quotient, let decimals): inner = "\(quotient.printed(decimals: decimals))"
    case .progress(let attained, let pace):
      let stroke = pace.map { "<b style=\"left:\($0.width)\"></b>" as Markup } ?? ""
      inner = """
        \(attained.printed(decimals: 1))<span class="bar" aria-hidden="true"><i style="width:\(attained.width)"></i>\(stroke)</span>
        """
    }
    if case .light(let light) = tone { inner = "<span class=\"light \(light.rawValue)\">\(inner)</span>" }
    if let footnote { inner = "\(inner)<sup><a href=\"#d\(footnote)\">\(footnote)</a></sup>" }
    if let note { inner = "\(inner)<small>\(note)</small>" }
    return inner
  }
}

extension ReportTable.Cell.Tone {
  fileprivate var className: String {
    switch self {
    case .plain, .light: ""
    case .muted: "muted"
    case .question: "question"
    case .alarm: "alarm"
    }
  }
}

extension Quotient {
  /// As a share of a bar's width, kept within it.
  fileprivate var width: String { max(.zero, min(100, percent)).description + "%" }
}
