import Findings
import ReportModel

extension ReportTable {
  /// The table as HTML, in a frame that scrolls sideways where the screen is narrow.
  ///
  /// - Parameters:
  ///   - style: class names for the frame, such as `compact`.
  ///   - positions: of the columns that are shown; all where there is none.
  func markup(style: String = "", showsTitle: Bool = false, only positions: [Int]? = nil) -> Markup {
    let caption: Markup = showsTitle ? "<caption>\(title)</caption>\n" : ""
    let positions = positions ?? Array(columns.indices)
    var markup: Markup = """
      <div class="scroll \(style)" tabindex="0" role="region" aria-label="\(title)"><table>
      \(caption)<thead><tr>
      """
    for position in positions { markup += columns[position].headingMarkup }
    markup.add(tag: "</tr></thead>\n<tbody>\n")
    for row in rows { add(row, at: positions, to: &markup) }
    markup.add(tag: "</tbody></table></div>\n")
    return markup
  }

  private func add(_ row: Row, at positions: [Int], to markup: inout Markup) {
    if row.kind == .section, let title = row.cells.first {
      markup += "<tr class=\"section\"><th colspan=\"\(positions.count)\" scope=\"colgroup\">"
      title.add(to: &markup)
      markup.add(tag: "</th></tr>\n")
      return
    }
    markup.add(tag: row.kind == .total ? "<tr class=\"total\">" : "<tr>")
    for position in positions where position < row.cells.count {
      let cell = row.cells[position]
      let kind = columns[position].kind
      markup.add(tag: kind == .label ? "<th scope=\"row\"" : "<td")
      let (kindName, toneName) = (kind.className, cell.tone.className)
      if !kindName.isEmpty || !toneName.isEmpty {
        markup.add(tag: " class=\"")
        markup.add(kindName)
        if !kindName.isEmpty, !toneName.isEmpty { markup.add(tag: " ") }
        markup.add(toneName)
        markup.add(tag: "\"")
      }
      markup.add(tag: ">")
      cell.add(to: &markup)
      markup.add(tag: kind == .label ? "</th>" : "</td>")
    }
    markup.add(tag: "</tr>\n")
  }
}

extension ReportTable.Column {
  fileprivate var headingMarkup: Markup {
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
  fileprivate func add(to markup: inout Markup) {
    if case .light(let light) = tone {
      markup += "<span class=\"light \(light.rawValue)\">"
      addContent(to: &markup)
      markup.add(tag: "</span>")
    } else {
      addContent(to: &markup)
    }
    if let footnote { markup += "<sup><a href=\"#d\(footnote)\">\(footnote)</a></sup>" }
    if let note {
      markup.add(tag: "<small>")
      markup.add(note)
      markup.add(tag: "</small>")
    }
  }

  private func addContent(to markup: inout Markup) {
    switch content {
    case .blank: break
    case .text(let text): markup.add(text)
    case .number(let amount, let decimals):
      markup.add { amount.appendPrinted(to: &$0, decimals: decimals) }
    case .percent(let quotient, let decimals): markup.add(quotient.printed(decimals: decimals))
    case .progress(let attained, let pace):
      let stroke = pace.map { "<b style=\"left:\($0.width)\"></b>" as Markup } ?? ""
      markup += """
        \(attained.printed(decimals: 1))<span class="bar" aria-hidden="true"><i style="width:\(attained.width)"></i>\(stroke)</span>
        """
    }
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
