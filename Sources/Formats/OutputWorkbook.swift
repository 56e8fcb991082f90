/// 工作簿：a workbook to be written: sheets of cells, their looks, and what may be typed where.
///
/// A value without any library in it. What comes from data is text or a number and never a formula: the few formulas
/// that there are name cells of the same workbook and nothing else.
package struct OutputWorkbook: Sendable {
  /// In seconds since 1970; from the clock that was passed in or the data, never the machine's.
  package var createdAt: Int64
  package var title: String
  package var sheets: [OutputSheet] = []
  private(set) var styles: [CellStyle] = []
  private var known: [CellStyle: StyleID] = [:]

  /// 样式编号: of a style that the workbook holds once.
  package struct StyleID: Hashable, Sendable { let index: Int }

  package init(title: String, createdAt: Int64) {
    self.title = title
    self.createdAt = createdAt
  }

  package mutating func style(_ style: CellStyle) -> StyleID {
    if let id = known[style] { return id }
    let id = StyleID(index: styles.count)
    styles.append(style)
    known[style] = id
    return id
  }
}

/// 工作表.
package struct OutputSheet: Sendable {
  /// At most 31 characters, none of `[]:*?/\`.
  package var name: String
  package var columns: [Column] = []
  package var rows: [Row] = []
  package var merges: [SheetRange] = []
  package var validations: [CellValidation] = []
  package var comments: [Comment] = []
  /// Rows at the top and columns at the left that stay while scrolling.
  package var frozen = SheetCell(row: 0, column: 0)
  /// 保护: without a password, so that only input cells can be changed by accident.
  package var isProtected = false
  package var tabColor: UInt32?
  package var page = Page()
  package var isShown = false

  package init(name: String) { self.name = name }

  /// 栏.
  package struct Column: Hashable, Sendable {
    /// In characters of the default font; a Chinese character takes two.
    package var width: Double
    package var isHidden: Bool
    package init(width: Double, isHidden: Bool = false) {
      self.width = width
      self.isHidden = isHidden
    }
  }

  /// 行: its cells from the first column on.
  package struct Row: Sendable {
    package var cells: [OutputCell]
    /// In points; without, as high as its text needs.
    package var height: Double?
    package var isHidden = false
    package init(_ cells: [OutputCell], height: Double? = nil) {
      self.cells = cells
      self.height = height
    }
  }

  /// 批注.
  package struct Comment: Hashable, Sendable {
    package var cell: SheetCell
    package var text: String
    package init(_ cell: SheetCell, _ text: String) {
      self.cell = cell
      self.text = text
    }
  }

  /// 页面: A4, as wide as one page and as long as it takes.
  package struct Page: Hashable, Sendable {
    package var isLandscape = true
    /// 打印标题: rows repeated on every page, counted from the top.
    package var titleRows = 0
    /// Columns repeated on every page; only where the sheet is wider than a page.
    package var titleColumns = 0
    /// Pages side by side.
    package var pagesWide = 1
    package var isCentered = false
    /// Columns from the left that are printed; all where there is none.
    package var printedColumns: Int?
    package var headerLeft = ""
    package var headerRight = ""
    package var footerLeft = ""
    /// Page numbers at the foot, in this wording around them.
    package var footerRight: PageNumber?
    package init() {}

    package struct PageNumber: Hashable, Sendable {
      package var before: String
      package var between: String
      package var after: String
      package init(before: String, between: String, after: String) {
        self.before = before
        self.between = between
        self.after = after
      }
    }
  }
}

/// 输出单元格.
package struct OutputCell: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case blank
    case text(String)
    /// Plain decimal notation; what a spreadsheet cannot hold exactly is written as text.
    case number(String)
    /// A text that leads to a cell of the same workbook.
    case link(String, sheet: String, cell: SheetCell)
    /// What stands in another cell, as text; nothing where it is empty.
    case valueOf(sheet: String, cell: SheetCell)
    /// As above, of a cell that may hold a day.
    case dateOf(sheet: String, cell: SheetCell)
    /// How many numbers stand in the ranges.
    case countOf(sheet: String, [SheetRange])
    /// Their sum.
    case sumOf(sheet: String, [SheetRange])
  }
  package var content: Content
  package var style: OutputWorkbook.StyleID

  package init(_ content: Content, _ style: OutputWorkbook.StyleID) {
    self.content = content
    self.style = style
  }
}

/// 数据有效性：what may be typed in a range, and what the clerk reads when going there or typing something else.
package struct CellValidation: Hashable, Sendable {
  package enum Rule: Hashable, Sendable {
    /// Anything; only the prompt shows.
    case any
    /// One of a list, chosen from a drop-down.
    case oneOf([String])
    /// A number, or one of the texts.
    case number(isWhole: Bool, isNegativeAllowed: Bool, orTexts: [String])
  }
  package var range: SheetRange
  package var rule: Rule
  package var promptTitle: String
  package var prompt: String
  package var errorTitle: String
  package var error: String
  /// Refuses what does not fit; otherwise asks whether it is meant.
  package var isStrict: Bool

  package init(
    _ range: SheetRange, _ rule: Rule, promptTitle: String = "", prompt: String = "", errorTitle: String = "",
    error: String = "", isStrict: Bool = true
  ) {
    self.range = range
    self.rule = rule
    self.promptTitle = promptTitle
    self.prompt = prompt
    self.errorTitle = errorTitle
    self.error = error
    self.isStrict = isStrict
  }
}
