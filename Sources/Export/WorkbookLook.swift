import Formats
import ReportModel

/// 工作簿版式：the fonts, colours and page of every workbook that is written; only Chinese fonts that Excel and WPS both have.
///
/// Nothing is said by colour alone: workbooks are printed on black and white printers.
enum WorkbookLook {
  static let songti = "宋体"
  static let heiti = "黑体"

  private static let line: UInt32 = 0xA6A6A6
  private static let grey: UInt32 = 0xEDEDED
  private static let known: UInt32 = 0xF7F7F7
  private static let head: UInt32 = 0xDCE6F1
  private static let inputHead: UInt32 = 0xFFE08A
  private static let asked: UInt32 = 0xFFF7D6
  private static let soft: UInt32 = 0x595959
  static let alarm: UInt32 = 0xA31919
  static let question: UInt32 = 0x7A5600

  static let plain = CellStyle(fontName: songti, fontSize: 10.5).with { $0.wraps = true }
  static let title = CellStyle(fontName: heiti, fontSize: 16).with {
    $0.horizontal = .center
    $0.wraps = true
  }
  static let subtitle = title.with { $0.fontSize = 13 }
  static let hint = plain.with {
    $0.color = soft
    $0.fontSize = 9
  }
  static let framed = plain.with {
    $0.border = .thin
    $0.borderColor = line
  }
  /// 已知: what the office fills in; locked.
  static let given = framed.with { $0.fill = known }
  static let heading = framed.with {
    $0.fontName = heiti
    $0.fill = head
    $0.horizontal = .center
  }
  static let inputHeading = heading.with { $0.fill = inputHead }
  static let key = framed.with {
    $0.fontName = heiti
    $0.fill = head
  }
  /// 应填.
  static let input = framed.with {
    $0.isInput = true
    $0.fill = asked
  }
  /// 可填: what may stay blank.
  static let optionalInput = framed.with { $0.isInput = true }
  /// 不用填: neither asked nor possible.
  static let closed = framed.with { $0.fill = grey }
  static let section = framed.with {
    $0.fontName = heiti
    $0.fill = known
    $0.wraps = false
  }

  /// `#,##0.00`: all the places that the figure has and no others, so that what is shown is what is there.
  static func numberFormat(decimals: Int) -> String {
    decimals == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: decimals)
  }

  static func page(_ left: String, _ right: String, say: Wording) -> OutputSheet.Page {
    var page = OutputSheet.Page()
    page.headerLeft = left
    page.headerRight = right
    page.footerRight =
      say.language == .zh
      ? .init(before: "第", between: "页，共", after: "页") : .init(before: "page ", between: " of ", after: "")
    return page
  }
}

extension CellStyle {
  func centered() -> CellStyle { with { $0.horizontal = .center } }
  func right() -> CellStyle { with { $0.horizontal = .right } }
  /// A figure, with the places that it has.
  func number(decimals: Int) -> CellStyle {
    with {
      $0.horizontal = .right
      $0.wraps = false
      $0.numberFormat = WorkbookLook.numberFormat(decimals: decimals)
    }
  }
}

extension OutputWorkbook {
  mutating func cell(_ content: OutputCell.Content, _ look: CellStyle) -> OutputCell {
    OutputCell(content, style(look))
  }
  mutating func text(_ text: String, _ look: CellStyle) -> OutputCell {
    cell(text.isEmpty ? .blank : .text(text), look)
  }
  /// Exact; shown with the places that it has.
  mutating func number(_ amount: Amount, _ look: CellStyle) -> OutputCell {
    cell(.number(amount.description), look.number(decimals: Int(amount.scale)))
  }
}

extension OutputSheet {
  /// Gives a row the height that its texts need in their columns, for not every program fits rows by
  /// itself when it opens a file.
  mutating func fitRow(_ row: Int, least: Int = 18) {
    var height = least
    for (position, cell) in rows[row].cells.enumerated() where position < columns.count {
      guard case .text(let text) = cell.content, !columns[position].isHidden else { continue }
      // A character less, for the margins of the cell.
      height = max(height, text.rowHeight(width: max(2, Int(columns[position].width) - 1)))
    }
    rows[row].height = .init(min(height, 400))
  }
}

extension String {
  /// How many narrow characters wide it is; a Chinese one takes two.
  var printedWidth: Int { unicodeScalars.reduce(0) { $0 + $1.printedWidth } }

  /// Points that a merged cell of this width needs for the text, for there no row grows by itself.
  func rowHeight(width: Int, line: Int = 15) -> Int {
    lineWidths.reduce(0) { $0 + max(1, ($1 + width - 1) / width) } * line + 3
  }

  /// Of each of its lines how many narrow characters wide it is.
  private var lineWidths: [Int] {
    var widths = [0]
    var last: Unicode.Scalar?
    for scalar in unicodeScalars {
      switch scalar {
      // Together with the one before it is one end of a line.
      case "\n" where last == "\r": break
      case "\n", "\u{B}", "\u{C}", "\r", "\u{85}", "\u{2028}", "\u{2029}": widths.append(0)
      default: widths[widths.count - 1] += scalar.printedWidth
      }
      last = scalar
    }
    return widths
  }
}

extension Unicode.Scalar {
  fileprivate var printedWidth: Int { value < 0x2E80 ? 1 : 2 }
}
